// SPDX-License-Identifier: MIT
#include "core/codec/sparse.h"

#include <algorithm>

namespace stoa::codec {
namespace {

constexpr std::ptrdiff_t kMost = 255; ///< in one byte
constexpr std::uint8_t kZeros[3] = {};

} // namespace

Bytes toSparse(ByteView bytes)
{
    Bytes sparse;
    sparse.reserve(bytes.size() / 2);
    while (!bytes.empty()) {
        const auto most = [&](auto from) { return from + std::min(kMost, bytes.end() - from); };
        const auto first =
            std::find_if(bytes.begin(), most(bytes.begin()), [](std::uint8_t each) { return each != 0; });
        const auto zeros = std::search(first, bytes.end(), std::begin(kZeros), std::end(kZeros));
        const auto last = std::min(zeros, most(first));
        sparse.push_back(static_cast<std::uint8_t>(first - bytes.begin()));
        sparse.push_back(static_cast<std::uint8_t>(last - first));
        sparse.insert(sparse.end(), first, last);
        bytes = bytes.subspan(static_cast<std::size_t>(last - bytes.begin()));
    }
    return sparse;
}

Result<Bytes> fromSparse(ByteView sparse, std::size_t most)
{
    Bytes bytes;
    for (ByteView rest = sparse; !rest.empty();) {
        if (rest.size() < 2 || rest.size() - 2 < rest[1]) return ErrorCode::BadEncoding;
        const std::size_t zeros = rest[0];
        const ByteView others = rest.subspan(2, rest[1]);
        if (bytes.size() + zeros + others.size() > most) return ErrorCode::BadEncoding;
        bytes.resize(bytes.size() + zeros);
        append(bytes, others);
        rest = rest.subspan(2 + others.size());
    }
    if (toSparse(bytes) != Bytes(sparse.begin(), sparse.end())) return ErrorCode::BadEncoding;
    return bytes;
}

} // namespace stoa::codec
