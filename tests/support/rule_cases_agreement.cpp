// SPDX-License-Identifier: MIT
// The rules of what both sides agree on: other terms, settlements; and of companies as sides.
#include <limits>

#include "tests/support/guild_cases.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

constexpr Amount kMost = std::numeric_limits<Amount>::max();
constexpr auto kOk = std::nullopt;

tx::Amend amendment(const World& w, const Job& job, Amount reward = 120 * kToken)
{
    const state::Collaboration c = w.collaboration(job);
    return {job.dac, job.id, c.seq, contentOf("a larger statement"), reward, c.workBy + 5 * kDay};
}

tx::AgreeAmendment agreement(const World& w, const Job& job)
{
    const state::Collaboration c = w.collaboration(job);
    return {job.dac, job.id, c.seq, c.amendStatement, c.amendReward, c.amendWorkBy};
}

tx::Offer offer(const World& w, const Job& job, Amount amount = 90 * kToken)
{
    return {job.dac, job.id, w.collaboration(job).seq, amount, w.now + 2 * kDay};
}

tx::AcceptOffer acceptance(const World& w, const Job& job)
{
    const state::Collaboration c = w.collaboration(job);
    return {job.dac, job.id, c.seq, c.offer};
}

RuleCases termsRules()
{
    const auto amend = [](auto change) {
        return [change](World& w, const Job& job) {
            tx::Amend act = amendment(w, job);
            change(act, w, job);
            return act;
        };
    };
    /// The other side's answer to the asker's terms.
    const auto agree = [](auto change) {
        return [change](World& w, const Job& job) {
            w.must(w.send(kAsker, amendment(w, job)), "amending");
            tx::AgreeAmendment act = agreement(w, job);
            change(act, w, job);
            return act;
        };
    };
    const auto active = CollaborationState::Active;
    using A = tx::Amend;
    using G = tx::AgreeAmendment;
    return {
        about("Amend", "by the asker", kOk, active, kAsker, amend([](A&, World&, const Job&) {})),
        about("Amend", "by the doer", kOk, active, kDoer, amend([](A&, World&, const Job&) {})),
        about("Amend", "again, other terms", kOk, active, kDoer, amend([](A& a, World& w, const Job& job) {
                  w.must(w.send(kDoer, amendment(w, job)), "amending");
                  a.reward = 0;
              })),
        about("Amend", "by somebody else", ErrorCode::NotAParty, active, kOutsider,
              amend([](A&, World&, const Job&) {})),
        about("Amend", "what is delivered", ErrorCode::WrongState, CollaborationState::Delivered, kAsker,
              amend([](A&, World&, const Job&) {})),
        about("Amend", "as it was before it changed", ErrorCode::WrongSequence, active, kAsker,
              amend([](A& a, World&, const Job&) { --a.seq; })),
        about("Amend", "without a statement", ErrorCode::OutOfRange, active, kAsker,
              amend([](A& a, World&, const Job&) { a.statement = {}; })),
        about("Amend", "with a day that is over", ErrorCode::OutOfRange, active, kAsker,
              amend([](A& a, World& w, const Job&) { a.workBy = w.now; })),
        about("Amend", "with a day too far away", ErrorCode::OutOfRange, active, kAsker,
              amend([](A& a, World& w, const Job&) {
                  a.workBy = w.now + 2 * std::uint64_t{w.rules.maximumPeriod} + 1;
              })),
        about("Amend", "with a reward beyond all", ErrorCode::AmountOverflow, active, kAsker,
              amend([](A& a, World&, const Job&) { a.reward = Amount{1} << 62; })),
        about("Amend", "into what it is", ErrorCode::OutOfRange, active, kAsker,
              amend([](A& a, World& w, const Job& job) {
                  const state::Collaboration c = w.collaboration(job);
                  a.statement = c.statement;
                  a.reward = c.reward;
                  a.workBy = c.workBy;
              })),
        {"Amend", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, amendment(w, Job{}));
         }},

        about("AgreeAmendment", "to a higher reward", kOk, active, kDoer,
              agree([](G&, World&, const Job&) {})),
        about("AgreeAmendment", "to a lower reward, by the asker", kOk, active, kAsker,
              [](World& w, const Job& job) {
                  w.must(w.send(kDoer, amendment(w, job, 60 * kToken)), "amending");
                  return agreement(w, job);
              }),
        about("AgreeAmendment", "to one's own terms", ErrorCode::NotAParty, active, kAsker,
              agree([](G&, World&, const Job&) {})),
        about("AgreeAmendment", "to nothing", ErrorCode::WrongState, active, kDoer,
              [](World& w, const Job& job) { return agreement(w, job); }),
        about("AgreeAmendment", "when it was delivered since", ErrorCode::WrongState, active, kDoer,
              agree([](G& g, World& w, const Job& job) {
                  w.must(w.send(kDoer, w.delivery(job)), "delivering");
                  ++g.seq;
              })),
        about("AgreeAmendment", "as it was before it changed", ErrorCode::WrongSequence, active, kDoer,
              agree([](G& g, World&, const Job&) { ++g.seq; })),
        about("AgreeAmendment", "to another statement", ErrorCode::ContentConflict, active, kDoer,
              agree([](G& g, World&, const Job&) { g.statement = contentOf("another"); })),
        about("AgreeAmendment", "to another reward", ErrorCode::ContentConflict, active, kDoer,
              agree([](G& g, World&, const Job&) { ++g.reward; })),
        about("AgreeAmendment", "to another day", ErrorCode::ContentConflict, active, kDoer,
              agree([](G& g, World&, const Job&) { ++g.workBy; })),
        about("AgreeAmendment", "to a day that is over", ErrorCode::TooLate, active, kDoer,
              [](World& w, const Job& job) {
                  tx::Amend act = amendment(w, job);
                  act.workBy = w.now + kHour;
                  w.must(w.send(kAsker, act), "amending");
                  w.now += kHour;
                  return agreement(w, job);
              }),
        about("AgreeAmendment", "when the asker cannot lock more", ErrorCode::InsufficientBalance, active,
              kDoer, agree([](G&, World& w, const Job&) {
                  const Amount spare = w.balance(kAsker) - kToken;
                  w.must(w.send(kAsker, tx::Transfer{addressOf(kOutsider), spare}), "giving money away");
              })),
        about("AgreeAmendment", "when the asker cannot hold what comes back", ErrorCode::AmountOverflow,
              active, kDoer,
              [](World& w, const Job& job) {
                  w.must(w.send(kAsker, amendment(w, job, 0)), "amending");
                  state::Account account = w.account(kAsker);
                  account.balance = kMost;
                  w.place(state::accountKey(addressOf(kAsker)), account);
                  return agreement(w, job);
              }),
        {"AgreeAmendment", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, agreement(w, Job{}));
         }},
    };
}

