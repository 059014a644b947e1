// SPDX-License-Identifier: MIT
// Addresses as people see them: 0x and forty hex digits whose case is a checksum (EIP-55).
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa::crypto {

std::string toChecksumText(const Address& address);

/// Text with one case only carries no checksum and is accepted; space around it is ignored.
/// Errors: BadAddress, with the detail "checksum" if it has the right form but the case of some letter is
/// wrong.
Result<Address> parseAddress(std::string_view text);

} // namespace stoa::crypto
