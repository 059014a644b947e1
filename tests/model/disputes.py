# SPDX-License-Identifier: MIT
"""Disputes: claim, answer, a named person's ruling, taking a case back."""

import collaborations
import format as f
import parties
import panels
from standing import (ACTIVE, AGREED, ASKER, BY_ASKER, BY_DOER, CASE_RULED, COMMITTING, DELIVERED, DISPUTED, DRAWING,
                      OPEN, REVEALING, RULED, RULING, TO_BE_ALLOCATED, WITHDRAWN, Standing, caseKey, change, clamp,
                      firstRulingStands, hasPanel, potOf, resume, statusQuoOf)
from state import TIP, demand

ZERO = bytes(32)


def dispute(work, act):
    p, now = act.payload, work.now
    standing, c = collaborations.opened(work, act, ACTIVE, DELIVERED, TO_BE_ALLOCATED)
    demand(now < c.deadline, "too-late")
    demand(c.court[0] != 0, "no-court")
    side = parties.sideOf(standing, act.sender)
    parties.demandOneSideOnly(standing, side, act.sender)
    flag = BY_ASKER if side == ASKER else BY_DOER
    demand(not c.flags & flag, "already-disputed")
    statusQuo = statusQuoOf(c)
    demand(p.courtFee == c.courtFee, "content-conflict")
    demand(p.claim <= potOf(c) and p.claim != statusQuo and p.evidence != ZERO, "out-of-range")
    demand(not hasPanel(c) or p.saltHash != ZERO, "out-of-range")
    tips = TIP * (c.panel + 1 if hasPanel(c) else 1)
    parties.pay(work, standing.party(side), c.courtFee + tips)
    frozen, remaining = c.state, c.deadline - now
    round = c.round + 1
    demand(round <= 255, "out-of-range")
    work.create(caseKey(p.dac, p.collaboration, round), "case", state=OPEN, round=round, claimant=side, claim=p.claim,
                counterClaim=statusQuo, statusQuo=statusQuo, fee=c.courtFee, tip=tips, evidence=p.evidence, saltHash=p.saltHash, opened=now,
                seats=work.purse(c.court[1:9]).seats if hasPanel(c) else 0, size=c.panel,
                deadline=now + work.rules.answerPeriod)
    change(c, DISPUTED)
    c.flags |= flag
    c.round, c.frozenState, c.remaining = round, frozen, min(remaining, 2**32 - 1)


def disputed(work, act, *states):
    """The collaboration and its newest case, which the step names by its round."""
    p = act.payload
    standing = Standing(work, p.dac, p.collaboration)
    demand(standing.c.state == DISPUTED, "wrong-state")
    demand(p.round == standing.c.round and standing.case is not None, "no-such-case")
    demand(standing.case.state in states, "wrong-state")
    return standing, standing.c, standing.case


def answer(work, act):
    p, now = act.payload, work.now
    standing, c, case = disputed(work, act, OPEN)
    parties.demandSide(standing, 3 - case.claimant, act.sender)
    parties.demandOneSideOnly(standing, 3 - case.claimant, act.sender)
    demand(p.claim == case.claim, "content-conflict")
    demand(p.counterClaim <= potOf(c) and p.evidence != ZERO, "out-of-range")
    case.answered, case.counterClaim, case.answer, case.salt = 1, p.counterClaim, p.evidence, p.salt
    if p.counterClaim == case.claim:
        case.state, case.deadline = AGREED, now
        collaborations.agree(c, p.claim, now)
    elif hasPanel(c):
        case.state, case.deadline = DRAWING, now + work.rules.answerPeriod
    else:
        case.state, case.deadline = RULING, now + c.revealPeriod


def withdrawDispute(work, act):
    standing, c, case = disputed(work, act, OPEN, RULING, DRAWING, COMMITTING, REVEALING)
    demand(case.reveals == 0, "too-late")
    opener = case.appellant or case.claimant
    parties.demandSide(standing, opener, act.sender)
    parties.demandOneSideOnly(standing, opener, act.sender)
    case.state, case.deadline = WITHDRAWN, work.now
    if case.appellant:
        firstRulingStands(c, case, work.now)
    else:
        resume(c, work.now, work.rules.shortest)


def revealRuling(work, act):
    p = act.payload
    standing = Standing(work, p.dac, p.collaboration)
    if hasPanel(standing.c):
        panels.revealRuling(work, act)
        return
    standing, c, case = disputed(work, act, RULING)
    demand(c.court == parties.person(act.sender), "not-the-arbitrator")
    demand(not parties.judgesOwnCase(work, c.asker, c.doer, act.sender), "same-party")
    demand(p.reasons != ZERO, "out-of-range")
    ruling = clamp(p.amount, case.claim, case.counterClaim)
    work.create(f.companyKey(p.dac, "juror", p.collaboration + bytes([p.round, 0, 0, 0])), "juror", who=act.sender,
                amount=p.amount, reasons=p.reasons, state=1)
    case.state, case.reveals, case.deadline = CASE_RULED, 1, work.now
    case.amounts = ruling.to_bytes(8, "big") + case.amounts[8:]
    change(c, RULED)
    c.outcome, c.deadline = ruling, work.now


HANDLERS = {"Dispute": dispute, "Answer": answer, "WithdrawDispute": withdrawDispute, "RevealRuling": revealRuling}
