// SPDX-License-Identifier: GPL-3.0-or-later
// What a segment keeps beside Xapian's tables: documents, columns, forms and words, articles, tombstones.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/index/articles.hh"
#include "common/index/columns.hh"
#include "common/index/document.hh"
#include "common/index/forms.hh"
#include "common/index/terms.hh"
#include "common/index/tombstones.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

namespace {

Statement full_statement() {
    Statement s;
    s.id = "abc";
    s.article = "news/1.txt";
    s.kind = Kind::mixed;
    s.spans = {{3, 10}, {20, 4'000'000'000U}};
    s.text = "Text “quoted” – Путин\n";
    s.speaker = "Vladimir Putin";
    s.speakers = {"Vladimir Putin", "Xi Jinping"};
    s.speaker_type = SpeakerType::person;
    s.speaker_as_written = "the two presidents";
    s.speaker_role = "president";
    s.affiliation = "Kremlin";
    s.country = "Russia";
    s.cue = "said";
    s.date = Date::make(2024, 12, 19);
    s.date_end = Date::make(1, 1, 1);
    s.date_source = DateSource::path;
    s.published = "2024-12-19T10:00:00Z";
    s.place = "Moscow";
    s.event = "summit";
    s.addressee = "Reuters";
    s.via = {"AFP"};
    s.mentions = {"Ukraine", "NATO"};
    s.topics = {"peace"};
    s.language = "en";
    s.confidence = 0.8125;
    s.title = "Title";
    s.url = "http://example.org";
    s.outlet = "The Times";
    return s;
}

/// Writes the sections to a file and opens it.
template <typename Builder>
SectionFile written(const test::TempDir& dir, const Builder& builder) {
    SectionWriter out;
    builder.write(out);
    return SectionFile::open(dir.write("sections", out.bytes())).value();
}

} // namespace

TEST_CASE("statements come back from document data") {
    const Statement statement = full_statement();
    const std::string bytes = encode_statement(statement);
    CHECK(decode_statement(bytes).value() == statement);
    CHECK(decode_statement(encode_statement(Statement{})).value() == Statement{});
    Statement early;
    early.date = Date::make(1950, 1, 1);
    CHECK(decode_statement(encode_statement(early)).value() == early);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        REQUIRE_FALSE(decode_statement(std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(decode_statement(bytes + "x"));
    CHECK(decode_statement("\x63").error().exit == Exit::bad_index);
}

TEST_CASE("articles come back with their ledger") {
    const test::TempDir dir;
    Article article;
    article.id = "a";
    article.text = "Body\nmore";
    article.agencies = {"AFP", "BTA"};
    article.date_given = true;
    auto writer = ArticlesWriter::create(dir / "articles");
    REQUIRE(writer);
    REQUIRE(writer->add(article, {"a", "a.txt", content_hash(article), 1, 3}));
    REQUIRE(writer->add(Article{}, {"b", "b.txt", {}, 4, 0}));
    writer->add_source("a.txt", {100, 12345});
    writer->add_source("empty.txt", {1, 2});
    REQUIRE(writer->finish());
    auto articles = Articles::open(dir / "articles");
    REQUIRE(articles);
    REQUIRE(articles->size() == 2);
    CHECK(articles->article(0).value() == article);
    CHECK(articles->article(1).value() == Article{});
    CHECK_FALSE(articles->article(2));
    const auto ledger = articles->ledger();
    REQUIRE(ledger);
    CHECK((*ledger)[0].source == "a.txt");
    CHECK((*ledger)[0].content == content_hash(article));
    CHECK((*ledger)[1].first == 4);
    std::size_t from = 0;
    CHECK(articles->find("b", from) == 1U);
    CHECK_FALSE(articles->find("b", from));
    from = 0;
    CHECK_FALSE(articles->find("c", from));
    const auto source = articles->find_source("a.txt");
    REQUIRE(source);
    CHECK(articles->source_state(*source) == SourceState{100, 12345});
    CHECK(articles->source_articles(*source) == 1);
    CHECK(articles->source_state(articles->find_source("b.txt").value()) == SourceState{});
    CHECK(articles->source_articles(articles->find_source("empty.txt").value()) == 0);
    CHECK_FALSE(articles->find_source("c.txt"));
}

TEST_CASE("records in blocks come back one by one") {
    const test::TempDir dir;
    std::vector<std::string> records;
    for (std::size_t i = 0; i < 300; ++i) {
        records.push_back(std::string(i * 7 % 400, static_cast<char>('a' + i % 26)) + std::to_string(i));
    }
    records[17].clear();
    auto out = SectionStream::create(dir / "blocks", 3);
    REQUIRE(out);
    BlockWriter writer("r", 1000);
    for (const std::string& record : records) {
        REQUIRE(writer.add(*out, record));
    }
    REQUIRE(writer.finish(*out));
    REQUIRE(out->finish());
    const auto file = SectionFile::open(dir / "blocks");
    REQUIRE(file);
    CHECK(file->verify());
    auto blocks = Blocks::open(*file, "r");
    REQUIRE(blocks);
    REQUIRE(blocks->size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::size_t at = i * 97 % records.size();
        CHECK(blocks->record(*file, static_cast<std::uint32_t>(at)).value() == records[at]);
    }
    CHECK_FALSE(blocks->record(*file, 300));
}

TEST_CASE("a file without records is one") {
    const test::TempDir dir;
    auto writer = ArticlesWriter::create(dir / "articles");
    REQUIRE(writer);
    REQUIRE(writer->finish());
    auto articles = Articles::open(dir / "articles");
    REQUIRE(articles);
    CHECK(articles->size() == 0);
    CHECK_FALSE(articles->article(0));
}

TEST_CASE("the content hash tells what matters and nothing else") {
    Article a;
    a.text = "text";
    a.title = "title";
    Article same = a;
    same.id = "other id";
    same.source = "elsewhere";
    CHECK(content_hash(a) == content_hash(same));
    Article moved = a;
    moved.title = "titletext";
    moved.text = "";
    CHECK_FALSE(content_hash(a) == content_hash(moved));
    Article dated = a;
    dated.published = "2024-12-19";
    CHECK_FALSE(content_hash(a) == content_hash(dated));
}

TEST_CASE("columns give what was put in") {
    const test::TempDir dir;
    ColumnsBuilder builder;
    const Statement full = full_statement();
    Statement bare;
    bare.id = "bare";
    bare.kind = Kind::indirect;
    builder.add(full, 7);
    builder.add(bare, 8);
    const SectionFile file = written(dir, builder);
    const auto columns = Columns::open(file, 2);
    REQUIRE(columns);
    CHECK(columns->day(1) == full.date->days());
    CHECK(columns->day(2) == no_day);
    CHECK(columns->published(1) == Date::make(2024, 12, 19)->days());
    CHECK(columns->published(2) == no_day);
    CHECK(columns->confidence(1) == 8125);
    CHECK(columns->article(2) == 8);
    CHECK(columns->id(2) == "bare");
    const auto values = [&](std::string_view name, std::uint32_t docid) {
        const auto column = columns->strings(name).value();
        std::vector<std::string> out;
        column.each(docid, [&](std::uint32_t id) { out.emplace_back(column.dictionary().value(id)); });
        return out;
    };
    CHECK(values("speaker", 1) == full.speakers);
    CHECK(values("mention", 1) == full.mentions);
    CHECK(values("agency", 1) == full.via);
    CHECK(values("outlet", 1) == std::vector<std::string>{"The Times"});
    CHECK(values("kind", 2) == std::vector<std::string>{"indirect"});
    CHECK(values("speaker", 2).empty());
    CHECK_FALSE(columns->strings("nothing"));
    // A file that was written for other documents is no longer one for these.
    CHECK_FALSE(Columns::open(file, 3));
    CHECK_FALSE(Columns::open(file, 1));
}

TEST_CASE("dictionaries find strings by their words") {
    const test::TempDir dir;
    DictionaryBuilder builder;
    for (const char* name :
         {"Vladimir Putin", "Jean-Yves Le Drian", "Путин", "Recep Tayyip Erdoğan", "Putina", "!!!"}) {
        builder.add(name);
    }
    CHECK(builder.add("Путин") == 2);
    SectionWriter out;
    builder.write(out, "names");
    const SectionFile file = SectionFile::open(dir.write("sections", out.bytes())).value();
    const auto names = Dictionary::open(file, "names");
    REQUIRE(names);
    const auto found = [&](const std::vector<std::string>& words) {
        std::vector<std::string> values;
        for (const std::uint32_t id : names->with_words(words, 10)) {
            values.emplace_back(names->value(id));
        }
        return values;
    };
    using Strings = std::vector<std::string>;
    CHECK(found({"putin"}) == Strings{"Vladimir Putin"});
    CHECK(found({"putin", "vladimir"}) == Strings{"Vladimir Putin"});
    CHECK(found({"jean", "drian"}) == Strings{"Jean-Yves Le Drian"});
    CHECK(found({"erdogan"}) == Strings{"Recep Tayyip Erdoğan"});
    CHECK(found({"путин"}) == Strings{"Путин"});
    CHECK(found({"puti"}).empty());
    CHECK(found({"vladimir", "drian"}).empty());
    CHECK(found({}).empty());
    CHECK(names->key(*names->find("Jean-Yves Le Drian")) == "jean yves le drian");
    CHECK_FALSE(names->find("nobody"));
}

TEST_CASE("forms and words come back") {
    const test::TempDir dir;
    WordsBuilder builder;
    for (const auto& [form, term] : {std::pair{"ready", "readi"}, {"to", "to"}, {"meet", "meet"}, {"to", "to"}}) {
        builder.add_word(form, term);
    }
    builder.end_document();
    builder.end_document();
    for (const auto& [form, term] :
         {std::pair{"meeting", "meet"}, {"die", "die"}, {"die", "d"}, {"readiness", "readi"}}) {
        builder.add_word(form, term);
    }
    builder.end_document();
    const SectionFile file = written(dir, builder);
    const auto words = Words::open(file, 3);
    REQUIRE(words);
    CHECK(words->size() == 7);
    CHECK(words->exact("die").end - words->exact("die").begin == 2);
    CHECK(words->exact("dies").empty());
    const FormRange beginning = words->with_beginning("meet");
    REQUIRE(beginning.end - beginning.begin == 2);
    CHECK(words->form(beginning.begin) == "meet");
    CHECK(words->form(beginning.begin + 1) == "meeting");
    CHECK(words->term(beginning.begin + 1) == "meet");
    CHECK(words->with_beginning("x").empty());
    CHECK(words->with_beginning("").end == 7);
    CHECK(words->frequency(words->exact("to").begin) == 2);
    std::vector<std::string> of_meet;
    words->each_row_of_term(words->find_term("meet").value(),
                            [&](std::uint32_t row) { of_meet.emplace_back(words->form(row)); });
    CHECK(of_meet == std::vector<std::string>{"meet", "meeting"});
    CHECK_FALSE(words->find_term("meeting"));
    std::vector<std::uint32_t> rows;
    words->read(1, rows);
    std::string text;
    for (const std::uint32_t row : rows) {
        text += std::string(words->form(row)) + ' ';
    }
    CHECK(text == "ready to meet to ");
    words->read(2, rows);
    CHECK(rows.empty());
    CHECK(words->count(3) == 4);
}

TEST_CASE("a segment with more forms than two bytes number") {
    const test::TempDir dir;
    WordsBuilder builder;
    constexpr std::uint32_t count = 70'000;
    for (std::uint32_t i = 0; i < count; ++i) {
        builder.add_word("w" + std::to_string(i), "t" + std::to_string(i % 1000));
    }
    builder.end_document();
    const SectionFile file = written(dir, builder);
    const auto words = Words::open(file, 1);
    REQUIRE(words);
    std::vector<std::uint32_t> rows;
    words->read(1, rows);
    REQUIRE(rows.size() == count);
    CHECK(words->form(rows[0]) == "w0");
    CHECK(words->form(rows[count - 1]) == "w69999");
    CHECK(words->term(rows[count - 1]) == "t999");
}

TEST_CASE("tombstones come back") {
    Tombstones dead;
    dead["1-1"].documents = {{1, 3}, {10, 1}};
    dead["1-1"].articles = {0, 4};
    dead["2-1"].articles = {1};
    const std::string bytes = write_tombstones(dead);
    CHECK(read_tombstones(bytes, "dead").value() == dead);
    CHECK(dead["1-1"].document_count() == 4);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(read_tombstones(std::string_view(bytes).substr(0, size), "dead"));
    }
    const DeadBits bits(dead["1-1"], 10);
    CHECK(bits.count() == 4);
    CHECK(bits[1]);
    CHECK(bits[3]);
    CHECK_FALSE(bits[4]);
    CHECK(bits[10]);
    CHECK(DeadBits(dead["2-1"], 10).empty());
    // Ranges of a damaged file that pass the end.
    DeadOfSegment beyond;
    beyond.documents = {{9, UINT32_MAX}};
    CHECK(DeadBits(beyond, 10).count() == 2);
}

TEST_CASE("terms") {
    CHECK(make_term("XSP", "vladimir putin") == "XSPvladimir putin");
    CHECK(day_term(*Date::make(2024, 2, 9)) == "D20240209");
    CHECK(month_term(2024, 2) == "M202402");
    CHECK(year_term(987) == "Y0987");
    CHECK(value_key("Jean-Yves Le Drian") == "jean yves le drian");
    CHECK(value_key("???") == "???");
    const std::string long_a = std::string(300, 'a');
    const std::string long_cyrillic = [] {
        std::string s;
        for (int i = 0; i < 150; ++i) {
            s += "щ";
        }
        return s;
    }();
    CHECK(make_term("Q", long_a).size() <= 200);
    CHECK(make_term("Q", long_a) != make_term("Q", long_a + "b"));
    CHECK(make_term("Q", long_cyrillic).size() <= 200);
    CHECK(make_term("Q", std::string("a\0b", 3)).find('\0') == std::string::npos);
}

} // namespace demarche::index
