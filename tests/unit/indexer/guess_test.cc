// SPDX-License-Identifier: GPL-3.0-or-later
// Languages told by script and common words.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/language/guess.hh"

namespace demarche::indexer {

namespace {

struct Row {
    const char* name;
    const char* text;
    const char* language;
};

const std::vector<Row> rows{
    {"English", "The minister said on Monday that he was ready to meet with the president at any time.", "en"},
    {"German", "Der Minister sagte am Montag, dass er bereit sei, sich jederzeit mit dem Präsidenten zu treffen.",
     "de"},
    {"French", "Le ministre a déclaré lundi qu'il était prêt à rencontrer le président à tout moment dans la capitale.",
     "fr"},
    {"Spanish",
     "El ministro dijo el lunes que está dispuesto a reunirse con el presidente en cualquier momento y lugar.", "es"},
    {"Italian",
     "Il ministro ha detto che è pronto a incontrare il presidente in qualsiasi momento, ma non nella capitale.", "it"},
    {"Portuguese", "O ministro disse que não está pronto para se reunir com o presidente, mas que o fará em breve.",
     "pt"},
    {"Dutch", "De minister zei dat hij bereid is om de president te ontmoeten en dat het overleg wordt voortgezet.",
     "nl"},
    {"Russian", "Министр заявил, что он готов к переговорам и что это не зависит от условий, которые были названы.",
     "ru"},
    {"Ukrainian", "Міністр заявив, що він готовий до переговорів і що це не залежить від умов, які були названі.",
     "uk"},
    {"Bulgarian", "Министърът заяви, че е готов да се срещне с президента и че това не зависи от условията.", "bg"},
    {"Polish", "Minister powiedział, że jest gotów do rozmów i że nie zależy to od warunków, które były podane.", "pl"},
    {"Czech", "Ministr řekl, že je připraven jednat a že to nezávisí na podmínkách, které byly stanoveny pro jednání.",
     "cs"},
    {"Turkish",
     "Bakan, görüşmeye hazır olduğunu ve bunun için bir koşul olmadığını söyledi, ama daha sonra karar verilecek.",
     "tr"},
    {"Romanian",
     "Ministrul a spus că este gata să se întâlnească cu președintele și că nu are condiții pentru discuții.", "ro"},
    {"Swedish", "Ministern sade att han är redo att träffa presidenten och att det inte finns några villkor för mötet.",
     "sv"},
    {"Greek", "Ο υπουργός δήλωσε ότι είναι έτοιμος.", "el"},
    {"Arabic", "قال الوزير إنه مستعد للقاء الرئيس في أي وقت", "ar"},
    {"Persian", "وزیر گفت که برای دیدار با رئیس جمهور آماده است", "fa"},
    {"Hebrew", "השר אמר שהוא מוכן לפגישה", "he"},
    {"Chinese", "部长星期一说他随时准备会见总统", "zh"},
    {"Japanese", "大臣は月曜日、いつでも会う用意があると述べた", "ja"},
    {"Korean", "장관은 언제든지 만날 준비가 되어 있다고 말했다", "ko"},
    {"Thai", "รัฐมนตรีกล่าวว่าพร้อมพบ", "th"},
    {"a foreign quotation inside English",
     "The minister said that he would use the word «готов» and that it was meant for all of them.", "en"},
    {"names alone", "Vladimir Putin Donald Trump Volodymyr Zelensky Emmanuel Macron", ""},
    {"numbers alone", "1 2 3 4 5", ""},
    {"one word", "the", ""},
    {"nothing", "", ""},
};

} // namespace

TEST_CASE("languages are guessed") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(guess_language(row.text) == row.language);
        }
    }
}

TEST_CASE("a long text is judged by its beginning, cut at a character") {
    std::string text;
    while (text.size() < 20'000) {
        text += "Министр заявил, что он готов к переговорам и что это не зависит от условий. ";
    }
    CHECK(guess_language(text) == "ru");
    CHECK(guess_language("x" + text) == "ru");
}

TEST_CASE("a declared language gives way only to what is clearly another") {
    struct Contradiction {
        const char* name;
        const char* text;
        const char* declared;
        const char* language;
    };
    const std::string russian = "Министр заявил, что он готов к переговорам и что это не зависит от условий, которые "
                                "были названы, но не все с этим согласны, так как они были против.";
    const std::string english = "The minister said on Monday that he was ready to meet with the president at any time, "
                                "and that this was not for him to decide.";
    const std::vector<Contradiction> table{
        {"as declared", english.c_str(), "en", ""},
        {"another script", russian.c_str(), "en", "ru"},
        {"another language of the same script", english.c_str(), "fr", "en"},
        {"a related language", russian.c_str(), "uk", "ru"},
        {"a language we cannot tell", english.c_str(), "cy", ""},
        {"nothing clear", "Torvald Ilka 19 27", "fr", ""},
        {"two words", "The minister was ready.", "fr", ""},
        {"a script of many languages", "معالي الوزير قال إن الحكومة مستعدة للحوار مع جميع الأطراف", "ur", ""},
        {"a script that is not that of the language", "Ο υπουργός δήλωσε ότι η κυβέρνηση είναι έτοιμη", "de", "el"},
    };
    for (const Contradiction& row : table) {
        INFO(row.name);
        CHECK(contradicted_language(row.text, row.declared) == row.language);
    }
}

} // namespace demarche::indexer
