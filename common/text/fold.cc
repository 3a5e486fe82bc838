// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/fold.hh"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "common/text/characters.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

using icu::Normalizer2;
using icu::UnicodeString;

/// ICU's own data is built into its library, so these cannot fail except for lack of memory; ICU owns them.
const Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    static const Normalizer2* const normalizer = Normalizer2::getNFKCCasefoldInstance(status);
    return *normalizer;
}

const Normalizer2& nfd() {
    UErrorCode status = U_ZERO_ERROR;
    static const Normalizer2* const normalizer = Normalizer2::getNFDInstance(status);
    return *normalizer;
}

const Normalizer2& nfc() {
    UErrorCode status = U_ZERO_ERROR;
    static const Normalizer2* const normalizer = Normalizer2::getNFCInstance(status);
    return *normalizer;
}

bool is_mark(UChar32 c) {
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

/// True for the letters whose accents are folded away.
bool loses_marks(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

bool is_jamo(UChar32 c) {
    return u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) != U_HST_NOT_APPLICABLE &&
           u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) < U_HST_LV_SYLLABLE;
}

/// Letters with strokes and ligatures, which have no decomposition; nullptr for all others.
const char* plain_letters(UChar32 c) {
    switch (c) {
    case 0x0142:
        return "l";
    case 0x00f8:
        return "o";
    case 0x0111:
        return "d";
    case 0x0127:
        return "h";
    case 0x0167:
        return "t";
    case 0x0131:
        return "i";
    case 0x00e6:
        return "ae";
    case 0x0153:
        return "oe";
    case 0x00fe:
        return "th";
    case 0x00f0:
        return "d";
    default:
        return nullptr;
    }
}

/// The whole definition, over UTF-16 and ICU's normalizers; fold() takes it for what its tables do not hold.
std::string fold_any(std::string_view text) {
    UnicodeString source =
        UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    // Casefolding would delete it, and join two words.
    source.findAndReplace(UnicodeString(static_cast<UChar32>(zero_width_space)), UnicodeString(u' '));
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString folded;
    nfkc_casefold().normalize(source, folded, status);
    UnicodeString decomposed;
    nfd().normalize(folded, decomposed, status);

    UnicodeString kept;
    bool strip = false;
    bool space = false;
    for (std::int32_t at = 0; at < decomposed.length();) {
        const UChar32 c = decomposed.char32At(at);
        at += U16_LENGTH(c);
        const auto type = u_charType(c);
        if (is_apostrophe(static_cast<char32_t>(c)) || type == U_FORMAT_CHAR || (strip && type == U_NON_SPACING_MARK)) {
            continue;
        }
        if (u_isUWhiteSpace(c)) {
            space = !kept.isEmpty();
            strip = false;
            continue;
        }
        if (space) {
            kept.append(u' ');
            space = false;
        }
        if (!is_mark(c)) {
            strip = loses_marks(c);
        }
        if (const char* letters = plain_letters(c)) {
            kept.append(UnicodeString(letters, -1, US_INV));
        } else {
            kept.append(c);
        }
    }
    UnicodeString composed;
    nfc().normalize(kept, composed, status);
    std::string out;
    composed.toUTF8String(out);
    return out;
}

/// How one character folds when nothing before or behind it matters.
struct Folded {
    std::array<char, 7> bytes{};
    std::uint8_t length : 3 = 0;
    /// Only fold_any knows: combining marks of scripts that keep them, jamo, long expansions.
    bool hard : 1 = false;
    bool mark : 1 = false;
    bool strips : 1 = false;
    bool space : 1 = false;
};

constexpr std::size_t page_size = 128;
using Page = std::array<Folded, page_size>;

/// Unified ideographs and Hangul syllables, which no normal form changes: asking ICU for each of a page's would cost a
/// program that meets a handful of Chinese names milliseconds.
bool stays_itself(UChar32 c) {
    return (c >= 0x3400 && c < 0x4dc0) || (c >= 0x4e00 && c < 0xa000) || (c >= 0xac00 && c < 0xd7a4);
}

