#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when a kind can be refused for a reason that no vector shows.

Reads the machine's handlers: which reasons a handler names, and those of all functions that it calls. Each pair of a kind and a
reason needs a vector in tests/vectors. Which of several `return`s of one reason a vector comes to is not asked here.
"""
import collections
import json
import pathlib
import re
import sys

DEFINITION = re.compile(
    r"^(?:template[^\n]*\n)?([A-Za-z_][\w:<>,&* ]*?)\s+((?:\w+::)*\w+)\(((?:[^(){};]|\([^()]*\))*)\)(?:\s*const)?\s*\n\{", re.M)
REASON = re.compile(r"(?<!== )(?<!!= )ErrorCode::(\w+)")
CALL = re.compile(r"\b(\w+)(?:<[^<>]*>)?\(")


class Function:
    def __init__(self, file, match, text):
        self.file, self.name = file, match[2].split("::")[-1]
        kind = re.match(r"const tx::(\w+)&", match[3])
        self.kind = kind[1] if kind else None
        # A reason that is a default argument counts, too.
        self.body = re.sub(r"//[^\n]*", "", match[3] + text[match.end() : text.index("\n}", match.end())])


def functions_in(root):
    functions = collections.defaultdict(list)
    for file in [*sorted((root / "core/mvm/contracts").glob("*.cpp")), root / "core/mvm/context.cpp"]:
        text = file.read_text(encoding="utf-8")
        for match in DEFINITION.finditer(text):
            function = Function(file, match, text)
            functions[function.name].append(function)
    return functions


def called(functions, name, caller):
    """The overload for the same kind, or of the same file, or any."""
    same = [f for f in functions[name] if f.kind and f.kind == caller.kind] or [f for f in functions[name] if f.file == caller.file]
    return same if same and name != "enact" else functions[name]


def reasons_of(functions, function, seen):
    if id(function) in seen:
        return set()
    seen.add(id(function))
    reasons = set(REASON.findall(function.body))
    for name in set(CALL.findall(function.body)):
        if name in functions and name != "handle":
            for each in called(functions, name, function):
                reasons |= reasons_of(functions, each, seen)
    return reasons


def main(root):
    root = pathlib.Path(root)
    functions = functions_in(root)
    names = dict(re.findall(r'X\((\w+), "([\w-]+)"\)', (root / "core/base/error.h").read_text(encoding="utf-8")))
    problems, pairs = [], 0
    for handler in functions["handle"]:
        if handler.kind is None or handler.kind == "Force":
            continue
        file = re.sub(r"(?<!^)(?=[A-Z])", "_", handler.kind).lower() + ".json"
        shown = {v["result"] for v in json.loads((root / "tests/vectors" / file).read_text(encoding="utf-8"))["vectors"]}
        for reason in sorted(reasons_of(functions, handler, set())):
            pairs += 1
            if names[reason] not in shown:
                problems.append(f"{handler.kind} can be refused for “{names[reason]}”: no vector of tests/vectors/{file} shows it")
    # What concerns every kind: the envelope and the bytes.
    machine = set(REASON.findall((root / "core/mvm/machine.cpp").read_text(encoding="utf-8"))) - {"Busy"}
    machine |= set(REASON.findall((root / "core/tx/transaction.cpp").read_text(encoding="utf-8")))
    all_shown = {v["result"] for f in (root / "tests/vectors").glob("*.json")
                 for v in json.loads(f.read_text(encoding="utf-8")).get("vectors", []) if "result" in v}
    for reason in sorted(machine):
        if names[reason] not in all_shown:
            problems.append(f"a step can be refused for “{names[reason]}”: no vector shows it")
    if pairs < 250:  # so that a reader that finds nothing is noticed
        problems.append(f"only {pairs} pairs of kind and reason were found in the handlers")
    print("\n".join(problems) if problems else f"{pairs} pairs of kind and reason, each with a vector")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]))
