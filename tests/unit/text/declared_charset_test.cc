// SPDX-License-Identifier: GPL-3.0-or-later
// Declarations of encodings, and text in the encodings of the world with and without one.
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unicode/ucnv.h>

#include "common/text/declared_charset.hh"
#include "common/text/decode.hh"

namespace demarche::text {

namespace {

struct Row {
    const char* name;
    const char* head;
    const char* label;
};

const std::vector<Row> rows{
    {"HTML 5", "<!DOCTYPE html><meta charset=\"koi8-r\">", "koi8-r"},
    {"without quotes", "<meta charset=KOI8-R>", "koi8-r"},
    {"HTML 4", "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>", "windows-1251"},
    {"blanks", "<meta charset = \"big5\" />", "big5"},
    {"XML", "<?xml version=\"1.0\" encoding='ISO-8859-2'?><a/>", "iso-8859-2"},
    {"XML before meta", "<?xml version=\"1.0\" encoding=\"utf-8\"?><html><meta charset=koi8-r>", "utf-8"},
    {"behind another meta", "<meta name=x content=y><meta charset=gb2312>", "gb2312"},
    {"in the text", "<p>the charset=koi8-r of Russia</p>", ""},
    {"none", "<html><head>", ""},
    {"an element that is not closed", "<meta charset=", ""},
};

/// The bytes of UTF-8 in another encoding, as ICU writes it.
std::string encoded(const std::string& utf8, const char* charset) {
    std::string out(utf8.size() * 4 + 16, '\0');
    UErrorCode status = U_ZERO_ERROR;
    const auto size = ucnv_convert(charset, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), utf8.data(),
                                   static_cast<std::int32_t>(utf8.size()), &status);
    REQUIRE(U_SUCCESS(status));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

struct CharsetRow {
    const char* charset;
    const char* text;
    /// Whether the bytes alone tell it.
    bool told;
};

const char* const russian = "Президент заявил, что переговоры будут продолжены в понедельник. «Мы готовы к диалогу без "
                            "предварительных условий», — сказал он журналистам в Москве.";
const char* const chinese =
    "外交部发言人在例行记者会上表示，中方愿意同各方保持沟通，推动局势尽快缓和。他说，对话是解决分歧的唯一途径。";

const std::vector<CharsetRow> charset_rows{
    {"windows-1251", russian, true},
    {"KOI8-R", "Президент заявил, что переговоры будут продолжены в понедельник, и что он готов к диалогу.", true},
    {"ISO-8859-5", "Президент заявил, что переговоры будут продолжены в понедельник, и что он готов к диалогу.", true},
    {"Shift_JIS", "外務大臣は記者会見で、交渉は来週も続くと述べた。対話のほかに道はない、と大臣は語った。", true},
    {"EUC-JP", "外務大臣は記者会見で、交渉は来週も続くと述べた。対話のほかに道はない、と大臣は語った。", true},
    {"GB18030", chinese, true},
    {"Big5",
     "外交部發言人在例行記者會上表示，我方願意同各方保持溝通，推動局勢盡快緩和。他說，對話是解決分歧的唯一途徑。",
     true},
    {"EUC-KR",
     "외교부 대변인은 기자회견에서 협상이 다음 주에도 계속될 것이라고 말했다. 대화가 유일한 길이라고 강조했다.", true},
    {"UTF-16LE", russian, false},
    {"UTF-16BE", "The talks go on, she said.", false},
    {"ISO-8859-2", "Prezydent powiedział, że rozmowy będą kontynuowane; „źle się dzieje” – dodał, łącząc obie sprawy.",
     false},
    {"windows-1252", "“Nous sommes prêts”, a déclaré le président à Genève — sans conditions préalables.", false},
    {"ISO-8859-7", "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν τη Δευτέρα στη Γενεύη.", false},
    {"windows-1256", "قال الرئيس إن المحادثات ستستمر يوم الاثنين في جنيف دون شروط مسبقة.", false},
};

} // namespace

TEST_CASE("declared encodings are found") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(declared_charset(row.head) == row.label);
        }
    }
    CHECK(content_type_charset("text/html; Charset=\"UTF-8\"") == "utf-8");
    CHECK(content_type_charset("text/html").empty());
}

TEST_CASE("texts in many encodings are read with their declaration") {
    for (const CharsetRow& row : charset_rows) {
        DYNAMIC_SECTION(row.charset) {
            std::string text = row.text;
            // What an encoding lacks is not asked of it.
            if (std::string(row.charset) == "ISO-8859-2") {
                text = "Prezydent powiedział, że rozmowy będą kontynuowane, źle się dzieje, dodał.";
            }
            const Decoded decoded = decode(encoded(text, row.charset), row.charset);
            CHECK(decoded.text == text);
            CHECK(decoded.replaced == 0);
        }
    }
}

TEST_CASE("encodings that bytes tell are told without a declaration") {
    for (const CharsetRow& row : charset_rows) {
        if (!row.told) {
            continue;
        }
        DYNAMIC_SECTION(row.charset) {
            const Decoded decoded = decode(encoded(row.text, row.charset));
            CHECK(decoded.text == row.text);
            CHECK(decoded.detected);
        }
    }
}

TEST_CASE("a declaration that the bytes contradict is not followed") {
    CHECK(decode(russian, "windows-1251").text == russian);
    CHECK(decode(chinese, "gb2312").text == chinese);
    CHECK(decode(encoded(russian, "windows-1251"), "UTF-8").text == russian);
    CHECK(decode("plain", "no-such-charset").text == "plain");
}

} // namespace demarche::text
