// SPDX-License-Identifier: GPL-3.0-or-later
// Ids of statements: the same as long as the article says the same words.
#pragma once

#include <string>
#include <vector>

#include "common/model/statement.hh"

namespace demarche::indexer {

/// Sets the id of every statement of one article: 26 characters, from the article's id, the folded text, and the number
/// of earlier statements of the article with the same folded text. What rules find elsewhere in the article changes
/// nothing.
void set_statement_ids(std::vector<Statement>& statements);

} // namespace demarche::indexer
