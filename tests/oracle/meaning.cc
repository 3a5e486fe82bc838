// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/oracle/meaning.hh"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common/text/fold.hh"
#include "common/text/stem.hh"
#include "common/text/words.hh"

namespace demarche::test {

namespace {

using Strings = std::vector<std::string>;

std::string term_of(const std::string& form, const std::string& language) {
    static std::map<std::string, text::Stemmer> stemmers;
    return stemmers.try_emplace(language, language == "und" ? "" : language).first->second.term(form);
}

Strings forms_of(std::string_view text) {
    Strings out;
    for (const text::Word& word : text::words(text)) {
        out.push_back(word.form);
    }
    return out;
}

Strings folded(Strings forms) {
    for (std::string& form : forms) {
        form = text::folded_form(form);
    }
    return forms;
}

bool holds(const Strings& list, const std::string& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

/// Whether all words of a value are among those of a name.
bool names(const std::string& name, const std::string& value) {
    const Strings words = folded(forms_of(name));
    const Strings wanted = folded(forms_of(value));
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) { return holds(words, word); });
}

bool any_names(const Strings& list, const std::string& value) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& name) { return names(name, value); });
}

/// A word matches by its stem in the statement's own language, or as the same form.
bool word_stands(const Record& record, const std::string& form) {
    return holds(record.terms, term_of(form, record.statement.language)) ||
           holds(record.forms, text::folded_form(form));
}

bool bare_word_stands(const Record& record, const std::string& form) {
    return word_stands(record, form) || any_names(record.statement.speakers, form) ||
           any_names(record.statement.mentions, form);
}

/// Where a row of words stands: the place of its first.
std::vector<std::size_t> places_of(const Strings& words, const Strings& row) {
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at + row.size() <= words.size(); ++at) {
        if (std::equal(row.begin(), row.end(), words.begin() + static_cast<std::ptrdiff_t>(at))) {
            out.push_back(at);
        }
    }
    return out;
}

