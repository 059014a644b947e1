// SPDX-License-Identifier: MIT
// Borders that only one number falls on, and who may not do what others may: found by moving the borders in
// the handlers, and by comparing what random steps are refused for with what the lists had.
#include "tests/support/panel_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

/// A step of `person` in a company that governs itself.
template <typename Make>
RuleCase inCompany(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                   Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                auto payload = make(w, dac);
                return w.by(person, std::move(payload));
            }};
}

template <typename Change>
RuleCase proposing(const char* name, std::optional<ErrorCode> refusal, Change change)
{
    return {"Propose", name, refusal, [=](World& w) {
                tx::Propose p = w.proposal(w.readyCompany());
                change(p, w);
                return w.by(kAsker, p);
            }};
}

template <typename Change>
RuleCase founding(const char* name, std::optional<ErrorCode> refusal, Change change)
{
    return {"CreateDac", name, refusal, [=](World& w) {
                w.money(kFounder, 100 * kToken);
                tx::CreateDac terms = World::terms();
                change(terms, w);
                return w.by(kFounder, terms);
            }};
}

/// Who has a motion open already puts another.
template <typename Make>
RuleCase second(const char* kind, Make make)
{
    return inCompany(kind, "as a motion, by who has one open", ErrorCode::MotionOpen, kAsker,
                     [=](World& w, const DacId& dac) {
                         auto act = make(w, dac);
                         putMotion(w, spending(dac, kToken, true));
                         return act;
                     });
}

RuleCases actBorders()
{
    const auto amend = [](World&, const DacId& dac) { return otherRules(dac, governedTerms()); };
    const auto amendByMotion = [](World&, const DacId& dac) {
        return otherRules(dac, governedTerms(), true);
    };
    const auto install = [](World&, const DacId& dac) { return bountyTool(dac); };
    const auto installByMotion = [](World&, const DacId& dac) { return bountyTool(dac, true); };
    const auto removeAs = [](std::uint8_t asMotion) {
        return [asMotion](World& w, const DacId& dac) {
            w.must(w.send(kFounder, bountyTool(dac)), "installing");
            return tx::RemoveTool{dac, kBounties, asMotion};
        };
    };
    return {
        inCompany("AmendCharter", "by somebody outside", ErrorCode::NotAMember, kArbitrator, amend),
        inCompany("AmendCharter", "as a motion, by somebody outside", ErrorCode::NotAMember, kArbitrator,
                  amendByMotion),
        inCompany("AmendCharter", "to an arbitrator who costs more than the lowest deposit",
                  ErrorCode::BelowMinimum, kFounder,
                  [](World&, const DacId& dac) {
                      tx::AmendCharter act = otherRules(dac, governedTerms());
                      act.court = partyOf(kArbitrator);
                      act.panel = 1;
                      act.revealPeriod = kDay;
                      act.courtFee = act.minimumDeposit + 1;
                      return act;
                  }),
        second("AmendCharter", amendByMotion),
        inCompany("InstallTool", "by somebody outside", ErrorCode::NotAMember, kArbitrator, install),
        second("InstallTool", installByMotion),
        inCompany("RemoveTool", "by somebody outside", ErrorCode::NotAMember, kArbitrator, removeAs(0)),
        inCompany("RemoveTool", "neither at once nor as a motion", ErrorCode::OutOfRange, kAsker,
                  removeAs(2)),
        second("RemoveTool", removeAs(1)),
        second("SetRole",
               [](World&, const DacId& dac) { return roleChange(dac, kDoer, tx::Role::Officer, true); }),
        {"EnactMotion", "a role that the member has by now", ErrorCode::OutOfRange,
         [](World& w) {
             const DacId dac = governedCompany(w);
             const tx::SetRole act = roleChange(dac, kDoer, tx::Role::Officer, true);
             const tx::MotionId id = putMotion(w, act);
             w.must(w.send(kFounder, roleChange(dac, kDoer, tx::Role::Officer)), "the same at once");
             w.now = motionOf(w, dac, id).objectBy;
             return w.by(kAsker, enactment(dac, id, act));
         }},
    };
}

