// SPDX-License-Identifier: MIT
#include "core/rollup/block.h"

#include "core/crypto/keccak.h"

namespace stoa::rollup {

Hash blockHash(const BlockHeader& header, const Hash& definition)
{
    Bytes packed;
    appendFields(packed, header);
    return crypto::keccak256({viewOf("stoa block"), ByteView(definition.bytes), ByteView(packed)});
}

Result<void> checkSignature(const SignedHeader& header, const Hash& definition)
{
    const auto signer = crypto::recoverSigner(blockHash(header.header, definition), header.signature);
    if (!signer || *signer != header.header.aggregator) return ErrorCode::BadSignature;
    return {};
}

Bytes encodeSignedHeader(const SignedHeader& header)
{
    Bytes bytes;
    appendFields(bytes, header.header);
    append(bytes, header.signature.encode().bytes);
    return bytes;
}

Result<SignedHeader> decodeSignedHeader(ByteView bytes)
{
    constexpr std::size_t kFields = widthOfFields<BlockHeader>();
    if (bytes.size() != kFields + crypto::RecoverableSignature::kSize) return ErrorCode::WrongLength;
    SignedHeader header;
    ByteView rest = bytes;
    takeFields(rest, header.header);
    STOA_TRY(header.signature, crypto::RecoverableSignature::decode(rest));
    return header;
}

} // namespace stoa::rollup
