#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""challenger_test.py PROGRAMS: somebody who has only read the documents (tests/model/challenger.py) meets a real node.

It recomputes everything that the node shows, brings money and steps of its own, and proves a wrong batch; each call's amounts, events and
refusals are what core/mainchain/PROTOCOL.md says."""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "model"))

import chain
import format as f
import signatures
from challenger import Caller, Refusal, Watcher, hexed, unhex
from keccak import keccak

PAYEE = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"


def expect(what, mine, theirs):
    if mine != theirs:
        sys.exit("%s: expected %s, found %s" % (what, mine, theirs))


def refused(reason, what, call, *arguments):
    try:
        call(*arguments)
    except Refusal as refusal:
        expect(what, reason, str(refusal))
        return
    sys.exit(what + ": it was not refused")


class World:
    def __init__(self, programs, folder):
        self.programs, self.data = pathlib.Path(programs), pathlib.Path(folder) / "data"
        self.password = pathlib.Path(folder) / "password"
        self.password.write_text("correct horse battery\n")
        self.cli("--test-clock", "wallet", "create")
        self.node = subprocess.Popen([self.programs / "stoad", "--data", self.data, "--port", "0", "--role", "aggregator,serve"],
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.node.stdout.readline()
        self.url = self.wait(lambda: json.loads((self.data / "rpc.json").read_text())["url"])

    def wait(self, what):
        for _ in range(100):
            try:
                return what()
            except (OSError, ValueError):
                time.sleep(0.1)
        sys.exit("the node did not start: it ended with %s" % self.node.poll())

    def cli(self, *words):
        ran = subprocess.run([self.programs / "stoa-cli", "--data", self.data, "--password-file", self.password, *words],
                             capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit("%s: %s%s" % (" ".join(words), ran.stdout, ran.stderr))

    def send(self, *amounts):
        for amount in amounts:
            self.cli("wallet", "send", PAYEE, amount)

    def later(self, seconds):
        self.cli("network", "advance-time", str(seconds))

    def seen(self):
        """Everything is checked anew."""
        watcher = Watcher(self.url)
        return watcher, watcher.look()


def signedStep(watcher, caller, number, nonce, to, amount):
    """A Transfer or a Withdraw and its digest, made from the tables of core/mvm/PROTOCOL.md."""
    kind = f.KINDS[number]
    envelope = caller.address + bytes([0]) + nonce.to_bytes(4, "big") + (2**40).to_bytes(8, "big")
    fields = to + amount.to_bytes(8, "big")
    digest = keccak(b"\x19\x01" + watcher.definition.domain
                    + keccak(kind.typeHash + f.words(f.ENVELOPE, envelope) + f.words(kind.fields, fields)))
    return bytes([number]) + envelope + fields + signatures.sign(caller.secret, digest), digest


def ordinary(world):
    """Money and steps of the reader's own, in and out, taken, forced, proved."""
    watcher, wrong = world.seen()
    expect("an honest network", None, wrong)
    eve = Caller(watcher, 0xE5E)
    eve.faucet(100_000_000)
    refused("out-of-range", "a deposit of nothing", eve.call, "deposit", bytes(range(20)) + bytes(8))
    refused("insufficient-balance", "a deposit of too much", eve.call, "deposit", eve.address + (10**12).to_bytes(8, "big"))
    index = eve.call("deposit", eve.address + (30_000_000).to_bytes(8, "big"))
    again = eve.signed("payout", eve.address)
    expect("payout of nothing", bytes(8), unhex(watcher.ask("chain_payout", **again)["answer"]))
    first = eve.signed("deposit", eve.address + (20_000_000).to_bytes(8, "big"))
    answer = watcher.ask("chain_deposit", **first)["answer"]
    expect("the same call again", answer, watcher.ask("chain_deposit", **first)["answer"])
    expect("indexes", int.from_bytes(index, "big") + 1, int.from_bytes(unhex(answer), "big"))
    refused("wrong-nonce", "an older call", lambda: watcher.ask("chain_payout", **dict(again, number=0, signature=hexed(signatures.sign(
        eve.secret, chain.callDigest(watcher.definition, "payout", eve.address, 0, eve.address))))))
    refused("wrong-signer", "a call of somebody else", lambda: watcher.ask(
        "chain_payout", **dict(eve.signed("payout", eve.address), **{"from": hexed(bytes([1]) * 20)})))
    world.later(10)
    step = signedStep(watcher, eve, 0x10, 0, bytes([7]) * 20, 1_000_000)[0]
    expect("a step that was made by hand", 1, watcher.ask("submit", steps=[hexed(step)])[0]["stage"])
    refused("wrong-length", "forcing nothing", eve.call, "force", b"")
    refused("too-large", "forcing too much", eve.call, "force", bytes(1016))
    step, digest = signedStep(watcher, eve, 0x11, 1, eve.address, 2_000_000)
    eve.call("force", step)
    world.later(30)
    expect("a forced step", 1, watcher.ask("status", digests=[hexed(digest)])[0]["stage"])
    watcher, wrong = world.seen()
    expect("an honest network", None, wrong)
    expect("what was taken out", (eve.address, 2_000_000), withdrawal(watcher.records, digest))
    return eve, digest


