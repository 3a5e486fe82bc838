// SPDX-License-Identifier: GPL-3.0-or-later
// Who wrote an article, out of bylines as they are printed.
#pragma once

#include <string>
#include <vector>

namespace demarche::indexer {

/// The people of bylines ("By Mara Lind and Jo Venn | 14 May 2031"), each once; what is no name (addresses, dates,
/// names of accounts) is left out.
std::vector<std::string> authors_of(const std::vector<std::string>& written);

} // namespace demarche::indexer
