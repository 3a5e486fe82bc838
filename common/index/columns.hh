// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of a segment: for each document the values that are counted, sorted or compared, read from a mapped file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/bytes.hh"
#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"
#include "common/model/statement.hh"

namespace demarche::index {

/// A column of strings: its name (as in the schema) and what it takes from a statement.
struct StringColumn {
    std::string_view name;
    std::string Statement::* single = nullptr;
    std::vector<std::string> Statement::* many = nullptr;
};

inline constexpr std::array string_columns{
    StringColumn{"speaker", nullptr, &Statement::speakers},  StringColumn{"mention", nullptr, &Statement::mentions},
    StringColumn{"topic", nullptr, &Statement::topics},      StringColumn{"outlet", &Statement::outlet, nullptr},
    StringColumn{"agency", nullptr, &Statement::via},        StringColumn{"country", &Statement::country, nullptr},
    StringColumn{"role", &Statement::speaker_role, nullptr}, StringColumn{"place", &Statement::place, nullptr},
    StringColumn{"event", &Statement::event, nullptr},       StringColumn{"addressee", &Statement::addressee, nullptr},
    StringColumn{"lang", &Statement::language, nullptr},     StringColumn{"kind", nullptr, nullptr},
};

/// The day of a statement without one.
inline constexpr std::int32_t no_day = INT32_MIN;

/// Confidence as an integer of the column (0…10000).
std::uint16_t confidence_step(double confidence);

/// Collects the columns of one segment. Documents are added in the order of their ids, from 1.
class ColumnsBuilder {
  public:
    ColumnsBuilder();
    /// `article` is the article's number in the segment.
    void add(const Statement& statement, std::uint32_t article);
    void write(SectionWriter& out) const;

  private:
    struct Strings {
        DictionaryBuilder dictionary;
        std::vector<std::uint32_t> starts{0};
        std::vector<std::uint32_t> values;
    };
    std::array<Strings, string_columns.size()> strings_;
    std::vector<std::int32_t> days_;
    std::vector<std::int32_t> published_;
    std::vector<std::uint16_t> confidence_;
    std::vector<std::uint32_t> articles_;
    std::vector<std::string> ids_;
};

/// One column of strings: a list of dictionary ids for each document, or, where there never is more than one, that one
/// or a number beyond the dictionary.
class StringColumnView {
  public:
    static Result<StringColumnView> open(const SectionFile& file, std::string_view name, std::uint32_t documents);

    const Dictionary& dictionary() const { return dictionary_; }
    /// Whether no document has more than one.
    bool single() const { return starts_.empty(); }

    /// Calls `use(id)` for each value of document `docid` (from 1). Ids are below dictionary().size() whatever the file
    /// holds.
    template <typename Use>
    void each(std::uint32_t docid, Use&& use) const {
        const auto begin = starts_.empty() ? docid - 1 : load<std::uint32_t>(starts_, docid - 1);
        const auto end = starts_.empty() ? docid : load<std::uint32_t>(starts_, docid);
        for (std::uint32_t i = begin; i < end && i < values_count_; ++i) {
            const std::uint32_t id = wide_ ? load<std::uint32_t>(values_, i) : load<std::uint16_t>(values_, i);
            if (id < dictionary_.size()) {
                use(id);
            }
        }
    }

  private:
    Dictionary dictionary_;
    std::string_view starts_;
    std::string_view values_;
    std::size_t values_count_ = 0;
    bool wide_ = true;
};

/// All columns of a segment. Reads nothing before it is asked for. Document ids are from 1 to documents(); the caller
/// asks for no other.
class Columns {
  public:
    static Result<Columns> open(const SectionFile& file, std::uint32_t documents);

    std::uint32_t documents() const { return documents_; }
    /// no_day when there is none.
    std::int32_t day(std::uint32_t docid) const { return load<std::int32_t>(days_, docid - 1); }
    std::int32_t published(std::uint32_t docid) const { return load<std::int32_t>(published_, docid - 1); }
    std::uint16_t confidence(std::uint32_t docid) const { return load<std::uint16_t>(confidence_, docid - 1); }
    std::uint32_t article(std::uint32_t docid) const { return load<std::uint32_t>(articles_, docid - 1); }
    std::string_view id(std::uint32_t docid) const { return ids_[docid - 1]; }
    /// The documents of this id, in order: more than one when a statement was replaced inside the segment.
    std::vector<std::uint32_t> with_id(std::string_view wanted) const;
    /// The document whose id is the `n`th (from 0) in order; 1 where the file is damaged.
    std::uint32_t nth_by_id(std::uint32_t n) const {
        const auto docid = load<std::uint32_t>(id_order_, n);
        return docid >= 1 && docid <= documents_ ? docid : 1;
    }

    /// Whole columns, for scans.
    std::string_view days() const { return days_; }

    /// A column of strings by its name in the schema. `file` is the one opened.
    Result<StringColumnView> strings(std::string_view name) const {
        return StringColumnView::open(*file_, name, documents_);
    }

  private:
    const SectionFile* file_ = nullptr;
    std::uint32_t documents_ = 0;
    std::string_view days_;
    std::string_view published_;
    std::string_view confidence_;
    std::string_view articles_;
    StringList ids_;
    /// Documents in the order of their ids.
    std::string_view id_order_;
};

} // namespace demarche::index
