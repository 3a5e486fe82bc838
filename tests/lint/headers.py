# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source file begins with its SPDX line and a sentence saying what it is; headers have #pragma once."""
import re

import tree

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
# Formats without comments, and what people write by hand to be read as it is.
EXEMPT = re.compile(r"^(LICENSE|\.gitignore|corpus/|tests/(.*/)?(golden|inputs|data|seeds)/)|\.(md|json|jsonl)$|(?<!CMakeLists)\.txt$")


def problems_of(path, source):
    lines = source.splitlines()
    # A script's first line names its interpreter.
    first = 1 if lines and (lines[0].startswith("#!") or lines[0].startswith("#compdef")) else 0
    if not any(SPDX in line for line in lines[: first + 3]):
        return [f"{path}: no line '{SPDX}' at its head"]
    if path.suffix in (".cc", ".hh"):
        second = lines[1] if len(lines) > 1 else ""
        own_header = path.suffix == ".cc" and second.startswith("#include")
        if lines[0] != f"// {SPDX}":
            return [f"{path}: the SPDX line is not the first"]
        if not second.startswith("// ") and not own_header:
            return [f"{path}: the second line does not say what the file is"]
        if path.suffix == ".hh" and "#pragma once" not in lines:
            return [f"{path}: no #pragma once"]
    return []


def main():
    paths = [p for p in tree.files() if not EXEMPT.search(p.as_posix())]
    tree.report([problem for path in paths for problem in problems_of(path, tree.text(path))], len(paths))


main()
