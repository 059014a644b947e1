// SPDX-License-Identifier: MIT
// Rules at the very value at which they turn, where a mistake of one in another implementation would show
// nowhere else.
#include <algorithm>

#include "tests/support/panel_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

/// By kAsker, an ordinary member, in a company with money, limits and an officer.
template <typename Make>
RuleCase asMotion(const char* kind, const char* name, Make make)
{
    return {kind, name, kOk, [=](World& w) {
                const DacId dac = governedCompany(w);
                return w.by(kAsker, make(w, dac));
            }};
}

tx::InstallTool toolOf(const DacId& dac, std::uint8_t states, std::initializer_list<std::uint8_t> rules)
{
    tx::ToolRules table;
    std::copy(rules.begin(), rules.end(), table.begin());
    tx::InstallTool act;
    act.dac = dac;
    act.manifest = contentOf("a tool");
    act.states = states;
    act.setRules(table);
    return act;
}

/// Moves no money.
tx::InstallTool plainTool(const DacId& dac, bool isMotion)
{
    tx::InstallTool act = toolOf(dac, 1, {0x01, 0x1e, 0, 0});
    act.asMotion = isMotion;
    return act;
}

/// A proposal of the largest sum that there may be, and of `more` gwei above it, with money enough.
Step largestProposal(World& w, Amount more)
{
    tx::Propose p = w.proposal(w.readyCompany());
    constexpr Amount kAll = Amount{1} << 62;
    p.askerDeposit = p.doerDeposit = kAll / 12 + 1;
    p.reward = kAll - p.askerDeposit - p.doerDeposit - p.courtFee + more;
    state::Account account = w.account(kAsker);
    account.balance = 2 * kAll;
    w.place(state::accountKey(addressOf(kAsker)), account);
    return w.by(kAsker, p);
}

/// A motion that silence decides, which one of four members is against; then it is enacted.
Step enactedAgainstOne(World& w, std::uint16_t objectionThreshold)
{
    tx::CreateDac terms = governedTerms();
    terms.objectionThreshold = objectionThreshold;
    const DacId dac = governedCompany(w, terms);
    const tx::SpendTreasury act = spending(dac, kToken, true);
    const tx::MotionId id = putMotion(w, act);
    w.must(w.send(kDoer, voteOn(dac, id, tx::Side::Against)), "voting");
    w.now = motionOf(w, dac, id).objectBy;
    return w.by(kAsker, enactment(dac, id, act));
}

/// A motion whose time is over is settled under a name with that change.
template <typename Change>
Step settledAs(World& w, Change change)
{
    const DacId dac = governedCompany(w);
    const tx::MotionId id = putMotion(w, spending(dac, 21 * kToken, true));
    w.now = motionOf(w, dac, id).decideBy;
    tx::Settle settle = motionPayout(dac, id);
    change(settle);
    return World::unsignedStep(settle);
}

/// A case before a court with panels of so many.
PanelJob jobBeforePanelOf(World& w, std::uint8_t panel)
{
    const DacId court = courtCompany(w, 7);
    state::Charter charter = w.charter(court);
    charter.panel = panel;
    w.place(state::charterKey(court), charter);
    tx::CreateDac home = World::terms();
    home.court = tx::companyParty(court);
    return {w.jobIn(CollaborationState::Delivered, w.readyCompany(home)), court};
}

