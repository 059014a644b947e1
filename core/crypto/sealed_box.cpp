// SPDX-License-Identifier: MIT
#include "core/crypto/sealed_box.h"

#include <botan/aead.h>

#include "core/base/random.h"

namespace stoa::crypto {

namespace {

std::unique_ptr<Botan::AEAD_Mode> makeMode(Botan::Cipher_Dir direction, const Secret32& key,
                                           const BoxNonce& nonce, ByteView context)
{
    // With a nonce of 24 bytes the library's ChaCha20Poly1305 is the X variant.
    auto mode = Botan::AEAD_Mode::create_or_throw("ChaCha20Poly1305", direction);
    mode->set_key(key.view().data(), Secret32::kSize);
    mode->set_associated_data(context.data(), context.size());
    mode->start(nonce.data(), BoxNonce::kSize);
    return mode;
}

} // namespace

Bytes sealBox(const Secret32& key, const BoxNonce& nonce, ByteView plain, ByteView context)
{
    const auto mode = makeMode(Botan::ENCRYPTION, key, nonce, context);
    Botan::secure_vector<std::uint8_t> buffer(plain.begin(), plain.end());
    mode->finish(buffer);
    return {buffer.begin(), buffer.end()};
}

Result<Secret> openBox(const Secret32& key, const BoxNonce& nonce, ByteView sealed, ByteView context)
{
    if (sealed.size() < kBoxTagSize) return ErrorCode::BadEncoding;
    const auto mode = makeMode(Botan::DECRYPTION, key, nonce, context);
    Botan::secure_vector<std::uint8_t> buffer(sealed.begin(), sealed.end());
    try {
        mode->finish(buffer);
    } catch (const Botan::Invalid_Authentication_Tag&) {
        return ErrorCode::BadEncoding;
    }
    return Secret(ByteView(buffer));
}

Bytes sealBox(Random& random, const Secret32& key, ByteView plain, ByteView context)
{
    BoxNonce nonce;
    random.fill(nonce.bytes);
    Bytes result = toBytes(nonce.bytes);
    append(result, sealBox(key, nonce, plain, context));
    return result;
}

Result<Secret> openBox(const Secret32& key, ByteView nonceAndSealed, ByteView context)
{
    if (nonceAndSealed.size() < BoxNonce::kSize) return ErrorCode::BadEncoding;
    return openBox(key, BoxNonce::fromPrefix(nonceAndSealed), nonceAndSealed.subspan(BoxNonce::kSize),
                   context);
}

} // namespace stoa::crypto
