# SPDX-License-Identifier: MIT
"""Companies: founding, members, treasury, and the acts that a role may do or that are put as a motion."""

import format as f
import motions
from keccak import keccak
from signatures import hasForm
from state import COUNTS, demand

MEMBER, ARBITRATOR, OFFICER, FOUNDER = 1, 2, 3, 4
INVITE, PUT, PROPOSE, ACCEPT, SPEND, CHANGE_ROLES, AMEND = range(7)
NOBODY = bytes(20)
CHARTER = f.RECORDS["charter"].names


# ---- who may do what --------------------------------------------------------------------------------------

def may(charter, role, bit):
    if role == FOUNDER:
        return True
    mask = {MEMBER: 0, ARBITRATOR: charter.arbitratorMask, OFFICER: charter.officerMask}.get(role, 0)
    return bool((mask | charter.memberMask) >> bit & 1)


def memberOf(work, dac, address):
    member = work.member(dac, address)
    demand(member is not None, "not-a-member")
    return member


def memberWho(work, dac, address, bit):
    member = memberOf(work, dac, address)
    demand(may(work.charter(dac), member.role, bit), "not-permitted")
    return member


# ---- terms ------------------------------------------------------------------------------------------------

def checkTerms(work, terms):
    rules = work.rules
    demand(terms.joinRule <= 1 and terms.weightRule <= 1 and terms.serves <= 1, "out-of-range")
    for share in (terms.tax, terms.depositShare, terms.objectionThreshold, terms.slash):
        demand(share <= 10000, "out-of-range")
    for period in (terms.answerPeriod, terms.reviewPeriod, terms.challengePeriod, terms.gracePeriod,
                   terms.objectionPeriod, terms.votePeriod):
        demand(rules.isPeriod(period), "out-of-range")
    if terms.serves:
        demand(terms.panel in (1, 3, 5), "out-of-range")
        for period in (terms.commitPeriod, terms.revealPeriod, terms.appealPeriod):
            demand(rules.isPeriod(period), "out-of-range")
    type, id = terms.court[0], terms.court[1:]
    if type == 0:
        demand(id == bytes(20), "out-of-range")
    elif type == 1:
        demand(id != bytes(20), "out-of-range")
        demand(terms.panel == 1 and rules.isPeriod(terms.revealPeriod), "out-of-range")
        demand(terms.courtFee <= terms.minimumDeposit, "out-of-range")
    else:
        demand(type == 2 and id[:8] != bytes(8) and id[8:] == bytes(12), "out-of-range")


def createDac(work, act):
    terms, sender, dac = act.payload, act.sender, act.digest[:8]
    checkTerms(work, terms)
    work.debit(sender, terms.stake)
    work.create(f.companyKey(dac, "charter"), "charter", **{name: getattr(terms, name) for name in CHARTER})
    work.create(f.companyKey(dac, "purse"), "purse", members=1, weight=terms.stake, nextTool=1)
    work.create(f.companyKey(dac, "member", sender), "member", role=FOUNDER, since=work.now, stake=terms.stake)


# ---- members ----------------------------------------------------------------------------------------------

def invite(work, act):
    p = act.payload
    member = memberWho(work, p.dac, act.sender, INVITE)
    demand(MEMBER <= p.role <= member.role, "not-permitted")
    demand(p.ticket != NOBODY, "out-of-range")
    demand(p.uses >= 1 and work.now < p.expires <= work.now + work.rules.longest, "out-of-range")
    work.debit(act.sender, p.gift)
    work.create(f.companyKey(p.dac, "invite", p.ticket), "invite", inviter=act.sender, role=p.role, uses=p.uses,
                expires=p.expires, gift=p.gift)


def ticketDigest(work, dac, joiner):
    words = keccak(b"Ticket(bytes8 dac,address joiner)") + dac + bytes(24) + bytes(12) + joiner
    return keccak(b"\x19\x01" + work.rules.domain + keccak(words))