RuleCases companyEdges()
{
    return {
        asMotion("SetRole", "to founder, which silence does not decide",
                 [](World&, const DacId& dac) { return roleChange(dac, kDoer, tx::Role::Founder, true); }),
        asMotion("SetRole", "from founder, which silence does not decide",
                 [](World&, const DacId& dac) { return roleChange(dac, kFounder, tx::Role::Member, true); }),
        asMotion("SpendTreasury", "as much as silence decides about",
                 [](World&, const DacId& dac) { return spending(dac, 20 * kToken, true); }),
        asMotion("SpendTreasury", "a gwei more than silence decides about",
                 [](World&, const DacId& dac) { return spending(dac, 20 * kToken + 1, true); }),
        asMotion("InstallTool", "that moves no money, which silence decides",
                 [](World&, const DacId& dac) { return plainTool(dac, true); }),
        asMotion("RemoveTool", "that moves no money, which silence decides",
                 [](World& w, const DacId& dac) {
                     w.must(w.send(kFounder, plainTool(dac, false)), "installing");
                     return tx::RemoveTool{dac, kBounties, 1};
                 }),
        {"InstallTool", "with one state and one rule", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             return w.by(kFounder, plainTool(dac, false));
         }},
        {"InstallTool", "with fifteen states", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             return w.by(kFounder, toolOf(dac, 15, {0x0f, 0x1e, 0, 0, 0xff, 0x1e, 0, 0, 0xfe, 0x10, 3, 0}));
         }},
        {"InstallTool", "whose records hold money from the first", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             return w.by(kFounder, toolOf(dac, 2, {0x01, 0x18, 0, 1, 0x12, 0x10, 0, 3}));
         }},
        {"InstallTool", "whose records pay before they are there", ErrorCode::OutOfRange,
         [](World& w) {
             const DacId dac = governedCompany(w);
             return w.by(kFounder, toolOf(dac, 2, {0x01, 0x18, 0, 2, 0x12, 0x10, 0, 3}));
         }},
        {"EnactMotion", "with as many against it as the threshold, which a vote decides", ErrorCode::TooEarly,
         [](World& w) { return enactedAgainstOne(w, 2500); }}, // one of four
        {"EnactMotion", "with fewer against it than the threshold", kOk,
         [](World& w) { return enactedAgainstOne(w, 2501); }},
        {"Settle", "a motion, named with a number behind it", ErrorCode::NoSuchMotion,
         [](World& w) { return settledAs(w, [](tx::Settle& settle) { settle.sub = 1; }); }},
        {"Settle", "a motion, named with something behind its id", ErrorCode::NoSuchMotion,
         [](World& w) { return settledAs(w, [](tx::Settle& settle) { settle.object[17] = 1; }); }},
        {"ChangeStake", "down in the second in which it is free again", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             const tx::MotionId id = putMotion(w, spending(dac, kToken, true));
             w.must(w.send(kFounder, voteOn(dac, id, tx::Side::Against)), "voting");
             w.now = memberOf(w, dac, kFounder).locked;
             return w.by(kFounder, tx::ChangeStake{dac, 10 * kToken});
         }},
        {"Join", "as what the inviter is", kOk,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.money(kNewcomer, 5 * kToken);
             w.must(w.send(kFounder, World::invite(dac, w.now + kDay, tx::Role::Founder)), "inviting");
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"CreateDac", "that is open to anyone", kOk,
         [](World& w) {
             w.money(kFounder, 100 * kToken);
             tx::CreateDac terms = World::terms();
             terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
             return w.by(kFounder, terms);
         }},
    };
}

