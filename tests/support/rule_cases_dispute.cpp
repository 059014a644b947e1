// SPDX-License-Identifier: MIT
// The rules of payment, and of arbitration by a named person.
#include <limits>

#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

constexpr Amount kMost = std::numeric_limits<Amount>::max();

/// An unsigned Settle about a collaboration in `state`.
template <typename Make>
RuleCase settles(const char* name, std::optional<ErrorCode> refusal, CollaborationState state, Make make)
{
    return {"Settle", name, refusal, [=](World& w) {
                const Job job = w.jobIn(state);
                return World::unsignedStep(make(w, job));
            }};
}

/// Fills the account so that not one gwei fits in.
void fill(World& w, std::size_t person)
{
    state::Account account = w.account(person);
    account.balance = kMost;
    w.place(state::accountKey(addressOf(person)), account);
}

RuleCases payoutRules()
{
    const auto ok = std::nullopt;
    const auto pay = [](World&, const Job& job) { return World::payout(job); };
    const auto payFull = [](std::size_t person) {
        return [person](World& w, const Job& job) {
            w.now = w.collaboration(job).deadline;
            fill(w, person);
            return World::payout(job);
        };
    };
    return {
        settles("an answer that may still come", ErrorCode::NothingDue, CollaborationState::Proposed,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).answerBy - 1;
                    return World::payout(job);
                }),
        settles("no answer came", ok, CollaborationState::Proposed,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).answerBy;
                    return World::payout(job);
                }),
        settles("taken back", ok, CollaborationState::Proposed,
                [](World& w, const Job& job) {
                    w.must(w.send(kAsker, w.cancelling(job)), "taking back");
                    return World::payout(job);
                }),
        settles("work under way", ErrorCode::NothingDue, CollaborationState::Active, pay),
        settles("no work came, the challenging period runs", ErrorCode::NothingDue,
                CollaborationState::Active,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline + 14 * kDay - 1;
                    return World::payout(job);
                }),
        settles("no work came, the challenging period is over", ok, CollaborationState::Active,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline + 14 * kDay;
                    return World::payout(job);
                }),
        settles("nobody reviewed, the challenging period is over", ok, CollaborationState::Delivered,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline + 14 * kDay;
                    return World::payout(job);
                }),
        settles("the challenging period runs", ErrorCode::NothingDue, CollaborationState::ToBeAllocated,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline - 1;
                    return World::payout(job);
                }),
        settles("the challenging period is over", ok, CollaborationState::ToBeAllocated,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline;
                    return World::payout(job);
                }),
        settles("a dispute under way", ErrorCode::NothingDue, CollaborationState::Disputed, pay),
        settles("a ruling, at once", ok, CollaborationState::Ruled, pay),
        settles("twice", ErrorCode::NothingDue, CollaborationState::Settled, pay),
        settles("twice what was taken back", ErrorCode::NothingDue, CollaborationState::Cancelled, pay),
        settles("twice a refund", ErrorCode::NothingDue, CollaborationState::Refunded, pay),
        settles("a part of a collaboration", ErrorCode::NothingDue, CollaborationState::Ruled,
                [](World&, const Job& job) {
                    tx::Settle settle = World::payout(job);
                    settle.sub = 1;
                    return settle;
                }),
        settles("a table that holds no money due", ErrorCode::NothingDue, CollaborationState::Ruled,
                [](World&, const Job& job) {
                    tx::Settle settle = World::payout(job);
                    settle.table = static_cast<std::uint8_t>(state::Table::Purse);
                    return settle;
                }),
        settles("a table that does not exist", ErrorCode::NothingDue, CollaborationState::Ruled,
                [](World&, const Job& job) {
                    tx::Settle settle = World::payout(job);
                    settle.table = 200;
                    return settle;
                }),
        settles("a collaboration that does not exist", ErrorCode::NoSuchCollaboration,
                CollaborationState::Ruled,
                [](World&, const Job& job) {
                    tx::Settle settle = World::payout(job);
                    settle.object = {};
                    return settle;
                }),
        settles("an asker who cannot hold what comes back", ErrorCode::AmountOverflow,
                CollaborationState::Proposed, payFull(kAsker)),
        settles("an asker who cannot hold the deposit", ErrorCode::AmountOverflow,
                CollaborationState::ToBeAllocated, payFull(kAsker)),
        settles("a doer who cannot hold the reward", ErrorCode::AmountOverflow,
                CollaborationState::ToBeAllocated, payFull(kDoer)),
        settles("an aggregator who cannot hold the tip", ErrorCode::AmountOverflow,
                CollaborationState::ToBeAllocated, payFull(kAggregator)),
        settles("a treasury that cannot hold the tax", ErrorCode::AmountOverflow,
                CollaborationState::ToBeAllocated,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline;
                    state::Purse purse = w.purse(job.dac);
                    purse.treasury = kMost;
                    w.place(state::purseKey(job.dac), purse);
                    return World::payout(job);
                }),
        settles("a company without a purse", ErrorCode::NoSuchCompany, CollaborationState::ToBeAllocated,
                [](World& w, const Job& job) {
                    w.now = w.collaboration(job).deadline;
                    w.remove(state::purseKey(job.dac));
                    return World::payout(job);
                }),
    };
}

