// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of a page that say by their words that they are no part of an article.
#pragma once

#include <string_view>

namespace demarche::indexer {

/// True for "Advertisement", "Read more: …", "This website uses cookies …": short blocks of furniture.
bool is_furniture_phrase(std::string_view block);

} // namespace demarche::indexer
