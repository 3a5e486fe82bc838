// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/table.hh"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "common/record/article_record.hh"
#include "common/report/error.hh"
#include "common/text/csv.hh"
#include "common/text/decode.hh"
#include "common/text/utf8.hh"
#include "indexer/archive/http_message.hh"
#include "indexer/article/dom.hh"
#include "indexer/article/found_date.hh"
#include "indexer/article/html_page.hh"

namespace demarche::indexer {

namespace {

enum Member {
    id,
    title,
    text_,
    url,
    outlet,
    agencies,
    authors,
    published,
    modified,
    place,
    language,
    path_,
    weak_outlet
};

struct Named {
    std::string_view column;
    Member member;
};

/// Names of columns without blanks, hyphens and underscores. The first eleven are those that a map may name.
constexpr std::array named = std::to_array<Named>({{"id", id},
                                                   {"title", title},
                                                   {"text", text_},
                                                   {"url", url},
                                                   {"outlet", outlet},
                                                   {"agencies", agencies},
                                                   {"authors", authors},
                                                   {"published", published},
                                                   {"modified", modified},
                                                   {"place", place},
                                                   {"language", language},
                                                   {"guid", id},
                                                   {"articleid", id},
                                                   {"docid", id},
                                                   {"uid", id},
                                                   {"headline", title},
                                                   {"body", text_},
                                                   {"content", text_},
                                                   {"articlebody", text_},
                                                   {"articletext", text_},
                                                   {"fulltext", text_},
                                                   {"article", text_},
                                                   {"maintext", text_},
                                                   {"bodytext", text_},
                                                   {"link", url},
                                                   {"uri", url},
                                                   {"permalink", url},
                                                   {"sourceurl", url},
                                                   {"publisher", outlet},
                                                   {"sitename", outlet},
                                                   {"newspaper", outlet},
                                                   {"publication", outlet},
                                                   {"source", weak_outlet},
                                                   {"domain", weak_outlet},
                                                   {"agency", agencies},
                                                   {"author", authors},
                                                   {"byline", authors},
                                                   {"date", published},
                                                   {"datepublished", published},
                                                   {"publishedat", published},
                                                   {"publicationdate", published},
                                                   {"pubdate", published},
                                                   {"publishdate", published},
                                                   {"publisheddate", published},
                                                   {"publishtime", published},
                                                   {"datemodified", modified},
                                                   {"updated", modified},
                                                   {"updatedat", modified},
                                                   {"lastmodified", modified},
                                                   {"modifiedat", modified},
                                                   {"location", place},
                                                   {"dateline", place},
                                                   {"lang", language},
                                                   {"path", path_},
                                                   {"file", path_},
                                                   {"filename", path_}});
constexpr std::size_t mappable = 11;

std::string plain_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c != ' ' && c != '_' && c != '-') {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    return out;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string()
                                           : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

bool has_markup(std::string_view text) {
    for (const std::string_view mark : {"<p>", "<p ", "<br", "<div", "</"}) {
        if (text.find(mark) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::vector<std::string> several(std::string_view value) {
    std::vector<std::string> out;
    const std::string_view separators = value.find(';') != std::string_view::npos   ? ";"
                                        : value.find('|') != std::string_view::npos ? "|"
                                                                                    : ",";
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find_first_of(separators, begin), value.size());
        std::string one = trimmed(value.substr(begin, end - begin));
        // Lists that a program printed: "['Mara Lind']".
        std::erase_if(one, [](char c) { return c == '[' || c == ']' || c == '\'' || c == '"'; });
        if (!one.empty()) {
            out.push_back(std::move(one));
        }
        begin = end + 1;
    }
    return out;
}

/// Records of a table out of a stream, of which only the current one is kept.
class Rows {
  public:
    Rows(ByteStream& bytes, std::string_view source, std::size_t longest)
        : lines_(bytes), source_(source), longest_(longest) {}

    /// The lines of the next record; false at the end or at a failure, which is reported.
    bool next(std::string& record, Diagnostics& diagnostics) {
        record.clear();
        std::string line;
        bool open = false;
        begin_ = line_ + 1;
        while (true) {
            const Result<bool> more = lines_.line(line, longest_ + 1);
            if (!more) {
                diagnostics.failed(more.error());
                return false;
            }
            if (!*more) {
                if (open) {
                    diagnostics.failed(
                        {"a quotation mark is not closed", where(), "the table ends inside it", "", Exit::some_failed});
                }
                return false;
            }
            ++line_;
            if (record.size() + line.size() > longest_) {
                diagnostics.failed({"the row is too long", where(), fmt::format("it has more than {} bytes", longest_),
                                    "", Exit::some_failed});
                record.clear();
                if (open) {
                    return false;
                }
                begin_ = line_ + 1;
                continue;
            }
            record += open ? "\n" : "";
            record += line;
            open = open != (std::count(line.begin(), line.end(), '"') % 2 == 1);
            if (!open && !record.empty()) {
                return true;
            }
            if (!open) {
                begin_ = line_ + 1;
            }
        }
    }

    std::string where() const { return fmt::format("{}:{}", source_, begin_); }

  private:
    LineSource lines_;
    std::string_view source_;
    std::size_t longest_;
    std::size_t line_ = 0;
    std::size_t begin_ = 1;
};

/// Makes a record valid UTF-8 and says when that changed it.
void decode_record(std::string& record, const std::string& where, Diagnostics& diagnostics) {
    if (text::is_utf8(record)) {
        return;
    }
    text::Decoded decoded = text::decode(record);
    record = std::move(decoded.text);
    diagnostics.warn({fmt::format("read as {}", decoded.charset), where, "the row is no UTF-8",
                      "convert the table to UTF-8", Exit::ok});
}

} // namespace

char table_separator(std::string_view header) {
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char one : {',', '\t', ';', '|'}) {
        const auto count = std::count(header.begin(), header.end(), one);
        if (count > most) {
            most = count;
            best = one;
        }
    }
    return best;
}

bool is_column_map(std::string_view text) {
    const std::string member(text.substr(0, text.find('=')));
    return text.find('=') != std::string_view::npos && text.size() > member.size() + 1 &&
           std::any_of(named.begin(), named.begin() + mappable, [&](const Named& one) { return one.column == member; });
}

Result<TableColumns> TableColumns::make(const std::vector<std::string>& header, const std::vector<std::string>& map) {
    TableColumns out;
    out.members_.assign(header.size(), -1);
    std::vector<bool> taken(weak_outlet + 1, false);
    for (const std::string& one : map) {
        const std::string member = one.substr(0, one.find('='));
        const std::string column = one.substr(std::min(member.size() + 1, one.size()));
        const auto at = std::find_if(header.begin(), header.end(), [&](const std::string& name) {
            return plain_name(trimmed(name)) == plain_name(column);
        });
        const auto* const known =
            std::find_if(named.begin(), named.end(), [&](const Named& name) { return name.column == member; });
        if (at == header.end() || known == named.end()) {
            return fail({at == header.end() ? fmt::format("the table has no column \"{}\"", column)
                                            : fmt::format("articles have no \"{}\"", member),
                         "", "", "", Exit::some_failed});
        }
        out.members_[static_cast<std::size_t>(at - header.begin())] = known->member;
        taken[static_cast<std::size_t>(known->member)] = true;
    }
    // The names come in the order of preference.
    for (const Named& one : named) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (out.members_[i] < 0 && !taken[one.member] && plain_name(trimmed(header[i])) == one.column) {
                out.members_[i] = one.member;
                taken[one.member] = true;
            }
        }
    }
    return out;
}

