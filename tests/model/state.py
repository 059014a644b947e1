# SPDX-License-Identifier: MIT
"""What one step sees and changes. Nothing reaches the state before the whole step has been accepted."""

import format as f

LARGEST = 2**64 - 1
COUNTS = 2**32  # where counts wrap
DAY = 86400
TIP = 1000


class Refused(Exception):
    """The step breaks a rule; the state stays as it was."""

    isOwn = False  # a rule of the kind itself, not of the envelope or the fee


def demand(holds, reason):
    if not holds:
        raise Refused(reason)


class Rules:
    """What is fixed for a network."""

    def __init__(self, domain, shortest, longest, answerPeriod):
        self.domain, self.shortest, self.longest, self.answerPeriod = domain, shortest, longest, answerPeriod

    def isPeriod(self, seconds):
        return self.shortest <= seconds <= self.longest


class Context:
    def __init__(self, number, time, step, fromInbox, aggregator, entropy):
        self.number, self.time, self.step, self.fromInbox = number, time, step, fromInbox
        self.aggregator, self.entropy = aggregator, entropy


class Work:
    """The records of one step, opened by key, in the order of the first touch."""

    def __init__(self, records, rules, context):
        self.records, self.rules, self.context, self.now = records, rules, context, context.time
        self.opened = {}  # key -> [name, values or None, the bytes as they were read]
        self.paid = set()  # accounts that money went to or came from, if only nothing

    # ---- records ------------------------------------------------------------------------------------

    def read(self, key, name):
        """The record under `key` as it is by now, or None. Changes to it count."""
        if key not in self.opened:
            data = self.records.get(key)
            self.opened[key] = [name, f.decodeRecord(name, data), data]
        return self.opened[key][1]

    def isNow(self, key):
        """What the record is by now, its passed deadlines included, is what was read: that alone writes nothing."""
        name, values, _ = self.opened[key]
        self.opened[key][2] = f.encodeRecord(name, values)

    def create(self, key, name, **values):
        """A new record; fields that are not given are zero."""
        demand(self.read(key, name) is None, "already-exists")
        record = f.RECORDS[name].blank()
        record.__dict__.update(values)
        self.opened[key][1] = record
        return record

    def erase(self, key):
        self.opened[key][1] = None

    def written(self):
        """Records that the step has changed: key -> bytes, or None for one that goes."""
        result = {}
        for key, (name, values, asRead) in self.opened.items():
            data = None if values is None else f.encodeRecord(name, values)
            if data != (self.records.get(key) if key in self.paid else asRead):
                result[key] = data
        return result

    # ---- accounts -----------------------------------------------------------------------------------

    def account(self, address):
        """As it is now: a recovery whose time has come is done. One that is not there yet is empty."""
        key = f.accountKey(address)
        account = self.read(key, "account")
        if account is None:
            blank = f.RECORDS["account"].blank()
            self.opened[key][1] = blank
            return blank
        if account.due != 0 and self.now >= account.due:
            account.controller, account.pending, account.due = account.pending, bytes(20), 0
            self.isNow(key)
        return account

    def credit(self, address, amount):
        account = self.account(address)
        self.paid.add(f.accountKey(address))
        demand(account.balance + amount <= LARGEST, "amount-overflow")
        account.balance += amount

    def debit(self, address, amount):
        account = self.account(address)
        self.paid.add(f.accountKey(address))
        demand(account.balance >= amount, "insufficient-balance")
        account.balance -= amount

    # ---- companies ----------------------------------------------------------------------------------

    def charter(self, dac):
        charter = self.read(f.companyKey(dac, "charter"), "charter")
        demand(charter is not None, "no-such-company")
        return charter

    def purse(self, dac):
        purse = self.read(f.companyKey(dac, "purse"), "purse")
        demand(purse is not None, "no-such-company")
        return purse

    def member(self, dac, address):
        """None if nobody of that address is in the company."""
        return self.read(f.companyKey(dac, "member", address), "member")

    def fill(self, dac, amount):
        """Money for the company's treasury."""
        purse = self.purse(dac)
        demand(purse.treasury + amount <= LARGEST, "amount-overflow")
        purse.treasury += amount

    def drain(self, dac, amount):
        purse = self.purse(dac)
        demand(purse.treasury >= amount, "insufficient-treasury")
        purse.treasury -= amount

    def spend(self, dac, amount):
        """Money from the treasury, within the limit."""
        charter, purse = self.charter(dac), self.purse(dac)
        elapsed = (self.now - purse.spentAt) % 2**32
        used = 0 if elapsed >= 30 * DAY else max(0, purse.spent - charter.spendLimit * elapsed // (30 * DAY))
        demand(used + amount <= charter.spendLimit, "over-limit")
        purse.spent, purse.spentAt = used + amount, self.now % 2**32
        self.drain(dac, amount)
