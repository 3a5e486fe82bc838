# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C++ file is as clang-format 19 writes it with the committed .clang-format."""
import shutil
import subprocess
import sys

import tree

TOOL = "clang-format-19"


def main():
    if not shutil.which(TOOL):
        sys.exit(f"{TOOL} is missing: run scripts/install-deps")
    sources = [str(p) for p in tree.files(".cc", ".hh")]
    problems = []
    for start in range(0, len(sources), 50):
        done = subprocess.run([TOOL, "--dry-run", "-Werror", *sources[start : start + 50]], cwd=tree.ROOT, capture_output=True, text=True)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if "clang-format-violations" in line]
            problems += sorted({line.split(":")[0] + f": not formatted: {TOOL} -i " + line.split(":")[0] for line in lines}) or [done.stderr]
    tree.report(problems, len(sources))


main()
