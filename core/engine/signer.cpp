// SPDX-License-Identifier: MIT
#include "core/engine/signer.h"

#include <algorithm>

#include "core/base/random.h"
#include "core/tx/transaction.h"
#include "core/wallet/vault.h"

namespace stoa::engine {

Result<std::vector<Bytes>> signSteps(const std::string& dataFolder, const crypto::Secret& password,
                                     const Address& from, std::span<const tx::Kind> allowed,
                                     const UnsignedSteps& unsignedSteps)
{
    std::vector<Hash> digests;
    for (const Bytes& bytes : unsignedSteps.steps) {
        const auto step = tx::decodeUnsigned(bytes);
        const bool isAskedFor = step && tx::originOf(step->payload) == tx::Origin::Signed &&
                                step->envelope.from == from &&
                                std::ranges::find(allowed, tx::kindOf(step->payload)) != allowed.end();
        if (!isAskedFor) return Error{ErrorCode::BadAnswer, "step"};
        digests.push_back(tx::digestOf(*step, unsignedSteps.domain));
    }
    SystemRandom random;
    wallet::Vault vault(dataFolder, random);
    STOA_TRY_VOID(vault.unlock(password));
    const Address& signer = unsignedSteps.signer.isZero() ? from : unsignedSteps.signer;
    std::vector<Bytes> signatures;
    signatures.reserve(digests.size());
    for (const Hash& digest : digests) {
        STOA_TRY(const auto signature, vault.sign(signer, digest));
        signatures.push_back(toBytes(signature.encode()));
    }
    return signatures;
}

} // namespace stoa::engine