RuleCases termBorders()
{
    return {
        founding("an arbitrator who costs as much as the lowest deposit", kOk,
                 [](tx::CreateDac& t, World&) { t.courtFee = t.minimumDeposit; }),
        founding("the shortest and the longest period there may be", kOk,
                 [](tx::CreateDac& t, World& w) {
                     t.reviewPeriod = w.rules.minimumPeriod;
                     t.challengePeriod = w.rules.maximumPeriod;
                 }),
        founding("a period a second too short", ErrorCode::OutOfRange,
                 [](tx::CreateDac& t, World& w) { t.gracePeriod = w.rules.minimumPeriod - 1; }),
        founding("a period a second too long", ErrorCode::OutOfRange,
                 [](tx::CreateDac& t, World& w) { t.gracePeriod = w.rules.maximumPeriod + 1; }),
        founding("shares of a whole", kOk,
                 [](tx::CreateDac& t, World&) {
                     t.tax = t.depositShare = t.slash = t.objectionThreshold = 10'000;
                 }),
        proposing("with a share of the reward that is rounded down", kOk,
                  [](tx::Propose& p, World&) {
                      p.reward = 100 * kToken + 9;
                      p.askerDeposit = p.doerDeposit = 10 * kToken;
                  }),
        proposing("with a deposit of one gwei less than its share", ErrorCode::BelowMinimum,
                  [](tx::Propose& p, World&) {
                      p.reward = 100 * kToken;
                      p.askerDeposit = 10 * kToken - 1;
                  }),
        proposing("with work in the second of the answer", ErrorCode::OutOfRange,
                  [](tx::Propose& p, World&) { p.workBy = p.answerBy; }),
        proposing("with work a second after the answer", kOk,
                  [](tx::Propose& p, World&) { p.workBy = p.answerBy + 1; }),
        proposing("with the latest days there may be", kOk,
                  [](tx::Propose& p, World& w) {
                      p.answerBy = w.now + w.rules.maximumPeriod;
                      p.workBy = w.now + 2 * std::uint64_t{w.rules.maximumPeriod};
                  }),
        proposing("with work a second later than there may be", ErrorCode::OutOfRange,
                  [](tx::Propose& p, World& w) {
                      p.workBy = w.now + 2 * std::uint64_t{w.rules.maximumPeriod} + 1;
                  }),
        proposing("in one's own name, which need not be said", kOk,
                  [](tx::Propose& p, World&) { p.asker = partyOf(kAsker); }),
        about("Deliver", "in the second in which it is due, which is late", kOk, CollaborationState::Active,
              kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).workBy;
                  return w.delivery(job);
              }),
        about("Deliver", "in the second before it is due", kOk, CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).workBy - 1;
                  return w.delivery(job);
              }),
        {"Approve", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kAsker, tx::Approve{dac, {}, 0, contentOf("the work")});
         }},
        {"RequestChanges", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kAsker, tx::RequestChanges{
                                     dac, {}, 0, contentOf("the work"), contentOf("why"), w.now + 30 * kDay});
         }},
    };
}

