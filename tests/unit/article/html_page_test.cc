// SPDX-License-Identifier: GPL-3.0-or-later
// Pages to articles: the body without its surroundings, and what the page says about it.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/html_page.hh"

namespace demarche::indexer {

namespace {

const std::string one =
    "The foreign minister of Estmark said on Monday that the talks in Lisle would go on until both sides agreed.";
const std::string two =
    "\"Nobody leaves this table,\" Lena Osterholt told reporters, adding that the harbour was not for sale.";
const std::string three = "Her counterpart from Varnland, Anton Brandeis, called the offer a first step and promised "
                          "an answer within a week.";

std::string paragraph(const std::string& text) {
    return "<p>" + text + "</p>";
}

const std::string story = paragraph(one) + paragraph(two) + paragraph(three);
const std::string body_text = one + "\n" + two + "\n" + three;

std::string page(const std::string& inside, const std::string& head = "") {
    return "<!DOCTYPE html><html lang=\"en\"><head><title>Talks go on | Gazette</title>" + head + "</head><body>" +
           inside + "</body></html>";
}

struct BodyRow {
    const char* name;
    std::string html;
};

const std::string menu =
    "<ul><li><a href=/a>World</a><li><a href=/b>Politics</a><li><a href=/c>Business and finance</a></ul>";

const std::vector<BodyRow> body_rows{
    {"bare", page(story)},
    {"no html element at all", story},
    {"a headline above", page("<h1>Talks go on</h1>" + story)},
    {"navigation around", page("<nav>" + menu + "</nav><div>" + story + "</div><footer>" +
                               paragraph("The Gazette, 5 Quay Street, Lisle, is not responsible for the content of "
                                         "linked pages, and says so here at length.") +
                               "</footer>")},
    {"menus without names", page("<div>" + menu + "</div><div>" + story + "</div><div>" + menu + "</div>")},
    {"a caption", page("<article><figure><img src=x><figcaption>The two ministers on the stairs of the palace in Lisle "
                       "on Monday.</figcaption></figure>" +
                       story + "</article>")},
    {"a caption by class",
     page("<article>" + paragraph(one) +
          "<div class=\"image-caption\">The two ministers on the stairs of the palace in Lisle on Monday.</div>" +
          paragraph(two) + paragraph(three) + "</article>")},
    {"comments behind", page("<article>" + story +
                             "</article><div id=comments><p>I do not believe a word of what these people say, and "
                             "neither does my neighbour.</p><p>Nor do I, and I have been to Lisle twice this year, "
                             "which is more than can be said of you.</p></div>")},
    {"teasers behind",
     page("<main>" + story +
          "<div class=card><h3><a href=/x>Storm over the coast brings floods</a></h3><p>The storm that reached the "
          "coast on Sunday has left several villages without light and water, the service said.</p></div>"
          "<div class=card><h3><a href=/y>Parliament to vote on the budget</a></h3><p>The second chamber is to vote on "
          "the budget on Thursday, after weeks of dispute about the price of bread.</p></div></main>")},
    {"related links inside",
     page("<article>" + paragraph(one) +
          "<p><strong>Read more:</strong> <a href=/x>Storm over the coast brings floods</a></p>" + paragraph(two) +
          paragraph(three) + "</article>")},
    {"a consent box", page("<div class=\"cookie-banner\"><p>We and our partners use cookies to improve your "
                           "experience, to measure audiences and to show offers.</p></div>" +
                           story)},
    {"a consent box without a name", page("<div><div><p>This website uses cookies to improve your experience and to "
                                          "measure the audience of its pages.</p></div></div><div>" +
                                          story + "</div>")},
    {"an advertisement inside", page("<article>" + paragraph(one) + "<div>Advertisement</div>" + paragraph(two) +
                                     "<aside><p>Subscribe now and read all of the Gazette for four weeks, for the "
                                     "price of one, until Sunday.</p></aside>" +
                                     paragraph(three) + "</article>")},
    {"lines broken twice", page("<div>" + one + "<br><br>" + two + "<br/> <br/>" + three + "</div>")},
    {"a table for the layout", page("<table><tr><td>" + menu + "</td><td>" + story + "</td></tr></table>")},
    {"hidden text", page("<article><div style=\"display: none\"><p>This paragraph is shown to nobody, for the page's "
                         "style hides it from all readers.</p></div>" +
                         story + "</article>")},
    {"scripts and styles",
     page("<script>var x = 'The text of a script is no text of an article, however long it may be.';</script>" + story +
          "<style>p { color: red }</style>")},
    {"frames around frames", page("<div><section><div><div>" + story + "</div></div></section></div>")},
    {"a body called a sidebar", page("<div class=\"content with-sidebar\">" + story + "</div>")},
    {"white space and references", page("<p>\n  " + one +
                                        "\n</p><p>&quot;Nobody leaves this\n   table,&quot; Lena <b>Osterholt</b> told "
                                        "<i>reporters</i>, adding that the harbour was not for sale.</p>" +
                                        paragraph(three))},
};

struct DateRow {
    const char* name;
    std::string head;
    std::string before;
    std::string after;
    const char* published;
    const char* modified;
};

const std::vector<DateRow> date_rows{
    {"JSON-LD",
     R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks go on","datePublished":"2031-05-14T08:00:00+02:00","dateModified":"2031-05-15"}</script>)",
     "", "", "2031-05-14T08:00:00+02:00", "2031-05-15"},
    {"JSON-LD inside @graph",
     R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Article","Thing"],"datePublished":"2031-05-14"}]}</script>)",
     "", "", "2031-05-14", ""},
    {"JSON-LD in a list",
     R"(<script type="application/ld+json">[{"@type":"Organization","name":"x"},{"@type":"http://schema.org/ReportageNewsArticle","datePublished":"2031-05-14"}]</script>)",
     "", "", "2031-05-14", ""},
    {"JSON-LD with a comma too many",
     "<script "
     "type=\"application/"
     "ld+json\">{\"@type\":\"NewsArticle\",\"description\":\"two\nlines\",\"datePublished\":\"2031-05-14\",}</script>",
     "", "", "2031-05-14", ""},
    {"JSON-LD inside a comment",
     "<script "
     "type=\"application/ld+json\"><!--//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2031-05-14\"}//"
     "]]>--></script>",
     "", "", "2031-05-14", ""},
    {"a page's date in JSON-LD",
     R"(<script type="application/ld+json">{"@type":"WebPage","datePublished":"2031-05-14"}</script>)", "", "",
     "2031-05-14", ""},
    {"article: tags",
     R"(<meta property="article:published_time" content="2031-05-14T08:00:00Z"><meta property="article:modified_time" content="2031-05-15T08:00:00Z">)",
     "", "", "2031-05-14T08:00:00Z", "2031-05-15T08:00:00Z"},
    {"only a change", R"(<meta property="article:modified_time" content="2031-05-15T08:00:00Z">)", "", "", "",
     "2031-05-15T08:00:00Z"},
    {"other names", R"(<meta name="DC.date.issued" content="2031-05-14">)", "", "", "2031-05-14", ""},
    {"the next one when the first is no date",
     R"(<meta name="pubdate" content="soon"><meta name="date" content="2031-05-14">)", "", "", "2031-05-14", ""},
    {"microdata", "",
     R"(<span itemprop="datePublished" content="2031-05-14">Wednesday</span><span itemprop="dateModified" content="2031-05-15">Thursday</span>)",
     "", "2031-05-14", "2031-05-15"},
    {"a time element", "", R"(<time datetime="2031-05-14T08:00">Wednesday</time>)", "", "2031-05-14T08:00", ""},
    {"a time element of a change", "",
     R"(<p>Updated <time datetime="2031-05-15">yesterday</time></p><p>14 May 2031</p>)", "", "2031-05-14",
     "2031-05-15"},
    {"many time elements, one marked", "",
     R"(<time datetime="2031-05-01">x</time><time class="entry-date published" datetime="2031-05-14">y</time>)", "",
     "2031-05-14", ""},
    {"printed under the headline", "", "<div>Lisle, 14 May 2031</div>", "", "2031-05-14", ""},
    {"printed, and a change printed before", "",
     "<div>Last updated: 16 May 2031</div><div>Published: 14 May 2031</div>", "", "2031-05-14", ""},
    {"only a change printed", "", "<div>Last updated: 16 May 2031</div>", "", "", ""},
    {"printed at the end", "", "", "<p>Ministry of Foreign Affairs, 14.05.2031</p>", "2031-05-14", ""},
    {"JSON-LD before tags",
     R"(<meta property="article:published_time" content="2030-01-01"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-14"}</script>)",
     "", "", "2031-05-14", ""},
    {"a day in JSON-LD, its hour in a meta tag",
     R"(<meta property="article:published_time" content="2031-05-14T08:00:00Z"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-05-14"}</script>)",
     "", "", "2031-05-14T08:00:00Z", ""},
    {"the address", R"(<link rel="canonical" href="https://gazette.example/2031/05/14/talks">)", "", "", "2031-05-14",
     ""},
    {"nothing", "", "", "", "", ""},
};

} // namespace

