// SPDX-License-Identifier: MIT
// Refusals that need a world which no history of steps makes: a record that is missing, an id that is taken.
// Every kind has a rule for every reason (tests/lint/check_refusals.py).
#include <limits>

#include "tests/support/guild_cases.h"
#include "tests/support/panel_cases.h"

namespace stoa::test {
namespace {

using World = MachineWorld;

constexpr Amount kMost = std::numeric_limits<Amount>::max();

/// kAsker's act as a motion whose id is taken.
template <typename Make>
RuleCase takenMotion(const char* kind, Make make)
{
    return {kind, "a motion whose id is taken", ErrorCode::AlreadyExists, [=](World& w) {
                const DacId dac = governedCompany(w);
                const Step step = w.by(kAsker, make(w, dac));
                const Hash digest = tx::digestOf(*tx::decode(step.bytes), w.rules.domain);
                w.place(state::motionKey(dac, tx::motionIdOf(digest)), state::Motion{});
                return step;
            }};
}

template <typename Make>
RuleCase motionWithoutBond(const char* kind, Make make)
{
    return {kind, "a motion without the bond", ErrorCode::InsufficientBalance, [=](World& w) {
                const DacId dac = governedCompany(w);
                auto act = make(w, dac);
                state::Account account = w.account(kAsker);
                account.balance = kToken;
                w.place(state::accountKey(addressOf(kAsker)), account);
                return w.by(kAsker, std::move(act));
            }};
}

/// Carries out an amendment that the members agreed on, and that cannot be.
template <typename Change>
RuleCase badAmendment(const char* name, ErrorCode refusal, Change change)
{
    return {"EnactMotion", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                const tx::MotionId id = putMotion(w, otherRules(dac, governedTerms(), true));
                tx::AmendCharter act = otherRules(dac, governedTerms(), true);
                change(w, act);
                state::Motion motion = motionOf(w, dac, id);
                motion.act = tx::actHashOf(tx::Payload{act});
                motion.inFavour = motion.total;
                w.place(state::motionKey(dac, id), motion);
                w.now = motion.decideBy;
                return w.by(kAsker, enactment(dac, id, act));
            }};
}

/// Carries out what the members agreed on about the bounties, which has become impossible.
template <typename Change>
RuleCase badTool(const char* name, ErrorCode refusal, bool isRemoval, Change change)
{
    return {"EnactMotion", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                if (isRemoval) w.must(w.send(kFounder, bountyTool(dac)), "installing");
                const tx::Payload act = isRemoval ? tx::Payload{tx::RemoveTool{dac, kBounties, 1}}
                                                  : tx::Payload{bountyTool(dac, true)};
                const tx::MotionId id = putMotion(w, act);
                state::Motion motion = motionOf(w, dac, id);
                motion.inFavour = motion.total;
                w.place(state::motionKey(dac, id), motion);
                w.now = motion.decideBy;
                change(w, state::toolKey(dac, kBounties));
                return w.by(kAsker, enactment(dac, id, act));
            }};
}

/// A company that is a side has lost its purse.
template <typename Make>
RuleCase withoutPurse(const char* kind, bool isAccepted, Make make)
{
    return {kind, "for a company without a purse", ErrorCode::NoSuchCompany, [=](World& w) {
                const Between b = proposedToGuild(w);
                if (isAccepted) w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
                w.remove(state::purseKey(b.guild));
                auto payload = make(w, b);
                return w.by(kOutsider, std::move(payload));
            }};
}

