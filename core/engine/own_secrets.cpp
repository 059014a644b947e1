// SPDX-License-Identifier: MIT
// What follows from the wallet's key and is needed while the wallet is locked: the public key, and salts for
// what is sealed in a case. None of it can move money.
#include "core/base/hex.h"
#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/crypto/keccak.h"
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kSeedKey = "case-salts/";
constexpr std::string_view kSealedKey = "sealed-ruling/";
constexpr std::size_t kMostSealedBytes = 128 * 1024;

Bytes seedKey(const Address& who)
{
    Bytes key = toBytes(viewOf(kSeedKey));
    append(key, who.bytes);
    return key;
}

Bytes sealedKey(const DacId& dac, const ObjectId& collaboration, std::uint8_t round)
{
    Bytes key = toBytes(viewOf(kSealedKey));
    append(key, dac.bytes);
    append(key, collaboration.bytes);
    key.push_back(round);
    return key;
}

crypto::Secret seedOf(const crypto::KeyPair& key)
{
    crypto::Keccak256 hash;
    hash.update(viewOf("stoa case salts"));
    hash.update(key.secret().view());
    return crypto::Secret(hash.finish().bytes);
}

} // namespace

Result<void> Member::keepPublicKey()
{
    STOA_TRY(const crypto::KeyPair* key, vault->key(ownKey()));
    const std::string text = toHex(key->publicKey().bytes);
    STOA_TRY(const auto kept, setting("publickey"));
    STOA_TRY(const auto seed, store->get(seedKey(ownKey())));
    if (!seed) {
        storage::WriteBatch batch;
        batch.putSecret(seedKey(ownKey()), seedOf(*key).view());
        STOA_TRY_VOID(store->commit(batch));
    }
    if (kept == text) return {};
    return keepSetting("publickey", text);
}

Result<Hash> Member::caseSalt(const DacId& dac, const ObjectId& collaboration, std::uint8_t round,
                              SaltFor what)
{
    crypto::Secret seed;
    if (const auto key = vault->key(ownKey())) {
        seed = seedOf(**key);
    } else {
        STOA_TRY(auto kept, store->get(seedKey(ownKey())));
        if (!kept) return ErrorCode::WalletLocked;
        seed = crypto::Secret(ByteView(*kept));
        crypto::wipe(*kept);
    }
    crypto::Keccak256 hash;
    hash.update(seed.view());
    hash.update(dac.bytes);
    hash.update(collaboration.bytes);
    const std::uint8_t rest[] = {round, static_cast<std::uint8_t>(what)};
    hash.update(rest);
    return hash.finish();
}

Result<void> Member::keepSealed(const SealedRuling& ruling)
{
    codec::Writer writer;
    writer.u64(ruling.amount);
    writer.blob(viewOf(ruling.reasons));
    const Bytes bytes = writer.take();
    storage::WriteBatch batch;
    batch.putSecret(sealedKey(ruling.dac, ruling.collaboration, ruling.round), ByteView(bytes));
    return store->commit(batch);
}

Result<std::optional<SealedRuling>> Member::sealed(const DacId& dac, const ObjectId& collaboration,
                                                   std::uint8_t round)
{
    STOA_TRY(const auto bytes, store->get(sealedKey(dac, collaboration, round)));
    if (!bytes) return std::optional<SealedRuling>();
    codec::Reader reader(*bytes);
    SealedRuling ruling{dac, collaboration, round, reader.u64(), {}};
    ruling.reasons = std::string(textOf(reader.blob(kMostSealedBytes)));
    if (!reader.atEnd()) return Error{ErrorCode::StoreDamaged, "a sealed ruling"};
    return std::optional(std::move(ruling));
}

} // namespace stoa::engine
