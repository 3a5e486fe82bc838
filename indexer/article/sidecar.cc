// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/sidecar.hh"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <xxhash.h>

#include "common/text/csv.hh"
#include "common/text/decode.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/article/table.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t largest = 1U << 30U;

tl::unexpected<Error> refuse(std::string what, const std::string& path, std::string why = {}, std::string hint = {}) {
    return fail({std::move(what), path, std::move(why), std::move(hint), Exit::usage});
}

std::string normal(std::string_view path) {
    while (path.starts_with("./")) {
        path.remove_prefix(2);
    }
    return std::string(path);
}

void put(std::string& into, const std::string& value) {
    if (!value.empty()) {
        into = value;
    }
}

} // namespace

Result<Sidecar> Sidecar::read(const std::string& path, const std::vector<std::string>& map) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return refuse("cannot read the table of metadata", path, std::generic_category().message(errno));
    }
    FileStream bytes(descriptor, path, true);
    std::string raw;
    const Result<bool> whole = read_all(bytes, raw, largest);
    if (!whole || !*whole) {
        return refuse("cannot read the table of metadata", path, whole ? "it is too large" : whole.error().why);
    }
    const std::string text = text::decode(raw).text;
    text::CsvReader rows(text, path, {table_separator(text.substr(0, text.find('\n'))), true, false});
    std::vector<std::string> row;
    const Result<bool> header = rows.next(row);
    if (!header || !*header) {
        return refuse("the table of metadata has no header line", path);
    }
    Result<TableColumns> columns = TableColumns::make(row, map);
    if (!columns) {
        return refuse(columns.error().what, path);
    }
    if (!columns->has_path()) {
        return refuse("the table of metadata has no column that names articles", path,
                      fmt::format("its columns are {}", fmt::join(row, ", ")), "name it path, file, id or url");
    }
    Sidecar out;
    out.checksum_ = XXH3_64bits(raw.data(), raw.size());
    while (true) {
        const Result<bool> more = rows.next(row);
        if (!more) {
            Error error = more.error();
            error.exit = Exit::usage;
            return fail(std::move(error));
        }
        if (!*more) {
            return out;
        }
        Row one;
        one.article = columns->article(row, one.dated);
        if (one.dated && one.article.published.empty()) {
            return refuse("the date cannot be read", fmt::format("{}:{}", path, rows.line()), "",
                          "write it as 2024-12-19");
        }
        const std::string key = normal(columns->path(row));
        if (!key.empty()) {
            out.rows_.try_emplace(key, std::move(one));
        }
    }
}

const Sidecar::Row* Sidecar::find(std::string_view key) const {
    if (key.empty()) {
        return nullptr;
    }
    const auto found = rows_.find(normal(key));
    return found == rows_.end() ? nullptr : &found->second;
}

void Sidecar::complete(Article& article, std::string_view name, std::string_view source, bool& dated) const {
    const Row* row = nullptr;
    for (const std::string_view key : {std::string_view(article.id), name, source, name.substr(name.rfind('/') + 1),
                                       std::string_view(article.url)}) {
        row = row == nullptr ? find(key) : row;
    }
    if (row == nullptr) {
        return;
    }
    const Article& told = row->article;
    put(article.title, told.title);
    put(article.url, told.url);
    put(article.outlet, told.outlet);
    put(article.published, told.published);
    put(article.modified, told.modified);
    put(article.place, told.place);
    put(article.language, told.language);
    if (!told.authors.empty()) {
        article.authors = told.authors;
    }
    if (!told.agencies.empty()) {
        article.agencies = told.agencies;
    }
    dated = dated || row->dated;
}

} // namespace demarche::indexer
