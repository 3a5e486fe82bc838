// SPDX-License-Identifier: GPL-3.0-or-later
// Articles in the JSON of others - ninjs, JSON-LD - as the objects that article records are.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace demarche::indexer {

/// What an object of another kind holds, as objects with the members of article records: of JSON-LD every article in
/// it, of ninjs 1 to 3 the one that it is. Nothing for an object that is neither; an empty list for one that is and
/// holds no text article (a picture, an organisation).
std::optional<std::vector<nlohmann::json>> foreign_articles(const nlohmann::json& object);

} // namespace demarche::indexer
