// SPDX-License-Identifier: MIT
// The rules of the company registry.
#include <limits>

#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

/// A company that cannot be founded on these terms.
RuleCase refusedTerms(const char* name, ErrorCode code,
                      std::function<void(tx::CreateDac&, const World&)> change)
{
    return {"CreateDac", name, code, [change = std::move(change)](World& w) {
                w.money(kFounder, 100 * kToken);
                tx::CreateDac terms = World::terms();
                change(terms, w);
                return w.by(kFounder, terms);
            }};
}

RuleCase acceptedTerms(const char* name, std::function<void(tx::CreateDac&, const World&)> change)
{
    RuleCase rule = refusedTerms(name, ErrorCode::OutOfRange, std::move(change));
    rule.refusal.reset();
    return rule;
}

void withPeriodRules(RuleCases& rules)
{
    using Terms = tx::CharterTerms;
    struct Named {
        const char* name;
        Seconds Terms::*period;
    };
    for (const Named& each :
         {Named{"answer", &Terms::answerPeriod}, Named{"review", &Terms::reviewPeriod},
          Named{"challenge", &Terms::challengePeriod}, Named{"grace", &Terms::gracePeriod},
          Named{"objection", &Terms::objectionPeriod}, Named{"vote", &Terms::votePeriod},
          Named{"reveal", &Terms::revealPeriod}}) {
        const std::string name = each.name;
        const auto period = each.period;
        rules.push_back(
            refusedTerms((name + " period too short").c_str(), ErrorCode::OutOfRange,
                         [=](tx::CreateDac& t, const World& w) { t.*period = w.rules.minimumPeriod - 1; }));
        rules.push_back(
            refusedTerms((name + " period too long").c_str(), ErrorCode::OutOfRange,
                         [=](tx::CreateDac& t, const World& w) { t.*period = w.rules.maximumPeriod + 1; }));
    }
}

/// kAsker's step in a company to which kFounder has invited somebody.
DacId invitingCompany(World& w, tx::Role role = tx::Role::Member, Amount gift = 0)
{
    w.money(kFounder, 200 * kToken);
    w.money(kNewcomer, 5 * kToken);
    const DacId dac = w.company();
    tx::Invite invite = World::invite(dac, w.now + kDay, role);
    invite.gift = gift;
    invite.uses = 2;
    w.must(w.send(kFounder, invite), "inviting");
    return dac;
}

RuleCase refusedInvite(const char* name, ErrorCode code,
                       std::function<void(tx::Invite&, const World&)> change)
{
    return {"Invite", name, code, [change = std::move(change)](World& w) {
                w.money(kFounder, 200 * kToken);
                tx::Invite invite = World::invite(w.company(), w.now + kDay);
                change(invite, w);
                return w.by(kFounder, invite);
            }};
}

RuleCases creationRules()
{
    using Terms = tx::CreateDac;
    RuleCases rules{
        acceptedTerms("founds a company", [](Terms&, const World&) {}),
        acceptedTerms("the shortest and the longest periods",
                      [](Terms& t, const World& w) {
                          t.answerPeriod = t.reviewPeriod = t.gracePeriod = w.rules.minimumPeriod;
                          t.challengePeriod = t.revealPeriod = w.rules.maximumPeriod;
                      }),
        acceptedTerms("without a court",
                      [](Terms& t, const World&) {
                          t.court = {};
                          t.revealPeriod = 0;
                          t.panel = 0;
                      }),
        acceptedTerms("weight by stake", [](Terms& t, const World&) { t.weightRule = 1; }),
        acceptedTerms("a tax of everything", [](Terms& t, const World&) { t.tax = 10'000; }),
        acceptedTerms("a court's fee as high as the deposits",
                      [](Terms& t, const World&) { t.courtFee = t.minimumDeposit; }),
        refusedTerms("unknown join rule", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.joinRule = 2; }),
        refusedTerms("unknown weight rule", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.weightRule = 2; }),
        refusedTerms("serves neither yes nor no", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.serves = 2; }),
        refusedTerms("more tax than everything", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.tax = 10'001; }),
        refusedTerms("deposits beyond the reward", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.depositShare = 10'001; }),
        refusedTerms("a threshold above all votes", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.objectionThreshold = 10'001; }),
        refusedTerms("slash beyond the deposit", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.slash = 10'001; }),
        refusedTerms("a court of no type that is not zero", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) {
                         t.court = {};
                         t.court[20] = 1;
                     }),
        refusedTerms("a court of an unknown type", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.court[0] = 7; }),
        refusedTerms("a court that is nobody", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.court = tx::personParty({}); }),
        refusedTerms("a person as a panel of three", ErrorCode::OutOfRange,
                     [](Terms& t, const World&) { t.panel = 3; }),
        refusedTerms("a fee that deposits do not cover", ErrorCode::BelowMinimum,
                     [](Terms& t, const World&) { t.courtFee = t.minimumDeposit + 1; }),
        refusedTerms(
            "a company of no id as court", ErrorCode::OutOfRange,
            [](Terms& t, const World&) { t.court[0] = static_cast<std::uint8_t>(tx::PartyType::Company); }),
        refusedTerms("a stake that is not there", ErrorCode::InsufficientBalance,
                     [](Terms& t, const World&) { t.stake = 101 * kToken; }),
        {"CreateDac", "one whose id is taken", ErrorCode::AlreadyExists,
         [](World& w) {
             w.money(kFounder, 100 * kToken);
             const Step step = w.by(kFounder, World::terms());
             const Hash digest = tx::digestOf(*tx::decode(step.bytes), w.rules.domain);
             w.place(state::charterKey(tx::dacIdOf(digest)), state::Charter{});
             return step;
         }},
    };
    withPeriodRules(rules);
    return rules;
}

