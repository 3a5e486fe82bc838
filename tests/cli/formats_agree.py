# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundled articles in many formats and containers give the same statements.

    formats_agree.py BIN_DIR
"""
import csv
import gzip
import html
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEAST = 50
KEYS = ("kind", "text", "speaker", "date", "cue")


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def paragraphs(article):
    return [line.strip() for line in article["text"].split("\n") if line.strip()]


def as_xhtml(article):
    return "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs(article))


def as_page(article):
    head = {"article:published_time": article["published"], "og:title": article["title"], "og:site_name": article["outlet"], "og:type": "article", "og:url": article["url"]}
    metas = "".join(f'<meta property="{key}" content="{html.escape(value)}">' for key, value in head.items() if value)
    menu = "".join(f'<li><a href="/{i}">Section {i} of the paper</a></li>' for i in range(12))
    return (f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title>{metas}</head><body><nav><ul>{menu}</ul></nav>'
            f'<main><article><h1>{html.escape(article["title"] or "")}</h1>{as_xhtml(article)}</article></main><footer>All rights reserved.</footer></body></html>')


def as_feed(articles):
    items = "".join(f'<item><title>{html.escape(a["title"] or "")}</title><guid isPermaLink="false">{html.escape(a["id"])}</guid><pubDate>{a["published"] or ""}</pubDate>'
                    f'<content:encoded><![CDATA[{as_xhtml(a)}]]></content:encoded></item>' for a in articles)
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="c"><channel><title>x</title><language>en</language>{items}</channel></rss>'


def as_newsml(articles):
    items = "".join(f'<newsItem guid="{html.escape(a["id"])}"><itemMeta><versionCreated>{a["published"] or ""}</versionCreated></itemMeta><contentMeta><language tag="en"/>'
                    f'<headline>{html.escape(a["title"] or "")}</headline></contentMeta><contentSet><inlineXML><html><body>{as_xhtml(a)}</body></html></inlineXML></contentSet></newsItem>' for a in articles)
    return f"<?xml version=\"1.0\"?><newsMessage><itemSet>{items}</itemSet></newsMessage>"


def as_nitf(a):
    return (f'<?xml version="1.0"?><nitf xml:lang="en"><head><docdata><doc-id id-string="{html.escape(a["id"])}"/><date.issue norm="{a["published"] or ""}"/></docdata></head>'
            f'<body><body.head><hedline><hl1>{html.escape(a["title"] or "")}</hl1></hedline></body.head><body.content>{as_xhtml(a)}</body.content></body></nitf>')


def as_ninjs(a):
    return json.dumps({"uri": a["id"], "type": "text", "firstcreated": a["published"], "language": "en", "headline": a["title"], "body_html": as_xhtml(a)})


def as_csv(articles):
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["id", "headline", "publication_date", "lang", "body"])
    table.writerows([a["id"], a["title"], a["published"], "en", a["text"]] for a in articles)
    return out.getvalue()


def as_records(articles):
    return "".join(json.dumps({"id": a["id"], "title": a["title"], "published": a["published"], "language": "en", "outlet": a["outlet"], "text": a["text"]}) + "\n" for a in articles)


def as_warc(articles):
    out = b""
    for number, article in enumerate(articles):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + as_page(article).encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/{number}\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        out += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return out


def packed(articles):
    """Names and bytes of every form."""
    pages = {f"{i}.html": as_page(a).encode() for i, a in enumerate(articles)}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in pages.items():
            zipped.writestr("pages/" + name, data)
    forms = {"records.jsonl": as_records(articles).encode(), "list.json": json.dumps([json.loads(r) for r in as_records(articles).splitlines()]).encode(),
             "records.jsonl.gz": gzip.compress(as_records(articles).encode()), "table.csv": as_csv(articles).encode(), "feed.xml": as_feed(articles).encode(),
             "news.xml": as_newsml(articles).encode(), "ninjs.jsonl": "\n".join(map(as_ninjs, articles)).encode(), "pages.zip": archive.getvalue(),
             "crawl.warc.gz": as_warc(articles), "utf-16.jsonl": as_records(articles).encode("utf-16")}
    for mode, ending in (("gz", "tar.gz"), ("xz", "tar.xz"), ("bz2", "tar.bz2")):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:" + mode) as tar:
            for number, article in enumerate(articles):
                data = as_nitf(article).encode()
                info = tarfile.TarInfo(f"wire/{number}.xml")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        forms["wire." + ending] = out.getvalue()
    return forms


def statements(program, path):
    found = [tuple(str(s[key]) for key in KEYS) for s in run(program, "extract", "-q", path)]
    return sorted(found)


def main():
    program = pathlib.Path(sys.argv[1]) / "demarche-index"
    # Articles that say themselves when they were published: a feed has no folder whose name tells it.
    articles = [a for a in run(program, "articles", ROOT / "corpus/articles/wire") if a["published"] and a["title"] and len(paragraphs(a)) >= 2]
    problems = []
    if len(articles) < LEAST:
        sys.exit(f"only {len(articles)} articles to try")
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "plain.jsonl"
        for article in articles:
            article["text"] = "\n".join(paragraphs(article))
        plain.write_text(as_records(articles), encoding="utf8")
        wanted = statements(program, plain)
        forms = packed(articles)
        for name, data in forms.items():
            path = pathlib.Path(folder) / name
            path.write_bytes(data)
            got = statements(program, path)
            if got != wanted:
                missing = [s for s in wanted if s not in got]
                more = [s for s in got if s not in wanted]
                problems.append(f"{name}: {len(got)} statements instead of {len(wanted)}; missing {missing[:3]}, more {more[:3]}")
            path.unlink()
    print("\n".join(problems) or f"{len(articles)} articles, {len(wanted)} statements, {len(forms)} forms: all the same")
    return 1 if problems else 0


sys.exit(main())
