// SPDX-License-Identifier: GPL-3.0-or-later
// Any valid UTF-8 as a query: a tree that prints, or an error with a column.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "common/text/utf8.hh"
#include "search/query/parser.hh"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace demarche;
    std::string query(reinterpret_cast<const char*>(data), size);
    text::repair_utf8(query);
    search::DateContext context;
    context.today = *Date::make(2024, 12, 19);
    const auto parsed = search::parse_query(query, context);
    if (!parsed && (parsed.error().error.what.empty() || parsed.error().column == 0)) {
        std::abort();
    }
    return 0;
}
