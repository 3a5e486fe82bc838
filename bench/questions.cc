// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/questions.hh"

#include <random>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/text/fold.hh"
#include "common/text/words.hh"

namespace demarche::bench {

std::vector<Question> draw(const search::IndexReader& reader, std::size_t of_each) {
    std::mt19937 random(20'241'219);
    const auto statement = [&] {
        const auto& segments = reader.segments();
        const search::Segment& segment = *segments[random() % segments.size()];
        return segment.statement(1 + static_cast<std::uint32_t>(random() % segment.documents())).value();
    };
    const auto words_of = [](const Statement& s) {
        std::vector<std::string> out;
        for (const text::Word& word : text::words(s.text)) {
            if (word.form.size() > 2) {
                out.push_back(text::fold(word.form));
            }
        }
        return out;
    };
    std::vector<Question> out;
    const auto pick = [&](const std::vector<std::string>& words) { return words[random() % words.size()]; };
    const auto all = [](const std::vector<std::string>& words, std::string_view between) {
        std::string ours;
        std::string peer;
        for (const std::string& word : words) {
            ours += (ours.empty() ? "text:" : std::string(between) + "text:") + word;
            peer += (peer.empty() ? "" : std::string(between)) + word;
        }
        return std::pair(ours, "text:(" + peer + ")");
    };
    const char* const kinds[] = {"one word",         "AND of 2",        "AND of 3",         "OR of 3",        "phrase",
                                 "speaker and word", "dates and words", "facets, AND of 2", "facets, OR of 3"};
    for (const char* const kind : kinds) {
        for (std::size_t i = 0; i < of_each; ++i) {
            const Statement s = statement();
            const auto words = words_of(s);
            if (words.size() < 6) {
                --i;
                continue;
            }
            Question question;
            question.kind = kind;
            const std::string_view name = kind;
            const std::size_t count = name == "one word" || name == "speaker and word" ? 1
                                      : name.ends_with("3")                            ? 3
                                                                                       : 2;
            std::vector<std::string> chosen;
            for (std::size_t w = 0; w < count; ++w) {
                chosen.push_back(pick(words));
            }
            if (std::set<std::string>(chosen.begin(), chosen.end()).size() < count) {
                --i;
                continue;
            }
            question.any = name.find("OR") != std::string_view::npos;
            question.words = chosen;
            std::tie(question.query, question.match) = all(chosen, question.any ? " OR " : " AND ");
            if (name == "phrase") {
                const auto forms = text::words(s.text);
                const std::size_t at = random() % (forms.size() - 1);
                question.phrase = true;
                question.words = {text::fold(forms[at].form), text::fold(forms[at + 1].form)};
                const std::string phrase = '"' + question.words[0] + ' ' + question.words[1] + '"';
                question.query = phrase;
                question.match = "text:" + phrase;
            } else if (name == "speaker and word") {
                question.speaker = s.speaker;
                question.query += " speaker=:\"" + s.speaker + '"';
                question.where = "s.speaker = '" + s.speaker + "'";
                question.match += " AND speaker:\"" + s.speaker + '"';
            } else if (name == "dates and words") {
                question.first_day = s.date->plus_days(-15).iso();
                question.last_day = s.date->plus_days(15).iso();
                question.query += " date:" + question.first_day + ".." + question.last_day;
                question.where = "s.date BETWEEN '" + question.first_day + "' AND '" + question.last_day + "'";
            }
            question.facet = name.starts_with("facets");
            out.push_back(std::move(question));
        }
    }
    return out;
}

std::string line_of(const Question& q) {
    const char* const how = q.phrase ? "phrase" : q.any ? "any" : "all";
    return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", q.kind, q.query, how, fmt::join(q.words, " "), q.speaker,
                       q.first_day, q.last_day, q.facet ? 1 : 0);
}

} // namespace demarche::bench
