# SPDX-License-Identifier: MIT
"""The root of a state, from its definition: all records are hashed anew each time."""

from keccak import keccak


def bit(key, number):
    return key[number // 8] >> (7 - number % 8) & 1


def root(records):
    """T of PROTOCOL.md, over key -> record."""
    return _root(sorted(records), records)


def _root(keys, records):
    if not keys:
        return bytes(32)
    if len(keys) == 1:
        return keccak(b"\x00" + keys[0] + records[keys[0]])
    first, last = keys[0], keys[-1]  # sorted: where these differ first, some differ first
    at = next(i for i in range(256) if bit(first, i) != bit(last, i))
    sides = [key for key in keys if bit(key, at) == 0], [key for key in keys if bit(key, at) == 1]
    return keccak(b"\x01" + bytes([at]) + _root(sides[0], records) + _root(sides[1], records))
