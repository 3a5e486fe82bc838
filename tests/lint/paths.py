# SPDX-License-Identifier: GPL-3.0-or-later
"""No file names a folder of somebody's own machine, and none is left unmerged."""
import re

import tree

# Assembled, so that this file does not find itself.
FOLDERS = ("home/[a-z]", "Users/[A-Za-z]", "wor" + "k/", "roo" + "t/[a-z.]", "tm" + "p/[A-Za-z]*[a-z]{3}")
MACHINE = re.compile(r"(?<![\w.~$}/*-])/(" + "|".join(FOLDERS) + ")")
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.M)
# A path that need not exist, in the words of documentation and error tests.
ALLOWED = re.compile(r"/(home|Users)/(you|me|user|USER|name)\b")
BINARY = {".gz", ".zst", ".zip", ".warc", ".png", ".bin", ".pdf"}


def problems_of(path, source):
    cleaned = ALLOWED.sub("", source)
    found = [f"{path}:{cleaned.count(chr(10), 0, m.start()) + 1}: a path of one machine: {cleaned[m.start():m.start() + 40]!r}"
             for m in MACHINE.finditer(cleaned)]
    return found + [f"{path}: unmerged" for _ in CONFLICT.finditer(source)]


def main():
    paths = [p for p in tree.files() if p.suffix not in BINARY]
    tree.report([problem for path in paths for problem in problems_of(path, tree.text(path))], len(paths))


main()
