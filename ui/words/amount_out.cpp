// SPDX-License-Identifier: MIT
// What steps take from the available money, beside their sentences.
#include "core/base/overloaded.h"
#include "ui/words/sentence_text.h"

namespace stoa::ui {

Amount amountOut(const engine::Draft& draft)
{
    if (draft.allSteps.empty()) return amountOut(draft.payload);
    Amount sum = 0;
    for (const auto& step : draft.allSteps) sum += amountOut(step.payload);
    return sum;
}

Amount amountOut(const tx::Payload& payload)
{
    return std::visit(Overloaded{
                          [](const tx::Transfer& step) { return step.amount; },
                          [](const tx::Withdraw& step) { return step.amount; },
                          [](const tx::CreateDac& step) { return step.stake; },
                          [](const tx::Invite& step) { return step.gift; },
                          [](const tx::Propose& step) { return step.reward + step.askerDeposit; },
                          [](const tx::Accept& step) { return step.deposit; },
                          [](const tx::Dispute& step) { return step.courtFee; },
                          [](const tx::FundTreasury& step) { return step.amount; },
                          [](const tx::TakeSeat& step) { return step.deposit; },
                          [](const tx::Appeal& step) { return step.fee; },
                          [](const auto&) { return Amount{0}; },
                      },
                      payload);
}

} // namespace stoa::ui
