# SPDX-License-Identifier: MIT
"""Seats, and panels drawn from them."""

import collaborations
import companies
import disputes
import format as f
import parties
from companies import seatKey
from keccak import keccak
from standing import (AGREED, ASKER, CASE_RULED, COMMITTING, DISPUTED, DRAWING, KNOWN, REVEALING, RULED, SEALED, SEEDED,
                      TO_BE_ALLOCATED, VOID, WITHDRAWN, Standing, amountsOf, caseKey, caseOf, change, clamp, hasPanel, isUnfinished, moveCase, potOf,
                      rulingOf)
from state import COUNTS, DAY, TIP, demand

ZERO = bytes(32)
OVER = (VOID, CASE_RULED, WITHDRAWN, AGREED)
CLOSED = 0x80


def takeSeat(work, act):
    p = act.payload
    charter, purse = work.charter(p.dac), work.purse(p.dac)
    member = companies.memberOf(work, p.dac, act.sender)
    demand(charter.serves == 1, "no-court")
    demand(member.role >= companies.ARBITRATOR, "not-permitted")
    demand(member.seat == 0, "already-exists")
    demand(p.deposit == charter.seatDeposit, "content-conflict")
    demand(p.seat <= purse.seats and p.seat < 2**32 - 1, "out-of-range")
    work.debit(act.sender, p.deposit)
    work.create(seatKey(p.dac, p.seat), "seat", who=act.sender, deposit=p.deposit, since=work.now)
    purse.seats = max(purse.seats, p.seat + 1)
    member.seat = p.seat + 1


def leaveSeat(work, act):
    dac = act.payload.dac
    member = companies.memberOf(work, dac, act.sender)
    demand(member.seat != 0, "not-entitled")
    key = seatKey(dac, member.seat - 1)
    seat = work.read(key, "seat")
    demand(seat is not None, "not-entitled")
    if seat.left == 0:
        seat.left = work.now
        return
    demand(work.now >= seat.left + 60 * DAY, "too-early")
    demand(seat.open == 0, "still-held")
    work.credit(act.sender, seat.deposit)
    work.erase(key)
    member.seat = 0


def nameOf(dac, object, round):
    return dac + object + bytes([round])


def placesOf(case):
    return [int.from_bytes(case.places[4 * i : 4 * i + 4], "big") for i in range(case.drawn)]


def drawPanel(work, act):
    p = act.payload
    standing, c, case = disputes.disputed(work, act, DRAWING)
    demand(case.drawn < case.size, "wrong-state")
    demand(keccak(p.salt) == case.saltHash, "content-conflict")
    demand(case.draw != KNOWN, "too-early")
    demand(case.tries < 16 * case.size, "out-of-range")
    if case.draw == SEALED and not case.answered:
        case.salt, case.draw, case.batch = p.salt, KNOWN, work.context.number
        return
    if case.draw == SEALED:
        case.salt, case.draw = keccak(nameOf(p.dac, p.collaboration, p.round) + p.salt + case.salt), SEEDED
    drawPlace(work, p.dac, p.collaboration, p.round, c, case)


def drawOn(work, p, c, case):
    """What Settle does for a panel whose salt is known: the next place."""
    if case.draw == KNOWN:
        demand(work.context.number > case.batch, "too-early")
        case.salt, case.draw = keccak(nameOf(p.dac, p.object, p.sub) + case.salt + work.context.entropy), SEEDED
    drawPlace(work, p.dac, p.object, p.sub, c, case)


def drawPlace(work, dac, object, round, c, case):
    drawOne(work, dac, object, round, c, case)
    if not isUnfinished(case) and work.now >= case.deadline:
        case.deadline = work.now


