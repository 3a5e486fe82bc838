// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/filter_terms.hh"

#include "common/index/terms.hh"
#include "common/text/words.hh"

namespace demarche::indexer {

namespace {

using index::field;
using index::make_term;
namespace prefix = index::prefix;

/// What is made again when it has been forgotten: noise in an archive must not fill the memory.
constexpr std::size_t most_met = 100'000;

/// The choices of `has:` and when each holds.
struct Known {
    std::string_view name;
    bool (*holds)(const Statement&);
};
constexpr std::array known_fields{
    Known{"speaker", [](const Statement& s) { return !s.speakers.empty(); }},
    Known{"date", [](const Statement& s) { return s.date.has_value(); }},
    Known{"place", [](const Statement& s) { return !s.place.empty(); }},
    Known{"event", [](const Statement& s) { return !s.event.empty(); }},
    Known{"to", [](const Statement& s) { return !s.addressee.empty(); }},
    Known{"mention", [](const Statement& s) { return !s.mentions.empty(); }},
    Known{"topic", [](const Statement& s) { return !s.topics.empty(); }},
    Known{"agency", [](const Statement& s) { return !s.via.empty(); }},
    Known{"role", [](const Statement& s) { return !s.speaker_role.empty(); }},
    Known{"country", [](const Statement& s) { return !s.country.empty(); }},
    Known{"title", [](const Statement& s) { return !s.title.empty(); }},
    Known{"url", [](const Statement& s) { return !s.url.empty(); }},
};

} // namespace

FilterTerms::FilterTerms(index::FiltersBuilder& filters) : filters_(filters) {
    static_assert(known_fields.size() == std::tuple_size_v<decltype(known_)>);
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        kinds_[i] = filters_.number(make_term(field("kind").prefix, to_string(static_cast<Kind>(i))));
    }
    for (std::size_t i = 1; i < date_sources_.size(); ++i) {
        date_sources_[i] = filters_.number(make_term(prefix::date_source, to_string(static_cast<DateSource>(i))));
    }
    for (std::size_t i = 0; i < known_.size(); ++i) {
        known_[i] = filters_.number(make_term(field("has").prefix, known_fields[i].name));
    }
}

const FilterTerms::Numbers& FilterTerms::value(Met& met, std::string_view value) {
    if (const auto found = met.values.find(value); found != met.values.end()) {
        return found->second;
    }
    if (met.values.size() >= most_met) {
        met.values.clear();
    }
    Numbers numbers;
    const std::string key = index::value_key(value);
    if (!key.empty()) {
        numbers.push_back(filters_.number(make_term(met.prefix, key)));
        // A name as a whole and by its words.
        std::string_view rest = key;
        while (!met.word_prefix.empty() && !rest.empty()) {
            const std::size_t end = rest.find(' ');
            numbers.push_back(filters_.number(make_term(met.word_prefix, rest.substr(0, end))));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
    }
    return met.values.emplace(std::string(value), std::move(numbers)).first->second;
}

/// The language and its primary subtag, or "und": a query makes the terms of each language the index holds.
const FilterTerms::Numbers& FilterTerms::language(std::string_view code) {
    if (const auto found = languages_.find(code); found != languages_.end()) {
        return found->second;
    }
    std::string key = index::value_key(code);
    if (key.empty()) {
        key = "und";
    }
    Numbers numbers{filters_.number(make_term(field("lang").prefix, key))};
    if (const std::size_t end = key.find(' '); end != std::string::npos) {
        numbers.push_back(filters_.number(make_term(field("lang").prefix, key.substr(0, end))));
    }
    return languages_.emplace(std::string(code), std::move(numbers)).first->second;
}

const FilterTerms::Numbers& FilterTerms::day(Date date) {
    Numbers& numbers = days_[date.days()];
    if (numbers.empty()) {
        numbers = {filters_.number(index::day_term(date)),
                   filters_.number(index::month_term(date.year(), date.month())),
                   filters_.number(index::year_term(date.year()))};
    }
    return numbers;
}

void FilterTerms::add(const Numbers& numbers, std::uint32_t docid) {
    for (const std::uint32_t number : numbers) {
        filters_.add(number, docid);
    }
}

void FilterTerms::begin_article(const Article& article, text::Stemmer& stemmer) {
    of_article_.clear();
    of_article_.push_back(filters_.number(make_term(field("article").prefix, article.id)));
    for (const text::Word& word : text::words(article.title)) {
        if (const std::string& term = stemmer.term(word.form); !term.empty()) {
            of_article_.push_back(filters_.number(make_term(field("title").prefix, term)));
        }
    }
}

void FilterTerms::add(const Statement& statement, std::uint32_t docid) {
    add(of_article_, docid);
    const auto add_value = [&](Met& met, std::string_view text) {
        if (!text.empty()) {
            add(value(met, text), docid);
        }
    };
    const auto add_values = [&](Met& met, const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            add_value(met, text);
        }
    };
    add_values(speakers_, statement.speakers);
    add_values(mentions_, statement.mentions);
    add_values(topics_, statement.topics);
    add_values(agencies_, statement.via);
    add_value(outlets_, statement.outlet);
    add_value(countries_, statement.country);
    add_value(roles_, statement.speaker_role);
    add_value(places_, statement.place);
    add_value(events_, statement.event);
    add_value(addressees_, statement.addressee);
    add(language(statement.language), docid);
    if (statement.date) {
        add(day(*statement.date), docid);
    }
    filters_.add(kinds_[static_cast<std::size_t>(statement.kind)], docid);
    if (statement.date_source != DateSource::none) {
        filters_.add(date_sources_[static_cast<std::size_t>(statement.date_source)], docid);
    }
    for (std::size_t i = 0; i < known_fields.size(); ++i) {
        if (known_fields[i].holds(statement)) {
            filters_.add(known_[i], docid);
        }
    }
}

} // namespace demarche::indexer