bool TableColumns::has_text() const {
    return std::find(members_.begin(), members_.end(), text_) != members_.end();
}

bool TableColumns::has_path() const {
    return std::any_of(members_.begin(), members_.end(),
                       [](int one) { return one == path_ || one == id || one == weak_outlet || one == url; });
}

std::string TableColumns::path(const std::vector<std::string>& row) const {
    for (const Member wanted : {path_, id, url, weak_outlet}) {
        for (std::size_t i = 0; i < members_.size() && i < row.size(); ++i) {
            if (members_[i] == wanted && !row[i].empty()) {
                return trimmed(row[i]);
            }
        }
    }
    return {};
}

Article TableColumns::article(const std::vector<std::string>& row, bool& dated) const {
    Article out;
    dated = false;
    for (std::size_t i = 0; i < members_.size() && i < row.size(); ++i) {
        const std::string value = members_[i] == text_ ? row[i] : trimmed(row[i]);
        if (value.empty()) {
            continue;
        }
        switch (members_[i]) {
        case id:
            out.id = value;
            break;
        case title:
            out.title = one_line(value);
            break;
        case text_:
            out.text = has_markup(value) ? text_of_html(value) : value;
            break;
        case url:
            out.url = value;
            break;
        case outlet:
            out.outlet = value;
            break;
        case weak_outlet:
            if (out.outlet.empty() && value.find('/') == std::string::npos) {
                out.outlet = value;
            }
            break;
        case agencies:
            out.agencies = several(value);
            break;
        case authors:
            out.authors = several(value);
            break;
        case published:
            out.published = metadata_date(value).value_or("");
            dated = true;
            break;
        case modified:
            out.modified = metadata_date(value).value_or("");
            break;
        case place:
            out.place = value;
            break;
        case language:
            out.language = record::language_tag(value);
            break;
        default:
            break;
        }
    }
    return out;
}

