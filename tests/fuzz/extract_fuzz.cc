// SPDX-License-Identifier: GPL-3.0-or-later
// Any valid UTF-8 as an article: spans are in order, inside the text, and give the statement's text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "common/text/utf8.hh"
#include "indexer/attribute/extractor.hh"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace demarche;
    static const indexer::Extractor extractor(names::WhoIsWho::builtin());
    Article article;
    article.id = "fuzz";
    article.published = "2024-12-19";
    article.language = "en";
    article.text.assign(reinterpret_cast<const char*>(data), size);
    text::repair_utf8(article.text);
    const std::size_t length = text::count_code_points(article.text);
    std::uint32_t taken = 0;
    for (const Statement& statement : extractor.extract(article)) {
        std::string joined;
        for (const Span& span : statement.spans) {
            if (span.begin < taken || span.end <= span.begin || span.end > length) {
                std::abort();
            }
            taken = span.end;
            joined += joined.empty() ? "" : " ";
            joined += text::slice_code_points(article.text, span.begin, span.end);
        }
        if (joined != statement.text || statement.spans.empty()) {
            std::abort();
        }
    }
    return 0;
}
