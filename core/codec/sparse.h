// SPDX-License-Identifier: MIT
// Bytes of which most are zero, in fewer: records have fields that few of them use.
//
// Pairs of n(1) ‖ m(1) ‖ bytes(m): n zeros, then m bytes as they are. n is as large as it can be, m too, but
// that the bytes end before three zeros in a row.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa::codec {

Bytes toSparse(ByteView bytes);
/// Errors: BadEncoding, unless these are what toSparse() makes of at most `most` bytes.
Result<Bytes> fromSparse(ByteView sparse, std::size_t most);

} // namespace stoa::codec
