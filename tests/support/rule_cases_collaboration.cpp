// SPDX-License-Identifier: MIT
// The rules of the Meta Staking Contract up to the day of payment.
#include <limits>

#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

using Change = std::function<void(tx::Propose&, const World&)>;

RuleCase acceptedProposal(const char* name, Change change)
{
    return {"Propose", name, std::nullopt, [change = std::move(change)](World& w) {
                tx::Propose p = w.proposal(w.readyCompany());
                change(p, w);
                return w.by(kAsker, p);
            }};
}

RuleCase refusedProposal(const char* name, ErrorCode code, Change change)
{
    RuleCase rule = acceptedProposal(name, std::move(change));
    rule.refusal = code;
    return rule;
}

/// A company in which nobody but founders may do anything.
tx::CreateDac closedTerms()
{
    tx::CreateDac terms = World::terms();
    terms.memberMask = 0;
    return terms;
}

/// An open proposal of kFounder's.
Job openJob(World& w, const DacId& dac)
{
    tx::Propose p = w.proposal(dac);
    p.doer = {};
    w.must(w.send(kFounder, p), "proposing to anybody");
    return {dac, tx::objectIdOf(w.digest()), kFounder, kDoer};
}

const Job kNoJob{DacId::fromPrefix(viewOf("nothing")), ObjectId::fromPrefix(viewOf("nothing"))};

RuleCases acceptRules()
{
    const auto ok = std::nullopt;
    const auto accept = [](World& w, const Job& job) { return w.acceptance(job); };
    return {
        about("Accept", "locks the doer's deposit", ok, CollaborationState::Proposed, kDoer, accept),
        about("Accept", "in the last second", ok, CollaborationState::Proposed, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).answerBy - 1;
                  return w.acceptance(job);
              }),
        about("Accept", "when the time to answer is over", ErrorCode::TooLate, CollaborationState::Proposed,
              kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).answerBy;
                  return w.acceptance(job);
              }),
        about("Accept", "what was taken back a moment ago", ErrorCode::TooLate, CollaborationState::Proposed,
              kDoer,
              [](World& w, const Job& job) {
                  w.must(w.send(kAsker, w.cancelling(job)), "taking back");
                  return w.acceptance(job);
              }),
        about("Accept", "what has been paid back", ErrorCode::WrongState, CollaborationState::Cancelled,
              kDoer, accept),
        about("Accept", "twice", ErrorCode::WrongState, CollaborationState::Active, kDoer, accept),
        about("Accept", "as it was before it changed", ErrorCode::WrongSequence, CollaborationState::Proposed,
              kDoer,
              [](World& w, const Job& job) {
                  const tx::Accept before = w.acceptance(job);
                  w.must(w.send(kAsker, w.cancelling(job)), "taking back");
                  return before;
              }),
        about("Accept", "one's own proposal", ErrorCode::SameParty, CollaborationState::Proposed, kAsker,
              accept),
        about("Accept", "for somebody else", ErrorCode::NotAParty, CollaborationState::Proposed, kOutsider,
              accept),
        about("Accept", "another statement", ErrorCode::ContentConflict, CollaborationState::Proposed, kDoer,
              [](World& w, const Job& job) {
                  tx::Accept a = w.acceptance(job);
                  a.statement = contentOf("another statement");
                  return a;
              }),
        about("Accept", "another deposit", ErrorCode::ContentConflict, CollaborationState::Proposed, kDoer,
              [](World& w, const Job& job) {
                  tx::Accept a = w.acceptance(job);
                  a.deposit -= 1;
                  return a;
              }),
        about("Accept", "without the money for the deposit", ErrorCode::InsufficientBalance,
              CollaborationState::Proposed, kDoer,
              [](World& w, const Job& job) {
                  const Amount keep = w.collaboration(job).doerDeposit - 1;
                  const Amount spare = w.balance(kDoer) - keep - tx::Transfer::kFee;
                  w.must(w.send(kDoer, tx::Transfer{addressOf(kOutsider), spare}), "giving money away");
                  return w.acceptance(job);
              }),
        {"Accept", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kDoer, 5 * kToken);
             return w.by(kDoer, w.acceptance(kNoJob));
         }},
        {"Accept", "an open proposal, by a member", ok,
         [](World& w) {
             const Job job = openJob(w, w.readyCompany());
             return w.by(kDoer, w.acceptance(job));
         }},
        {"Accept", "an open proposal, by somebody outside", ErrorCode::NotAMember,
         [](World& w) {
             const Job job = openJob(w, w.readyCompany());
             return w.by(kOutsider, w.acceptance(job));
         }},
        {"Accept", "an open proposal, by a member whom the charter does not allow it",
         ErrorCode::NotPermitted,
         [](World& w) {
             const Job job = openJob(w, w.readyCompany(closedTerms()));
             return w.by(kDoer, w.acceptance(job));
         }},
        {"Accept", "an open proposal, by its own court", ErrorCode::SameParty,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kArbitrator, tx::Role::Arbitrator);
             const Job job = openJob(w, dac);
             return w.by(kArbitrator, w.acceptance(job));
         }},

        about("Cancel", "the asker takes the proposal back", ok, CollaborationState::Proposed, kAsker,
              [](World& w, const Job& job) { return w.cancelling(job); }),
        about("Cancel", "the doer declines in the last second", ok, CollaborationState::Proposed, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).answerBy - 1;
                  return w.cancelling(job);
              }),
        about("Cancel", "when the time to answer is over", ErrorCode::TooLate, CollaborationState::Proposed,
              kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).answerBy;
                  return w.cancelling(job);
              }),
        about("Cancel", "twice", ErrorCode::TooLate, CollaborationState::Proposed, kAsker,
              [](World& w, const Job& job) {
                  w.must(w.send(kAsker, w.cancelling(job)), "taking back");
                  return w.cancelling(job);
              }),
        about("Cancel", "with the other side's money locked", ErrorCode::WrongState,
              CollaborationState::Active, kAsker, [](World& w, const Job& job) { return w.cancelling(job); }),
        about("Cancel", "by somebody else", ErrorCode::NotAParty, CollaborationState::Proposed, kOutsider,
              [](World& w, const Job& job) { return w.cancelling(job); }),
        about("Cancel", "another sequence", ErrorCode::WrongSequence, CollaborationState::Proposed, kAsker,
              [](World& w, const Job& job) {
                  tx::Cancel cancel = w.cancelling(job);
                  ++cancel.seq;
                  return cancel;
              }),
        {"Cancel", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, w.cancelling(kNoJob));
         }},
    };
}