RuleCases agreementEdges()
{
    const auto latest = [](const World& w) { return w.now + 2 * std::uint64_t{w.rules.maximumPeriod}; };
    const auto amendTo = [](Amount more) {
        return [=](World& w, const Job& job) {
            const state::Collaboration c = w.collaboration(job);
            const Amount others = c.askerDeposit + c.doerDeposit + c.courtFee;
            return tx::Amend{job.dac, job.id, c.seq, c.statement, (Amount{1} << 62) - others + more,
                             c.workBy};
        };
    };
    return {
        {"Propose", "with the largest sum there may be", kOk, [](World& w) { return largestProposal(w, 0); }},
        {"Propose", "with a gwei more than there may be", ErrorCode::AmountOverflow,
         [](World& w) { return largestProposal(w, 1); }},
        {"Propose", "with a deposit that just covers the court's fee", kOk,
         [](World& w) {
             const DacId court = courtCompany(w, 0);
             state::Charter charter = w.charter(court);
             charter.courtFee = 20 * kToken;
             w.place(state::charterKey(court), charter);
             tx::CreateDac home = World::terms();
             home.court = tx::companyParty(court);
             return w.by(kAsker, w.proposal(w.readyCompany(home)));
         }},
        about("Amend", "to the largest sum there may be", kOk, CollaborationState::Active, kAsker,
              amendTo(0)),
        about("Amend", "to a gwei more than there may be", ErrorCode::AmountOverflow,
              CollaborationState::Active, kAsker, amendTo(1)),
        about("Amend", "with the latest day there may be", kOk, CollaborationState::Active, kAsker,
              [=](World& w, const Job& job) {
                  const state::Collaboration c = w.collaboration(job);
                  return tx::Amend{job.dac, job.id, c.seq, c.statement, c.reward, latest(w)};
              }),
        about("Amend", "with work a second later than there may be", ErrorCode::OutOfRange,
              CollaborationState::Active, kAsker,
              [=](World& w, const Job& job) {
                  const state::Collaboration c = w.collaboration(job);
                  return tx::Amend{job.dac, job.id, c.seq, c.statement, c.reward, latest(w) + 1};
              }),
        about("Offer", "as long as there may be", kOk, CollaborationState::Active, kAsker,
              [](World& w, const Job& job) {
                  return tx::Offer{job.dac, job.id, w.collaboration(job).seq, kToken,
                                   w.now + w.rules.maximumPeriod};
              }),
        about("Offer", "a second longer than there may be", ErrorCode::OutOfRange, CollaborationState::Active,
              kAsker,
              [](World& w, const Job& job) {
                  return tx::Offer{job.dac, job.id, w.collaboration(job).seq, kToken,
                                   w.now + w.rules.maximumPeriod + 1};
              }),
        about("AcceptOffer", "in the second in which it is paid otherwise", ErrorCode::WrongState,
              CollaborationState::ToBeAllocated, kAsker,
              [](World& w, const Job& job) {
                  const state::Collaboration c = w.collaboration(job);
                  w.must(w.send(kDoer, tx::Offer{job.dac, job.id, c.seq, kToken, c.deadline + kDay}),
                         "offering");
                  w.now = c.deadline;
                  return tx::AcceptOffer{job.dac, job.id, c.seq, kToken};
              }),
        about("Answer", "with the whole pot", kOk, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) { return w.answer(job, 150 * kToken); }),
        about("Answer", "with a gwei more than the pot", ErrorCode::OutOfRange, CollaborationState::Disputed,
              kDoer, [](World& w, const Job& job) { return w.answer(job, 150 * kToken + 1); }),
        {"Settle", "a proposal that has ended, named with a number behind it", ErrorCode::NothingDue,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Proposed);
             w.now = w.collaboration(job).answerBy;
             tx::Settle settle = World::payout(job);
             settle.sub = 1;
             return World::unsignedStep(settle);
         }},
    };
}

RuleCases panelEdges()
{
    const auto two = [](World& w, const PanelJob& p) {
        answered(w, p);
        ruled(w, p, {kLow, kFar});
    };
    const auto asIfNothing = [](World& w, const PanelJob& p) {
        answered(w, p);
        ruled(w, p, {130 * kToken, 130 * kToken, 130 * kToken});
    };
    const auto paying = [](World& w, const PanelJob& p) {
        w.now = w.collaboration(p.job).deadline;
        return World::payout(p.job);
    };
    const auto appealing = [](const char* name, std::uint8_t panel) {
        return RuleCase{"Appeal", name, kOk, [=](World& w) {
                            const PanelJob p = jobBeforePanelOf(w, panel);
                            answered(w, p);
                            ruled(w, p, std::vector<Amount>(panel, kMiddle));
                            return w.by(kDoer, appeal(w, p.job));
                        }};
    };
    return {
        before("Settle", "what two of three have ruled, the nearer to what would have been", kOk, 0, two,
               paying),
        before("CloseVote", "of two who ruled, by the nearer", kOk, 0, two,
               [](World&, const PanelJob& p) { return closing(p.job, 1); }),
        before("CloseVote", "of two who ruled, by the other", kOk, 0, two,
               [](World&, const PanelJob& p) { return closing(p.job, 0); }),
        before("Settle", "a ruling that changes nothing, by which nobody has lost", kOk, 0, asIfNothing,
               paying),
        appealing("from a panel of one, to one of three", 1),
        appealing("from a panel of five, to one of seven", 5),
        before(
            "Settle", "what four of seven have ruled in an appeal", kOk, 0,
            [](World& w, const PanelJob& p) {
                toAppealed(w, p);
                ruled(w, p, {kFar, kLow, kMiddle, kMiddle + kToken});
            },
            paying),
    };
}

} // namespace

RuleCases edgeRules()
{
    RuleCases rules = companyEdges();
    for (const RuleCases& more : {agreementEdges(), panelEdges()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
