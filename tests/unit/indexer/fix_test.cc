// SPDX-License-Identifier: GPL-3.0-or-later
// Corrections by hand: what they change, that they stay, and that they can be taken back.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>

#include "common/index/corrections.hh"
#include "common/record/correction_record.hh"
#include "indexer/pipeline/commands.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

using Catch::Contains;

struct Kept {
    KeptOutput out;
    Progress progress{open("/dev/null", O_WRONLY | O_CLOEXEC), false};
    KeptDiagnostics diagnostics;
    Run run() {
        return {out, progress, diagnostics, [] { return false; }};
    }
};

const char* const summit = "Title: Summit\nDate: 2024-12-19\n\n“We are ready to meet,” Tan Wei said on Thursday.\n\n"
                           "“The treaty is dead,” Ilse Brandl said in Geneva.\n";

/// An index of one folder, driven as by its commands.
struct Index {
    test::TempDir dir;
    std::string path = (dir / "index").string();

    Index() {
        dir.write("people.tsv", "name\taliases\tcountry\toffice\tfrom\tto\n"
                                "Jana Osterhaus\tOsterhaus\tVarenia\tchancellor\t2010\t2018\n");
        dir.write("articles/summit.txt", summit);
        add_all();
    }
    void add_all() {
        Kept kept;
        AddOptions options;
        options.input.paths = {(dir / "articles").string()};
        options.input.people = (dir / "people.tsv").string();
        options.index = path;
        REQUIRE(add(options, kept.run()) == Exit::ok);
    }
    std::string exported(const std::string& index = {}) const {
        Kept kept;
        ExportOptions options;
        options.index = index.empty() ? path : index;
        REQUIRE(export_records(options, kept.run()) == Exit::ok);
        return kept.out.text;
    }
    /// The record that has this text, or nothing.
    std::string record(const std::string& text, const std::string& index = {}) const {
        const std::string all = exported(index);
        const std::size_t at = all.find("\"text\":\"" + text);
        if (at == std::string::npos) {
            return {};
        }
        const std::size_t begin = all.rfind('\n', at) + 1;
        return all.substr(begin, all.find('\n', at) - begin);
    }
    std::string id(const std::string& text) const {
        const std::string line = record(text);
        const std::size_t at = line.find("\"id\":\"") + 6;
        return line.substr(at, line.find('"', at) - at);
    }
    Exit fix_with(const FixOptions& wanted, Kept& kept) const {
        FixOptions options = wanted;
        options.index = path;
        return fix(options, kept.run());
    }
    Exit fix_one(const std::string& id, const std::map<std::string, std::string, std::less<>>& changes) const {
        Kept kept;
        FixOptions options;
        options.ids = {id};
        options.fix.changes = changes;
        return fix_with(options, kept);
    }
    Exit undo(const std::string& id) const {
        Kept kept;
        FixOptions options;
        options.ids = {id};
        options.undo = true;
        return fix_with(options, kept);
    }
    std::string listed(bool json = false) const {
        Kept kept;
        FixOptions options;
        options.list = true;
        options.json = json;
        REQUIRE(fix_with(options, kept) == Exit::ok);
        return kept.out.text;
    }
    template <typename Options, typename Command>
    Exit maintain(Command command, Options options = {}) const {
        Kept kept;
        options.index = path;
        const Exit exit = command(options, kept.run());
        for (const std::string& line : kept.diagnostics.lines) {
            UNSCOPED_INFO(line);
        }
        return exit;
    }
};

} // namespace

TEST_CASE("a corrected speaker brings office and country, and stays") {
    const Index index;
    const std::string before = index.exported();
    const std::string id = index.id("We are ready");
    REQUIRE(index.fix_one(id, {{"speaker", "jana osterhaus"}, {"date", "2015-03-04"}, {"place", "Saltby"}}) ==
            Exit::ok);
    const auto corrected = [&](const std::string& record) {
        CHECK_THAT(record, Contains(R"("speaker":"Jana Osterhaus","speakers":["Jana Osterhaus"])"));
        CHECK_THAT(record, Contains(R"("speaker_role":"chancellor")") && Contains(R"("country":"Varenia")"));
        CHECK_THAT(record, Contains(R"("date":"2015-03-04")") && Contains(R"("date_source":"given")"));
        CHECK_THAT(record, Contains(R"("place":"Saltby")") && Contains(R"("confidence":1)"));
    };
    corrected(index.record("We are ready"));
    CHECK_THAT(index.record("The treaty"), Contains("Ilse Brandl"));
    CHECK(index.maintain<ReextractOptions>(reextract) == Exit::ok);
    corrected(index.record("We are ready"));
    CHECK(index.maintain<CompactOptions>(compact) == Exit::ok);
    corrected(index.record("We are ready"));
    RebuildOptions rebuilding;
    rebuilding.target = (index.dir / "rebuilt").string();
    CHECK(index.maintain<RebuildOptions>(rebuild, rebuilding) == Exit::ok);
    corrected(index.record("We are ready", rebuilding.target));
    MergeOptions merging;
    merging.index = (index.dir / "merged").string();
    merging.others = {index.path};
    Kept kept;
    CHECK(merge(merging, kept.run()) == Exit::ok);
    corrected(index.record("We are ready", merging.index));
    CHECK(index.maintain<CheckOptions>(check) == Exit::ok);
    CHECK(index.maintain<VerifyOptions>(verify) == Exit::ok);
    CHECK(index.undo(id) == Exit::ok);
    CHECK(index.exported() == before);
    CHECK(index.listed().empty());
    CHECK(index.undo(id) == Exit::some_failed);
}