void read_table(ByteStream& bytes, std::string_view source, const ReadOptions& options, Emitter& emitter,
                Diagnostics& diagnostics) {
    Rows rows(bytes, source, options.largest);
    std::string record;
    if (!rows.next(record, diagnostics)) {
        return;
    }
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (record.starts_with(byte_order_mark)) {
        record.erase(0, byte_order_mark.size());
    }
    decode_record(record, rows.where(), diagnostics);
    const text::CsvFormat format{table_separator(record), true, false};
    std::vector<std::string> row;
    const Result<bool> header = text::CsvReader(record, std::string(source), format).next(row);
    if (!header || !*header) {
        diagnostics.failed(header
                               ? Error{"the table has no header line", std::string(source), "", "", Exit::some_failed}
                               : header.error());
        return;
    }
    const Result<TableColumns> columns = TableColumns::make(row, options.columns);
    if (!columns || !columns->has_text()) {
        Error error = columns ? Error{"the table has no column for the text", "",
                                      fmt::format("its columns are {}", fmt::join(row, ", ")),
                                      "name it \"text\", or say --map text=COLUMN", Exit::some_failed}
                              : columns.error();
        error.where = source;
        diagnostics.failed(error);
        return;
    }
    while (!emitter.ended() && rows.next(record, diagnostics)) {
        const std::string where = rows.where();
        decode_record(record, where, diagnostics);
        text::CsvReader reader(record, where, format);
        const Result<bool> read = reader.next(row);
        if (!read) {
            Error error = read.error();
            error.where = where;
            diagnostics.failed(error);
            continue;
        }
        if (row.size() > columns->size()) {
            diagnostics.failed({"the row has more fields than the header", where,
                                fmt::format("{} instead of {}", row.size(), columns->size()),
                                "put fields with separators into quotation marks", Exit::some_failed});
            continue;
        }
        bool dated = false;
        Article article = columns->article(row, dated);
        if (article.text.find_first_not_of(" \t\n\r") == std::string::npos) {
            diagnostics.failed({"the article has no text", where, "", "", Exit::some_failed});
            continue;
        }
        if (dated && article.published.empty()) {
            diagnostics.warn({"the date cannot be read, the article is read without it", where, "",
                              "write it as 2024-12-19", Exit::ok});
        }
        emitter.emit(std::move(article), dated);
    }
}

} // namespace demarche::indexer
