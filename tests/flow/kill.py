# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills demarche-index at random moments of add, compact, delete and fix, and looks the index over each time.

    kill.py BIN_DIR [KILLS [SEED]]

After each kill the index must open, `check` and `verify` must be clean, every acknowledged article must be there once,
corrections are all there or none, and the same command must complete the rest, with the same families as in an index
that was never disturbed.
"""
import json
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.argv[1]) / "demarche-index"
SEARCH = pathlib.Path(sys.argv[1]) / "demarche-search"
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 12
RANDOM = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
ARTICLES = 240


def run(*arguments, **more):
    return subprocess.run([str(BIN), *map(str, arguments)], capture_output=True, text=True, **more)


def must(*arguments):
    done = run(*arguments)
    if done.returncode:
        sys.exit(f"{arguments}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def ids(index):
    found = [json.loads(line)["id"] for line in must("export", "--db", index).splitlines() if '"record":"article"' in line[:40]]
    if len(found) != len(set(found)):
        sys.exit(f"articles are there twice: {sorted(found)}")
    return set(found)


def families(index):
    """How many statements there are when each family counts once."""
    done = subprocess.run([SEARCH, "--db", index, "--fold", "--count", "*"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"--fold: exit {done.returncode}\n{done.stderr}")
    return int(done.stdout)


def corrected(index):
    """Ids of corrected statements, which all say so."""
    listed = {json.loads(line)["id"] for line in must("fix", "--db", index, "--list", "--format", "json").splitlines()}
    records = [json.loads(line) for line in must("export", "--db", index).splitlines()]
    fixed = {record["id"] for record in records if record["record"] == "statement" and record["speaker"] == "Ilse Brandl"}
    if listed != fixed:
        sys.exit(f"{len(listed)} corrections, and {len(fixed)} statements are corrected")
    return listed


def look_over(index, acknowledged, what):
    if not (index / "manifest").exists():
        if acknowledged:
            sys.exit(f"{what}: no manifest, and {acknowledged} articles were acknowledged")
        return
    must("check", "--db", index, "-q")
    must("verify", "--db", index, "-q")
    there = ids(index)
    if len(there) < acknowledged:
        sys.exit(f"{what}: {acknowledged} articles were acknowledged, {len(there)} are there")


def killed(arguments, after):
    """Runs, kills after so many seconds; gives how many articles were acknowledged, or None when it had ended."""
    process = subprocess.Popen([str(BIN), *map(str, arguments)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        process.wait(after)
        ended = True
    except subprocess.TimeoutExpired:
        process.kill()
        ended = False
    said = process.stderr.read()
    process.wait()
    counts = [int(number.replace(",", "")) for number in re.findall(r"([\d,]+) articles? committed", said)]
    return (counts[-1] if counts else 0), ended


def no_space(full, articles, wanted):
    """A disk that is full: a clear line, exit 3, and the index as it was; with space again the rest follows."""
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    (articles / "more.txt").write_text("Title: One more\n\n“The last boat is in,” Ada Lovelace said.\n")
    done = run("add", "--db", full, articles, preexec_fn=small_files)
    if done.returncode != 3 or "error:" not in done.stderr:
        sys.exit(f"no space: exit {done.returncode}\n{done.stderr}")
    look_over(full, len(wanted), "no space")
    if ids(full) != wanted:
        sys.exit("no space: not the articles that were there")
    must("add", "--db", full, articles)
    if len(ids(full)) != len(wanted) + 1:
        sys.exit("no space: the article that had no place is not there afterwards")


def duration(arguments):
    start = time.monotonic()
    must(*arguments)
    return time.monotonic() - start


def main():
    with tempfile.TemporaryDirectory(prefix="demarche-kill-") as folder:
        root = pathlib.Path(folder)
        articles = root / "articles"
        articles.mkdir()
        for number in range(ARTICLES):
            (articles / f"{number:03}.txt").write_text(
                f"Title: Day {number}\nDate: 2024-12-19\n\n“We have counted {number} boats,” Ada Lovelace said on Monday in Geneva. "
                f"“None of the {number} was lost,” Alan Turing said. “On day {number // 3} every one of them came home,” she said.\n")
        full = root / "full"
        add = lambda index: ["add", "--db", index, "--commit-every", ARTICLES // 20, articles]
        whole = duration(add(full))
        wanted = ids(full)
        count = len(wanted)
        folded = families(full)
        statements = [json.loads(line)["id"] for line in must("export", "--db", full).splitlines() if '"record":"statement"' in line[:40]]
        if folded >= len(statements):
            sys.exit("no families")
        fixes = root / "fixes.tsv"
        fixes.write_text("id\tspeaker\n" + "".join(f"{one}\tIlse Brandl\n" for one in statements[::4]))
        landed = {"add": 0, "compact": 0, "delete": 0, "fix": 0}
        for number in range(KILLS):
            what = ["add", "add", "compact", "delete", "fix"][number % 5]
            index = root / "index"
            shutil.rmtree(index, ignore_errors=True)
            if what == "add":
                acknowledged, ended = killed(add(index), RANDOM.uniform(0, whole))
                look_over(index, acknowledged, what)
                must(*add(index))
                expected = wanted
                if families(index) != folded:
                    sys.exit(f"add: {families(index)} families and single statements, not {folded}")
            elif what == "fix":
                shutil.copytree(full, index)
                shutil.rmtree(root / "copy", ignore_errors=True)
                shutil.copytree(full, root / "copy")
                command = lambda place: ["fix", "--db", place, "--file", fixes]
                _, ended = killed(command(index), RANDOM.uniform(0, duration(command(root / "copy"))))
                expected = wanted
                look_over(index, count, what)
                if len(corrected(index)) not in (0, len(statements[::4])):
                    sys.exit("fix: half done")
                must(*command(index))
                if corrected(index) != set(statements[::4]):
                    sys.exit("fix: not all corrections are there after the command was run again")
            else:
                shutil.copytree(full, index)
                some = sorted(wanted)[: count // 2]
                command = ["compact", "--db", index] if what == "compact" else ["delete", "--db", index, *some]
                if what == "compact":
                    must("delete", "--db", index, *some[:20])
                    expected = wanted - set(some[:20])
                else:
                    expected = wanted - set(some)
                shutil.rmtree(root / "copy", ignore_errors=True)
                shutil.copytree(index, root / "copy")
                _, ended = killed(command, RANDOM.uniform(0, duration([str(root / "copy") if one == index else one for one in command])))
                before = ids(index)
                if before not in (expected, wanted):
                    sys.exit(f"{what}: half done: {len(before)} articles")
                look_over(index, len(expected), what)
                again = run(*command)
                # What a killed delete had done already is named as missing.
                if again.returncode not in ((0, 4) if what == "delete" else (0,)):
                    sys.exit(f"{what} again: exit {again.returncode}\n{again.stderr}")
            look_over(index, len(expected), what)
            if ids(index) != expected:
                sys.exit(f"{what}: not all articles are there after the command was run again")
            landed[what] += not ended
        no_space(full, articles, wanted)
    print(f"{KILLS} kills, {sum(landed.values())} before the end: " + ", ".join(f"{what} {number}" for what, number in landed.items()))
    return 0 if sum(landed.values()) * 3 >= KILLS else 1


sys.exit(main())
