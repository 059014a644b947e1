# SPDX-License-Identifier: MIT
"""Records of tools: one transition, by compare-and-swap."""

import companies
import format as f
from state import COUNTS, demand

TASKS, WIKI = 1, 2
FUND, PAY, REFUND = 1, 2, 3
AUTHOR, ASSIGNEE = 1, 2
NOBODY = bytes(20)


def isBuiltInMove(tool, before, after):
    if tool == TASKS:
        return after in (1, 2) if before == 0 else 1 <= after <= 6 and before != after or before == after and 1 <= after <= 6
    if tool == WIKI:
        return (before, after) in ((0, 1), (1, 1), (1, 2), (2, 1))
    return False


def putRecord(work, act):
    p, sender = act.payload, act.sender
    member = companies.memberOf(work, p.dac, sender)
    charter = work.charter(p.dac)
    object = p.object if p.object != bytes(18) else act.digest[:18]
    key = f.companyKey(p.dac, "record", p.tool.to_bytes(2, "big") + object)
    record = work.read(key, "record")
    demand(p.content != bytes(32), "out-of-range")
    if record is None:
        demand(p.expected == bytes(32) and p.edits == 0, "content-conflict")
        record = work.create(key, "record", author=sender)
    else:
        demand(p.object != bytes(18), "already-exists")
        demand(p.expected == record.content and p.edits == record.edits, "content-conflict")
    if p.tool < 32:
        demand(charter.tools >> p.tool & 1, "not-allowed-by-tool")
        demand(companies.may(charter, member.role, companies.PUT), "not-permitted")
        demand(isBuiltInMove(p.tool, record.state, p.state), "not-allowed-by-tool")
        record.amount = p.amount
    else:
        followRule(work, act, member, charter, record)
    record.state, record.content, record.assignee = p.state, p.content, p.assignee
    record.linkDac, record.linkObject, record.updated = p.linkDac, p.linkObject, work.now
    record.edits = (record.edits + 1) % 2**32


def followRule(work, act, member, charter, record):
    p, sender = act.payload, act.sender
    tool = work.read(f.companyKey(p.dac, "tool", p.tool.to_bytes(2, "big")), "tool")
    demand(tool is not None, "not-allowed-by-tool")
    rule = next((r for r in companies.rulesOf(tool) if (r[0], r[1]) == (record.state, p.state)), None)
    demand(rule is not None, "not-allowed-by-tool")
    _, _, roles, who, money = rule
    isNamed = (roles >> member.role & 1 or who & AUTHOR and record.author == sender
               or who & ASSIGNEE and record.assignee == sender)
    demand(isNamed, "not-permitted")
    before = record.amount
    if money == 0:
        demand(p.amount == before, "out-of-range")
    elif money == FUND:
        demand(p.amount > before, "out-of-range")
        demand(companies.may(charter, member.role, companies.SPEND), "not-permitted")
        work.spend(p.dac, p.amount - before)
    elif money == PAY:
        demand(p.amount == 0 and before > 0, "out-of-range")
        demand(p.assignee == record.assignee, "content-conflict")
        demand(record.assignee != NOBODY and record.assignee != sender, "same-party")
        work.credit(record.assignee, before)
    else:
        demand(p.amount == 0 and before > 0, "out-of-range")
        work.fill(p.dac, before)
    tool.escrow += p.amount - before
    if p.amount > 0 and before == 0:
        tool.open = (tool.open + 1) % COUNTS
    elif p.amount == 0 and before > 0:
        tool.open = max(0, tool.open - 1)
    record.amount = p.amount


HANDLERS = {"PutRecord": putRecord}