def join(work, act):
    p, sender = act.payload, act.sender
    charter, purse = work.charter(p.dac), work.purse(p.dac)
    demand(work.member(p.dac, sender) is None, "already-a-member")
    role, inviter = MEMBER, NOBODY
    if p.ticket == NOBODY:
        demand(charter.joinRule == 1, "not-permitted")
    else:
        key = f.companyKey(p.dac, "invite", p.ticket)
        ticket = work.read(key, "invite")
        demand(ticket is not None, "no-such-invite")
        demand(work.now < ticket.expires, "too-late")
        r, s = int.from_bytes(p.ticketR, "big"), int.from_bytes(p.ticketS, "big")
        demand(hasForm(r, s, p.ticketV), "bad-ticket")
        signature = p.ticketR + p.ticketS + bytes([p.ticketV])
        demand(act.signerOfTicket(lambda: ticketDigest(work, p.dac, sender), signature) == p.ticket, "bad-ticket")
        host = work.member(p.dac, ticket.inviter)
        demand(host is not None and host.role >= ticket.role, "not-permitted")
        role, inviter = ticket.role, ticket.inviter
        part = ticket.gift // ticket.uses
        ticket.gift -= part
        ticket.uses -= 1
        work.credit(sender, part)
        if ticket.uses == 0:
            work.erase(key)
    purse.members = (purse.members + 1) % COUNTS
    work.create(f.companyKey(p.dac, "member", sender), "member", role=role, since=work.now, inviter=inviter)


def revokeInvite(work, act):
    p = act.payload
    key = f.companyKey(p.dac, "invite", p.ticket)
    ticket = work.read(key, "invite")
    demand(ticket is not None, "no-such-invite")
    member = memberOf(work, p.dac, act.sender)
    demand(ticket.inviter == act.sender or member.role == FOUNDER, "not-permitted")
    work.credit(ticket.inviter, ticket.gift)
    work.erase(key)


def settleInvite(work, act):
    key = f.companyKey(act.payload.dac, "invite", act.payload.object + act.payload.sub.to_bytes(4, "big"))
    ticket = work.read(key, "invite")
    demand(ticket is not None, "no-such-invite")
    demand(work.now >= ticket.expires, "nothing-due")
    work.credit(ticket.inviter, ticket.gift)
    work.erase(key)


def changeStake(work, act):
    p = act.payload
    member, purse = memberOf(work, p.dac, act.sender), work.purse(p.dac)
    demand(p.stake != member.stake, "out-of-range")
    demand(p.stake > member.stake or work.now >= member.locked, "still-held")
    if p.stake > member.stake:
        work.debit(act.sender, p.stake - member.stake)
    else:
        work.credit(act.sender, member.stake - p.stake)
    purse.weight += p.stake - member.stake
    member.stake, member.since = p.stake, work.now


def leave(work, act):
    dac = act.payload.dac
    member, purse = memberOf(work, dac, act.sender), work.purse(dac)
    demand(purse.members > 1, "last-member")
    demand(member.motion == bytes(8), "motion-open")
    demand(member.seat == 0 and work.now >= member.locked, "still-held")
    purse.members -= 1
    purse.weight -= member.stake
    work.credit(act.sender, member.stake)
    work.erase(f.companyKey(dac, "member", act.sender))


def fundTreasury(work, act):
    p = act.payload
    demand(p.amount > 0, "out-of-range")
    work.debit(act.sender, p.amount)
    work.fill(p.dac, p.amount)


# ---- acts -------------------------------------------------------------------------------------------------
# An act is done at once by a role that may, or as a motion that has passed; `role` is None then.

def checkRole(work, p):
    target = work.member(p.dac, p.member)
    demand(target is not None, "no-such-member")
    demand(MEMBER <= p.role <= FOUNDER and p.role != target.role, "out-of-range")
    return target


def seatKey(court, number):
    return f.companyKey(court, "seat", bytes(18) + number.to_bytes(4, "big"))


def setRole(work, p, role, threshold):
    target = checkRole(work, p)
    if role is None:
        demand(threshold == 65535 or FOUNDER not in (p.role, target.role), "not-permitted")
    else:
        demand(p.role < role and target.role < role, "not-permitted")
        demand(role == FOUNDER or target.seat == 0 or p.role >= ARBITRATOR, "not-permitted")
    target.role = p.role
    if target.seat != 0 and p.role < ARBITRATOR:
        seat = work.read(seatKey(p.dac, target.seat - 1), "seat")
        if seat is not None and seat.left == 0:
            seat.left = work.now


def checkSpending(p):
    demand(p.amount > 0 and p.to != NOBODY, "out-of-range")


def spendTreasury(work, p, role, threshold):
    checkSpending(p)
    if role is None:
        work.drain(p.dac, p.amount)
    else:
        work.spend(p.dac, p.amount)
    work.credit(p.to, p.amount)


def checkAmendment(work, p):
    checkTerms(work, p)
    demand(p.court != bytes([2]) + p.dac + bytes(12), "same-party")


