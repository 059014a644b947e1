// SPDX-License-Identifier: MIT
// Every rule of the machine as a list: one step that it accepts or refuses, and the world in which it does.
// The tests of the machine run the list, and the vectors for other implementations are written from it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/machine_world.h"

namespace stoa::test {

struct RuleCase {
    std::string kind; ///< name of the step's kind, or "Step" for what concerns all
    std::string name; ///< what holds: "one gwei more than there is"
    std::optional<ErrorCode> refusal;
    std::function<Step(MachineWorld&)> make; ///< brings the world to the moment and makes the step
};

using RuleCases = std::vector<RuleCase>;

/// `person`'s step about a collaboration in `state`.
template <typename Make>
RuleCase about(const char* kind, const char* name, std::optional<ErrorCode> refusal,
               state::CollaborationState state, std::size_t person, Make make)
{
    return {kind, name, refusal, [=](MachineWorld& w) {
                const Job job = w.jobIn(state);
                return w.by(person, make(w, job));
            }};
}

RuleCases stepRules();
RuleCases signatureRules();
RuleCases accountRules();
RuleCases companyRules();
RuleCases proposalRules();
RuleCases collaborationRules();
RuleCases settleRules();
RuleCases disputeRules();
RuleCases recordRules();
RuleCases actRules();
RuleCases motionRules();
RuleCases agreementRules();
RuleCases partyRules();
RuleCases sidesRules();
RuleCases judgesRules();
RuleCases restRules();
RuleCases panelRules();
RuleCases verdictRules();
RuleCases borderRules();
RuleCases edgeRules();
RuleCases widthRules();
/// Of every kind a step that `others` has accepted, but for one byte: made from the table of kinds.
RuleCases lengthRules(const RuleCases& others);

/// All of them.
const RuleCases& allRules();

} // namespace stoa::test
