// SPDX-License-Identifier: GPL-3.0-or-later
// The encoding that a page or an XML document declares in its first bytes.
#pragma once

#include <string>
#include <string_view>

namespace demarche::text {

/// The label in `<?xml … encoding="…"?>`, `<meta charset=…>` or `<meta … content="…; charset=…">`; empty for none. Only
/// the first few thousand bytes are looked at.
std::string declared_charset(std::string_view head);

/// The label in the value of an HTTP Content-Type ("text/html; charset=koi8-r"); empty for none.
std::string content_type_charset(std::string_view content_type);

} // namespace demarche::text