def drawOne(work, dac, object, round, c, case):
    if case.seats == 0:
        case.tries = 16 * case.size
        return
    tries = case.tries
    case.tries += 1
    court = c.court[1:9]
    number = int.from_bytes(keccak(case.salt + tries.to_bytes(2, "big"))[:8], "big") % case.seats
    seat = work.read(seatKey(court, number), "seat")
    if seat is None or seat.deposit == 0 or seat.since >= case.opened:
        return
    if seat.left != 0 and seat.left < case.opened:
        return
    if number in placesOf(case):
        return
    if parties.judgesOwnCase(work, c.asker, c.doer, seat.who):
        return
    seat.open = (seat.open + 1) % COUNTS
    work.create(jurorKey(dac, object, round, case.drawn), "juror", who=seat.who, seat=number)
    case.places = case.places[: 4 * case.drawn] + number.to_bytes(4, "big") + case.places[4 * case.drawn + 4 :]
    case.drawn += 1


def jurorKey(dac, object, round, index):
    return f.companyKey(dac, "juror", object + bytes([round, 0]) + index.to_bytes(2, "big"))


def jurorOf(work, p, c, case, sender):
    """The sender's record as a juror of the case."""
    member = work.member(c.court[1:9], sender)
    demand(member is not None and member.seat != 0, "not-the-arbitrator")
    places = placesOf(case)
    demand(member.seat - 1 in places, "not-the-arbitrator")
    juror = work.read(jurorKey(p.dac, p.collaboration, p.round, places.index(member.seat - 1)), "juror")
    demand(juror is not None and juror.who == sender, "not-the-arbitrator")
    return juror


def commitRuling(work, act):
    p = act.payload
    standing, c, case = disputes.disputed(work, act, COMMITTING)
    juror = jurorOf(work, p, c, case, act.sender)
    demand(p.commitment != ZERO, "out-of-range")
    juror.commitment = p.commitment


def revealRuling(work, act):
    p = act.payload
    standing, c, case = disputes.disputed(work, act, REVEALING)
    juror = jurorOf(work, p, c, case, act.sender)
    demand(juror.state == 0, "wrong-state")
    sealed = (nameOf(p.dac, p.collaboration, p.round) + act.sender + p.amount.to_bytes(8, "big") + p.reasons + p.salt)
    demand(keccak(sealed) == juror.commitment, "content-conflict")
    juror.state, juror.amount, juror.reasons = 1, p.amount, p.reasons
    amount = clamp(p.amount, case.claim, case.counterClaim)
    at = 8 * case.reveals
    case.amounts = case.amounts[:at] + amount.to_bytes(8, "big") + case.amounts[at + 8 :]
    case.reveals += 1


# ---- afterwards -------------------------------------------------------------------------------------------

def movedCase(work, dac, object, round):
    """The case of that round by now, and its collaboration."""
    standing = Standing(work, dac, object)
    c = standing.c
    case = caseOf(work, dac, object, round)
    demand(case is not None, "no-such-case")
    moveCase(c, case, work.now, work.rules)
    work.isNow(caseKey(dac, object, round))
    return c, case


def overCase(work, dac, object, round):
    """The same, once it is over."""
    c, case = movedCase(work, dac, object, round)
    demand(case.state in OVER, "nothing-due")
    return c, case


def sharers(c, case):
    """How many jurors have a share of the fee."""
    ruling, tenth = rulingOf(case), potOf(c) // 10
    return sum(1 for amount in amountsOf(case) if abs(amount - ruling) <= tenth)


