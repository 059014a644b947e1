// SPDX-License-Identifier: MIT
// Typed data (EIP-712): what a step's signature covers, as every Ethereum wallet shows it.
#pragma once

#include <optional>
#include <string>

#include "core/base/bytes.h"

namespace stoa::crypto {

/// Where a signature counts. Only what is set is part of the domain's type and digest.
struct Domain {
    std::optional<std::string> name;
    std::optional<std::string> version;
    std::optional<std::uint64_t> chainId;
    std::optional<Address> verifyingContract;
    std::optional<Hash> salt;
};

/// "EIP712Domain(string name,…)" with the fields that are set, in the standard's order.
std::string domainType(const Domain& domain);

Hash domainSeparator(const Domain& domain);

/// keccak(0x19 0x01 ‖ domain ‖ struct): what is signed.
Hash typedDataDigest(const Hash& domain, const Hash& structHash);
/// The same for many, which is faster.
std::vector<Hash> typedDataDigests(const Hash& domain, std::span<const Hash> structHashes);

/// Fixed-width values as EIP-712 words: numbers and addresses at the right end, bytesN at the left.
Hash wordOf(std::uint64_t number);
Hash wordOf(const Address& address);
template <std::size_t N, typename Tag>
Hash wordOf(const FixedBytes<N, Tag>& bytes)
{
    static_assert(N <= 32);
    return Hash::fromPrefix(bytes.bytes);
}

} // namespace stoa::crypto
