#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Removes each single movement of money in the machine's handlers, one at a time, and shows that a test fails.

    tests/mutation/mutate.py [--build build/release] [--only TEXT] [--list] [--jobs N] [--every N | --sample N]
        [--records | --borders | --main-chain | --checks FILE...] [--model | --classes CLASS...]

Works on copies below the build folder; the sources stay as they are. Needs core_tests and property_tests built,
with --model model_stream. A mutant that survives is an error: exit code 1.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = "the source"
FILES = sorted((ROOT / "core/mvm/contracts").glob("*.cpp")) + [ROOT / "core/mvm/machine.cpp", ROOT / "core/mvm/context.cpp"]
# Calls that move money, and statements that book what a record holds.
CALLS = re.compile(r"\b(?:context\.(?:debit|credit)|debitParty|creditParty|giveToTreasury|takeFromTreasury|spend|endFor)\(")
BOOKINGS = re.compile(
    r"^\s*(?:\+\+|--)?[\w>.\-]*(?:treasury|balance|\bfee|\btip|bond|gift|deposit|stake|amount|reward|askerDeposit|doerDeposit|escrow)"
    r"\s*(?:[-+]?=)\s*[^=].*;\s*$")
DEFINITION = re.compile(r"^(?:Result<void>|\[\[nodiscard\]\])")
# Comparisons, whose border is moved with --borders.
COMPARISONS = re.compile(r" (<=|>=|<|>) ")
MOVED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
# Records that are written or erased, and changes of state, which say what a record holds; with --records.
WRITES = re.compile(r"(?<![\w:.])(?:context\.)?(?:write|erase)\(")
STATES = re.compile(r"^\s*\w+\.state = .*;\s*$")
# Refusals, which --checks leaves out.
REFUSAL = re.compile(r"\s*return (?:failed\(|damaged\(|badBatch\(|ErrorCode::|Error\{|bad;|failed;|false;|std::nullopt;)")
# The contract on the main chain, with --main-chain: what it books, whom it charges or gives back, what it keeps.
CONTRACT = sorted((ROOT / "core/mainchain").glob("local_chain*.cpp"))
CONTRACT_BOOKINGS = re.compile(
    r"^\s*[\w>.\-]*(?:balance|bonds?|credits?|value|held|paid|burnt|minted|allowance|returned|sum|time|Until|isSlashed)"
    r"\s*[-+]?= [^=].*;\s*$")
CONTRACT_CALLS = re.compile(r"\b(?:Call::pay|call\.giveBack)\(")
CONTRACT_WRITES = re.compile(r"(?<![\w.])(?:call\.)?(?:put|erase)\(")
CONTRACT_TESTS = ["BooksTest", "LocalChainTest", "LocalChainCallsTest", "FaucetTest", "ChainAttacksTest"]
# The quickest first; the last one is random histories.
TESTS = [["core_tests", "--class", "RulesTest"], ["core_tests", "--class", "VectorsTest"],
         ["core_tests", "--class", "CompanyTest"],
         ["core_tests", "--class", "PanelTest"], ["core_tests", "--class", "MetisFaultsTest"],
         ["core_tests", "--class", "DueIndexTest"], ["property_tests", "--class", "MachinePropertyTest"]]


NOT_BUILT = "NOT BUILT"  # which says nothing about the tests


