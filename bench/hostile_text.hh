// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that no newspaper prints: what an archive holds besides articles, and what breaks extractors.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace demarche::bench {

struct HostileKind {
    std::string name;
    /// Valid UTF-8 of about so many bytes; the same each time.
    std::function<std::string(std::size_t bytes)> text;
};

const std::vector<HostileKind>& hostile_kinds();

} // namespace demarche::bench
