// SPDX-License-Identifier: GPL-3.0-or-later
// One small article in every format that is read: the same text, title, date, outlet and author come out.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/article/markdown.hh"
#include "indexer/article/pdf.hh"
#include "indexer/article/reader.hh"

namespace demarche::indexer {

namespace {

struct ReadOut {
    std::vector<Article> articles;
    std::vector<std::string> lines;
    std::size_t failures = 0;
};

ReadOut read(std::string_view bytes, const std::string& name, const ReadOptions& options = {}) {
    ReadOut out;
    KeptDiagnostics diagnostics;
    MemoryStream stream(bytes);
    Entry entry{"in/" + name, name, stream};
    read_articles(
        entry, options,
        [&](Article&& article) {
            out.articles.push_back(std::move(article));
            return true;
        },
        diagnostics);
    out.lines = diagnostics.lines;
    out.failures = diagnostics.failures();
    return out;
}

const char* const title = "Talks go on in Lisle";
const std::string text = "The talks go on, Lena Osterholt said on Monday in Lisle, after a night without "
                         "result.\n“Nobody leaves this table,” she told reporters & others.";
const char* const url = "https://gazette.example/talks";

struct Row {
    const char* name;
    const char* file;
    std::string bytes;
};

const std::string paragraphs = "<p>The talks go on, <b>Lena Osterholt</b> said on Monday in Lisle, after a night "
                               "without result.</p><p>“Nobody leaves this table,” she told reporters &amp; others.</p>";
const std::string escaped =
    "&lt;p&gt;The talks go on, Lena Osterholt said on Monday in Lisle, after a night without "
    "result.&lt;/p&gt;&lt;p&gt;“Nobody leaves this table,” she told reporters &amp;amp; others.&lt;/p&gt;";

const std::vector<Row> rows{
    {"plain text", "a.txt",
     "Title: Talks go on in Lisle\nDate: 14 May 2031\nOutlet: Gazette\nAuthor: Mara Lind\nURL: "
     "https://gazette.example/talks\nLanguage: en\n\n" +
         text},
    {"Markdown", "a.md",
     "---\ndate: 2031-05-14\noutlet: Gazette\nauthor: Mara Lind\nurl: https://gazette.example/talks\nlanguage: "
     "en\n---\n# Talks go on in Lisle\n\nThe talks go on, **Lena Osterholt**\nsaid on [Monday](https://x.example/) in "
     "Lisle,\nafter a night without result.\n\n> “Nobody leaves this table,” she told *reporters* & others.\n"},
    {"JSON Lines", "a.jsonl",
     R"({"title":"Talks go on in Lisle","date":"2031-05-14","outlet":"Gazette","author":"Mara Lind","url":"https://gazette.example/talks","lang":"en","text":")" +
         std::string("The talks go on, Lena Osterholt said on Monday in Lisle, after a night without result.\\n“Nobody "
                     "leaves this table,” she told reporters & others.") +
         "\"}\n"},
    {"JSON with HTML inside", "a.json",
     R"([{"headline":"Talks go on in Lisle","datePublished":"2031-05-14","publisher":{"name":"Gazette"},"author":["Mara Lind"],"link":"https://gazette.example/talks","inLanguage":"en","content":")" +
         paragraphs + "\"}]"},
    {"JSON-LD", "a.json",
     R"({"@context":"https://schema.org","@graph":[{"@type":"Organization","name":"x"},{"@type":"NewsArticle","headline":"Talks go on in Lisle","datePublished":"2031-05-14","publisher":{"@type":"Organization","name":"Gazette"},"author":{"@type":"Person","name":"Mara Lind"},"url":"https://gazette.example/talks","inLanguage":"en","articleBody":")" +
         paragraphs + "\"}]}"},
    {"ninjs 1", "a.json",
     R"({"uri":"https://gazette.example/talks","url":"https://gazette.example/talks","type":"text","versioncreated":"2031-05-14","language":"en","headline":"Talks go on in Lisle","byline":"By Mara Lind","infosource":[{"name":"Gazette"}],"body_html":")" +
         paragraphs + "\"}"},
    {"ninjs 2", "a.json",
     R"({"uri":"https://gazette.example/talks","url":"https://gazette.example/talks","standard":{"name":"ninjs"},"firstCreated":"2031-05-14","versionCreated":"2031-05-14","language":"en","headlines":[{"role":"short","value":"Talks"},{"role":"main","value":"Talks go on in Lisle"}],"by":"","byline":"Mara Lind","infosources":[{"name":"Gazette"}],"bodies":[{"role":"main","contentType":"text/html","value":")" +
         paragraphs + "\"}]}"},
    {"CSV", "a.csv",
     "headline,publication_date,publisher,author,link,lang,body\nTalks go on in Lisle,2031-05-14,Gazette,Mara "
     "Lind,https://gazette.example/talks,en,\"" +
         text + "\"\n"},
    {"TSV", "a.tsv",
     "title\tdate\toutlet\tauthors\turl\tlanguage\ttext\nTalks go on in Lisle\t2031-05-14\tGazette\tMara "
     "Lind\thttps://gazette.example/talks\ten\t" +
         paragraphs + "\n"},
    {"CSV with semicolons and HTML, in CRLF", "a.csv",
     "title;date;outlet;authors;url;language;text\r\nTalks go on in Lisle;14.05.2031;Gazette;Mara "
     "Lind;https://gazette.example/talks;en;\"" +
         paragraphs + "\"\r\n"},
    {"RSS 2.0", "a.xml",
     "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"c\" "
     "xmlns:dc=\"d\"><channel><title>Gazette</title><language>en</language><item><title>Talks go on in "
     "Lisle</title><link>https://gazette.example/talks</link><pubDate>2031-05-14</pubDate><dc:creator>Mara "
     "Lind</dc:creator><description>Short.</description><content:encoded><![CDATA[" +
         paragraphs + "]]></content:encoded></item></channel></rss>"},
    {"RSS 1.0", "a.rdf",
     "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"r\" xmlns=\"s\" "
     "xmlns:dc=\"d\"><channel><title>Gazette</title><dc:language>en</dc:language></channel><item "
     "rdf:about=\"https://gazette.example/talks\"><title>Talks go on in "
     "Lisle</title><link>https://gazette.example/talks</link><dc:date>2031-05-14</dc:date><dc:creator>Mara "
     "Lind</dc:creator><description>" +
         escaped + "</description></item></rdf:RDF>"},
    {"Atom with XHTML", "a.atom",
     "<feed xmlns=\"a\" xml:lang=\"en\"><title>Gazette</title><entry><title>Talks go on in Lisle</title><link "
     "rel=\"self\" href=\"https://x.example/\"/><link "
     "href=\"https://gazette.example/talks\"/><published>2031-05-14</published><author><name>Mara "
     "Lind</name></author><content type=\"xhtml\"><div>" +
         paragraphs + "</div></content></entry></feed>"},
    {"Atom with HTML", "a.atom",
     "<feed xml:lang=\"en\"><title>Gazette</title><entry><title>Talks go on in Lisle</title><link "
     "href=\"https://gazette.example/talks\"/><published>2031-05-14</published><author><name>Mara "
     "Lind</name></author><content type=\"html\">" +
         escaped + "</content></entry></feed>"},
    {"NITF", "a.xml",
     "<?xml version=\"1.0\"?><nitf xml:lang=\"en\"><head><docdata><date.issue norm=\"2031-05-14\"/></docdata><pubdata "
     "name=\"Gazette\" ex-ref=\"https://gazette.example/talks\"/></head><body><body.head><hedline><hl1>Talks go on in "
     "Lisle</hl1></hedline><byline>By <person>Mara Lind</person></byline></body.head><body.content>" +
         paragraphs + "<media><media-caption>A table</media-caption></media></body.content></body></nitf>"},
};

const std::vector<Row> g2_rows{
    {"XHTML inside", "a.xml",
     "<newsItem guid=\"urn:x:1\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider "
     "literal=\"Gazette\"/><versionCreated>2031-05-15T08:00:00Z</versionCreated><firstCreated>2031-05-14</"
     "firstCreated></itemMeta><contentMeta><by>By Mara Lind</by><language tag=\"en\"/><headline>Talks go on in "
     "Lisle</headline></contentMeta><contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html "
     "xmlns=\"h\"><head><title>x</title></head><body>" +
         paragraphs + "</body></html></inlineXML></contentSet></newsItem>"},
    {"NITF inside a message, beside a picture", "a.xml",
     "<newsMessage><itemSet><newsItem guid=\"urn:x:2\"><itemMeta><itemClass "
     "qcode=\"ninat:picture\"/></itemMeta></newsItem><packageItem guid=\"urn:x:3\"/><newsItem "
     "guid=\"urn:x:1\"><itemMeta><itemClass "
     "qcode=\"ninat:text\"/><provider><name>Gazette</name></provider><versionCreated>2031-05-15T08:00:00Z</"
     "versionCreated></itemMeta><contentMeta><contentCreated>2031-05-14</contentCreated><creator><name>Mara "
     "Lind</name></creator><language tag=\"en\"/><headline>Talks go on in "
     "Lisle</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content>" +
         paragraphs + "</body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>"},
    {"plain text inside", "a.xml",
     "<newsItem guid=\"urn:x:1\"><itemMeta><provider "
     "qcode=\"nprov:Gazette\"/><firstCreated>2031-05-14</firstCreated><versionCreated>2031-05-15T08:00:00Z</"
     "versionCreated></itemMeta><contentMeta><by>Mara Lind</by><language tag=\"en\"/><headline>Talks go on in "
     "Lisle</headline></contentMeta><contentSet><inlineData contenttype=\"text/plain\">The talks go on, Lena Osterholt "
     "said on Monday in Lisle, after a night without result.\n“Nobody leaves this table,” she told reporters &amp; "
     "others.</inlineData></contentSet></newsItem>"},
};

} // namespace

TEST_CASE("an article comes out of every format the same") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const ReadOut out = read(row.bytes, row.file);
            CHECK(out.lines.empty());
            REQUIRE(out.articles.size() == 1);
            const Article& article = out.articles.front();
            CHECK(article.title == title);
            CHECK(article.text == text);
            CHECK(article.published.substr(0, 10) == "2031-05-14");
            CHECK(article.modified.empty());
            CHECK(article.outlet == "Gazette");
            CHECK(article.authors == std::vector<std::string>{"Mara Lind"});
            CHECK(article.url == url);
            CHECK(article.language == "en");
            CHECK(article.id == url);
        }
    }
}

