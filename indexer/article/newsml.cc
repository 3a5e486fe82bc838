// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/newsml.hh"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/model/article.hh"
#include "common/record/article_record.hh"
#include "common/report/error.hh"
#include "indexer/article/dom.hh"
#include "indexer/article/found_date.hh"
#include "indexer/article/html_page.hh"
#include "indexer/article/markup_text.hh"

namespace demarche::indexer {

namespace {

/// Fills what is still empty.
void fill(std::string& into, std::string value) {
    if (into.empty()) {
        into = std::move(value);
    }
}

class NewsReader {
  public:
    NewsReader(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics)
        : dom_(parse_xml(xml)), source_(source), emitter_(emitter), diagnostics_(diagnostics) {}

    void run() {
        for (NodeId i = 1; i < dom_.size() && !emitter_.ended();) {
            if (dom_.node(i).tag == Tag::text) {
                ++i;
            } else if (dom_.name(i) == "newsItem") {
                item(i);
                i = dom_.node(i).end;
            } else if (dom_.name(i) == "NewsItem") {
                old_item(i);
                i = dom_.node(i).end;
            } else if (dom_.name(i) == "nitf") {
                Article article;
                nitf(i, article);
                emit(std::move(article), i);
                i = dom_.node(i).end;
            } else {
                ++i;
            }
        }
        if (!dom_.problem().empty()) {
            failed("the document is damaged", std::string(source_), dom_.problem());
        } else if (number_ == 0) {
            diagnostics_.warn({"the document has no text items", std::string(source_), "", "", Exit::ok});
        }
    }

  private:
    void failed(std::string what, std::string where, std::string why = {}) {
        diagnostics_.failed({std::move(what), std::move(where), std::move(why), "", Exit::some_failed});
    }

    void emit(Article&& article, NodeId item) {
        ++number_;
        if (article.text.empty()) {
            const std::string_view guid = dom_.attribute(item, "guid");
            failed("the article has no text",
                   guid.empty() ? fmt::format("{}[{}]", source_, number_) : fmt::format("{}: {}", source_, guid));
            return;
        }
        const bool dated = !article.published.empty();
        emitter_.emit(std::move(article), dated);
    }

    std::string line_of(NodeId parent, std::string_view name) const {
        const NodeId found = parent == 0 ? 0 : dom_.find(parent, name);
        return found == 0 ? std::string() : dom_.line(found);
    }

    std::string date_of(NodeId parent, std::string_view name) const {
        return metadata_date(line_of(parent, name)).value_or("");
    }

    /// A name as the item gives it: a literal, a name inside, or the code of a concept.
    std::string party(NodeId id) const {
        std::string name = line_of(id, "name");
        fill(name, std::string(dom_.attribute(id, "literal")));
        fill(name, dom_.line(id));
        if (name.empty()) {
            const std::string_view code = dom_.attribute(id, "qcode");
            name = code.substr(code.find(':') == std::string_view::npos ? 0 : code.find(':') + 1);
        }
        return name;
    }

    static void author(std::string line, Article& article) {
        for (const std::string_view prefix : {"By ", "by ", "BY "}) {
            if (line.starts_with(prefix)) {
                line.erase(0, prefix.size());
            }
        }
        if (!line.empty() && std::find(article.authors.begin(), article.authors.end(), line) == article.authors.end()) {
            article.authors.push_back(std::move(line));
        }
    }

    void item(NodeId id) {
        const NodeId kind = dom_.find(id, "itemClass");
        const std::string_view code = kind == 0 ? std::string_view() : dom_.attribute(kind, "qcode");
        const std::string_view type = code.substr(code.find(':') == std::string_view::npos ? 0 : code.find(':') + 1);
        if (type == "picture" || type == "video" || type == "audio" || type == "graphic" || type == "animation") {
            return;
        }
        Article article;
        const NodeId meta = dom_.find(id, "itemMeta");
        const NodeId content = dom_.find(id, "contentMeta");
        article.id = dom_.attribute(id, "guid");
        article.title = line_of(content, "headline");
        if (const NodeId provider = meta == 0 ? 0 : dom_.find(meta, "provider"); provider != 0) {
            article.outlet = party(provider);
        }
        for (const NodeId parent : {content}) {
            for (NodeId i = parent == 0 ? 0 : dom_.child(parent, "by"); i != 0; i = dom_.child(parent, "by", i)) {
                author(dom_.line(i), article);
            }
            for (NodeId i = parent == 0 ? 0 : dom_.child(parent, "creator"); i != 0 && article.authors.empty();
                 i = dom_.child(parent, "creator", i)) {
                author(party(i), article);
            }
        }
        if (const NodeId language = content == 0 ? 0 : dom_.child(content, "language"); language != 0) {
            article.language = record::language_tag(dom_.attribute(language, "tag"));
        }
        if (const NodeId place = content == 0 ? 0 : dom_.child(content, "located"); place != 0) {
            article.place = party(place);
        }
        article.published = date_of(meta, "firstCreated");
        fill(article.published, date_of(content, "contentCreated"));
        const std::string version = date_of(meta, "versionCreated");
        fill(article.published, version);
        if (version != article.published) {
            article.modified = version;
        }
        if (const NodeId set = dom_.find(id, "contentSet"); set != 0) {
            inline_text(set, article);
        }
        emit(std::move(article), id);
    }

