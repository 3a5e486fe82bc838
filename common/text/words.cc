// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/words.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "common/text/characters.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

enum class Class : std::uint8_t {
    other,
    letter,
    digit,
    mark,
    /// Ignored inside a word.
    format,
    apostrophe,
    /// Letters of scripts without spaces; their runs are cut by ICU's dictionaries.
    dictionary,
};

constexpr std::array<Class, 128> ascii_classes = [] {
    std::array<Class, 128> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            table[i] = Class::letter;
        } else if (c >= '0' && c <= '9') {
            table[i] = Class::digit;
        }
    }
    table['\''] = Class::apostrophe;
    return table;
}();

/// The bytes that are letters and digits of ASCII: all of most words.
constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t i = 0; i < ascii_classes.size(); ++i) {
        table[i] = ascii_classes[i] == Class::letter || ascii_classes[i] == Class::digit;
    }
    return table;
}();

/// Thai and Lao, Burmese, Khmer, and the scripts of Chinese and Japanese; Hangul is written with spaces.
bool is_dictionary_script(char32_t c) {
    if (c < 0x0e00) {
        return false;
    }
    return c < 0x0f00 || (c >= 0x1000 && c < 0x10a0) || (c >= 0x1780 && c < 0x1800) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3021 && c <= 0x3029) || (c >= 0x3041 && c < 0x3100) || (c >= 0x31f0 && c < 0x3200) ||
           (c >= 0x3400 && c < 0xa000 && !(c >= 0x4dc0 && c < 0x4e00)) || (c >= 0xa9e0 && c < 0xaa00) ||
           (c >= 0xaa60 && c < 0xaa80) || (c >= 0xf900 && c < 0xfb00) || (c >= 0xff66 && c < 0xffa0) ||
           (c >= 0x1b000 && c < 0x1b170) || (c >= 0x20000 && c < 0x323b0);
}

Class classify(char32_t c) {
    if (c < 0x80) {
        return ascii_classes[c];
    }
    // The marks Unicode lists as apostrophes and quotation marks; modifier letters (ʼ ʻ) join words like letters do.
    if (c == 0x2019 || c == 0x2018 || c == 0x201b || c == 0xff07 || c == 0x055a) {
        return Class::apostrophe;
    }
    const std::uint32_t type = U_GET_GC_MASK(static_cast<UChar32>(c));
    if ((type & (U_GC_L_MASK | U_GC_N_MASK)) != 0) {
        if (is_filler(c)) {
            return Class::format;
        }
        if (is_apostrophe(c)) {
            return Class::apostrophe;
        }
        if (is_dictionary_script(c)) {
            return Class::dictionary;
        }
        return (type & U_GC_L_MASK) != 0 ? Class::letter : Class::digit;
    }
    if ((type & U_GC_M_MASK) != 0) {
        return Class::mark;
    }
    return (type & U_GC_CF_MASK) != 0 && c != zero_width_space ? Class::format : Class::other;
}

/// One place in a text, in bytes and in code points.
struct Place {
    std::size_t byte = 0;
    std::size_t cp = 0;
};

/// ICU's word breaker, one for each thread: making one takes longer than breaking a page.
icu::BreakIterator* word_breaker() {
    thread_local const std::unique_ptr<icu::BreakIterator> breaker = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    return breaker.get();
}

class Scanner {
  public:
    Scanner(std::string_view text, const std::function<void(const WordView&)>& use) : text_(text), use_(use) {}

