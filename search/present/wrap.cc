// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/present/wrap.hh"

#include <unicode/uchar.h>

#include "common/report/error.hh"
#include "common/text/utf8.hh"

namespace demarche::search {

namespace {

/// Columns a character takes on a terminal.
std::size_t columns_of(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    if ((U_GET_GC_MASK(code) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) {
        return 0;
    }
    const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// A run of characters without blanks, ready to print.
struct Chunk {
    std::string bytes;
    std::size_t columns = 0;
    bool opens_marked = false;
    bool ends_marked = false;
};

class Wrapper {
  public:
    Wrapper(const std::vector<Span>& marks, const WrapStyle& style) : marks_(marks), style_(style) {}

    std::string run(std::string_view text) {
        for (std::size_t at = 0; at < text.size(); ++code_point_) {
            const std::size_t begin = at;
            const char32_t c = text::next_code_point(text, at);
            if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
                put_chunk();
            } else {
                add(c, text.substr(begin, at - begin));
            }
        }
        put_chunk();
        end_line();
        return std::move(out_);
    }

  private:
    bool marked() {
        while (mark_ < marks_.size() && marks_[mark_].end <= code_point_) {
            ++mark_;
        }
        return mark_ < marks_.size() && marks_[mark_].begin <= code_point_;
    }

    void add(char32_t c, std::string_view bytes) {
        const bool is_marked = marked();
        if (chunk_.bytes.empty()) {
            chunk_.opens_marked = is_marked;
        } else if (is_marked != chunk_.ends_marked) {
            chunk_.bytes += is_marked ? style_.mark_on : style_.mark_off;
        }
        chunk_.ends_marked = is_marked;
        const std::string shown = printable(bytes);
        chunk_.bytes += shown;
        chunk_.columns += shown == bytes ? columns_of(c) : shown.size();
    }

    void put_chunk() {
        if (chunk_.bytes.empty()) {
            return;
        }
        const std::size_t room = style_.width > style_.indent.size() ? style_.width - style_.indent.size() : 1;
        if (line_columns_ > 0 && line_columns_ + 1 + chunk_.columns > room) {
            end_line();
        }
        if (line_columns_ > 0) {
            // A mark that goes on over the blank is not closed and opened again.
            if (marking_ && !chunk_.opens_marked) {
                line_ += style_.mark_off;
                marking_ = false;
            }
            line_ += ' ';
            ++line_columns_;
        }
        if (chunk_.opens_marked && !marking_) {
            line_ += style_.mark_on;
        }
        line_ += chunk_.bytes;
        line_columns_ += chunk_.columns;
        marking_ = chunk_.ends_marked;
        chunk_ = {};
    }

    void end_line() {
        if (line_columns_ == 0) {
            return;
        }
        out_ += style_.indent + line_ + (marking_ ? style_.mark_off : "") + '\n';
        line_.clear();
        line_columns_ = 0;
        marking_ = false;
    }

    const std::vector<Span>& marks_;
    const WrapStyle& style_;
    std::size_t mark_ = 0;
    std::size_t code_point_ = 0;
    Chunk chunk_;
    std::string line_;
    std::size_t line_columns_ = 0;
    bool marking_ = false;
    std::string out_;
};

} // namespace

std::string wrap(std::string_view text, const std::vector<Span>& marks, const WrapStyle& style) {
    return Wrapper(marks, style).run(text);
}

} // namespace demarche::search