RuleCases invitationRules()
{
    const auto ok = std::nullopt;
    return {
        {"Invite", "opens the company to a ticket", ok,
         [](World& w) {
             w.money(kFounder, 200 * kToken);
             tx::Invite invite = World::invite(w.company(), w.now + w.rules.maximumPeriod, tx::Role::Founder);
             invite.gift = 10;
             invite.uses = 3;
             return w.by(kFounder, invite);
         }},
        {"Invite", "by an officer whom the charter allows it", ok,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kOutsider, tx::Role::Officer);
             return w.by(kOutsider, World::invite(dac, w.now + kDay, tx::Role::Officer));
         }},
        {"Invite", "by an arbitrator whom the charter allows it", ok,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.arbitratorMask = 1;
             const DacId dac = w.readyCompany(terms);
             w.join(dac, kOutsider, tx::Role::Arbitrator);
             return w.by(kOutsider, World::invite(dac, w.now + kDay));
         }},
        {"Invite", "to no company", ErrorCode::NoSuchCompany,
         [](World& w) {
             w.money(kFounder, 200 * kToken);
             return w.by(kFounder, World::invite({}, w.now + kDay));
         }},
        {"Invite", "by somebody outside", ErrorCode::NotAMember,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kOutsider, World::invite(dac, w.now + kDay));
         }},
        {"Invite", "by a member whom the charter does not allow it", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kAsker, World::invite(dac, w.now + kDay));
         }},
        {"Invite", "by a member of no standing", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.place(state::memberKey(dac, addressOf(kOutsider)), state::Member{});
             return w.by(kOutsider, World::invite(dac, w.now + kDay));
         }},
        {"Invite", "to a role above one's own", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kOutsider, tx::Role::Officer);
             return w.by(kOutsider, World::invite(dac, w.now + kDay, tx::Role::Founder));
         }},
        refusedInvite("to no role", ErrorCode::NotPermitted, [](tx::Invite& i, const World&) { i.role = 0; }),
        refusedInvite("to a role that does not exist", ErrorCode::NotPermitted,
                      [](tx::Invite& i, const World&) { i.role = 5; }),
        refusedInvite("nobody", ErrorCode::OutOfRange, [](tx::Invite& i, const World&) { i.uses = 0; }),
        refusedInvite("that has expired", ErrorCode::OutOfRange,
                      [](tx::Invite& i, const World& w) { i.expires = w.now; }),
        refusedInvite("for longer than the longest period", ErrorCode::OutOfRange,
                      [](tx::Invite& i, const World& w) { i.expires = w.now + w.rules.maximumPeriod + 1; }),
        refusedInvite("with the ticket of nobody", ErrorCode::OutOfRange,
                      [](tx::Invite& i, const World&) { i.ticket = {}; }),
        refusedInvite("a gift that is not there", ErrorCode::InsufficientBalance,
                      [](tx::Invite& i, const World&) { i.gift = 200 * kToken; }),
        {"Invite", "with a ticket that is out", ErrorCode::AlreadyExists,
         [](World& w) { return w.by(kFounder, World::invite(invitingCompany(w), w.now + kDay)); }},

        {"RevokeInvite", "returns the gift to the inviter", ok,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Member, kToken);
             return w.by(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
        {"RevokeInvite", "by a founder, of an officer's", ok,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kOutsider, tx::Role::Officer);
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.gift = kToken;
             w.must(w.send(kOutsider, invite), "an officer invites");
             return w.by(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
        {"RevokeInvite", "one that is not there", ErrorCode::NoSuchInvite,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
        {"RevokeInvite", "by somebody outside", ErrorCode::NotAMember,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             return w.by(kNewcomer, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
        {"RevokeInvite", "by another member", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.must(w.send(kFounder, World::invite(dac, w.now + kDay)), "inviting");
             return w.by(kAsker, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
        {"RevokeInvite", "an inviter who cannot hold the gift", ErrorCode::AmountOverflow,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.join(dac, kOutsider, tx::Role::Officer);
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.gift = kToken;
             w.must(w.send(kOutsider, invite), "an officer invites");
             state::Account account = w.account(kOutsider);
             account.balance = std::numeric_limits<Amount>::max();
             w.place(state::accountKey(addressOf(kOutsider)), account);
             return w.by(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)});
         }},
    };
}

RuleCases joinRules()
{
    const auto ok = std::nullopt;
    return {
        {"Join", "with a ticket", ok,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "pays its fee out of the gift", ok,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Officer, 2 * tx::Join::kFee);
             return w.by(kOutsider, w.joining(dac, kOutsider));
         }},
        {"Join", "takes the last use of a ticket", ok,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Member, 2 * kToken + 1);
             w.must(w.send(kNewcomer, w.joining(dac, kNewcomer)), "the first use");
             return w.by(kOutsider, w.joining(dac, kOutsider));
         }},
        {"Join", "in the last second of the ticket", ok,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             w.now += kDay - 1;
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "a company open to anyone", ok,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
             const DacId dac = w.readyCompany(terms);
             return w.by(kOutsider, tx::Join{.dac = dac});
         }},
        {"Join", "adds no weight where weight goes by stake", ok,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
             terms.weightRule = 1;
             const DacId dac = w.readyCompany(terms);
             return w.by(kOutsider, tx::Join{.dac = dac});
         }},
        {"Join", "twice", ErrorCode::AlreadyAMember,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             w.must(w.send(kNewcomer, w.joining(dac, kNewcomer)), "the first time");
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "no company", ErrorCode::NoSuchCompany,
         [](World& w) {
             w.money(kNewcomer, 5 * kToken);
             return w.by(kNewcomer, w.joining({}, kNewcomer));
         }},
        {"Join", "a company for invited people, without a ticket", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             return w.by(kNewcomer, tx::Join{.dac = dac});
         }},
        {"Join", "with a ticket that is not out", ErrorCode::NoSuchInvite,
         [](World& w) {
             const DacId dac = w.readyCompany();
             return w.by(kOutsider, w.joining(dac, kOutsider));
         }},
        {"Join", "with a revoked ticket", ErrorCode::NoSuchInvite,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             w.must(w.send(kFounder, tx::RevokeInvite{dac, addressOf(kTicket)}), "revoking");
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "when the ticket expires", ErrorCode::TooLate,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             w.now += kDay;
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "with a ticket that was signed for somebody else", ErrorCode::BadTicket,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             return w.by(kNewcomer, w.joining(dac, kOutsider));
         }},
        {"Join", "with a ticket that was signed for another company", ErrorCode::BadTicket,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             tx::Join join = w.joining(DacId::fromPrefix(viewOf("another")), kNewcomer);
             join.dac = dac;
             return w.by(kNewcomer, join);
         }},
        {"Join", "with a ticket without a signature", ErrorCode::BadTicket,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             return w.by(kNewcomer, tx::Join{.dac = dac, .ticket = addressOf(kTicket)});
         }},
        {"Join", "when the inviter has left", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = invitingCompany(w);
             w.remove(state::memberKey(dac, addressOf(kFounder)));
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "when the inviter's role is lower by now", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Founder);
             state::Member inviter = *w.read<state::Member>(state::memberKey(dac, addressOf(kFounder)));
             inviter.role = static_cast<std::uint8_t>(tx::Role::Officer);
             w.place(state::memberKey(dac, addressOf(kFounder)), inviter);
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "with a gift that does not cover the fee", ErrorCode::InsufficientBalance,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Member, 2 * tx::Join::kFee - 1);
             return w.by(kOutsider, w.joining(dac, kOutsider));
         }},
        {"Join", "with a gift that does not fit", ErrorCode::AmountOverflow,
         [](World& w) {
             const DacId dac = invitingCompany(w, tx::Role::Member, 10 * kToken);
             state::Account account = w.account(kNewcomer);
             account.balance = std::numeric_limits<Amount>::max();
             w.place(state::accountKey(addressOf(kNewcomer)), account);
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
    };
}

} // namespace

RuleCases companyRules()
{
    RuleCases rules = creationRules();
    for (const RuleCases& more : {invitationRules(), joinRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
