// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/html_page.hh"

#include <optional>
#include <utility>

#include "common/text/utf8.hh"
#include "indexer/article/dom.hh"
#include "indexer/article/found_date.hh"
#include "indexer/article/html_body.hh"
#include "indexer/article/html_metadata.hh"
#include "indexer/article/markup_text.hh"
#include "indexer/article/page_date.hh"

namespace demarche::indexer {

namespace {

/// Running text, in code points, below which a page must say that it is an article, and below which it is none.
constexpr std::size_t short_article = 250;
constexpr std::size_t no_article = 40;
/// Dates that a page with one article may have: its own, a change, a few of what is related.
constexpr std::size_t most_dated_lines = 4;

tl::unexpected<Error> no_article_here(std::string why) {
    return fail({"this page is no article", "", std::move(why), "", Exit::some_failed});
}

} // namespace

Result<Article> read_html_page(std::string_view html, std::string_view address) {
    const Dom dom = parse_html(html);
    PageMetadata metadata = read_page_metadata(dom, address);
    PageBody body = find_body(dom, {metadata.title, metadata.body});
    // Pages that scripts fill have their text in the metadata alone.
    if (body.running < short_article && text::count_code_points(metadata.body) > 2 * body.running + 200) {
        body.text = text_of_html(metadata.body);
        body.running = text::count_code_points(body.text);
    }
    if (body.text.empty() && !dom.problem().empty()) {
        return fail({"cannot read the page", "", dom.problem(), "", Exit::some_failed});
    }
    if (body.text.empty()) {
        return no_article_here(body.page_links > 0 ? "it has links and no running text" : "it has no text");
    }
    if (metadata.published.empty()) {
        metadata.published = date_beside(dom, body.first, body.last);
    }
    if (body.running < short_article && !metadata.article) {
        // A short statement has its date; a list has many, or none.
        const bool dated = !metadata.published.empty() && count_dated_lines(dom) <= most_dated_lines;
        if (metadata.listing || (!dated && body.page_links > 6 * body.running)) {
            return no_article_here("it is a list of links");
        }
        if (body.running < no_article) {
            return no_article_here("it has no running text");
        }
    }
    Article article;
    article.title = std::move(metadata.title);
    article.text = std::move(body.text);
    article.url = std::move(metadata.url);
    article.outlet = std::move(metadata.outlet);
    article.authors = std::move(metadata.authors);
    article.published = std::move(metadata.published);
    article.modified = std::move(metadata.modified);
    article.place = std::move(metadata.place);
    article.language = std::move(metadata.language);
    if (article.published.empty()) {
        article.published = url_date(article.url.empty() ? address : article.url).value_or("");
    }
    return article;
}

std::string text_of_html(std::string_view html) {
    return text_of_blocks(parse_html(html), 0);
}

} // namespace demarche::indexer
