// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/plain_text.hh"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "common/model/article.hh"
#include "common/record/article_record.hh"
#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "common/text/ascii.hh"

namespace demarche::indexer {

namespace {

enum class Key { title, date, modified, outlet, url, author, agency, place, language, id };

constexpr std::array<std::pair<std::string_view, Key>, 19> keys{{{"title", Key::title},
                                                                 {"headline", Key::title},
                                                                 {"date", Key::date},
                                                                 {"published", Key::date},
                                                                 {"datepublished", Key::date},
                                                                 {"modified", Key::modified},
                                                                 {"outlet", Key::outlet},
                                                                 {"publisher", Key::outlet},
                                                                 {"url", Key::url},
                                                                 {"link", Key::url},
                                                                 {"author", Key::author},
                                                                 {"authors", Key::author},
                                                                 {"by", Key::author},
                                                                 {"agency", Key::agency},
                                                                 {"agencies", Key::agency},
                                                                 {"place", Key::place},
                                                                 {"language", Key::language},
                                                                 {"lang", Key::language},
                                                                 {"id", Key::id}}};

/// One "key: value" of a head, with the line (from 1) on which it stands.
struct Field {
    std::string key;
    std::string value;
    /// Items of a YAML list.
    std::vector<std::string> items;
    std::size_t line = 0;
};

struct Head {
    std::vector<Field> fields;
    /// Byte at which the body begins.
    std::size_t body = 0;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::optional<Key> known_key(std::string_view name) {
    const std::string small = text::lower_ascii(name);
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return key.first == small; });
    return found == keys.end() ? std::nullopt : std::optional(found->second);
}

/// "Key: value" with a key of letters, digits, hyphens and underscores, and a blank (or nothing) behind the colon, so
/// that "http://…" and "12:30" are none.
std::optional<Field> split_field(std::string_view line, std::size_t number) {
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 30) {
        return std::nullopt;
    }
    const std::string_view name = line.substr(0, colon);
    const auto is_key_character = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const std::string_view rest = line.substr(colon + 1);
    // A known key may stand without the blank: "Title:Talks begin".
    if (!std::all_of(name.begin(), name.end(), is_key_character) ||
        (!rest.empty() && rest[0] != ' ' && rest[0] != '\t' && !known_key(name))) {
        return std::nullopt;
    }
    return Field{text::lower_ascii(name), std::string(trimmed(rest)), {}, number};
}

/// Lines of a text one after another.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}
    bool done() const { return at_ >= text_.size(); }
    std::size_t at() const { return at_; }
    std::size_t number() const { return number_; }
    std::string_view take() {
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        const std::string_view line = text_.substr(at_, end - at_);
        at_ = end + 1;
        ++number_;
        return line;
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
};

/// The byte behind blank lines at `at`.
std::size_t skip_blank_lines(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (!trimmed(text.substr(at, end - at)).empty()) {
            return at;
        }
        at = end + 1;
    }
    return text.size();
}

std::optional<Head> read_header_block(std::string_view text) {
    Head head;
    Lines lines(text);
    while (!lines.done()) {
        const std::string_view line = lines.take();
        if (trimmed(line).empty()) {
            break;
        }
        if ((line[0] == ' ' || line[0] == '\t') && !head.fields.empty()) {
            head.fields.back().value += " ";
            head.fields.back().value += trimmed(line);
            continue;
        }
        std::optional<Field> field = split_field(line, lines.number());
        if (!field || (head.fields.empty() && !known_key(field->key))) {
            return std::nullopt;
        }
        head.fields.push_back(*std::move(field));
    }
    if (head.fields.empty()) {
        return std::nullopt;
    }
    head.body = skip_blank_lines(text, std::min(lines.at(), text.size()));
    return head;
}

/// A YAML scalar without its quotes or the comment behind it.
std::string scalar(std::string_view value) {
    value = trimmed(value);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'')) {
        const char quote = value[0];
        std::string out;
        for (std::size_t i = 1; i < value.size(); ++i) {
            if (value[i] == quote) {
                if (quote == '\'' && i + 1 < value.size() && value[i + 1] == quote) {
                    ++i;
                } else {
                    break;
                }
            } else if (quote == '"' && value[i] == '\\' && i + 1 < value.size()) {
                ++i;
                if (value[i] == 'n' || value[i] == 't') {
                    out += value[i] == 'n' ? '\n' : '\t';
                    continue;
                }
            }
            out += value[i];
        }
        return out;
    }
    return std::string(trimmed(value.substr(0, value.find(" #"))));
}