RuleCases workRules()
{
    const auto ok = std::nullopt;
    const auto deliver = [](World& w, const Job& job) { return w.delivery(job); };
    const auto change = [](World& w, const Job& job) { return w.changes(job); };
    const auto approve = [](World& w, const Job& job) { return w.approval(job); };
    return {
        about("Deliver", "hands the work over", ok, CollaborationState::Active, kDoer, deliver),
        about("Deliver", "late, in the last second of grace", ok, CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 1;
                  return w.delivery(job);
              }),
        about("Deliver", "when grace is over", ErrorCode::WrongState, CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return w.delivery(job);
              }),
        about("Deliver", "when grace is over, signed before", ErrorCode::WrongSequence,
              CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  const tx::Deliver before = w.delivery(job);
                  w.now = w.collaboration(job).deadline;
                  return before;
              }),
        about("Deliver", "by the asker", ErrorCode::NotAParty, CollaborationState::Active, kAsker, deliver),
        about("Deliver", "twice", ErrorCode::WrongState, CollaborationState::Delivered, kDoer, deliver),
        about("Deliver", "nothing", ErrorCode::OutOfRange, CollaborationState::Active, kDoer,
              [](World& w, const Job& job) {
                  tx::Deliver d = w.delivery(job);
                  d.delivery = {};
                  return d;
              }),
        {"Deliver", "for nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kDoer, 5 * kToken);
             return w.by(kDoer, w.delivery(kNoJob));
         }},

        about("RequestChanges", "sends the work back", ok, CollaborationState::Delivered, kAsker, change),
        about("RequestChanges", "with the latest day possible", ok, CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  r.workBy = w.now + w.rules.maximumPeriod;
                  return r;
              }),
        about("RequestChanges", "in the last second of the review", ok, CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 1;
                  return w.changes(job);
              }),
        about("RequestChanges", "when the review is over", ErrorCode::WrongState,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return w.changes(job);
              }),
        about("RequestChanges", "by the doer", ErrorCode::NotAParty, CollaborationState::Delivered, kDoer,
              change),
        about("RequestChanges", "before anything was delivered", ErrorCode::WrongState,
              CollaborationState::Active, kAsker, change),
        about("RequestChanges", "of another delivery", ErrorCode::ContentConflict,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  r.delivery = contentOf("another delivery");
                  return r;
              }),
        about("RequestChanges", "as it was before it changed", ErrorCode::WrongSequence,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  --r.seq;
                  return r;
              }),
        about("RequestChanges", "a round more than agreed", ErrorCode::NoMoreChanges,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  for (int round = 0; round < 2; ++round) {
                      w.must(w.send(kAsker, w.changes(job)), "asking for changes");
                      w.must(w.send(kDoer, w.delivery(job)), "delivering again");
                  }
                  return w.changes(job);
              }),
        about("RequestChanges", "without reasons", ErrorCode::OutOfRange, CollaborationState::Delivered,
              kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  r.reasons = {};
                  return r;
              }),
        about("RequestChanges", "a day sooner than a review takes", ErrorCode::OutOfRange,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  r.workBy -= 1;
                  return r;
              }),
        about("RequestChanges", "a day beyond the longest period", ErrorCode::OutOfRange,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::RequestChanges r = w.changes(job);
                  r.workBy = w.now + w.rules.maximumPeriod + 1;
                  return r;
              }),

        about("Approve", "accepts the work", ok, CollaborationState::Delivered, kAsker, approve),
        about("Approve", "in the last second of the review", ok, CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - 1;
                  return w.approval(job);
              }),
        about("Approve", "when the review is over", ErrorCode::WrongState, CollaborationState::Delivered,
              kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return w.approval(job);
              }),
        about("Approve", "by the doer", ErrorCode::NotAParty, CollaborationState::Delivered, kDoer, approve),
        about("Approve", "before anything was delivered", ErrorCode::WrongState, CollaborationState::Active,
              kAsker, approve),
        about("Approve", "another delivery", ErrorCode::ContentConflict, CollaborationState::Delivered,
              kAsker,
              [](World& w, const Job& job) {
                  tx::Approve a = w.approval(job);
                  a.delivery = contentOf("another delivery");
                  return a;
              }),
        about("Approve", "as it was before it changed", ErrorCode::WrongSequence,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Approve a = w.approval(job);
                  ++a.seq;
                  return a;
              }),
    };
}

} // namespace

