// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/decode.hh"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;
using Detector = std::unique_ptr<UCharsetDetector, CloseDetector>;

struct Converted {
    std::string text;
    std::size_t replaced = 0;
};

/// Counts each ill-formed part and lets ICU write U+FFFD for it.
void U_CALLCONV count_and_replace(const void* context, UConverterToUnicodeArgs* args, const char* bytes,
                                  std::int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
    if (reason <= UCNV_IRREGULAR) {
        ++*static_cast<std::size_t*>(const_cast<void*>(context));
        UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, bytes, length, reason, status);
    }
}

std::optional<Converted> convert(std::string_view bytes, const char* charset) {
    UErrorCode status = U_ZERO_ERROR;
    const Converter from(ucnv_open(charset, &status));
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    Converted out;
    ucnv_setToUCallBack(from.get(), count_and_replace, &out.replaced, nullptr, nullptr, &status);
    out.text.reserve(bytes.size() + bytes.size() / 2);
    std::array<UChar, 4096> buffer{};
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    char32_t lead = 0;
    do {
        UChar* target = buffer.data();
        status = U_ZERO_ERROR;
        ucnv_toUnicode(from.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, 1, &status);
        for (const UChar* unit = buffer.data(); unit != target; ++unit) {
            if (U16_IS_LEAD(*unit)) {
                lead = *unit;
            } else if (U16_IS_TRAIL(*unit) && lead != 0) {
                append_utf8(out.text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, *unit)));
                lead = 0;
            } else {
                append_utf8(out.text, *unit);
            }
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    return out;
}

/// The name to show: IANA's, else MIME's, else ICU's own.
std::string standard_name(const std::string& charset) {
    for (const char* standard : {"MIME", "IANA"}) {
        UErrorCode status = U_ZERO_ERROR;
        const char* const name = ucnv_getStandardName(charset.c_str(), standard, &status);
        if (U_SUCCESS(status) && name != nullptr) {
            return name;
        }
    }
    return charset;
}

/// Labels of ASCII and Latin-1 stand for windows-1252, as on the web: its printable characters are a superset.
std::string effective_charset(std::string_view label) {
    std::string name;
    for (const char c : label) {
        if (c > ' ' && c < 0x7f && c != '"' && c != '\'') {
            name += c;
        }
    }
    const auto is = [&](const char* other) { return ucnv_compareNames(name.c_str(), other) == 0; };
    if (is("iso-8859-1") || is("latin1") || is("us-ascii") || is("ascii")) {
        return "windows-1252";
    }
    if (is("utf8") || is("utf-8")) {
        return "UTF-8";
    }
    // What Windows and the web mean by these labels.
    if (is("shift_jis") || is("sjis") || is("x-sjis")) {
        return "windows-31j";
    }
    if (is("gb2312") || is("gbk")) {
        return "gb18030";
    }
    return name;
}

bool is_utf8_name(const std::string& charset) {
    return charset == "UTF-8";
}

/// Multi-byte characters that are well-formed UTF-8, and parts that are not.
struct Utf8Evidence {
    std::size_t good = 0;
    std::size_t bad = 0;
};

Utf8Evidence utf8_evidence(std::string_view bytes) {
    Utf8Evidence evidence;
    for (std::size_t at = 0; at < bytes.size();) {
        at = skip_ascii(bytes, at);
        if (at == bytes.size()) {
            break;
        }
        const std::size_t begin = at;
        const char32_t c = next_code_point(bytes, at);
        // A written U+FFFD is well-formed: three bytes that begin with EF.
        const bool written = c == 0xfffd && at - begin == 3 && bytes.substr(begin, 3) == "\xef\xbf\xbd";
        ++(c == 0xfffd && !written ? evidence.bad : evidence.good);
    }
    return evidence;
}

/// "UTF-16LE" or "UTF-16BE" when every other byte of mostly Latin text is NUL; nullptr else.
const char* utf16_without_mark(std::string_view bytes) {
    const std::size_t size = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
    if (size < 8) {
        return nullptr;
    }
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < size; ++i) {
        (i % 2 == 0 ? even : odd) += static_cast<std::size_t>(bytes[i] == 0);
    }
    const std::size_t units = size / 2;
    if (odd * 10 > units * 4 && even * 20 < units) {
        return "UTF-16LE";
    }
    return even * 10 > units * 4 && odd * 20 < units ? "UTF-16BE" : nullptr;
}

struct Mark {
    std::string_view bytes;
    const char* charset;
};

/// UTF-32 comes before UTF-16, whose mark it begins with.
constexpr std::array<Mark, 5> byte_order_marks{{{"\xef\xbb\xbf", "UTF-8"},
                                                {std::string_view("\xff\xfe\0\0", 4), "UTF-32LE"},
                                                {std::string_view("\0\0\xfe\xff", 4), "UTF-32BE"},
                                                {"\xff\xfe", "UTF-16LE"},
                                                {"\xfe\xff", "UTF-16BE"}}};

const Mark* find_mark(std::string_view bytes) {
    for (const Mark& mark : byte_order_marks) {
        if (bytes.substr(0, mark.bytes.size()) == mark.bytes) {
            return &mark;
        }
    }
    return nullptr;
}

std::size_t count_high(std::string_view bytes) {
    return static_cast<std::size_t>(
        std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

/// ICU's guess, or empty when it is not sure enough.
std::string detect(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 64U << 10U);
    UErrorCode status = U_ZERO_ERROR;
    const Detector detector(ucsdet_open(&status));
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const UCharsetMatch* const match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || match == nullptr) {
        return {};
    }
    const std::int32_t confidence = ucsdet_getConfidence(match, &status);
    const char* const name = ucsdet_getName(match, &status);
    const bool mostly_foreign = count_high(sample) * 2 > sample.size();
    if (U_FAILURE(status) || confidence < (mostly_foreign ? 30 : 50)) {
        return {};
    }
    const std::string charset = effective_charset(name);
    return is_utf8_name(charset) ? std::string() : charset;
}

