# SPDX-License-Identifier: MIT
"""A collaboration and its case as they are by now: every deadline that has passed has had its default outcome."""

import format as f
from state import TIP, demand

PROPOSED, ACTIVE, DELIVERED, TO_BE_ALLOCATED, DISPUTED, RULED, SETTLED, CANCELLED, REFUNDED = range(1, 10)
OPEN, RULING, VOID, CASE_RULED, WITHDRAWN, AGREED, DRAWING, COMMITTING, REVEALING = range(1, 10)
ASKER, DOER = 1, 2
BY_ASKER, BY_DOER, DECLINED, REFUND, BOTH_AGREED, TAKEN_BACK, LATE = 1, 2, 4, 8, 16, 32, 64
SEALED, KNOWN, SEEDED = 0, 1, 2


def potOf(c):
    return c.reward + c.askerDeposit + c.doerDeposit


def hasPanel(c):
    return c.court[0] == 2


def statusQuoOf(c):
    if c.state == ACTIVE:
        return c.doerDeposit
    if c.state == DELIVERED:
        return c.reward + c.doerDeposit
    return c.outcome


def change(c, state):
    """Another state: what was offered or asked to be amended is over."""
    c.state = state
    c.seq = (c.seq + 1) % 65536
    if state not in (SETTLED, CANCELLED, REFUNDED):  # what is over keeps its last offer
        clearOffer(c)
        clearAmendment(c)


def clearOffer(c):
    c.offerBy, c.offer, c.offerUntil = 0, 0, 0


def clearAmendment(c):
    c.amendBy, c.amendStatement, c.amendReward, c.amendWorkBy = 0, bytes(32), 0, 0


def resume(c, at, shortest):
    """The frozen state goes on from `at`."""
    deadline = at + max(c.remaining, shortest)
    change(c, c.frozenState)
    c.deadline = deadline
    if c.state == ACTIVE:
        c.workBy = max(at, deadline - c.gracePeriod)
    c.frozenState, c.remaining = 0, 0


def firstRulingStands(c, case, at):
    change(c, RULED)
    c.outcome, c.deadline = case.first, at


def clamp(amount, a, b):
    return max(min(a, b), min(max(a, b), amount))


def medianOf(amounts, statusQuo):
    ordered = sorted(amounts)
    count = len(ordered)
    if count % 2:
        return ordered[count // 2]
    low, high = ordered[count // 2 - 1], ordered[count // 2]
    return high if abs(high - statusQuo) < abs(low - statusQuo) else low


def amountsOf(case):
    return [int.from_bytes(case.amounts[8 * i : 8 * i + 8], "big") for i in range(case.reveals)]


def rulingOf(case):
    return medianOf(amountsOf(case), case.statusQuo)


def isUnfinished(case):
    """A draw that is to go on: places are free, and it was not tried to the end."""
    return case.drawn < case.size and case.tries < 16 * case.size


def moveCase(c, case, now, rules):
    """The case by now; the collaboration is disputed."""
    while now >= case.deadline:
        if case.state == OPEN:
            if hasPanel(c):
                case.state, case.deadline = DRAWING, case.deadline + rules.answerPeriod
            else:
                case.state, case.deadline = RULING, case.deadline + c.revealPeriod
        elif case.state == RULING:
            case.state = VOID
        elif case.state == DRAWING:
            if case.draw == SEALED:
                case.state = WITHDRAWN
            elif isUnfinished(case):
                return
            elif case.drawn == 0:
                case.state = VOID
            else:
                case.state, case.deadline = COMMITTING, case.deadline + c.commitPeriod
        elif case.state == COMMITTING:
            case.state, case.deadline = REVEALING, case.deadline + c.revealPeriod
        elif case.state == REVEALING:
            case.state = CASE_RULED if case.reveals else VOID
        else:
            return


def move(c, case, now, rules):
    """Both by now."""
    if c.state == DISPUTED and case is not None:
        moveCase(c, case, now, rules)
        if case.state in (VOID, WITHDRAWN):
            if case.appellant:
                firstRulingStands(c, case, case.deadline)
            elif c.frozenState in (ACTIVE, DELIVERED, TO_BE_ALLOCATED):
                resume(c, case.deadline, rules.shortest)
        elif case.state == CASE_RULED:
            change(c, RULED)
            c.outcome = rulingOf(case)
            c.deadline = case.deadline + (0 if case.appellant else c.appealPeriod)
    if c.state == ACTIVE and now >= c.deadline:
        outcome, deadline = c.doerDeposit, c.deadline + c.challengePeriod
        change(c, TO_BE_ALLOCATED)
        c.outcome, c.deadline, c.flags = outcome, deadline, c.flags | REFUND
    if c.state == DELIVERED and now >= c.deadline:
        outcome, deadline = c.reward + c.doerDeposit, c.deadline + c.challengePeriod
        change(c, TO_BE_ALLOCATED)
        c.outcome, c.deadline = outcome, deadline


class Standing:
    """A collaboration, its newest case if there is need for it, and who is who."""

    def __init__(self, work, dac, object, withCase=False, round=None):
        self.work, self.dac, self.object = work, dac, object
        key = f.companyKey(dac, "collaboration", object)
        self.c = work.read(key, "collaboration")
        demand(self.c is not None, "no-such-collaboration")
        self.case = None
        if self.c.state == DISPUTED or (withCase and self.c.round):
            self.case = caseOf(work, dac, object, self.c.round)
        move(self.c, self.case, work.now, work.rules)
        work.isNow(key)
        if self.case is not None:
            work.isNow(caseKey(dac, object, self.case.round))

    def party(self, side):
        return self.c.asker if side == ASKER else self.c.doer


def caseKey(dac, object, round):
    return f.companyKey(dac, "case", object + round.to_bytes(4, "big"))


def caseOf(work, dac, object, round):
    return work.read(caseKey(dac, object, round), "case")
