// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as JSON: one document, or one hit a line.
#pragma once

#include "search/present/presenter.hh"

namespace demarche::search {

/// {"format_version", "query", "total", "exact", "offset", "limit", "hits": […], "facets": {field: [{"value",
/// "count"}]}}; with --explain "explain": {…}, with --relax the "relaxed" query when another was run than the one
/// typed.
class JsonPresenter : public Presenter {
  public:
    std::string present(const Answer& answer, const PresentOptions& options) const override;
    bool shows_context() const override { return true; }
    bool shows_facets() const override { return true; }
    bool shows_explanation() const override { return true; }
    /// {"format_version", "field", "values": [{"value", "count"}]}
    std::string present_values(const Facet& values) const override;
};

/// Hits alone, a record a line.
class JsonLinesPresenter : public Presenter {
  public:
    std::string present(const Answer& answer, const PresentOptions& options) const override;
    bool shows_context() const override { return true; }
    bool shows_facets() const override { return false; }
    /// {"value", "count"}, one a line.
    std::string present_values(const Facet& values) const override;
};

/// The line of a query that could not be answered, as others are in one document: {"format_version", "query", "error":
/// {"what", "hint", "column", "code"}}.
std::string json_error(const QueryError& error, const std::string& query);

} // namespace demarche::search
