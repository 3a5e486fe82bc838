// SPDX-License-Identifier: GPL-3.0-or-later
// Text that was decoded wrongly once and stored so: "â€œWeâ€™re readyâ€".
#pragma once

#include <cstddef>
#include <string>

namespace demarche::text {

/// Turns UTF-8 that was taken for windows-1252 and written as UTF-8 again back into what it was. Gives the number of
/// characters mended. Only well-formed sequences count, and text is left alone unless it has two of them at least and
/// they are nearly all there is beyond ASCII of the kind: "Ã©" alone may be meant.
std::size_t mend_double_encoding(std::string& text);

} // namespace demarche::text
