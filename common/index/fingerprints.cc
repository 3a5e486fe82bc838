// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/fingerprints.hh"

#include <cstring>
#include <optional>

#include "common/model/date.hh"

namespace demarche::index {

namespace {

/// Entries that share a bucket: few enough to look through, enough that the buckets take little place.
constexpr std::size_t bucket_size = 8;
constexpr unsigned most_bucket_bits = 24;

} // namespace

void FingerprintsWriter::write(SectionWriter& out, const std::string& name) {
    std::sort(entries_.begin(), entries_.end());
    entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
    unsigned bits = 0;
    while (bits < most_bucket_bits && (bucket_size << (bits + 1)) <= entries_.size()) {
        ++bits;
    }
    std::uint32_t largest = 0;
    for (const std::uint64_t entry : entries_) {
        largest = std::max(largest, static_cast<std::uint32_t>(entry));
    }
    const std::size_t width = largest < 0x1000000 ? 3 : 4;
    // Inside of a bucket by the next eight bits: entries are sorted by all of the fingerprint.
    ByteWriter first;
    std::string low;
    std::string numbers;
    low.reserve(entries_.size());
    numbers.reserve(entries_.size() * width);
    std::size_t begun = 0;
    for (const std::uint64_t entry : entries_) {
        const std::size_t bucket = bits == 0 ? 0 : static_cast<std::size_t>(entry >> (64U - bits));
        for (; begun <= bucket; ++begun) {
            first.u32(static_cast<std::uint32_t>(low.size()));
        }
        low.push_back(static_cast<char>(entry << bits >> 56U));
        const auto number = static_cast<std::uint32_t>(entry);
        numbers.append(reinterpret_cast<const char*>(&number), width);
    }
    for (; begun <= std::size_t{1} << bits; ++begun) {
        first.u32(static_cast<std::uint32_t>(low.size()));
    }
    out.add(name + ".first", std::move(first.bytes));
    out.add(name + ".low", std::move(low));
    out.add(name + ".number", std::move(numbers));
    entries_.clear();
}

Result<Fingerprints> Fingerprints::open(const SectionFile& file, const std::string& name) {
    Fingerprints out;
    const auto first = file.section(name + ".first");
    const auto low = file.section(name + ".low");
    const auto numbers = file.section(name + ".number");
    for (const auto* section : {&first, &low, &numbers}) {
        if (!*section) {
            return fail(section->error());
        }
    }
    out.first_ = *first;
    out.low_ = *low;
    out.numbers_ = *numbers;
    while (out.bucket_bits_ < most_bucket_bits && first->size() / 4 > out.buckets() + 1) {
        ++out.bucket_bits_;
    }
    out.width_ = low->empty() ? 3 : numbers->size() / low->size();
    if (first->size() != (out.buckets() + 1) * 4 || (out.width_ != 3 && out.width_ != 4) ||
        numbers->size() != low->size() * out.width_) {
        return fail(file.damaged("section " + name + " is not as long as it should be"));
    }
    return out;
}

std::uint32_t Fingerprints::number(std::size_t entry) const {
    std::uint32_t number = 0;
    const char* const at = numbers_.data() + entry * width_;
    // Copies of a size known here are one instruction or two.
    if (width_ == 3) {
        std::memcpy(&number, at, 3);
    } else {
        std::memcpy(&number, at, 4);
    }
    return number;
}

Result<CopiesFile> CopiesFile::open(const std::filesystem::path& path, std::uint32_t articles) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    CopiesFile out;
    out.file_ = std::move(*file);
    auto of_articles = Fingerprints::open(out.file_, "article");
    auto of_statements = Fingerprints::open(out.file_, "statement");
    const auto published = out.file_.array<std::int32_t>("published", articles);
    const auto sizes = out.file_.array<std::uint32_t>("article.size", articles);
    if (!of_articles || !of_statements) {
        return fail(!of_articles ? of_articles.error() : of_statements.error());
    }
    if (!published || !sizes) {
        return fail(!published ? published.error() : sizes.error());
    }
    out.sizes_ = *sizes;
    out.articles_ = *of_articles;
    out.statements_ = *of_statements;
    out.published_ = *published;
    return out;
}

std::int32_t published_minutes(std::string_view published) {
    const std::optional<Date> day = Date::from_iso(published);
    if (!day) {
        return never_published;
    }
    constexpr std::int32_t minutes_of_day = 24 * 60;
    std::int32_t minutes = day->days() * minutes_of_day;
    const auto number = [&](std::size_t at) {
        return at + 1 < published.size() ? (published[at] - '0') * 10 + (published[at + 1] - '0') : 0;
    };
    // from_iso has looked at the form: YYYY-MM-DD, then Thh, Thh:mm, Thh:mm:ss…, and a zone.
    if (published.size() < 13) {
        return minutes + minutes_of_day - 1;
    }
    const bool has_minutes = published.size() > 13 && published[13] == ':';
    minutes += number(11) * 60 + (has_minutes ? number(14) : 0);
    if (const std::size_t zone = published.find_first_of("+-", 13); zone != std::string_view::npos) {
        const std::size_t of_minutes = zone + (published.size() == zone + 6 ? 4 : 3);
        const std::int32_t away = number(zone + 1) * 60 + number(of_minutes);
        minutes += published[zone] == '+' ? -away : away;
    }
    return minutes;
}

} // namespace demarche::index
