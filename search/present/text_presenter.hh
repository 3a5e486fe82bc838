// SPDX-License-Identifier: GPL-3.0-or-later
// Answers for people at a terminal.
#pragma once

#include "search/present/presenter.hh"

namespace demarche::search {

/// The number of statements, each hit with its speaker, date, kind, words and source, then the facets.
class TextPresenter : public Presenter {
  public:
    std::string present(const Answer& answer, const PresentOptions& options) const override;
    bool shows_context() const override { return false; }
    bool shows_facets() const override { return true; }
    /// A count and a value on each line.
    std::string present_values(const Facet& values) const override;
};

} // namespace demarche::search