TEST_CASE("bodies stand without their surroundings") {
    for (const BodyRow& row : body_rows) {
        DYNAMIC_SECTION(row.name) {
            const Result<Article> article = read_html_page(row.html, "");
            REQUIRE(article.has_value());
            CHECK(article->text == body_text);
        }
    }
}

TEST_CASE("dates of pages, in the order of trust") {
    for (const DateRow& row : date_rows) {
        DYNAMIC_SECTION(row.name) {
            const Result<Article> article = read_html_page(
                page("<article><h1>Talks go on</h1>" + row.before + story + row.after + "</article>", row.head), "");
            REQUIRE(article.has_value());
            CHECK(article->published == row.published);
            CHECK(article->modified == row.modified);
        }
    }
}

TEST_CASE("a clock in the page's head is no date of the article") {
    const Result<Article> article = read_html_page(page("<div>Thursday, 1 January 2032</div>" + menu + "<div>" + menu +
                                                        "</div><div><h1>Talks go on</h1>" + story + "</div>"),
                                                   "");
    REQUIRE(article.has_value());
    CHECK(article->published.empty());
}

TEST_CASE("title, address, outlet, authors and language") {
    const Result<Article> article = read_html_page(
        page(
            "<h1>Talks go on</h1>" + story,
            R"(<link rel="canonical" href="https://gazette.example/talks"><meta property="og:site_name" content="Gazette">
             <meta property="og:title" content="Talks go on &amp;amp; on - Gazette"><meta name="author" content="By Mara Lind and Jo Venn">
             <meta property="og:locale" content="en_GB">)"),
        "http://archive.example/1");
    REQUIRE(article.has_value());
    CHECK(article->title == "Talks go on & on");
    CHECK(article->url == "https://gazette.example/talks");
    CHECK(article->outlet == "Gazette");
    CHECK(article->authors == std::vector<std::string>{"Mara Lind", "Jo Venn"});
    CHECK(article->language == "en");
    const Result<Article> linked = read_html_page(
        page(
            story,
            R"(<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Talks &quot;go on&quot;","author":[{"@id":"#m"},{"name":"Jo Venn"}],
             "publisher":{"@id":"#g"},"inLanguage":"fr"},{"@type":"Person","@id":"#m","name":"Mara Lind"},{"@type":"Organization","@id":"#g","name":"Gazette"}]}</script>)"),
        "https://gazette.example/x");
    REQUIRE(linked.has_value());
    CHECK(linked->title == "Talks \"go on\"");
    CHECK(linked->url == "https://gazette.example/x");
    CHECK(linked->outlet == "Gazette");
    CHECK(linked->authors == std::vector<std::string>{"Mara Lind", "Jo Venn"});
}