/// The items of "[a, b]", commas inside quotes left alone.
std::vector<std::string> flow_list(std::string_view value) {
    std::vector<std::string> items;
    value = value.substr(1, std::min(value.rfind(']'), value.size()) - 1);
    std::size_t begin = 0;
    char quote = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        if (i == value.size() || (value[i] == ',' && quote == 0)) {
            if (std::string item = scalar(value.substr(begin, i - begin)); !item.empty()) {
                items.push_back(std::move(item));
            }
            begin = i + 1;
        } else if (quote != 0) {
            quote = value[i] == quote ? '\0' : quote;
        } else if (value[i] == '"' || value[i] == '\'') {
            quote = value[i];
        }
    }
    return items;
}

std::optional<Head> read_front_matter(std::string_view text) {
    Lines lines(text);
    if (lines.done() || trimmed(lines.take()) != "---") {
        return std::nullopt;
    }
    Head head;
    bool block = false; // Inside a value that is written below its key.
    while (!lines.done()) {
        const std::string_view line = lines.take();
        const std::string_view inner = trimmed(line);
        if (line.starts_with("---") || line.starts_with("...")) {
            head.body = skip_blank_lines(text, std::min(lines.at(), text.size()));
            return head;
        }
        if (inner.empty() || inner[0] == '#') {
            continue;
        }
        if (block && (line[0] == ' ' || line[0] == '\t')) {
            std::string& value = head.fields.back().value;
            value += value.empty() ? "" : " ";
            value += inner;
        } else if (inner.starts_with("- ") && !head.fields.empty()) {
            head.fields.back().items.push_back(scalar(inner.substr(2)));
        } else if (line[0] == ' ' || line[0] == '\t') {
            continue; // Inside a map under a key that is not ours.
        } else if (std::optional<Field> field = split_field(line, lines.number())) {
            block = field->value == "|" || field->value == ">" || field->value == "|-" || field->value == ">-";
            if (block) {
                field->value.clear();
            } else if (field->value.starts_with('[')) {
                field->items = flow_list(field->value);
                field->value.clear();
            } else {
                field->value = scalar(field->value);
                if (field->value == "null" || field->value == "~") {
                    field->value.clear();
                }
            }
            head.fields.push_back(*std::move(field));
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

/// The items of a list, or a value cut at ";" or, when it has none, at ", ".
std::vector<std::string> several(const Field& field) {
    if (!field.items.empty()) {
        return field.items;
    }
    std::vector<std::string> out;
    const std::string_view separator = field.value.find(';') != std::string::npos ? ";" : ", ";
    for (std::size_t begin = 0; begin < field.value.size();) {
        const std::size_t end = std::min(field.value.find(separator, begin), field.value.size());
        const std::string_view one = trimmed(std::string_view(field.value).substr(begin, end - begin));
        if (!one.empty()) {
            out.emplace_back(one);
        }
        begin = end + separator.size();
    }
    return out;
}

class Filler {
  public:
    Filler(PlainText& out, std::string_view source) : out_(out), source_(source) {}

    void fill(const Field& field) {
        const std::optional<Key> key = known_key(field.key);
        if (!key) {
            return;
        }
        Article& article = out_.article;
        switch (*key) {
        case Key::title:
            article.title = field.value;
            break;
        case Key::date:
            out_.dated = out_.dated || !field.value.empty();
            date(field, article.published);
            break;
        case Key::modified:
            date(field, article.modified);
            break;
        case Key::outlet:
            article.outlet = field.value;
            break;
        case Key::url:
            article.url = field.value;
            break;
        case Key::author:
            article.authors = several(field);
            break;
        case Key::agency:
            article.agencies = several(field);
            break;
        case Key::place:
            article.place = field.value;
            break;
        case Key::language:
            article.language = record::language_tag(field.value);
            if (article.language.empty() && !field.value.empty()) {
                warn(field, fmt::format("\"{}\" is no language", field.value), "", "write a tag such as en or pt-BR");
            }
            break;
        case Key::id:
            article.id = field.value;
            break;
        }
    }

  private:
    void warn(const Field& field, std::string what, std::string why, std::string hint) {
        out_.warnings.push_back(
            {std::move(what), fmt::format("{}:{}", source_, field.line), std::move(why), std::move(hint), Exit::ok});
    }

    void date(const Field& field, std::string& into) {
        if (field.value.empty()) {
            return;
        }
        if (Result<std::string> iso = record::read_written_date(field.value)) {
            into = *std::move(iso);
        } else {
            warn(field, iso.error().what + ", the article is read without it", iso.error().why, iso.error().hint);
        }
    }

    PlainText& out_;
    std::string_view source_;
};

} // namespace

PlainText read_plain_text(std::string_view text, std::string_view source) {
    PlainText out;
    std::optional<Head> head = read_front_matter(text);
    if (!head) {
        head = read_header_block(text);
    }
    if (head) {
        Filler filler(out, source);
        for (const Field& field : head->fields) {
            filler.fill(field);
        }
        text.remove_prefix(head->body);
    }
    out.article.text = text;
    return out;
}

} // namespace demarche::indexer
