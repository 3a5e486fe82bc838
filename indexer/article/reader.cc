// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/reader.hh"

#include <utility>

#include <fmt/format.h>

#include "common/report/diagnostics.hh"
#include "common/report/error.hh"
#include "common/text/declared_charset.hh"
#include "common/text/decode.hh"
#include "common/text/mend.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/entry.hh"
#include "indexer/article/emitter.hh"
#include "indexer/article/feed.hh"
#include "indexer/article/format.hh"
#include "indexer/article/html_page.hh"
#include "indexer/article/json_lines.hh"
#include "indexer/article/markdown.hh"
#include "indexer/article/newsml.hh"
#include "indexer/article/pdf.hh"
#include "indexer/article/plain_text.hh"
#include "indexer/article/table.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t head_size = 64U << 10U;

void failed(Diagnostics& diagnostics, const std::string& source, std::string what, std::string why = {},
            std::string hint = {}) {
    diagnostics.failed({std::move(what), source, std::move(why), std::move(hint), Exit::some_failed});
}

/// All bytes of an entry as text, with a warning where they had to be guessed or repaired; false when they cannot be
/// read.
bool decode_all(ByteStream& bytes, const std::string& source, const ReadOptions& options, Diagnostics& diagnostics,
                std::string& text, const std::string& charset = {}, bool markup = false) {
    std::string raw;
    const Result<bool> whole = read_all(bytes, raw, options.largest);
    if (!whole) {
        diagnostics.failed(whole.error());
        return false;
    }
    if (!*whole) {
        failed(diagnostics, source, "the article is too large",
               fmt::format("it has more than {} bytes", options.largest),
               "give many articles as JSON Lines, which may be of any size");
        return false;
    }
    std::string declared = charset;
    if (markup && declared.empty()) {
        declared = text::declared_charset(raw);
    }
    text::Decoded decoded = text::decode(raw, declared);
    if (decoded.assumed) {
        diagnostics.warn({fmt::format("{} assumed", decoded.charset), source, "nothing tells the text's encoding",
                          "convert it to UTF-8", Exit::ok});
    }
    if (decoded.detected) {
        diagnostics.warn({fmt::format("read as {}", decoded.charset), source,
                          "nothing but its bytes tells the encoding", "convert it to UTF-8 if that is wrong",
                          Exit::ok});
    }
    if (decoded.replaced > 0) {
        diagnostics.warn({fmt::format("{} bad byte sequence{} replaced by U+FFFD", decoded.replaced,
                                      decoded.replaced == 1 ? "" : "s"),
                          source, fmt::format("they are no {}", decoded.charset), "", Exit::ok});
    }
    if (const std::size_t mended = text::mend_double_encoding(decoded.text); mended > 0) {
        diagnostics.warn(
            {fmt::format("{} characters that were encoded twice are mended", mended), source, "", "", Exit::ok});
    }
    text = std::move(decoded.text);
    return true;
}

/// True for UTF-16 and UTF-32, whose line ends are no single bytes.
bool is_wide(std::string_view head) {
    const std::string charset = text::decode(head).charset;
    return charset.starts_with("UTF-16") || charset.starts_with("UTF-32");
}

void read_text(const std::string& text, const std::string& source, Emitter& emitter, Diagnostics& diagnostics,
               bool markdown) {
    PlainText read = read_plain_text(text, source);
    if (markdown) {
        MarkdownText plain = read_markdown(read.article.text);
        read.article.text = std::move(plain.text);
        if (read.article.title.empty()) {
            read.article.title = std::move(plain.title);
        }
    }
    for (const Error& warning : read.warnings) {
        diagnostics.warn(warning);
    }
    if (read.article.text.find_first_not_of(" \t\n\r\f\v") == std::string::npos) {
        failed(diagnostics, source, "the article has no text", "nothing stands below its header lines");
        return;
    }
    emitter.emit(std::move(read.article), read.dated);
}

