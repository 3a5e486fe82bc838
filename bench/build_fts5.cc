// SPDX-License-Identifier: GPL-3.0-or-later
// A peer of the building benchmark: the same statements into SQLite, its rows and its full-text index, as its manual
// says.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include <sqlite3.h>

namespace {

void check(int code, sqlite3* database) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
        std::exit(1);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: build_fts5_bench DUMP DATABASE\n", stderr);
        return 2;
    }
    std::FILE* const in = std::fopen(argv[1], "r");
    sqlite3* database = nullptr;
    if (in == nullptr || sqlite3_open(argv[2], &database) != SQLITE_OK) {
        std::perror(argv[1]);
        return 1;
    }
    // Nothing is lost by a program that ends: the database is synced at the commits, as the others are.
    const char* const schema =
        "PRAGMA journal_mode=WAL; PRAGMA cache_size=-200000;"
        "CREATE TABLE statement(rowid INTEGER PRIMARY KEY, id TEXT, text TEXT, speaker TEXT, outlet TEXT, date TEXT,"
        " country TEXT, mention TEXT, topic TEXT, article TEXT, title TEXT);"
        "CREATE VIRTUAL TABLE words USING fts5(text, speaker, mention, title, content='statement',"
        " content_rowid='rowid', tokenize='porter unicode61');";
    check(sqlite3_exec(database, schema, nullptr, nullptr, nullptr), database);
    sqlite3_stmt* row = nullptr;
    sqlite3_stmt* words = nullptr;
    check(sqlite3_prepare_v2(database, "INSERT INTO statement VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)", -1, &row,
                             nullptr),
          database);
    check(sqlite3_prepare_v2(database, "INSERT INTO words(rowid,text,speaker,mention,title) VALUES(?1,?2,?3,?4,?5)", -1,
                             &words, nullptr),
          database);
    check(sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr), database);
    const char* const columns[] = {"id",      "text",    "speaker", "outlet",  "date",
                                   "country", "mention", "topic",   "article", "title"};
    std::map<std::string, std::string> fields;
    char* line = nullptr;
    std::size_t capacity = 0;
    sqlite3_int64 number = 0;
    const auto insert = [&] {
        ++number;
        sqlite3_bind_int64(row, 1, number);
        for (int i = 0; i < 10; ++i) {
            const std::string& value = fields[columns[i]];
            sqlite3_bind_text(row, i + 2, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        }
        check(sqlite3_step(row), database);
        sqlite3_reset(row);
        sqlite3_bind_int64(words, 1, number);
        const char* const searched[] = {"text", "speaker", "mention", "title"};
        for (int i = 0; i < 4; ++i) {
            const std::string& value = fields[searched[i]];
            sqlite3_bind_text(words, i + 2, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        }
        check(sqlite3_step(words), database);
        sqlite3_reset(words);
        fields.clear();
    };
    for (ssize_t size = 0; (size = getline(&line, &capacity, in)) > 0;) {
        std::string text(line, static_cast<std::size_t>(size));
        text.pop_back();
        if (text.empty()) {
            insert();
            continue;
        }
        const std::size_t equals = text.find('=');
        fields[text.substr(0, equals)] = text.substr(equals + 1);
    }
    std::free(line);
    std::fclose(in);
    check(sqlite3_exec(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);", nullptr, nullptr, nullptr), database);
    sqlite3_finalize(row);
    sqlite3_finalize(words);
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
