// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/document.hh"

#include <algorithm>
#include <array>
#include <cmath>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint8_t statement_version = 1;
constexpr std::uint8_t article_version = 1;

/// Confidence is kept to four decimals: what is written twice is the same.
constexpr double confidence_steps = 10'000;

constexpr std::array statement_strings{
    &Statement::id,           &Statement::text,        &Statement::speaker,   &Statement::speaker_as_written,
    &Statement::speaker_role, &Statement::affiliation, &Statement::country,   &Statement::cue,
    &Statement::place,        &Statement::event,       &Statement::addressee, &Statement::language,
    &Statement::article,      &Statement::title,       &Statement::url,       &Statement::outlet,
    &Statement::published,
};
constexpr std::array statement_lists{&Statement::speakers, &Statement::via, &Statement::mentions, &Statement::topics};

constexpr std::array article_strings{
    &Article::id,        &Article::title,    &Article::text,  &Article::url,      &Article::outlet,
    &Article::published, &Article::modified, &Article::place, &Article::language, &Article::source,
};
constexpr std::array article_lists{&Article::agencies, &Article::authors};

template <typename Record, std::size_t strings, std::size_t lists>
void write_strings_of(ByteWriter& out, const Record& record,
                      const std::array<std::string Record::*, strings>& string_members,
                      const std::array<std::vector<std::string> Record::*, lists>& list_members) {
    for (const auto member : string_members) {
        out.string(record.*member);
    }
    for (const auto member : list_members) {
        out.varint((record.*member).size());
        for (const std::string& value : record.*member) {
            out.string(value);
        }
    }
}

template <typename Record, std::size_t strings, std::size_t lists>
void read_strings_of(ByteReader& in, Record& record, const std::array<std::string Record::*, strings>& string_members,
                     const std::array<std::vector<std::string> Record::*, lists>& list_members) {
    for (const auto member : string_members) {
        record.*member = in.string();
    }
    for (const auto member : list_members) {
        const std::size_t count = in.count();
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            (record.*member).emplace_back(in.string());
        }
    }
}

Error damaged_record(std::string_view what) {
    return {"a kept " + std::string(what) + " is damaged", "", "", "restore the index from a copy or index again",
            Exit::bad_index};
}

void write_date(ByteWriter& out, const std::optional<Date>& date) {
    // Days since 1970 may be negative: zigzag, with 0 for none.
    if (!date) {
        out.varint(0);
        return;
    }
    const std::int64_t days = date->days();
    out.varint(static_cast<std::uint64_t>(days >= 0 ? 2 * days : -2 * days - 1) + 1);
}

std::optional<Date> read_date(ByteReader& in) {
    const std::uint64_t value = in.varint();
    constexpr std::uint64_t most = 1U << 23;
    if (value == 0 || value > most) {
        return std::nullopt;
    }
    const auto zigzag = static_cast<std::int64_t>(value - 1);
    return Date::from_days(static_cast<int>(zigzag % 2 == 0 ? zigzag / 2 : -(zigzag + 1) / 2));
}

} // namespace

std::string encode_statement(const Statement& statement) {
    ByteWriter out;
    out.u8(statement_version);
    out.u8(static_cast<std::uint8_t>(statement.kind));
    out.u8(static_cast<std::uint8_t>(statement.speaker_type));
    out.u8(static_cast<std::uint8_t>(statement.date_source));
    write_date(out, statement.date);
    write_date(out, statement.date_end);
    out.varint(static_cast<std::uint64_t>(std::lround(std::clamp(statement.confidence, 0.0, 1.0) * confidence_steps)));
    out.varint(statement.spans.size());
    for (const Span& span : statement.spans) {
        out.varint(span.begin);
        out.varint(span.end);
    }
    write_strings_of(out, statement, statement_strings, statement_lists);
    return std::move(out.bytes);
}

Result<Statement> decode_statement(std::string_view bytes) {
    ByteReader in(bytes);
    Statement statement;
    const std::uint8_t version = in.u8();
    const std::uint8_t kind = in.u8();
    const std::uint8_t speaker_type = in.u8();
    const std::uint8_t date_source = in.u8();
    if (version != statement_version || kind > static_cast<std::uint8_t>(Kind::indirect) ||
        speaker_type > static_cast<std::uint8_t>(SpeakerType::description) ||
        date_source > static_cast<std::uint8_t>(DateSource::path)) {
        return fail(damaged_record("statement"));
    }
    statement.kind = static_cast<Kind>(kind);
    statement.speaker_type = static_cast<SpeakerType>(speaker_type);
    statement.date_source = static_cast<DateSource>(date_source);
    statement.date = read_date(in);
    statement.date_end = read_date(in);
    statement.confidence = static_cast<double>(in.varint()) / confidence_steps;
    const std::size_t spans = in.count();
    for (std::size_t i = 0; i < spans && in.ok(); ++i) {
        const auto begin = static_cast<std::uint32_t>(in.varint());
        const auto end = static_cast<std::uint32_t>(in.varint());
        statement.spans.push_back({begin, end});
    }
    read_strings_of(in, statement, statement_strings, statement_lists);
    if (!in.ok() || !in.at_end()) {
        return fail(damaged_record("statement"));
    }
    return statement;
}

std::string encode_article(const Article& article) {
    ByteWriter out;
    out.u8(article_version);
    out.u8(article.date_given ? 1 : 0);
    write_strings_of(out, article, article_strings, article_lists);
    return std::move(out.bytes);
}

Result<Article> decode_article(std::string_view bytes) {
    ByteReader in(bytes);
    Article article;
    const std::uint8_t version = in.u8();
    article.date_given = in.u8() != 0;
    read_strings_of(in, article, article_strings, article_lists);
    if (version != article_version || !in.ok() || !in.at_end()) {
        return fail(damaged_record("article"));
    }
    return article;
}

} // namespace demarche::index