/// A deadline that passed changes a record only if somebody changes it.
RuleCases timeBorders()
{
    const auto recovering = [](World& w) {
        for (const std::size_t person : {kAsker, kOutsider, kDoer}) w.money(person, 5 * kToken);
        w.must(w.send(kAsker, tx::SetGuardian{addressOf(kOutsider)}), "naming a guardian");
        w.must(w.send(kOutsider, tx::Recover{addressOf(kAsker), addressOf(kNewcomer)}), "recovering");
        w.now += mvm::kRecoveryDelay;
    };
    return {
        {"Transfer", "to an account whose key has changed meanwhile, which is noted then", kOk,
         [=](World& w) {
             recovering(w);
             return w.by(kDoer, tx::Transfer{addressOf(kAsker), 1});
         }},
        {"Deposit", "of nothing, which notes that a key has changed meanwhile", kOk,
         [=](World& w) {
             recovering(w);
             return World::unsignedStep(tx::Deposit{9, addressOf(kAsker), 0});
         }},
        {"Deposit", "of nothing to nobody yet, which makes an account", kOk,
         [](World&) {
             return World::unsignedStep(tx::Deposit{9, addressOf(kAsker), 0});
         }},
        about("WithdrawDispute", "work that was in its grace has the time that was left", kOk,
              CollaborationState::Active, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 2 * kHour;
                  w.must(w.send(kAsker, w.dispute(job, 0)), "disputing");
                  w.now += kDay;
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        about("WithdrawDispute", "in the last second, which leaves the shortest period", kOk,
              CollaborationState::Active, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 1;
                  w.must(w.send(kAsker, w.dispute(job, 0)), "disputing");
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        {"Settle", "a refund that a ruling has overturned, which is not late", kOk,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Active);
             w.now = w.collaboration(job).deadline;
             w.must(w.send(kDoer, w.dispute(job, 120 * kToken)), "disputing");
             w.now += w.rules.answerPeriod;
             w.must(w.send(kArbitrator, w.ruling(job, 120 * kToken)), "ruling");
             return World::unsignedStep(World::payout(job));
         }},
        {"Settle", "a case of an earlier round", kOk,
         [](World& w) {
             const PanelJob p = panelJob(w);
             toAppealed(w, p);
             return World::unsignedStep(World::casePayout(p.job));
         }},
    };
}

RuleCases panelBorders()
{
    /// Three rulings, the last of them `beyond` gwei further from the middle than a tenth of the pot of 150.
    const auto rulings = [](Amount beyond) {
        return [beyond](World& w, const PanelJob& p) {
            answered(w, p);
            ruled(w, p, {kMiddle - 15 * kToken, kMiddle, kMiddle + 15 * kToken + beyond});
        };
    };
    const auto third = [](World&, const PanelJob& p) { return closing(p.job, 2); };
    /// What was done with every seat a second before the case, or so much later.
    const auto seats = [](Timestamp state::Seat::*when, Timestamp late) {
        return [when, late](World& w, const PanelJob& p) {
            answered(w, p);
            const Timestamp opened = w.standing(p.job).dispute->opened;
            for (std::uint32_t number = 0; number < w.purse(p.court).seats; ++number) {
                state::Seat seat = seatOf(w, p.court, number);
                seat.*when = opened - 1 + late;
                w.place(state::seatKey(p.court, number), seat);
            }
        };
    };
    const auto since = &state::Seat::since;
    const auto left = &state::Seat::left;
    /// Every juror is a member only, from a day after the case on.
    const auto demoted = [](World& w, const PanelJob& p) {
        answered(w, p);
        w.now += kDay;
        for (std::size_t i = 0; i < 7; ++i)
            w.must(w.send(kFounder, roleChange(p.court, kFirstJuror + i, tx::Role::Member)), "a lower role");
    };
    const auto draw = [](World& w, const PanelJob& p) { return drawing(w, p.job); };
    return {
        before("CloseVote", "a tenth of the pot from the ruling", kOk, 0, rulings(0), third),
        before("CloseVote", "a gwei more than a tenth of the pot from the ruling", kOk, 0, rulings(1), third),
        before("DrawPanel", "from seats taken a second before the case", kOk, kAsker, seats(since, 0), draw),
        before("DrawPanel", "from seats taken in the second of the case, which are passed over", kOk, kAsker,
               seats(since, 1), draw),
        before("DrawPanel", "from seats left a second before the case, which are passed over", kOk, kAsker,
               seats(left, 0), draw),
        before("DrawPanel", "from seats left in the second of the case", kOk, kAsker, seats(left, 1), draw),
        before("DrawPanel", "from seats of who became members only after the case", kOk, kAsker, demoted,
               draw),
        before("CloseVote", "a place beyond the last", ErrorCode::NothingDue, 0, toRuled,
               [](World&, const PanelJob& p) { return closing(p.job, 3); }),
        before("DrawPanel", "by who cannot pay for it", ErrorCode::InsufficientBalance, kNewcomer, toAnswered,
               draw),
    };
}

} // namespace

RuleCases borderRules()
{
    RuleCases rules = actBorders();
    for (const RuleCases& more : {termBorders(), timeBorders(), panelBorders()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
