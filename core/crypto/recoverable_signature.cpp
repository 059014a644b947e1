// SPDX-License-Identifier: MIT
#include "core/crypto/recoverable_signature.h"

#include <atomic>
#include <thread>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "core/crypto/keccak.h"

namespace stoa::crypto {

namespace {

// Half the order of the curve, rounded down.
constexpr Hash kHalfOrder{{0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                           0xff, 0xff, 0xff, 0xff, 0xff, 0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4,
                           0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0}};

constexpr std::size_t kPieceForAThread = 16;

} // namespace

RecoverableSignature::Encoded RecoverableSignature::encode() const
{
    Encoded result;
    std::copy(r.begin(), r.end(), result.begin());
    std::copy(s.begin(), s.end(), result.begin() + 32);
    result[64] = v;
    return result;
}

Result<RecoverableSignature> RecoverableSignature::decode(ByteView bytes)
{
    if (bytes.size() != kSize || (bytes[64] != 27 && bytes[64] != 28)) return ErrorCode::BadSignature;
    return RecoverableSignature{Hash::fromPrefix(bytes), Hash::fromPrefix(bytes.subspan(32)), bytes[64]};
}

Address addressOf(const PublicKey& key)
{
    return Address::fromPrefix(ByteView(keccak256(ByteView(key.bytes)).bytes).subspan(12));
}

bool isOnCurve(const PublicKey& key)
{
    std::array<std::uint8_t, 65> encoded;
    encoded[0] = 4;
    std::copy(key.begin(), key.end(), encoded.begin() + 1);
    secp256k1_pubkey point;
    return secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, encoded.data(), encoded.size()) == 1;
}

bool hasValidForm(const RecoverableSignature& signature)
{
    return (signature.v == 27 || signature.v == 28) && !signature.r.isZero() && !signature.s.isZero() &&
           signature.s <= kHalfOrder;
}

Result<PublicKey> recoverPublicKey(const Hash& digest, const RecoverableSignature& signature)
{
    if (!hasValidForm(signature)) return ErrorCode::BadSignature;

    const RecoverableSignature::Encoded encoded = signature.encode();
    secp256k1_ecdsa_recoverable_signature parsed;
    secp256k1_pubkey point;
    // Fails for r at or above the order, and where no point has that r.
    if (!secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static, &parsed,
                                                             encoded.data(), signature.v - 27) ||
        !secp256k1_ecdsa_recover(secp256k1_context_static, &point, &parsed, digest.data()))
        return ErrorCode::BadSignature;

    std::array<std::uint8_t, 65> serialized;
    std::size_t size = serialized.size();
    secp256k1_ec_pubkey_serialize(secp256k1_context_static, serialized.data(), &size, &point,
                                  SECP256K1_EC_UNCOMPRESSED);
    return PublicKey::fromPrefix(ByteView(serialized).subspan(1));
}

Result<Address> recoverSigner(const Hash& digest, const RecoverableSignature& signature)
{
    STOA_TRY(const PublicKey key, recoverPublicKey(digest, signature));
    return addressOf(key);
}

std::vector<Result<Signer>> recoverSigners(std::span<const SignedDigest> all, int threads)
{
    std::vector<Result<Signer>> signers(all.size(), ErrorCode::BadSignature);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (;;) {
            const std::size_t first = next.fetch_add(kPieceForAThread);
            if (first >= all.size()) return;
            const std::size_t end = std::min(first + kPieceForAThread, all.size());
            Bytes keys; // of those that are valid
            std::array<std::size_t, kPieceForAThread> owners;
            std::array<Hash, kPieceForAThread> hashes;
            std::size_t valid = 0;
            for (std::size_t i = first; i < end; ++i) {
                const auto key = recoverPublicKey(all[i].digest, all[i].signature);
                if (!key) continue;
                append(keys, key->bytes);
                owners[valid++] = i;
            }
            keccak256Many(keys, PublicKey::kSize, std::span(hashes).first(valid)); // as addressOf
            for (std::size_t i = 0; i < valid; ++i)
                signers[owners[i]] =
                    Signer{Address::fromPrefix(ByteView(hashes[i].bytes).subspan(12)),
                           PublicKey::fromPrefix(ByteView(keys).subspan(i * PublicKey::kSize))};
        }
    };
    const std::size_t pieces = (all.size() + kPieceForAThread - 1) / kPieceForAThread;
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < pieces && static_cast<int>(i) < threads; ++i) helpers.emplace_back(work);
    work();
    helpers.clear(); // waits for them
    return signers;
}

} // namespace stoa::crypto
