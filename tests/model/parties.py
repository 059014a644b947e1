# SPDX-License-Identifier: MIT
"""Who acts for a party, and whose money moves."""

import companies
import format as f
from standing import ASKER, DOER
from state import demand

NOBODY, PERSON, COMPANY = 0, 1, 2


def person(address):
    return bytes([PERSON]) + address


def mayActFor(work, party, other, sender):
    """Whether `sender` may do what `party` may; never the other party itself."""
    if party[0] == PERSON:
        return party[1:] == sender
    if party[0] == COMPANY and other != person(sender):
        member = work.member(party[1:9], sender)
        charter = work.read(f.companyKey(party[1:9], "charter"), "charter")
        return member is not None and charter is not None and companies.may(charter, member.role, companies.SPEND)
    return False


def sidesOf(standing, sender):
    c, work = standing.c, standing.work
    return [side for side, mine, other in ((ASKER, c.asker, c.doer), (DOER, c.doer, c.asker))
            if mayActFor(work, mine, other, sender)]


def sideOf(standing, sender):
    sides = sidesOf(standing, sender)
    demand(len(sides) > 0, "not-a-party")
    return sides[0]


def demandSide(standing, side, sender):
    c = standing.c
    mine, other = (c.asker, c.doer) if side == ASKER else (c.doer, c.asker)
    demand(mayActFor(standing.work, mine, other, sender), "not-a-party")


def demandOneSideOnly(standing, side, sender):
    """Who acts for this side could not act for the other, too."""
    c = standing.c
    mine, other = (c.asker, c.doer) if side == ASKER else (c.doer, c.asker)
    demand(not mayActFor(standing.work, other, mine, sender), "same-party")


def judgesOwnCase(work, asker, doer, who):
    """Whether `who` is a side, or a member of a company that is one."""
    for party in (asker, doer):
        if party == person(who):
            return True
        if party[0] == COMPANY and work.member(party[1:9], who) is not None:
            return True
    return False


def demandOutsider(work, asker, doer, court):
    """A named court is no side, nor a member of one."""
    if court[0] == PERSON:
        demand(not judgesOwnCase(work, asker, doer, court[1:]), "same-party")


def pay(work, party, amount):
    """From the party: a company within its limit."""
    if party[0] == COMPANY:
        work.spend(party[1:9], amount)
    else:
        work.debit(party[1:], amount)


def receive(work, party, amount):
    if party[0] == COMPANY:
        work.fill(party[1:9], amount)
    else:
        work.credit(party[1:], amount)


def countsOf(work, party):
    """The record that has the party's counts."""
    return work.purse(party[1:9]) if party[0] == COMPANY else work.account(party[1:])
