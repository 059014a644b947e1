# SPDX-License-Identifier: MIT
"""Motions: an act that all members decide about."""

import companies
import format as f
from keccak import keccak
from state import LARGEST, demand

OPEN, PASSED, REJECTED, ENACTED, LAPSED = 1, 2, 3, 4, 5
ALWAYS = 65535  # the threshold where silence is not enough


def standing(motion, now):
    """The state by now."""
    if motion.state != OPEN:
        return motion.state
    vote = motion.decideBy - motion.objectBy
    if motion.threshold != ALWAYS and motion.against * 10000 < motion.threshold * motion.total:
        if now < motion.objectBy:
            return OPEN
        return PASSED if now < motion.objectBy + vote else LAPSED
    if now < motion.decideBy:
        return OPEN
    if motion.threshold == ALWAYS:
        passes = 2 * motion.inFavour > motion.total
    else:
        passes = motion.inFavour > motion.against
    if not passes:
        return REJECTED
    return PASSED if now < motion.decideBy + vote else LAPSED


def needsMajority(work, charter, kind, p):
    if kind.name == "AmendCharter":
        return True
    if kind.name == "SetRole":
        target = work.member(p.dac, p.member)
        return p.role == companies.FOUNDER or (target is not None and target.role == companies.FOUNDER)
    if kind.name == "InstallTool":
        return companies.movesMoney(p)
    if kind.name == "RemoveTool":
        tool = work.read(f.companyKey(p.dac, "tool", p.tool.to_bytes(2, "big")), "tool")
        return tool is not None and companies.movesMoney(tool)
    return p.amount > charter.silentLimit


def put(work, act):
    p, now = act.payload, work.now
    member = companies.memberOf(work, p.dac, act.sender)
    charter, purse = work.charter(p.dac), work.purse(p.dac)
    demand(member.motion == bytes(8), "motion-open")
    companies.checkMotion(work, act.kind.name, p)
    id = act.digest[:8]
    threshold = ALWAYS if needsMajority(work, charter, act.kind, p) else charter.objectionThreshold
    work.debit(act.sender, charter.motionBond)
    objectBy = now + charter.objectionPeriod
    work.create(f.companyKey(p.dac, "motion", id), "motion", state=OPEN, proposer=act.sender, kind=act.kind.number,
                act=keccak(bytes([act.kind.number]) + act.payloadBytes), proposed=now, objectBy=objectBy,
                decideBy=objectBy + charter.votePeriod, weightRule=charter.weightRule,
                total=purse.weight if charter.weightRule else purse.members, threshold=threshold,
                bond=charter.motionBond)
    member.motion = id


def motionOf(work, dac, id):
    motion = work.read(f.companyKey(dac, "motion", id), "motion")
    demand(motion is not None, "no-such-motion")
    return motion


def vote(work, act):
    p = act.payload
    member = companies.memberOf(work, p.dac, act.sender)
    motion = motionOf(work, p.dac, p.motion)
    demand(standing(motion, work.now) == OPEN, "wrong-state")
    demand(p.side in (1, 2), "out-of-range")
    demand(member.since < motion.proposed, "not-entitled")
    weight = member.stake if motion.weightRule else 1
    key = f.companyKey(p.dac, "ballot", p.motion + act.sender[-14:])
    demand(work.read(key, "ballot") is None, "already-voted")
    work.create(key, "ballot", side=p.side, weight=weight)
    side = "inFavour" if p.side == 1 else "against"
    demand(getattr(motion, side) + weight <= LARGEST, "amount-overflow")
    setattr(motion, side, getattr(motion, side) + weight)
    member.locked = max(member.locked, motion.decideBy)


def close(work, dac, id, motion, state):
    motion.state, motion.bond = state, 0
    member = work.member(dac, motion.proposer)
    if member is not None and member.motion == id:
        member.motion = bytes(8)


def enactMotion(work, act):
    p = act.payload
    motion = motionOf(work, p.dac, p.motion)
    demand(standing(motion, work.now) == PASSED, "wrong-state")
    kind, payload = act.step.act()
    demand(keccak(act.step.inner) == motion.act, "content-conflict")
    demand(kind.name in companies.ACTS, "unknown-kind")
    work.credit(motion.proposer, motion.bond)
    close(work, p.dac, p.motion, motion, ENACTED)
    handler, _ = companies.ACTS[kind.name]
    handler(work, payload, None, motion.threshold)


def settleMotion(work, act):
    p = act.payload
    id = p.object[:8]
    demand(p.object[8:] == bytes(10) and p.sub == 0, "no-such-motion")
    motion = motionOf(work, p.dac, id)
    state = standing(motion, work.now)
    demand(motion.state == OPEN and state in (REJECTED, LAPSED), "nothing-due")
    if state == REJECTED:
        work.fill(p.dac, motion.bond)
    else:
        work.credit(motion.proposer, motion.bond)
    close(work, p.dac, id, motion, state)


HANDLERS = {"Vote": vote, "EnactMotion": enactMotion}
