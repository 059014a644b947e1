# SPDX-License-Identifier: MIT
"""apply: one step on a state, from core/mvm/PROTOCOL.md and nothing else."""

import accounts
import collaborations
import companies
import disputes
import format as f
import motions
import panels
import tools
from keccak import keccak
from state import Refused, Work, demand

LONGEST_STEP = 1024
LANES = 8
HANDLERS = {}
for module in (accounts, companies, motions, collaborations, disputes, panels, tools):
    HANDLERS.update(module.HANDLERS)


class Step:
    """The bytes of a step, taken apart; `refusal` if they mean nothing."""

    def __init__(self, data):
        self.refusal, self.isForced, self.inner = None, False, b""
        self.kind = self.payload = self.envelope = self.signature = None
        try:
            self._decode(data)
        except Refused as refused:
            self.refusal = str(refused)

    def _decode(self, data):
        demand(len(data) <= LONGEST_STEP, "too-large")
        demand(len(data) >= 1, "wrong-length")
        kind = f.KINDS.get(data[0])
        demand(kind is not None, "unknown-kind")
        self.kind, at = kind, 1
        if kind.isSigned:
            demand(len(data) >= at + f.ENVELOPE.width + kind.fields.width + 65, "wrong-length")
            self.envelopeBytes = data[at : at + f.ENVELOPE.width]
            self.envelope = f.ENVELOPE.decode(self.envelopeBytes)
            at += f.ENVELOPE.width
        demand(len(data) >= at + kind.fields.width, "wrong-length")
        self.payloadBytes = data[at : at + kind.fields.width]
        self.payload = kind.fields.decode(self.payloadBytes)
        at += kind.fields.width
        end = len(data) - 65 if kind.isSigned else len(data)
        self.inner = data[at:end]
        demand(kind.rest or not self.inner, "wrong-length")
        if kind.name == "EnactMotion":
            self.act = lambda: decodeAct(self.inner)
        if kind.isSigned:
            self.signature = data[end:]
            demand(self.signature[64] in (27, 28), "bad-signature")

    def digest(self, domain):
        parts = [self.kind.typeHash]
        if self.kind.isSigned:
            parts.append(f.words(f.ENVELOPE, self.envelopeBytes))
        parts.append(f.words(self.kind.fields, self.payloadBytes))
        if self.kind.rest:
            parts.append(keccak(self.inner))
        return keccak(b"\x19\x01" + domain + keccak(b"".join(parts)))


def decodeAct(data):
    """(kind, its fields) of `kind 1 · fields`: a signed kind without its envelope."""
    demand(len(data) >= 1, "wrong-length")
    kind = f.KINDS.get(data[0])
    demand(kind is not None and kind.isSigned and not kind.rest, "unknown-kind")
    demand(len(data) == 1 + kind.fields.width, "wrong-length")
    return kind, kind.fields.decode(data[1:])


class Act:
    """What a handler gets: the step's parts, and who sent it."""

    def __init__(self, step, digest, signerOfTicket):
        self.kind, self.payload, self._digest, self.signerOfTicket = step.kind, step.payload, digest, signerOfTicket
        self.sender = step.envelope.__dict__["from"] if step.envelope else None
        self.payloadBytes = step.payloadBytes
        self.step = step

    @property
    def digest(self):
        """What ids are made from."""
        return self._digest()


def apply(records, rules, context, data, signer=None, signerOfTicket=None):
    """What the step writes, key -> bytes or None. Raises Refused. `signer` and `signerOfTicket` are functions of
    (digest, signature)."""
    step = Step(data)
    demand(step.refusal is None, step.refusal)
    isFromMainChain = step.kind.isFromMainChain
    if step.kind.name == "Force":
        step = Step(step.inner)
        demand(step.refusal is None, step.refusal)
        demand(not step.kind.isFromMainChain, "wrong-origin")
    demand(isFromMainChain == context.fromInbox, "wrong-origin")
    work = Work(records, rules, context)
    digest = lambda: step.digest(rules.domain)
    act = Act(step, digest, signerOfTicket)
    if step.kind.isSigned:
        envelope = step.envelope
        demand(envelope.validUntil >= context.time, "expired")
        who = signer(digest, step.signature)
        demand(who is not None, "bad-signature")
        demand(envelope.lane < LANES, "out-of-range")
        account = work.account(act.sender)
        key = account.controller if account.controller != bytes(20) else act.sender
        demand(who == key, "wrong-signer")
        at = 4 * envelope.lane
        nonce = int.from_bytes(account.lanes[at : at + 4], "big")
        demand(envelope.nonce == nonce, "wrong-nonce")
        demand(nonce != 2**32 - 1, "out-of-range")
        account.lanes = account.lanes[:at] + (nonce + 1).to_bytes(4, "big") + account.lanes[at + 4 :]
    try:
        HANDLERS[step.kind.name](work, act)
    except Refused as refused:
        refused.isOwn = True
        raise
    if step.kind.fee:
        work.debit(act.sender, step.kind.fee)
        work.credit(context.aggregator, step.kind.fee)
    return work.written()
