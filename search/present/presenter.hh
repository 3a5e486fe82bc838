// SPDX-License-Identifier: GPL-3.0-or-later
// How answers are printed: one presenter for each format.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "search/engine/search.hh"

namespace demarche::search {

struct PresentOptions {
    /// The query as typed.
    std::string query;
    std::size_t offset = 0;
    std::size_t limit = 10;
    /// Escape sequences for colour.
    bool colour = false;
    /// Columns of the terminal.
    std::size_t width = 80;
    /// Put into the document by formats that have a place for it.
    const Explanation* explanation = nullptr;
    /// The query that was run instead of the one typed (--relax); empty when that was run.
    std::string relaxed;
};

class Presenter {
  public:
    virtual ~Presenter() = default;
    /// The answer as text ready to be written.
    virtual std::string present(const Answer& answer, const PresentOptions& options) const = 0;
    /// Whether the format has a place for what stands around a hit, for facets.
    virtual bool shows_context() const = 0;
    virtual bool shows_facets() const = 0;
    /// Whether the explanation goes into what is presented; else it is for standard error.
    virtual bool shows_explanation() const { return false; }
    /// The values of a field with their counts.
    virtual std::string present_values(const Facet& values) const = 0;
};

/// "text", "json" or "jsonl"; nullptr for anything else.
std::unique_ptr<Presenter> make_presenter(std::string_view format);

} // namespace demarche::search
