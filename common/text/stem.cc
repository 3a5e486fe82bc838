// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/stem.hh"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <xxhash.h>

#include "common/text/characters.hh"
#include "common/text/fold.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

constexpr std::size_t longest_term = 64;
/// About 10 MB when full; a day's news has some 50,000 different words.
constexpr std::size_t most_cached = 100'000;

/// Language codes and the stemmers Xapian 1.4 has for them.
constexpr std::array<std::string_view, 26> stemmed_languages{"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr",
                                                             "ga", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
                                                             "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"};

std::string primary_subtag(std::string_view language) {
    std::string code(language.substr(0, language.find_first_of("-_")));
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return code;
}

/// Small letters with their accents, composed, apostrophes as ASCII: what the stemmers' rules are written for.
std::string prepare(std::string_view form, bool turkic) {
    std::string plain;
    plain.reserve(form.size());
    bool ascii = true;
    for (std::size_t at = 0; at < form.size();) {
        const auto byte = static_cast<unsigned char>(form[at]);
        if (byte < 0x80) {
            ++at;
            if (turkic && byte == 'I') {
                plain += "ı";
                ascii = false;
            } else {
                plain += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : static_cast<char>(byte);
            }
            continue;
        }
        const char32_t c = next_code_point(form, at);
        if (is_apostrophe(c)) {
            plain += '\'';
        } else if (turkic && c == 0x130) {
            plain += 'i';
        } else {
            append_utf8(plain, c);
            ascii = false;
        }
    }
    if (ascii) {
        return plain;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    casefold->normalizeUTF8(0, icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size())), sink, nullptr,
                            status);
    return U_SUCCESS(status) ? out : plain;
}

/// `key`, or its beginning and a hash when it is too long to be a term.
std::string bounded(std::string key) {
    if (key.size() <= longest_term) {
        return key;
    }
    const std::string hash = fmt::format("{:016x}", XXH3_64bits(key.data(), key.size()));
    std::size_t end = longest_term - hash.size();
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    key.resize(end);
    return key + hash;
}

} // namespace

Stemmer::Stemmer(std::string_view language) {
    const std::string code = primary_subtag(language);
    turkic_ = code == "tr" || code == "az";
    if (std::find(stemmed_languages.begin(), stemmed_languages.end(), code) == stemmed_languages.end()) {
        return;
    }
    try {
        stem_ = Xapian::Stem(code);
        stems_ = !stem_.is_none();
    } catch (const Xapian::InvalidArgumentError&) {
        // A Xapian built without this stemmer: words are folded only.
        stems_ = false;
    }
}

std::string Stemmer::make(std::string_view form) const {
    return bounded(fold(stems_ ? stem_(prepare(form, turkic_)) : form));
}

const std::string& Stemmer::term(std::string_view form) {
    if (const auto found = cache_.find(form); found != cache_.end()) {
        return found->second;
    }
    if (cache_.size() >= most_cached) {
        cache_.clear();
    }
    std::string made = make(form);
    if (made.empty()) {
        made = bounded(fold(form));
    }
    return cache_.emplace(std::string(form), std::move(made)).first->second;
}

std::string folded_form(std::string_view form) {
    return bounded(fold(form));
}

} // namespace demarche::text
