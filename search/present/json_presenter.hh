// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as JSON: one document, or one hit a line.
#pragma once

#include "search/present/presenter.hh"

namespace demarche::search {

/// {"format_version", "query", "total", "exact", "offset", "limit", "hits": […], "facets": {field: [{"value",
/// "count"}]}}
class JsonPresenter : public Presenter {
  public:
    std::string present(const Answer& answer, const PresentOptions& options) const override;
    bool shows_context() const override { return true; }
    bool needs_exact_total() const override { return true; }
    bool shows_facets() const override { return true; }
};

/// Hits alone, a record a line.
class JsonLinesPresenter : public Presenter {
  public:
    std::string present(const Answer& answer, const PresentOptions& options) const override;
    bool shows_context() const override { return true; }
    bool needs_exact_total() const override { return false; }
    bool shows_facets() const override { return false; }
};

} // namespace demarche::search
