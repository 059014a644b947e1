// SPDX-License-Identifier: MIT
#include "core/mainchain/main_chain.h"

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::mainchain {

Hash blindOf(const Address& sender, std::uint64_t number, std::uint32_t step, const Hash& salt)
{
    const Hash words[] = {crypto::wordOf(sender), crypto::wordOf(number), crypto::wordOf(step), salt};
    Bytes message;
    for (const Hash& word : words) append(message, word.bytes);
    return crypto::keccak256(message);
}

Result<std::uint64_t> finalBatchOf(MainChain& chain)
{
    // Finality is monotone, so halving finds the border.
    std::uint64_t known = 0;
    std::uint64_t open = chain.tip() + 1;
    while (known + 1 < open) {
        const std::uint64_t middle = known + (open - known) / 2;
        STOA_TRY(const rollup::Header header, chain.header(middle));
        STOA_TRY(const bool isFinal, chain.isFinal(header));
        (isFinal ? known : open) = middle;
    }
    return known;
}

} // namespace stoa::mainchain
