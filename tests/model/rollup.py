# SPDX-License-Identifier: MIT
"""What surrounds steps, a second time: definitions, headers, trees of steps, batches, blocks, the inbox, announcements
and tapes. Written from core/rollup/FORMAT.md and core/mvm/PROTOCOL.md, and compared with tests/vectors/rollup.

    rollup.py FILE
"""
import json
import sys

import signatures
import tree
from keccak import keccak

HEADER = [("number", 8), ("parent", 32), ("preRoot", 32), ("stepsRoot", 32), ("postRoot", 32), ("inboxSteps", 4),
          ("steps", 4), ("inboxEnd", 8), ("time", 8), ("l1Time", 8), ("aggregator", 20), ("version", 4), ("entropy", 32),
          ("parentEntropy", 32)]
BLOCK = [("number", 8), ("parent", 32), ("batch", 8), ("firstStep", 4), ("steps", 4), ("stepsHash", 32), ("preRoot", 32),
         ("postRoot", 32), ("time", 8), ("aggregator", 20)]
DOMAIN = b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)"


def unhex(text):
    return bytes.fromhex(text[2:])


def word(value):
    """A number or an address at the right of 32 bytes."""
    return (value if isinstance(value, bytes) else value.to_bytes(32, "big")).rjust(32, b"\0")


def valuesOf(fields, layout):
    assert list(fields) == [name for name, _ in layout], "fields are missing, or in another order"
    return [(unhex(fields[name]) if fields[name].startswith("0x") else int(fields[name]), width) for name, width in layout]


def packed(fields, layout):
    return b"".join(v if isinstance(v, bytes) else v.to_bytes(width, "big") for v, width in valuesOf(fields, layout))


def checkDefinition(v):
    text = v["json"]
    canonical = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == canonical, "not canonical"
    assert json.loads(text)["chainId"] == v["chainId"] and json.loads(text)["contract"] == v["contract"]
    digest = keccak(text.encode("utf-8"))
    assert digest == unhex(v["hash"]), "hash"
    domain = keccak(keccak(DOMAIN) + keccak(b"Stoa") + keccak(b"1") + word(int(v["chainId"])) + word(unhex(v["contract"])) + digest)
    assert domain == unhex(v["domain"]), "domain"


def checkHeader(v):
    assert packed(v["fields"], HEADER) == unhex(v["bytes"]) and len(unhex(v["bytes"])) == 256, "bytes"
    assert keccak(b"".join(word(value) for value, _ in valuesOf(v["fields"], HEADER))) == unhex(v["hash"]), "hash"


def leaf(stepHash, root):
    return keccak(b"\x02" + stepHash + root)


def level(nodes):
    pairs = [keccak(b"\x03" + nodes[i] + nodes[i + 1]) for i in range(0, len(nodes) - 1, 2)]
    return pairs + nodes[len(nodes) & ~1 :]


def stepsRoot(leaves):
    while len(leaves) > 1:
        leaves = level(leaves)
    return leaves[0]


def checkStepsTree(v):
    leaves = [leaf(unhex(h), unhex(r)) for h, r in zip(v["stepHashes"], v["roots"])]
    assert stepsRoot(leaves) == unhex(v["stepsRoot"]), "stepsRoot"
    assert [o["index"] for o in v["openings"]] == list(range(len(leaves))), "openings"
    for opening in v["openings"]:
        nodes, at, siblings = leaves, opening["index"], []
        while len(nodes) > 1:
            if at ^ 1 < len(nodes):
                siblings.append(nodes[at ^ 1])
            nodes, at = level(nodes), at // 2
        assert siblings == [unhex(s) for s in opening["siblings"]], "siblings of %d" % opening["index"]


def checkBatch(v):
    steps, roots = [unhex(s) for s in v["steps"]], [unhex(r) for r in v["roots"]]
    data = packed(v["header"], HEADER) + b"".join(len(s).to_bytes(2, "big") + s + r for s, r in zip(steps, roots))
    assert data == unhex(v["bytes"]), "bytes"
    assert int(v["header"]["steps"]) == len(steps) == len(roots), "how many"
    assert stepsRoot([leaf(keccak(s), r) for s, r in zip(steps, roots)]) == unhex(v["header"]["stepsRoot"]), "stepsRoot"
    assert roots[-1] == unhex(v["header"]["postRoot"]), "postRoot"