TEST_CASE("what is no statement goes, and comes back") {
    const Index index;
    const std::string before = index.exported();
    const std::string id = index.id("We are ready");
    REQUIRE(index.fix_one(id, {{"statement", "no"}}) == Exit::ok);
    CHECK(index.record("We are ready").empty());
    CHECK_FALSE(index.record("The treaty").empty());
    CHECK(index.maintain<ReextractOptions>(reextract) == Exit::ok);
    CHECK(index.record("We are ready").empty());
    CHECK_THAT(index.listed(), Contains(id) && Contains("no statement"));
    CHECK(index.undo(id) == Exit::ok);
    CHECK(index.exported() == before);
}

TEST_CASE("adding the same articles again changes nothing, and what has changed is corrected anew") {
    Index index;
    const std::string id = index.id("We are ready");
    REQUIRE(index.fix_one(id, {{"speaker_role", "guest"}}) == Exit::ok);
    const std::string fixed = index.exported();
    index.add_all();
    CHECK(index.exported() == fixed);
    index.dir.write("articles/summit.txt", std::string(summit) + "\nNobody was surprised.\n");
    index.add_all();
    CHECK_THAT(index.record("We are ready"), Contains(R"("speaker_role":"guest")"));
    CHECK_THAT(index.listed(), !Contains("no longer applies"));
    index.dir.write("articles/summit.txt", "Title: Summit\nDate: 2024-12-19\n\n“We shall meet,” Tan Wei said.\n");
    index.add_all();
    CHECK_THAT(index.listed(), Contains("no longer applies"));
    CHECK_THAT(index.listed(true), Contains(R"("applies":false)"));
    // The old words are back.
    index.dir.write("articles/summit.txt", summit);
    index.add_all();
    CHECK_THAT(index.record("We are ready"), Contains(R"("speaker_role":"guest")"));
}

TEST_CASE("corrections of a file") {
    const Index index;
    const std::string first = index.id("We are ready");
    const std::string second = index.id("The treaty");
    struct Row {
        const char* name;
        std::string text;
        Exit exit;
    };
    const Row rows[] = {
        {"a table", "id\tspeaker\tdate\tnote\n" + first + "\tAda Lovelace\t-\twrong\n" + second + "\t\t2024-01-02\t\n",
         Exit::ok},
        {"JSON Lines",
         R"({"id":")" + first + R"(","speaker":"Ada Lovelace","date":null})" + "\n\n" + R"({"id":")" + second +
             R"(","date":"2024-01-02"})" + "\n",
         Exit::ok},
        {"with mistakes",
         R"({"id":")" + first + R"(","speaker":"Ada Lovelace","date":null})" + "\n{\"id\":\"" + second +
             "\",\"date\":\"2024-01-02\"}\n{\"id\":\"" + second + "\",\"date\":\"2024-13-01\"}\n" +
             "{\"id\":\"nobody\",\"date\":\"2024-01-02\"}\n{\"date\":\"2024-01-02\"}\nx\n",
         Exit::some_failed}};
    for (const Row& row : rows) {
        INFO(row.name);
        Kept kept;
        FixOptions options;
        options.file = index.dir.write("fixes", row.text).string();
        CHECK(index.fix_with(options, kept) == row.exit);
        CHECK(kept.diagnostics.failures() == (row.exit == Exit::ok ? 0 : 4));
        CHECK_THAT(index.record("We are ready"), Contains("\"Ada Lovelace\"") && Contains(R"("date":null)"));
        CHECK_THAT(index.record("The treaty"), Contains(R"("date":"2024-01-02")"));
        CHECK(index.undo(first) == Exit::ok);
        CHECK(index.undo(second) == Exit::ok);
    }
    Kept kept;
    FixOptions options;
    options.file = index.dir.write("fixes", "statement\tspeaker\nx\ty\n").string();
    CHECK(index.fix_with(options, kept) == Exit::usage);
    options.file = (index.dir / "none").string();
    CHECK(index.fix_with(options, kept) == Exit::usage);
}

TEST_CASE("what was listed can be given back") {
    const Index index;
    const std::string id = index.id("We are ready");
    REQUIRE(index.fix_one(id, {{"speaker", "Ada Lovelace; Alan Turing"}, {"kind", "mixed"}}) == Exit::ok);
    const std::string fixed = index.exported();
    const std::string list = index.listed(true);
    CHECK(index.undo(id) == Exit::ok);
    Kept kept;
    FixOptions options;
    options.file = index.dir.write("fixes", list).string();
    CHECK(index.fix_with(options, kept) == Exit::ok);
    CHECK(index.exported() == fixed);
    CHECK_THAT(fixed, Contains(R"("speakers":["Ada Lovelace","Alan Turing"])"));
}

TEST_CASE("values that cannot be") {
    CHECK(index::wrong_with("speaker", "").empty());
    CHECK(index::wrong_with("date", "").empty());
    CHECK_FALSE(index::wrong_with("date", "2024").empty());
    CHECK_FALSE(index::wrong_with("date", "2024-02-30").empty());
    CHECK_FALSE(index::wrong_with("kind", "").empty());
    CHECK_FALSE(index::wrong_with("speaker_type", "planet").empty());
    CHECK_FALSE(index::wrong_with("text", "other words").empty());
}

TEST_CASE("corrections are read back, and damage is refused") {
    index::CorrectionMap corrections;
    corrections["a"] = {"article", {{"speaker", "Ada"}, {"date", ""}}, "note", "before"};
    corrections["b"] = {"article", {{"statement", "no"}}, "", ""};
    const std::string bytes = index::encode_corrections(corrections);
    CHECK(index::decode_corrections(bytes, "x").value() == corrections);
    CHECK(index::decode_corrections("", "x").value().empty());
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        CHECK_FALSE(index::decode_corrections(std::string_view(bytes).substr(0, size), "x"));
    }
}

} // namespace demarche::indexer
