// SPDX-License-Identifier: GPL-3.0-or-later
// Crawls: which records are pages, and what becomes of damaged ones.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/content_coding.hh"
#include "indexer/archive/unpack.hh"
#include "tests/unit/archive/packed.hh"

namespace demarche::indexer {

namespace {

std::string record(const std::string& type, const std::string& target, const std::string& content_type,
                   const std::string& block, long error = 0, const std::string& version = "1.0") {
    return "WARC/" + version + "\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + target +
           "\r\nWARC-Date: 2031-05-14T08:00:00Z\r\nContent-Type: " + content_type +
           "\r\nContent-Length: " + std::to_string(static_cast<long>(block.size()) + error) + "\r\n\r\n" + block +
           "\r\n\r\n";
}

std::string response(const std::string& target, const std::string& body,
                     const std::string& head = "Content-Type: text/html", const std::string& status = "200 OK",
                     long error = 0) {
    return record("response", target, "application/http; msgtype=response",
                  "HTTP/1.1 " + status + "\r\n" + head + "\r\n\r\n" + body, error);
}

struct Out {
    std::vector<std::string> pages;
    std::vector<std::string> lines;
    std::size_t failures = 0;
};

Out open(const std::string& bytes) {
    Out out;
    KeptDiagnostics diagnostics;
    MemoryStream stream(bytes);
    Entry entry{"in/crawl.warc", "crawl.warc", stream};
    unpack(entry, true,
           [&](Entry& one) {
               std::string content;
               if (const Result<bool> whole = read_all(one.bytes, content, 1U << 20U); !whole) {
                   diagnostics.failed(whole.error());
               }
               out.pages.push_back(one.address + " " + one.charset + " " + content);
               return true;
           },
           diagnostics, {}, {});
    out.lines = diagnostics.lines;
    out.failures = diagnostics.failures();
    return out;
}

/// "<p>one, one, …</p>" as zlib and Brotli write it.
const std::string page = "<p>one, one, one, one, one, one</p>";
const std::string deflated("\x78\xda\xb3\x29\xb0\xcb\xcf\x4b\xd5\x51\xc0\x41\xd8\xe8\x17\xd8\x01\x00\xc9\x3e\x0b\x0c",
                           22);
const std::string in_brotli("\x13\x22\x00\x00\xc4\x29\x47\xda\xbc\x2d\x90\x96\x59\xfa\x57\xa2\xf0\x13\x45\xf1\xf2\x57"
                            "\x82\xb5\x00",
                            25);

struct Row {
    const char* name;
    std::string bytes;
    std::vector<std::string> pages;
};

const std::string info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n";

const std::vector<Row> rows{
    {"a page", info + response("http://a/", "one"), {"http://a/  one"}},
    {"version 1.1",
     record("response", "http://a/", "application/http", "HTTP/1.1 200 OK\r\n\r\none", 0, "1.1"),
     {"http://a/  one"}},
    {"an address in brackets", response("<http://a/>", "one"), {"http://a/  one"}},
    {"an encoding",
     response("http://a/", "one", "content-type: Text/HTML; Charset=\"KOI8-R\""),
     {"http://a/ koi8-r one"}},
    {"several", response("http://a/", "one") + response("http://b/", "two"), {"http://a/  one", "http://b/  two"}},
    {"an answer that is no page",
     response("http://a/", "one", "Content-Type: image/png") + response("http://b/", "two"),
     {"http://b/  two"}},
    {"an answer of another status",
     response("http://a/", "one", "Content-Type: text/html", "404 Not Found") + response("http://b/", "two"),
     {"http://b/  two"}},
    {"requests and repetitions",
     record("request", "http://a/", "application/http", "GET / HTTP/1.1\r\n\r\n") +
         record("revisit", "http://a/", "application/http", "HTTP/1.1 200 OK\r\n\r\n"),
     {}},
    {"a resource", record("resource", "file:///a.html", "text/html", "one"), {"file:///a.html  one"}},
    {"text made of pages", record("conversion", "http://a/", "text/plain", "one"), {"http://a/  one"}},
    {"chunks",
     response("http://a/", "3\r\none\r\n5;x=y\r\n, two\r\n0\r\n\r\n",
              "Content-Type: text/html\r\nTransfer-Encoding: chunked"),
     {"http://a/  one, two"}},
    {"chunks that are none",
     response("http://a/", "one, two", "Content-Type: text/html\r\nTransfer-Encoding: chunked"),
     {"http://a/  one, two\n"}},
    {"compressed by the server",
     response("http://a/", compress("one", ARCHIVE_FILTER_GZIP), "Content-Type: text/html\r\nContent-Encoding: gzip"),
     {"http://a/  one"}},
    {"deflated by the server",
     response("http://a/", deflated, "Content-Type: text/html\r\nContent-Encoding: deflate"),
     {"http://a/  " + page}},
    {"deflated without zlib's frame",
     response("http://a/", deflated.substr(2, 16), "Content-Type: text/html\r\nContent-Encoding: deflate"),
     {"http://a/  " + page}},
    {"a coding that the crawler undid",
     response("http://a/", page, "Content-Type: text/html\r\nContent-Encoding: deflate"),
     {"http://a/  " + page}},
    {"lines that end in LF alone",
     "WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: http://a/\nContent-Type: text/html\nContent-Length: 3\n\none\n\n",
     {"http://a/  one"}},
    {"compressed record by record",
     compress(response("http://a/", "one"), ARCHIVE_FILTER_GZIP) +
         compress(response("http://b/", "two"), ARCHIVE_FILTER_GZIP),
     {"http://a/  one", "http://b/  two"}},
};

const std::vector<Row> damaged_rows{
    {"a length that is too short",
     response("http://a/", "one, two, three", "Content-Type: text/html", "200 OK", -5) + response("http://b/", "two"),
     {"http://a/  one, two, ", "http://b/  two"}},
    {"no length",
     "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n" + response("http://b/", "two"),
     {"http://b/  two"}},
    {"a length that is no number",
     "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n" + response("http://b/", "two"),
     {"http://b/  two"}},
    {"a length beyond the end",
     response("http://a/", "one", "Content-Type: text/html", "200 OK", 1'000'000'000),
     {"http://a/  one\r\n\r\n"}},
    {"an answer without a status",
     record("response", "http://a/", "application/http", "hello") + response("http://b/", "two"),
     {"http://b/  two"}},
    {"a coding that is not known",
     response("http://a/", "xx", "Content-Type: text/html\r\nContent-Encoding: compress") +
         response("http://b/", "two"),
     {"http://b/  two"}},
    {"a body that is not deflated",
     response("http://a/", "\xff\xff\xff", "Content-Type: text/html\r\nContent-Encoding: deflate") +
         response("http://b/", "two"),
     {"http://b/  two"}},
    {"a deflated body that is cut off",
     response("http://a/", deflated.substr(0, 12), "Content-Type: text/html\r\nContent-Encoding: deflate") +
         response("http://b/", "two"),
     {"http://b/  two"}},
};

} // namespace

TEST_CASE("pages of crawls") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const Out out = open(row.bytes);
            CHECK(out.pages == row.pages);
            CHECK(out.lines.empty());
        }
    }
}