def amendCharter(work, p, role, threshold):
    checkAmendment(work, p)
    charter = work.charter(p.dac)
    for name in CHARTER:
        setattr(charter, name, getattr(p, name))


def rulesOf(tool):
    """The rules of a tool's table: (from, to, roles, who, money)."""
    table = tool.rules if hasattr(tool, "rules") else tool.rules0 + tool.rules1 + tool.rules2 + tool.rules3
    rows = [table[i : i + 4] for i in range(0, 128, 4)]
    return [(row[0] >> 4, row[0] & 15, row[1], row[2], row[3]) for row in rows if row != bytes(4)]


def movesMoney(tool):
    return any(rule[4] != 0 for rule in rulesOf(tool))


def checkTable(p):
    demand(p.manifest != bytes(32) and 1 <= p.states <= 15, "out-of-range")
    table = p.rules0 + p.rules1 + p.rules2 + p.rules3
    rows = rulesOf(p)
    demand(len(rows) >= 1 and table[4 * len(rows) :] == bytes(128 - 4 * len(rows)), "out-of-range")
    pairs = set()
    for before, after, roles, who, money in rows:
        demand(before <= p.states and 1 <= after <= p.states, "out-of-range")
        demand(roles & ~0b11110 == 0 and who <= 3 and money <= 3, "out-of-range")
        demand(roles or who, "out-of-range")
        if before == 0:
            demand(who == 0 and money in (0, 1), "out-of-range")
        demand(money != 2 or roles or who != 2, "out-of-range")
        demand((before, after) not in pairs, "out-of-range")
        pairs.add((before, after))
    demand(comesBack(rows), "out-of-range")


def comesBack(rows):
    """From each state in which a record can hold money a role, and roles on the way there, can return it."""
    holding = {after for _, after, _, _, money in rows if money == 1}
    while True:
        more = {after for before, after, _, _, money in rows if money == 0 and before in holding} - holding
        if not more:
            break
        holding |= more
    return all(canReturn(state, rows, set()) for state in holding)


def canReturn(state, rows, seen):
    if state in seen:
        return False
    ways = [row for row in rows if row[0] == state and row[2]]
    return any(row[4] == 3 or row[4] == 0 and canReturn(row[1], rows, seen | {state}) for row in ways)


def installTool(work, p, role, threshold):
    checkTable(p)
    purse = work.purse(p.dac)
    number = 31 + purse.nextTool
    demand(number <= 65534, "out-of-range")
    purse.nextTool += 1
    work.create(f.companyKey(p.dac, "tool", number.to_bytes(2, "big")), "tool", manifest=p.manifest, states=p.states,
                rules=p.rules0 + p.rules1 + p.rules2 + p.rules3)


def removeTool(work, p, role, threshold):
    tool = toolOf(work, p)
    demand(tool.open == 0 and tool.escrow == 0, "still-held")
    work.erase(f.companyKey(p.dac, "tool", p.tool.to_bytes(2, "big")))


def checkMotion(work, name, p):
    """What is looked at already when the act is put as a motion."""
    if name == "SetRole":
        checkRole(work, p)
    elif name == "SpendTreasury":
        checkSpending(p)
    elif name == "AmendCharter":
        checkAmendment(work, p)
    elif name == "InstallTool":
        checkTable(p)
    else:
        toolOf(work, p)


def toolOf(work, p):
    tool = work.read(f.companyKey(p.dac, "tool", p.tool.to_bytes(2, "big")), "tool")
    demand(tool is not None, "not-allowed-by-tool")
    return tool


ACTS = {"SetRole": (setRole, CHANGE_ROLES), "SpendTreasury": (spendTreasury, SPEND),
        "AmendCharter": (amendCharter, AMEND), "InstallTool": (installTool, AMEND), "RemoveTool": (removeTool, AMEND)}


def companyAct(work, act):
    p = act.payload
    demand(p.asMotion <= 1, "out-of-range")
    if p.asMotion:
        motions.put(work, act)
        return
    handler, bit = ACTS[act.kind.name]
    member = memberWho(work, p.dac, act.sender, bit)
    handler(work, p, member.role, None)


HANDLERS = {"CreateDac": createDac, "Invite": invite, "Join": join, "RevokeInvite": revokeInvite,
            "ChangeStake": changeStake, "Leave": leave, "FundTreasury": fundTreasury}
HANDLERS.update({name: companyAct for name in ACTS})
