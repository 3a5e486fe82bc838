// SPDX-License-Identifier: GPL-3.0-or-later
// The file `copies` of a segment: by which few hashes of its words each article and each statement can be found again
// in another article.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/bytes.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// The file's name in a segment.
inline constexpr std::string_view copies_name = "copies";

/// When an article was published, minutes since 1970 in UTC; this when that is not known.
inline constexpr std::int32_t never_published = INT32_MAX;

/// Collects which numbers (documents, articles) carry which fingerprint.
class FingerprintsWriter {
  public:
    /// Fingerprints are taken to be evenly spread over 32 bits.
    void add(std::uint32_t fingerprint, std::uint32_t number) {
        entries_.push_back(std::uint64_t{fingerprint} << 32U | number);
    }
    /// Writes sections `name`.first, `name`.low and `name`.number.
    void write(SectionWriter& out, const std::string& name);

  private:
    std::vector<std::uint64_t> entries_;
};

/// The reader's side: entries in rising order of as much of the fingerprint as the file keeps, bits() from the top.
class Fingerprints {
  public:
    static Result<Fingerprints> open(const SectionFile& file, const std::string& name);

    std::size_t size() const { return low_.size(); }
    unsigned bits() const { return bucket_bits_ + 8; }
    std::uint32_t number(std::size_t entry) const;

    /// Calls `use(value, number)` for each entry; `value` has bits() bits.
    template <typename Use>
    void each(Use&& use) const {
        for (std::size_t bucket = 0; bucket < buckets(); ++bucket) {
            const std::size_t end = begin_of(bucket + 1);
            for (std::size_t entry = begin_of(bucket); entry < end; ++entry) {
                use(value(bucket, entry), number(entry));
            }
        }
    }

    /// Calls `use(number)` for each entry that agrees with the `bits` bits of `value` as far as both are known. Passes
    /// over a fingerprint that more than `most` entries have.
    template <typename Use>
    void each_like(std::uint32_t value, unsigned bits, std::size_t most, Use&& use) const {
        std::uint64_t least = value;
        std::uint64_t behind = std::uint64_t{value} + 1;
        if (bits > this->bits()) {
            least >>= bits - this->bits();
            behind = least + 1;
        } else {
            least <<= this->bits() - bits;
            behind <<= this->bits() - bits;
        }
        std::size_t bucket = static_cast<std::size_t>(least >> 8U);
        std::size_t entry = begin_of(bucket);
        std::size_t end = begin_of(bucket + 1);
        const auto low = static_cast<unsigned char>(least & 0xffU);
        while (entry < end && static_cast<unsigned char>(low_[entry]) < low) {
            ++entry;
        }
        const std::size_t first = entry;
        for (; entry < size() && entry - first <= most; ++entry) {
            while (entry >= end && bucket < buckets()) {
                end = begin_of(++bucket + 1);
            }
            if (bucket >= buckets() || this->value(bucket, entry) >= behind) {
                break;
            }
        }
        if (entry - first > most) {
            return;
        }
        for (std::size_t i = first; i < entry; ++i) {
            use(number(i));
        }
    }

  private:
    std::size_t buckets() const { return std::size_t{1} << bucket_bits_; }
    std::size_t begin_of(std::size_t bucket) const {
        return std::min<std::size_t>(load<std::uint32_t>(first_, std::min(bucket, buckets())), size());
    }
    std::uint32_t value(std::size_t bucket, std::size_t entry) const {
        return static_cast<std::uint32_t>(bucket << 8U | static_cast<unsigned char>(low_[entry]));
    }

    unsigned bucket_bits_ = 0;
    std::size_t width_ = 3;
    std::string_view first_;
    std::string_view low_;
    std::string_view numbers_;
};

/// The reader's side of the whole file.
class CopiesFile {
  public:
    static Result<CopiesFile> open(const std::filesystem::path& path, std::uint32_t articles);

    /// Of articles by their text, of documents by their words.
    const Fingerprints& articles() const { return articles_; }
    const Fingerprints& statements() const { return statements_; }
    /// Minutes since 1970, or never_published.
    std::int32_t published(std::uint32_t article) const { return load<std::int32_t>(published_, article); }
    /// How many different runs of words an article's text has.
    std::uint32_t size(std::uint32_t article) const { return load<std::uint32_t>(sizes_, article); }
    const SectionFile& file() const { return file_; }

  private:
    SectionFile file_;
    Fingerprints articles_;
    Fingerprints statements_;
    std::string_view published_;
    std::string_view sizes_;
};

/// The moment of an ISO 8601 date or date-time: a time without a zone counts as UTC, a date alone as its last minute,
/// so that what names its hour comes first.
std::int32_t published_minutes(std::string_view published);

} // namespace demarche::index
