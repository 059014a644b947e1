// SPDX-License-Identifier: MIT
// What every fuzzer shares. A fuzzer is one file: seeds(), LLVMFuzzerTestOneInput, and two promises that it
// checks for its decoder: no crash, and what is read is written again as the same bytes.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace stoa::fuzz {

/// Good inputs to start from, made by today's encoders. Each fuzzer defines it.
std::vector<Bytes> seeds();

inline Bytes seed(std::string_view text) { return toBytes(viewOf(text)); }

/// A first byte that chooses what the rest is read as.
inline Bytes seed(std::uint8_t choice, ByteView rest)
{
    Bytes bytes(1 + rest.size(), choice);
    std::copy(rest.begin(), rest.end(), bytes.begin() + 1);
    return bytes;
}

/// What decodes is encoded as the bytes it came from. For formats with one form for each value.
template <typename Decode, typename Encode>
void checkRoundTrip(ByteView bytes, Decode&& decode, Encode&& encode)
{
    const auto value = decode(bytes);
    if (!value) return;
    const Bytes again = encode(*value);
    STOA_CHECK(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
}

/// The same for a format of text.
template <typename Decode, typename Encode>
void checkRoundTripOfText(ByteView bytes, Decode&& decode, Encode&& encode)
{
    const auto value = decode(textOf(bytes));
    STOA_CHECK(!value || encode(*value) == textOf(bytes));
}

/// What decodes is encoded to a text that decodes to the same. For texts that people and other programs may
/// write in more than one form.
template <typename Decode, typename Encode>
void checkSameValue(ByteView bytes, Decode&& decode, Encode&& encode)
{
    const auto value = decode(textOf(bytes));
    if (!value) return;
    const std::string written = encode(*value);
    const auto again = decode(written);
    STOA_CHECK(again && encode(*again) == written);
}

} // namespace stoa::fuzz