/// Words put at different places, each with the number allowed between neighbours or in all; `ordered`: in order.
bool near_each_other(const std::vector<std::vector<std::size_t>>& places, std::size_t distance, bool ordered,
                     bool in_all) {
    std::vector<std::size_t> order(places.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    do {
        // Sets of (first, last) reachable with the words taken so far in this order.
        std::set<std::pair<std::size_t, std::size_t>> reached;
        for (const std::size_t at : places[order[0]]) {
            reached.emplace(at, at);
        }
        for (std::size_t i = 1; i < order.size(); ++i) {
            std::set<std::pair<std::size_t, std::size_t>> next;
            for (const auto& [first, last] : reached) {
                for (const std::size_t at : places[order[i]]) {
                    const bool fits =
                        at > last && (in_all ? at - first + 1 - (i + 1) <= distance : at - last - 1 <= distance);
                    if (fits) {
                        next.emplace(first, at);
                    }
                }
            }
            reached = std::move(next);
        }
        if (!reached.empty()) {
            return true;
        }
    } while (!ordered && std::next_permutation(order.begin(), order.end()));
    return false;
}

std::vector<std::vector<std::size_t>> places_of_each(const Strings& words, const Strings& each) {
    std::vector<std::vector<std::size_t>> out;
    for (const std::string& word : each) {
        out.push_back(places_of(words, {word}));
    }
    return out;
}

class Generator {
  public:
    Generator(std::mt19937& random, const Vocabulary& from) : random_(random), from_(from) {}

    Meaning any(int depth) {
        if (depth == 0 || random_() % 4 == 0) {
            return leaf();
        }
        switch (random_() % 6) {
        case 0: {
            const Meaning a = any(depth - 1);
            static const Strings signs{"NOT (", "-(", "!("};
            return {pick(random_, signs) + a.text + ')', [a](const Record& r) { return !a.holds(r); }};
        }
        case 1:
        case 2: {
            const Meaning a = any(depth - 1);
            const Meaning b = any(depth - 1);
            // Side by side, groups are AND too.
            return {fmt::format("({}){}({})", a.text, random_() % 2 == 0 ? " AND " : " ", b.text),
                    [a, b](const Record& r) { return a.holds(r) && b.holds(r); }};
        }
        case 3: {
            const Meaning a = leaf_word();
            const Meaning b = leaf_word();
            const Meaning c = leaf();
            return {fmt::format("{} {} -({})", a.text, b.text, c.text),
                    [a, b, c](const Record& r) { return a.holds(r) && b.holds(r) && !c.holds(r); }};
        }
        default: {
            const Meaning a = any(depth - 1);
            const Meaning b = any(depth - 1);
            return {fmt::format("({}) {} ({})", a.text, random_() % 2 == 0 ? "OR" : "|", b.text),
                    [a, b](const Record& r) { return a.holds(r) || b.holds(r); }};
        }
        }
    }

  private:
    std::string word() {
        const Strings forms = forms_of(pick(random_, from_.words));
        return pick(random_, forms);
    }

    Meaning leaf_word() {
        const std::string form = word();
        if (random_() % 2 == 0) {
            return {"text:" + form, [form](const Record& r) { return word_stands(r, form); }};
        }
        return {form, [form](const Record& r) { return bare_word_stands(r, form); }};
    }

    Meaning leaf() {
        switch (random_() % 14) {
        case 0:
        case 1:
        case 2:
            return leaf_word();
        case 3: {
            const std::string form = word();
            return {'=' + form, [form](const Record& r) { return holds(r.forms, text::folded_form(form)); }};
        }
        case 4:
            return phrase();
        case 5:
            return window();
        case 6:
            return near();
        case 7:
            return wildcard();
        case 8:
        case 9:
            return name();
        case 10:
            return value();
        case 11:
        case 12:
            return date();
        default:
            return other();
        }
    }

    Meaning phrase() {
        Strings words;
        for (std::size_t i = 1 + random_() % 3; i > 0; --i) {
            words.push_back(word());
        }
        const Strings wanted = folded(words);
        static const std::vector<std::pair<std::string, std::string>> marks{
            {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}};
        const auto [open, close] = pick(random_, marks);
        const bool in_title = random_() % 6 == 0;
        return {(in_title ? "title:" : "") + open + fmt::format("{}", fmt::join(words, " ")) + close,
                [wanted, in_title](const Record& r) {
                    return !places_of(in_title ? r.title_forms : r.forms, wanted).empty();
                }};
    }

    Meaning window() {
        Strings words;
        for (std::size_t i = 2 + random_() % 2; i > 0; --i) {
            words.push_back(word());
        }
        const Strings wanted = folded(words);
        const std::size_t distance = random_() % 5;
        return {fmt::format("\"{}\"~{}", fmt::join(words, " "), distance), [wanted, distance](const Record& r) {
                    return near_each_other(places_of_each(r.forms, wanted), distance, false, true);
                }};
    }

    Meaning near() {
        Strings words;
        for (std::size_t i = 2 + random_() % 2; i > 0; --i) {
            words.push_back(word());
        }
        const std::size_t distance = random_() % 6;
        const bool ordered = random_() % 2 == 0;
        const std::string between = fmt::format(" {}/{} ", ordered ? "ADJ" : "NEAR", distance);
        // Stems of one language or forms: which languages' stems a word has elsewhere is the engine's business.
        const bool exact = from_.languages.size() > 1;
        Strings typed = words;
        for (std::string& w : typed) {
            w = (exact ? "=" : "") + w;
        }
        return {fmt::format("{}", fmt::join(typed, between)), [words, distance, ordered, exact](const Record& r) {
                    Strings wanted;
                    for (const std::string& w : words) {
                        wanted.push_back(exact ? text::folded_form(w) : term_of(w, r.statement.language));
                    }
                    return near_each_other(places_of_each(exact ? r.forms : r.terms, wanted), distance, ordered, false);
                }};
    }

    Meaning wildcard() {
        const std::string form = text::fold(word());
        const std::size_t letters = 2 + random_() % 3;
        std::size_t end = 0;
        for (std::size_t i = 0; i < letters && end < form.size(); ++i) {
            do {
                ++end;
            } while (end < form.size() && (static_cast<unsigned char>(form[end]) & 0xc0U) == 0x80U);
        }
        const std::string beginning = form.substr(0, end);
        std::size_t count = 0;
        for (const char c : beginning) {
            count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
        }
        if (count < 2 || forms_of(beginning) != Strings{beginning}) {
            return leaf_word();
        }
        const std::string ending = random_() % 3 == 0 && form.back() > 0 ? form.substr(form.size() - 1) : "";
        return {beginning + '*' + ending, [beginning, ending](const Record& r) {
                    return std::any_of(r.forms.begin(), r.forms.end(), [&](const std::string& f) {
                        return f.size() >= beginning.size() + ending.size() && f.starts_with(beginning) &&
                               f.ends_with(ending);
                    });
                }};
    }

    Meaning name() {
        const bool speaker = random_() % 2 == 0;
        const std::string whole = pick(random_, from_.speakers);
        const Strings words = forms_of(whole);
        const std::string value = random_() % 2 == 0 ? whole : pick(random_, words);
        if (random_() % 5 == 0) {
            return {fmt::format("{}=:\"{}\"", speaker ? "speaker" : "mention", whole),
                    [speaker, whole](const Record& r) {
                        return holds(speaker ? r.statement.speakers : r.statement.mentions, whole);
                    }};
        }
        return {fmt::format("{}:\"{}\"", speaker ? "speaker" : "mention", value), [speaker, value](const Record& r) {
                    return any_names(speaker ? r.statement.speakers : r.statement.mentions, value);
                }};
    }

    Meaning value() {
        switch (random_() % 5) {
        case 0: {
            const std::string v = pick(random_, from_.outlets);
            return {fmt::format("outlet:\"{}\"", v), [v](const Record& r) { return names(r.statement.outlet, v); }};
        }
        case 1: {
            const std::string v = pick(random_, from_.topics);
            return {fmt::format("topic:\"{}\"", v), [v](const Record& r) { return any_names(r.statement.topics, v); }};
        }
        case 2: {
            const std::string v = pick(random_, from_.places);
            return {fmt::format("place:\"{}\"", v), [v](const Record& r) { return names(r.statement.place, v); }};
        }
        case 3: {
            const std::string v = pick(random_, from_.roles);
            return {fmt::format("role:\"{}\"", v), [v](const Record& r) { return names(r.statement.speaker_role, v); }};
        }
        default: {
            const std::string v = pick(random_, from_.languages);
            return {"lang:" + v, [v](const Record& r) { return r.statement.language == v; }};
        }
        }
    }

    Meaning date() {
        const std::string year = std::to_string(2022 + random_() % 3);
        const std::string month = fmt::format("{}-{:02}", year, 1 + random_() % 12);
        const std::string day = fmt::format("{}-{:02}", month, 1 + random_() % 28);
        const std::string value = random_() % 3 == 0 ? year : random_() % 2 == 0 ? month : day;
        static const Strings fields{"date", "said", "published"};
        const std::string field = pick(random_, fields);
        // The day as text, or empty; periods are beginnings of days.
        const auto day_of = [field](const Record& r) {
            if (field == "published") {
                return r.statement.published.substr(0, 10);
            }
            const bool counts = r.statement.date && (field == "date" || r.statement.date_source == DateSource::stated);
            return counts ? r.statement.date->iso() : std::string();
        };
        switch (random_() % 5) {
        case 0:
            return {field + ':' + value, [=](const Record& r) { return day_of(r).starts_with(value); }};
        case 1:
            return {field + ":>" + value, [=](const Record& r) {
                        const std::string d = day_of(r);
                        return !d.empty() && d.substr(0, value.size()) > value;
                    }};
        case 2:
            return {field + ":<=" + value, [=](const Record& r) {
                        const std::string d = day_of(r);
                        return !d.empty() && d.substr(0, value.size()) <= value;
                    }};
        case 3:
            return {field + ':' + value + "..", [=](const Record& r) { return day_of(r) >= value; }};
        default:
            return {field + ":.." + value, [=](const Record& r) {
                        const std::string d = day_of(r);
                        return !d.empty() && d.substr(0, value.size()) <= value;
                    }};
        }
    }

    Meaning other() {
        switch (random_() % 6) {
        case 0: {
            static const std::vector<std::pair<std::string, Kind>> kinds{
                {"direct", Kind::direct}, {"mixed", Kind::mixed}, {"indirect", Kind::indirect}};
            const auto [text, kind] = pick(random_, kinds);
            return {"kind:" + text, [kind = kind](const Record& r) { return r.statement.kind == kind; }};
        }
        case 1: {
            const double least = static_cast<double>(random_() % 101) / 100;
            return {fmt::format("confidence:>={}", least),
                    [least](const Record& r) { return r.statement.confidence >= least; }};
        }
        case 2:
            return {"has:speaker", [](const Record& r) { return !r.statement.speakers.empty(); }};
        case 3:
            return {"has:place", [](const Record& r) { return !r.statement.place.empty(); }};
        case 4: {
            const std::string form = word();
            // Titles are stemmed by their article's language, which a query does not know: one language alone.
            if (from_.languages.size() > 1) {
                return {"*", [](const Record&) { return true; }};
            }
            return {"title:" + form, [form](const Record& r) { return holds(r.title_terms, term_of(form, "en")); }};
        }
        default:
            return {"*", [](const Record&) { return true; }};
        }
    }

    std::mt19937& random_;
    const Vocabulary& from_;
};

} // namespace

