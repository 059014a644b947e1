// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Offers a collaboration and locks the asker's deposit and the reward. All terms stand here, so that the
/// signer sees them; those that the charter fixes must equal the charter's.
struct Propose {
    static constexpr Kind kKind = Kind::Propose;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "Propose";
    static constexpr Amount kFee = 5000; ///< gwei

    DacId dac;               ///< home company
    Party asker;             ///< a company for which the sender acts; zero: the sender
    Party doer;              ///< a person or a company; zero: any member may accept
    Hash statement;          ///< content: job statement
    ObjectId task;           ///< task it is for; zero for none
    Amount reward = 0;       ///< gwei
    Amount askerDeposit = 0; ///< gwei
    Amount doerDeposit = 0;  ///< gwei
    Timestamp answerBy = 0;
    Timestamp workBy = 0;
    Seconds reviewPeriod = 0;
    Seconds challengePeriod = 0;
    Seconds gracePeriod = 0;
    std::uint8_t changes = 0; ///< rounds of changes that the asker may ask for
    std::uint16_t tax = 0;    ///< hundredths of a percent of what the doer gains
    Party court;
    Amount courtFee = 0; ///< gwei

    static constexpr auto fields(auto visit)
    {
        return visit(
            field("dac", &Propose::dac), field("asker", &Propose::asker), field("doer", &Propose::doer),
            field("statement", &Propose::statement), field("task", &Propose::task),
            field("reward", &Propose::reward), field("askerDeposit", &Propose::askerDeposit),
            field("doerDeposit", &Propose::doerDeposit), field("answerBy", &Propose::answerBy),
            field("workBy", &Propose::workBy), field("reviewPeriod", &Propose::reviewPeriod),
            field("challengePeriod", &Propose::challengePeriod), field("gracePeriod", &Propose::gracePeriod),
            field("changes", &Propose::changes), field("tax", &Propose::tax), field("court", &Propose::court),
            field("courtFee", &Propose::courtFee));
    }
};

} // namespace stoa::tx
