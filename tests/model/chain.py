# SPDX-License-Identifier: MIT
"""Batches, blocks and the contract's bytes, from core/rollup/FORMAT.md, core/mainchain/PROTOCOL.md and core/mainchain/FORMAT.md.

The fields of headers, blocks and records are read from the lists on those pages."""

import json
import pathlib
import re

import format as f
import machine
import signatures
import tree
from keccak import keccak
from state import Context, Refused, Rules

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROLLUP = (ROOT / "core/rollup/FORMAT.md").read_text(encoding="utf-8")
CONTRACT = (ROOT / "core/mainchain/PROTOCOL.md").read_text(encoding="utf-8")
CALLS = (ROOT / "core/mainchain/FORMAT.md").read_text(encoding="utf-8")
NO_SIGNATURE = bytes(64) + bytes([27])


def require(holds, what):
    if not holds:
        raise AssertionError(what)


def listed(page, before):
    """The list of fields in `…` that follows a text on a page."""
    found = re.search(re.escape(before) + r"\s*`([^`]*)`", page)
    require(found, "no list of fields after “%s”" % before)
    return f.Fields(re.sub(r"\s+", " ", found[1]))


HEADER = listed(ROLLUP, "256 bytes:")
BLOCK = listed(ROLLUP, "What an aggregator commits together:")
require(HEADER.width == 256 and BLOCK.width == 180, "widths of headers")
METHODS = {name: int(number) for number, name in re.findall(r"^\| (\d+) (\w+) \|", CALLS, re.M)}
EVENTS = {name: int(number) for number, name in re.findall(
    r"(\d+) ([a-z ]+?)(?=[,.])", re.sub(r"\s+", " ", CONTRACT.split("is zero. What:")[1].split("\n\n")[0]))}


def word(value):
    return value.to_bytes(32, "big") if isinstance(value, int) else value.rjust(32, b"\0")


def words(*values):
    return b"".join(word(value) for value in values)


