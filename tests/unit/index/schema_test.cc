// SPDX-License-Identifier: GPL-3.0-or-later
// The table of fields: what the compiler cannot check.
#include <algorithm>

#include <catch2/catch.hpp>

#include "common/index/columns.hh"
#include "common/index/schema.hh"

namespace demarche::index {

TEST_CASE("fields are found by name and alias") {
    CHECK(find_field("speaker") == &fields[1]);
    REQUIRE(find_field("about") != nullptr);
    CHECK(find_field("about")->name == "mention");
    CHECK(find_field("nothing") == nullptr);
    CHECK(find_field("") == nullptr);
}

TEST_CASE("every field that is counted or looked up has its column") {
    for (const Field& field : fields) {
        DYNAMIC_SECTION(field.name) {
            const bool by_dictionary = field.facet || field.kind == FieldKind::name || field.kind == FieldKind::value;
            const bool has_column =
                std::any_of(string_columns.begin(), string_columns.end(),
                            [&](const StringColumn& column) { return column.name == field.column; });
            CHECK((!by_dictionary || has_column));
            CHECK(field.example.find(std::string(field.name) + ":") == 0);
        }
    }
}

} // namespace demarche::index
