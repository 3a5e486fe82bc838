# SPDX-License-Identifier: GPL-3.0-or-later
"""Guards against regressions on the bundled corpus.

    corpus.py gold BIN_DIR       extracted statements against corpus/gold.jsonl: no figure below FLOOR
    corpus.py queries BIN_DIR    queries of corpus/queries.jsonl that find what they must: no fewer than FLOOR
"""
import json
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import extraction_quality as quality  # noqa: E402  (what bench/quality prints)
from extraction_quality import CORPUS, also, fold, run  # noqa: E402

# In percent; raised when extraction gets better, never lowered. The corpus proves no quality (see its README).
FLOOR = {"precision": 91.0, "recall": 92.0, "speaker": 85.0, "date": 97.0, "queries": 79.0}


def gold(bin_dir):
    found = quality.extract(bin_dir, CORPUS / "articles", CORPUS / "people.tsv")
    measured = quality.measure(quality.read_gold(CORPUS / "gold.jsonl"), found)
    figures = {
        "precision": measured.precision(),
        "recall": measured.recall(),
        "speaker": measured.speaker(),
        "date": measured.circumstance("date"),
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


try:
    sys.exit(main())
except quality.Failure as failure:
    sys.exit(str(failure))