Record record_of(const Statement& statement, const Article& article) {
    Record record;
    record.statement = statement;
    record.statement.title = article.title;
    record.statement.outlet = article.outlet;
    record.statement.published = article.published;
    for (const std::string& form : forms_of(statement.text)) {
        record.forms.push_back(text::folded_form(form));
        record.terms.push_back(term_of(form, statement.language));
    }
    for (const std::string& form : forms_of(article.title)) {
        record.title_forms.push_back(text::folded_form(form));
        record.title_terms.push_back(term_of(form, article.language));
    }
    return record;
}

Meaning random_meaning(std::mt19937& random, const Vocabulary& vocabulary, int depth) {
    return Generator(random, vocabulary).any(depth);
}

std::map<std::string, std::uint64_t> counts_of(const std::vector<const Record*>& records, const std::string& field) {
    std::map<std::string, std::uint64_t> counts;
    for (const Record* record : records) {
        const Statement& s = record->statement;
        const Strings values = field == "speaker"   ? s.speakers
                               : field == "mention" ? s.mentions
                               : field == "topic"   ? s.topics
                               : field == "kind"    ? Strings{std::string(to_string(s.kind))}
                               : field == "outlet"  ? Strings{s.outlet}
                               : field == "place"   ? Strings{s.place}
                               : field == "lang"    ? Strings{s.language}
                               : field == "year"    ? Strings{s.date ? s.date->iso().substr(0, 4) : ""}
                                                    : Strings{s.date ? s.date->iso().substr(0, 7) : ""};
        for (const std::string& value : values) {
            if (!value.empty()) {
                ++counts[value];
            }
        }
    }
    return counts;
}

} // namespace demarche::test
