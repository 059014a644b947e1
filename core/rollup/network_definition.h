// SPDX-License-Identifier: MIT
// What makes a network this one and no other. Its canonical JSON's keccak goes into the EIP-712 domain of
// everything that is signed, so nothing signed for one network means anything on another.
#pragma once

#include <string>
#include <string_view>

#include "core/base/amount.h"
#include "core/mvm/context.h"

namespace stoa::rollup {

/// Number of the rules and record formats that this program runs. A network of another number is refused.
inline constexpr std::uint32_t kProtocol = 6;

struct NetworkDefinition {
    std::uint32_t protocol = kProtocol;
    std::string name;          ///< for people: "Local network"
    std::string symbol;        ///< of the token: "MTS"
    std::uint64_t chainId = 0; ///< of the main chain; 0: an embedded local chain
    Address contract;          ///< of the rollup on the main chain; zero: local
    Hash seed;                 ///< random, so that two local networks differ
    Timestamp genesis = 0;
    bool clockIsSettable = false; ///< a test network: time moves by command only
    bool hasFaucet = false;

    Seconds minimumPeriod = 0; ///< see mvm::Rules
    Seconds maximumPeriod = 0;
    Seconds answerPeriod = 0;

    Seconds window = 0;     ///< in which a batch can be challenged
    Seconds slot = 0;       ///< in which the last aggregator has priority
    Seconds penalty = 0;    ///< after a fraud: nobody has priority
    Seconds forceDelay = 0; ///< after which the inbox must be consumed
    Seconds timeLag = 0;    ///< how far a batch's time may lie behind the main chain's
    Seconds announceExpiry = 0;
    std::uint32_t announceAge = 0; ///< main-chain blocks between announcing and challenging
    Amount aggregatorBond = 0;
    std::uint32_t bondShare = 0; ///< hundredths of a percent of the value held that the bond covers at least
    Amount challengerBond = 0;
    Amount forceFee = 0; ///< that a forced message costs whoever sends it; the contract keeps it

    bool operator==(const NetworkDefinition&) const = default;

    mvm::Rules rules() const;
    Hash hash() const;
};

std::string encodeDefinition(const NetworkDefinition& definition);
/// Takes what encodeDefinition writes, byte by byte: a definition has one form. Errors: BadJson,
/// InvalidArgument, OlderFormat and NewerFormat (another kProtocol).
Result<NetworkDefinition> decodeDefinition(std::string_view json);

/// The defaults of a network on one computer: a window of ten minutes, a faucet, deadlines as on the real
/// one.
NetworkDefinition localDefinition(const Hash& seed, Timestamp genesis, bool clockIsSettable);

} // namespace stoa::rollup
