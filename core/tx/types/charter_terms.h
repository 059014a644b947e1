// SPDX-License-Identifier: MIT
// The rules of a company, as CreateDac brings them and as the charter's record keeps them.
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

struct CharterTerms {
    Hash text;                      ///< content: name, mission, purpose and the rules in words
    std::uint8_t joinRule = 0;      ///< JoinRule
    std::uint8_t weightRule = 0;    ///< 0: one vote a member; 1: by stake
    std::uint16_t tax = 0;          ///< hundredths of a percent of what a doer gains
    std::uint16_t depositShare = 0; ///< hundredths of a percent of the reward that each side locks at least
    Amount minimumDeposit = 0;      ///< gwei
    Seconds answerPeriod = 0;       ///< default time to accept a proposal
    Seconds reviewPeriod = 0;
    Seconds challengePeriod = 0;
    Seconds gracePeriod = 0;
    std::uint8_t changes = 0; ///< rounds of changes that a proposal may allow
    Seconds objectionPeriod = 0;
    Seconds votePeriod = 0;
    std::uint16_t objectionThreshold = 0; ///< hundredths of a percent of the weight
    Amount motionBond = 0;                ///< gwei
    Amount silentLimit = 0;               ///< gwei that a motion may move without a majority
    Amount spendLimit = 0;                ///< gwei in 30 days for officers together
    std::uint32_t tools = 0;              ///< bit n: the tool of number n is on
    std::uint64_t memberMask = 0;         ///< bit n: Permission n
    std::uint64_t arbitratorMask = 0;
    std::uint64_t officerMask = 0;
    Party court;             ///< a person, a serving company, or zero for none
    std::uint8_t serves = 0; ///< 1: this company judges for others
    std::uint8_t panel = 0;  ///< arbitrators in a case; 1 for a named person
    Amount courtFee = 0;     ///< gwei
    Amount seatDeposit = 0;  ///< gwei
    std::uint16_t slash = 0; ///< hundredths of a percent of a seat's deposit
    Seconds commitPeriod = 0;
    Seconds revealPeriod = 0; ///< also the time that a named arbitrator has to rule
    Seconds appealPeriod = 0;

    /// For `Owner`, which is CharterTerms or derives from it.
    template <typename Owner = CharterTerms>
    static constexpr auto fields(auto visit)
    {
        using T = CharterTerms;
        return visit(
            field<Owner, Hash>("text", &T::text), field<Owner, std::uint8_t>("joinRule", &T::joinRule),
            field<Owner, std::uint8_t>("weightRule", &T::weightRule),
            field<Owner, std::uint16_t>("tax", &T::tax),
            field<Owner, std::uint16_t>("depositShare", &T::depositShare),
            field<Owner, Amount>("minimumDeposit", &T::minimumDeposit),
            field<Owner, Seconds>("answerPeriod", &T::answerPeriod),
            field<Owner, Seconds>("reviewPeriod", &T::reviewPeriod),
            field<Owner, Seconds>("challengePeriod", &T::challengePeriod),
            field<Owner, Seconds>("gracePeriod", &T::gracePeriod),
            field<Owner, std::uint8_t>("changes", &T::changes),
            field<Owner, Seconds>("objectionPeriod", &T::objectionPeriod),
            field<Owner, Seconds>("votePeriod", &T::votePeriod),
            field<Owner, std::uint16_t>("objectionThreshold", &T::objectionThreshold),
            field<Owner, Amount>("motionBond", &T::motionBond),
            field<Owner, Amount>("silentLimit", &T::silentLimit),
            field<Owner, Amount>("spendLimit", &T::spendLimit),
            field<Owner, std::uint32_t>("tools", &T::tools),
            field<Owner, std::uint64_t>("memberMask", &T::memberMask),
            field<Owner, std::uint64_t>("arbitratorMask", &T::arbitratorMask),
            field<Owner, std::uint64_t>("officerMask", &T::officerMask),
            field<Owner, Party>("court", &T::court), field<Owner, std::uint8_t>("serves", &T::serves),
            field<Owner, std::uint8_t>("panel", &T::panel), field<Owner, Amount>("courtFee", &T::courtFee),
            field<Owner, Amount>("seatDeposit", &T::seatDeposit),
            field<Owner, std::uint16_t>("slash", &T::slash),
            field<Owner, Seconds>("commitPeriod", &T::commitPeriod),
            field<Owner, Seconds>("revealPeriod", &T::revealPeriod),
            field<Owner, Seconds>("appealPeriod", &T::appealPeriod));
    }
};

} // namespace stoa::tx
