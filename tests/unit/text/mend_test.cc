// SPDX-License-Identifier: GPL-3.0-or-later
// Text encoded twice is mended, and other text left alone.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/mend.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

/// UTF-8 taken for Latin-1 and encoded again.
std::string twice(const std::string& text) {
    std::string out;
    for (const char c : text) {
        append_utf8(out, static_cast<unsigned char>(c));
    }
    return out;
}

struct Row {
    const char* name;
    std::string text;
    std::string mended;
};

const std::vector<Row> rows{
    {"quotation marks as windows-1252 shows them", "â€œWeâ€™re ready,â€\xc2\x9d said Ilić.",
     "â€œWeâ€™re ready,â€\xc2\x9d said Ilić."},
    {"quotation marks", "â€œWeâ€™re ready,â€\xc2\x9d said Brandeis.", "“We’re ready,” said Brandeis."},
    {"French", "DÃ©claration du PrÃ©sident Ã\xc2\xa0 GenÃ¨ve", "Déclaration du Président à Genève"},
    {"Russian as controls", twice("Президент заявил"), "Президент заявил"},
    {"emoji", twice("ready 🚀 and 🎉"), "ready 🚀 and 🎉"},
    {"whole text", "Déclaration du Président à Genève", "Déclaration du Président à Genève"},
    {"one sequence alone", "the letters Ã© appear here", "the letters Ã© appear here"},
    {"ASCII", "We are ready.", "We are ready."},
    {"Portuguese capitals", "NÃO À GUERRA, SÃO PAULO", "NÃO À GUERRA, SÃO PAULO"},
    {"Chinese", "他说：“我们准备好了。”", "他说：“我们准备好了。”"},
};

} // namespace

TEST_CASE("double encoding is mended where it is beyond doubt") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            std::string text = row.text;
            const std::size_t count = mend_double_encoding(text);
            CHECK(text == row.mended);
            CHECK((count > 0) == (row.text != row.mended));
            CHECK(mend_double_encoding(text) == 0);
        }
    }
}

} // namespace demarche::text