/// Characters that windows-1252 leaves undefined and ICU reads as controls: bytes nobody can have meant.
std::size_t replace_undefined(std::string& text) {
    std::size_t count = 0;
    std::size_t at = 0;
    std::string out;
    std::size_t copied = 0;
    while ((at = text.find('\xc2', at)) != std::string::npos) {
        const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        if (second == 0x81 || second == 0x8d || second == 0x8f || second == 0x90 || second == 0x9d) {
            out.append(text, copied, at - copied);
            append_utf8(out, 0xfffd);
            copied = at + 2;
            ++count;
        }
        at += 2;
    }
    if (count > 0) {
        out.append(text, copied, std::string::npos);
        text = std::move(out);
    }
    return count;
}

/// "\r\n" and "\r" become "\n", NUL becomes U+FFFD (counted).
std::size_t clean(std::string& text) {
    // One search for each of the two: a search for either looks at every byte by itself.
    const bool has_nul = text.find('\0') != std::string::npos;
    if (!has_nul && text.find('\r') == std::string::npos) {
        return 0;
    }
    std::string out;
    out.reserve(text.size());
    std::size_t nuls = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end =
            std::min(has_nul ? text.find_first_of(std::string_view("\r\0", 2), at) : text.find('\r', at), text.size());
        out.append(text, at, end - at);
        at = end + 1;
        if (end == text.size()) {
            break;
        }
        if (text[end] == '\r') {
            out += '\n';
            at += static_cast<std::size_t>(at < text.size() && text[at] == '\n');
        } else {
            append_utf8(out, 0xfffd);
            ++nuls;
        }
    }
    text = std::move(out);
    return nuls;
}

Decoded finish(std::string text, std::string charset, std::size_t replaced, bool assumed = false) {
    Decoded out;
    out.replaced = replaced;
    if (charset == "windows-1252") {
        out.replaced += replace_undefined(text);
    }
    out.replaced += clean(text);
    out.text = std::move(text);
    out.charset = std::move(charset);
    out.assumed = assumed;
    return out;
}

Decoded as_utf8(std::string_view bytes) {
    std::string text(bytes);
    const std::size_t replaced = repair_utf8(text);
    return finish(std::move(text), "UTF-8", replaced);
}

/// What the declaration says, unless the bytes cannot be that.
std::optional<Decoded> as_declared(std::string_view bytes, std::string_view declared, const Utf8Evidence& evidence) {
    const std::string charset = effective_charset(declared);
    if (charset.empty()) {
        return std::nullopt;
    }
    if (is_utf8_name(charset)) {
        return evidence.good >= evidence.bad ? std::optional(as_utf8(bytes)) : std::nullopt;
    }
    // Text in another encoding is hardly ever well-formed UTF-8 by chance.
    if (evidence.bad == 0 && evidence.good >= 2) {
        return std::nullopt;
    }
    std::optional<Converted> converted = convert(bytes, charset.c_str());
    if (!converted || converted->replaced * 50 > converted->text.size()) {
        return std::nullopt;
    }
    return finish(std::move(converted->text), standard_name(charset), converted->replaced);
}

} // namespace

Decoded decode(std::string_view bytes, std::string_view declared) {
    if (const Mark* const mark = find_mark(bytes)) {
        const std::string_view body = bytes.substr(mark->bytes.size());
        if (std::string_view(mark->charset) == "UTF-8") {
            return as_utf8(body);
        }
        if (std::optional<Converted> converted = convert(body, mark->charset)) {
            return finish(std::move(converted->text), mark->charset, converted->replaced);
        }
    }
    const Utf8Evidence evidence = utf8_evidence(bytes);
    if (std::optional<Decoded> decoded = as_declared(bytes, declared, evidence)) {
        return *std::move(decoded);
    }
    if (const char* const charset = utf16_without_mark(bytes)) {
        if (std::optional<Converted> converted = convert(bytes, charset)) {
            return finish(std::move(converted->text), charset, converted->replaced);
        }
    }
    // Well-formed, or UTF-8 with some bytes damaged: other encodings hardly ever look like UTF-8 in most places, and
    // guessing one would spoil all that is whole.
    if (evidence.bad == 0 || evidence.good >= evidence.bad) {
        return as_utf8(bytes);
    }
    if (const std::string charset = detect(bytes); !charset.empty() && charset != "windows-1252") {
        std::optional<Converted> converted = convert(bytes, charset.c_str());
        if (converted && converted->replaced * 50 <= converted->text.size()) {
            Decoded decoded = finish(std::move(converted->text), standard_name(charset), converted->replaced);
            decoded.detected = true;
            return decoded;
        }
    }
    if (std::optional<Converted> converted = convert(bytes, "windows-1252")) {
        return finish(std::move(converted->text), "windows-1252", converted->replaced, true);
    }
    return as_utf8(bytes);
}

bool looks_binary(std::string_view bytes) {
    const Mark* const mark = find_mark(bytes);
    if ((mark != nullptr && std::string_view(mark->charset) != "UTF-8") || utf16_without_mark(bytes) != nullptr) {
        return false;
    }
    const std::string_view sample = bytes.substr(0, 16U << 10U);
    const auto controls = std::count_if(sample.begin(), sample.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1b) ||
               byte == 0x7f;
    });
    // A NUL now and then is damage; one byte in fifty is no text.
    return static_cast<std::size_t>(controls) * 50 > sample.size();
}

} // namespace demarche::text
