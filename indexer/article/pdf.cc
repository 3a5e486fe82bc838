// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/pdf.hh"

#ifdef DEMARCHE_WITH_PDF
#include <memory>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "common/text/utf8.hh"
#include "indexer/article/dom.hh"
#include "indexer/article/found_date.hh"
#endif

namespace demarche::indexer {

#ifdef DEMARCHE_WITH_PDF

namespace {

std::string utf8(const poppler::ustring& text) {
    const poppler::byte_array bytes = text.to_utf8();
    std::string out(bytes.begin(), bytes.end());
    text::repair_utf8(out);
    return out;
}

/// A title of the document's properties that a person wrote: not the name of a file or a program.
bool is_title(const std::string& title) {
    return title.size() >= 8 && title.find(' ') != std::string::npos && !title.starts_with("Microsoft ") &&
           title.find(".doc") == std::string::npos && title.find(".indd") == std::string::npos &&
           title.find("ntitled") == std::string::npos;
}

tl::unexpected<Error> no_document(std::string what, std::string why, std::string hint = {}) {
    return fail({std::move(what), "", std::move(why), std::move(hint), Exit::some_failed});
}

} // namespace

Result<Article> read_pdf(std::string_view bytes) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (document == nullptr) {
        return no_document("the PDF is damaged", "it cannot be opened");
    }
    if (document->is_locked()) {
        return no_document("the PDF is encrypted", "it opens with a password alone");
    }
    std::vector<std::string> pages;
    for (int i = 0; i < document->pages(); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        pages.push_back(page == nullptr ? std::string()
                                        : utf8(page->text(poppler::rectf(), poppler::page::raw_order_layout)));
    }
    Article article;
    article.text = join_pages(pages);
    if (article.text.empty()) {
        return no_document("the PDF has no text", pages.empty() ? "it has no pages" : "it is a scan",
                           "recognise its text first (OCR)");
    }
    article.title = one_line(utf8(document->info_key("Title")));
    if (!is_title(article.title)) {
        article.title.clear();
    }
    // The date printed in the first lines; the file's own date is that of a program.
    std::size_t begin = 0;
    for (int line = 0; line < 8 && begin < article.text.size() && article.published.empty(); ++line) {
        const std::size_t end = std::min(article.text.find('\n', begin), article.text.size());
        const std::string_view text = std::string_view(article.text).substr(begin, end - begin);
        if (text.size() < 120 && !speaks_of_change(text)) {
            article.published = printed_date(text).value_or("");
        }
        if (article.title.empty() && line == 0 && text.size() < 150) {
            article.title = text;
        }
        begin = end + 1;
    }
    return article;
}

#else

Result<Article> read_pdf(std::string_view /*bytes*/) {
    return fail({"PDF is not built into this program", "", "it was built without poppler",
                 "install libpoppler-cpp-dev and build again, or save the document as text", Exit::some_failed});
}

#endif

} // namespace demarche::indexer
