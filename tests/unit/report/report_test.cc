// SPDX-License-Identifier: GPL-3.0-or-later
// Errors as lines: whole, safe for a terminal, counted.
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "common/report/diagnostics.hh"
#include "common/report/error.hh"
#include "common/report/xapian_guard.hh"

namespace demarche {

namespace {

struct PrintableRow {
    const char* name;
    std::string text;
    const char* printed;
};

const std::vector<PrintableRow> printable_rows{
    {"plain", "news.txt", "news.txt"},
    {"other scripts", "Путин/新聞.txt", "Путин/新聞.txt"},
    {"line end", "a\nb", "a\\nb"},
    {"tab", "a\tb", "a\\tb"},
    {"escape sequence", "a\x1b[31mb", "a\\x1b[31mb"},
    {"carriage return", "a\rb", "a\\x0db"},
    {"delete and C1 controls", "a\x7f\xc2\x9b", "a\\x7f\\x9b"},
    {"bad bytes", "a\xff\xc3", "a\\xff\\xc3"},
    {"right-to-left override",
     "a\xe2\x80\xae"
     "b",
     "a\\u{202e}b"},
    {"zero width no-break space",
     "\xef\xbb\xbf"
     "a",
     "\\u{feff}a"},
    {"NUL", std::string("a\0b", 3), "a\\x00b"},
};

struct MessageRow {
    const char* name;
    Error error;
    const char* message;
};

const std::vector<MessageRow> message_rows{
    {"all parts",
     {"cannot read", "a.txt", "no permission", "ask its owner", Exit::some_failed},
     "a.txt: cannot read: no permission; ask its owner"},
    {"only what", {"cannot read", "", "", "", Exit::some_failed}, "cannot read"},
    {"without where", {"bad query", "", "nothing to close", "", Exit::usage}, "bad query: nothing to close"},
    {"without why", {"bad query", "column 3", "", "close it", Exit::usage}, "column 3: bad query; close it"},
    {"unsafe parts", {"what\n", "a\x1b", "", "", Exit::usage}, "a\\x1b: what\\n"},
};

} // namespace

TEST_CASE("what comes from outside is printed safely") {
    for (const PrintableRow& row : printable_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(printable(row.text) == row.printed);
        }
    }
}

TEST_CASE("an error is one line") {
    for (const MessageRow& row : message_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(row.error.message() == row.message);
        }
    }
}

TEST_CASE("diagnostics count and keep what is said, from any thread") {
    KeptDiagnostics diagnostics;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&diagnostics] {
                for (int i = 0; i < 100; ++i) {
                    diagnostics.warn({"odd", "a.txt", "", "", Exit::ok});
                    diagnostics.failed({"bad", "b.txt", "", "", Exit::some_failed});
                }
            });
        }
    }
    CHECK(diagnostics.warnings() == 400);
    CHECK(diagnostics.failures() == 400);
    REQUIRE(diagnostics.lines.size() == 800);
    std::size_t warnings = 0;
    for (const std::string& line : diagnostics.lines) {
        warnings += line == "warning: a.txt: odd" ? 1 : 0;
    }
    CHECK(warnings == 400);
}

TEST_CASE("Xapian's exceptions become errors") {
    const Result<int> missing =
        guard_xapian("open the index", "db", []() -> int { throw Xapian::DatabaseOpeningError("no such file"); });
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().exit == Exit::bad_index);
    CHECK(missing.error().where == "db");
    const Result<int> locked = guard_xapian("write", "db", []() -> int { throw Xapian::DatabaseLockError("held"); });
    REQUIRE_FALSE(locked.has_value());
    CHECK(locked.error().exit == Exit::locked);
    CHECK_FALSE(locked.error().hint.empty());
    CHECK(guard_xapian("count", "db", [] { return 7; }).value() == 7);
}

} // namespace demarche
