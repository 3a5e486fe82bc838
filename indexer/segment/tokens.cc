// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment/tokens.hh"

#include <array>
#include <bit>
#include <cstring>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

enum class CharClass : std::uint8_t {
    letter,
    upper,
    digit,
    space,
    newline,
    apostrophe,
    hyphen,
    dot,
    comma,
    stop,
    colon,
    dash,
    open,
    close,
    quote,
    mark,
    other
};

constexpr std::array<CharClass, 128> ascii_classes() {
    std::array<CharClass, 128> table{};
    for (unsigned c = 0; c < 128; ++c) {
        CharClass value = CharClass::other;
        if (c >= 'a' && c <= 'z') {
            value = CharClass::letter;
        } else if (c >= 'A' && c <= 'Z') {
            value = CharClass::upper;
        } else if (c >= '0' && c <= '9') {
            value = CharClass::digit;
        } else if (c == ' ' || c == '\t') {
            value = CharClass::space;
        } else if (c == '\n' || c == '\r') {
            value = CharClass::newline;
        } else if (c == '\'' || c == '`') {
            value = CharClass::apostrophe;
        } else if (c == '-') {
            value = CharClass::hyphen;
        } else if (c == '.') {
            value = CharClass::dot;
        } else if (c == ',') {
            value = CharClass::comma;
        } else if (c == '!' || c == '?') {
            value = CharClass::stop;
        } else if (c == ':' || c == ';') {
            value = CharClass::colon;
        } else if (c == '(' || c == '[' || c == '{') {
            value = CharClass::open;
        } else if (c == ')' || c == ']' || c == '}') {
            value = CharClass::close;
        } else if (c == '"') {
            value = CharClass::quote;
        }
        table[c] = value;
    }
    return table;
}

constexpr std::array<CharClass, 128> ascii = ascii_classes();

/// A bit of each byte of eight, and the highest.
constexpr std::uint64_t each = 0x0101010101010101ULL;
constexpr std::uint64_t top = 0x80 * each;

CharClass classify(char32_t c) {
    switch (c) {
    case 0x2018: // ‘
    case 0x2019: // ’
    case 0x201a: // ‚
    case 0x201b:
    case 0x02bc:
        return CharClass::apostrophe;
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0xab:
    case 0xbb:
    case 0x2039:
    case 0x203a:
    case 0x300c:
    case 0x300d:
    case 0x300e:
    case 0x300f:
    case 0x301d:
    case 0x301e:
    case 0x301f:
    case 0xff02:
        return CharClass::quote;
    case 0x2010:
    case 0x2011:
        return CharClass::hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return CharClass::dash;
    case 0x2026:
    case 0x3002:
    case 0xff01:
    case 0xff1f:
    case 0x061f:
    case 0x0964:
        return CharClass::stop;
    case 0x3001:
    case 0xff0c:
    case 0x060c:
        return CharClass::comma;
    case 0xff1a:
    case 0xff1b:
        return CharClass::colon;
    case 0xff08:
        return CharClass::open;
    case 0xff09:
        return CharClass::close;
    case 0x2028:
    case 0x2029:
    case 0x85:
        return CharClass::newline;
    case 0xad:
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
        return CharClass::mark;
    default:
        break;
    }
    const auto point = static_cast<UChar32>(c);
    if (u_isUWhiteSpace(point) != 0) {
        return CharClass::space;
    }
    if (u_isdigit(point) != 0) {
        return CharClass::digit;
    }
    if (u_isupper(point) != 0 || u_istitle(point) != 0) {
        return CharClass::upper;
    }
    if (u_isalpha(point) != 0) {
        return CharClass::letter;
    }
    if ((U_GET_GC_MASK(point) & U_GC_M_MASK) != 0) {
        return CharClass::mark;
    }
    return CharClass::other;
}

class Tokenizer {
  public:
    Tokenizer(std::string_view text, const Lexicon& lexicon) : text_(text), lexicon_(lexicon) {
        tokens_.reserve(text.size() / 5 + 8);
    }

