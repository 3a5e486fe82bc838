// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the file of a segment by which copies of its articles and statements are found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/index/fingerprints.hh"
#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

class CopiesBuilder {
  public:
    /// Articles are numbered from 0 in the order in which they are added.
    void add(const Article& article);
    /// Writes the file into a segment's folder, in which the columns are written already: statements are found by the
    /// words there.
    Result<void> write(const std::filesystem::path& folder, std::uint32_t documents);

  private:
    index::FingerprintsWriter articles_;
    std::vector<std::int32_t> published_;
    std::vector<std::uint32_t> sizes_;
};

} // namespace demarche::indexer
