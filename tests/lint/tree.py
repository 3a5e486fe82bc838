# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files the lint tests look at: what git tracks or would track, or the whole folder of a source archive."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*suffixes):
    """Paths relative to the root, sorted; those with one of the suffixes, or all."""
    if (ROOT / ".git").exists():
        # -c safe.directory: the tests may run as another user than the one who cloned.
        git = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(git, check=True, capture_output=True).stdout.decode().split("\0")
        found = [pathlib.Path(n) for n in names if n and (ROOT / n).is_file()]
    else:
        found = [p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file() and "build" not in p.relative_to(ROOT).parts[:1]]
    return sorted(p for p in found if not suffixes or p.suffix in suffixes)


def text(path):
    return (ROOT / path).read_text(encoding="utf8", errors="replace")


def report(problems, looked_at):
    """Prints the problems and ends the program: 1 when there are any, or when nothing was looked at."""
    for problem in problems:
        print(problem)
    if not looked_at:
        print("no file to look at: the lint test is broken")
    print(f"{looked_at} files, {len(problems)} problems")
    sys.exit(1 if problems or not looked_at else 0)
