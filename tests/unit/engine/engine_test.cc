// SPDX-License-Identifier: GPL-3.0-or-later
// Queries answered from small indexes: which statements, in which order, with which counts.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "search/engine/advice.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using test::Sample;
using test::sample_article;
using test::sample_statement;

const Date today = *Date::make(2024, 12, 20);

/// A statement with more fields than sample_statement has; changed in place.
template <typename Change>
Statement with(Statement statement, Change&& change) {
    change(statement);
    return statement;
}

/// Texts are rows of words made for the test and no quotations: the names are needed, since names are what is looked
/// up.
std::vector<Sample> samples() {
    std::vector<Sample> all;
    Sample putin{sample_article("putin", "Before. Words of Putin. After the words."), {}};
    putin.article.title = "Talks about peace in Geneva";
    putin.article.outlet = "The Times";
    putin.article.published = "2024-12-19";
    putin.statements = {
        with(sample_statement("p1", "Vladimir Putin", "Words: ready to meet him at any time.", "2024-12-19"),
             [](Statement& s) {
                 s.place = "Moscow";
                 s.country = "Russia";
                 s.speaker_role = "president";
                 s.mentions = {"Donald Trump"};
                 s.via = {"Agence France-Presse"};
                 s.date_source = DateSource::stated;
             }),
        with(sample_statement("p2", "Vladimir Putin", "Meetings were readied long ago, and time will tell any man.",
                              "2024-12-18"),
             [](Statement& s) {
                 s.country = "Russia";
                 s.kind = Kind::indirect;
                 s.confidence = 0.4;
             }),
        with(sample_statement("p3", "Vladimir Putin", "Words about a ceasefire.", "2008-06-01"),
             [](Statement& s) { s.topics = {"ceasefire"}; }),
    };
    all.push_back(std::move(putin));
    Sample others{sample_article("others"), {}};
    others.article.title = "War and trade";
    others.article.outlet = "Le Monde";
    others.article.published = "2024-12-20T10:00:00+01:00";
    others.statements = {
        with(sample_statement("t1", "Donald Trump", "Words on a ceasefire, ready or not.", "2024-12-16"),
             [](Statement& s) {
                 s.country = "United States";
                 s.mentions = {"Ukraine", "Russia"};
                 s.topics = {"ceasefire", "war"};
                 s.addressee = "Reuters";
                 s.event = "annual press conference";
             }),
        with(sample_statement("t2", "Donald Trump Jr.", "Words: father is ready.", "2024-12-17"),
             [](Statement& s) { s.kind = Kind::mixed; }),
        with(sample_statement("m1", "Dmitry Medvedev", "We, ready, for, talks, with, NATO.", "2009-03-02"),
             [](Statement& s) {
                 s.country = "Russia";
                 s.mentions = {"NATO"};
             }),
        with(sample_statement("z1", "Volodymyr Zelensky", "Unity and strength; U.S. aid, isn't.", ""),
             [](Statement& s) {
                 s.country = "Ukraine";
                 s.mentions = {"United States"};
             }),
        with(sample_statement("f1", "Emmanuel Macron", "Des négociations, bientôt, à Genève.", "2024-12-01"),
             [](Statement& s) {
                 s.language = "fr";
                 s.country = "France";
                 s.place = "Geneva";
             }),
        with(sample_statement("r1", "Сергей Иванов", "Переговоры начнутся завтра.", "2024-11-30"),
             [](Statement& s) { s.language = "ru"; }),
        with(sample_statement("u1", "", "Somebody was ready to wait.", "2024-10-01"), [](Statement&) {}),
        with(sample_statement("s1", "Ann Smith", "Negotiators negotiate negotiations.", "2024-01-15"),
             [](Statement& s) { s.speakers = {"Ann Smith", "John Smith"}; }),
    };
    all.push_back(std::move(others));
    return all;
}

struct Opened {
    test::TempDir dir;
    std::optional<IndexReader> reader;

