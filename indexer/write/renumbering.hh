// SPDX-License-Identifier: GPL-3.0-or-later
// Where documents and articles went when segments were merged or built again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/tombstones.hh"

namespace demarche::indexer {

class Renumbering {
  public:
    /// What was in `from` follows so many documents and articles in `to`.
    void appended(const std::string& from, const std::string& to, std::uint32_t documents, std::uint32_t articles);
    /// What was in `from` and is not dead is in `to`, in the same order.
    void rebuilt(const std::string& from, const std::string& to, const index::DeadOfSegment& dead);

    bool empty() const { return steps_.empty(); }

    /// A segment and a number in it; nothing for what is no more.
    using Address = std::pair<std::string_view, std::uint32_t>;
    std::optional<Address> document(Address old) const;
    std::optional<Address> article(Address old) const;

  private:
    /// Numbers [first, behind) are gone, and `before` of smaller ones.
    struct Gap {
        std::uint32_t first = 0;
        std::uint32_t behind = 0;
        std::uint32_t before = 0;
    };
    struct Step {
        std::string to;
        std::uint32_t documents = 0;
        std::uint32_t articles = 0;
        std::vector<Gap> dead_documents;
        std::vector<Gap> dead_articles;
    };
    static std::optional<std::uint32_t> without(const std::vector<Gap>& gaps, std::uint32_t number);

    std::map<std::string, Step, std::less<>> steps_;
};

} // namespace demarche::indexer
