#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when a file names a place on somebody's machine, says that it is unfinished, or is a folder's README without its heading."""
import os
import pathlib
import re
import sys

SUFFIXES = {".h", ".cpp", ".inc", ".py", ".sh", ".md", ".txt", ".json", ".ts", ".svg", ".desktop", ".service", ""}
SKIP = {"build", ".git", ".cache"}
RULES = [
    (re.compile(r"(?<![\w.$}/])/(home|root|work|Users)/\w"), "names a place on one machine"),
    (re.compile(r"\.\./shared\b"), "names a place outside the project"),
    (re.compile(r"\b(TODO|FIXME|XXX|[Dd]ummy|[Ll]orem ipsum|[Nn]ot (yet )?implemented)\b"),
     "says that it is unfinished: finish it, or leave it out"),
]
# Every folder of these says in its README what it is for; the first line is its name.
AREAS = {"core", "ui", "app", "tests", "resources"}
# The only lines that may break a rule: (file, what the line contains).
EXCEPTIONS = [(".ci/run", "eips-history")]


def files_below(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIP)
        yield from (pathlib.Path(folder, name) for name in sorted(set(names) - SKIP)
                   if pathlib.Path(name).suffix in SUFFIXES)


def main(root):
    complaints = []
    for file in files_below(root):
        path = file.relative_to(root)
        if path == pathlib.Path("tests/lint/check_words.py"):
            continue
        try:
            lines = file.read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError:
            continue
        if path.name == "README.md" and path.parts[0] in AREAS and lines[0] != f"# {path.parent}":
            complaints.append(f"{path}:1: begins with '# {path.parent}'")
        for number, line in enumerate(lines, 1):
            if any(str(path) == name and part in line for name, part in EXCEPTIONS):
                continue
            complaints += [f"{path}:{number}: {why}" for rule, why in RULES if rule.search(line)]
    print(*complaints, sep="\n")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
