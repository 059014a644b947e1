# SPDX-License-Identifier: MIT
"""Runs the model beside the machine.

    compare.py --program PATH [--seed N] [--steps M]     random steps, printed by that model_stream
    compare.py --stream FILE                             a stream that was kept
    compare.py --vectors FOLDER                          the published vectors, with signatures and roots
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import time
import traceback

import format as f
import machine
import signatures
import tree
from state import Context, Refused, Rules

# A step's envelope is checked in an order that PROTOCOL.md gives, so there the reason has to agree, too.
ORDERED = {"wrong-length", "unknown-kind", "bad-signature", "wrong-origin", "expired", "wrong-signer", "wrong-nonce"}


def run(records, rules, context, data, signer, signerOfTicket):
    """("accepted", what is written, False) or (the reason, {}, whether it is a rule of the kind itself)."""
    try:
        return "accepted", machine.apply(records, rules, context, data, signer, signerOfTicket), False
    except Refused as refused:
        return str(refused), {}, refused.isOwn
    except Exception:  # a mistake of the model, to be seen with the step that shows it
        return traceback.format_exc(), {}, False


def nameOf(data):
    kind = f.KINDS.get(data[0]) if data else None
    if kind is not None and kind.name == "Force" and len(data) > 9:
        kind = f.KINDS.get(data[9])
    return kind.name if kind else "none"


def tableOf(key):
    return f.TABLE_NAMES.get(key[9]) if key[0] == 2 else {1: "account", 4: "withdrawal"}.get(key[0])


def show(key, data):
    """A record, for people."""
    table = tableOf(key)
    values = f.decodeRecord(table, data) if table else None
    if values is None:
        return {"bytes": data.hex() if data is not None else "absent"}
    return {"record": table, **{n: v.hex() if isinstance(v, bytes) else v for n, v in values.__dict__.items()}}


def difference(mine, theirs, before):
    lines = []
    for key in sorted(set(mine) | set(theirs)):
        none = "untouched"
        a, b = mine.get(key, none), theirs.get(key, none)
        if a == b:
            continue
        left, right = (show(key, before.get(key) if each is none else each) for each in (a, b))
        lines.append("  %s %s%s%s" % (key.hex(), left.get("record") or right.get("record"),
                                      " (model: untouched)" if a is none else "",
                                      " (machine: untouched)" if b is none else ""))
        for field in sorted(set(left) | set(right)):
            if left.get(field) != right.get(field):
                lines.append("    %s: model %s, machine %s" % (field, left.get(field), right.get(field)))
    return "\n".join(lines)


def unhex(text):
    return bytes.fromhex(text[2:])


def compareVectors(folder):
    steps, faults = 0, 0
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        r = page["rules"]
        rules = Rules(unhex(r["domain"]), r["minimumPeriod"], r["maximumPeriod"], r["answerPeriod"])
        for vector in page["vectors"]:
            c = vector["context"]
            context = Context(c["number"], c["time"], c["step"], c["fromInbox"], unhex(c["aggregator"]), unhex(c["entropy"]))
            before = {unhex(k): unhex(v) for k, v in vector["before"].items()}
            after = before  # a refused step changes nothing
            if vector.get("after") is not None:
                after = {unhex(k): unhex(v) for k, v in vector["after"].items()}
            theirs = {k: after.get(k) for k in set(before) | set(after) if after.get(k) != before.get(k)}
            result, mine, _ = run(before, rules, context, unhex(vector["step"]),
                               lambda digest, signature: signatures.signerOf(digest(), signature),
                               lambda digest, signature: signatures.signerOf(digest(), signature))
            steps += 1
            if result != vector["result"] and ("accepted" in (result, vector["result"]) or {result, vector["result"]} & ORDERED):
                faults += 1
                print("%s: %s: model %s, machine %s" % (path.name, vector["name"], result, vector["result"]))
            elif mine != theirs:
                faults += 1
                print("%s: %s:\n%s" % (path.name, vector["name"], difference(mine, theirs, before)))
            elif tree.root(before) != unhex(vector["rootBefore"]) or tree.root(after) != unhex(vector["rootAfter"]):
                faults += 1
                print("%s: %s: another root" % (path.name, vector["name"]))
    print("%d vectors, %d differences" % (steps, faults))
    return faults


def vectorReasons():
    """(kind, result) of all published vectors."""
    result = set()
    for path in (pathlib.Path(__file__).resolve().parents[1] / "vectors").glob("*.json"):
        page = json.loads(path.read_text(encoding="utf-8"))
        result |= {(page["kind"], vector["result"]) for vector in page["vectors"]}
    return result


class Stream:
    """Reads a stream of steps and answers for the model."""

    def __init__(self, most):
        self.most, self.steps, self.faults, self.line = most, 0, 0, 0
        self.records, self.kept, self.rules = {}, {}, None
        self.results = collections.Counter()  # (kind, what the machine said)
        self.otherReasons = collections.Counter()
        self.ownReasons = collections.Counter()

    def read(self, lines):
        for line in lines:
            self.line += 1
            word, rest = line[0], line[2:].split()
            if word == "T":
                self.step(rest)
                if self.faults >= self.most:
                    return
            elif word == "N":
                self.records = {}
                self.rules = Rules(bytes.fromhex(rest[0]), *map(int, rest[1:4]))
            elif word == "P":
                self.records[bytes.fromhex(rest[0])] = bytes.fromhex(rest[1])
            elif word == "K":
                self.kept = dict(self.records)
            elif word == "B":
                self.records = dict(self.kept)

    def step(self, rest):
        number, now, index, fromInbox, aggregator, entropy, signer, ticket, digest, data, theirs = rest[:11]
        data = bytes.fromhex(data) if data != "-" else b""
        context = Context(int(number), int(now), int(index), fromInbox == "1", bytes.fromhex(aggregator), bytes.fromhex(entropy))
        signer, ticket = (each and each != bytes(20) and each for each in (bytes.fromhex(signer), bytes.fromhex(ticket)))
        names = Names(self.steps, bytes.fromhex(digest))
        result, mine, isOwn = run(self.records, self.rules, context, data, lambda digest, signature: names.check(digest) or signer or None,
                           lambda digest, signature: ticket or None)
        self.steps += 1
        kind = nameOf(data)
        self.results[kind, theirs] += 1
        if isOwn and theirs != "accepted":
            self.ownReasons[kind, theirs] += 1
        at = rest.index("W")
        self.checkReads(kind, data, [bytes.fromhex(key) for key in rest[rest.index("R") + 1 : at]])
        written = {bytes.fromhex(key): bytes.fromhex(value) if value != "-" else None
                   for key, value in zip(rest[at + 1 :: 2], rest[at + 2 :: 2])}
        if names.fault:
            self.fault(kind, "the digest is another one")
        elif result != theirs and ("accepted" in (result, theirs) or {result, theirs} & ORDERED or "\n" in result):
            self.fault(kind, "model %s, machine %s" % (result, theirs))
        elif mine != written:
            self.fault(kind, "what is written\n" + difference(mine, written, self.records))
        elif result != theirs:
            self.otherReasons[kind, result, theirs] += 1
        for key, value in written.items():
            if value is None:
                self.records.pop(key, None)
            else:
                self.records[key] = value

    def checkReads(self, name, data, keys):
        """Whether the machine asked in the order of the page: each table is further along than the one before."""
        kind = next((kind for kind in f.KINDS.values() if kind.name == name), None)
        tables = [tableOf(key) for key in keys]
        if kind is None or not tables:
            return
        for order in f.READS[name]:
            rest = iter((["account"] if kind.isSigned else []) + order + ["account"])
            if all(table in rest for table in tables):
                return
        self.fault(name, "reads " + " ".join(tables))

    def fault(self, kind, text):
        self.faults += 1
        print("line %d, step %d, %s: %s" % (self.line, self.steps, kind, text), flush=True)


    def report(self, arguments, seconds):
        accepted = collections.Counter()
        for (kind, result), n in self.results.items():
            accepted[kind] += n if result == "accepted" else 0
        if arguments.counts:
            for (kind, result), n in sorted(self.results.items()):
                print("%8d  %s: %s" % (n, kind, result))
            for (kind, mine, theirs), n in sorted(self.otherReasons.items()):
                print("%8d  %s: model %s, machine %s" % (n, kind, mine, theirs))
        print("%d steps, %d of them accepted, %d differences (%.0f steps a second)"
              % (self.steps, sum(accepted.values()), self.faults, self.steps / max(seconds, 0.001)))
        never = [kind.name for kind in f.KINDS.values() if kind.name != "Force" and not accepted[kind.name]]
        if self.steps >= 50000 and never and not self.faults:
            print("Never accepted, so hardly compared: " + ", ".join(never))
            return 1
        gaps = sorted(set(self.ownReasons) - vectorReasons())
        if gaps and not self.faults:
            print("No vector is refused like this; add rule cases (tests/support/rule_cases*.cpp):")
            for kind, reason in gaps:
                print("  %s: %s (%d times)" % (kind, reason, self.ownReasons[kind, reason]))
            return 1
        if self.steps != arguments.steps and arguments.program and not self.faults:
            print("The stream ended early.")
            return 1
        return 1 if self.faults else 0


class Names:
    """Compares digests: hashing is slow here, so the first of every few steps, and those that an id is made from."""

    EVERY = 16

    def __init__(self, number, digest):
        self.isDue, self.digest, self.fault = number % self.EVERY == 0, digest, False

    def check(self, digest):
        if self.isDue:
            self.fault = digest() != self.digest


def main():
    parser = argparse.ArgumentParser(description="Runs the model beside the machine.")
    parser.add_argument("--program", help="a model_stream, which prints random steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=100000)
    parser.add_argument("--stream", help="a file of steps")
    parser.add_argument("--vectors", help="the folder of the vectors")
    parser.add_argument("--most", type=int, default=5, help="differences after which to stop")
    parser.add_argument("--counts", action="store_true", help="what was accepted and refused, by kind")
    arguments = parser.parse_args()
    if arguments.vectors:
        return 1 if compareVectors(arguments.vectors) else 0
    stream = Stream(arguments.most)
    began = time.monotonic()
    if arguments.program:
        command = [arguments.program, "--seed", str(arguments.seed), "--steps", str(arguments.steps)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as printing:
            stream.read(printing.stdout)
            printing.stdout.close()
    elif arguments.stream:
        with open(arguments.stream, encoding="ascii") as lines:
            stream.read(lines)
    else:
        parser.error("what is to be compared?")
    return stream.report(arguments, time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
