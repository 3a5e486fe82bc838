// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/present/presenter.hh"

#include "search/present/json_presenter.hh"
#include "search/present/text_presenter.hh"

namespace demarche::search {

std::unique_ptr<Presenter> make_presenter(std::string_view format) {
    if (format == "text") {
        return std::make_unique<TextPresenter>();
    }
    if (format == "json") {
        return std::make_unique<JsonPresenter>();
    }
    if (format == "jsonl") {
        return std::make_unique<JsonLinesPresenter>();
    }
    return nullptr;
}

} // namespace demarche::search