void read_page(const std::string& text, const Entry& entry, Emitter& emitter, Diagnostics& diagnostics) {
    Result<Article> article = read_html_page(text, entry.address);
    if (!article) {
        if (entry.passed_over != nullptr) {
            ++*entry.passed_over;
            return;
        }
        Error error = article.error();
        error.where = entry.source;
        diagnostics.failed(error);
        return;
    }
    const bool dated = !article->published.empty();
    emitter.emit(*std::move(article), dated);
}

void read_pdf_entry(ByteStream& bytes, const Entry& entry, const ReadOptions& options, Emitter& emitter,
                    Diagnostics& diagnostics) {
    std::string raw;
    const Result<bool> whole = read_all(bytes, raw, options.largest);
    if (!whole) {
        diagnostics.failed(whole.error());
        return;
    }
    if (!*whole) {
        failed(diagnostics, entry.source, "the article is too large",
               fmt::format("it has more than {} bytes", options.largest));
        return;
    }
    Result<Article> article = read_pdf(raw);
    if (!article) {
        Error error = article.error();
        error.where = entry.source;
        diagnostics.failed(error);
        return;
    }
    article->url = entry.address;
    const bool dated = !article->published.empty();
    emitter.emit(*std::move(article), dated);
}

} // namespace

bool read_articles(Entry& entry, const ReadOptions& options, const ArticleSink& sink, Diagnostics& diagnostics) {
    PeekStream bytes(entry.bytes);
    const Result<std::string_view> head = bytes.peek(head_size);
    if (!head) {
        diagnostics.failed(head.error());
        return true;
    }
    Emitter emitter(entry, options, sink);
    const FormatGuess guess = format_named(options.format).value_or(guess_format(*head, entry.name));
    // Lines are streamed, whatever their number; only UTF-16 and its kin must be decoded as a whole before.
    if (guess.format == Format::json_lines && !is_wide(*head)) {
        read_json_lines(bytes, entry.source, options, emitter, diagnostics);
        return !emitter.ended();
    }
    if (guess.format == Format::table && !is_wide(*head)) {
        read_table(bytes, entry.source, options, emitter, diagnostics);
        return !emitter.ended();
    }
    std::string text;
    switch (guess.format) {
    case Format::empty:
        failed(diagnostics, entry.source, "the file is empty");
        break;
    case Format::binary:
        failed(diagnostics, entry.source, "this is no text", "the file is binary");
        break;
    case Format::unsupported:
        failed(diagnostics, entry.source, fmt::format("{} is not yet supported", guess.name), "",
               "give text, HTML, a feed, a table or JSON Lines");
        break;
    case Format::json_lines:
        if (decode_all(bytes, entry.source, options, diagnostics, text)) {
            MemoryStream decoded(text);
            read_json_lines(decoded, entry.source, options, emitter, diagnostics);
        }
        break;
    case Format::json:
        if (decode_all(bytes, entry.source, options, diagnostics, text)) {
            read_json(text, entry.source, emitter, diagnostics);
        }
        break;
    case Format::html:
        if (decode_all(bytes, entry.source, options, diagnostics, text, entry.charset, true)) {
            read_page(text, entry, emitter, diagnostics);
        }
        break;
    case Format::feed:
        if (decode_all(bytes, entry.source, options, diagnostics, text, entry.charset, true)) {
            read_feed(text, entry.source, emitter, diagnostics);
        }
        break;
    case Format::newsml:
        if (decode_all(bytes, entry.source, options, diagnostics, text, entry.charset, true)) {
            read_newsml(text, entry.source, emitter, diagnostics);
        }
        break;
    case Format::table:
        if (decode_all(bytes, entry.source, options, diagnostics, text)) {
            MemoryStream decoded(text);
            read_table(decoded, entry.source, options, emitter, diagnostics);
        }
        break;
    case Format::pdf:
        read_pdf_entry(bytes, entry, options, emitter, diagnostics);
        break;
    case Format::markdown:
    case Format::plain_text:
        if (decode_all(bytes, entry.source, options, diagnostics, text)) {
            read_text(text, entry.source, emitter, diagnostics, guess.format == Format::markdown);
        }
        break;
    }
    return !emitter.ended();
}

} // namespace demarche::indexer
