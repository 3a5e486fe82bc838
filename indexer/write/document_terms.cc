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

DocumentTerms::Language& DocumentTerms::language(std::string_view code) {
    const auto found = languages_.find(code);
    if (found != languages_.end()) {
        return found->second;
    }
    return languages_.emplace(std::string(code), Language{text::Stemmer(code), {}}).first->second;
}

const DocumentTerms::Known& DocumentTerms::known(Language& language, const std::string& form,
                                                 index::WordsBuilder& words) {
    if (const auto found = language.words.find(form); found != language.words.end()) {
        return found->second;
    }
    // A segment of much foreign text or noise has very many forms: what was made can be made again.
    constexpr std::size_t most_kept = 200'000;
    if (language.words.size() >= most_kept) {
        language.words.clear();
    }
    Known made;
    made.term = language.stemmer.term(form);
    if (!made.term.empty()) {
        made.number = words.number(text::folded_form(form), made.term);
    }
    return language.words.emplace(form, std::move(made)).first->second;
}

const std::vector<std::string>& DocumentTerms::name_terms(std::string_view field_prefix, std::string_view word_prefix,
                                                          std::string_view name) {
    constexpr std::size_t most_kept = 100'000;
    if (names_.size() >= most_kept) {
        names_.clear();
    }
    std::string key(field_prefix);
    key += '\0';
    key += name;
    const auto [found, is_new] = names_.try_emplace(std::move(key));
    std::vector<std::string>& terms = found->second;
    if (!is_new) {
        return terms;
    }
    const std::string value = index::value_key(name);
    if (value.empty()) {
        return terms;
    }
    terms.push_back(make_term(field_prefix, value));
    // A name as a whole and by its words, which bare words of a query reach.
    std::string_view rest = value;
    while (!word_prefix.empty() && !rest.empty()) {
        const std::size_t end = rest.find(' ');
        terms.push_back(make_term(word_prefix, rest.substr(0, end)));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return terms;
}

void DocumentTerms::begin_article(const Article& article) {
    article_terms_.clear();
    article_terms_.push_back(make_term(field("article").prefix, article.id));
    text::Stemmer& stem = language(article.language).stemmer;
    for (const text::Word& word : text::words(article.title)) {
        article_terms_.push_back(make_term(field("title").prefix, stem.term(word.form)));
    }
}

void DocumentTerms::add(const Statement& statement, Xapian::Document& document, index::WordsBuilder& words) {
    Language& spoken = language(statement.language);
    for (const text::Word& word : text::words(statement.text)) {
        const Known& made = known(spoken, word.form, words);
        if (!made.term.empty()) {
            document.add_term(made.term);
            words.add_number(made.number);
        }
    }
    words.end_document();

    const auto add_name = [&](std::string_view field_prefix, std::string_view word_prefix, std::string_view name) {
        if (!name.empty()) {
            for (const std::string& term : name_terms(field_prefix, word_prefix, name)) {
                document.add_boolean_term(term);
            }
        }
    };
    const auto add_value = [&](std::string_view field_prefix, std::string_view value) {
        add_name(field_prefix, {}, value);
    };
    document.add_boolean_term(make_term(field("id").prefix, statement.id));
    for (const std::string& term : article_terms_) {
        document.add_boolean_term(term);
    }
    for (const std::string& speaker : statement.speakers) {
        add_name(field("speaker").prefix, prefix::speaker_word, speaker);
    }
    for (const std::string& mention : statement.mentions) {
        add_name(field("mention").prefix, prefix::mention_word, mention);
    }
    for (const std::string& topic : statement.topics) {
        add_value(field("topic").prefix, topic);
    }
    for (const std::string& agency : statement.via) {
        add_value(field("agency").prefix, agency);
    }
    add_value(field("kind").prefix, to_string(statement.kind));
    add_value(field("outlet").prefix, statement.outlet);
    add_value(field("country").prefix, statement.country);
    add_value(field("role").prefix, statement.speaker_role);
    add_value(field("place").prefix, statement.place);
    add_value(field("event").prefix, statement.event);
    add_value(field("to").prefix, statement.addressee);
    add_language(document, statement.language);
    add_dates(document, statement);
    add_known(document, statement);
}

} // namespace demarche::indexer
