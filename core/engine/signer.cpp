// SPDX-License-Identifier: MIT
#include "core/engine/signer.h"

#include "core/base/random.h"
#include "core/wallet/vault.h"

namespace stoa::engine {

Result<std::vector<Bytes>> signDigests(const std::string& dataFolder, const crypto::Secret& password,
                                       const Address& from, const std::vector<Hash>& digests)
{
    SystemRandom random;
    wallet::Vault vault(dataFolder, random);
    STOA_TRY_VOID(vault.unlock(password));
    std::vector<Bytes> signatures;
    signatures.reserve(digests.size());
    for (const Hash& digest : digests) {
        STOA_TRY(const auto signature, vault.sign(from, digest));
        signatures.push_back(toBytes(signature.encode()));
    }
    return signatures;
}

} // namespace stoa::engine