    explicit Opened(const std::vector<Sample>& all, std::size_t commits = 1) {
        test::write_index(dir / "index", all, commits);
        open();
    }
    void open() {
        const std::filesystem::path folders[] = {dir / "index"};
        auto opened = IndexReader::open(folders);
        if (!opened) {
            throw std::runtime_error(opened.error().message());
        }
        reader = std::move(*opened);
    }
    Answer answer(const std::string& text, Request request = {}) const {
        const auto query = parse_query(text, {today, false});
        if (!query) {
            throw std::runtime_error(query.error().error.message());
        }
        auto answer = Engine(*reader, today).answer(query->root, request);
        if (!answer) {
            throw std::runtime_error(answer.error().error.message());
        }
        return std::move(*answer);
    }
    /// Ids of the hits, in order, parted by blanks.
    std::string ids(const std::string& text, Request request = {}) const {
        std::string out;
        for (const Hit& hit : answer(text, request).hits) {
            out += (out.empty() ? "" : " ") + hit.statement.id;
        }
        return out;
    }
    /// The same, sorted by id.
    std::string set(const std::string& text) const {
        Request request;
        request.limit = 100;
        std::set<std::string> found;
        for (const Hit& hit : answer(text, request).hits) {
            found.insert(hit.statement.id);
        }
        std::string out;
        for (const std::string& id : found) {
            out += (out.empty() ? "" : " ") + id;
        }
        return out;
    }
};

struct Row {
    const char* name;
    const char* query;
    /// Ids, sorted.
    const char* ids;
};

} // namespace

