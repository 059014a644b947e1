// SPDX-License-Identifier: MIT
// The frames that a WebSocket's caller sends, looked over for their masks and for where a message ends: in
// pieces of any size, and with payload that is only counted, the answer is that of a reader who has
// everything before it.
#include "app/net/mask_guard.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

struct Finding {
    bool isMasked = true;
    bool isWhole = true; ///< nothing is open at the end; only where all is masked
    bool operator==(const Finding&) const = default;
};

/// By RFC 6455, 5.2 and 5.4: whether every frame that has told is masked, and whether a message is open.
Finding read(ByteView frames)
{
    bool isInMessage = false;
    while (frames.size() >= 2) {
        if ((frames[1] & 0x80U) == 0) return {false, false};
        const std::uint8_t length = frames[1] & 0x7fU;
        const std::size_t wide = length == 127 ? 8 : length == 126 ? 2 : 0;
        const std::size_t head = 2 + wide + 4;
        if (frames.size() < head) return {true, false};
        std::uint64_t payload = wide == 0 ? length : 0;
        for (const std::uint8_t byte : frames.subspan(2, wide)) payload = payload * 256 + byte;
        const bool isControl = (frames[0] & 0x08U) != 0;
        if (!isControl) isInMessage = (frames[0] & 0x80U) == 0;
        frames = frames.subspan(head);
        if (payload > frames.size()) return {true, false};
        frames = frames.subspan(static_cast<std::size_t>(payload));
    }
    return {true, frames.empty() && !isInMessage};
}

/// In pieces of 1 to `most` bytes; 0: all at once. Whoever has found an unmasked one stays with that.
Finding taken(ByteView frames, std::size_t most, bool skips)
{
    net::MaskScan scan;
    bool isGood = true;
    const auto* at = reinterpret_cast<const char*>(frames.data());
    for (std::size_t left = frames.size(), turn = 0; left > 0; ++turn) {
        const std::size_t count = most == 0 ? left : std::min(left, 1 + turn % most);
        const std::size_t skipped = skips ? static_cast<std::size_t>(scan.skip(count)) : 0;
        STOA_CHECK(skipped <= count);
        const bool isStillGood = scan.take(at + skipped, count - skipped);
        STOA_CHECK(isGood || !isStillGood);
        isGood = isStillGood;
        at += count;
        left -= count;
    }
    STOA_CHECK(scan.take(nullptr, 0) == isGood);
    return {isGood, isGood && scan.isWhole()};
}

Bytes frame(std::uint8_t kind, std::initializer_list<std::uint8_t> length, std::size_t payload)
{
    Bytes bytes{kind};
    bytes.insert(bytes.end(), length.begin(), length.end());
    bytes.insert(bytes.end(), {1, 2, 3, 4});
    // As heads of unmasked frames look, if somebody takes it for one.
    bytes.resize(bytes.size() + payload, 0x01);
    return bytes;
}

Bytes joined(std::uint8_t pieces, std::initializer_list<Bytes> frames)
{
    Bytes bytes{pieces};
    for (const Bytes& each : frames) bytes.insert(bytes.end(), each.begin(), each.end());
    return bytes;
}

} // namespace

std::vector<Bytes> seeds()
{
    const Bytes text = frame(0x81, {0x80 | 5}, 5);
    const Bytes large = frame(0x82, {0x80 | 126, 0, 126}, 126);
    const Bytes huge = frame(0x82, {0x80 | 127, 0, 0, 0, 0, 0, 0, 1, 44}, 300);
    const Bytes ping = frame(0x89, {0x80}, 0);
    const Bytes part = frame(0x01, {0x80 | 3}, 3);
    const Bytes bare{0x81, 5, 'h', 'e', 'l', 'l', 'o'};
    return {joined(3, {text, ping, text}),  joined(7, {large, text}),
            joined(200, {huge, ping}),      joined(2, {text, bare, text}),
            joined(5, {large, ping, bare}), joined(250, {huge, bare}),
            joined(4, {part, ping}),        joined(9, {part, ping, frame(0x80, {0x80 | 1}, 1)})};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView frames{data + 1, size - 1};
    const fuzz::Finding expected = fuzz::read(frames);
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{data[0]}})
        for (const bool skips : {false, true}) STOA_CHECK(fuzz::taken(frames, most, skips) == expected);
    return 0;
}