TEST_CASE("of several articles in JSON-LD the page's own is taken") {
    const Result<Article> article = read_html_page(
        page("<h1>Talks go on</h1>" + story,
             R"(<link rel="canonical" href="https://gazette.example/talks"><script type="application/ld+json">
             [{"@type":"NewsArticle","headline":"Storm","url":"https://gazette.example/storm","datePublished":"2030-01-01"},
              {"@type":"NewsArticle","headline":"Talks","url":"https://gazette.example/talks","datePublished":"2031-05-14"}]</script>)"),
        "");
    REQUIRE(article.has_value());
    CHECK(article->published == "2031-05-14");
}

TEST_CASE("a page filled by scripts has its text in JSON-LD") {
    const Result<Article> article =
        read_html_page(page("<div id=root></div>",
                            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" + one +
                                " " + three + one + three + "\"}</script>"),
                       "");
    REQUIRE(article.has_value());
    CHECK_THAT(article->text, Catch::StartsWith(one));
}

TEST_CASE("a short statement of a ministry is an article") {
    std::string links;
    for (int i = 0; i < 40; ++i) {
        links += "<li><a href=/" + std::to_string(i) + ">Bilateral relations and treaties, part " + std::to_string(i) +
                 "</a></li>";
    }
    const std::string sentence =
        "The ministry expresses its condolences to the families of the victims of the flood in Varnland.";
    const Result<Article> article = read_html_page(page("<div><ul>" + links +
                                                        "</ul></div><div class=\"view\"><h1>On the flood in "
                                                        "Varnland</h1><div>14 May 2031</div><div class=\"t\"><p>" +
                                                        sentence + "</p></div></div>"),
                                                   "");
    REQUIRE(article.has_value());
    CHECK(article->text == sentence);
    CHECK(article->published == "2031-05-14");
    CHECK(article->title == "On the flood in Varnland");
}

