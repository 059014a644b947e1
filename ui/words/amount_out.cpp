// SPDX-License-Identifier: MIT
// What steps take from the available money, beside their sentences.
#include "ui/words/sentence_text.h"

namespace stoa::ui {

Amount amountOut(const engine::Draft& draft)
{
    if (draft.allSteps.empty()) return amountOut(draft.payload);
    Amount sum = 0;
    for (const auto& step : draft.allSteps) sum += amountOut(step.payload);
    return sum;
}

Amount amountOut(const tx::Payload& payload) { return tx::moneyOutOf(payload).amount; }

} // namespace stoa::ui
