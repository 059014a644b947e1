# SPDX-License-Identifier: MIT
"""Kinds, records and keys, read from the tables of core/mvm/PROTOCOL.md: what that page says is what is tested."""

import pathlib
import re
import struct

from keccak import keccak

PAGE = pathlib.Path(__file__).resolve().parents[2] / "core/mvm/PROTOCOL.md"
NUMBERS = {1: "B", 2: "H", 4: "I", 8: "Q"}
# Fields of eight bytes that are names, not numbers.
IDS = {"dac", "motion", "linkDac", "home"}


class Fields:
    """A list of named fields of fixed width. Numbers become int, everything else bytes."""

    def __init__(self, text, ids=IDS):
        self.names, self.widths, codes = [], [], []
        for item in text.split(" · "):
            match = re.fullmatch(r"(\w+) (\d+)", item.strip())
            if not match:
                continue  # what follows the fixed fields: an inner step, an act
            name, width = match[1], int(match[2])
            self.names.append(name)
            self.widths.append(width)
            codes.append(NUMBERS[width] if width in NUMBERS and name not in ids else "%ds" % width)
        self.isNumber = [code[-1] != "s" for code in codes]
        self.struct = struct.Struct(">" + "".join(codes))
        self.width = self.struct.size

    def decode(self, data):
        return Values(zip(self.names, self.struct.unpack(data)))

    def encode(self, values):
        fields = values.__dict__
        return self.struct.pack(*[fields[name] for name in self.names])

    def blank(self):
        return self.decode(bytes(self.width))


class Values:
    """A record or a payload: its fields are attributes."""

    def __init__(self, items):
        self.__dict__.update(items)


class Kind:
    def __init__(self, number, name, fee, fields, rest):
        self.number, self.name, self.fee, self.fields, self.rest = number, name, fee, fields, rest
        self.isFromMainChain = number in (0x01, 0x02)
        self.isSigned = not self.isFromMainChain and number not in (0x4D, 0x55)
        self.typeHash = keccak(self.typeText().encode())

    def typeText(self):
        members = []
        if self.isSigned:
            members += ["address from", "uint8 lane", "uint32 nonce", "uint64 validUntil"]
        for name, width, isNumber in zip(self.fields.names, self.fields.widths, self.fields.isNumber):
            if isNumber:
                members.append("uint%d %s" % (8 * width, name))
            elif width == 20:
                members.append("address " + name)
            else:
                members.append("bytes%d %s" % (width, name))
        if self.rest:
            members.append("bytes " + self.rest)
        return "%s(%s)" % (self.name, ",".join(members))


def words(fields, data):
    """The fields of `data`, each in a word."""
    result, at = [], 0
    for width, isNumber in zip(fields.widths, fields.isNumber):
        part = data[at : at + width]
        at += width
        pad = bytes(32 - width)
        result.append(pad + part if isNumber or width == 20 else part + pad)
    return b"".join(result)


def _load():
    kinds, records = {}, {}
    text = PAGE.read_text(encoding="utf-8")
    for line in text.splitlines():
        row = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        match = re.fullmatch(r"`([0-9a-f]{2})` (\w+)", row[0])
        if match and len(row) == 4:
            fields = Fields(row[3])
            last = row[3].split(" · ")[-1].strip()
            rest = {"inner step": "inner", "act": "act"}.get(last, "")
            assert fields.width == int(row[2]), row
            kind = Kind(int(match[1], 16), match[2], int(row[1]), fields, rest)
            kinds[kind.number] = kind
        match = re.fullmatch(r"(?:\d+ )?([a-z]+)", row[0])
        if match and len(row) == 3 and row[1].isdigit() and "·" in row[2] or len(row) == 3 and row[0] == "7 ballot":
            fields = Fields(row[2])
            assert 1 + fields.width == int(row[1]), row
            records[match[1]] = fields
    return kinds, records


def _loadReads():
    """For each kind the orders in which records may be asked for, by table."""
    result, text = {}, PAGE.read_text(encoding="utf-8").split("## Order of reads")[1].split("\n## ")[0]
    for line in text.splitlines():
        row = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if len(row) != 2 or row[0] in ("kind", "---"):
            continue
        orders = []
        for order in re.split(r",? or (?=C |case|invite|motion)", row[1]):
            tables = []
            for item in order.split(" · "):
                tables += {"C": ["collaboration", "case"], "*act*": ["member", "charter"], "–": [],
                           "*party*": ["account", "charter", "purse"]}.get(item.strip(" ,"), [item.strip(" ,")])
            orders.append(tables)
        for name in row[0].split(", "):
            result[name] = orders
    return result


KINDS, RECORDS = _load()
READS = _loadReads()
ENVELOPE = Fields("from 20 · lane 1 · nonce 4 · validUntil 8")

TABLES = {"charter": 1, "purse": 2, "member": 3, "invite": 4, "collaboration": 5, "motion": 6, "ballot": 7, "seat": 8,
          "case": 9, "juror": 10, "tool": 11, "record": 12, "index": 13}
TABLE_NAMES = {number: name for name, number in TABLES.items()}


def accountKey(address):
    return bytes([1]) + bytes(9) + address + bytes(2)


def withdrawalKey(object):
    return bytes([4]) + bytes(9) + object + bytes(4)


def companyKey(dac, table, id=b""):
    """The key of a company's record: `id` are the first bytes of the last 22."""
    return bytes([2]) + dac + bytes([TABLES[table]]) + id + bytes(22 - len(id))


def decodeRecord(name, data):
    """None if it is not such a record."""
    fields = RECORDS[name]
    if data is None or len(data) != 1 + fields.width or data[0] != 1:
        return None
    return fields.decode(data[1:])


def encodeRecord(name, values):
    return b"\x01" + RECORDS[name].encode(values)