TEST_CASE("NewsML-G2 items, alone and in messages") {
    for (const Row& row : g2_rows) {
        DYNAMIC_SECTION(row.name) {
            const ReadOut out = read(row.bytes, row.file);
            CHECK(out.lines.empty());
            REQUIRE(out.articles.size() == 1);
            const Article& article = out.articles.front();
            CHECK(article.id == "urn:x:1");
            CHECK(article.title == title);
            CHECK(article.text == text);
            CHECK(article.published == "2031-05-14");
            CHECK(article.modified == "2031-05-15T08:00:00Z");
            CHECK(article.outlet == "Gazette");
            CHECK(article.authors == std::vector<std::string>{"Mara Lind"});
            CHECK(article.language == "en");
        }
    }
}

TEST_CASE("NewsML 1") {
    const ReadOut out = read("<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:x:1</"
                             "PublicIdentifier></NewsIdentifier></Identification>"
                             "<NewsManagement><FirstCreated>20310514T080000Z</FirstCreated></"
                             "NewsManagement><NewsComponent><NewsLines><HeadLine>Talks go on in "
                             "Lisle</HeadLine><ByLine>By Mara Lind</ByLine></NewsLines>"
                             "<ContentItem><MediaType FormalName=\"Text\"/><DataContent>" +
                                 paragraphs + "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
                             "a.xml");
    REQUIRE(out.articles.size() == 1);
    CHECK(out.articles[0].text == text);
    CHECK(out.articles[0].published == "2031-05-14T08:00:00Z");
    CHECK(out.articles[0].authors == std::vector<std::string>{"Mara Lind"});
}

