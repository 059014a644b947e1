# SPDX-License-Identifier: MIT
"""Keccak-256 with the padding 01 (as Ethereum has it), written from the definition."""

_MASK = (1 << 64) - 1


def _roundConstants():
    """The 24 constants, from the shift register that defines them."""
    result, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << ((1 << j) - 1)
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        result.append(constant)
    return result


def _rotations():
    """Where each lane goes in rho and pi: (from, to, by how many bits)."""
    x, y = 1, 0
    offsets = {(0, 0): 0}
    for t in range(24):
        offsets[(x, y)] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return [(x + 5 * y, y + 5 * ((2 * x + 3 * y) % 5), offsets[(x, y)]) for x in range(5) for y in range(5)]


_CONSTANTS = _roundConstants()
_ROTATIONS = _rotations()


def _permute(a):
    for constant in _CONSTANTS:
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        d = [c[x - 1] ^ ((c[(x + 1) % 5] << 1 | c[(x + 1) % 5] >> 63) & _MASK) for x in range(5)]
        b = [0] * 25
        for source, target, bits in _ROTATIONS:
            lane = a[source] ^ d[source % 5]
            b[target] = (lane << bits | lane >> (64 - bits)) & _MASK
        for y in range(0, 25, 5):
            b0, b1, b2, b3, b4 = b[y : y + 5]
            a[y] = b0 ^ (~b1 & b2)
            a[y + 1] = b1 ^ (~b2 & b3)
            a[y + 2] = b2 ^ (~b3 & b4)
            a[y + 3] = b3 ^ (~b4 & b0)
            a[y + 4] = b4 ^ (~b0 & b1)
        a[0] ^= constant


def keccak(data):
    rate = 136
    padded = bytearray(data)
    padded += bytes(rate - len(data) % rate)
    padded[len(data)] ^= 0x01
    padded[-1] ^= 0x80
    state = [0] * 25
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            state[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        _permute(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])
