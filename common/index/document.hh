// SPDX-License-Identifier: GPL-3.0-or-later
// A statement as the data of its Xapian document: binary, with a version byte; holds all of it, so that a segment can
// be built again from its documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/report/error.hh"

namespace demarche::index {

/// Confidence is kept to four decimals.
std::string encode_statement(const Statement& statement);

/// The statement as it was encoded. Errors: other version, or bytes that end early (Exit::bad_index).
Result<Statement> decode_statement(std::string_view bytes);

/// All of an article, for the kept articles of a segment.
std::string encode_article(const Article& article);
Result<Article> decode_article(std::string_view bytes);

} // namespace demarche::index
