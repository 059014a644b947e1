// SPDX-License-Identifier: MIT
#include "core/storage/store.h"

#include <algorithm>

#include "core/codec/writer.h"
#include "core/crypto/keccak.h"

namespace stoa::storage {

Hash contentHash(const WriteBatch& batch)
{
    constexpr std::size_t kPiece = 1024;
    constexpr std::uint32_t kErased = 0xFFFFFFFF;
    codec::Writer changes;
    for (const WriteBatch::Change& change : batch.changes()) {
        changes.blob(change.key);
        if (change.value)
            changes.blob(*change.value);
        else
            changes.u32(kErased);
    }
    const ByteView all = changes.view();
    std::vector<ByteView> pieces;
    for (std::size_t at = 0; at < all.size(); at += kPiece)
        pieces.push_back(all.subspan(at, std::min(kPiece, all.size() - at)));
    codec::Writer hashes;
    for (const Hash& each : crypto::keccak256Each(pieces)) hashes.fixed(each);
    return crypto::keccak256(hashes.view());
}

} // namespace stoa::storage