    void run() {
        while (at_.byte < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at_.byte]);
            if (byte < 0x80 && !plain_bytes[byte]) {
                // No word begins with it.
                ++at_.byte;
                ++at_.cp;
                continue;
            }
            if (plain_word()) {
                continue;
            }
            const Place begin = at_;
            switch (classify(take(at_))) {
            case Class::letter:
                if (!acronym(begin)) {
                    word(begin);
                }
                break;
            case Class::digit:
                word(begin);
                break;
            case Class::dictionary:
                dictionary_run(begin);
                break;
            default:
                break;
            }
        }
    }

  private:
    /// The character at a place, which moves behind it.
    char32_t take(Place& place) const {
        ++place.cp;
        const auto byte = static_cast<unsigned char>(text_[place.byte]);
        if (byte < 0x80) {
            ++place.byte;
            return byte;
        }
        return next_code_point(text_, place.byte);
    }

    /// Takes marks and format characters; `marks` are appended to `form`.
    Place skip_extenders(Place place, std::string& form) const {
        while (place.byte < text_.size()) {
            Place next = place;
            const Class what = classify(take(next));
            if (what == Class::mark) {
                form.append(text_, place.byte, next.byte - place.byte);
            } else if (what != Class::format) {
                break;
            }
            place = next;
        }
        return place;
    }

    void give(Place begin, Place end, std::string_view form) const {
        use_({{begin.byte, end.byte, begin.cp, end.cp}, form, false});
    }

    /// A word at at_ of letters and digits of ASCII alone, if nothing behind it can belong to it; taken.
    bool plain_word() {
        const char* const begin = text_.data() + at_.byte;
        const char* const stop = text_.data() + text_.size();
        const char* end = begin;
        while (end != stop && plain_bytes[static_cast<unsigned char>(*end)]) {
            ++end;
        }
        if (end == begin) {
            return false;
        }
        const auto length = static_cast<std::size_t>(end - begin);
        if (end != stop) {
            const auto behind = static_cast<unsigned char>(*end);
            if (behind >= 0x80 || behind == '\'' || (behind == '.' && length == 1)) {
                return false;
            }
        }
        const Place first = at_;
        at_ = {first.byte + length, first.cp + length};
        use_({{first.byte, at_.byte, first.cp, at_.cp}, {begin, length}, true});
        return true;
    }

    /// A dotted acronym whose first letter ends at at_, if there is one; taken.
    bool acronym(Place begin) {
        // Nearly every word has a letter behind its first: the cheap no comes first.
        if (at_.byte >= text_.size()) {
            return false;
        }
        const auto behind = static_cast<unsigned char>(text_[at_.byte]);
        if (behind < 0x80 && behind != '.') {
            return false;
        }
        std::string form(text_.substr(begin.byte, at_.byte - begin.byte));
        Place end = begin;
        Place place = at_;
        std::size_t letters = 0;
        while (true) {
            place = skip_extenders(place, form);
            if (place.byte >= text_.size() || text_[place.byte] != '.') {
                break;
            }
            take(place);
            end = place;
            ++letters;
            acronym_form_.assign(form);
            if (place.byte >= text_.size()) {
                break;
            }
            const Place letter = place;
            if (classify(take(place)) != Class::letter) {
                break;
            }
            form.append(text_, letter.byte, place.byte - letter.byte);
        }
        if (letters < 2) {
            return false;
        }
        at_ = possessive(end);
        give(begin, at_, acronym_form_);
        return true;
    }

    /// Behind "'s" if that stands at `place` and ends there, else `place`.
    Place possessive(Place place) const {
        Place next = place;
        if (next.byte >= text_.size() || classify(take(next)) != Class::apostrophe || next.byte >= text_.size()) {
            return place;
        }
        const char32_t s = take(next);
        if (s != U's' && s != U'S') {
            return place;
        }
        if (next.byte < text_.size()) {
            Place behind = next;
            const Class what = classify(take(behind));
            if (what != Class::other && what != Class::apostrophe && what != Class::dictionary) {
                return place;
            }
        }
        return next;
    }

    /// A word whose first character ends at at_.
    void word(Place begin) {
        // Copying waits until something must be left out; before, the form is the text's own.
        std::string& form = word_form_;
        form.clear();
        std::size_t copied = begin.byte;
        Place end = at_;
        std::size_t last_apostrophe = std::string::npos;
        while (at_.byte < text_.size()) {
            const Place here = at_;
            const Class what = classify(take(at_));
            if (what == Class::letter || what == Class::digit || what == Class::mark) {
                end = at_;
            } else if (what == Class::format) {
                form.append(text_, copied, here.byte - copied);
                copied = at_.byte;
            } else if (what == Class::apostrophe && joins(at_)) {
                last_apostrophe = form.size() + (here.byte - copied);
            } else {
                at_ = here;
                break;
            }
        }
        const std::string_view rest = text_.substr(copied, std::max(end.byte, copied) - copied);
        std::string_view whole = rest;
        if (!form.empty()) {
            form.append(rest);
            whole = form;
        }
        if (last_apostrophe != std::string::npos && last_apostrophe > 0 &&
            (whole.back() == 's' || whole.back() == 'S')) {
            std::size_t s = last_apostrophe;
            next_code_point(whole, s);
            if (s + 1 == whole.size()) {
                whole = whole.substr(0, last_apostrophe);
            }
        }
        give(begin, end, whole);
    }

    /// True when a letter or digit comes next, format characters aside: an apostrophe before it is inside the word.
    bool joins(Place place) const {
        while (place.byte < text_.size()) {
            const Class what = classify(take(place));
            if (what != Class::format) {
                return what == Class::letter || what == Class::digit;
            }
        }
        return false;
    }

    /// A run of letters of scripts without spaces that begins at `begin`.
    void dictionary_run(Place begin) {
        std::string ignored;
        while (at_.byte < text_.size()) {
            Place next = skip_extenders(at_, ignored);
            if (next.byte < text_.size() && classify(take(next)) == Class::dictionary) {
                at_ = next;
            } else {
                break;
            }
        }
        at_ = skip_extenders(at_, ignored);
        const std::string_view run = text_.substr(begin.byte, at_.byte - begin.byte);
        icu::BreakIterator* const breaker = word_breaker();
        UErrorCode status = U_ZERO_ERROR;
        UText source = UTEXT_INITIALIZER;
        if (breaker != nullptr && run.size() < static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
            utext_openUTF8(&source, run.data(), static_cast<std::int64_t>(run.size()), &status);
            breaker->setText(&source, status);
        }
        if (breaker == nullptr || U_FAILURE(status)) {
            piece(begin, run);
            return;
        }
        Place place = begin;
        std::size_t from = 0;
        breaker->first();
        for (std::int32_t to = breaker->next(); to != icu::BreakIterator::DONE; to = breaker->next()) {
            const std::string_view part = run.substr(from, static_cast<std::size_t>(to) - from);
            place = piece(place, part);
            from = static_cast<std::size_t>(to);
        }
        utext_close(&source);
    }

    /// One piece of a dictionary run, if it has a letter; gives the place behind it.
    Place piece(Place begin, std::string_view part) {
        std::string form;
        bool letters = false;
        Place end = begin;
        const std::size_t stop = begin.byte + part.size();
        Place place = begin;
        while (place.byte < stop) {
            const Place here = place;
            const Class what = classify(take(place));
            letters = letters || what == Class::dictionary;
            if (what != Class::format) {
                form.append(text_, here.byte, place.byte - here.byte);
                end = place;
            }
        }
        if (letters) {
            give(begin, end, form);
        }
        return place;
    }

    std::string_view text_;
    const std::function<void(const WordView&)>& use_;
    Place at_;
    std::string word_form_;
    std::string acronym_form_;
};

} // namespace

std::vector<Word> words(std::string_view text) {
    std::vector<Word> found;
    found.reserve(text.size() / 6 + 1);
    each_word(text, [&](const WordView& word) { found.push_back({word, std::string(word.form)}); });
    return found;
}

void each_word(std::string_view text, const std::function<void(const WordView&)>& use) {
    Scanner(text, use).run();
}

} // namespace demarche::text