TEST_CASE("queries find what they say") {
    const Opened index(samples());
    const Row rows[] = {
        {"everything", "*", "f1 m1 p1 p2 p3 r1 s1 t1 t2 u1 z1"},
        {"a word and its inflections", "meet", "p1 p2"},
        {"inflected query", "meetings", "p1 p2"},
        {"all words", "ready to", "p1 u1"},
        {"words anywhere", "time any", "p1 p2"},
        {"or", "unity OR father", "t2 z1"},
        {"not", "ready -father", "m1 p1 p2 t1 u1"},
        {"not alone", "-ready", "f1 p3 r1 s1 z1"},
        {"not of two", "NOT (ready OR ceasefire)", "f1 r1 s1 z1"},
        {"not of a list of speakers", "-speaker:(Putin OR Trump)", "f1 m1 r1 s1 u1 z1"},
        {"phrase", "\"any time\"", "p1"},
        {"phrase matches forms, not stems", "\"ready to meetings\"", ""},
        {"phrase of one word", "\"meetings\"", "p2"},
        {"phrase across punctuation", "\"ago and time\"", "p2"},
        {"phrase under not", "ready -\"ready to\"", "m1 p2 t1 t2"},
        {"phrase alone under not", "NOT \"ready to\"", "f1 m1 p2 p3 r1 s1 t1 t2 z1"},
        {"phrase in an or", "\"any time\" OR unity", "p1 z1"},
        {"phrase not there in a row", "\"meet ready\"", ""},
        {"phrase with distance", "\"ready meet\"~1", "p1"},
        {"phrase with distance in another order", "\"meet ready\"~1", "p1"},
        {"phrase with too little distance", "\"ready time\"~3", ""},
        {"phrase with just enough", "\"ready time\"~5", "p1"},
        {"exact form", "=meetings", "p2"},
        {"exact form is no stem", "=meeting", ""},
        {"near", "ready NEAR/1 meeting", "p1 p2"},
        {"near in any order", "meeting NEAR/1 ready", "p1 p2"},
        {"adj", "ready ADJ/1 meet", "p1"},
        {"adj reads in order", "time ADJ/3 any", "p2"},
        {"near of alternatives", "(father OR we) NEAR/1 ready", "m1 t2"},
        {"near of a phrase", "\"any time\" NEAR/1 him", "p1"},
        {"near under not", "ready -(ready NEAR/1 meet)", "m1 t1 t2 u1"},
        {"wildcard", "negotia*", "s1"},
        {"wildcard with an ending", "negotia*s", "s1"},
        {"wildcard of accented words", "négo*", "f1 s1"},
        {"accents do not matter", "negociations geneve", "f1"},
        {"french stem", "négociation", "f1"},
        {"russian stem", "переговорах", "r1"},
        {"case does not matter", "NÉGOCIATIONS", "f1"},
        {"acronym", "US", "z1"},
        {"apostrophe", "isn’t", "z1"},
        {"speaker by surname", "speaker:Putin", "p1 p2 p3"},
        {"speaker by name", "speaker:\"Vladimir Putin\"", "p1 p2 p3"},
        {"speaker in another script", "speaker:Путин", "p1 p2 p3"},
        {"speaker by another spelling", "speaker:Zelenskyy", "z1"},
        {"speaker by office today", "speaker:\"the Russian president\"", "p1 p2 p3"},
        {"speaker by office then", "speaker:\"the Russian president\" date:2009", "m1"},
        {"speaker by office, other words", "speaker:\"president of Russia\" date:2024", "p1 p2"},
        {"speaker by surname of two", "speaker:Trump", "t1 t2"},
        {"speaker by full name of one", "speaker:\"Donald Trump\"", "t1"},
        {"speaker nobody knows", "speaker:Smith", "s1"},
        {"second speaker", "speaker:\"John Smith\"", "s1"},
        {"names of two people are no name", "speaker:\"Ann John\"", ""},
        {"speaker in cyrillic", "speaker:Иванов", "r1"},
        {"exact speaker", "speaker=:\"Vladimir Putin\"", "p1 p2 p3"},
        {"exact speaker is not folded", "speaker=:\"vladimir putin\"", ""},
        {"exact speaker is no surname", "speaker=:Putin", ""},
        {"two speakers side by side", "speaker:Putin speaker:Macron", "f1 p1 p2 p3"},
        {"two speakers with and", "speaker:Ann AND speaker:John", "s1"},
        {"list of speakers", "speaker:Macron,Zelensky", "f1 z1"},
        {"speaker as a bare word", "Putin ready", "p1 p2"},
        {"bare word in another script", "Путин ready", "p1 p2"},
        {"mention as a bare word", "Trump ready meet", "p1"},
        {"bare word of the text alone", "text:trump", ""},
        {"mention", "mention:Russia", "t1"},
        {"mention by alias", "about:НАТО", "m1"},
        {"two mentions are both wanted", "mention:Russia mention:Ukraine", "t1"},
        {"two mentions that are not together", "mention:Russia mention:NATO", ""},
        {"topic", "topic:ceasefire", "p3 t1"},
        {"kind", "kind:indirect", "p2"},
        {"kinds", "kind:(indirect OR mixed)", "p2 t2"},
        {"country", "country:Russia", "m1 p1 p2"},
        {"country in another language", "country:Russie", "m1 p1 p2"},
        {"country by code", "country:US", "t1"},
        {"place", "place:Geneva", "f1"},
        {"outlet", "outlet:times", "p1 p2 p3"},
        {"agency by abbreviation", "agency:AFP", "p1"},
        {"role", "role:president", "p1"},
        {"event by a word", "event:press", "t1"},
        {"addressee", "to:Reuters", "t1"},
        {"language", "lang:fr", "f1"},
        {"language without any", "lang:de", ""},
        {"title", "title:trades", "f1 m1 r1 s1 t1 t2 u1 z1"},
        {"title phrase", "title:\"peace in geneva\"", "p1 p2 p3"},
        {"title phrase not in a row", "title:\"geneva peace\"", ""},
        {"article", "article:putin", "p1 p2 p3"},
        {"id", "id:p1", "p1"},
        {"day", "date:2024-12-19", "p1"},
        {"year", "date:2024 ready", "p1 p2 t1 t2 u1"},
        {"range", "date:2024-12-16..2024-12-18", "p2 t1 t2"},
        {"open range leaves the undated out", "date:..2010", "m1 p3"},
        {"after", "date:>2024-12-18", "p1"},
        {"two ranges", "date:>=2024-12-17 date:<2024-12-19", "p2 t2"},
        {"two days", "date:2024-12-16 date:2024-12-17", "t1 t2"},
        {"not a date keeps the undated", "-date:2024", "m1 p3 z1"},
        {"days ago", "date:3d", "p1 p2 t2"},
        {"said", "said:2024", "p1"},
        {"published", "published:2024-12-20", "f1 m1 r1 s1 t1 t2 u1 z1"},
        {"confidence", "confidence:<0.5", "p2"},
        {"confidence range", "confidence:0.9..1 speaker:Putin", "p1 p3"},
        {"has", "has:place", "f1 p1"},
        {"has not", "-has:speaker", "u1"},
        {"fields together", "speaker:Putin kind:direct date:2024", "p1"},
        {"nothing", "speaker:Putin unity", ""},
        {"word nobody used", "xyzzy", ""},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            INFO(row.query);
            CHECK(index.set(row.query) == row.ids);
        }
    }
}

