// SPDX-License-Identifier: MIT
// Addresses and fingerprints as people compare them: whole, in groups of four, with the letter case that
// carries the checksum (EIP-55).
#pragma once

#include <optional>

#include <QString>

#include "core/base/bytes.h"

namespace stoa::ui {

/// "0x7C3a…" in one piece, as it is copied.
QString addressText(const Address& address);

/// "0x7C3a 91B4 e0F2 …": the whole address in groups of four.
QString groupedAddress(const Address& address);

/// For lists only: the first and the last eight characters after 0x.
QString shortAddress(const Address& address);

/// "7f2a 90c1 …": all bytes in groups of four digits.
QString groupedHex(ByteView bytes);

/// Eight digits of a hash or id: enough to tell two apart in a list, never to check one.
QString shortHash(ByteView bytes);

enum class AddressFault {
    None,
    Empty,
    NotHex,   ///< something that is no digit of an address
    Length,   ///< not forty digits
    Checksum, ///< upper and lower case do not fit: a character is wrong
};

struct ParsedAddress {
    AddressFault fault = AddressFault::Empty;
    Address address;
};

/// Takes an address with or without 0x and spaces. All lower or all upper case carries no checksum and is
/// accepted.
ParsedAddress parseAddress(const QString& text);

/// What is wrong with it, in words; empty if nothing.
QString addressFaultText(AddressFault fault);

} // namespace stoa::ui