RuleCases settlementRules()
{
    const auto offering = [](Amount amount = 90 * kToken) {
        return [amount](World& w, const Job& job) { return offer(w, job, amount); };
    };
    /// The doer's answer to the asker's offer.
    const auto accept = [](auto change) {
        return [change](World& w, const Job& job) {
            w.must(w.send(kAsker, offer(w, job)), "offering");
            tx::AcceptOffer act = acceptance(w, job);
            change(act, w, job);
            return act;
        };
    };
    const auto asIs = [](tx::AcceptOffer&, World&, const Job&) {};
    using State = CollaborationState;
    return {
        about("Offer", "before delivery, by the doer", kOk, State::Active, kDoer, offering(0)),
        about("Offer", "after delivery, all of it", kOk, State::Delivered, kAsker, offering(150 * kToken)),
        about("Offer", "in the challenging period", kOk, State::ToBeAllocated, kAsker, offering()),
        about("Offer", "in a dispute", kOk, State::Disputed, kDoer, offering()),
        about("Offer", "before both have locked", ErrorCode::WrongState, State::Proposed, kAsker, offering()),
        about("Offer", "when the challenging period is over", ErrorCode::WrongState, State::ToBeAllocated,
              kAsker,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  return offer(w, job);
              }),
        about("Offer", "after a ruling", ErrorCode::WrongState, State::Ruled, kAsker, offering()),
        about("Offer", "by somebody else", ErrorCode::NotAParty, State::Delivered, kOutsider, offering()),
        about("Offer", "above the pot", ErrorCode::OutOfRange, State::Delivered, kAsker,
              offering(150 * kToken + 1)),
        about("Offer", "that is over", ErrorCode::OutOfRange, State::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Offer act = offer(w, job);
                  act.until = w.now;
                  return act;
              }),
        about("Offer", "for too long", ErrorCode::OutOfRange, State::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Offer act = offer(w, job);
                  act.until = w.now + w.rules.maximumPeriod + 1;
                  return act;
              }),
        about("Offer", "as it was before it changed", ErrorCode::WrongSequence, State::Delivered, kAsker,
              [](World& w, const Job& job) {
                  tx::Offer act = offer(w, job);
                  --act.seq;
                  return act;
              }),
        {"Offer", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, offer(w, Job{}));
         }},
        {"Offer", "while rulings are opened", ErrorCode::WrongState,
         [](World& w) {
             const PanelJob panel = panelJob(w);
             answered(w, panel);
             drawn(w, panel);
             committed(w, panel, {80 * kToken});
             w.now = w.standing(panel.job).dispute->deadline;
             return w.by(kAsker, offer(w, panel.job));
         }},
        {"Offer", "while rulings are sealed", kOk,
         [](World& w) {
             const PanelJob panel = panelJob(w);
             answered(w, panel);
             drawn(w, panel);
             committed(w, panel, {80 * kToken});
             return w.by(kAsker, offer(w, panel.job));
         }},

        about("AcceptOffer", "before delivery", kOk, State::Active, kDoer, accept(asIs)),
        about("AcceptOffer", "in the challenging period of a refund", kOk, State::Active, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline;
                  w.must(w.send(kAsker, offer(w, job)), "offering");
                  return acceptance(w, job);
              }),
        about("AcceptOffer", "in a dispute", kOk, State::Disputed, kDoer, accept(asIs)),
        about("AcceptOffer", "in the last second", kOk, State::Delivered, kDoer,
              accept([](tx::AcceptOffer&, World& w, const Job& job) {
                  w.now = w.collaboration(job).offerUntil - 1;
              })),
        about("AcceptOffer", "when it is over", ErrorCode::TooLate, State::Delivered, kDoer,
              accept([](tx::AcceptOffer&, World& w, const Job& job) {
                  w.now = w.collaboration(job).offerUntil;
              })),
        about("AcceptOffer", "one's own", ErrorCode::NotAParty, State::Delivered, kAsker, accept(asIs)),
        about("AcceptOffer", "none", ErrorCode::WrongState, State::Delivered, kDoer,
              [](World& w, const Job& job) { return acceptance(w, job); }),
        about("AcceptOffer", "another amount", ErrorCode::ContentConflict, State::Delivered, kDoer,
              accept([](tx::AcceptOffer& a, World&, const Job&) { ++a.amount; })),
        about("AcceptOffer", "as it was before it changed", ErrorCode::WrongSequence, State::Delivered, kDoer,
              accept([](tx::AcceptOffer& a, World&, const Job&) { ++a.seq; })),
        about("AcceptOffer", "that ended with a change of state", ErrorCode::WrongState, State::Active,
              kAsker,
              [](World& w, const Job& job) {
                  w.must(w.send(kDoer, offer(w, job)), "offering");
                  w.must(w.send(kDoer, w.delivery(job)), "delivering");
                  return acceptance(w, job);
              }),
        about("AcceptOffer", "that ended with a deadline", ErrorCode::WrongState, State::Delivered, kDoer,
              [](World& w, const Job& job) {
                  w.now = w.collaboration(job).deadline - kHour;
                  w.must(w.send(kAsker, offer(w, job)), "offering");
                  w.now += kHour;
                  return acceptance(w, job);
              }),
        {"AcceptOffer", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, acceptance(w, Job{}));
         }},

        about("WithdrawDispute", "before the answer", kOk, State::Disputed, kAsker,
              [](World&, const Job& job) {
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        about("WithdrawDispute", "after the answer", kOk, State::Disputed, kAsker,
              [](World& w, const Job& job) {
                  w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        about("WithdrawDispute", "of the other side", ErrorCode::NotAParty, State::Disputed, kDoer,
              [](World&, const Job& job) {
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        about("WithdrawDispute", "another round", ErrorCode::ContentConflict, State::Disputed, kAsker,
              [](World&, const Job& job) {
                  return tx::WithdrawDispute{job.dac, job.id, 2};
              }),
        about("WithdrawDispute", "where there is none", ErrorCode::WrongState, State::Delivered, kAsker,
              [](World&, const Job& job) {
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        about("WithdrawDispute", "after the ruling", ErrorCode::WrongState, State::Ruled, kAsker,
              [](World&, const Job& job) {
                  return tx::WithdrawDispute{job.dac, job.id, 1};
              }),
        {"WithdrawDispute", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::WithdrawDispute{});
         }},
    };
}

template <typename Make>
RuleCase guildsDoing(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                     bool isAccepted, Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const Between b = proposedToGuild(w);
                if (isAccepted) w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting for the guild");
                auto payload = make(w, b);
                return w.by(person, std::move(payload));
            }};
}

} // namespace

RuleCases agreementRules()
{
    RuleCases rules = termsRules();
    const RuleCases more = settlementRules();
    rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

RuleCases partyRules()
{
    const auto accept = [](World& w, const Between& b) { return w.acceptance(b.job); };
    const auto proposing = [](const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                              auto change) {
        return RuleCase{"Propose", name, refusal, [=](World& w) {
                            tx::Propose p = guildsProposal(w);
                            change(p, w);
                            return w.by(person, p);
                        }};
    };
    using P = tx::Propose;
    return {
        proposing("for a company", kOk, kOutsider, [](P&, World&) {}),
        proposing("for a company, by a member whom it does not let spend", ErrorCode::NotPermitted, kNewcomer,
                  [](P& p, World& w) { w.join(p.dac, kNewcomer); }),
        proposing("for a company of others", ErrorCode::NotAParty, kAsker, [](P&, World&) {}),
        proposing("for a company, to oneself", ErrorCode::NotAParty, kOutsider,
                  [](P& p, World&) { p.doer = partyOf(kOutsider); }),
        proposing("for a company, to the same company", ErrorCode::SameParty, kOutsider,
                  [](P& p, World&) { p.doer = p.asker; }),
        proposing("for a company, beyond its limit", ErrorCode::OverLimit, kOutsider,
                  [](P& p, World&) {
                      p.reward = 290 * kToken;
                      p.askerDeposit = p.doerDeposit = 30 * kToken;
                  }),
        proposing("in the name of another person", ErrorCode::NotAParty, kOutsider,
                  [](P& p, World&) { p.asker = partyOf(kAsker); }),
        proposing("for a company that is no company's id", ErrorCode::NotAParty, kOutsider,
                  [](P& p, World&) { p.asker[20] = 1; }),
        proposing("to a company that is no company's id", ErrorCode::OutOfRange, kOutsider,
                  [](P& p, World&) {
                      p.doer = p.asker;
                      p.doer[20] = 1;
                  }),
        {"Propose", "by who may not propose at home, for a company", ErrorCode::NotAMember,
         [](World& w) {
             tx::Propose p = guildsProposal(w);
             w.remove(state::memberKey(p.dac, addressOf(kOutsider)));
             return w.by(kOutsider, p);
         }},
        guildsDoing("Accept", "for a company", kOk, kOutsider, false, accept),
        guildsDoing("Accept", "for a company, by a member whom it does not let spend",
                    ErrorCode::NotPermitted, kNewcomer, false, accept),
        guildsDoing("Accept", "for a company of others", ErrorCode::NotAParty, kDoer, false, accept),
        guildsDoing("Accept", "for a company, by who asks", ErrorCode::SameParty, kAsker, false, accept),
        guildsDoing("Accept", "for a company that cannot lock the deposit", ErrorCode::InsufficientBalance,
                    kOutsider, false,
                    [](World& w, const Between& b) {
                        state::Purse purse = w.purse(b.guild);
                        purse.treasury = kToken;
                        w.place(state::purseKey(b.guild), purse);
                        return w.acceptance(b.job);
                    }),
        guildsDoing("Cancel", "declines for a company", kOk, kOutsider, false,
                    [](World& w, const Between& b) { return w.cancelling(b.job); }),
        guildsDoing("Deliver", "for a company", kOk, kOutsider, true,
                    [](World& w, const Between& b) { return w.delivery(b.job); }),
        guildsDoing("Deliver", "for a company, by who asks", ErrorCode::NotAParty, kAsker, true,
                    [](World& w, const Between& b) { return w.delivery(b.job); }),
        guildsDoing("Deliver", "for a company, by a member whom it does not let spend",
                    ErrorCode::NotPermitted, kNewcomer, true,
                    [](World& w, const Between& b) { return w.delivery(b.job); }),
        guildsDoing("Dispute", "for a company, by a member whom it does not let spend",
                    ErrorCode::NotPermitted, kNewcomer, true,
                    [](World& w, const Between& b) { return w.dispute(b.job, 130 * kToken); }),
        guildsDoing("Answer", "for a company, by a member whom it does not let spend",
                    ErrorCode::NotPermitted, kNewcomer, true,
                    [](World& w, const Between& b) {
                        w.must(w.send(kAsker, w.dispute(b.job, 0)), "disputing");
                        return w.answer(b.job, 130 * kToken);
                    }),
        guildsDoing("Dispute", "for a company, at its cost", kOk, kOutsider, true,
                    [](World& w, const Between& b) { return w.dispute(b.job, 130 * kToken); }),
        guildsDoing("Answer", "for a company", kOk, kOutsider, true,
                    [](World& w, const Between& b) {
                        w.must(w.send(kAsker, w.dispute(b.job, 0)), "disputing");
                        return w.answer(b.job, 130 * kToken);
                    }),
        {"Settle", "a company's reward, and its tax", kOk,
         [](World& w) {
             const Between b = proposedToGuild(w);
             w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
             w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
             w.must(w.send(kAsker, w.approval(b.job)), "approving");
             w.now = w.collaboration(b.job).deadline;
             return World::unsignedStep(World::payout(b.job));
         }},
        {"Settle", "a company without a purse as a side", ErrorCode::NoSuchCompany,
         [](World& w) {
             const Between b = proposedToGuild(w);
             w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
             w.remove(state::purseKey(b.guild));
             w.now = w.collaboration(b.job).deadline + 14 * kDay;
             return World::unsignedStep(World::payout(b.job));
         }},
        {"Settle", "what nobody accepted, back to a company", kOk,
         [](World& w) {
             const Between b = proposedByGuild(w);
             w.now = w.collaboration(b.job).answerBy;
             return World::unsignedStep(World::payout(b.job));
         }},
        {"Approve", "for a company", kOk,
         [](World& w) {
             const Between b = proposedByGuild(w);
             w.must(w.send(kDoer, w.acceptance(b.job)), "accepting");
             w.must(w.send(kDoer, w.delivery(b.job)), "delivering");
             return w.by(kOutsider, w.approval(b.job));
         }},
        {"Approve", "for a company, by a member whom it does not let spend", ErrorCode::NotPermitted,
         [](World& w) {
             const Between b = proposedByGuild(w);
             w.must(w.send(kDoer, w.acceptance(b.job)), "accepting");
             w.must(w.send(kDoer, w.delivery(b.job)), "delivering");
             return w.by(kNewcomer, w.approval(b.job));
         }},
        {"AgreeAmendment", "to a reward that a company's limit does not leave", ErrorCode::OverLimit,
         [](World& w) {
             const Between b = proposedByGuild(w);
             w.must(w.send(kDoer, w.acceptance(b.job)), "accepting");
             w.must(w.send(kOutsider, amendment(w, b.job, 290 * kToken)), "amending");
             return w.by(kDoer, agreement(w, b.job));
         }},
    };
}

} // namespace stoa::test
