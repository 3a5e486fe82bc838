# SPDX-License-Identifier: GPL-3.0-or-later
"""Shell scripts parse, stop at the first failure, and can be run."""
import os
import subprocess

import tree


def problems_of(path):
    done = subprocess.run(["bash", "-n", str(tree.ROOT / path)], capture_output=True, text=True)
    found = [f"{path}: {line}" for line in done.stderr.splitlines()]
    if "set -euo pipefail" not in tree.text(path):
        found.append(f"{path}: no 'set -euo pipefail'")
    if not os.access(tree.ROOT / path, os.X_OK):
        found.append(f"{path}: not executable")
    return found


def main():
    scripts = [p for p in tree.files() if tree.text(p).startswith("#!/usr/bin/env bash")]
    tree.report([problem for path in scripts for problem in problems_of(path)], len(scripts))


main()