TEST_CASE("the order of hits") {
    const Opened index(samples());
    Request request;
    CHECK(index.ids("speaker:Putin") == "p1 p2 p3");
    request.sort = Sort::oldest;
    CHECK(index.ids("speaker:Putin", request) == "p3 p2 p1");
    // Statements without a day come last, whichever way.
    CHECK(index.ids("mention:\"United States\" OR speaker:Macron", request) == "f1 z1");
    request.sort = Sort::newest;
    CHECK(index.ids("mention:\"United States\" OR speaker:Macron", request) == "f1 z1");
    request.limit = 2;
    CHECK(index.ids("ready", request) == "p1 p2");
    request.offset = 2;
    CHECK(index.ids("ready", request) == "t2 t1");
    request.offset = 100;
    CHECK(index.ids("ready", request).empty());
    // Words close together first, then those in the speaker's name.
    CHECK(index.ids("ready to meet").substr(0, 2) == "p1");
    CHECK(index.ids("Trump ready") == "t2 t1 p1");
}

TEST_CASE("counts are exact") {
    const Opened index(samples());
    Request request;
    request.limit = 0;
    CHECK(index.answer("ready", request).total == 6);
    CHECK(index.answer("*", request).total == 11);
    CHECK(index.answer("speaker:Putin unity", request).total == 0);
    request.facets = {"speaker", "year", "month", "kind", "topic", "mention"};
    const Answer answer = index.answer("ready OR ceasefire", request);
    CHECK(answer.total == 7);
    CHECK(answer.hits.empty());
    REQUIRE(answer.facets.size() == 6);
    using Counts = std::vector<std::pair<std::string, std::uint64_t>>;
    CHECK(answer.facets[0].counts ==
          Counts{{"Vladimir Putin", 3}, {"Dmitry Medvedev", 1}, {"Donald Trump", 1}, {"Donald Trump Jr.", 1}});
    CHECK(answer.facets[1].counts == Counts{{"2024", 5}, {"2008", 1}, {"2009", 1}});
    CHECK(answer.facets[2].counts == Counts{{"2024-12", 4}, {"2008-06", 1}, {"2009-03", 1}, {"2024-10", 1}});
    CHECK(answer.facets[3].counts == Counts{{"direct", 5}, {"indirect", 1}, {"mixed", 1}});
    CHECK(answer.facets[4].counts == Counts{{"ceasefire", 2}, {"war", 1}});
    CHECK(answer.facets[5].counts == Counts{{"Donald Trump", 1}, {"NATO", 1}, {"Russia", 1}, {"Ukraine", 1}});
}

