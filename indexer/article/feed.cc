// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/feed.hh"

#include <string>
#include <utility>
#include <vector>

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

class FeedReader {
  public:
    FeedReader(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics)
        : dom_(parse_xml(xml)), source_(source), emitter_(emitter), diagnostics_(diagnostics) {}

    void run() {
        read_channel();
        std::size_t number = 0;
        for (NodeId i = 1; i < dom_.size() && !emitter_.ended();) {
            const bool item = dom_.node(i).tag != Tag::text && (dom_.name(i) == "item" || dom_.name(i) == "entry");
            if (item) {
                read_item(i, ++number);
            }
            i = item ? dom_.node(i).end : i + 1;
        }
        if (!dom_.problem().empty()) {
            failed("the feed is damaged", std::string(source_), dom_.problem());
        } else if (number == 0) {
            diagnostics_.warn({"the feed has no items", std::string(source_), "", "", Exit::ok});
        }
    }

  private:
    void failed(std::string what, std::string where, std::string why = {}) {
        diagnostics_.failed({std::move(what), std::move(where), std::move(why), "", Exit::some_failed});
    }

    void read_channel() {
        NodeId channel = dom_.find(0, "channel");
        channel = channel == 0 ? dom_.find(0, "feed") : channel;
        if (channel == 0) {
            return;
        }
        outlet_ = line(channel, {"title"});
        language_ = record::language_tag(line(channel, {"language"}));
        if (language_.empty()) {
            language_ = record::language_tag(dom_.attribute(channel, "lang"));
        }
    }

    /// The line of the first child that has one of the names and text.
    std::string line(NodeId parent, std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            for (NodeId i = dom_.child(parent, name); i != 0; i = dom_.child(parent, name, i)) {
                std::string text = one_line(plain(dom_.text(i)));
                if (!text.empty()) {
                    return text;
                }
            }
        }
        return {};
    }

    /// Titles and names are escaped twice by many.
    static std::string plain(const std::string& text) {
        return text.find('&') == std::string::npos && text.find("</") == std::string::npos ? text : text_of_html(text);
    }

    std::string content(NodeId item) const {
        std::string longest;
        for (const std::string_view name : {"encoded", "content", "description", "summary"}) {
            for (NodeId i = dom_.child(item, name); i != 0; i = dom_.child(item, name, i)) {
                std::string text;
                if (dom_.attribute(i, "type") == "xhtml") {
                    text = text_of_blocks(dom_, i);
                } else if (dom_.attribute(i, "type") == "text") {
                    text = dom_.text(i);
                } else {
                    text = text_of_html(dom_.text(i));
                }
                if (!text.empty()) {
                    return text;
                }
            }
        }
        return longest;
    }

    std::string link(NodeId item) const {
        std::string other;
        for (NodeId i = dom_.child(item, "link"); i != 0; i = dom_.child(item, "link", i)) {
            const std::string_view rel = dom_.attribute(i, "rel");
            std::string address = one_line(dom_.attribute(i, "href"));
            if (address.empty()) {
                address = dom_.line(i);
            }
            if ((rel.empty() || rel == "alternate") && !address.empty()) {
                return address;
            }
        }
        const NodeId guid = dom_.child(item, "guid");
        if (guid != 0 && dom_.attribute(guid, "isPermaLink") != "false" && dom_.line(guid).starts_with("http")) {
            return dom_.line(guid);
        }
        return std::string(dom_.attribute(item, "about"));
    }

    std::vector<std::string> authors(NodeId item) const {
        std::vector<std::string> out;
        for (const std::string_view name : {"creator", "author"}) {
            for (NodeId i = dom_.child(item, name); i != 0; i = dom_.child(item, name, i)) {
                const NodeId inner = dom_.child(i, "name");
                std::string author = dom_.line(inner == 0 ? i : inner);
                // "mail@host (Mara Lind)" is how RSS has it.
                if (const std::size_t open = author.find('('); author.find('@') < open && author.ends_with(')')) {
                    author = author.substr(open + 1, author.size() - open - 2);
                }
                if (!author.empty() && author.find('@') == std::string::npos) {
                    out.push_back(std::move(author));
                }
            }
            if (!out.empty()) {
                break;
            }
        }
        return out;
    }

    void read_item(NodeId item, std::size_t number) {
        const std::string where = fmt::format("{}[{}]", source_, number);
        Article article;
        article.text = content(item);
        if (article.text.empty()) {
            failed("the article has no text", where);
            return;
        }
        article.title = line(item, {"title"});
        article.url = link(item);
        const std::string guid = line(item, {"guid", "id"});
        if (article.url.empty()) {
            article.id = guid;
        }
        article.authors = authors(item);
        const std::string date = line(item, {"pubDate", "published", "issued", "date"});
        const std::string changed = line(item, {"updated", "modified"});
        article.modified = metadata_date(changed).value_or("");
        article.published = metadata_date(date.empty() ? changed : date).value_or("");
        if (article.published.empty() && !date.empty()) {
            diagnostics_.warn(
                {fmt::format("\"{}\" is no date, the article is read without it", date), where, "", "", Exit::ok});
        }
        // An item that another feed gave names that.
        const std::string origin = line(item, {"source"});
        article.outlet = origin.empty() || dom_.child(dom_.child(item, "source"), "title") != 0 ? outlet_ : origin;
        article.language = record::language_tag(line(item, {"language"}));
        if (article.language.empty()) {
            article.language = language_;
        }
        emitter_.emit(std::move(article), !date.empty());
    }

    const Dom dom_;
    std::string_view source_;
    Emitter& emitter_;
    Diagnostics& diagnostics_;
    std::string outlet_;
    std::string language_;
};

} // namespace

void read_feed(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics) {
    FeedReader(xml, source, emitter, diagnostics).run();
}

} // namespace demarche::indexer
