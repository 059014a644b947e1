// SPDX-License-Identifier: MIT
#include "core/storage/store.h"

#include <algorithm>
#include <array>

#include "core/crypto/keccak.h"

namespace stoa::storage {

namespace {

/// The digests of a text's pieces of 1 KiB, and of the shorter one at its end, without ever holding the text.
class PieceHashes {
public:
    void add(ByteView bytes)
    {
        while (!bytes.empty()) {
            const std::size_t count = std::min(bytes.size(), m_buffer.size() - m_filled);
            std::copy_n(bytes.begin(), count, m_buffer.begin() + static_cast<std::ptrdiff_t>(m_filled));
            m_filled += count;
            bytes = bytes.subspan(count);
            if (m_filled == m_buffer.size()) flush();
        }
    }
    void addLength(std::uint32_t length)
    {
        std::array<std::uint8_t, 4> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(length >> (8 * (bytes.size() - 1 - i)));
        add(bytes);
    }
    Hash finish()
    {
        flush();
        return crypto::keccak256(m_hashes);
    }

private:
    static constexpr std::size_t kPiece = 1024;

    void flush()
    {
        const ByteView filled = ByteView(m_buffer).first(m_filled);
        std::array<Hash, 8> hashes;
        const std::size_t whole = m_filled / kPiece;
        crypto::keccak256Many(filled.first(whole * kPiece), kPiece, std::span(hashes).first(whole));
        for (std::size_t i = 0; i < whole; ++i) append(m_hashes, hashes[i].bytes);
        if (m_filled % kPiece != 0) append(m_hashes, crypto::keccak256(filled.subspan(whole * kPiece)).bytes);
        m_filled = 0;
    }

    std::array<std::uint8_t, 8 * kPiece> m_buffer; // as many pieces as are hashed at once
    std::size_t m_filled = 0;
    Bytes m_hashes;
};

} // namespace

Hash contentHash(const WriteBatch& batch)
{
    constexpr std::uint32_t kErased = 0xFFFFFFFF;
    PieceHashes pieces;
    for (const WriteBatch::Change& change : batch.changes()) {
        pieces.addLength(static_cast<std::uint32_t>(change.key.size()));
        pieces.add(change.key);
        pieces.addLength(change.value ? static_cast<std::uint32_t>(change.value->size()) : kErased);
        if (change.value) pieces.add(*change.value);
    }
    return pieces.finish();
}

} // namespace stoa::storage
