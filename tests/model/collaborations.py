# SPDX-License-Identifier: MIT
"""The life of a collaboration, but for disputes."""

import companies
import format as f
import motions
import panels
import parties
from standing import (ACTIVE, AGREED, ASKER, BOTH_AGREED, CANCELLED, CASE_RULED, DECLINED, DELIVERED, DISPUTED, DOER,
                      LATE, OPEN, DRAWING, COMMITTING, PROPOSED, REFUND, REFUNDED, RULED, SETTLED, TAKEN_BACK,
                      TO_BE_ALLOCATED, Standing, caseOf, change, clearAmendment, potOf)
from state import COUNTS, DAY, LARGEST, TIP, demand

MOST = 2**62
ZERO = bytes(32)


def courtTerms(work, home):
    """The terms of the charter's court: a record that has panel, courtFee, slash and its periods."""
    court = home.court
    if court[0] == parties.COMPANY:
        terms = work.charter(court[1:9])
        demand(terms.serves == 1, "no-court")
        return terms
    return home


def propose(work, act):
    p, now, longest = act.payload, work.now, work.rules.longest
    companies.memberWho(work, p.dac, act.sender, companies.PROPOSE)
    home = work.charter(p.dac)
    court = courtTerms(work, home)
    for theirs, ours in ((p.court, home.court), (p.courtFee, court.courtFee), (p.tax, home.tax),
                         (p.reviewPeriod, home.reviewPeriod), (p.challengePeriod, home.challengePeriod),
                         (p.gracePeriod, home.gracePeriod), (p.changes, home.changes)):
        demand(theirs == ours, "content-conflict")
    demand(now < p.answerBy <= now + longest and p.answerBy < p.workBy <= now + 2 * longest, "out-of-range")
    demand(p.reward + p.askerDeposit + p.doerDeposit + p.courtFee <= MOST, "out-of-range")
    for deposit in (p.askerDeposit, p.doerDeposit):
        demand(deposit >= home.minimumDeposit and deposit >= p.reward * home.depositShare // 10000, "below-minimum")
        demand(deposit >= p.courtFee, "below-minimum")
    demand(p.statement != ZERO, "out-of-range")
    asker = p.asker if p.asker != bytes(21) else parties.person(act.sender)
    demand(isParty(p.doer) or p.doer == bytes(21), "out-of-range")
    if asker != parties.person(act.sender):
        demand(p.asker[0] == parties.COMPANY and isParty(p.asker), "out-of-range")
        demand(parties.mayActFor(work, asker, p.doer, act.sender), "not-permitted")
    demand(p.doer != asker, "same-party")
    if home.court[0]:
        demand(home.court not in (asker, p.doer, parties.person(act.sender)), "same-party")
        parties.demandOutsider(work, asker, p.doer, home.court)
    parties.pay(work, asker, p.reward + p.askerDeposit + TIP)
    object = act.digest[:18]
    work.create(f.companyKey(p.dac, "collaboration", object), "collaboration", state=PROPOSED, asker=asker,
                doer=p.doer, statement=p.statement, reward=p.reward, askerDeposit=p.askerDeposit,
                doerDeposit=p.doerDeposit, tip=TIP, tax=p.tax, court=p.court, panel=court.panel, courtFee=p.courtFee,
                slash=court.slash, commitPeriod=court.commitPeriod, revealPeriod=court.revealPeriod,
                appealPeriod=court.appealPeriod, answerBy=p.answerBy, deadline=p.answerBy, workBy=p.workBy, reviewPeriod=p.reviewPeriod,
                challengePeriod=p.challengePeriod, gracePeriod=p.gracePeriod, changes=p.changes, task=p.task,
                proposed=now)
    leaveIndex(work, asker, p.dac, object, ASKER)


def isParty(party):
    if party[0] == parties.PERSON:
        return party[1:] != bytes(20)
    return party[0] == parties.COMPANY and party[1:9] != bytes(8) and party[9:] == bytes(12)


def leaveIndex(work, party, home, object, side):
    if party[0] == parties.COMPANY and party[1:9] != home:
        work.create(f.companyKey(party[1:9], "index", object), "index", home=home, side=side)


def opened(work, act, *states):
    """The collaboration, as consent names it."""
    p = act.payload
    standing = Standing(work, p.dac, p.collaboration)
    demand(standing.c.state in states, "wrong-state")
    demand(p.seq == standing.c.seq, "wrong-sequence")
    return standing, standing.c


def accept(work, act):
    p, sender = act.payload, act.sender
    standing, c = opened(work, act, PROPOSED)
    demand(work.now < c.answerBy, "too-late")
    demand(p.statement == c.statement and p.deposit == c.doerDeposit, "content-conflict")
    if c.doer[0] == 0:
        companies.memberWho(work, p.dac, sender, companies.ACCEPT)
        demand(parties.person(sender) != c.asker, "same-party")
        demand(parties.person(sender) != c.court, "same-party")
        parties.demandOneSideOnly(standing, DOER, sender)
        c.doer = parties.person(sender)
    else:
        parties.demandSide(standing, DOER, sender)
        parties.demandOneSideOnly(standing, DOER, sender)
    parties.demandOutsider(work, c.asker, c.doer, c.court)
    parties.pay(work, c.doer, c.doerDeposit)
    change(c, ACTIVE)
    c.started, c.deadline = work.now, c.workBy + c.gracePeriod
    leaveIndex(work, c.doer, p.dac, p.collaboration, DOER)


def cancel(work, act):
    standing, c = opened(work, act, PROPOSED)
    demand(work.now < c.answerBy, "too-late")
    side = parties.sideOf(standing, act.sender)
    c.flags |= TAKEN_BACK if side == ASKER else DECLINED
    c.seq = (c.seq + 1) % 65536
    c.answerBy = c.deadline = work.now


def deliver(work, act):
    p = act.payload
    standing, c = opened(work, act, ACTIVE)
    parties.demandSide(standing, DOER, act.sender)
    demand(p.delivery != ZERO, "out-of-range")
    change(c, DELIVERED)
    if work.now >= c.workBy:
        c.flags |= LATE
    c.delivery, c.deadline = p.delivery, work.now + c.reviewPeriod


def requestChanges(work, act):
    p = act.payload
    standing, c = opened(work, act, DELIVERED)
    parties.demandSide(standing, ASKER, act.sender)
    parties.demandOneSideOnly(standing, ASKER, act.sender)
    demand(p.delivery == c.delivery, "content-conflict")
    demand(p.reasons != ZERO, "out-of-range")
    demand(c.changesUsed < c.changes, "no-more-changes")
    demand(work.now + c.reviewPeriod <= p.workBy <= work.now + work.rules.longest, "out-of-range")
    change(c, ACTIVE)
    c.changesUsed += 1
    c.reasons, c.workBy, c.deadline = p.reasons, p.workBy, p.workBy + c.gracePeriod


def approve(work, act):
    standing, c = opened(work, act, DELIVERED)
    parties.demandSide(standing, ASKER, act.sender)
    demand(act.payload.delivery == c.delivery, "content-conflict")
    parties.demandOneSideOnly(standing, ASKER, act.sender)
    change(c, TO_BE_ALLOCATED)
    c.outcome, c.deadline = c.reward + c.doerDeposit, work.now + c.challengePeriod


def amend(work, act):
    p = act.payload
    standing, c = opened(work, act, ACTIVE)
    side = parties.sideOf(standing, act.sender)
    parties.demandOneSideOnly(standing, side, act.sender)
    demand(p.statement != ZERO, "out-of-range")
    demand(work.now < p.workBy <= work.now + 2 * work.rules.longest, "out-of-range")
    demand(p.reward + c.askerDeposit + c.doerDeposit + c.courtFee <= MOST, "out-of-range")
    demand((p.statement, p.reward, p.workBy) != (c.statement, c.reward, c.workBy), "out-of-range")
    c.amendBy, c.amendStatement, c.amendReward, c.amendWorkBy = side, p.statement, p.reward, p.workBy


def agreeAmendment(work, act):
    p = act.payload
    standing, c = opened(work, act, ACTIVE)
    demand(c.amendBy != 0, "wrong-state")
    parties.demandSide(standing, 3 - c.amendBy, act.sender)
    parties.demandOneSideOnly(standing, 3 - c.amendBy, act.sender)
    demand((p.statement, p.reward, p.workBy) == (c.amendStatement, c.amendReward, c.amendWorkBy), "content-conflict")
    demand(work.now < p.workBy, "too-late")
    if p.reward > c.reward:
        parties.pay(work, c.asker, p.reward - c.reward)
    else:
        parties.receive(work, c.asker, c.reward - p.reward)
    change(c, ACTIVE)
    c.statement, c.reward, c.workBy, c.deadline = p.statement, p.reward, p.workBy, p.workBy + c.gracePeriod


def demandNoRulings(standing):
    if standing.c.state == DISPUTED:
        demand(standing.case.state in (OPEN, DRAWING, COMMITTING) or standing.c.court[0] == parties.PERSON,
               "wrong-state")


def offer(work, act):
    p = act.payload
    standing, c = opened(work, act, ACTIVE, DELIVERED, TO_BE_ALLOCATED, DISPUTED)
    demandNoRulings(standing)
    side = parties.sideOf(standing, act.sender)
    parties.demandOneSideOnly(standing, side, act.sender)
    demand(c.state != TO_BE_ALLOCATED or work.now < c.deadline, "too-late")
    demand(p.amount <= potOf(c) and work.now < p.until <= work.now + work.rules.longest, "out-of-range")
    c.offerBy, c.offer, c.offerUntil = side, p.amount, p.until


def agree(c, amount, now):
    """Both name one amount: it is due at once."""
    change(c, TO_BE_ALLOCATED)
    c.outcome, c.deadline, c.flags = amount, now, (c.flags | BOTH_AGREED) & ~REFUND


def acceptOffer(work, act):
    p = act.payload
    standing, c = opened(work, act, ACTIVE, DELIVERED, TO_BE_ALLOCATED, DISPUTED)
    demandNoRulings(standing)
    demand(c.offerBy != 0, "wrong-state")
    parties.demandSide(standing, 3 - c.offerBy, act.sender)
    parties.demandOneSideOnly(standing, 3 - c.offerBy, act.sender)
    demand(work.now < c.offerUntil, "too-late")
    demand(c.state != TO_BE_ALLOCATED or work.now < c.deadline, "too-late")
    demand(p.amount == c.offer, "content-conflict")
    if c.state == DISPUTED:
        standing.case.state, standing.case.deadline = AGREED, work.now
    agree(c, p.amount, work.now)


# ---- the end ----------------------------------------------------------------------------------------------

def settle(work, act):
    table = f.TABLE_NAMES.get(act.payload.table)
    if table == "invite":
        companies.settleInvite(work, act)
    elif table == "motion":
        motions.settleMotion(work, act)
    elif table == "case":
        panels.settleCase(work, act)
    else:
        demand(table == "collaboration", "nothing-due")
        settleCollaboration(work, act)


def settleCollaboration(work, act):
    p, now = act.payload, work.now
    demand(p.sub == 0, "no-such-collaboration")
    standing = Standing(work, p.dac, p.object)
    c = standing.c
    tip, c.tip = c.tip, 0
    if c.state == PROPOSED:
        demand(now >= c.answerBy, "nothing-due")
        change(c, CANCELLED)
        parties.receive(work, c.asker, c.reward + c.askerDeposit)
    else:
        demand(c.state in (TO_BE_ALLOCATED, RULED) and now >= c.deadline, "nothing-due")
        share(work, standing)
    c.deadline = now
    work.credit(work.context.aggregator, tip)


def share(work, standing):
    c, pot = standing.c, potOf(standing.c)
    case = None
    if c.state == RULED:
        case = standing.case or caseOf(work, standing.dac, standing.object, c.round)
    tax = max(0, c.outcome - c.doerDeposit) * c.tax // 10000
    doer, asker = c.outcome - tax, pot - c.outcome
    if case is not None:
        x, y, r = case.claim, case.counterClaim, c.outcome
        borne = c.courtFee * abs(r - y) // abs(x - y)
        if case.claimant == ASKER:
            borne = min(borne, doer)
            doer, asker = doer - borne, asker + borne
        else:
            borne = min(borne, asker)
            doer, asker = doer + borne, asker - borne
    count(work, standing, case)
    isRefund = c.state == TO_BE_ALLOCATED and c.flags & REFUND and not c.flags & BOTH_AGREED
    change(c, REFUNDED if isRefund else SETTLED)
    if tax:
        work.fill(standing.dac, tax)
    parties.receive(work, c.doer, doer)
    parties.receive(work, c.asker, asker)


def count(work, standing, case):
    c = standing.c
    isAgreed = c.flags & BOTH_AGREED
    isRefund = c.state == TO_BE_ALLOCATED and c.flags & REFUND and not isAgreed
    for side, party, deposit in ((ASKER, c.asker, c.askerDeposit), (DOER, c.doer, c.doerDeposit)):
        counts = parties.countsOf(work, party)
        isLoser = case is not None and (
            c.outcome < case.statusQuo if side == DOER else c.outcome > case.statusQuo)
        if isLoser:
            raiseCount(counts, "lost")
        elif isAgreed:
            raiseCount(counts, "agreed")
        elif not isRefund:
            raiseCount(counts, "settled")
        if side == DOER and (c.flags & LATE or isRefund):
            raiseCount(counts, "late")
        days = deposit * (c.deadline - c.started) // (10**9 * DAY)
        counts.stakeDays = min(LARGEST, counts.stakeDays + days)


def raiseCount(counts, name):
    setattr(counts, name, (getattr(counts, name) + 1) % COUNTS)


HANDLERS = {"Propose": propose, "Accept": accept, "Cancel": cancel, "Deliver": deliver,
            "RequestChanges": requestChanges, "Approve": approve, "Amend": amend, "AgreeAmendment": agreeAmendment,
            "Offer": offer, "AcceptOffer": acceptOffer, "Settle": settle}
