# SPDX-License-Identifier: MIT
"""Accounts: money, keys, guardians."""

import format as f
from keccak import keccak
from state import DAY, demand

NOBODY = bytes(20)


def deposit(work, act):
    work.credit(act.payload.to, act.payload.amount)


def transfer(work, act):
    p = act.payload
    demand(p.amount > 0 and p.to != NOBODY, "out-of-range")
    work.debit(act.sender, p.amount)
    work.credit(p.to, p.amount)


def withdraw(work, act):
    p = act.payload
    demand(p.amount > 0 and p.to != NOBODY, "out-of-range")
    work.debit(act.sender, p.amount)
    work.create(f.withdrawalKey(act.digest[:18]), "withdrawal", to=p.to, amount=p.amount)


def setProfile(work, act):
    p = act.payload
    demand(keccak(p.keyX + p.keyY)[12:] == act.sender, "bad-public-key")
    account = work.account(act.sender)
    account.keyX, account.keyY, account.profile = p.keyX, p.keyY, p.profile


def endRecovery(account):
    account.pending, account.due = NOBODY, 0


def setGuardian(work, act):
    demand(act.payload.guardian != act.sender, "same-party")
    account = work.account(act.sender)
    account.guardian = act.payload.guardian
    endRecovery(account)


def rotateKey(work, act):
    account = work.account(act.sender)
    account.controller = NOBODY if act.payload.controller == act.sender else act.payload.controller
    endRecovery(account)


def recover(work, act):
    p = act.payload
    account = work.account(p.account)
    if act.sender == p.account:
        demand(account.pending != NOBODY and p.controller == account.pending, "wrong-state")
        endRecovery(account)
        return
    demand(account.guardian == act.sender, "not-the-guardian")
    demand(p.controller != NOBODY, "out-of-range")
    account.pending, account.due = p.controller, work.now + 14 * DAY


HANDLERS = {"Deposit": deposit, "Transfer": transfer, "Withdraw": withdraw, "SetProfile": setProfile,
            "SetGuardian": setGuardian, "RotateKey": rotateKey, "Recover": recover}
