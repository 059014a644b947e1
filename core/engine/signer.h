// SPDX-License-Identifier: MIT
// Signing beside a running engine: another program holds the data folder, this one has the password. The
// keys stay in this process.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"
#include "core/engine/views.h"
#include "core/tx/kind.h"

namespace stoa::engine {

/// One signature of 65 bytes (r ‖ s ‖ v) for each step, made with the sealed wallet of `dataFolder`, which is
/// only read. Each step is decoded and its digest computed here: what is signed is a step of Stoa, of one of
/// the `allowed` kinds, sent by `from`, and nothing else. Slow on purpose: it stretches the password.
/// Errors: NoWallet, WrongPassword, BadKeystore, FileUnreadable, NotFound (the wallet has no such key),
/// BadAnswer (a step is something else than was asked for; nothing is signed then).
Result<std::vector<Bytes>> signSteps(const std::string& dataFolder, const crypto::Secret& password,
                                     const Address& from, std::span<const tx::Kind> allowed,
                                     const UnsignedSteps& unsignedSteps);

} // namespace stoa::engine
