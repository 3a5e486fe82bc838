# SPDX-License-Identifier: GPL-3.0-or-later
"""Guards against regressions on the bundled corpus.

    corpus.py gold BIN_DIR       extracted statements against corpus/gold.jsonl: no figure below FLOOR
    corpus.py queries BIN_DIR    queries of corpus/queries.jsonl that find what they must: no fewer than FLOOR
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
# In percent; raised when extraction gets better, never lowered. The corpus proves no quality (see its README).
FLOOR = {"precision": 91.0, "recall": 91.0, "speaker": 85.0, "date": 94.0, "queries": 79.0}
FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})
# The environment must not decide what is measured.
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run(*command, ok=(0,)):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode not in ok:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}: {done.stderr.strip()[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def fold(text):
    return " ".join((text or "").translate(FOLD).split()).lower()


def name(text):
    """A speaker as compared: a leading article makes no difference."""
    return re.sub(r"^(a|an|the) ", "", fold(text))


def also(record, key):
    value = record.get(key, [])
    return value if isinstance(value, list) else [value]


def characters(record):
    return {i for begin, end in record["spans"] for i in range(begin, end)}


def pairs(wanted, found):
    """One-to-one pairs of gold and found statements of an article that share half of their characters, best first."""
    scored = []
    for w in range(len(wanted)):
        for f in range(len(found)):
            a, b = characters(wanted[w]), characters(found[f])
            share = len(a & b) / len(a | b)
            if share >= 0.5:
                scored.append((-share, w, f))
    taken_w, taken_f, out = set(), set(), []
    for _, w, f in sorted(scored):
        if w not in taken_w and f not in taken_f:
            taken_w.add(w)
            taken_f.add(f)
            out.append((w, f))
    return out


def gold(bin_dir):
    wanted, found = collections.defaultdict(list), collections.defaultdict(list)
    for line in (CORPUS / "gold.jsonl").read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        wanted[record["article"]].append(record)
    for record in run(bin_dir / "demarche-index", "extract", "--people", CORPUS / "people.tsv", CORPUS / "articles"):
        found[record["article"]].append(record)
    count = collections.Counter()
    for article in wanted.keys() | found.keys():
        ours, theirs = found[article], wanted[article]
        matched = pairs(theirs, ours)
        neutral = [f for w, f in matched if theirs[w].get("optional")]
        count["found"] += len(ours) - len(neutral)
        count["wanted"] += sum(not w.get("optional") for w in theirs)
        for w, f in matched:
            if theirs[w].get("optional"):
                continue
            count["right"] += 1
            right_names = [name(theirs[w].get("speaker"))] + [name(s) for s in also(theirs[w], "speaker_also")]
            count["speaker"] += name(ours[f]["speaker"]) in right_names
            count["date"] += ours[f]["date"] in [theirs[w].get("date"), *also(theirs[w], "date_also")]
    figures = {
        "precision": 100 * count["right"] / max(count["found"], 1),
        "recall": 100 * count["right"] / max(count["wanted"], 1),
        "speaker": 100 * count["speaker"] / max(count["right"], 1),
        "date": 100 * count["date"] / max(count["right"], 1),
    }
    for key, value in figures.items():
        print(f"{key}: {value:.1f}, floor {FLOOR[key]}")
    return 1 if any(value < FLOOR[key] for key, value in figures.items()) else 0


def unmet(query, hits):
    """What a query's expectations say and its hits do not keep, as clauses."""
    wrong, speakers = [], [hit["speaker"] for hit in hits]
    if "count" in query and len(hits) != query["count"]:
        wrong.append(f"{len(hits)} hits, not {query['count']}")
    if len(hits) < query.get("at_least", 0):
        wrong.append(f"{len(hits)} hits, fewer than {query['at_least']}")
    if query.get("none") and hits:
        wrong.append(f"{len(hits)} hits where none is right")
    if hits and "first_speaker" in query and speakers[0] not in also(query, "first_speaker"):
        wrong.append(f"the first hit is by {speakers[0]!r}")
    if "every_speaker" in query:
        others = sorted({str(s) for s in speakers if s not in also(query, "every_speaker")})
        wrong += [f"a hit by {s!r}" for s in others]
    if "some_text" in query and not any(fold(query["some_text"]) in fold(hit["text"]) for hit in hits):
        wrong.append(f"no hit with {query['some_text']!r}")
    return wrong


def queries(bin_dir):
    failed, asked = 0, [json.loads(line) for line in (CORPUS / "queries.jsonl").read_text(encoding="utf8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        index = pathlib.Path(folder) / "index"
        run(bin_dir / "demarche-index", "add", "--quiet", "--db", index, "--people", CORPUS / "people.tsv", CORPUS / "articles")
        for query in asked:
            command = [bin_dir / "demarche-search", "--db", index, "--format", "jsonl", "--limit", "1000", "--", query["query"]]
            hits = run(*command, ok=(0, 1))
            if wrong := unmet(query, hits):
                failed += 1
                print(f"{query['query']}: {'; '.join(wrong)}")
    kept = 100 * (len(asked) - failed) / len(asked)
    print(f"{len(asked)} queries, {failed} miss what extraction or search does not find yet; kept: {kept:.1f}, floor {FLOOR['queries']}")
    return 1 if kept < FLOOR["queries"] else 0


def main():
    return {"gold": gold, "queries": queries}[sys.argv[1]](pathlib.Path(sys.argv[2]))


sys.exit(main())
