// SPDX-License-Identifier: MIT
// Signing beside a running engine: another program holds the data folder, this one has the password. The
// keys stay in this process.
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"

namespace stoa::engine {

/// One signature of 65 bytes (r ‖ s ‖ v) for each digest, made with the sealed wallet of `dataFolder`, which
/// is only read. Slow on purpose: it stretches the password. Errors: NoWallet, WrongPassword, BadKeystore,
/// FileUnreadable, NotFound (the wallet has no key for `from`).
Result<std::vector<Bytes>> signDigests(const std::string& dataFolder, const crypto::Secret& password,
                                       const Address& from, const std::vector<Hash>& digests);

} // namespace stoa::engine
