// SPDX-License-Identifier: MIT
// Rules about a case before a panel, brought to its moment; shared by the lists about drawing and ruling.
#pragma once

#include "tests/support/company_world.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

inline constexpr auto kOk = std::nullopt;
inline constexpr Amount kLow = 78 * kToken;
inline constexpr Amount kMiddle = 80 * kToken;
inline constexpr Amount kFar = 120 * kToken;
inline const std::vector<Amount> kThree = {kLow, kMiddle, kFar};

/// A step by `person` in a case before a panel that `until` has brought to its moment.
template <typename Until, typename Make>
RuleCase before(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                Until until, Make make)
{
    return {kind, name, refusal, [=](MachineWorld& w) {
                const PanelJob panel = panelJob(w);
                until(w, panel);
                auto step = make(w, panel);
                if constexpr (std::is_same_v<decltype(step), tx::Settle> ||
                              std::is_same_v<decltype(step), tx::CloseVote>)
                    return MachineWorld::unsignedStep(step);
                else
                    return w.by(person, std::move(step));
            }};
}

/// The same by who has this place in the panel.
template <typename Until, typename Make>
RuleCase byJuror(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::uint8_t place,
                 Until until, Make make)
{
    return {kind, name, refusal, [=](MachineWorld& w) {
                const PanelJob panel = panelJob(w);
                until(w, panel);
                const std::size_t juror = jurorAt(w, panel.job, place);
                auto payload = make(w, panel, juror);
                return w.by(juror, std::move(payload));
            }};
}

inline const auto toOpen = [](MachineWorld& w, const PanelJob& p) {
    w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
};
/// Nobody has answered, and the salt is known.
inline const auto toKnown = [](MachineWorld& w, const PanelJob& p) {
    toOpen(w, p);
    w.now = w.standing(p.job).dispute->deadline;
    w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
};
inline const auto toAnswered = [](MachineWorld& w, const PanelJob& p) { answered(w, p); };
inline const auto toDrawn = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    drawn(w, p);
};
/// One place of three has somebody in it.
inline const auto toHalfDrawn = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    while (w.storedCase(p.job).drawn == 0) w.must(w.send(kAsker, drawing(w, p.job)), "drawing");
};
/// As if so many seats had been drawn that nobody goes on.
inline void triedToTheEnd(MachineWorld& w, const PanelJob& p, std::uint16_t tries = 48)
{
    state::Case dispute = w.storedCase(p.job);
    dispute.tries = tries;
    w.place(state::caseKey(p.job.dac, p.job.id, 1), dispute);
}
inline const auto toCommitting = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    drawn(w, p);
    w.now = w.standing(p.job).dispute->deadline;
};
inline const auto toRevealing = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    drawn(w, p);
    committed(w, p, kThree);
    w.now = w.standing(p.job).dispute->deadline;
};
inline const auto toRuled = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    ruled(w, p, kThree);
};
/// Nobody opens a ruling.
inline const auto toVoid = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    drawn(w, p);
    w.now = w.standing(p.job).dispute->deadline + 4 * kDay;
};
inline const auto toAppealed = [](MachineWorld& w, const PanelJob& p) {
    answered(w, p);
    ruled(w, p, kThree);
    w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
};

} // namespace stoa::test