RuleCases feeRules()
{
    const auto ok = std::nullopt;
    const auto pay = [](World&, const Job& job) { return World::casePayout(job); };
    return {
        settles("the fee of a ruling", ok, CollaborationState::Ruled, pay),
        settles("the fee of a case under way", ErrorCode::NothingDue, CollaborationState::Disputed, pay),
        settles("the fee twice", ErrorCode::NothingDue, CollaborationState::Ruled,
                [](World& w, const Job& job) {
                    w.must(w.sendUnsigned(World::casePayout(job)), "the first time");
                    return World::casePayout(job);
                }),
        settles("the fee while the court may still rule", ErrorCode::NothingDue, CollaborationState::Disputed,
                [](World& w, const Job& job) {
                    w.now = w.storedCase(job).deadline + w.charter(job.dac).revealPeriod - 1;
                    return World::casePayout(job);
                }),
        settles("the fee of a silent court", ok, CollaborationState::Disputed,
                [](World& w, const Job& job) {
                    w.now = w.storedCase(job).deadline + w.charter(job.dac).revealPeriod;
                    return World::casePayout(job);
                }),
        settles("the fee of an agreement", ok, CollaborationState::Disputed,
                [](World& w, const Job& job) {
                    w.must(w.send(kDoer, w.answer(job, w.storedCase(job).claim)), "agreeing");
                    return World::casePayout(job);
                }),
        settles("the fee of a case that was withdrawn", ok, CollaborationState::Disputed,
                [](World& w, const Job& job) {
                    state::Case dispute = w.storedCase(job);
                    dispute.state = static_cast<std::uint8_t>(state::CaseState::Withdrawn);
                    w.place(state::caseKey(job.dac, job.id, 1), dispute);
                    return World::casePayout(job);
                }),
        settles("the fee of no case", ErrorCode::NoSuchCase, CollaborationState::Delivered, pay),
        settles("the fee of another round", ErrorCode::NoSuchCase, CollaborationState::Ruled,
                [](World&, const Job& job) { return World::casePayout(job, 2); }),
        settles("the fee of a round beyond all", ErrorCode::NoSuchCase, CollaborationState::Ruled,
                [](World&, const Job& job) {
                    tx::Settle settle = World::casePayout(job);
                    settle.sub = 257;
                    return settle;
                }),
        settles("an arbitrator who cannot hold the fee", ErrorCode::AmountOverflow, CollaborationState::Ruled,
                [](World& w, const Job& job) {
                    fill(w, kArbitrator);
                    return World::casePayout(job);
                }),
        settles("an aggregator who cannot hold the case's tip", ErrorCode::AmountOverflow,
                CollaborationState::Ruled,
                [](World& w, const Job& job) {
                    fill(w, kAggregator);
                    return World::casePayout(job);
                }),
        {"Settle", "an expired gift", ok,
         [](World& w) {
             const DacId dac = w.readyCompany();
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.gift = kToken;
             w.must(w.send(kFounder, invite), "inviting");
             w.now += kDay;
             return World::unsignedStep(World::invitePayout(dac, invite.ticket));
         }},
        {"Settle", "a gift that may still be taken", ErrorCode::NothingDue,
         [](World& w) {
             const DacId dac = w.readyCompany();
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.gift = kToken;
             w.must(w.send(kFounder, invite), "inviting");
             w.now += kDay - 1;
             return World::unsignedStep(World::invitePayout(dac, invite.ticket));
         }},
        {"Settle", "the gift of no invitation", ErrorCode::NoSuchInvite,
         [](World& w) {
             return World::unsignedStep(World::invitePayout(w.readyCompany(), addressOf(kTicket)));
         }},
        {"Settle", "an inviter who cannot hold the gift", ErrorCode::AmountOverflow,
         [](World& w) {
             const DacId dac = w.readyCompany();
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.gift = kToken;
             w.must(w.send(kFounder, invite), "inviting");
             w.now += kDay;
             fill(w, kFounder);
             return World::unsignedStep(World::invitePayout(dac, invite.ticket));
         }},
    };
}

