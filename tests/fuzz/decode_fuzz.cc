// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a text of unknown encoding: what comes out is valid UTF-8, and folding and words hold on it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/text/decode.hh"
#include "common/text/fold.hh"
#include "common/text/utf8.hh"
#include "common/text/words.hh"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace demarche;
    const text::Decoded decoded = text::decode({reinterpret_cast<const char*>(data), size});
    if (!text::is_utf8(decoded.text)) {
        std::abort();
    }
    const std::string folded = text::fold(decoded.text);
    if (text::fold(folded) != folded) {
        std::abort();
    }
    std::size_t end = 0;
    for (const text::Word& word : text::words(decoded.text)) {
        if (word.begin < end || word.end <= word.begin || word.end > decoded.text.size()) {
            std::abort();
        }
        end = word.end;
    }
    return 0;
}
