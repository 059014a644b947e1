#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when what reaches a disk or a wire is in no format document.

Every struct in core that lists its `fields()` has each of them, with its width, in a FORMAT.md or PROTOCOL.md; every prefix of keys in a
store, and every part of a network's definition, is named in one.
"""
import pathlib
import re
import sys

WIDTHS = {"std::uint8_t": 1, "std::uint16_t": 2, "std::uint32_t": 4, "std::uint64_t": 8, "Amount": 8, "Timestamp": 8,
          "Seconds": 4, "Hash": 32, "Address": 20, "DacId": 8, "ObjectId": 18}


def main(root):
    root = pathlib.Path(root)
    pages = [page for name in ("FORMAT.md", "PROTOCOL.md") for page in (root / "core").rglob(name)]
    documents = " ".join(re.sub(r"\s+", " ", page.read_text(encoding="utf-8")) for page in pages)
    problems, fields, names = [], 0, 0
    for file in sorted((root / "core").rglob("*.h")):
        if "types" in file.parts or file.name == "records.h":
            continue  # the machine's own: tests/core/mvm/protocol_test.cpp compares every line
        text = file.read_text(encoding="utf-8")
        for name, member in re.findall(r'field\("(\w+)",\s*&\w+::(\w+)\)', text):
            kind = re.search(r"^\s*([\w:]+) %s(?: = [^;]*)?;" % member, text, re.M)
            width = WIDTHS.get(kind[1]) if kind else None
            fields += 1
            if width is None:
                problems.append(f"{file.relative_to(root)}: the width of {name} is not known here")
            elif not re.search(r"\b%s %d\b" % (name, width), documents):
                problems.append(f"{file.relative_to(root)}: “{name} {width}” is in no format document")
    prefixes = re.compile(r'constexpr std::string_view k\w+ = "([a-z-]+/?)"|viewOf\("([a-z-]+/)"\)')
    for folder in ("engine", "sync", "light", "operator"):
        for file in sorted((root / "core" / folder).rglob("*.cpp")) + sorted((root / "core" / folder).rglob("*.h")):
            for match in prefixes.finditer(file.read_text(encoding="utf-8")):
                name = match[1] or match[2]
                names += 1
                if "`" + name not in documents:
                    problems.append(f"{file.relative_to(root)}: the key “{name}” is in no format document")
    for name in re.findall(r'visit\("(\w+)"', (root / "core/rollup/network_definition.cpp").read_text(encoding="utf-8")):
        names += 1
        if f"`{name}`" not in documents:
            problems.append(f"core/rollup: “{name}” of a network's definition is in no format document")
    if fields < 40 or names < 30:
        problems.append(f"only {fields} fields and {names} keys were found; this script no longer reads the source")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
