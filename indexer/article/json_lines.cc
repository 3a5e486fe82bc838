// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/json_lines.hh"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/record/article_record.hh"
#include "common/record/json_reader.hh"
#include "common/record/statement_record.hh"
#include "common/report/diagnostics.hh"
#include "common/report/error.hh"
#include "common/text/decode.hh"
#include "common/text/utf8.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/article/emitter.hh"
#include "indexer/article/json_articles.hh"
#include "indexer/article/reader.hh"

namespace demarche::indexer {

using nlohmann::json;

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Lines out of a stream, of which only the current one is kept.
class LineReader {
  public:
    LineReader(ByteStream& bytes, std::size_t longest) : bytes_(bytes), longest_(longest), buffer_(256U << 10U) {}

    /// The next line without its end; false at the end of the stream. `too_long` is set for a line of more than the
    /// limit, of which the rest was passed over.
    Result<bool> next(std::string& line, bool& too_long) {
        line.clear();
        too_long = false;
        bool any = false;
        while (true) {
            if (at_ == size_) {
                const Result<std::size_t> count = bytes_.read(buffer_);
                if (!count) {
                    return fail(count.error());
                }
                at_ = 0;
                size_ = *count;
                if (size_ == 0) {
                    return any;
                }
            }
            any = true;
            const std::string_view left(buffer_.data() + at_, size_ - at_);
            const std::size_t end = left.find('\n');
            const std::string_view part = left.substr(0, end);
            too_long = too_long || line.size() + part.size() > longest_;
            if (!too_long) {
                line += part;
            }
            at_ += end == std::string_view::npos ? part.size() : part.size() + 1;
            if (end != std::string_view::npos) {
                return true;
            }
        }
    }

  private:
    ByteStream& bytes_;
    std::size_t longest_;
    std::vector<char> buffer_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

void read_statement_object(const json& object, const std::string& where, Emitter& emitter, Diagnostics& diagnostics) {
    if (!emitter.takes_given()) {
        diagnostics.failed(
            {"statement records are no input here", where, "", "give article records", Exit::some_failed});
        return;
    }
    Result<Statement> statement = record::read_statement(object, where);
    if (!statement) {
        diagnostics.failed(statement.error());
        return;
    }
    emitter.add_given(*std::move(statement));
}

/// An object with the members of an article record.
void read_plain_object(const json& object, const std::string& where, Emitter& emitter, Diagnostics& diagnostics) {
    Result<record::ArticleInput> input = record::read_article(object, where);
    if (!input) {
        diagnostics.failed(input.error());
        return;
    }
    if (input->extracted && !emitter.takes_given()) {
        diagnostics.failed({"articles marked \"extracted\": true are no input here", where,
                            "their statements would have to be read from the records behind them",
                            "take the mark away to have the statements extracted anew", Exit::some_failed});
        return;
    }
    if (input->extracted) {
        emitter.begin_given(std::move(input->article));
        return;
    }
    const bool dated = !input->article.published.empty();
    emitter.emit(std::move(input->article), dated);
}

/// One object of a file; `where` names it.
void read_object(const json& object, const std::string& where, Emitter& emitter, Diagnostics& diagnostics) {
    if (object.is_object()) {
        const auto kind = object.find("record");
        if (kind != object.end() && kind->is_string() && kind->get_ref<const std::string&>() != "article") {
            const auto& name = kind->get_ref<const std::string&>();
            if (name == "statement") {
                read_statement_object(object, where, emitter, diagnostics);
            } else {
                diagnostics.failed({fmt::format("unknown kind of record \"{}\"", name), where, "",
                                    "give article or statement records", Exit::some_failed});
            }
            return;
        }
    }
    if (const std::optional<std::vector<json>> foreign = foreign_articles(object)) {
        for (std::size_t i = 0; i < foreign->size() && !emitter.ended(); ++i) {
            read_plain_object((*foreign)[i], foreign->size() == 1 ? where : fmt::format("{}[{}]", where, i), emitter,
                              diagnostics);
        }
        return;
    }
    read_plain_object(object, where, emitter, diagnostics);
}

/// Makes a line valid UTF-8 and says when that changed it.
void decode_line(std::string& line, const std::string& where, Diagnostics& diagnostics) {
    if (text::is_utf8(line)) {
        return;
    }
    text::Decoded decoded = text::decode(line);
    line = std::move(decoded.text);
    if (decoded.charset != "UTF-8") {
        diagnostics.warn({fmt::format("read as {}", decoded.charset), where, "JSON must be UTF-8 and this line is not",
                          "", Exit::ok});
    }
    if (decoded.replaced > 0) {
        diagnostics.warn({fmt::format("{} bad byte sequence{} replaced by U+FFFD", decoded.replaced,
                                      decoded.replaced == 1 ? "" : "s"),
                          where, "", "", Exit::ok});
    }
}

} // namespace

void read_json_lines(ByteStream& bytes, std::string_view source, const ReadOptions& options, Emitter& emitter,
                     Diagnostics& diagnostics) {
    LineReader lines(bytes, options.largest);
    std::string line;
    bool too_long = false;
    for (std::size_t number = 1; !emitter.ended(); ++number) {
        const Result<bool> more = lines.next(line, too_long);
        if (!more) {
            diagnostics.failed(more.error());
            return;
        }
        if (!*more) {
            emitter.end_given();
            return;
        }
        const std::string where = fmt::format("{}:{}", source, number);
        if (too_long) {
            diagnostics.failed({"the line is too long", where,
                                fmt::format("it has more than {} bytes", options.largest), "", Exit::some_failed});
            continue;
        }
        if (number == 1 && line.starts_with(byte_order_mark)) {
            line.erase(0, byte_order_mark.size());
        }
        if (line.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        decode_line(line, where, diagnostics);
        const Result<json> object = record::parse_json(line, source, number);
        if (!object) {
            diagnostics.failed(object.error());
            continue;
        }
        read_object(*object, where, emitter, diagnostics);
    }
}

void read_json(std::string_view text, std::string_view source, Emitter& emitter, Diagnostics& diagnostics) {
    const Result<json> value = record::parse_json(text, source);
    if (!value) {
        diagnostics.failed(value.error());
        return;
    }
    if (!value->is_array()) {
        read_object(*value, std::string(source), emitter, diagnostics);
        emitter.end_given();
        return;
    }
    for (std::size_t i = 0; i < value->size() && !emitter.ended(); ++i) {
        read_object((*value)[i], fmt::format("{}[{}]", source, i), emitter, diagnostics);
    }
    emitter.end_given();
}

} // namespace demarche::indexer