TEST_CASE("a page that calls its body a sidebar is read all the same") {
    const Result<Article> article =
        read_html_page(page("<div><div class=\"sidebar\">" + story + "</div><div class=\"sidebar\">" + story +
                            paragraph(one + one) + "</div></div>"),
                       "");
    REQUIRE(article.has_value());
    CHECK_THAT(article->text, Catch::Contains(two));
}

TEST_CASE("what is no article says so") {
    struct Row {
        const char* name;
        std::string html;
    };
    std::string links;
    for (int i = 0; i < 60; ++i) {
        links += "<li><a href=/" + std::to_string(i) + ">The ministers of the coast meet again in Lisle, part " +
                 std::to_string(i) + "</a></li>";
    }
    const std::vector<Row> rows{
        {"a list of links", page("<h1>Latest</h1><ul>" + links + "</ul>")},
        {"a list with one sentence",
         page("<p>All the news of the ministry at one glance, day by day.</p><ul>" + links + "</ul>")},
        {"a list of dated teasers",
         page("<h1>News</h1><div><p>12 May 2031</p><a href=/a>The minister meets his colleague from "
              "Varnland</a></div><div><p>13 May 2031</p><a href=/b>Statement on the flood in the south of "
              "Varnland</a></div>"
              "<div><p>14 May 2031</p><a href=/c>Visit of the deputy minister to the port of Lisle</a></div><div><p>15 "
              "May 2031</p><a href=/d>Briefing of the spokesperson, 15 May 2031</a></div>"
              "<div><p>16 May 2031</p><a href=/e>On the occasion of the day of the republic</a></div><p>All statements "
              "of the ministry since 2025.</p>")},
        {"nothing", page("")},
        {"a label", page("<p>Loading</p>")},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const Result<Article> article = read_html_page(row.html, "");
            REQUIRE_FALSE(article.has_value());
            CHECK(article.error().what == "this page is no article");
            CHECK_FALSE(article.error().why.empty());
        }
    }
}

} // namespace demarche::indexer