TEST_CASE("what is broken in a document is named, and the rest is read") {
    const ReadOut cut = read("<rss><channel><item><title>One</title><description>The talks go "
                             "on.</description></item><item><title>Two</title></item><item><descrip",
                             "a.xml");
    CHECK(cut.articles.size() == 1);
    REQUIRE(cut.failures >= 2);
    CHECK_THAT(cut.lines.at(0), Catch::StartsWith("error: in/a.xml[2]: the article has no text"));
    CHECK_THAT(cut.lines.back(), Catch::StartsWith("error: in/a.xml: the feed is damaged"));
    const ReadOut item = read("<newsItem guid=\"urn:x:1\"><itemMeta/></newsItem>", "a.xml");
    CHECK(item.failures == 1);
    CHECK_THAT(item.lines.at(0), Catch::Contains("urn:x:1: the article has no text"));
    const ReadOut nobody = read(R"({"type":"picture","uri":"x","versioncreated":"2031-05-14"})", "a.json");
    CHECK(nobody.articles.empty());
    CHECK(nobody.failures == 0);
}

TEST_CASE("rows that are no articles are named one by one") {
    const ReadOut out = read("id,date,text\n1,2031-05-14,One.\n2,soon,Two.\n3,2031-05-14,\n4,2031-05-14,Four,more\n\n5,"
                             ",\"Five\nlines\"\n6,,\"open",
                             "a.csv");
    REQUIRE(out.articles.size() == 3);
    CHECK(out.articles[0].id == "1");
    CHECK(out.articles[1].published.empty());
    CHECK(out.articles[2].text == "Five\nlines");
    REQUIRE(out.lines.size() == 4);
    CHECK_THAT(out.lines[0], Catch::StartsWith("warning: in/a.csv:3: the date cannot be read"));
    CHECK_THAT(out.lines[1], Catch::StartsWith("error: in/a.csv:4: the article has no text"));
    CHECK_THAT(out.lines[2], Catch::StartsWith("error: in/a.csv:5: the row has more fields than the header"));
    CHECK_THAT(out.lines[3], Catch::StartsWith("error: in/a.csv:9: a quotation mark is not closed"));
}