    /// The text of NewsML-G2's content, or of NewsML 1's.
    void inline_text(NodeId set, Article& article) const {
        for (NodeId i = set; i < dom_.node(set).end; ++i) {
            if (dom_.node(i).tag == Tag::text) {
                continue;
            }
            if (dom_.name(i) == "nitf") {
                nitf(i, article);
                return;
            }
            if (dom_.name(i) == "inlineData") {
                const bool html = dom_.attribute(i, "contenttype").find("html") != std::string_view::npos;
                fill(article.text, html ? text_of_html(dom_.text(i)) : dom_.text(i));
            } else if (dom_.name(i) == "inlineXML" || dom_.name(i) == "DataContent") {
                const NodeId inner = dom_.find(i, "nitf");
                if (inner != 0) {
                    nitf(inner, article);
                    return;
                }
                const NodeId body = dom_.find(i, "body");
                fill(article.text, text_of_blocks(dom_, body == 0 ? i : body));
            }
        }
    }

    /// NewsML 1: an item around components around content.
    void old_item(NodeId id) {
        Article article;
        const NodeId date_line = dom_.find(id, "DateLine");
        article.id = line_of(id, "PublicIdentifier");
        article.title = line_of(id, "HeadLine");
        author(line_of(id, "ByLine"), article);
        article.published = date_of(id, "FirstCreated");
        const std::string version = date_of(id, "ThisRevisionCreated");
        fill(article.published, version);
        if (version != article.published) {
            article.modified = version;
        }
        if (const NodeId language = dom_.find(id, "Language"); language != 0) {
            article.language = record::language_tag(dom_.attribute(language, "FormalName"));
        }
        if (const NodeId party_node = dom_.find(id, "Party"); party_node != 0) {
            article.outlet = dom_.attribute(party_node, "FormalName");
        }
        article.place = date_line == 0 ? "" : dom_.line(date_line).substr(0, 60);
        for (NodeId i = id; i < dom_.node(id).end && article.text.empty(); ++i) {
            if (dom_.node(i).tag != Tag::text && dom_.name(i) == "DataContent") {
                inline_text(i, article);
            }
        }
        // Pictures have no text and are no loss.
        const NodeId media = dom_.find(id, "MediaType");
        if (article.text.empty() && media != 0 && dom_.attribute(media, "FormalName") != "Text") {
            return;
        }
        emit(std::move(article), id);
    }

    void nitf(NodeId id, Article& article) const {
        const NodeId head = dom_.child(id, "head");
        const NodeId body = dom_.child(id, "body");
        if (head != 0) {
            if (const NodeId document = dom_.find(head, "doc-id"); document != 0) {
                fill(article.id, std::string(dom_.attribute(document, "id-string")));
            }
            if (const NodeId issue = dom_.find(head, "date.issue"); issue != 0) {
                fill(article.published, metadata_date(dom_.attribute(issue, "norm")).value_or(""));
            }
            if (const NodeId data = dom_.find(head, "pubdata"); data != 0) {
                fill(article.outlet, std::string(dom_.attribute(data, "name")));
                fill(article.published, metadata_date(dom_.attribute(data, "date.publication")).value_or(""));
                fill(article.url, std::string(dom_.attribute(data, "ex-ref")));
            }
        }
        fill(article.language, record::language_tag(dom_.attribute(id, "lang")));
        if (body == 0) {
            fill(article.title, line_of(head, "title"));
            return;
        }
        const NodeId body_head = dom_.child(body, "body.head");
        if (body_head != 0) {
            fill(article.title, line_of(body_head, "hl1"));
            for (NodeId i = body_head; i < dom_.node(body_head).end && article.authors.empty(); ++i) {
                if (dom_.node(i).tag != Tag::text && dom_.name(i) == "byline") {
                    const NodeId person = dom_.find(i, "person");
                    author(dom_.line(person == 0 ? i : person), article);
                }
            }
            fill(article.outlet, line_of(body_head, "distributor"));
            if (const NodeId date_line = dom_.find(body_head, "dateline"); date_line != 0) {
                const NodeId location = dom_.find(date_line, "location");
                fill(article.place, location == 0 ? std::string() : dom_.line(location));
                if (const NodeId date = dom_.find(date_line, "story.date"); date != 0) {
                    fill(article.published, metadata_date(dom_.attribute(date, "norm")).value_or(""));
                }
            }
        }
        fill(article.title, line_of(head, "title"));
        const NodeId content = dom_.child(body, "body.content");
        article.text = text_of_blocks(dom_, content == 0 ? body : content, {"media", "body.head", "body.end"});
    }

    const Dom dom_;
    std::string_view source_;
    Emitter& emitter_;
    Diagnostics& diagnostics_;
    std::size_t number_ = 0;
};

} // namespace

void read_newsml(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics) {
    NewsReader(xml, source, emitter, diagnostics).run();
}

} // namespace demarche::indexer
