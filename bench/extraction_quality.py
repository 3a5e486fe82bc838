# SPDX-License-Identifier: GPL-3.0-or-later
"""Extracted statements against gold statements: matching, judging, calibration, causes of errors.

Both sides are statement records (docs/records.md): `article`, `kind`, `spans`, `text`; gold may add `kind_also`, `speaker_also`, `date_also`
(other right answers) and `optional` (neither finding nor missing it counts). What a gold statement does not say is not judged.
bench/quality prints what is computed here, tests/quality/corpus.py holds it against floors.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
KINDS = ("direct", "mixed", "indirect")
# Rows of the tables by kind: the name and the kinds it takes together.
GROUPS = {**{kind: (kind,) for kind in KINDS}, "quoted": ("direct", "mixed"), "all": KINDS}
SOURCES = ("name", "pronoun", "description", "none")
# Judged wherever the gold says them.
CIRCUMSTANCES = ("date", "date_end", "date_source", "place", "event", "addressee", "speakers")
CAUSES = ("missed", "extra", "boundaries", "speaker: wrong antecedent", "speaker: wrong name", "speaker: description", "speaker: missing",
          "speaker: none is right", "date", "kind")
BINS = 10

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})
WORD = re.compile(r"[^\W_]+")
PRONOUNS = frozenset("he she they it i we you who one him her them both neither all each".split())
# The environment must not decide what is measured.
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class Failure(Exception):
    """Something that cannot be measured, as a sentence."""


# ---------------------------------------------------------------- reading


def run(*command, ok=(0,)):
    """Runs a program that prints JSON Lines and gives them; the programs' exit codes in `ok` are no failure."""
    command = [str(c) for c in command]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode not in ok:
        raise Failure(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def extract(bin_dir, articles, people=None):
    """Statement records with their explanations."""
    options = ["--people", people] if people else []
    return run(pathlib.Path(bin_dir) / "demarche-index", "extract", "--explain", *options, articles)


def read_gold(path):
    rows = []
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf8").splitlines(), 1):
        try:
            row = json.loads(line)
            words_at(row)
        except (ValueError, KeyError, TypeError) as error:
            raise Failure(f"{path}:{number}: no statement record with article, spans and text: {error!r}") from error
        rows.append(row)
    return rows


# ---------------------------------------------------------------- matching


def words_at(record):
    """Where the words of a statement begin in the article, in code points; told from its spans and its text alone."""
    record["article"]  # every record has one
    found, offset = set(), 0
    for begin, end in record["spans"]:
        piece = record["text"][offset : offset + end - begin]
        if len(piece) != end - begin:
            raise ValueError("the spans do not give the text")
        found.update(begin + match.start() for match in WORD.finditer(piece))
        offset += end - begin + 1  # pieces are joined by one space
    return found


def pairs(wanted, found):
    """One-to-one pairs (index into wanted, index into found) of word sets with a Jaccard index of 0.5 or more, best first."""
    scored = []
    for w, theirs in enumerate(wanted):
        for f, ours in enumerate(found):
            both = len(theirs & ours)
            if both and 2 * both >= len(theirs | ours):
                scored.append((-both / len(theirs | ours), w, f))
    taken_w, taken_f, out = set(), set(), []
    for _, w, f in sorted(scored):
        if w not in taken_w and f not in taken_f:
            taken_w.add(w)
            taken_f.add(f)
            out.append((w, f))
    return out


# ---------------------------------------------------------------- judging


def fold(text):
    return " ".join((text or "").translate(QUOTES).split()).lower()


def name(text):
    """A speaker as compared: a leading article makes no difference."""
    return re.sub(r"^(a|an|the) ", "", fold(text))


def also(record, key):
    """The other right answers under a key, always as a list."""
    value = record.get(key, [])
    return value if isinstance(value, list) else [value]


def speaker_right(gold, ours):
    """None where the gold says nothing about the speaker."""
    if "speaker" not in gold:
        return None
    return name(ours["speaker"]) in [name(gold["speaker"]), *map(name, also(gold, "speaker_also"))]


def circumstance_right(gold, ours, key):
    """None where the gold says nothing."""
    if key not in gold:
        return None
    if key == "date":
        return ours["date"] in [gold["date"], *also(gold, "date_also")]
    if key == "speakers":
        return sorted(map(name, ours["speakers"])) == sorted(map(name, gold["speakers"]))
    if key in ("date_end", "date_source"):
        return ours[key] == gold[key]
    return name(ours[key]) == name(gold[key])


def name_words(text):
    marks = unicodedata.normalize("NFKD", fold(text))
    return set(WORD.findall("".join(c for c in marks if not unicodedata.combining(c))))


def source_of(gold):
    """How the article names the speaker of a gold statement: one of SOURCES."""
    written = gold.get("speaker_as_written") or ""
    if gold.get("speaker") is None:
        return "none"
    if fold(written) in PRONOUNS:
        return "pronoun"
    if gold.get("speaker_type") == "description":
        return "description"
    if gold.get("speaker_type") == "person" and written:
        names = [gold["speaker"], *gold.get("speakers", []), *also(gold, "speaker_also")]
        return "name" if any(name_words(written) & name_words(n) for n in names) else "description"
    return "name"


def speaker_cause(gold, ours):
    """Why a speaker is wrong, as one of CAUSES."""
    if gold["speaker"] is None:
        return "speaker: none is right"
    if ours["speaker"] is None:
        return "speaker: missing"
    return {"pronoun": "speaker: wrong antecedent", "description": "speaker: description"}.get(source_of(gold), "speaker: wrong name")


# ---------------------------------------------------------------- the whole


class Figures:
    """What all articles together give. Counts are of statements."""

    def __init__(self):
        self.articles = 0
        self.found = collections.Counter()  # by the kind the extractor gives; optional ones left out
        self.found_right = collections.Counter()  # of these, with a gold statement
        self.found_whole = collections.Counter()  # and the right speaker
        self.wanted = collections.Counter()  # by the kind of the gold
        self.wanted_found = collections.Counter()
        self.wanted_whole = collections.Counter()
        self.judged_found = collections.Counter()  # found and wanted without pairs whose speaker is not judged
        self.judged_wanted = collections.Counter()
        self.by_source = {s: [0, 0] for s in SOURCES}  # right, judged
        self.by_naming = collections.defaultdict(lambda: [0, 0])
        self.circumstances = {c: [0, 0] for c in CIRCUMSTANCES}
        self.kinds = [0, 0]
        self.neutral = 0
        self.examples = []  # (confidence, features, right)
        self.errors = collections.defaultdict(list)  # cause to (gold or None, ours or None)

    # Rates in percent; 0 where there is nothing to divide by.

    def precision(self, group="all"):
        return share(total(self.found_right, group), total(self.found, group))

    def recall(self, group="all"):
        return share(total(self.wanted_found, group), total(self.wanted, group))

    def end_to_end(self, group="all"):
        """Precision and recall of statements that are found and have the right speaker."""
        return (share(total(self.found_whole, group), total(self.judged_found, group)),
                share(total(self.wanted_whole, group), total(self.judged_wanted, group)))

    def speaker(self):
        return share(*[sum(column) for column in zip(*self.by_source.values())])

    def circumstance(self, key):
        return share(*self.circumstances[key])

    def calibration(self):
        """Expected calibration error, AUC, and the bins as (statements, mean confidence, share that is right) or None."""
        bins = [[] for _ in range(BINS)]
        for confidence, _, right in self.examples:
            bins[min(BINS - 1, int(BINS * confidence))].append((confidence, right))
        rows = [(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) if b else None for b in bins]
        error = sum(n * abs(stated - true) for n, stated, true in filter(None, rows)) / max(1, len(self.examples))
        return error, area_under_curve([(c, r) for c, _, r in self.examples]), rows


def total(counter, group):
    return sum(counter[kind] for kind in GROUPS[group])


def share(part, whole):
    return 100 * part / whole if whole else 0.0


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def area_under_curve(examples):
    """The chance that of a right and a wrong statement the right one has the higher confidence; ties count half."""
    right, wrong = collections.Counter(), collections.Counter()
    for confidence, is_right in examples:
        (right if is_right else wrong)[confidence] += 1
    if not right or not wrong:
        return 0.5
    area = below = 0.0
    for confidence in sorted(right.keys() | wrong.keys()):
        area += right[confidence] * (below + wrong[confidence] / 2)
        below += wrong[confidence]
    return area / (sum(right.values()) * sum(wrong.values()))


def measure(gold, found):
    """Figures of all statements that were found, against all that are wanted."""
    figures, theirs_of, ours_of = Figures(), collections.defaultdict(list), collections.defaultdict(list)
    for row in gold:
        theirs_of[row["article"]].append(row)
    for row in found:
        ours_of[row["article"]].append(row)
    strangers = ours_of.keys() - theirs_of.keys()
    if gold and found and len(strangers) == len(ours_of):
        raise Failure(f"no extracted article has gold statements; its id is like {min(strangers)!r}, the gold's like {gold[0]['article']!r}")
    figures.articles = len(theirs_of.keys() | ours_of.keys())
    for article in sorted(theirs_of.keys() | ours_of.keys()):
        add_article(figures, theirs_of[article], ours_of[article])
    return figures


def add_article(figures, theirs, ours):
    their_words, our_words = [words_at(t) for t in theirs], [words_at(o) for o in ours]
    matched = pairs(their_words, our_words)
    optional = [words for t, words in zip(theirs, their_words) if t.get("optional")]
    optional_words = set().union(*optional)
    gold_of = {f: w for w, f in matched}
    found_of = dict(matched)
    for f, o in enumerate(ours):
        gold = theirs[gold_of[f]] if f in gold_of else None
        # A part of an optional statement is as optional as the whole.
        if gold.get("optional") if gold else 2 * len(our_words[f] & optional_words) >= max(1, len(our_words[f])):
            figures.neutral += 1
            continue
        right = speaker_right(gold, o) if gold else False
        figures.found[o["kind"]] += 1
        figures.found_right[o["kind"]] += gold is not None
        figures.found_whole[o["kind"]] += right is True
        if right is not None:
            figures.judged_found[o["kind"]] += 1
            figures.examples.append((o["confidence"], o.get("explain", {}).get("features", []), right))
    for w, t in enumerate(theirs):
        if t.get("optional"):
            continue
        o = ours[found_of[w]] if w in found_of else None
        right = speaker_right(t, o) if o else False
        figures.wanted[t["kind"]] += 1
        figures.wanted_found[t["kind"]] += o is not None
        figures.wanted_whole[t["kind"]] += right is True
        figures.judged_wanted[t["kind"]] += "speaker" in t
        if o:
            add_pair(figures, t, o, right)
    add_unmatched(figures, [(t, words) for w, (t, words) in enumerate(zip(theirs, their_words)) if w not in found_of and not t.get("optional")],
                  [(o, words) for f, (o, words) in enumerate(zip(ours, our_words))
                   if f not in gold_of and 2 * len(words & optional_words) < max(1, len(words))])


def add_pair(figures, gold, ours, right):
    if right is not None:
        for tally in (figures.by_source[source_of(gold)], figures.by_naming[ours.get("explain", {}).get("naming", "?")]):
            tally[0] += right
            tally[1] += 1
        if not right:
            figures.errors[speaker_cause(gold, ours)].append((gold, ours))
    for key, tally in figures.circumstances.items():
        judged = circumstance_right(gold, ours, key)
        if judged is not None:
            tally[0] += judged
            tally[1] += 1
            if key == "date" and not judged:
                figures.errors["date"].append((gold, ours))
    same = ours["kind"] in [gold["kind"], *also(gold, "kind_also")]
    figures.kinds[0] += same
    figures.kinds[1] += 1
    if not same:
        figures.errors["kind"].append((gold, ours))


def add_unmatched(figures, missed, extra):
    """A missed and an extra statement that share half the words of the shorter are one: found, with wrong boundaries."""
    left = list(extra)
    for gold, words in missed:
        near = max(left, key=lambda row: len(row[1] & words), default=None)
        if near and near[1] & words and 2 * len(near[1] & words) >= min(len(near[1]), len(words)):
            left.remove(near)
            figures.errors["boundaries"].append((gold, near[0]))
        else:
            figures.errors["missed"].append((gold, None))
    figures.errors["extra"] += [(None, ours) for ours, _ in left]
