# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs an evaluation that lies outside the project, where DEMARCHE_SHARED names its folder; else ends with 77 (skipped).

    evaluate.py seed BIN_DIR     seed/check.py: one real article, in and found again
    evaluate.py score BIN_DIR    quality/score.py on the dev articles: no figure may fall below FLOOR
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# F1 in percent, detection by token Jaccard. Raised when the extractor gets better; never lowered.
FLOOR = {"detection": 79.0, "end to end": 69.0}


def seed(bin_dir, data):
    return subprocess.run([sys.executable, str(data / "seed/check.py"), str(bin_dir)]).returncode


def score(bin_dir, data):
    quality = data / "quality"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.jsonl"
        with out.open("wb") as file:
            done = subprocess.run([str(bin_dir / "demarche-index"), "extract", str(quality / "articles-dev.jsonl")], stdout=file)
        if done.returncode:
            print(f"extract: exit {done.returncode}")
            return 1
        command = [sys.executable, str(quality / "score.py"), "--parsed-only", str(quality / "gold-dev.jsonl"), str(out), "--json"]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figures = {"detection": 100 * result["detection"]["J/all"]["F1"], "end to end": 100 * result["end_to_end"]["J/all"]["F1"]}
    below = [name for name, value in figures.items() if value < FLOOR[name]]
    for name, value in figures.items():
        print(f"{name}: F1 {value:.1f}, floor {FLOOR[name]}")
    return 1 if below else 0


def main():
    what, bin_dir = sys.argv[1], pathlib.Path(sys.argv[2])
    place = os.environ.get("DEMARCHE_SHARED", "")
    if not place or not pathlib.Path(place, "seed").is_dir():
        print("skipped: DEMARCHE_SHARED names no folder with evaluation data")
        return 77
    return {"seed": seed, "score": score}[what](bin_dir, pathlib.Path(place))


sys.exit(main())
