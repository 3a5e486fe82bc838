// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/warc.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common/model/date.hh"
#include "common/report/error.hh"
#include "common/text/ascii.hh"
#include "common/text/declared_charset.hh"
#include "common/text/utf8.hh"
#include "indexer/archive/content_coding.hh"
#include "indexer/archive/http_message.hh"

namespace demarche::indexer {

namespace {

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type_of(std::string_view content_type) {
    std::string type = text::lower_ascii(content_type.substr(0, content_type.find(';')));
    while (type.ends_with(' ')) {
        type.pop_back();
    }
    return type;
}

/// Types that articles have. Servers that name none send pages, too.
bool may_be_article(std::string_view media_type) {
    return media_type == "text/html" || media_type == "application/xhtml+xml" || media_type == "text/plain" ||
           media_type == "application/pdf" || media_type.empty();
}

bool is_record_start(std::string_view line) {
    return line.starts_with("WARC/") && line.size() < 12 && line.size() > 5 && line[5] >= '0' && line[5] <= '9';
}

/// "<http://x/>" is how WARC 1.0 writes some addresses.
std::string target_of(const Headers& headers) {
    std::string_view uri = headers["warc-target-uri"];
    if (uri.starts_with('<') && uri.ends_with('>')) {
        uri = uri.substr(1, uri.size() - 2);
    }
    std::string out(uri);
    text::repair_utf8(out);
    return out;
}

class WarcReader {
  public:
    WarcReader(ByteStream& bytes, const std::string& source, const std::function<bool(Entry&)>& sink,
               Diagnostics& diagnostics)
        : lines_(bytes), source_(source), sink_(sink), diagnostics_(diagnostics) {}

    bool run() {
        bool went_on = true;
        while (went_on && find_record()) {
            went_on = record();
        }
        if (passed_over_ > 0) {
            diagnostics_.warn({fmt::format("{} of {} pages {} no article{}", passed_over_, pages_,
                                           passed_over_ == 1 ? "is" : "are", passed_over_ == 1 ? "" : "s"),
                               source_, "", "", Exit::ok});
        }
        return went_on;
    }

  private:
    void failed(std::string what, const std::string& where, std::string why = {}) {
        diagnostics_.failed({std::move(what), where, std::move(why), "", Exit::some_failed});
    }

    /// Moves behind the first line of the next record; false at the end.
    bool find_record() {
        std::string line;
        bool lost = std::exchange(damaged_, false);
        while (true) {
            const Result<bool> more = lines_.line(line);
            if (!more) {
                diagnostics_.failed(more.error());
                return false;
            }
            if (!*more) {
                return false;
            }
            if (is_record_start(line)) {
                return true;
            }
            if (!line.empty() && !std::exchange(lost, true)) {
                failed("a record's length is false", before_.empty() ? source_ : before_,
                       "what follows it is no record; reading goes on at the next one");
            }
        }
    }

    bool record() {
        Headers headers;
        const Result<bool> whole = read_header_fields(lines_, headers);
        if (!whole) {
            diagnostics_.failed(whole.error());
            return true;
        }
        std::uint64_t length = 0;
        const std::string_view written = headers["content-length"];
        const auto result = std::from_chars(written.data(), written.data() + written.size(), length);
        const std::string target = target_of(headers);
        before_ = target.empty() ? source_ : source_ + "/" + target;
        if (!*whole || written.empty() || result.ec != std::errc{} || result.ptr != written.data() + written.size()) {
            failed("a record's head is damaged", before_, "it says no length");
            damaged_ = true;
            return true;
        }
        LimitedStream block(lines_, length);
        const bool went_on = content(headers, target, block);
        const std::uint64_t left = block.left();
        const Result<std::uint64_t> skipped = lines_.skip(left);
        if (!skipped) {
            diagnostics_.failed(skipped.error());
        } else if (*skipped < left) {
            failed("a record is cut off", before_,
                   fmt::format("the last {} of its {} bytes are missing", left - *skipped, length));
        }
        return went_on;
    }

    bool content(const Headers& headers, const std::string& target, LimitedStream& block) {
        const std::string type = text::lower_ascii(headers["warc-type"]);
        const std::string content_type(headers["content-type"]);
        // A block of its own lines: what is read ahead here never leaves the record.
        LineSource inner(block);
        if (type == "response" && media_type_of(content_type) == "application/http") {
            return response(headers, target, inner);
        }
        if ((type == "resource" || type == "conversion") && may_be_article(media_type_of(content_type))) {
            return page(headers, target, content_type, inner);
        }
        if (type == "response" && (target.starts_with("http://") || target.starts_with("https://"))) {
            return response(headers, target, inner);
        }
        return true;
    }

    bool response(const Headers& headers, const std::string& target, LineSource& inner) {
        Headers http;
        const Result<bool> status = inner.line(http.first);
        if (!status) {
            diagnostics_.failed(status.error());
            return true;
        }
        if (!http.first.starts_with("HTTP/")) {
            failed("a response is damaged", before_, "it does not begin with a status");
            return true;
        }
        const std::size_t blank = http.first.find(' ');
        const bool good = blank != std::string::npos && http.first.compare(blank + 1, 3, "200") == 0;
        const Result<bool> fields = read_header_fields(inner, http);
        if (!fields) {
            diagnostics_.failed(fields.error());
            return true;
        }
        if (!*fields || !good || !may_be_article(media_type_of(http["content-type"]))) {
            return true;
        }
        const std::string coding = text::lower_ascii(http["content-encoding"]);
        const ContentCoding known = content_coding(coding);
        if (known == ContentCoding::unknown) {
            failed(fmt::format("content encoding {} is not supported", coding), before_);
            return true;
        }
        const std::string content_type(http["content-type"]);
        if (text::lower_ascii(http["transfer-encoding"]).find("chunked") != std::string::npos) {
            ChunkedStream chunks(inner);
            return coded_page(headers, target, content_type, chunks, known);
        }
        return coded_page(headers, target, content_type, inner, known);
    }

    bool coded_page(const Headers& headers, const std::string& target, const std::string& content_type,
                    ByteStream& bytes, ContentCoding coding) {
        if (coding == ContentCoding::plain) {
            return page(headers, target, content_type, bytes);
        }
        CodedStream decoded(bytes, coding, before_);
        return page(headers, target, content_type, decoded);
    }

    bool page(const Headers& headers, const std::string& target, const std::string& content_type, ByteStream& bytes) {
        ++pages_;
        std::string captured(headers["warc-date"]);
        if (!Date::from_iso(captured)) {
            captured.clear();
        }
        Entry entry{before_,
                    target.empty() ? source_ : target,
                    bytes,
                    target,
                    text::content_type_charset(content_type),
                    media_type_of(content_type),
                    std::move(captured),
                    &passed_over_};
        return sink_(entry);
    }

    LineSource lines_;
    const std::string& source_;
    const std::function<bool(Entry&)>& sink_;
    Diagnostics& diagnostics_;
    /// The record read last, for messages.
    std::string before_;
    /// Its head was damaged: that what follows is no record has been said.
    bool damaged_ = false;
    std::size_t pages_ = 0;
    std::size_t passed_over_ = 0;
};

} // namespace

bool read_warc(ByteStream& bytes, const std::string& source, const std::function<bool(Entry&)>& sink,
               Diagnostics& diagnostics) {
    return WarcReader(bytes, source, sink, diagnostics).run();
}

} // namespace demarche::indexer
