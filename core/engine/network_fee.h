// SPDX-License-Identifier: MIT
// What the network takes for a step: its fee, and the tips that are set aside for the steps that pay out.
#pragma once

#include "core/base/overloaded.h"
#include "core/mvm/context.h"
#include "core/mvm/contracts/panel.h"
#include "core/state/keys.h"
#include "core/tx/kind_table.h"

namespace stoa::engine {

/// How many jurors `appeal` calls, whether it was taken already or not. Zero: that is not known.
template <typename State>
std::uint8_t jurorsOf(const tx::Appeal& appeal, const state::Collaboration& c, State& state)
{
    std::optional<state::Case> newest;
    for (std::uint8_t round = 1; round != 0 && round <= c.round; ++round) {
        newest = state.template read<state::Case>(state::caseKey(appeal.dac, appeal.collaboration, round));
        if (newest && newest->appellant != 0 && newest->evidence == appeal.evidence) return newest->size;
    }
    return newest ? mvm::sizeOfAppeal(*newest) : std::uint8_t{0};
}

/// What whoever pays the rest of the step sets aside besides. `state` reads records, before the step or after
/// it: a panel takes one tip for each juror more.
template <typename State>
Amount tipsSetAside(const tx::Payload& payload, State& state)
{
    const auto collaboration = [&](const auto& step) {
        return state.template read<state::Collaboration>(
            state::collaborationKey(step.dac, step.collaboration));
    };
    return std::visit(Overloaded{[](const tx::Propose&) { return mvm::kTip; },
                                 [&](const tx::Dispute& step) {
                                     const auto c = collaboration(step);
                                     return c ? mvm::tipsOf(*c, c->panel) : mvm::kTip;
                                 },
                                 [&](const tx::Appeal& step) {
                                     const auto c = collaboration(step);
                                     return c ? mvm::tipsOf(*c, jurorsOf(step, *c, state)) : mvm::kTip;
                                 },
                                 [](const auto&) { return Amount{0}; }},
                      payload);
}

/// Of the signer's own money, where no company pays the rest.
template <typename State>
Amount networkFeeOf(const tx::Payload& payload, State& state)
{
    return tx::feeOf(payload) + tipsSetAside(payload, state);
}

} // namespace stoa::engine
