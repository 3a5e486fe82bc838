// SPDX-License-Identifier: GPL-3.0-or-later
// What a second run of `add` reads, keeps and removes.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <archive.h>
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>

#include "indexer/pipeline/commands.hh"
#include "tests/support/temp_dir.hh"
#include "tests/unit/archive/packed.hh"

namespace demarche::indexer {

namespace {

namespace fs = std::filesystem;

/// An article as a text file; what it says depends on `words`.
std::string text(const std::string& words, const std::string& date = "2024-12-19") {
    return (date.empty() ? "" : "Date: " + date + "\n\n") + "“We shall open the " + words +
           ",” Minister Ilka Torvald said on Thursday.\n";
}

std::string record(const std::string& id, const std::string& words) {
    return nlohmann::json{{"id", id}, {"date", "2024-12-19"}, {"text", text(words, "")}}.dump() + "\n";
}

/// An index and the runs on it.
class Archive {
  public:
    test::TempDir dir;

    /// One run; gives its messages, the summary not among them.
    std::vector<std::string> add(const std::vector<std::string>& paths, bool prune = false,
                                 const std::function<void(InputOptions&)>& change = {}) {
        AddOptions adding;
        adding.index = dir / "db";
        adding.prune = prune;
        adding.quiet = true;
        adding.input.jobs = 2;
        for (const std::string& path : paths) {
            adding.input.paths.push_back(dir / path);
        }
        if (change) {
            change(adding.input);
        }
        KeptOutput out;
        Progress progress{open("/dev/null", O_WRONLY | O_CLOEXEC), false};
        KeptDiagnostics diagnostics;
        demarche::indexer::add(adding, {out, progress, diagnostics, [] { return false; }});
        return diagnostics.lines;
    }

    std::vector<nlohmann::json> exported(const std::string& kind = "article") {
        KeptOutput out;
        Progress progress{open("/dev/null", O_WRONLY | O_CLOEXEC), false};
        KeptDiagnostics diagnostics;
        ExportOptions options;
        options.index = dir / "db";
        export_records(options, {out, progress, diagnostics, [] { return false; }});
        std::vector<nlohmann::json> records;
        for (std::size_t begin = 0; begin < out.text.size();) {
            const std::size_t end = out.text.find('\n', begin);
            records.push_back(nlohmann::json::parse(out.text.substr(begin, end - begin)));
            begin = end + 1;
        }
        std::erase_if(records, [&](const auto& one) { return one["record"] != kind; });
        return records;
    }

    /// Id → names of the sources, without the folder.
    std::map<std::string, std::set<std::string>> articles() {
        std::map<std::string, std::set<std::string>> found;
        for (const nlohmann::json& one : exported()) {
            const auto name = [&](const std::string& source) { return fs::path(source).filename().string(); };
            std::set<std::string>& sources = found[one["id"]];
            if (one.contains("sources")) {
                for (const std::string source : one["sources"]) {
                    sources.insert(name(source));
                }
            } else {
                sources.insert(name(one["source"]));
            }
        }
        return found;
    }

