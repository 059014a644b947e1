// SPDX-License-Identifier: MIT
#include "core/mainchain/main_chain.h"

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::mainchain {

Hash messageHash(const InboxMessage& message)
{
    const Hash words[] = {crypto::wordOf(message.index), crypto::wordOf(message.time),
                          crypto::keccak256(message.step)};
    Bytes packed;
    for (const Hash& word : words) append(packed, word.bytes);
    return crypto::keccak256(packed);
}

Hash blindOf(const Address& sender, std::uint64_t number, std::uint32_t step, const Hash& salt)
{
    const Hash words[] = {crypto::wordOf(sender), crypto::wordOf(number), crypto::wordOf(step), salt};
    Bytes message;
    for (const Hash& word : words) append(message, word.bytes);
    return crypto::keccak256(message);
}

Result<std::uint64_t> finalBatchOf(MainChain& chain, std::uint64_t known)
{
    // Finality is monotone: in growing strides to one that is not final, then halving back to the border.
    std::uint64_t open = chain.tip() + 1;
    for (std::uint64_t stride = 1; known + 1 < open;) {
        const std::uint64_t next = stride == 0 ? known + (open - known) / 2 : known + stride;
        if (next >= open) {
            stride = 0;
            continue;
        }
        STOA_TRY(const rollup::Header header, chain.header(next));
        STOA_TRY(const bool isFinal, chain.isFinal(header));
        if (isFinal) {
            known = next;
            stride *= 2;
        } else {
            open = next;
            stride = 0;
        }
    }
    return known;
}

} // namespace stoa::mainchain