def withdrawal(records, digest):
    record = f.decodeRecord("withdrawal", records.get(f.withdrawalKey(digest[:18])))
    return record and (record.to, record.amount)


def lies(world):
    """A wrong root in the middle of a batch, proved; and what does not prove anything."""
    before, _ = world.seen()
    bond = int(before.ask("node_info")["aggregatorBond"])
    world.cli("network", "corrupt-next-batch")
    world.send("1", "2", "3")
    world.later(10)
    watcher, wrong = world.seen()
    if wrong is None or wrong[1] == 0:
        sys.exit("no lie in the middle of a batch: %s" % (wrong,))
    number, step, root = wrong
    stake = watcher.definition["challengerBond"]
    eve, ben, salt = Caller(watcher, 0xE5E), Caller(watcher, 0xBE4), bytes([5]) * 32
    for each in (eve, ben):
        each.faucet(stake)
    refused("not-announced", "a challenge that nobody announced", eve.challenge, number, step, salt, watcher.records)
    eve.announce(number, step, salt)
    refused("already-exists", "an announcement again", eve.announce, number, step, salt)
    ben.call("announce", chain.blindOf(eve.address, number, step, salt))  # copied: of no use to him
    refused("not-announced", "a challenge with a copied blind", ben.challenge, number, step, salt, watcher.records)
    refused("not-announced", "another step", eve.challenge, number, step - 1, salt, watcher.records)
    arguments = eve.challengeOf(number, step, salt, watcher.records)
    for spoilt in (arguments[:-33] + bytes([arguments[-33] ^ 1]) + arguments[-32:],
                   arguments[:300] + bytes([arguments[300] ^ 1]) + arguments[301:]):
        refused("bad-witness", "a witness with another bit", eve.call, "challenge", spoilt)
    isFraud, computed, posted, paid, burnt = eve.challenge(number, step, salt, watcher.records)
    expect("the verdict", (True, root, watcher.batches[number].roots[step]), (isFraud, computed, posted))
    expect("half to the challenger, half burnt", (bond // 2, bond - bond // 2), (paid, burnt))
    expect("credit", str(paid + stake), eve.account()["credit"])
    liar = watcher.ask("chain_account", account=hexed(watcher.headers[number].aggregator))
    expect("who has lied", ("0", True), (liar["bond"], liar["isSlashed"]))
    watcher, wrong = world.seen()
    expect("after the rollback", None, wrong)
    expect("the tip", number - 1, len(watcher.headers) - 1)
    told = [(event["what"], event["who"]) for event in watcher.events if event["number"] == number]
    liar = told[-4][1]
    expect("events", [(chain.EVENTS["submitted"], liar), (chain.EVENTS["proved wrong"], hexed(eve.address)),
                      (chain.EVENTS["slashed"], liar), (chain.EVENTS["rolled back"], liar)], told[-4:])
    return ben, number, step, salt


def truth(world, ben, eve):
    """A challenge of an honest batch costs its bond; a key that was appointed stakes its owner's credit."""
    world.send("4")
    world.later(10)
    watcher, wrong = world.seen()
    expect("an honest network again", None, wrong)
    number, stake = len(watcher.headers) - 1, watcher.definition["challengerBond"]
    key, salt = Caller(watcher, 0xCE7), bytes([6]) * 32
    ben.watcher = eve.watcher = watcher
    blind = chain.blindOf(key.address, number, 0, salt)
    refused("not-permitted", "a key that nobody appointed", key.call, "announce_for", eve.address + blind)
    refused("below-minimum", "too small an allowance", eve.call, "appoint", key.address + (stake - 1).to_bytes(8, "big"))
    refused("nothing-changed", "nobody after nobody", eve.call, "appoint", bytes(28))
    eve.call("appoint", key.address + stake.to_bytes(8, "big"))
    before = int(eve.account()["credit"])
    key.call("announce_for", eve.address + blind)
    expect("credit and allowance", (str(before - stake), "0"), (eve.account()["credit"], eve.account()["allowance"]))
    refused("insufficient-balance", "more than the allowance", key.call, "announce_for", eve.address + bytes(32))
    honest = watcher.headers[number].aggregator
    creditOf = lambda: int(watcher.ask("chain_account", account=hexed(honest))["credit"])
    earned = creditOf()
    isFraud, _, _, paid, burnt = key.challenge(number, 0, salt, watcher.states[number - 1])
    expect("an honest batch", (False, stake // 2, stake - stake // 2), (isFraud, paid, burnt))
    expect("its aggregator's part", earned + paid, creditOf())
    expect("the challenger's", str(before - stake), eve.account()["credit"])
    eve.call("appoint", bytes(28))
    refused("not-permitted", "a key that was dismissed", key.call, "announce_for", eve.address + bytes(32))
    return watcher


def theEnd(world, ben, number, step, salt, eve, digest):
    """What has run out is burnt; what is final can be fetched, once."""
    blind = chain.blindOf(eve.address, number, step, salt)
    world.later(world.seen()[0].definition["announceExpiry"] + 1)
    burnt = int(ben.watcher.ask("chain_info")["burnt"])
    ben.call("expire", ben.address + blind)
    expect("burnt", burnt + ben.watcher.definition["challengerBond"], int(ben.watcher.ask("chain_info")["burnt"]))
    refused("not-announced", "once more", ben.call, "expire", ben.address + blind)
    watcher, _ = world.seen()
    at = next(n for n, state in enumerate(watcher.states) if withdrawal(state, digest))
    key = f.withdrawalKey(digest[:18])
    tape = chain.tapeItem(watcher.states[at], key)
    def claim(to, amount, tape, header=watcher.headers[at]):
        ben.call("claim", header.bytes + digest[:18] + to + amount.to_bytes(8, "big") + len(tape).to_bytes(4, "big") + tape)
    refused("not-final", "a claim too early", claim, eve.address, 2_000_000, tape)
    world.later(watcher.definition["window"])
    refused("bad-witness", "another amount", claim, eve.address, 2_000_001, tape)
    refused("bad-witness", "another payee", claim, ben.address, 2_000_000, tape)
    refused("bad-witness", "one byte more", claim, eve.address, 2_000_000, tape + b"\0")
    before = int(eve.account()["credit"])
    claim(eve.address, 2_000_000, tape)
    refused("already-claimed", "once more", claim, eve.address, 2_000_000, tape)
    last = watcher.headers[-1]
    if last.number > at:
        refused("already-claimed", "from a later batch", lambda: claim(
            eve.address, 2_000_000, chain.tapeItem(watcher.states[last.number], key), last))
    expect("credit", before + 2_000_000, int(eve.account()["credit"]))
    expect("what is paid out", before + 2_000_000, int.from_bytes(eve.call("payout", eve.address), "big"))
    salt = bytes([8]) * 32
    ben.faucet(watcher.definition["challengerBond"])
    ben.announce(at, 0, salt)
    refused("already-final", "a challenge too late", ben.challenge, at, 0, salt, watcher.states[at - 1])
    return world.seen()


def main():
    with tempfile.TemporaryDirectory() as folder:
        world = World(sys.argv[1], folder)
        try:
            world.cli("network", "faucet")
            world.cli("company", "create", "--name", "Forge", "--purpose", "We build.")
            world.send("0.5")
            world.later(20)
            eve, digest = ordinary(world)
            ben, number, step, salt = lies(world)
            truth(world, ben, eve)
            watcher, wrong = theEnd(world, ben, number, step, salt, eve, digest)
            expect("at the end", None, wrong)
            print("%d batches, %d things compared at the end" % (len(watcher.headers) - 1, watcher.checked))
        finally:
            world.node.terminate()
            world.node.wait()


main()