def closeVote(work, act):
    p = act.payload
    c, case = overCase(work, p.dac, p.collaboration, p.round)
    demand(hasPanel(c) and p.juror < case.drawn and not case.closed >> p.juror & 1, "nothing-due")
    case.closed |= 1 << p.juror
    court = c.court[1:9]
    juror = work.read(jurorKey(p.dac, p.collaboration, p.round, p.juror), "juror")
    seat = work.read(seatKey(court, placesOf(case)[p.juror]), "seat")
    demand(juror is not None and seat is not None, "no-such-case")
    seat.open = max(0, seat.open - 1)
    case.tip -= TIP
    if case.state in (CASE_RULED, VOID):
        if juror.state == 1:
            seat.ruled = (seat.ruled + 1) % COUNTS
            if case.state == CASE_RULED:
                amount = clamp(juror.amount, case.claim, case.counterClaim)
                if abs(amount - rulingOf(case)) <= potOf(c) // 10:
                    part = feeOf(case, c) // sharers(c, case)
                    case.fee -= part
                    if part:
                        work.credit(juror.who, part)
        else:
            seat.missed = (seat.missed + 1) % COUNTS
            slashed = seat.deposit * c.slash // 10000
            seat.deposit -= slashed
            work.fill(court, slashed)
    work.credit(work.context.aggregator, TIP)


def feeOf(case, c):
    """What the case's opener paid in."""
    return 2 * c.courtFee if case.appellant else c.courtFee


def settleCase(work, act):
    p = act.payload
    demand(p.sub <= 255, "no-such-case")
    c, case = movedCase(work, p.dac, p.object, p.sub)
    if hasPanel(c) and case.state == DRAWING and case.draw != SEALED and isUnfinished(case):
        drawOn(work, p, c, case)
        return
    demand(case.state in OVER, "nothing-due")
    opener = case.appellant or case.claimant
    me, other = (c.asker, c.doer) if opener == ASKER else (c.doer, c.asker)
    if hasPanel(c):
        demand(not case.closed & CLOSED, "nothing-due")
        case.closed |= CLOSED
        back = TIP * (case.size - case.drawn)
        case.tip -= TIP + back
        if case.state == CASE_RULED:
            count = sharers(c, case)
            rest = feeOf(case, c) - feeOf(case, c) // count * count
            case.fee -= rest
            work.fill(c.court[1:9], rest)
        else:
            parties.receive(work, other if case.state == WITHDRAWN else me, case.fee)
            case.fee = 0
        if back:
            parties.receive(work, me, back)
        work.credit(work.context.aggregator, TIP)
        return
    demand(case.fee or case.tip, "nothing-due")
    fee, tip, case.fee, case.tip = case.fee, case.tip, 0, 0
    if case.state == CASE_RULED:
        work.credit(c.court[1:], fee)
    else:
        parties.receive(work, other if case.state == WITHDRAWN else me, fee)
    work.credit(work.context.aggregator, tip)


def appeal(work, act):
    p, now = act.payload, work.now
    standing, c = collaborations.opened(work, act, RULED)
    demand(now < c.deadline, "too-late")
    first = standing.case or caseOf(work, p.dac, p.collaboration, c.round)
    demand(hasPanel(c) and not first.appellant, "wrong-state")
    side = parties.sideOf(standing, act.sender)
    parties.demandOneSideOnly(standing, side, act.sender)
    claim = first.claim if side == first.claimant else first.counterClaim
    demand(c.outcome != claim, "not-entitled")
    demand(p.fee == 2 * c.courtFee, "content-conflict")
    demand(p.evidence != ZERO and p.saltHash != ZERO, "out-of-range")
    size = min(2 * c.panel + 1, 7)
    tips = TIP * (size + 1)
    parties.pay(work, standing.party(side), p.fee + tips)
    round = c.round + 1
    work.create(caseKey(p.dac, p.collaboration, round), "case", state=DRAWING, round=round,
                claimant=first.claimant, claim=first.claim, counterClaim=first.counterClaim,
                statusQuo=first.statusQuo, fee=p.fee, tip=tips, evidence=p.evidence, saltHash=p.saltHash, opened=now,
                seats=work.purse(c.court[1:9]).seats, size=size, deadline=now + work.rules.answerPeriod,
                appellant=side, first=c.outcome)
    change(c, DISPUTED)
    c.round = round


HANDLERS = {"TakeSeat": takeSeat, "LeaveSeat": leaveSeat, "DrawPanel": drawPanel, "CommitRuling": commitRuling,
            "CloseVote": closeVote, "Appeal": appeal}
