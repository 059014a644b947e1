#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A member, a validator and a challenger, written from the documents alone: no line of the programs that it talks to.

    challenger.py URL [--quiet]     checks everything that a node with a main chain shows; challenges the first wrong root

Slow and plain: every step of the network is run again by the model."""

import json
import os
import sys
import urllib.error
import urllib.request

import chain
import format as f
import signatures
import tree
from chain import require
from keccak import keccak


class Refusal(Exception):
    """What a node refused, by its stable name."""


def ask(url, method, **params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answered:
        answer = json.load(answered)
    if "error" in answer:
        raise Refusal(answer["error"].get("data", {}).get("code", answer["error"]["message"]))
    return answer["result"]


def unhex(text):
    return bytes.fromhex(text[2:])


def hexed(data):
    return "0x" + data.hex()


class Watcher:
    """What can be known of a network through one node. `look` checks all of it, from the beginning."""

    def __init__(self, url):
        self.url = url
        self.definition = chain.Definition(ask(url, "node_info")["definition"])
        self.checked = 0  # things that were compared

    def ask(self, method, **params):
        return ask(self.url, method, **params)

    def pages(self, method, place, first, key=None):
        """Everything from `first` on, page by page."""
        found = []
        while True:
            page = self.ask(method, **{place: first + (len(found) if place == "from" else 0), "count": 7})
            page = page[key] if key else page
            if not page:
                return found
            found += page
            if place == "after":
                first = page[-1]["id"]

    def same(self, what, mine, theirs):
        require(mine == theirs, "%s: %s here, %s there" % (what, mine, theirs))
        self.checked += 1

    def look(self):
        """The first wrong (batch, step, own root), or None. The state before it stays in `records`."""
        self.info = self.ask("chain_info")
        self.same("definition", hexed(self.definition.hash), self.info["definition"])
        self.readHeaders()
        self.readInbox()
        self.readEvents()
        self.checkMoney()
        wrong = self.runBatches()
        if wrong is None:
            self.checkBlocks()
        return wrong

    def readHeaders(self):
        self.headers = [chain.genesis(self.definition)]
        listed = self.pages("chain_headers", "from", 0, "headers")
        self.same("genesis", hexed(self.headers[0].bytes), listed[0])
        for data in listed[1:]:
            header = chain.Header(unhex(data))
            chain.follows(self.headers[-1], header, self.definition)
            self.headers.append(header)
            self.checked += 1
        node = self.ask("node_info")
        self.same("tip", len(self.headers) - 1, node["tipBatch"])
        self.same("hash of the tip's header", hexed(self.headers[-1].hash), node["tipHeader"])
        for number, batch in enumerate(self.pages("batches", "from", 1), 1):
            if number < len(self.headers):
                self.same("header of batch %d" % number, hexed(self.headers[number].bytes), batch["header"])

    def readInbox(self):
        self.messages, self.acc = [], [bytes(32)]
        for index, message in enumerate(self.pages("chain_inbox", "from", 0)):
            step = unhex(message["step"])
            require(step[0] in (1, 2) and int.from_bytes(step[1:9], "big") == index, "a message's kind and index")
            self.acc.append(chain.accumulated(self.acc[-1], chain.messageHash(index, message["time"], step)))
            self.same("accumulator", hexed(self.acc[-1]), message["acc"])
            self.messages.append((message["time"], step))

    def readEvents(self):
        self.events = self.pages("chain_events", "after", 0)
        self.same("ids of events", [event["id"] for event in self.events], list(range(1, self.info["events"] + 1)))
        self.same("rollbacks", sum(event["what"] == chain.EVENTS["rolled back"] for event in self.events), self.info["rollbacks"])

    def checkMoney(self):
        """Solvency, the value and the bonds from the events, the bond that is needed, whose turn it is."""
        money = {name: int(self.info[name]) for name in ("held", "value", "bonds", "credits", "burnt")}
        self.same("held", money["value"] + money["bonds"] + money["credits"] + money["burnt"], money["held"])
        paid = lambda name: sum(int(event["paid"]) for event in self.events if event["what"] == chain.EVENTS[name])
        self.same("value", paid("deposited") - paid("claimed"), money["value"])
        self.same("burnt", sum(int(event["burnt"]) for event in self.events
                               if event["what"] != chain.EVENTS["proved wrong"] and event["what"] != chain.EVENTS["proved right"]),
                  money["burnt"])
        self.same("needed bond", self.definition.requiredBond(money["value"]), int(self.info["requiredBond"]))
        now, last = self.info["time"], self.headers[-1]
        wrong = [event["time"] for event in self.events if event["what"] == chain.EVENTS["proved wrong"]]
        isOpen = (wrong and now < wrong[-1] + self.definition["penalty"] or last.number == 0
                  or now >= last.l1Time + self.definition["slot"]
                  or last.inboxEnd < len(self.messages) and now >= self.messages[last.inboxEnd][0] + self.definition["forceDelay"])
        self.same("slot", hexed(bytes(20) if isOpen else last.aggregator), self.info["slotOf"])

    def runBatches(self):
        self.records, self.batches, self.states = {}, [None], [{}]
        for header in self.headers[1:]:
            data = self.ask("chain_batch", number=header.number, header=hexed(header.hash))
            self.same("batch", data, self.ask("batch", number=header.number))
            batch = chain.Batch(unhex(data))
            self.same("header in a batch", batch.header.bytes, header.bytes)
            first = header.inboxEnd - header.inboxSteps
            for index, step in enumerate(batch.steps[: header.inboxSteps], first):
                self.same("message in a batch", step, self.messages[index][1])
            if header.inboxSteps < 64 and header.inboxEnd < len(self.messages):
                require(header.l1Time < self.messages[header.inboxEnd][0] + self.definition["forceDelay"], "a message left out")
            hashes = self.ask("batch_steps", number=header.number)
            self.same("batch_steps", [hexed(b"".join(batch.hashes)), hexed(b"".join(batch.roots))], [hashes["steps"], hashes["roots"]])
            self.batches.append(batch)
            for index, step in enumerate(batch.steps):
                written, _ = chain.run(self.records, self.definition, header, index, step)
                then = chain.after(self.records, written)
                if tree.root(then) != batch.roots[index]:
                    return header.number, index, tree.root(then)
                self.records = then
                self.checked += 1
            self.states.append(self.records)
        return None

    def checkBlocks(self):
        """Blocks, and what members are shown under the newest one."""
        parent = chain.noBlock()
        for data in self.pages("blocks", "from", 1):
            block = chain.Block(unhex(data))
            chain.continues(parent, block, self.definition)
            steps = self.ask("block_steps", number=block.number)
            hashes = unhex(steps["steps"])
            if block.isImported:
                header = self.headers[block.batch]
                self.same("imported block", (0, header.steps, header.stepsRoot, header.preRoot, header.postRoot, header.time, header.aggregator),
                          (block.firstStep, block.steps, block.stepsHash, block.preRoot, block.postRoot, block.time, block.aggregator))
            else:
                self.same("signer of a block", signatures.signerOf(block.hash(self.definition), block.signature), block.aggregator)
                self.same("stepsHash", keccak(hashes), block.stepsHash)
            if block.batch < len(self.batches):
                end = block.firstStep + block.steps
                self.same("steps of a block", hashes, b"".join(self.batches[block.batch].hashes[block.firstStep : end]))
                self.same("root of a block", block.postRoot, self.batches[block.batch].roots[end - 1])
            parent = block
        self.same("head", hexed(parent.fields + parent.signature), self.ask("node_info")["head"])
        if parent.batch != len(self.headers) - 1:
            return  # an open batch: its steps are not told
        for key in list(self.records)[:20] + [f.accountKey(bytes([7]) * 20)]:
            self.checkRecord(key, parent)
        for dac in sorted({key[1:9] for key in self.records if key[0] == 2}) + [bytes([9]) * 8]:
            self.checkCompany(dac, parent)

    def checkRecord(self, key, head):
        way = self.ask("record", key=hexed(key))["path"]
        levels = [(bit, unhex(sibling)) for bit, sibling in way["levels"]]
        leaf, value = unhex(way["key"]), unhex(way["value"])
        self.same("path", chain.path(self.records, key), (leaf, levels))
        self.same("record", self.records.get(key), value if leaf == key else None)
        self.same("root of a path", chain.fold(keccak(b"\x00" + leaf + value), key, levels), head.postRoot)

    def checkCompany(self, dac, head):
        answer = self.ask("company", company=hexed(dac))
        mine = {key: data for key, data in self.records.items() if key[:9] == b"\x02" + dac}
        self.same("records of a company", {hexed(k): hexed(v) for k, v in mine.items()}, dict(map(tuple, answer["records"])))
        self.same("root of a company", hexed(tree.root(mine)), answer["root"])
        levels = [(bit, unhex(sibling)) for bit, sibling in answer["path"]["levels"]]
        if mine:
            self.same("way from a company", chain.fold(tree.root(mine), b"\x02" + dac + bytes(23), levels), head.postRoot)


class Caller:
    """Somebody with a key who signs calls of the main chain."""

    def __init__(self, watcher, secret):
        self.watcher, self.secret, self.address = watcher, secret, signatures.addressOf(secret)

    def account(self):
        return self.watcher.ask("chain_account", account=hexed(self.address))

    def signed(self, method, arguments):
        number = self.account()["calls"]
        digest = chain.callDigest(self.watcher.definition, method, self.address, number, arguments)
        return {"from": hexed(self.address), "number": number, "arguments": hexed(arguments),
                "signature": hexed(signatures.sign(self.secret, digest))}

    def call(self, method, arguments=b""):
        return unhex(self.watcher.ask("chain_" + method, **self.signed(method, arguments))["answer"])

    def faucet(self, amount):
        self.watcher.ask("chain_faucet", to=hexed(self.address), amount=str(amount))

    def announce(self, number, step, salt):
        self.call("announce", chain.blindOf(self.address, number, step, salt))

    def challengeOf(self, number, step, salt, records):
        """The arguments of a challenge. `records`: the state before the step."""
        batch = self.watcher.batches[number]
        written, asked = chain.run(records, self.watcher.definition, batch.header, step, batch.steps[step])
        tape = chain.tape(records, asked, written)
        sized = lambda data: len(data).to_bytes(4, "big") + data
        return (batch.header.bytes + step.to_bytes(4, "big") + (batch.opening(step - 1) if step else chain.EMPTY_OPENING)
                + batch.opening(step) + sized(batch.steps[step]) + sized(tape) + salt)

    def challenge(self, number, step, salt, records):
        """(whether the batch was wrong, computed root, posted root, paid, burnt)."""
        arguments = self.challengeOf(number, step, salt, records)
        for _ in range(10):
            try:
                answer = self.call("challenge", arguments)
            except Refusal as refusal:
                if str(refusal) != "too-early":
                    raise
                continue  # the hosting chain has mined a block meanwhile
            return answer[0] == 1, answer[1:33], answer[33:65], int.from_bytes(answer[65:73], "big"), int.from_bytes(answer[73:], "big")
        raise AssertionError("the announcement does not grow old")


def main():
    watcher = Watcher(sys.argv[1])
    wrong = watcher.look()
    if wrong is None:
        print("%d batches are right; %d things compared" % (len(watcher.batches) - 1, watcher.checked))
        return 0
    number, step, root = wrong
    print("batch %d is wrong at step %d" % (number, step))
    caller = Caller(watcher, int.from_bytes(os.urandom(31), "big") + 1)
    caller.faucet(watcher.definition["challengerBond"])
    salt = os.urandom(32)
    caller.announce(number, step, salt)
    isFraud, computed, _, paid, burnt = caller.challenge(number, step, salt, watcher.records)
    require(isFraud and computed == root, "the main chain says something else")
    print("proved wrong: %d gwei paid, %d burnt" % (paid, burnt))
    return 0


if __name__ == "__main__":
    sys.exit(main())