RuleCases proposalRules()
{
    using P = tx::Propose;
    return {
        acceptedProposal("locks the asker's deposit and the reward", [](P&, const World&) {}),
        acceptedProposal("to whoever accepts", [](P& p, const World&) { p.doer = {}; }),
        acceptedProposal("to somebody outside", [](P& p, const World&) { p.doer = partyOf(kOutsider); }),
        acceptedProposal("the smallest deposits",
                         [](P& p, const World&) {
                             p.askerDeposit = 10 * kToken;
                             p.doerDeposit = 10 * kToken;
                         }),
        acceptedProposal("without a reward",
                         [](P& p, const World&) {
                             p.reward = 0;
                             p.askerDeposit = p.doerDeposit = 5 * kToken;
                         }),
        acceptedProposal("the latest dates",
                         [](P& p, const World& w) {
                             p.answerBy = w.now + w.rules.maximumPeriod;
                             p.workBy = w.now + 2 * std::uint64_t{w.rules.maximumPeriod};
                         }),
        refusedProposal("in no company", ErrorCode::NoSuchCompany, [](P& p, const World&) { p.dac = {}; }),
        {"Propose", "by somebody outside", ErrorCode::NotAMember,
         [](World& w) { return w.by(kOutsider, w.proposal(w.readyCompany())); }},
        {"Propose", "by a member whom the charter does not allow it", ErrorCode::NotPermitted,
         [](World& w) { return w.by(kAsker, w.proposal(w.readyCompany(closedTerms()))); }},
        refusedProposal("another court", ErrorCode::OutOfRange,
                        [](P& p, const World&) { p.court = partyOf(kOutsider); }),
        refusedProposal("another court fee", ErrorCode::OutOfRange, [](P& p, const World&) { --p.courtFee; }),
        refusedProposal("another tax", ErrorCode::OutOfRange, [](P& p, const World&) { --p.tax; }),
        refusedProposal("another review period", ErrorCode::OutOfRange,
                        [](P& p, const World&) { ++p.reviewPeriod; }),
        refusedProposal("another challenging period", ErrorCode::OutOfRange,
                        [](P& p, const World&) { --p.challengePeriod; }),
        refusedProposal("another grace period", ErrorCode::OutOfRange,
                        [](P& p, const World&) { --p.gracePeriod; }),
        refusedProposal("other rounds of changes", ErrorCode::OutOfRange,
                        [](P& p, const World&) { ++p.changes; }),
        refusedProposal("to be answered at once", ErrorCode::OutOfRange,
                        [](P& p, const World& w) { p.answerBy = w.now; }),
        refusedProposal("to be answered after the longest period", ErrorCode::OutOfRange,
                        [](P& p, const World& w) {
                            p.answerBy = w.now + w.rules.maximumPeriod + 1;
                            p.workBy = p.answerBy + 1;
                        }),
        refusedProposal("work before the answer", ErrorCode::OutOfRange,
                        [](P& p, const World&) { p.workBy = p.answerBy; }),
        refusedProposal(
            "work after the longest periods", ErrorCode::OutOfRange,
            [](P& p, const World& w) { p.workBy = w.now + 2 * std::uint64_t{w.rules.maximumPeriod} + 1; }),
        refusedProposal("sums that could overflow", ErrorCode::AmountOverflow,
                        [](P& p, const World&) { p.reward = Amount{1} << 62; }),
        refusedProposal("a reward that overflows by itself", ErrorCode::AmountOverflow,
                        [](P& p, const World&) { p.reward = std::numeric_limits<Amount>::max(); }),
        refusedProposal("the asker's deposit below the charter's share", ErrorCode::BelowMinimum,
                        [](P& p, const World&) { p.askerDeposit = 10 * kToken - 1; }),
        refusedProposal("the doer's deposit below the charter's share", ErrorCode::BelowMinimum,
                        [](P& p, const World&) { p.doerDeposit = 10 * kToken - 1; }),
        refusedProposal("a deposit below the charter's minimum", ErrorCode::BelowMinimum,
                        [](P& p, const World&) {
                            p.reward = 0;
                            p.doerDeposit = 5 * kToken - 1;
                        }),
        refusedProposal("without a statement", ErrorCode::OutOfRange,
                        [](P& p, const World&) { p.statement = {}; }),
        refusedProposal("to nobody in particular, with an id", ErrorCode::OutOfRange,
                        [](P& p, const World&) { p.doer[0] = 0; }),
        refusedProposal("to oneself", ErrorCode::SameParty,
                        [](P& p, const World&) { p.doer = partyOf(kAsker); }),
        refusedProposal("to the address of nobody", ErrorCode::SameParty,
                        [](P& p, const World&) { p.doer = tx::personParty({}); }),
        refusedProposal(
            "to a company of no id", ErrorCode::OutOfRange,
            [](P& p, const World&) { p.doer[0] = static_cast<std::uint8_t>(tx::PartyType::Company); }),
        refusedProposal("to a party of an unknown type", ErrorCode::OutOfRange,
                        [](P& p, const World&) { p.doer[0] = 9; }),
        refusedProposal("to the court", ErrorCode::SameParty,
                        [](P& p, const World&) { p.doer = partyOf(kArbitrator); }),
        refusedProposal("more than there is", ErrorCode::InsufficientBalance,
                        [](P& p, const World& w) { p.askerDeposit = w.balance(kAsker) - p.reward; }),
        {"Propose", "by the court", ErrorCode::SameParty,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kArbitrator, tx::Role::Arbitrator);
             return w.by(kArbitrator, w.proposal(dac));
         }},
        {"Propose", "one whose id is taken", ErrorCode::AlreadyExists,
         [](World& w) {
             const DacId dac = w.readyCompany();
             const Step step = w.by(kAsker, w.proposal(dac));
             const Hash digest = tx::digestOf(*tx::decode(step.bytes), w.rules.domain);
             w.place(state::collaborationKey(dac, tx::objectIdOf(digest)), state::Collaboration{});
             return step;
         }},
    };
}

RuleCases collaborationRules()
{
    RuleCases rules = acceptRules();
    const RuleCases more = workRules();
    rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
