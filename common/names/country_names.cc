// SPDX-License-Identifier: GPL-3.0-or-later
// Countries' names in other languages, from ICU's data.
#include <algorithm>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "common/names/who_is_who.hh"

namespace demarche::names {

std::vector<std::string> country_names_in_other_languages(const std::string& iso_code) {
    std::vector<std::string> names;
    const icu::Locale country("", iso_code.c_str());
    const auto name_in = [&](const char* language) {
        icu::UnicodeString name;
        country.getDisplayCountry(icu::Locale(language), name);
        std::string utf8;
        name.toUTF8String(utf8);
        return utf8;
    };
    const auto english = name_in("en");
    if (english.empty() || english == iso_code) {
        return names;
    }
    for (const auto* language :
         {"ar", "bg", "bn", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi",
          "hr", "hu", "hy", "id", "it", "ja", "ka", "ko", "lt", "lv", "nb", "nl", "pl", "pt",
          "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh", "zh_Hant"}) {
        auto name = name_in(language);
        if (!name.empty() && name != iso_code && name != english &&
            std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

} // namespace demarche::names
