// SPDX-License-Identifier: GPL-3.0-or-later
// The one function that makes keys: index and query, names and terms all compare what it gives.
#pragma once

#include <string>
#include <string_view>

namespace demarche::text {

/// The comparison key of a piece of text: case, accents, ligatures, width and compatibility forms folded away, format
/// characters (soft hyphen, joiners) removed, apostrophes of every form dropped, white space runs made one
/// space and trimmed at the ends. Input UTF-8; bytes that are no UTF-8 become U+FFFD. Output UTF-8; fold(fold(x)) ==
/// fold(x). Method: Unicode NFKC_Casefold (UAX #31), then NFD without nonspacing marks (for Latin, Greek and Cyrillic;
/// the marks of other scripts are letters' parts and stay), then NFC; with ł→l, ø→o, đ→d, ħ→h, ŧ→t, ı→i, æ→ae, œ→oe,
/// þ→th, ð→d. U+200B is white space.
std::string fold(std::string_view text);

/// The same in `out`, whose memory is taken again from word to word; `text` lies elsewhere.
void fold_into(std::string& out, std::string_view text);

/// True when `text` is ASCII without upper case letters, apostrophes or white space: fold() gives it unchanged.
bool is_folded_ascii(std::string_view text);

} // namespace demarche::text
