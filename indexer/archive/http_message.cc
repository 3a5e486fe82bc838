// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/http_message.hh"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace demarche::indexer {

namespace {

constexpr std::size_t most_fields = 1000;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

/// The number of a chunk's first line ("1a0;x=y"); false when it is none.
bool chunk_size(std::string_view line, std::uint64_t& size) {
    line = trimmed(line.substr(0, line.find(';')));
    const auto result = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    return !line.empty() && line.size() <= 8 && result.ec == std::errc{} && result.ptr == line.data() + line.size();
}

} // namespace

std::string_view Headers::operator[](std::string_view name) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
    return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

Result<bool> LineSource::fill() {
    const Result<std::size_t> count = below_.read(buffer_);
    if (!count) {
        return fail(count.error());
    }
    at_ = 0;
    size_ = *count;
    return size_ > 0;
}

Result<std::size_t> LineSource::read(std::span<char> buffer) {
    if (at_ == size_) {
        const Result<bool> more = fill();
        if (!more) {
            return fail(more.error());
        }
        if (!*more) {
            return std::size_t{0};
        }
    }
    const std::size_t count = std::min(buffer.size(), size_ - at_);
    std::memcpy(buffer.data(), buffer_.data() + at_, count);
    at_ += count;
    return count;
}

Result<bool> LineSource::line(std::string& out, std::size_t longest) {
    out.clear();
    bool any = false;
    while (true) {
        if (at_ == size_) {
            const Result<bool> more = fill();
            if (!more) {
                return fail(more.error());
            }
            if (!*more) {
                return any;
            }
        }
        any = true;
        const std::string_view left(buffer_.data() + at_, size_ - at_);
        const std::size_t end = left.find('\n');
        const std::string_view part = left.substr(0, end);
        out += part.substr(0, longest - std::min(longest, out.size()));
        at_ += part.size() + static_cast<std::size_t>(end != std::string_view::npos);
        if (end != std::string_view::npos) {
            if (out.ends_with('\r')) {
                out.pop_back();
            }
            return true;
        }
    }
}

Result<std::uint64_t> LineSource::skip(std::uint64_t count) {
    std::uint64_t skipped = 0;
    while (skipped < count) {
        if (at_ == size_) {
            const Result<bool> more = fill();
            if (!more) {
                return fail(more.error());
            }
            if (!*more) {
                break;
            }
        }
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count - skipped, size_ - at_));
        at_ += part;
        skipped += part;
    }
    return skipped;
}

Result<bool> read_header_fields(LineSource& lines, Headers& headers) {
    std::string line;
    for (std::size_t count = 0; count < most_fields; ++count) {
        const Result<bool> more = lines.line(line);
        if (!more) {
            return fail(more.error());
        }
        if (!*more) {
            return false;
        }
        if (line.empty()) {
            return true;
        }
        if ((line[0] == ' ' || line[0] == '\t') && !headers.fields.empty()) {
            headers.fields.back().second += " " + std::string(trimmed(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) {
            continue;
        }
        std::string name(trimmed(std::string_view(line).substr(0, colon)));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        headers.fields.emplace_back(std::move(name), trimmed(std::string_view(line).substr(colon + 1)));
    }
    return false;
}

Result<std::size_t> LimitedStream::read(std::span<char> buffer) {
    if (left_ == 0) {
        return std::size_t{0};
    }
    const Result<std::size_t> count =
        below_.read(buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left_))));
    if (!count) {
        return fail(count.error());
    }
    short_ = *count == 0;
    left_ -= *count;
    return count;
}

Result<std::size_t> ChunkedStream::read(std::span<char> buffer) {
    while (true) {
        if (!pending_.empty()) {
            const std::size_t count = std::min(buffer.size(), pending_.size());
            std::memcpy(buffer.data(), pending_.data(), count);
            pending_.erase(0, count);
            return count;
        }
        switch (state_) {
        case State::done:
            return std::size_t{0};
        case State::plain:
            return below_.read(buffer);
        case State::data: {
            const Result<std::size_t> count =
                below_.read(buffer.first(static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left_))));
            if (!count) {
                return fail(count.error());
            }
            left_ -= *count;
            if (left_ == 0 || *count == 0) {
                state_ = *count == 0 ? State::done : State::size;
            }
            return count;
        }
        case State::start:
        case State::size: {
            std::string line;
            Result<bool> more = below_.line(line);
            // A line end closes the chunk before.
            if (state_ == State::size && more && *more && line.empty()) {
                more = below_.line(line);
            }
            if (!more) {
                return fail(more.error());
            }
            if (!*more) {
                state_ = State::done;
            } else if (chunk_size(line, left_)) {
                state_ = left_ == 0 ? State::done : State::data;
            } else {
                pending_ = line + "\n";
                state_ = State::plain;
            }
            break;
        }
        }
    }
}

} // namespace demarche::indexer
