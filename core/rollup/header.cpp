// SPDX-License-Identifier: MIT
#include "core/rollup/header.h"

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::rollup {

Bytes encodeHeader(const Header& header)
{
    Bytes bytes;
    bytes.reserve(widthOfFields<Header>());
    appendFields(bytes, header);
    return bytes;
}

Result<Header> decodeHeader(ByteView bytes)
{
    if (bytes.size() != widthOfFields<Header>()) return ErrorCode::WrongLength;
    Header header;
    takeFields(bytes, header);
    if (header.version != kVersion) return ErrorCode::NewerFormat;
    return header;
}

Hash headerHash(const Header& header)
{
    Bytes words;
    forEachField(header,
                 [&](std::string_view, const auto& value) { append(words, crypto::wordOf(value).bytes); });
    return crypto::keccak256(words);
}

mvm::BatchContext contextOf(const Header& header, std::uint32_t step)
{
    mvm::BatchContext context;
    context.number = header.number;
    context.time = header.time;
    context.step = step;
    context.fromInbox = step < header.inboxSteps;
    context.aggregator = header.aggregator;
    context.entropy = header.parentEntropy;
    return context;
}

Header genesisHeader(Timestamp genesis)
{
    Header header;
    header.time = genesis;
    header.l1Time = genesis;
    return header;
}

} // namespace stoa::rollup