def checkBlock(v):
    data = packed(v["fields"], BLOCK)
    assert keccak(b"".join(unhex(h) for h in v["stepHashes"])) == unhex(v["fields"]["stepsHash"]), "stepsHash"
    digest = keccak(b"stoa block" + unhex(v["definition"]) + data)
    assert digest == unhex(v["hash"]), "hash"
    whole = unhex(v["bytes"])
    assert whole[:-65] == data, "bytes"
    assert signatures.signerOf(digest, whole[-65:]) == unhex(v["fields"]["aggregator"]), "signature"


def checkInbox(messages):
    acc = bytes(32)
    for i, v in enumerate(messages):
        assert int(v["index"]) == i
        message = keccak(word(i) + word(int(v["time"])) + keccak(unhex(v["step"])))
        assert message == unhex(v["hash"]), "message %d" % i
        acc = keccak(acc + message)
        assert acc == unhex(v["accumulator"]), "accumulator %d" % i


def checkBlind(v):
    assert keccak(word(unhex(v["sender"])) + word(int(v["number"])) + word(v["step"]) + unhex(v["salt"])) == unhex(v["blind"])


class Tape:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        assert self.at + count <= len(self.data), "the tape ends early"
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, width):
        return int.from_bytes(self.take(width), "big")

    def item(self, key):
        """(the record or None, the root that the item leads to)."""
        levels, kind = self.number(2), self.number(1)
        assert kind <= 2, "kind of item"
        shown = self.take(32) if kind == 1 else key
        value = self.take(self.number(2))
        path = [(self.number(1), self.take(32)) for _ in range(levels)]
        bits = [bit for bit, _ in path]
        assert bits == sorted(set(bits), reverse=True), "bits fall, deepest first"
        if kind == 2:
            assert not value and not path
            return None, bytes(32)
        assert value, "a record is never empty"
        assert kind == 0 or (shown != key and all(tree.bit(shown, b) == tree.bit(key, b) for b in bits)), "a neighbour"
        node = keccak(b"\x00" + shown + value)
        for bit, sibling in path:
            node = keccak(b"\x01" + bytes([bit]) + (node + sibling if tree.bit(key, bit) == 0 else sibling + node))
        return (value if kind == 0 else None), node


def checkTape(v):
    records = {unhex(k): unhex(r) for k, r in v["before"].items()}
    after = {unhex(k): unhex(r) for k, r in v["after"].items()}
    tape, root = Tape(unhex(v["tape"])), tree.root(records)
    assert root == unhex(v["rootBefore"]), "rootBefore"
    assert len(v["accesses"]) <= 16, "accesses"
    for access in v["accesses"]:
        key = unhex(access["key"])
        value, leadsTo = tape.item(key)
        assert leadsTo == root, "an item leads to another root"
        assert value == records.get(key), "an item shows another record"
        if access["what"] == "put":
            records[key] = after[key]
        elif access["what"] == "erase":
            del records[key]
        if access["what"] != "get":
            root = tree.root(records)
    assert tape.at == len(tape.data), "something is left over"
    assert records == after and root == unhex(v["rootAfter"]), "what comes of it"
    assert v["result"] == "accepted" or records == {unhex(k): unhex(r) for k, r in v["before"].items()}


def main(path):
    with open(path, encoding="utf-8") as stream:
        page = json.load(stream)
    checks = {"definitions": checkDefinition, "headers": checkHeader, "stepsTrees": checkStepsTree, "batches": checkBatch,
              "blocks": checkBlock, "blinds": checkBlind, "tapes": checkTape}
    assert set(page) == set(checks) | {"inbox"}, "a section is not known here"
    count = 0
    for section, check in checks.items():
        assert page[section], section
        for i, vector in enumerate(page[section]):
            try:
                check(vector)
            except AssertionError as difference:
                print("%s %d%s: %s" % (section, i, " (%s)" % vector["kind"] if "kind" in vector else "", difference))
                return 1
            count += 1
    checkInbox(page["inbox"])
    print("%d vectors, no difference" % (count + len(page["inbox"])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