RuleCases motionRest()
{
    const auto role = [](World&, const DacId& dac) {
        return roleChange(dac, kDoer, tx::Role::Officer, true);
    };
    const auto charter = [](World&, const DacId& dac) { return otherRules(dac, governedTerms(), true); };
    const auto installation = [](World&, const DacId& dac) { return bountyTool(dac, true); };
    const auto removal = [](World& w, const DacId& dac) {
        w.must(w.send(kFounder, bountyTool(dac)), "installing");
        return tx::RemoveTool{dac, kBounties, 1};
    };
    return {
        takenMotion("SetRole", role),
        takenMotion("AmendCharter", charter),
        takenMotion("RemoveTool", removal),
        motionWithoutBond("SetRole", role),
        motionWithoutBond("AmendCharter", charter),
        motionWithoutBond("InstallTool", installation),
        motionWithoutBond("RemoveTool", removal),
        badAmendment("an amendment below what a court needs", ErrorCode::BelowMinimum,
                     [](World&, tx::AmendCharter& act) { act.courtFee = act.minimumDeposit + 1; }),
        badAmendment("an amendment that makes the company its own judge", ErrorCode::SameParty,
                     [](World&, tx::AmendCharter& act) { act.court = tx::companyParty(act.dac); }),
        badAmendment("an amendment of a company without a charter", ErrorCode::NoSuchCompany,
                     [](World& w, tx::AmendCharter& act) { w.remove(state::charterKey(act.dac)); }),
        badTool("a tool whose number is taken", ErrorCode::AlreadyExists, false,
                [](World& w, const state::Key& key) { w.place(key, state::Tool{}); }),
        badTool("to remove a tool that is gone", ErrorCode::NotAllowedByTool, true,
                [](World& w, const state::Key& key) { w.remove(key); }),
        badTool("to remove a tool that holds something by now", ErrorCode::StillHeld, true,
                [](World& w, const state::Key& key) {
                    state::Tool tool = *w.read<state::Tool>(key);
                    tool.open = 1;
                    w.place(key, tool);
                }),
        {"RemoveTool", "of a company without a charter", ErrorCode::NoSuchCompany,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             w.remove(state::charterKey(dac));
             return w.by(kFounder, tx::RemoveTool{dac, kBounties, 0});
         }},
        {"PutRecord", "funds more than the treasury has", ErrorCode::InsufficientBalance,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             w.must(w.send(kAsker, newBounty(dac)), "a bounty");
             const ObjectId object = tx::objectIdOf(w.digest());
             state::Purse purse = w.purse(dac);
             purse.treasury = kToken;
             w.place(state::purseKey(dac), purse);
             return w.by(kFounder, bountyIn(w, newBounty(dac), object, 2, 2 * kToken));
         }},
    };
}

RuleCases sideRest()
{
    const auto appealing = [](const char* name, ErrorCode refusal, auto change) {
        return before("Appeal", name, refusal, kAsker, toRuled, [=](World& w, const PanelJob& p) {
            change(w, p);
            return appeal(w, p.job);
        });
    };
    const auto closingOne = [](const char* name, ErrorCode refusal, auto until, auto change) {
        return before("CloseVote", name, refusal, kOutsider, until, [=](World& w, const PanelJob& p) {
            change(w, p);
            return closing(p.job, 0);
        });
    };
    return {
        withoutPurse("Accept", false, [](World& w, const Between& b) { return w.acceptance(b.job); }),
        withoutPurse("Dispute", true,
                     [](World& w, const Between& b) { return w.dispute(b.job, 130 * kToken); }),
        {"AgreeAmendment", "to less, for a company without a purse", ErrorCode::NoSuchCompany,
         [](World& w) {
             const Between b = proposedByGuild(w);
             w.must(w.send(kDoer, w.acceptance(b.job)), "accepting");
             state::Collaboration c = w.collaboration(b.job);
             const tx::Amend act{b.job.dac, b.job.id, c.seq, c.statement, c.reward - 1, c.workBy};
             w.must(w.send(kOutsider, act), "amending");
             w.remove(state::purseKey(b.guild));
             return w.by(kDoer,
                         tx::AgreeAmendment{b.job.dac, b.job.id, c.seq, c.statement, c.reward - 1, c.workBy});
         }},
        appealing("whose case is there already", ErrorCode::AlreadyExists,
                  [](World& w, const PanelJob& p) {
                      w.place(state::caseKey(p.job.dac, p.job.id, 2), state::Case{});
                  }),
        appealing("before a court without a purse", ErrorCode::NoCourt,
                  [](World& w, const PanelJob& p) { w.remove(state::purseKey(p.court)); }),
        before("Appeal", "for a company without a purse", ErrorCode::NoSuchCompany, kOutsider, toRuled,
               [](World& w, const PanelJob& p) {
                   w.money(kFounder, 1000 * kToken);
                   w.money(kNewcomer, 100 * kToken);
                   w.money(kOutsider, 100 * kToken);
                   const DacId company = guild(w);
                   w.remove(state::purseKey(company));
                   auto c = *w.read<state::Collaboration>(state::collaborationKey(p.job.dac, p.job.id));
                   c.asker = tx::companyParty(company);
                   w.place(state::collaborationKey(p.job.dac, p.job.id), c);
                   return appeal(w, p.job);
               }),
        closingOne("of a juror who cannot hold the share", ErrorCode::AmountOverflow, toRuled,
                   [](World& w, const PanelJob& p) {
                       const std::size_t juror = jurorAt(w, p.job, 0);
                       state::Account account = w.account(juror);
                       account.balance = kMost;
                       w.place(state::accountKey(addressOf(juror)), account);
                   }),
        closingOne("of a court without a purse, for what a seat loses", ErrorCode::NoSuchCompany, toVoid,
                   [](World& w, const PanelJob& p) { w.remove(state::purseKey(p.court)); }),
    };
}

} // namespace

RuleCases restRules()
{
    RuleCases rules = motionRest();
    const RuleCases more = sideRest();
    rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
