// SPDX-License-Identifier: GPL-3.0-or-later
// Titles and first lines that announce a text printed whole: "Inaugural address of President …", "Statement by …".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/model/article.hh"
#include "common/model/date.hh"
#include "common/names/who_is_who.hh"
#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// Whose words the text is, when its title or first line says that it is a speech or statement and the text speaks in
/// the first person.
struct AnnouncedSpeech {
    /// Canonical name.
    std::string speaker;
    std::string as_written;
    std::string role;
    std::string country;
    char gender = 'u';
};

std::optional<AnnouncedSpeech> announced_speech(const Article& article, const SegmentedText& text,
                                                const names::WhoIsWho& who, std::optional<Date> day);

} // namespace demarche::indexer
