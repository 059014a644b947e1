// SPDX-License-Identifier: MIT
// The frames that a WebSocket's caller sends, looked over for their masks: in pieces of any size the answer
// is that of a reader who has everything before it.
#include "app/net/mask_guard.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

/// By RFC 6455, 5.2: whether every frame that has told is masked.
bool isEachMasked(ByteView frames)
{
    while (frames.size() >= 2) {
        if ((frames[1] & 0x80U) == 0) return false;
        const std::uint8_t length = frames[1] & 0x7fU;
        const std::size_t wide = length == 127 ? 8 : length == 126 ? 2 : 0;
        const std::size_t head = 2 + wide + 4;
        if (frames.size() < head) return true;
        std::uint64_t payload = wide == 0 ? length : 0;
        for (const std::uint8_t byte : frames.subspan(2, wide)) payload = payload * 256 + byte;
        frames = frames.subspan(head);
        if (payload > frames.size()) return true;
        frames = frames.subspan(static_cast<std::size_t>(payload));
    }
    return true;
}

/// In pieces of 1 to `most` bytes; 0: all at once. Whoever has found an unmasked one stays with that.
bool isTaken(ByteView frames, std::size_t most)
{
    net::MaskScan scan;
    bool isGood = true;
    const auto* at = reinterpret_cast<const char*>(frames.data());
    for (std::size_t left = frames.size(), turn = 0; left > 0; ++turn) {
        const std::size_t count = most == 0 ? left : std::min(left, 1 + turn % most);
        const bool isStillGood = scan.take(at, count);
        STOA_CHECK(isGood || !isStillGood);
        isGood = isStillGood;
        at += count;
        left -= count;
    }
    STOA_CHECK(scan.take(nullptr, 0) == isGood);
    return isGood;
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
    const Bytes bare{0x81, 5, 'h', 'e', 'l', 'l', 'o'};
    return {joined(3, {text, ping, text}), joined(7, {large, text}),       joined(200, {huge, ping}),
            joined(2, {text, bare, text}), joined(5, {large, ping, bare}), joined(250, {huge, bare})};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView frames{data + 1, size - 1};
    const bool isMasked = fuzz::isEachMasked(frames);
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{data[0]}})
        STOA_CHECK(fuzz::isTaken(frames, most) == isMasked);
    return 0;
}