TEST_CASE("hits carry what was found and what stands around it") {
    const Opened index(samples());
    const auto marked = [&](const std::string& query) {
        const Answer answer = index.answer(query);
        REQUIRE_FALSE(answer.hits.empty());
        std::string out;
        for (const Span& span : answer.hits[0].matches) {
            out += '[' + answer.hits[0].statement.text.substr(span.begin, span.end - span.begin) + ']';
        }
        return out;
    };
    CHECK(marked("speaker:Putin ready to meet") == "[ready][to][meet]");
    CHECK(marked("\"any time\" meet") == "[meet][any time]");
    CHECK(marked("id:p2 meet") == "[Meetings]");
    CHECK(marked("negotia*") == "[Negotiators][negotiate][negotiations]");
    CHECK(marked("ready -father to").substr(0, 7) == "[ready]");
    CHECK(marked("speaker:Macron").empty());

    Sample sample{sample_article("context", "One two three. “Ready\nnow,” he said. Four  five."), {}};
    Statement statement = sample_statement("c1", "Ann Smith", "Ready\nnow,", "2024-01-01");
    statement.spans = {{16, 26}};
    sample.statements = {statement};
    const Opened small({sample});
    const Answer answer = small.answer("ready");
    REQUIRE(answer.hits.size() == 1);
    CHECK(answer.hits[0].before == "One two three. “");
    CHECK(answer.hits[0].after == "” he said. Four five.");
    CHECK(answer.hits[0].statement.article == "context");
}

TEST_CASE("what a name was taken for is known") {
    const Opened index(samples());
    const Answer two = index.answer("speaker:Trump");
    REQUIRE(two.readings.size() == 1);
    CHECK(two.readings[0].names == std::vector<std::string>{"Donald Trump", "Donald Trump Jr."});
    const Answer office = index.answer("speaker:\"the Russian president\"");
    CHECK(office.readings[0].names == std::vector<std::string>{"Vladimir Putin"});
    CHECK(office.readings[0].office.find("2024-12-20") != std::string::npos);
    const Answer absent = index.answer("speaker:Merkel");
    CHECK(absent.readings[0].names.empty());
    CHECK(absent.readings[0].absent == std::vector<std::string>{"Angela Merkel"});
}

TEST_CASE("deleted and replaced statements are gone from everything") {
    Opened index(samples());
    {
        KeptDiagnostics diagnostics;
        auto writer = indexer::IndexWriter::open(index.dir / "index", names::WhoIsWho::builtin());
        REQUIRE(writer);
        Sample changed = samples()[0];
        changed.article.text += " Changed.";
        changed.statements.resize(1);
        CHECK(test::put(*writer, changed, diagnostics) == indexer::ArticleState::changed);
        REQUIRE(writer->commit());
    }
    // The old reader still sees the old generation.
    CHECK(index.set("speaker:Putin") == "p1 p2 p3");
    index.open();
    CHECK(index.set("speaker:Putin") == "p1");
    CHECK(index.set("NOT ready") == "f1 r1 s1 z1");
    CHECK(index.set("*") == "f1 m1 p1 r1 s1 t1 t2 u1 z1");
    Request request;
    request.facets = {"speaker"};
    request.limit = 1;
    const Answer answer = index.answer("ready", request);
    CHECK(answer.total == 5);
    CHECK(answer.facets[0].counts.front() == std::pair<std::string, std::uint64_t>{"Dmitry Medvedev", 1});
}

TEST_CASE("an empty index answers") {
    const Opened index({{sample_article("a"), {}}});
    Request request;
    request.facets = {"speaker"};
    CHECK(index.answer("ready", request).total == 0);
    CHECK(index.answer("*", request).total == 0);
    CHECK(index.answer("-speaker:x \"a b\" date:2024", request).total == 0);
}