TEST_CASE("damaged records are named, and those around them read") {
    for (const Row& row : damaged_rows) {
        DYNAMIC_SECTION(row.name) {
            const Out out = open(row.bytes);
            CHECK(out.pages == row.pages);
            CHECK(out.failures == 1);
        }
    }
}

TEST_CASE("pages in Brotli are read where it is built in, and named where it is not") {
    const Out out = open(response("http://a/", in_brotli, "Content-Type: text/html\r\nContent-Encoding: br"));
    if (content_coding("br") == ContentCoding::brotli) {
        CHECK(out.pages == std::vector<std::string>{"http://a/  " + page});
        CHECK(out.lines.empty());
        const Out cut =
            open(response("http://a/", in_brotli.substr(0, 9), "Content-Type: text/html\r\nContent-Encoding: br"));
        CHECK(cut.failures == 1);
    } else {
        CHECK(out.pages.empty());
        REQUIRE(out.failures == 1);
        CHECK(out.lines[0].find("content encoding br is not supported") != std::string::npos);
    }
}

TEST_CASE("a crawl cut off anywhere ends") {
    const std::string whole = info + response("http://a/", "one") + response("http://b/", "two");
    for (std::size_t cut = 8; cut < whole.size(); ++cut) {
        INFO(cut);
        CHECK(open(whole.substr(0, cut)).pages.size() <= 2);
    }
}

} // namespace demarche::indexer
