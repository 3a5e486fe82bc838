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

/// Sentences made for the test; no quotations, whoever they are attributed to.
inline const SlipRow slip_rows[] = {
    {"a",
     "Vladimir Putin",
     "2024-12-19",
     "We are ready to meet Donald Trump at any time.",
     {"Donald Trump"},
     "Russia",
     "en"},
    {"b", "Vladimir Putin", "2022-02-24", "The operation goes on.", {}, "Russia", "en"},
    {"c",
     "Donald Trump",
     "2025-02-12",
     "We had a great meeting, and many meetings follow.",
     {"Vladimir Putin"},
     "United States",
     "en"},
    {"d",
     "Wang Yi",
     "2023-05-10",
     "China and the U.S. must respect each other.",
     {"China", "United States"},
     "China",
     "en"},
    {"e",
     "Emmanuel Macron",
     "2023-03-01",
     "Don’t humiliate anybody; the ceasefire is near.",
     {"Russia"},
     "France",
     "en"},
    {"f", "Ursula von der Leyen", "2021-06-01", "COVID-19 touched the EU-27, and C++ programmers too.", {}, "", "en"},
    {"g", "Sergey Lavrov", "2024-06-03", "Переговоры о мире возможны.", {}, "Russia", "ru"},
    {"h", "António Guterres", "2024-09-24", "The ceasefire must hold. Peace talks, and not war.", {}, "", "en"},
    {"i", "a senior US official", "2024-10-01", "Negotiators met near the border at 12:30.", {}, "United States", "en"},
    {"j", "", "", "See http://example.org/peace for the treaty.", {}, "", "en"},
    {"k", "Wang Yi", "2024-03-07", "王毅表示愿意会谈", {}, "China", "zh"},
    {"l", "Jens Stoltenberg", "2023-07-11", "NATO’s door remains open.", {"NATO"}, "", "en"},
    {"m", "Recep Tayyip Erdoğan", "2023-07-10", "Türkiye’nin kapısı açık.", {"Turkey"}, "Turkey", "tr"},
    {"n", "Joe Biden", "2021-08-16", "And or not, that decision stands.", {}, "United States", "en"},
};

} // namespace demarche::test