def closing(text, start):
    """Where the parenthesis that opens at `start` closes."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError("unbalanced")


def mutants_of(file):
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for match in CALLS.finditer(text):
        number = text.count("\n", 0, match.start())
        if DEFINITION.match(lines[number]):
            continue
        end = closing(text, match.end() - 1)
        called = " ".join(text[match.start():end + 1].split())
        yield number + 1, called, text[:match.start()] + "Result<void>()" + text[end + 1:]
    for number, line in enumerate(lines):
        if BOOKINGS.match(line) and "const " not in line:
            yield number + 1, line.strip(), "\n".join(lines[:number] + [""] + lines[number + 1:])


def borders_of(file):
    text = file.read_text(encoding="utf-8")
    for match in COMPARISONS.finditer(text):
        number = text.count("\n", 0, match.start())
        line = text.split("\n")[number]
        if line.lstrip().startswith(("#", "//", "template")):
            continue
        yield (number + 1, match[1] + " in " + line.strip(),
               text[:match.start()] + f" {MOVED[match[1]]} " + text[match.end():])


def records_of(file):
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    for match in WRITES.finditer(text):
        number = text.count("\n", 0, match.start())
        end = closing(text, match.end() - 1)
        if text[end + 1] == ";":
            called = " ".join(text[match.start():end + 1].split())
            yield number + 1, called, text[:match.start()] + "(void)0" + text[end + 1:]
    for number, line in enumerate(lines):
        if STATES.match(line):
            yield number + 1, line.strip(), "\n".join(lines[:number] + [""] + lines[number + 1:])


def contract_of(file):
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    for pattern, instead in ((CONTRACT_CALLS, "Result<void>()"), (CONTRACT_WRITES, "(void)0")):
        for match in pattern.finditer(text):
            number = text.count("\n", 0, match.start())
            end = closing(text, match.end() - 1)
            if lines[number].lstrip().startswith(("void ", "Result<", "static ")):
                continue
            called = " ".join(text[match.start():end + 1].split())
            yield number + 1, called, text[:match.start()] + instead + text[end + 1:]
    for number, line in enumerate(lines):
        if CONTRACT_BOOKINGS.match(line) and "const " not in line:
            yield number + 1, line.strip(), "\n".join(lines[:number] + [""] + lines[number + 1:])


def alternatives(text, start, end):
    """The ranges of what text[start:end] joins with || at its outermost level."""
    depth, begin = 0, start
    for at in range(start, end):
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(text[at], 0)
        if depth == 0 and text.startswith("||", at):
            yield begin, at
            begin = at + 2
    yield begin, end


def checks_of(file):
    """Each single reason for a refusal left out, and each step whose failure is passed on."""
    text = file.read_text(encoding="utf-8")
    for match in re.finditer(r"\bif \(", text):
        end = closing(text, match.end() - 1)
        if not REFUSAL.match(text, end + 1):
            continue
        for first, last in alternatives(text, match.end(), end):
            number = text.count("\n", 0, first)
            yield number + 1, "if " + " ".join(text[first:last].split()), text[:first] + " false " + text[last:]
    for match in re.finditer(r"\bSTOA_TRY_VOID\(", text):
        end = closing(text, match.end() - 1)
        called = " ".join(text[match.start():end + 1].split())
        if "check" in called or "accept" in called:
            yield text.count("\n", 0, match.start()) + 1, called, text[:match.start()] + "(void)0" + text[end + 1:]


def commands(build):
    """How to compile each file (words; the file itself is SOURCE), and how to link each program."""
    compiled = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = [SOURCE if word == entry["file"] else word for word in shlex.split(entry["command"])]
        # A file that puts several together, where there is no ccache: each of them alone goes as they do.
        together = pathlib.Path(entry["file"])
        parts = re.findall(r'^#include "(/.*)"$', together.read_text(), re.M) if together.suffix == ".cxx" else []
        for file in [entry["file"]] + parts:
            compiled[file] = words
    links = {}
    for program in sorted({test[0] for test in TESTS}):
        shown = subprocess.run(["ninja", "-C", str(build), "-t", "commands", program], check=True,
                               capture_output=True, text=True).stdout.strip().split("\n")[-1]
        links[program] = shown.split("&&")[1].strip()
    return compiled, links


def run(command, folder, seconds=300):
    environment = dict(os.environ, QTEST_FUNCTION_TIMEOUT="100000")
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=seconds, env=environment).returncode
    except subprocess.TimeoutExpired:
        return 124


def judge(number, file, line, what, text, compiled, links, build, place):
    """The name of the test that failed, or None."""
    folder = place / str(number)
    shutil.rmtree(folder, ignore_errors=True)  # a survivor of an earlier run is not this one
    folder.mkdir(parents=True)
    source = folder / file.name
    source.write_text(text, encoding="utf-8")
    words = [word for word in compiled[str(file)] if not word.startswith("-W") and word not in ("-O2", "-c")]
    out = folder / "mutant.o"
    words[words.index("-o") + 1] = str(out)
    words = [str(source) if word == SOURCE else word for word in words] + ["-O1", "-w", "-c"]
    if run(words, build) != 0:
        return NOT_BUILT
    for test in TESTS:
        program = folder / test[0]
        if not program.exists():
            link = shlex.split(links[test[0]])
            link[link.index("-o") + 1] = str(program)
            # Before the library: its own copy of these functions is not taken then, also if it comes along.
            at = next(i for i, word in enumerate(link) if word.endswith(".a"))
            if run(link[:at] + [str(out)] + link[at:] + ["-Wl,-z,muldefs"], build) != 0:
                return NOT_BUILT
        command = [str(program)] + test[1:]
        if test[0] == "model_stream":
            command = [sys.executable, str(ROOT / "tests/model/compare.py"), "--most", "1", "--program"] + command
        if run(command, build) != 0:
            for each in folder.iterdir():
                each.unlink()
            return test[-1]
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", default=str(ROOT / "build/release"))
    parser.add_argument("--only", default="")
    parser.add_argument("--borders", action="store_true", help="move the border of each comparison instead")
    parser.add_argument("--records", action="store_true", help="leave out each write of a record and change of state")
    parser.add_argument("--main-chain", action="store_true", help="the contract's bookings and records, not the machine's")
    parser.add_argument("--checks", nargs="+", metavar="FILE", help="leave out each reason for a refusal in these files")
    parser.add_argument("--classes", nargs="+", metavar="CLASS", help="judge by these classes of core_tests alone")
    parser.add_argument("--model", action="store_true", help="judge by the model in tests/model alone")
    parser.add_argument("--every", type=int, default=1, help="take one of so many")
    parser.add_argument("--sample", type=int, metavar="N", help="take so many by chance, the same ones every time")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    if options.model:
        TESTS[:] = [["model_stream", "--steps", "60000"]]
    if options.main_chain:
        FILES[:] = CONTRACT
        options.classes = options.classes or CONTRACT_TESTS
    if options.classes:
        TESTS[:] = [["core_tests", "--class", each] for each in options.classes]
    make = (borders_of if options.borders else contract_of if options.main_chain else records_of if options.records else checks_of if options.checks
            else mutants_of)
    if options.checks:
        FILES[:] = [(ROOT / each).resolve() for each in options.checks]
    all_mutants = [(file, *mutant) for file in FILES for mutant in make(file)]
    all_mutants = [m for m in all_mutants if options.only in f"{m[0].name}:{m[1]} {m[2]}"]
    all_mutants = all_mutants[::options.every]
    if options.sample is not None and options.sample < len(all_mutants):
        chosen = random.Random(1).sample(range(len(all_mutants)), options.sample)
        all_mutants = [all_mutants[i] for i in sorted(chosen)]
    if options.list:
        for file, line, what, _ in all_mutants:
            print(f"{file.relative_to(ROOT)}:{line}  {what}")
        print(len(all_mutants), "mutants")
        return 0
    compiled, links = commands(build)
    place = build / "mutation"
    started = time.time()
    survivors = []
    # What is not mutated must pass, or nothing that fails means anything.
    whole = FILES[0].read_text(encoding="utf-8")
    before = judge("before", FILES[0], 0, "", whole, compiled, links, build, place)
    if before is not None:
        print("without any mutation:", before)
        return 1
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = [(m, pool.submit(judge, i, *m, compiled, links, build, place)) for i, m in enumerate(all_mutants)]
        for (file, line, what, _), job in jobs:
            killer = job.result()
            where = f"{file.relative_to(ROOT)}:{line}"
            print(f"{where:50} {killer or 'SURVIVED':22} {what[:110]}", flush=True)
            if killer is None or killer == NOT_BUILT:
                survivors.append(where)
    print(f"{len(all_mutants)} mutants, {len(survivors)} survived, {time.time() - started:.0f} s")
    return bool(survivors)


if __name__ == "__main__":
    sys.exit(main())