TEST_CASE("advice for a query that finds nothing") {
    const Opened index(samples());
    struct AdviceRow {
        const char* name;
        const char* query;
        const char* says;
    };
    const AdviceRow rows[] = {
        {"a word misspelt", "ceasfire", "did you mean “ceasefire”?"},
        {"which word", "ready xyzzyx", "nothing matches xyzzyx"},
        {"a speaker misspelt", "speaker:Putn", "did you mean “Vladimir Putin”?"},
        {"a combination", "speaker:Putin unity", "without unity there are 3"},
        {"quotes forgotten", "speaker:Ann Smith",
         "speaker:\"Ann Smith\" has 1 statement (the name in quotation marks)"},
    };
    for (const AdviceRow& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto query = parse_query(row.query, {today, false});
            REQUIRE(query);
            std::string all;
            for (const std::string& line : advice(Engine(*index.reader, today), query->root)) {
                all += line + '\n';
            }
            INFO(all);
            CHECK(all.find(row.says) != std::string::npos);
        }
    }
}

TEST_CASE("wildcards together stand for a bounded number of words") {
    Sample sample{sample_article("many"), {}};
    std::string text;
    for (int i = 0; i < 9'000; ++i) {
        text += "ab" + std::to_string(i) + ' ';
    }
    sample.statements = {sample_statement("m", "Ann Smith", text, "2024-01-01")};
    const Opened index({sample});
    std::string all = "ab*";
    for (int i = 0; i < 6; ++i) {
        all += " OR ab*";
    }
    const auto query = parse_query(all, {today, false});
    REQUIRE(query);
    const auto answer = Engine(*index.reader, today).answer(query->root, {});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().error.exit == Exit::usage);
    CHECK(answer.error().error.what.find("more than 50000 words") != std::string::npos);
}

TEST_CASE("an index whose files are taken away under the query answers or says so") {
    const Opened index(samples(), 3);
    Request counted;
    const std::uint64_t before = index.answer("ready", counted).total;
    std::filesystem::remove_all(index.dir / "index");
    for (const std::size_t context : {std::size_t{0}, std::size_t{25}}) {
        const auto query = parse_query("ready", {today, false});
        Request request;
        request.context_words = context;
        const auto answer = Engine(*index.reader, today).answer(query->root, request);
        if (answer) {
            CHECK(answer->total == before);
        } else {
            CHECK(answer.error().error.exit == Exit::bad_index);
        }
    }
}

TEST_CASE("a wildcard may stand for many words but not for any number") {
    Sample sample{sample_article("many"), {}};
    std::string text;
    for (int i = 0; i < 10'500; ++i) {
        text += "ab" + std::to_string(i) + ' ';
    }
    sample.statements = {sample_statement("m", "Ann Smith", text, "2024-01-01")};
    const Opened index({sample});
    const auto query = parse_query("word ab*", {today, false});
    REQUIRE(query);
    const auto answer = Engine(*index.reader, today).answer(query->root, {});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().column == 6);
    CHECK(index.set("ab104*") == "m");
}

TEST_CASE("damaged indexes are errors and no crash") {
    const test::TempDir dir;
    test::write_index(dir / "index", samples());
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir / "index")) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && name != "lock" && name != "flintlock") {
            files.push_back(entry.path());
        }
    }
    CHECK(files.size() > 6);
    const std::filesystem::path folders[] = {dir / "index"};
    for (const std::filesystem::path& file : files) {
        const std::string good = test::read_file(file);
        DYNAMIC_SECTION(file.filename().string() << " cut") {
            test::write_file(file, std::string_view(good).substr(0, good.size() / 2));
            const auto reader = IndexReader::open(folders);
            REQUIRE_FALSE(reader);
            CHECK(reader.error().exit == Exit::bad_index);
            test::write_file(file, good);
        }
        DYNAMIC_SECTION(file.filename().string() << " missing") {
            std::filesystem::remove(file);
            const auto reader = IndexReader::open(folders);
            REQUIRE_FALSE(reader);
            CHECK(reader.error().exit == Exit::bad_index);
            test::write_file(file, good);
        }
    }
}

} // namespace demarche::search
