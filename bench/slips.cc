// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the statements that the table of slips is asked of, as lines NAME=VALUE and an empty line behind each, for the
// engines of bench/slips.
#include <string>

#include <fmt/format.h>

#include "tests/support/slip_rows.hh"

int main() {
    for (const demarche::test::SlipRow& row : demarche::test::slip_rows) {
        std::string mentions;
        for (const std::string& mention : row.mentions) {
            mentions += (mentions.empty() ? "" : " ") + mention;
        }
        fmt::print("id={}\ntext={}\nspeaker={}\nmention={}\ntitle=Peace\ncountry={}\ndate={}\nlanguage={}\n\n", row.id,
                   row.text, row.speaker, mentions, row.country, row.date, row.language);
    }
    return 0;
}