RuleCases claimRules()
{
    const auto ok = std::nullopt;
    const auto claim = [](Amount amount) {
        return [amount](World& w, const Job& job) { return w.dispute(job, amount); };
    };
    return {
        about("Dispute", "by the asker, before delivery", ok, CollaborationState::Active, kAsker, claim(0)),
        about("Dispute", "by the doer, after delivery", ok, CollaborationState::Delivered, kDoer,
              claim(150 * kToken)),
        about("Dispute", "in the last second of the challenging period", ok,
              CollaborationState::ToBeAllocated, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 1;
                  return w.dispute(job, 30 * kToken);
              }),
        about("Dispute", "when the challenging period is over", ErrorCode::TooLate,
              CollaborationState::ToBeAllocated, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return w.dispute(job, 30 * kToken);
              }),
        about("Dispute", "by somebody else", ErrorCode::NotAParty, CollaborationState::Delivered, kOutsider,
              claim(30 * kToken)),
        about("Dispute", "by the arbitrator", ErrorCode::NotAParty, CollaborationState::Delivered,
              kArbitrator, claim(30 * kToken)),
        about("Dispute", "before both have locked", ErrorCode::WrongState, CollaborationState::Proposed,
              kAsker, claim(30 * kToken)),
        about("Dispute", "a dispute", ErrorCode::WrongState, CollaborationState::Disputed, kDoer,
              claim(30 * kToken)),
        about("Dispute", "after the end", ErrorCode::WrongState, CollaborationState::Settled, kDoer,
              claim(0)),
        about("Dispute", "as it was before it changed", ErrorCode::WrongSequence, CollaborationState::Active,
              kAsker,
              [](World& w, const Job& job) {
                  const tx::Dispute before = w.dispute(job, 0);
                  w.must(w.send(kDoer, w.delivery(job)), "delivering");
                  return before;
              }),
        about("Dispute", "twice by the same side", ErrorCode::AlreadyDisputed, CollaborationState::Disputed,
              kAsker,
              [](World& w, const Job& job) {
                  w.now = w.storedCase(job).deadline + w.charter(job.dac).revealPeriod;
                  return w.dispute(job, 30 * kToken);
              }),
        about("Dispute", "by the other side after a silent court", ok, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.storedCase(job).deadline + w.charter(job.dac).revealPeriod;
                  return w.dispute(job, 150 * kToken);
              }),
        about("Dispute", "a claim above the pot", ErrorCode::OutOfRange, CollaborationState::Delivered, kDoer,
              claim(150 * kToken + 1)),
        about("Dispute", "a claim of what would happen anyway", ErrorCode::OutOfRange,
              CollaborationState::Delivered, kDoer, claim(130 * kToken)),
        about("Dispute", "without evidence", ErrorCode::OutOfRange, CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Dispute d = w.dispute(job, 30 * kToken);
                  d.evidence = {};
                  return d;
              }),
        about("Dispute", "at another fee", ErrorCode::ContentConflict, CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Dispute d = w.dispute(job, 30 * kToken);
                  --d.courtFee;
                  return d;
              }),
        about("Dispute", "one whose round is taken", ErrorCode::AlreadyExists, CollaborationState::Delivered,
              kAsker,
              [](World& w, const Job& job) {
                  w.place(state::caseKey(job.dac, job.id, 1), state::Case{});
                  return w.dispute(job, 30 * kToken);
              }),
        about("Dispute", "without the money for the fee", ErrorCode::InsufficientBalance,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  const Amount spare = w.balance(kAsker) - kToken;
                  w.must(w.send(kAsker, tx::Transfer{addressOf(kOutsider), spare}), "giving money away");
                  return w.dispute(job, 30 * kToken);
              }),
        {"Dispute", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, w.dispute(Job{}, 0));
         }},
        {"Dispute", "where there is no court", ErrorCode::NoCourt,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.court = {};
             const Job job = w.jobIn(CollaborationState::Delivered, w.readyCompany(terms));
             return w.by(kAsker, w.dispute(job, 30 * kToken));
         }},
        // A dispute after a refund came due by itself.
        about("Dispute", "a refund", ok, CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return w.dispute(job, 130 * kToken);
              }),
    };
}

