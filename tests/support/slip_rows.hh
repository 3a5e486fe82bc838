// SPDX-License-Identifier: GPL-3.0-or-later
// The statements that the table of slips is asked of.
#pragma once

#include <vector>

namespace demarche::test {

struct SlipRow {
    /// One letter, which the table shows.
    const char* id;
    const char* speaker;
    const char* date;
    const char* text;
    std::vector<std::string> mentions;
    const char* country;
    const char* language;
};

/// Public statements retold in a few words; what is only made to hold odd words is by invented speakers.
inline const SlipRow slip_rows[] = {
    {"a",
     "Vladimir Putin",
     "2024-12-19",
     "He is ready to meet Donald Trump at any time.",
     {"Donald Trump"},
     "Russia",
     "en"},
    {"b", "Vladimir Putin", "2022-02-24", "The military operation begins.", {}, "Russia", "en"},
    {"c",
     "Donald Trump",
     "2025-02-12",
     "A first meeting is likely, and meetings in both countries may follow.",
     {"Vladimir Putin"},
     "United States",
     "en"},
    {"d",
     "Wang Yi",
     "2023-05-08",
     "China and the U.S. must respect each other.",
     {"China", "United States"},
     "China",
     "en"},
    {"e",
     "Émile Marchetti",
     "2023-03-01",
     "Don’t humiliate anybody; the ceasefire is near.",
     {"Russia"},
     "France",
     "en"},
    {"f", "Marit von der Lohe", "2021-06-01", "COVID-19 touched the EU-27, and C++ programmers too.", {}, "", "en"},
    {"g", "Pavel Orlenko", "2024-06-03", "Переговоры о мире возможны.", {}, "Russia", "ru"},
    {"h", "António Salgueiro", "2024-09-24", "The ceasefire must hold. Peace talks, and not war.", {}, "", "en"},
    {"i", "a senior US official", "2024-10-01", "Negotiators met near the border at 12:30.", {}, "United States", "en"},
    {"j", "", "", "See http://example.org/peace for the treaty.", {}, "", "en"},
    {"k", "Wang Yi", "2024-03-07", "王毅表示愿意会谈", {}, "China", "zh"},
    {"l", "Jens Stoltenberg", "2023-07-11", "NATO’s door remains open.", {"NATO"}, "", "en"},
    {"m", "Recep Tayyip Erdoğan", "2023-07-10", "Önce Türkiye’nin AB’de önü açılsın.", {"Turkey"}, "Turkey", "tr"},
    {"n",
     "Joe Biden",
     "2021-08-16",
     "Popular or not, that decision stands, and there are no regrets.",
     {},
     "United States",
     "en"},
};

} // namespace demarche::test