    /// Writes other bytes of the same size and keeps the time: only who opens the file can tell.
    void change_secretly(const std::string& name, const std::string& bytes) {
        const auto time = fs::last_write_time(dir / name);
        REQUIRE(fs::file_size(dir / name) == bytes.size());
        dir.write(name, bytes);
        fs::last_write_time(dir / name, time);
    }
};

using Found = std::map<std::string, std::set<std::string>>;

} // namespace

TEST_CASE("files that have not changed are not read again, with what is packed into them") {
    const auto zip = [](const std::string& words) {
        return pack({{"one.txt", text(words)}, {"two.txt", text("second " + words)}}, ARCHIVE_FORMAT_ZIP);
    };
    struct Row {
        const char* name;
        std::string before;
        std::string after;
    };
    const std::vector<Row> rows{{"plain.txt", text("border"), text("harbor")},
                                {"many.jsonl", record("1", "border"), record("1", "harbor")},
                                {"pack.zip", zip("border"), zip("harbor")},
                                {"pack.tar", pack({{"one.txt", text("border")}}, ARCHIVE_FORMAT_TAR_USTAR),
                                 pack({{"one.txt", text("harbor")}}, ARCHIVE_FORMAT_TAR_USTAR)}};
    for (const Row& row : rows) {
        INFO(row.name);
        Archive archive;
        archive.dir.write(row.name, row.before);
        archive.add({row.name});
        archive.change_secretly(row.name, row.after);
        archive.add({row.name});
        CHECK(archive.exported()[0]["text"].get<std::string>().find("border") != std::string::npos);
        fs::last_write_time(archive.dir / row.name, fs::file_time_type::clock::now() + std::chrono::hours(1));
        archive.add({row.name});
        CHECK(archive.exported()[0]["text"].get<std::string>().find("harbor") != std::string::npos);
    }
}

TEST_CASE("options that alter records have unchanged files read again") {
    Archive archive;
    archive.dir.write("a.csv", "text,seen\n\"" + text("border", "") + "\",2023-05-06\n");
    archive.add({"a.csv"});
    const auto first = [&] { return archive.exported().at(0); };
    CHECK(first()["published"].is_null());

    archive.add({"a.csv"}, false, [](InputOptions& input) { input.date = "2024-01-02"; });
    CHECK(first()["published"] == "2024-01-02");
    archive.add({"a.csv"}, false, [](InputOptions& input) { input.outlet = "The Fenwick Herald"; });
    CHECK(first()["outlet"] == "The Fenwick Herald");
    archive.add({"a.csv"}, false, [](InputOptions& input) { input.columns = {"published=seen"}; });
    CHECK(first()["published"] == "2023-05-06");
    archive.dir.write("told.csv", "path,title\na.csv,First title\n");
    archive.add({"a.csv"}, false, [&](InputOptions& input) { input.metadata = archive.dir / "told.csv"; });
    CHECK(first()["title"] == "First title");
    archive.dir.write("told.csv", "path,title\na.csv,Other title\n");
    archive.add({"a.csv"}, false, [&](InputOptions& input) { input.metadata = archive.dir / "told.csv"; });
    CHECK(first()["title"] == "Other title");
    archive.add({"a.csv"}, false, [](InputOptions& input) { input.format = "text"; });
    CHECK(first()["text"].get<std::string>().starts_with("text,seen"));
}

TEST_CASE("a day that was left out is read when it is wanted") {
    Archive archive;
    archive.dir.write("a.jsonl", record("1", "border"));
    archive.add({"a.jsonl"}, false, [](InputOptions& input) { input.since = "2025-01-01"; });
    CHECK(archive.articles().empty());
    archive.add({"a.jsonl"});
    CHECK(archive.articles().size() == 1);
}

TEST_CASE("what a source no longer has is removed by --prune alone") {
    struct Row {
        const char* name;
        std::string before;
        std::string after;
    };
    const std::vector<Row> rows{
        {"a.jsonl", record("keep", "border") + record("lose", "harbor"), record("keep", "border")},
        {"a.zip", pack({{"keep", text("border")}, {"lose", text("harbor")}}, ARCHIVE_FORMAT_ZIP),
         pack({{"keep", text("border")}}, ARCHIVE_FORMAT_ZIP)},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        Archive archive;
        archive.dir.write(row.name, row.before);
        archive.add({row.name});
        CHECK(archive.articles().size() == 2);
        archive.dir.write(row.name, row.after);
        archive.add({row.name});
        CHECK(archive.articles().size() == 2);
        // Read before, and as it was: nothing says what it no longer has.
        archive.add({row.name}, true);
        CHECK(archive.articles().size() == 2);
        fs::last_write_time(archive.dir / row.name, fs::file_time_type::clock::now() + std::chrono::hours(1));
        archive.add({row.name}, true, [](InputOptions& input) { input.since = "2030-01-01"; });
        CHECK(archive.articles().size() == 2);
        archive.add({row.name}, true);
        REQUIRE(archive.articles().size() == 1);
        CHECK(archive.articles().begin()->first == "keep");
    }
}

TEST_CASE("a source that could not be read whole loses nothing") {
    Archive archive;
    archive.dir.write("a.jsonl", record("1", "border") + record("2", "harbor"));
    archive.add({"a.jsonl"});
    archive.dir.write("a.jsonl", record("1", "border") + "{\"id\":\"2\",\n");
    CHECK(archive.add({"a.jsonl"}, true).size() == 1);
    CHECK(archive.articles().size() == 2);
}

TEST_CASE("the same article under two paths is stored once, whatever comes first") {
    const Found expected{{"a.txt", {"a.txt", "b.txt", "c.txt"}}, {"d.txt", {"d.txt"}}};
    const std::vector<std::string> names{"a.txt", "b.txt", "c.txt", "d.txt"};
    std::vector<std::string> order = names;
    do {
        Archive archive;
        for (const std::string& name : names) {
            archive.dir.write(name, text(name == "d.txt" ? "harbor" : "border"));
        }
        INFO(order[0] << order[1] << order[2] << order[3]);
        const bool at_once = order < std::vector<std::string>{"b.txt"};
        if (at_once) {
            archive.add(order);
        } else {
            for (const std::string& name : order) {
                archive.add({name});
            }
        }
        CHECK(archive.articles() == expected);
        CHECK(archive.exported("statement").size() == 2);
        CHECK(archive.exported("statement")[0]["article"] == "a.txt");
        archive.add(order);
        CHECK(archive.articles() == expected);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("articles of one source that have ids and say the same are different ones") {
    Archive archive;
    archive.dir.write("a.jsonl", record("1", "border") + record("2", "border"));
    archive.add({"a.jsonl"});
    CHECK(archive.articles().size() == 2);
}

TEST_CASE("an article stays as long as one of its sources has it") {
    Archive archive;
    archive.dir.write("news/a.txt", text("border"));
    archive.dir.write("news/b.txt", text("border"));
    archive.add({"news"});
    fs::remove(archive.dir / "news/a.txt");
    archive.add({"news"}, true);
    CHECK(archive.articles().size() == 1);
    fs::remove(archive.dir / "news/b.txt");
    archive.add({"news"}, true);
    CHECK(archive.articles().empty());
}

TEST_CASE("when one source of an article changes, the others are read again") {
    Archive archive;
    archive.dir.write("a.jsonl", record("1", "border"));
    archive.dir.write("b.jsonl", record("1", "border"));
    archive.add({"a.jsonl", "b.jsonl"});
    CHECK(archive.articles() == Found{{"1", {"a.jsonl", "b.jsonl"}}});
    archive.dir.write("a.jsonl", record("1", "harbor bridge"));
    archive.add({"a.jsonl"});
    archive.add({"b.jsonl"});
    CHECK(archive.articles() == Found{{"1", {"a.jsonl"}}, {"1~2", {"b.jsonl"}}});
    archive.add({"a.jsonl", "b.jsonl"});
    CHECK(archive.articles().size() == 2);
}

TEST_CASE("the sources of an exported article come back with it") {
    Archive first;
    first.dir.write("a.txt", text("border"));
    first.dir.write("b.txt", text("border"));
    first.add({"a.txt", "b.txt"});
    std::string lines;
    for (const std::string kind : {"article", "statement"}) {
        for (const nlohmann::json& one : first.exported(kind)) {
            lines += one.dump() + "\n";
        }
    }
    Archive second;
    second.dir.write("export.jsonl", lines);
    second.add({"export.jsonl"});
    CHECK(second.articles() == Found{{"a.txt", {"a.txt", "b.txt"}}});
    CHECK(second.exported("statement").size() == 1);
}

} // namespace demarche::indexer
