# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of rooms, and the one place of each library. `--self-test` tests this script."""
import re
import sys

import tree

# A room may include itself and what is listed; a longer path goes before a shorter one.
ROOMS = {
    "common/report": [],
    "common/model": ["common/report"],
    "common/text": ["common/model", "common/report"],
    "common/record": ["common/text", "common/model", "common/report"],
    "common/names": ["common/text", "common/model", "common/report"],
    "common/index": ["common/record", "common/names", "common/text", "common/model", "common/report"],
    "indexer/archive": ["common"],
    "indexer/article": ["common", "indexer/archive"],
    "indexer/language": ["common"],
    "indexer/segment": ["common", "indexer/language"],
    "indexer/attribute": ["common", "indexer/language", "indexer/segment"],
    "indexer/copies": ["common"],
    "indexer/write": ["common", "indexer/copies"],
    "indexer/pipeline": ["common", "indexer"],
    "indexer": ["common"],
    "search/query": ["common"],
    "search/engine": ["common", "search/query"],
    "search/present": ["common", "search/query", "search/engine"],
    "search": ["common"],
    "tests": ["common", "indexer", "search"],
    "bench": ["common", "indexer", "search", "tests/support"],
}
# The library whose headers match may be included only by paths that match; tests and benchmarks may use all.
LIBRARIES = [
    ("CLI11", r"CLI/", r"(indexer|search)/options\.cc$"),
    ("JSON", r"nlohmann/", r"(common/record|indexer/article|search/present)/"),
    ("libxml2", r"libxml/", r"indexer/article/dom\.(cc|hh)$"),
    ("poppler", r"poppler-", r"indexer/article/pdf\.cc$"),
    ("zlib and Brotli", r"(zlib\.h|brotli/)", r"indexer/archive/content_coding\.cc$"),
    ("libarchive", r"archive(_entry)?\.h$", r"indexer/archive/"),
    ("Xapian", r"xapian", r"(common/(report|index)/|common/text/stem\.(cc|hh)$|indexer/write/|search/engine/)"),
    ("standard output", r"(iostream|fmt/(os|ostream)\.h)$", r"(?!common/)"),
]
STANDARD_OUTPUT = re.compile(r"\b(std::cout|std::puts|std::printf|fmt::print\(|stdout)\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)


def room_of(path):
    """The room a path lies in, or None for a path outside all of them."""
    return max((room for room in ROOMS if path.startswith(room + "/")), key=len, default=None)


def problems_of(path, source):
    """What is wrong with the includes of one file, as lines."""
    room, found = room_of(path), []
    if room is None:
        return [f"{path}: lies in no known room; add it to the table in tests/lint/includes.py"]
    for match in INCLUDE.finditer(source):
        own, system = match.groups()
        where = f"{path}:{source.count(chr(10), 0, match.start(1 if own else 2)) + 1}"
        if own and not own.startswith("generated/"):
            target = room_of(own)
            if target is None:
                found.append(f"{where}: {own} is not named from the repository's root")
            # The programs' main.cc and options.cc stand above their rooms.
            above = room in ("indexer", "search") and own.startswith(room + "/")
            allowed = [room, *ROOMS[room]]
            if target and not above and not any(target == a or own.startswith(a + "/") for a in allowed):
                found.append(f"{where}: {room} must not include {own} (allowed: {', '.join(allowed)})")
        for library, headers, place in LIBRARIES:
            if system and not path.startswith(("tests/", "bench/")) and re.match(headers, system) and not re.match(place, path):
                found.append(f"{where}: {library} has one place and this is not it: <{system}>")
    if path.startswith("common/"):
        code = re.sub(r"//[^\n]*|\"(\\.|[^\"\\\n])*\"", "", source)
        found += [f"{path}: common writes nothing to standard output: {m.group(1)}" for m in STANDARD_OUTPUT.finditer(code)]
    return found


SELF_TEST = [
    ("common/text/a.cc", '#include "common/text/fold.hh"\n#include <string>\n', 0),
    ("common/text/a.cc", '#include "common/names/who.hh"\n', 1),
    ("common/model/a.hh", '#include "indexer/write/w.hh"\n', 1),
    ("common/text/a.cc", "#include <CLI/CLI.hpp>\n", 1),
    ("common/text/a.cc", '// std::cout\nauto x = "stdout";\n', 0),
    ("common/text/a.cc", "std::cout << 1;\n", 1),
    ("indexer/write/a.cc", '#include "indexer/archive/entry.hh"\n', 1),
    ("indexer/pipeline/a.cc", '#include "indexer/archive/entry.hh"\n#include "common/index/schema.hh"\n', 0),
    ("indexer/main.cc", '#include "indexer/pipeline/add.hh"\n#include "indexer/options.hh"\n', 0),
    ("indexer/main.cc", '#include "search/query/parser.hh"\n', 1),
    ("indexer/options.cc", "#include <CLI/CLI.hpp>\n", 0),
    ("indexer/options.hh", "#include <CLI/CLI.hpp>\n", 1),
    ("search/query/a.cc", '#include "search/engine/engine.hh"\n', 1),
    ("search/present/a.cc", '#include "search/engine/engine.hh"\n#include <nlohmann/json.hpp>\n', 0),
    ("search/engine/a.cc", "#include <nlohmann/json.hpp>\n", 1),
    ("search/query/a.cc", "#include <xapian.h>\n", 1),
    ("search/query/a.cc", '#include "parser.hh"\n', 1),
    ("tests/unit/text/a_test.cc", '#include "search/query/parser.hh"\n#include <iostream>\n', 0),
    ("elsewhere/a.cc", "", 1),
]


def main():
    if "--self-test" in sys.argv:
        wrong = [f"{path}: {source!r}: {problems_of(path, source)}" for path, source, count in SELF_TEST if len(problems_of(path, source)) != count]
        tree.report(wrong, len(SELF_TEST))
    sources = tree.files(".cc", ".hh")
    tree.report([p for path in sources for p in problems_of(path.as_posix(), tree.text(path))], len(sources))


main()
