// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/document_terms.hh"

#include "common/index/schema.hh"
#include "common/index/terms.hh"
#include "common/text/words.hh"

namespace demarche::indexer {

namespace {

using index::field;
using index::make_term;
namespace prefix = index::prefix;

void add_value(Xapian::Document& document, std::string_view field_prefix, std::string_view value) {
    if (value.empty()) {
        return;
    }
    if (const std::string key = index::value_key(value); !key.empty()) {
        document.add_boolean_term(make_term(field_prefix, key));
    }
}

/// A name as a whole and by its words, which bare words of a query reach.
void add_name(Xapian::Document& document, std::string_view field_prefix, std::string_view word_prefix,
              std::string_view name) {
    const std::string key = index::value_key(name);
    if (key.empty()) {
        return;
    }
    document.add_boolean_term(make_term(field_prefix, key));
    std::string_view rest = key;
    for (;;) {
        const std::size_t end = rest.find(' ');
        document.add_boolean_term(make_term(word_prefix, rest.substr(0, end)));
        if (end == std::string_view::npos) {
            return;
        }
        rest.remove_prefix(end + 1);
    }
}

void add_dates(Xapian::Document& document, const Statement& statement) {
    if (statement.date) {
        document.add_boolean_term(index::day_term(*statement.date));
        document.add_boolean_term(index::month_term(statement.date->year(), statement.date->month()));
        document.add_boolean_term(index::year_term(statement.date->year()));
    }
    if (statement.date_source != DateSource::none) {
        document.add_boolean_term(make_term(prefix::date_source, to_string(statement.date_source)));
    }
}

/// The language and its primary subtag, or "und": a query makes the terms of each language the index holds.
void add_language(Xapian::Document& document, std::string_view language) {
    std::string key = index::value_key(language);
    if (key.empty()) {
        key = "und";
    }
    document.add_boolean_term(make_term(field("lang").prefix, key));
    document.add_boolean_term(make_term(field("lang").prefix, key.substr(0, key.find(' '))));
}

/// What `has:` asks for: the choices of the field table.
void add_known(Xapian::Document& document, const Statement& statement) {
    const std::pair<std::string_view, bool> known[] = {
        {"speaker", !statement.speakers.empty()},  {"date", statement.date.has_value()},
        {"place", !statement.place.empty()},       {"event", !statement.event.empty()},
        {"to", !statement.addressee.empty()},      {"mention", !statement.mentions.empty()},
        {"topic", !statement.topics.empty()},      {"agency", !statement.via.empty()},
        {"role", !statement.speaker_role.empty()}, {"country", !statement.country.empty()},
        {"title", !statement.title.empty()},       {"url", !statement.url.empty()},
    };
    for (const auto& [name, is_known] : known) {
        if (is_known) {
            document.add_boolean_term(make_term(field("has").prefix, name));
        }
    }
}

} // namespace

text::Stemmer& DocumentTerms::stemmer(std::string_view language) {
    const auto found = stemmers_.find(language);
    if (found != stemmers_.end()) {
        return found->second;
    }
    return stemmers_.emplace(std::string(language), text::Stemmer(language)).first->second;
}

void DocumentTerms::begin_article(const Article& article) {
    article_terms_.clear();
    article_terms_.push_back(make_term(field("article").prefix, article.id));
    text::Stemmer& stem = stemmer(article.language);
    for (const text::Word& word : text::words(article.title)) {
        article_terms_.push_back(make_term(field("title").prefix, stem.term(word.form)));
    }
}

void DocumentTerms::add(const Statement& statement, Xapian::Document& document, index::WordsBuilder& words) {
    text::Stemmer& stem = stemmer(statement.language);
    for (const text::Word& word : text::words(statement.text)) {
        const std::string& term = stem.term(word.form);
        if (term.empty()) {
            continue;
        }
        document.add_term(term);
        words.add_word(text::folded_form(word.form), term);
    }
    words.end_document();

    document.add_boolean_term(make_term(field("id").prefix, statement.id));
    for (const std::string& term : article_terms_) {
        document.add_boolean_term(term);
    }
    for (const std::string& speaker : statement.speakers) {
        add_name(document, field("speaker").prefix, prefix::speaker_word, speaker);
    }
    for (const std::string& mention : statement.mentions) {
        add_name(document, field("mention").prefix, prefix::mention_word, mention);
    }
    for (const std::string& topic : statement.topics) {
        add_value(document, field("topic").prefix, topic);
    }
    for (const std::string& agency : statement.via) {
        add_value(document, field("agency").prefix, agency);
    }
    add_value(document, field("kind").prefix, to_string(statement.kind));
    add_value(document, field("outlet").prefix, statement.outlet);
    add_value(document, field("country").prefix, statement.country);
    add_value(document, field("role").prefix, statement.speaker_role);
    add_value(document, field("place").prefix, statement.place);
    add_value(document, field("event").prefix, statement.event);
    add_value(document, field("to").prefix, statement.addressee);
    add_language(document, statement.language);
    add_dates(document, statement);
    add_known(document, statement);
}

} // namespace demarche::indexer
