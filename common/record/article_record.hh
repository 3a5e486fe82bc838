// SPDX-License-Identifier: GPL-3.0-or-later
// The article record: how articles are printed and read as JSON.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::record {

/// Appends the record as one line of JSON without a newline, all keys, in the contract's order; unknown strings are
/// null. An article whose date was given by the caller has `"date_source":"given"` besides.
void append_article(std::string& out, const Article& article);

/// An article as JSON gave it.
struct ArticleInput {
    Article article;
    /// True when the record says that its statements follow it and are not to be extracted.
    bool extracted = false;
};

/// Reads an article object, in the record's spelling or the others that are accepted: `date`, `datePublished`;
/// `publisher` (string or object with a name), a `source` object's name for the outlet; `author`; `headline`; `body`,
/// `content`, `articleBody`; `link`; `lang`, `inLanguage`. Dates may be in any form of written_date.hh and come out as
/// ISO 8601. Only a text that is not blank is required. `where` names the record in errors ("news.jsonl:12"). Line ends
/// become "\n" and NUL U+FFFD, as in decoding. `id` and `source` stay empty when the record has none.
Result<ArticleInput> read_article(const nlohmann::json& object, std::string_view where);

/// A language as a BCP 47 tag: "EN_us" is "en-US", "English" "en"; empty when it is not one.
std::string language_tag(std::string_view text);

} // namespace demarche::record