TEST_CASE("columns with other names are told by a map") {
    ReadOptions options;
    options.columns = {"text=words", "published=date_extracted"};
    const ReadOut out = read("words,date,date_extracted\nOne.,x,2031-05-14\n", "a.csv", options);
    REQUIRE(out.articles.size() == 1);
    CHECK(out.articles[0].text == "One.");
    CHECK(out.articles[0].published == "2031-05-14");
    CHECK_THAT(read("a,b\n1,2\n", "a.csv").lines.at(0),
               Catch::StartsWith("error: in/a.csv: the table has no column for the text: its columns are a, b"));
    CHECK_THAT(read("text,b\n1,2\n", "a.csv", options).lines.at(0),
               Catch::StartsWith("error: in/a.csv: the table has no column \"words\""));
}

TEST_CASE("a format that was named is not guessed") {
    ReadOptions options;
    options.format = "text";
    CHECK(read("{\"text\":\"One.\"}", "a.json", options).articles.at(0).text == "{\"text\":\"One.\"}");
    options.format = "html";
    CHECK(read("The talks go on in Lisle, the ministers of both sides said late on Monday.", "a.txt", options)
              .articles.size() == 1);
}

TEST_CASE("Markdown stands for text") {
    struct MarkdownRow {
        const char* name;
        const char* markdown;
        const char* text;
    };
    const std::vector<MarkdownRow> markdown_rows{
        {"emphasis", "He was *not* **ready**, she __said__, for snake_case and 2 * 3.",
         "He was not ready, she said, for snake_case and 2 * 3."},
        {"links and pictures", "See [the *text*](http://a/(b)) ![picture](x.png)or [note][1] [sic].",
         "See the text or note [sic]."},
        {"items", "- one\n- two\n  goes on\n1. three", "one\ntwo goes on\nthree"},
        {"headings", "Some text.\n\n## Second ##\nMore", "Some text.\nSecond\nMore"},
        {"code", "```\na * b *\n```\nend", "a * b *\nend"},
        {"escapes", "5 \\* 3 \\_x\\_", "5 * 3 _x_"},
        {"rules and breaks", "one  \ntwo\n\n---\nthree", "one\ntwo\nthree"},
        {"quotation", "> one\n> two", "one two"},
    };
    for (const MarkdownRow& row : markdown_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(read_markdown(row.markdown).text == row.text);
        }
    }
    CHECK(read_markdown("Talks\n=====\n\nText").title == "Talks");
}

TEST_CASE("printed lines become paragraphs") {
    const std::string line = "The ministers of both coasts met in Lisle for a second day and spoke of the har-";
    const std::vector<std::string> pages{
        "MINISTRY OF FOREIGN AFFAIRS 1\n" + line +
            "\nbour, of fishing rights and of the bridge, which nobody has crossed for many long\nyears.\nA second "
            "paragraph begins here and goes on over the end of this page, since it has\n1",
        "MINISTRY OF FOREIGN AFFAIRS 2\nmany words.\n2",
        "MINISTRY OF FOREIGN AFFAIRS 3\nThird.\n3",
    };
    CHECK(join_pages(pages) == "The ministers of both coasts met in Lisle for a second day and spoke of the harbour, "
                               "of fishing rights and of the bridge, "
                               "which nobody has crossed for many long years.\nA second paragraph begins here and goes "
                               "on over the end of this page, since it has many words.\nThird.");
    CHECK(join_pages({}).empty());
    CHECK(join_pages({"", "\n\n"}).empty());
}

TEST_CASE("a PDF that cannot be read says why") {
    const ReadOut out = read("%PDF-1.4\nnot really", "a.pdf");
    CHECK(out.articles.empty());
    REQUIRE(out.lines.size() == 1);
    CHECK_THAT(out.lines[0], Catch::StartsWith("error: in/a.pdf: "));
}

} // namespace demarche::indexer
