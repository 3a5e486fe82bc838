// SPDX-License-Identifier: GPL-3.0-or-later
// Queries and the trees they become, or the errors they get, with their columns.
#include <string>

#include <catch2/catch.hpp>

#include "search/query/parser.hh"
#include "search/query/query_text.hh"

namespace demarche::search {

namespace {

/// Thursday 19 December 2024.
const DateContext context{*Date::make(2024, 12, 19), false};

struct Row {
    const char* name;
    const char* query;
    /// The tree as to_string prints it.
    const char* tree;
};

struct ErrorRow {
    const char* name;
    const char* query;
    std::size_t column;
    /// Part of the message.
    const char* says;
};

} // namespace

TEST_CASE("queries become trees") {
    const Row rows[] = {
        {"one word", "ready", "ready"},
        {"words side by side", "ready to meet", "(all-of ready to meet)"},
        {"blanks of every kind", " ready\t to\n\u3000meet ", "(all-of ready to meet)"},
        {"explicit and", "ready AND meet", "(all-of ready meet)"},
        {"or", "ready OR willing", "(any-of ready willing)"},
        {"bar", "ready | willing", "(any-of ready willing)"},
        {"bar without blanks", "ready|willing", "(any-of ready willing)"},
        {"two bars", "ready || willing", "(any-of ready willing)"},
        {"and binds before or", "a b OR c d", "(any-of (all-of a b) (all-of c d))"},
        {"parentheses", "(ready OR willing) meet", "(all-of (any-of ready willing) meet)"},
        {"parentheses without blanks", "(ready)(meet)", "(all-of ready meet)"},
        {"small or is a word", "ready or willing", "(all-of ready or willing)"},
        {"not", "ready NOT war", "(all-of ready (none-of war))"},
        {"not first and alone", "NOT war", "(none-of war)"},
        {"minus alone", "-war", "(none-of war)"},
        {"exclamation mark", "!war", "(none-of war)"},
        {"minus before a phrase", "-\"cold war\"", "(none-of \"cold war\")"},
        {"minus before parentheses", "peace -(war OR truce)", "(all-of peace (none-of (any-of war truce)))"},
        {"minus before a field", "-speaker:Putin", "(none-of speaker:Putin)"},
        {"not twice", "NOT NOT war", "(none-of (none-of war))"},
        {"double minus", "--war", "(none-of (none-of war))"},
        {"not binds before and", "NOT a b", "(all-of (none-of a) b)"},
        {"dash between blanks", "peace - war", "(all-of peace war)"},
        {"long dash", "peace – war", "(all-of peace war)"},
        {"hyphen inside", "cease-fire", "(all-of cease fire)"},
        {"hyphen among words", "a cease-fire now", "(all-of a cease fire now)"},
        {"and inside parentheses", "a (b c)", "(all-of a b c)"},
        {"alternatives do not leave their parentheses", "(speaker:A x) speaker:B", "(all-of speaker:A x speaker:B)"},
        {"acronym", "U.S. aid", "(all-of US aid)"},
        {"possessive", "Putin’s offer", "(all-of Putin offer)"},
        {"apostrophe inside", "don't", "don't"},
        {"apostrophes around", "'ready'", "ready"},
        {"a name with a number", "COVID-19", "(all-of COVID 19)"},
        {"symbols behind a letter", "C++", "C"},
        {"ampersand is punctuation", "peace & war", "(all-of peace war)"},
        {"question as prose", "what did Putin say?", "(all-of what did Putin say)"},
        {"star alone", "*", "*"},
        {"star with a field", "* kind:direct", "(all-of * kind:direct)"},
        {"wildcard", "negotiat*", "negotiat*"},
        {"inner wildcard", "neg*ion", "neg*ion"},
        {"wildcard behind a hyphen", "cease-fir*", "(all-of cease fir*)"},
        {"exact form", "=ready", "=ready"},
        {"phrase", "\"ready to meet\"", "\"ready to meet\""},
        {"phrase in curly marks", "“ready to meet”", "\"ready to meet\""},
        {"phrase in low and high marks", "„ready to meet“", "\"ready to meet\""},
        {"phrase in mismatched marks", "“ready to meet“", "\"ready to meet\""},
        {"straight and curly mixed", "\"ready to meet”", "\"ready to meet\""},
        {"phrase in guillemets", "«ready to meet»", "\"ready to meet\""},
        {"phrase in reversed guillemets", "»ready to meet«", "\"ready to meet\""},
        {"phrase in corner brackets", "「準備」", "\"準備\""},
        {"phrase with wildcards", "\"rea* to me*\"", "\"rea* to me*\""},
        {"phrase of one word", "\"ready\"", "\"ready\""},
        {"phrase with distance", "\"ready meet\"~3", "\"ready meet\"~3"},
        {"phrase with punctuation", "\"ready, to meet!\"", "\"ready to meet\""},
        {"phrases touching", "\"a b\"\"c d\"", "(all-of \"a b\" \"c d\")"},
        {"operators inside a phrase", "\"war AND peace\"", "\"war AND peace\""},
        {"field", "speaker:Putin", "speaker:Putin"},
        {"field and words", "speaker:Putin ready to meet", "(all-of speaker:Putin ready to meet)"},
        {"field in capitals", "SPEAKER:Putin", "speaker:Putin"},
        {"field in full width", "ｓｐｅａｋｅｒ:Putin", "speaker:Putin"},
        {"field with accent", "spéaker:Putin", "speaker:Putin"},
        {"alias of a field", "about:NATO", "mention:NATO"},
        {"field with phrase", "speaker:\"Vladimir Putin\"", "speaker:\"Vladimir Putin\""},
        {"field with curly phrase", "speaker:“Vladimir Putin”", "speaker:\"Vladimir Putin\""},
        {"field with another script", "speaker:Путин", "speaker:Путин"},
        {"field and a second word", "speaker:Vladimir Putin", "(all-of speaker:Vladimir Putin)"},
        {"exact value", "speaker=:Putin", "speaker=:Putin"},
        {"exact value in marks", "speaker=:\"Vladimir Putin\"", "speaker=:\"Vladimir Putin\""},
        {"list with comma", "speaker:Putin,Trump", "(any-of speaker:Putin speaker:Trump)"},
        {"list with phrases", "speaker:\"A B\",C,\"D E\"", "(any-of speaker:\"A B\" speaker:C speaker:\"D E\")"},
        {"list in parentheses", "speaker:(Putin OR \"Donald Trump\")",
         "(any-of speaker:Putin speaker:\"Donald Trump\")"},
        {"list in parentheses with bar", "kind:(direct|mixed)", "(any-of kind:direct kind:mixed)"},
        {"comma at the end", "speaker:Putin,", "speaker:Putin"},
        {"values side by side are alternatives", "speaker:A ready speaker:B",
         "(all-of (any-of speaker:A speaker:B) ready)"},
        {"parentheses are no alternatives", "(speaker:A) speaker:B (outlet:C)",
         "(all-of speaker:A speaker:B outlet:C)"},
        {"exact and other values side by side", "speaker=:A speaker:B", "(any-of speaker=:A speaker:B)"},
        {"value and list side by side", "speaker:A speaker:B,C", "(any-of speaker:A speaker:B speaker:C)"},
        {"explicit and of one field", "speaker:A AND speaker:B", "(all-of speaker:A speaker:B)"},
        {"many-valued fields side by side", "mention:A mention:B", "(all-of mention:A mention:B)"},
        {"titles side by side", "title:a title:b", "(all-of title:a title:b)"},
        {"negations side by side", "-speaker:A -speaker:B", "(all-of (none-of speaker:A) (none-of speaker:B))"},
        {"different fields", "speaker:A outlet:B", "(all-of speaker:A outlet:B)"},
        {"ranges side by side", "date:>=2024 date:<2025", "(all-of date:2024-01-01.. date:..2024-12-31)"},
        {"days side by side", "date:2024-12-18 date:2024-12-19",
         "(any-of date:2024-12-18..2024-12-18 date:2024-12-19..2024-12-19)"},
        {"kind in capitals", "kind:Direct", "kind:direct"},
        {"word of the text", "text:ceasefire", "text:ceasefire"},
        {"two words of the text", "text:cease-fire", "(all-of text:cease text:fire)"},
        {"phrase of the title", "title:\"peace talks\"", "title:\"peace talks\""},
        {"exact form in the text", "text:=ready", "text:=ready"},
        {"an id keeps commas and colons", "article:http://x.org/a,b:c", "article:\"http://x.org/a,b:c\""},
        {"date of a year", "date:2024", "date:2024-01-01..2024-12-31"},
        {"date of days ago", "date:7d", "date:2024-12-12..2024-12-19"},
        {"date range", "date:2024-11..2024-12", "date:2024-11-01..2024-12-31"},
        {"confidence", "confidence:>=0.8", "confidence:0.8..1"},
        {"confidence range", "confidence:0.5..0.9", "confidence:0.5..0.9"},
        {"has", "has:place", "has:place"},
        {"url is text", "http://example.org/a", "(all-of http example org a)"},
        {"time is text", "12:30", "(all-of 12 30)"},
        {"colon at the end of an unknown word", "Breaking: war", "(all-of Breaking war)"},
        {"colon first", ":war", "war"},
        {"near", "ready NEAR meet", "(near/10 ready meet)"},
        {"near with a number", "ready NEAR/3 meet", "(near/3 ready meet)"},
        {"adj", "ready ADJ/1 meet", "(adj/1 ready meet)"},
        {"near in a chain", "a NEAR/2 b NEAR/2 c", "(near/2 a b c)"},
        {"near of alternatives", "(ready OR willing) NEAR \"to meet\"", "(near/10 (any-of ready willing) \"to meet\")"},
        {"near binds before and", "x a NEAR b y", "(all-of x (near/10 a b) y)"},
        {"not of near", "NOT a NEAR b", "(none-of (near/10 a b))"},
        {"small near is a word", "near Moscow", "(all-of near Moscow)"},
        {"han beside latin", "王毅 ready", "(all-of 王 毅 ready)"},
        {"emoji beside a word", "peace 😀", "peace"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto query = parse_query(row.query, context);
            INFO(row.query);
            if (!query) {
                FAIL(query.error().error.message());
            }
            CHECK(to_string(query->root) == row.tree);
            // What is proposed to people as a query reads back as the same tree.
            const std::string typed = query_text(query->root);
            INFO(typed);
            const auto again = parse_query(typed, context);
            REQUIRE(again);
            CHECK(to_string(again->root) == row.tree);
        }
    }
}

TEST_CASE("queries that are wrong say where and why") {
    const ErrorRow rows[] = {
        {"empty", "", 1, "empty"},
        {"blanks", "  ", 1, "empty"},
        {"punctuation alone", "?!", 1, "empty"},
        {"emoji alone", "😀", 1, "no word"},
        {"empty parentheses", "a ()", 3, "nothing in these parentheses"},
        {"unclosed mark", "speaker:Putin \"half a phrase", 15, "not closed"},
        {"unclosed curly mark", "“half a phrase", 1, "not closed"},
        {"column counts characters", "Путин “half", 7, "not closed"},
        {"empty phrase", "a \"\"", 3, "no word"},
        {"phrase of punctuation", "\"...\"", 1, "no word"},
        {"unclosed parenthesis", "a (b c", 3, "not closed"},
        {"closing too many", "a b) c", 4, "closes nothing"},
        {"and first", "AND ready", 1, "nothing before"},
        {"and last", "ready AND", 7, "nothing after"},
        {"and twice", "a AND AND b", 3, "nothing after"},
        {"or first", "OR ready", 1, "nothing before"},
        {"or last", "ready OR", 7, "nothing after"},
        {"or alone", "OR", 1, "nothing before"},
        {"not last", "ready NOT", 7, "nothing after"},
        {"or before a closing parenthesis", "(a OR) b", 4, "nothing after"},
        {"unknown field", "speeker:Putin", 1, "did you mean speaker:?"},
        {"unknown field far from any", "xyzzy:Putin", 1, "the fields are text, speaker"},
        {"no value", "speaker:", 9, "has no value"},
        {"blank behind the colon", "speaker: Putin", 9, "has no value"},
        {"blanks around the colon", "Speaker : Putin", 9, "without blanks"},
        {"empty phrase as a value", "speaker:\"\"", 9, "no letter"},
        {"value without a letter", "speaker:???", 9, "no letter"},
        {"equals sign behind the colon", "speaker:=Putin", 9, "speaker=:Putin"},
        {"minus behind the colon", "speaker:-Putin", 9, "-speaker:Putin"},
        {"single quotes around words", "speaker:'Vladimir Putin'", 9, "double quotation marks"},
        {"words in a field's parentheses", "speaker:(a b)", 12, "joined by OR"},
        {"unclosed list", "speaker:(a OR b", 9, "not closed"},
        {"empty list", "speaker:()", 9, "empty"},
        {"or last in a list", "speaker:(a OR )", 15, "missing"},
        {"empty value in a list", "speaker:a,,b", 11, "empty"},
        {"blank in a list", "speaker:Putin, Trump", 15, "without blanks"},
        {"wildcard in a name", "speaker:Put*", 9, "words alone"},
        {"star as a value", "speaker:*", 9, "has:speaker"},
        {"not in the set", "kind:quoted", 6, "direct, mixed, indirect"},
        {"has of nothing", "has:nothing", 5, "speaker, date, place"},
        {"month 13", "date:2024-13", 6, "no month 13"},
        {"day that does not exist", "date:2023-02-29", 6, "no such day"},
        {"no date", "date:soon", 6, "is no date"},
        {"reversed range", "date:2024-12..2024-11", 6, "ends before it begins"},
        {"range of nothing", "date:..", 6, "on one side"},
        {"range with a dash", "date:2023-2024", 6, "2023..2024"},
        {"confidence above 1", "confidence:80", 12, "from 0 to 1"},
        {"reversed confidence", "confidence:0.9..0.1", 12, "ends before"},
        {"exact date", "date=:2024", 7, "no meaning"},
        {"stars as emphasis", "**peace**", 1, "one *"},
        {"two stars", "neg*ia*", 1, "one *"},
        {"star after one letter", "n*", 1, "at least 2"},
        {"star first", "*ation", 1, "at least 2"},
        {"star between the words of a phrase", "\"ready * meet\"", 1, "behind the first letters"},
        {"star inside a word of a phrase", "\"rea*dy to meet\"", 1, "at the end of a word"},
        {"star after one letter of a phrase", "\"ready m*\"", 1, "at least 2"},
        {"star in a phrase of the title", "title:\"ready me*\"", 7, "statement's words alone"},
        {"boost", "ready^2", 1, "not supported"},
        {"fuzzy", "ready~1", 1, "not supported"},
        {"near of a field", "speaker:Putin NEAR meet", 1, "words, phrases"},
        {"near first", "NEAR meet", 1, "nothing before"},
        {"near last", "ready NEAR/3", 7, "nothing after"},
        {"near of an and", "(a b) NEAR c", 2, "words, phrases"},
        {"near of a near", "(a NEAR b) NEAR c", 2, "words, phrases"},
        {"near of two kinds", "a NEAR/2 b ADJ/2 c", 12, "different kind"},
    };
    for (const ErrorRow& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto query = parse_query(row.query, context);
            INFO(row.query);
            if (query) {
                FAIL("understood as " << to_string(query->root));
            }
            CHECK(query.error().column == row.column);
            const std::string message = query.error().error.message();
            INFO(message);
            CHECK(message.find(row.says) != std::string::npos);
            CHECK(query.error().error.exit == Exit::usage);
        }
    }
}