class Definition:
    """A network's definition, from its canonical JSON."""

    def __init__(self, text):
        self.parts = json.loads(text)
        again = json.dumps(self.parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        require(again == text, "the definition is not canonical")
        table = ROLLUP.split("## A network's definition")[1].split("Its **hash**")[0]
        rows = [line for line in table.split("\n") if line.startswith("| `")]
        names = [name for row in rows for name in re.findall(r"`(\w+)`", row.split(" | ")[0])]
        require(sorted(names) == sorted(self.parts), "the definition's members")
        self.hash = keccak(text.encode())
        self.domain = keccak(
            keccak(b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)")
            + keccak(b"Stoa") + keccak(b"1") + words(self["chainId"], bytes.fromhex(self.parts["contract"][2:])) + self.hash)
        self.rules = Rules(self.domain, self["minimumPeriod"], self["maximumPeriod"], self["answerPeriod"])

    def __getitem__(self, name):
        return int(self.parts[name])

    def requiredBond(self, value):
        return max(self["aggregatorBond"], value * self["bondShare"] // 10000)


# ---- batches ------------------------------------------------------------------------------------------


class Header:
    def __init__(self, data):
        require(len(data) == HEADER.width, "width of a header")
        self.bytes = data
        self.__dict__.update(HEADER.decode(data).__dict__)
        require(self.version == 1, "version of a header")
        self.hash = keccak(words(*[getattr(self, name) for name in HEADER.names]))

    def context(self, step):
        return Context(self.number, self.time, step, step < self.inboxSteps, self.aggregator, self.parentEntropy)


def genesis(definition):
    blank = HEADER.blank()
    blank.time = blank.l1Time = definition["genesis"]
    blank.version = 1
    return Header(HEADER.encode(blank))


def follows(parent, header, definition):
    """What core/sync/PROTOCOL.md demands of a header and the one before."""
    require(header.number == parent.number + 1 and header.parent == parent.hash, "parent of a batch")
    require(header.preRoot == parent.postRoot and header.parentEntropy == parent.entropy, "what a batch begins with")
    require(1 <= header.steps <= 256 and header.inboxSteps <= min(64, header.steps), "steps of a batch")
    require(header.inboxEnd == parent.inboxEnd + header.inboxSteps, "messages of a batch")
    require(parent.time <= header.time <= header.l1Time <= header.time + definition["timeLag"], "time of a batch")
    require(parent.l1Time <= header.l1Time, "time of its main-chain block")


def stepLeaf(stepHash, root):
    return keccak(b"\x02" + stepHash + root)


def levels(leaves):
    """All levels of a tree of steps, from the leaves on."""
    result = [leaves]
    while len(result[-1]) > 1:
        level = result[-1]
        above = [keccak(b"\x03" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        result.append(above + ([level[-1]] if len(level) % 2 else []))
    return result


class Batch:
    def __init__(self, data):
        self.header, self.steps, self.roots, at = Header(data[: HEADER.width]), [], [], HEADER.width
        for _ in range(self.header.steps):
            size = int.from_bytes(data[at : at + 2], "big")
            require(1 <= size <= 1024, "size of a step")
            self.steps.append(data[at + 2 : at + 2 + size])
            self.roots.append(data[at + 2 + size : at + 34 + size])
            at += 34 + size
        require(at == len(data), "length of a batch")
        self.hashes = [keccak(step) for step in self.steps]
        self.levels = levels([stepLeaf(*pair) for pair in zip(self.hashes, self.roots)])
        require(self.levels[-1] == [self.header.stepsRoot], "stepsRoot")
        require(self.roots[-1] == self.header.postRoot, "postRoot")

    def rootBefore(self, index):
        return self.roots[index - 1] if index else self.header.preRoot

    def opening(self, index):
        """keccak of the step, root, siblings: as a call has them."""
        siblings, at = [], index
        for level in self.levels[:-1]:
            if at ^ 1 < len(level):
                siblings.append(level[at ^ 1])
            at //= 2
        return self.hashes[index] + self.roots[index] + len(siblings).to_bytes(2, "big") + b"".join(siblings)


EMPTY_OPENING = bytes(64) + bytes(2)


# ---- blocks -------------------------------------------------------------------------------------------


class Block:
    """A signed header."""

    def __init__(self, data):
        require(len(data) == BLOCK.width + 65, "width of a signed header")
        self.fields, self.signature = data[: BLOCK.width], data[BLOCK.width :]
        self.__dict__.update(BLOCK.decode(self.fields).__dict__)
        self.isImported = self.signature == NO_SIGNATURE

    def hash(self, definition):
        return keccak(b"stoa block" + definition.hash + self.fields)


def noBlock():
    return Block(bytes(BLOCK.width) + NO_SIGNATURE)


def continues(parent, block, definition):
    require(block.number == parent.number + 1 and block.parent == parent.hash(definition), "parent of a block")
    require(block.preRoot == parent.postRoot, "what a block begins with")
    end = parent.firstStep + parent.steps
    isSame = (block.batch, block.firstStep, block.time, block.aggregator) == (parent.batch, end, parent.time, parent.aggregator)
    isNext = block.batch == parent.batch + 1 and block.firstStep == 0 and block.time >= parent.time
    require(isSame or isNext, "place of a block")


# ---- messages and calls -------------------------------------------------------------------------------


def messageHash(index, time, step):
    return keccak(words(index, time, keccak(step)))


def accumulated(before, message):
    return keccak(before + message)


def blindOf(sender, number, step, salt):
    return keccak(words(sender, number, step, salt))


def callDigest(definition, method, sender, number, arguments):
    return keccak(words(keccak(b"Stoa main chain call 1"), definition.hash, METHODS[method], sender, number, keccak(arguments)))


# ---- running and proving ------------------------------------------------------------------------------


class Noted(dict):
    """Records that remember in which order they were asked for."""

    def __init__(self, records):
        super().__init__(records)
        self.asked = []

    def get(self, key, otherwise=None):
        if key not in self.asked:
            self.asked.append(key)
        return super().get(key, otherwise)


_signers = {}


def signer(digest, signature):
    known = digest(), bytes(signature)
    if known not in _signers:
        _signers[known] = signatures.signerOf(*known)
    return _signers[known]


def run(records, definition, header, index, step):
    """(what the step writes, the records that it asked for, in order). A refused step writes nothing."""
    noted = Noted(records)
    try:
        written = machine.apply(noted, definition.rules, header.context(index), step, signer, signer)
    except Refused:
        written = {}
    return written, noted.asked


def after(records, written):
    result = dict(records)
    for key, data in written.items():
        if data is None:
            result.pop(key, None)
        else:
            result[key] = data
    return result


def path(records, key):
    """(key of the leaf where the search ends, or None; levels (bit, sibling), deepest first)."""
    keys, way = sorted(records), []
    while len(keys) > 1:
        at = next(i for i in range(256) if tree.bit(keys[0], i) != tree.bit(keys[-1], i))
        sides = [k for k in keys if tree.bit(k, at) == 0], [k for k in keys if tree.bit(k, at) == 1]
        side = tree.bit(key, at)
        way.append((at, tree.root({k: records[k] for k in sides[1 - side]})))
        keys = sides[side]
    return (keys[0] if keys else None), way[::-1]


def tapeItem(records, key):
    leaf, way = path(records, key)
    kind = 2 if leaf is None else 0 if leaf == key else 1
    value = b"" if leaf is None else records[leaf]
    return (len(way).to_bytes(2, "big") + bytes([kind]) + (leaf if kind == 1 else b"") + len(value).to_bytes(2, "big") + value
            + b"".join(bytes([bit]) + sibling for bit, sibling in way))


def tape(records, asked, written):
    """One item for each record that was read, then one for each that is written, in the tree as it then is."""
    result, now = b"".join(tapeItem(records, key) for key in asked), dict(records)
    for key in asked:
        if key in written:
            result += tapeItem(now, key)
            now = after(now, {key: written[key]})
    return result


def fold(hash, key, way):
    for bit, sibling in way:
        pair = (sibling + hash) if tree.bit(key, bit) else (hash + sibling)
        hash = keccak(b"\x01" + bytes([bit]) + pair)
    return hash