    std::vector<Token> run() {
        bool space = true;
        while (at_ < text_.size()) {
            const size_t begin = at_;
            const CharClass c = next();
            switch (c) {
            case CharClass::space:
                space = true;
                continue;
            case CharClass::newline:
                newline(begin);
                space = true;
                continue;
            case CharClass::mark:
                continue;
            case CharClass::letter:
            case CharClass::upper:
                word(begin, c, space);
                break;
            case CharClass::digit:
                number(begin, space);
                break;
            case CharClass::apostrophe:
                apostrophe(begin, space);
                break;
            case CharClass::hyphen:
                hyphen(begin, space);
                break;
            case CharClass::dot:
            case CharClass::stop:
                push(begin, TokenKind::stop, space);
                break;
            case CharClass::comma:
                push(begin, TokenKind::comma, space);
                break;
            case CharClass::colon:
                push(begin, TokenKind::colon, space);
                break;
            case CharClass::dash:
                push(begin, TokenKind::dash, space);
                break;
            case CharClass::open:
                push(begin, TokenKind::bracket, space);
                break;
            case CharClass::close:
                push(begin, TokenKind::unbracket, space);
                break;
            case CharClass::quote:
                push(begin, TokenKind::quote, space);
                break;
            case CharClass::other:
                push(begin, TokenKind::other, space);
                break;
            }
            space = false;
        }
        if (tokens_.empty() || tokens_.back().kind != TokenKind::paragraph) {
            newline(text_.size());
        }
        return std::move(tokens_);
    }

  private:
    /// Class of the character at at_, which moves behind it.
    CharClass next() {
        const auto byte = static_cast<unsigned char>(text_[at_]);
        if (byte < 128) {
            ++at_;
            return ascii[byte];
        }
        return classify(text::next_code_point(text_, at_));
    }

    CharClass peek(size_t at) const {
        if (at >= text_.size()) {
            return CharClass::newline;
        }
        const auto byte = static_cast<unsigned char>(text_[at]);
        return byte < 128 ? ascii[byte] : classify(text::next_code_point(text_, at));
    }

    static bool is_letter(CharClass c) {
        return c == CharClass::letter || c == CharClass::upper || c == CharClass::mark;
    }
    static bool is_space(CharClass c) { return c == CharClass::space || c == CharClass::newline; }

    Token& push(size_t begin, TokenKind kind, bool space) {
        Token& token = tokens_.emplace_back();
        token.begin = static_cast<std::uint32_t>(begin);
        token.end = static_cast<std::uint32_t>(at_);
        token.kind = kind;
        token.space_before = space;
        token.space_after = is_space(peek(at_));
        return token;
    }

    void newline(size_t begin) {
        if (!tokens_.empty() && tokens_.back().kind == TokenKind::paragraph) {
            tokens_.back().end = static_cast<std::uint32_t>(at_);
            return;
        }
        push(begin, TokenKind::paragraph, true);
    }

    /// How many small letters of ASCII, which most of a word are, stand from `at` on.
    size_t small_letters(size_t at) const {
        const char* const begin = text_.data() + at;
        const char* const end = text_.data() + text_.size();
        const char* p = begin;
        for (; end - p >= 8; p += 8) {
            std::uint64_t block = 0;
            std::memcpy(&block, p, sizeof block);
            // The top bit of each byte that is none: at first of those outside of ASCII.
            const std::uint64_t low = block & ~top;
            const std::uint64_t from_a = low + (0x80 - 'a') * each;
            const std::uint64_t behind_z = low + (0x7f - 'z') * each;
            const std::uint64_t others = (block | ~from_a | behind_z) & top;
            if (others != 0) {
                const int bits =
                    std::endian::native == std::endian::little ? std::countr_zero(others) : std::countl_zero(others);
                return static_cast<size_t>(p - begin) + static_cast<size_t>(bits) / 8;
            }
        }
        while (p < end && *p >= 'a' && *p <= 'z') {
            ++p;
        }
        return static_cast<size_t>(p - begin);
    }

    /// Consumes letters from at_, with inner apostrophes and hyphens; stops before a possessive 's.
    void word(size_t begin, CharClass first, bool space) {
        bool all_upper = first == CharClass::upper;
        size_t letters = 1;
        while (at_ < text_.size()) {
            size_t after = at_ + small_letters(at_);
            if (after != at_) {
                all_upper = false;
                letters += after - at_;
                at_ = after;
                continue;
            }
            const auto byte = static_cast<unsigned char>(text_[after]);
            CharClass c = CharClass::other;
            if (byte < 128) {
                c = ascii[byte];
                ++after;
            } else {
                c = classify(text::next_code_point(text_, after));
            }
            if (c == CharClass::letter || c == CharClass::upper || c == CharClass::mark || c == CharClass::digit) {
                all_upper = all_upper && c != CharClass::letter;
                ++letters;
                at_ = after;
                continue;
            }
            if (c == CharClass::dot && letters == 1 && is_letter(peek(after))) {
                if (acronym(after)) {
                    all_upper = first == CharClass::upper;
                    letters = 2;
                }
                break;
            }
            if (c == CharClass::dot && letters > 1 && peek(after) == CharClass::letter) {
                at_ = after; // "fivethirtyeight.com"
                continue;
            }
            if (c == CharClass::apostrophe && is_letter(peek(after)) && text_[at_] != '`') {
                if (possessive_follows(after)) {
                    break;
                }
                at_ = after;
                continue;
            }
            if (c == CharClass::hyphen && (is_letter(peek(after)) || peek(after) == CharClass::digit)) {
                at_ = after;
                continue;
            }
            break;
        }
        Token& token = push(begin, TokenKind::word, space);
        token.capital = first == CharClass::upper;
        token.all_capitals = all_upper && letters > 1;
        token.entry = look_up(text_.substr(begin, at_ - begin));
    }

