// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and words of segments one behind the other, written as those of the one they become: copied from file to
// file, so that merging takes no memory to speak of however large the segments are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/columns.hh"
#include "common/index/forms.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// How many sections the columns, words and filters of a segment take at most.
std::size_t most_column_sections();

class ColumnsMerger {
  public:
    /// What must outlive the merger. Documents follow those of the parts added before, and so do articles.
    void add(const SectionFile& file, const Columns& columns, const Words& words, std::uint32_t articles);
    /// The same sections as ColumnsBuilder and WordsBuilder write for all the documents.
    Result<void> write(SectionStream& out) const;

  private:
    struct Part {
        const SectionFile* file = nullptr;
        const Columns* columns = nullptr;
        const Words* words = nullptr;
        std::uint32_t documents_before = 0;
        std::uint32_t articles_before = 0;
    };

    Result<void> write_strings(SectionStream& out, std::string_view name) const;
    Result<void> write_numbers(SectionStream& out) const;
    Result<void> write_ids(SectionStream& out) const;
    Result<void> write_words(SectionStream& out) const;

    std::vector<Part> parts_;
    std::uint32_t documents_ = 0;
    std::uint32_t articles_ = 0;
};

} // namespace demarche::index
