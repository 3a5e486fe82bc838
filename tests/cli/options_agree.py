# SPDX-License-Identifier: GPL-3.0-or-later
"""--help of both programs, their man pages and the shell completions name the same options.

    options_agree.py BIN_DIR
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z0-9-]*)")


def help_of(*command):
    done = subprocess.run([*map(str, command), "--help"], capture_output=True, text=True)
    if done.returncode or not done.stdout:
        sys.exit(f"{' '.join(map(str, command))} --help: exit {done.returncode}")
    return done.stdout


def options_of_help(text):
    """Options that a line of --help introduces: they stand at its beginning, short forms before them."""
    heads = re.findall(r"^\s+((?:-\w,\s*)?--[a-z][^\s]*)", text, re.M)
    return {name for head in heads for name in OPTION.findall(head)}


def subcommands_of_help(text):
    section = text.split("Subcommands:", 1)[-1] if "Subcommands:" in text else ""
    return re.findall(r"^\s{2}([a-z]+)\s", section, re.M)


def options_of_man(text):
    """Options that a scdoc page introduces: bold at the beginning of a line."""
    heads = [line for line in text.splitlines() if re.match(r"^\*-", line)]
    return {name for head in heads for name in OPTION.findall(head.replace("\\", ""))}


def main():
    bin_dir = pathlib.Path(sys.argv[1])
    problems = []
    for tool in ("demarche-index", "demarche-search"):
        first = help_of(bin_dir / tool)
        commands = subcommands_of_help(first)
        wanted = options_of_help(first)
        for command in commands:
            wanted |= options_of_help(help_of(bin_dir / tool, command))
        if len(wanted) < 3 or (tool == "demarche-index") != bool(commands):
            problems.append(f"{tool}: --help was not understood: options {sorted(wanted)}, subcommands {commands}")
        seen = {
            f"docs/man/{tool}.1.scd": options_of_man,
            f"docs/completions/{tool}.bash": lambda text: set(OPTION.findall(text)),
            f"docs/completions/_{tool}": lambda text: set(OPTION.findall(text)),
            f"docs/completions/{tool}.fish": lambda text: {"--" + name for name in re.findall(r"^complete .*? -l ([a-z0-9-]+)", text, re.M)},
        }
        for path, options_in in seen.items():
            text = (ROOT / path).read_text(encoding="utf8")
            found = options_in(text)
            problems += [f"{path}: lacks {name}" for name in sorted(wanted - found)]
            problems += [f"{path}: {name} is not an option of {tool}" for name in sorted(found - wanted)]
            problems += [f"{path}: lacks the subcommand {name}" for name in commands if not re.search(rf"\b{name}\b", text)]
    print("\n".join(problems) or "help, man pages and completions agree")
    return 1 if problems else 0


sys.exit(main())
