// SPDX-License-Identifier: MIT
#include "core/crypto/eip712.h"

#include "core/crypto/keccak.h"

namespace stoa::crypto {

std::string domainType(const Domain& domain)
{
    std::string fields;
    const auto add = [&](bool isSet, std::string_view field) {
        if (!isSet) return;
        if (!fields.empty()) fields += ',';
        fields += field;
    };
    add(domain.name.has_value(), "string name");
    add(domain.version.has_value(), "string version");
    add(domain.chainId.has_value(), "uint256 chainId");
    add(domain.verifyingContract.has_value(), "address verifyingContract");
    add(domain.salt.has_value(), "bytes32 salt");
    return "EIP712Domain(" + fields + ")";
}

Hash domainSeparator(const Domain& domain)
{
    Keccak256 hasher;
    const auto add = [&](const Hash& word) { hasher.update(word.bytes); };
    add(keccak256(domainType(domain)));
    if (domain.name) add(keccak256(*domain.name));
    if (domain.version) add(keccak256(*domain.version));
    if (domain.chainId) add(wordOf(*domain.chainId));
    if (domain.verifyingContract) add(wordOf(*domain.verifyingContract));
    if (domain.salt) add(*domain.salt);
    return hasher.finish();
}

Hash typedDataDigest(const Hash& domain, const Hash& structHash)
{
    return keccak256({viewOf("\x19\x01"), domain.bytes, structHash.bytes});
}

std::vector<Hash> typedDataDigests(const Hash& domain, std::span<const Hash> structHashes)
{
    constexpr std::size_t kLength = 66;
    Bytes messages;
    messages.reserve(kLength * structHashes.size());
    for (const Hash& each : structHashes) {
        append(messages, viewOf("\x19\x01"));
        append(messages, domain.bytes);
        append(messages, each.bytes);
    }
    std::vector<Hash> digests(structHashes.size());
    keccak256Many(messages, kLength, digests);
    return digests;
}

Hash wordOf(std::uint64_t number)
{
    Hash word;
    for (std::size_t i = 0; i < 8; ++i) word[31 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return word;
}

Hash wordOf(const Address& address)
{
    Hash word;
    std::copy(address.begin(), address.end(), word.begin() + 12);
    return word;
}

} // namespace stoa::crypto