RuleCases answerRules()
{
    const auto ok = std::nullopt;
    const auto answer = [](Amount amount) {
        return [amount](World& w, const Job& job) { return w.answer(job, amount); };
    };
    return {
        about("Answer", "names another amount", ok, CollaborationState::Disputed, kDoer,
              answer(130 * kToken)),
        about("Answer", "agrees", ok, CollaborationState::Disputed, kDoer, answer(30 * kToken)),
        about("Answer", "in the last second", ok, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  const tx::Answer a = w.answer(job, 130 * kToken);
                  w.now = w.storedCase(job).deadline - 1;
                  return a;
              }),
        about("Answer", "when the time to answer is over", ErrorCode::TooLate, CollaborationState::Disputed,
              kDoer,
              [](World& w, const Job& job) {
                  w.now = w.storedCase(job).deadline;
                  return w.answer(job, 130 * kToken);
              }),
        about("Answer", "twice", ErrorCode::TooLate, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
                  return w.answer(job, 30 * kToken);
              }),
        about("Answer", "no dispute", ErrorCode::WrongState, CollaborationState::Delivered, kDoer,
              answer(130 * kToken)),
        about("Answer", "one's own claim", ErrorCode::NotAParty, CollaborationState::Disputed, kAsker,
              answer(130 * kToken)),
        about("Answer", "by somebody else", ErrorCode::NotAParty, CollaborationState::Disputed, kOutsider,
              answer(130 * kToken)),
        about("Answer", "another round", ErrorCode::ContentConflict, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  tx::Answer a = w.answer(job, 130 * kToken);
                  ++a.round;
                  return a;
              }),
        about("Answer", "another claim", ErrorCode::ContentConflict, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  tx::Answer a = w.answer(job, 130 * kToken);
                  ++a.claim;
                  return a;
              }),
        about("Answer", "above the pot", ErrorCode::OutOfRange, CollaborationState::Disputed, kDoer,
              answer(150 * kToken + 1)),
        about("Answer", "without evidence", ErrorCode::OutOfRange, CollaborationState::Disputed, kDoer,
              [](World& w, const Job& job) {
                  tx::Answer a = w.answer(job, 130 * kToken);
                  a.evidence = {};
                  return a;
              }),
        {"Answer", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kDoer, 5 * kToken);
             return w.by(kDoer, w.answer(Job{}, 0));
         }},
    };
}

RuleCases namedPersonRules()
{
    const auto ok = std::nullopt;
    /// A ruling on a dispute that was answered.
    const auto answered = [](const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                             auto change) {
        return about("RevealRuling", name, refusal, CollaborationState::Disputed, person,
                     [change](World& w, const Job& job) {
                         w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
                         tx::RevealRuling r = w.ruling(job, 80 * kToken);
                         change(r, w, job);
                         return r;
                     });
    };
    using R = tx::RevealRuling;
    return {
        answered("between claim and answer", ok, kArbitrator, [](R&, World&, const Job&) {}),
        answered("below both is lifted", ok, kArbitrator, [](R& r, World&, const Job&) { r.amount = 0; }),
        answered("above both is lowered", ok, kArbitrator,
                 [](R& r, World&, const Job&) { r.amount = kMost; }),
        answered("in the last second", ok, kArbitrator,
                 [](R&, World& w, const Job& job) { w.now = w.storedCase(job).deadline - 1; }),
        answered("when the time to rule is over", ErrorCode::WrongState, kArbitrator,
                 [](R&, World& w, const Job& job) { w.now = w.storedCase(job).deadline; }),
        answered("by a party", ErrorCode::NotTheArbitrator, kAsker, [](R&, World&, const Job&) {}),
        answered("on another round", ErrorCode::ContentConflict, kArbitrator,
                 [](R& r, World&, const Job&) { ++r.round; }),
        answered("without reasons", ErrorCode::OutOfRange, kArbitrator,
                 [](R& r, World&, const Job&) { r.reasons = {}; }),
        about("RevealRuling", "before the other side was heard", ErrorCode::TooEarly,
              CollaborationState::Disputed, kArbitrator,
              [](World& w, const Job& job) {
                  w.now = w.storedCase(job).deadline - 1;
                  return w.ruling(job, 80 * kToken);
              }),
        about("RevealRuling", "when no answer came", ok, CollaborationState::Disputed, kArbitrator,
              [](World& w, const Job& job) {
                  w.now = w.storedCase(job).deadline;
                  return w.ruling(job, 80 * kToken);
              }),
        about("RevealRuling", "without a dispute", ErrorCode::WrongState, CollaborationState::Delivered,
              kArbitrator, [](World& w, const Job& job) { return w.ruling(job, 80 * kToken); }),
        about("RevealRuling", "twice", ErrorCode::WrongState, CollaborationState::Ruled, kArbitrator,
              [](World& w, const Job& job) { return w.ruling(job, 30 * kToken); }),
        {"RevealRuling", "on nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kArbitrator, 5 * kToken);
             return w.by(kArbitrator, w.ruling(Job{}, 0));
         }},
    };
}

} // namespace

RuleCases settleRules()
{
    RuleCases rules = payoutRules();
    const RuleCases more = feeRules();
    rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

RuleCases disputeRules()
{
    RuleCases rules = claimRules();
    for (const RuleCases& more : {answerRules(), namedPersonRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
