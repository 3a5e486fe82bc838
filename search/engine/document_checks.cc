// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/document_checks.hh"

#include <string>
#include <vector>

#include "common/text/stem.hh"
#include "common/text/words.hh"

namespace demarche::search {

namespace {

/// `read(docid)` gives what must lie in the range.
template <typename Read>
Documents between(std::uint32_t documents, std::int32_t least, std::int32_t most, const Documents* among, Read&& read) {
    Documents out;
    const auto try_one = [&](std::uint32_t docid) {
        if (const std::int32_t value = read(docid); value >= least && value <= most) {
            out.push_back(docid);
        }
    };
    if (among != nullptr) {
        for (const std::uint32_t docid : *among) {
            try_one(docid);
        }
        return out;
    }
    for (std::uint32_t docid = 1; docid <= documents; ++docid) {
        try_one(docid);
    }
    return out;
}

} // namespace

Documents in_range(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most,
                   const Documents* among) {
    const index::Columns& columns = segment.columns();
    const std::uint32_t documents = segment.documents();
    if (field.column == "published") {
        return between(documents, least, most, among, [&](std::uint32_t docid) { return columns.published(docid); });
    }
    if (field.column == "confidence") {
        return between(documents, least, most, among,
                       [&](std::uint32_t docid) -> std::int32_t { return columns.confidence(docid); });
    }
    return between(documents, least, most, among, [&](std::uint32_t docid) { return columns.day(docid); });
}

DocumentCheck value_check(const Segment& segment, const Plan& plan) {
    const auto column = segment.columns().strings(plan.field->column);
    const auto wanted = column ? column->dictionary().find(plan.value) : std::nullopt;
    if (!wanted) {
        return [](std::uint32_t) { return false; };
    }
    return [column = *column, wanted = *wanted](std::uint32_t docid) {
        bool found = false;
        column.each(docid, [&](std::uint32_t id) { found = found || id == wanted; });
        return found;
    };
}

DocumentCheck title_check(const Segment& segment, const Pattern& pattern) {
    return [&segment, &pattern](std::uint32_t docid) {
        const auto statement = segment.statement(docid);
        if (!statement) {
            return false;
        }
        std::vector<std::string> forms;
        for (const text::Word& word : text::words(statement->title)) {
            forms.push_back(text::folded_form(word.form));
        }
        return matches(pattern, forms.size(),
                       [&](const WordSpec& spec, std::size_t at) { return spec.accepts(forms[at], {}); });
    };
}

} // namespace demarche::search
