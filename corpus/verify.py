#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks gold.jsonl and queries.jsonl against the articles beside them; exit 1 when anything is wrong.

    verify.py [--list] [BIN_DIR]

--list prints each article's id, number of words and number of gold statements. Plain text and JSON Lines are read here; what
lies in articles/formats is read by BIN_DIR/demarche-index, and its gold is not checked without.
"""
import collections
import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = HERE / "articles"
HEADER = re.compile(r"(Title|Date|Outlet|URL|Author|Language):", re.I)
KINDS = {"direct", "mixed", "indirect"}
TYPES = {"person", "organisation", "country", "description", None}
SOURCES = {"stated", "published", "path", None}
EXPECTATIONS = {"at_least", "count", "none", "first_speaker", "every_speaker", "some_text", "people"}


def plain_text(source, path):
    """Id and text of one .txt file: without front matter, or without the header block before the first blank line."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    header, text = "", source
    if source.startswith("---\n"):
        header, text = source[4:].split("\n---\n", 1)
    elif HEADER.match(source):
        header, text = source.split("\n\n", 1)
    url = re.search(r"^url:\s*(\S+)", header, re.I | re.M)
    return (url.group(1) if url else path), text.rstrip("\n")


def packed_articles(bin_dir):
    """Those of articles/formats as the program reads them: pairs of id and text. It must read them all."""
    command = [pathlib.Path(bin_dir) / "demarche-index", "articles", "--quiet", "--exclude", "text", "--exclude", "wire", ARTICLES]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or done.stderr:
        raise ValueError(f"articles/formats: exit {done.returncode}: {done.stderr}")
    return [(record["id"], record["text"]) for record in map(json.loads, done.stdout.splitlines())]


def articles(bin_dir):
    """The articles as the readers give them: id to text."""
    found = dict(packed_articles(bin_dir)) if bin_dir else {}
    for path in sorted(ARTICLES.rglob("*")):
        name = path.relative_to(ARTICLES).as_posix()
        pairs = []
        if name.startswith("formats/"):
            continue
        if path.suffix == ".txt":
            pairs = [plain_text(path.read_bytes().decode("utf8"), name)]
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf8").splitlines():
                record = json.loads(line)
                texts = [record[k] for k in ("text", "body", "content", "articleBody") if k in record]
                pairs.append((record.get("id") or record.get("url") or record.get("link"), texts[0].rstrip("\n")))
        elif path.is_file():
            raise ValueError(f"{name}: of no known format")
        for key, text in pairs:
            if not key or key in found:
                raise ValueError(f"{name}: id {key!r} is missing or stands twice")
            found[key] = text
    return found


def is_date(value):
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def problems_of(gold, text):
    """What is wrong with one gold statement, as a list of phrases."""
    spans, found = gold["spans"], []
    if any(not 0 <= b < e <= len(text) for b, e in spans) or any(a[1] > b[0] for a, b in zip(spans, spans[1:])):
        return ["spans outside the text or out of order"]
    if " ".join(text[b:e] for b, e in spans) != gold["text"]:
        found.append("the spans do not give the text")
    if any(text[b:e] != text[b:e].strip() for b, e in spans):
        found.append("a span begins or ends with white space")
    if (gold["begin"], gold["end"]) != (spans[0][0], spans[-1][1]):
        found.append("begin and end are not those of the spans")
    if gold["kind"] not in KINDS or not set(gold.get("kind_also", [])) <= KINDS:
        found.append("unknown kind")
    if gold["speaker_type"] not in TYPES or (gold["speaker"] is None and gold["speaker_type"] is not None):
        found.append("unknown type of speaker")
    if gold.get("speakers", [gold["speaker"]])[0] != gold["speaker"]:
        found.append("speaker is not the first of speakers")
    if gold["date_source"] not in SOURCES or (gold["date"] is None) != (gold["date_source"] is None):
        found.append("date and its source do not go together")
    dates = [gold["date"], gold.get("date_end"), *gold.get("date_also", [])]
    if any(d is not None and not is_date(d) for d in dates) or ("date_end" in gold and not gold["date"] < gold["date_end"]):
        found.append("a date that does not exist")
    for key in ("speaker_as_written", "cue", "place", "event", "addressee"):
        if gold.get(key) and gold[key] not in text:
            found.append(f"{key} is not in the article")
    return found


def main():
    bin_dir = next((argument for argument in sys.argv[1:] if argument != "--list"), None)
    texts, problems, taken = articles(bin_dir), [], collections.defaultdict(list)
    unchecked = 0
    counts, kinds = collections.Counter(), collections.Counter()
    for number, line in enumerate((HERE / "gold.jsonl").read_text(encoding="utf8").splitlines(), 1):
        gold = json.loads(line)
        text = texts.get(gold["article"])
        if text is None and bin_dir is None:
            unchecked += 1
            continue
        if text is None:
            problems.append(f"gold.jsonl:{number}: no article {gold['article']!r}")
            continue
        problems += [f"gold.jsonl:{number}: {p}" for p in problems_of(gold, text)]
        for begin, end in gold["spans"]:
            if any(begin < e and b < end for b, e in taken[gold["article"]]):
                problems.append(f"gold.jsonl:{number}: overlaps another statement")
            taken[gold["article"]].append((begin, end))
        counts[gold["article"]] += 1
        kinds[gold["kind"]] += 1
    queries = (HERE / "queries.jsonl").read_text(encoding="utf8").splitlines()
    for number, line in enumerate(queries, 1):
        query = json.loads(line)
        if not query.get("query") or not EXPECTATIONS & set(query) or set(query) - EXPECTATIONS - {"query"}:
            problems.append(f"queries.jsonl:{number}: no query, no expectation or an unknown one")
    with (HERE / "metadata.csv").open(encoding="utf8", newline="") as table:
        paths = [row["path"] for row in csv.DictReader(table)]
    problems += [f"metadata.csv: no article {path!r}" for path in paths if not (ARTICLES / path).is_file()]
    for problem in problems:
        print(problem)
    if "--list" in sys.argv[1:]:
        for key, text in texts.items():
            print(f"{key}\t{len(text.split())}\t{counts[key]}")
    each = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    if unchecked:
        print(f"{unchecked} gold statements not checked: they need BIN_DIR")
    print(f"{len(texts)} articles, {sum(counts.values())} statements ({each}), {len(queries)} queries, {len(problems)} problems")
    sys.exit(1 if problems or not texts else 0)


if __name__ == "__main__":
    main()