    /// `after` is behind the first letter's dot. Takes the acronym with its last dot; false (nothing taken) when it is
    /// none.
    bool acronym(size_t after) {
        size_t at = after;
        size_t end = 0;
        while (at < text_.size() && is_letter(peek(at))) {
            text::next_code_point(text_, at);
            if (at >= text_.size() || text_[at] != '.') {
                break;
            }
            end = ++at;
        }
        if (end == 0) {
            return false;
        }
        at_ = end;
        return true;
    }

    /// 's that ends the word at `after` (behind the apostrophe): "Trump's" but not "don't".
    bool possessive_follows(size_t after) const {
        return (text_[after] == 's' || text_[after] == 'S') && !is_letter(peek(after + 1)) &&
               peek(after + 1) != CharClass::digit;
    }

    void number(size_t begin, bool space) {
        while (at_ < text_.size()) {
            const CharClass c = peek(at_);
            if (c == CharClass::digit || is_letter(c)) {
                text::next_code_point(text_, at_);
                continue;
            }
            const bool joins = c == CharClass::dot || c == CharClass::comma || c == CharClass::hyphen ||
                               (c == CharClass::colon && text_[at_] == ':');
            if (joins && (peek(at_ + 1) == CharClass::digit || (c == CharClass::hyphen && is_letter(peek(at_ + 1))))) {
                text::next_code_point(text_, at_);
                continue;
            }
            break;
        }
        Token& token = push(begin, TokenKind::number, space);
        token.entry = look_up(text_.substr(begin, at_ - begin));
    }

    /// A possessive 's, a doubled apostrophe that stands for a quotation mark, or a single mark.
    void apostrophe(size_t begin, bool space) {
        const std::string_view first = text_.substr(begin, at_ - begin);
        if (text_.substr(at_, first.size()) == first) {
            at_ += first.size();
            push(begin, TokenKind::quote, space);
            return;
        }
        const bool behind_word =
            !space && !tokens_.empty() && tokens_.back().kind == TokenKind::word && tokens_.back().end == begin;
        if (behind_word && at_ < text_.size() && possessive_follows(at_) && first != "`") {
            ++at_;
            Token& token = push(begin, TokenKind::word, space);
            token.possessive = true;
            return;
        }
        // 'tis, ’16: an apostrophe before a digit is a shortened year.
        if (peek(at_) == CharClass::digit && space && first != "\xe2\x80\x98") {
            push(begin, TokenKind::other, space);
            return;
        }
        push(begin, TokenKind::quote, space);
    }

    void hyphen(size_t begin, bool space) {
        bool doubled = false;
        while (at_ < text_.size() && text_[at_] == '-') {
            ++at_;
            doubled = true;
        }
        push(begin, doubled || (space && is_space(peek(at_))) ? TokenKind::dash : TokenKind::other, space);
    }

    const WordInfo* look_up(std::string_view word) {
        if (word.size() > Lexicon::longest) {
            return nullptr;
        }
        // Eight letters at a time.
        Lexicon::Blocks blocks{};
        std::memcpy(blocks.data(), word.data(), word.size());
        for (size_t i = 0; i * 8 < word.size(); ++i) {
            if ((blocks[i] & top) != 0) {
                return lexicon_.find(lower(word));
            }
            const std::uint64_t from_a = blocks[i] + (0x80 - 'A') * each;
            const std::uint64_t behind_z = blocks[i] + (0x7f - 'Z') * each;
            blocks[i] |= ((from_a ^ behind_z) & top) >> 2;
        }
        return lexicon_.find(blocks, word.size());
    }

    std::string_view text_;
    const Lexicon& lexicon_;
    size_t at_ = 0;
    std::vector<Token> tokens_;
};

} // namespace

const WordInfo& Token::no_info() {
    static const WordInfo none;
    return none;
}

std::vector<Token> tokenize(std::string_view text, const Lexicon& lexicon) {
    return Tokenizer(text, lexicon).run();
}

std::string lower(std::string_view word) {
    std::string out(word);
    bool ascii_alone = true;
    for (char& c : out) {
        ascii_alone = ascii_alone && static_cast<unsigned char>(c) < 0x80;
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    if (ascii_alone) {
        return out;
    }
    out.clear();
    for (size_t at = 0; at < word.size();) {
        const char32_t point = text::next_code_point(word, at);
        text::append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(point))));
    }
    return out;
}

} // namespace demarche::indexer