Folded fold_one(UChar32 c) {
    Folded one;
    if (c >= 0xd800 && c < 0xe000) {
        one.hard = true;
        return one;
    }
    std::string bytes;
    append_utf8(bytes, static_cast<char32_t>(c));
    if (stays_itself(c)) {
        std::copy(bytes.begin(), bytes.end(), one.bytes.begin());
        one.length = static_cast<std::uint8_t>(bytes.size() & 7U);
        return one;
    }
    one.mark = is_mark(c);
    one.strips = loses_marks(c);
    one.space = u_isUWhiteSpace(c) || c == static_cast<UChar32>(zero_width_space);
    const std::string folded = fold_any(bytes);
    one.hard = folded.size() > one.bytes.size() || folded.find(' ') != std::string::npos;
    for (std::size_t at = 0; at < folded.size();) {
        const auto part = static_cast<UChar32>(next_code_point(folded, at));
        one.hard =
            one.hard || is_jamo(part) || is_mark(part) != one.mark || (!one.mark && loses_marks(part) != one.strips);
    }
    // A mark alone is decided by its base; marks that are no nonspacing ones always stay.
    one.hard = one.hard || (one.mark && u_charType(c) != U_NON_SPACING_MARK) || is_jamo(c);
    if (!one.hard && !one.space && !one.mark) {
        std::copy(folded.begin(), folded.end(), one.bytes.begin());
        one.length = static_cast<std::uint8_t>(folded.size() & 7U);
    }
    return one;
}

/// Pages of the Basic Multilingual Plane, made when first needed: a program that folds two words should not pay for
/// all.
const Folded& folded_bmp(char32_t c) {
    static std::array<std::atomic<const Page*>, 0x10000 / page_size> pages{};
    std::atomic<const Page*>& slot = pages[c / page_size];
    const Page* page = slot.load(std::memory_order_acquire);
    if (page == nullptr) {
        auto made = std::make_unique<Page>();
        for (std::size_t i = 0; i < page_size; ++i) {
            (*made)[i] = fold_one(static_cast<UChar32>(c / page_size * page_size + i));
        }
        // Two threads may make the same page; the second one's is thrown away.
        if (slot.compare_exchange_strong(page, made.get(), std::memory_order_acq_rel)) {
            page = made.release();
        }
    }
    return (*page)[c % page_size];
}

/// What an ASCII character gives: itself, its small letter, 0 to drop it, or a space.
constexpr std::array<char, 128> ascii_folds = [] {
    std::array<char, 128> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        table[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if ((c >= 9 && c <= 13) || c == ' ') {
            table[i] = ' ';
        }
    }
    table['\''] = 0;
    return table;
}();

/// The small letter of a byte that is an ASCII letter, else 0.
constexpr std::array<char, 256> small_letters = [] {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < ascii_folds.size(); ++i) {
        table[i] = ascii_folds[i] >= 'a' && ascii_folds[i] <= 'z' ? ascii_folds[i] : '\0';
    }
    return table;
}();

} // namespace

std::string fold(std::string_view text) {
    std::string out;
    fold_into(out, text);
    return out;
}

void fold_into(std::string& out, std::string_view text) {
    // Room for the text as it is; other characters than ASCII's can need more.
    out.resize(text.size());
    char* to = out.data();
    std::size_t size = 0;
    bool space = false;
    bool strip = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (small_letters[byte] != 0) {
            // Most of most texts.
            if (space) {
                to[size++] = ' ';
                space = false;
            }
            for (; at < text.size(); ++at) {
                const char small = small_letters[static_cast<unsigned char>(text[at])];
                if (small == 0) {
                    break;
                }
                to[size++] = small;
            }
            strip = true;
            continue;
        }
        if (byte < 0x80) {
            ++at;
            const char folded = ascii_folds[byte];
            if (folded == ' ') {
                space = size != 0;
                strip = false;
            } else if (folded != 0 || byte == 0) {
                if (space) {
                    to[size++] = ' ';
                    space = false;
                }
                to[size++] = folded;
                strip = false;
            }
            continue;
        }
        const char32_t c = next_code_point(text, at);
        if (c >= 0x10000) {
            out = fold_any(text);
            return;
        }
        const Folded& one = folded_bmp(c);
        if (one.hard || (one.mark && !strip)) {
            out = fold_any(text);
            return;
        }
        if (one.mark) {
            continue;
        }
        if (one.space) {
            space = size != 0;
            strip = false;
            continue;
        }
        if (one.length == 0) {
            continue;
        }
        // The space held back, this character and all that may follow it.
        if (const std::size_t needed = size + 1 + one.length + (text.size() - at); needed > out.size()) {
            out.resize(std::max(needed, out.size() + out.size() / 8));
            to = out.data();
        }
        if (space) {
            to[size++] = ' ';
            space = false;
        }
        std::copy_n(one.bytes.begin(), one.length, to + size);
        size += one.length;
        strip = one.strips;
    }
    out.resize(size);
}

bool is_folded_ascii(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || ascii_folds[byte] != c || c == ' ') {
            return false;
        }
    }
    return true;
}

} // namespace demarche::text