TEST_CASE("what is left out of a query is said") {
    const auto query = parse_query("peace 😀 & war", context);
    REQUIRE(query);
    REQUIRE(query->notes.size() == 1);
    CHECK(query->notes.front().find("😀") != std::string::npos);
}

TEST_CASE("queries without end stay within bounds") {
    const auto repeated = [](const std::string& part, std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) {
            out += part;
        }
        return out;
    };
    struct Bound {
        const char* name;
        std::string query;
        const char* says;
    };
    const Bound rows[] = {
        {"ten thousand parentheses", repeated("(", 10'000) + "a" + repeated(")", 10'000), "nested deeper"},
        {"ten thousand negations", repeated("NOT ", 10'000) + "a", "nested deeper"},
        {"ten thousand minus signs", repeated("-", 10'000) + "a", "nested deeper"},
        {"a megabyte of words", repeated("word ", 200'000), "more than"},
        {"a long list", "speaker:" + repeated("a,", 10'000) + "b", "more than"},
    };
    for (const Bound& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto query = parse_query(row.query, context);
            REQUIRE_FALSE(query);
            CHECK(query.error().error.message().find(row.says) != std::string::npos);
        }
    }
    CHECK(parse_query(repeated("(", 90) + "a" + repeated(")", 90), context));
}

TEST_CASE("literal text is words alone") {
    struct Literal {
        const char* name;
        const char* text;
        const char* tree;
    };
    const Literal rows[] = {
        {"operators are words", "war AND NOT peace", "(all-of war AND NOT peace)"},
        {"no field", "speaker:Putin", "(all-of speaker Putin)"},
        {"no phrase and no wildcard", "“ready* to", "(all-of ready to)"},
        {"one word", "(peace", "peace"},
    };
    for (const Literal& row : rows) {
        INFO(row.name);
        const auto query = literal_query(row.text);
        REQUIRE(query);
        CHECK(to_string(query->root) == row.tree);
    }
    CHECK_FALSE(literal_query("?!"));
    CHECK_FALSE(literal_query(""));
}

} // namespace demarche::search
