// SPDX-License-Identifier: MIT
// Who is on both sides consents for neither: a company's money is not for those who spend it.
#include "tests/support/guild_cases.h"

namespace stoa::test {
namespace {

using World = MachineWorld;

constexpr auto kOk = std::nullopt;
constexpr auto kSame = ErrorCode::SameParty;

/// A step about what the founder's companies have agreed on, or are about to.
template <typename Make>
RuleCase between(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                 bool isAccepted, Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const Between b = betweenTheFoundersCompanies(w);
                if (isAccepted) w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting for the guild");
                auto payload = make(w, b);
                return w.by(person, std::move(payload));
            }};
}

/// What the guild proposes to whoever wants, accepted by this person.
RuleCase openAcceptance(const char* name, std::optional<ErrorCode> refusal, std::size_t person)
{
    return {"Accept", name, refusal, [=](World& w) {
                DacId company;
                tx::Propose p = guildsProposal(w, &company);
                p.doer = {};
                w.join(p.dac, kNewcomer);
                w.must(w.send(kOutsider, p), "a company proposes");
                const Job job{p.dac, tx::objectIdOf(w.digest()), kOutsider, person};
                return w.by(person, w.acceptance(job));
            }};
}

tx::Amend amendment(const World& w, const Job& job)
{
    const state::Collaboration c = w.collaboration(job);
    return {job.dac, job.id, c.seq, contentOf("a larger statement"), 120 * kToken, c.workBy + 5 * kDay};
}

tx::AgreeAmendment agreement(World& w, const Job& job, std::size_t other)
{
    w.must(w.send(other, amendment(w, job)), "amending");
    const state::Collaboration c = w.collaboration(job);
    return {job.dac, job.id, c.seq, c.amendStatement, c.amendReward, c.amendWorkBy};
}

tx::Offer offerOf(const World& w, const Job& job)
{
    return {job.dac, job.id, w.collaboration(job).seq, 90 * kToken, w.now + 2 * kDay};
}

tx::AcceptOffer consent(World& w, const Job& job, std::size_t other)
{
    w.must(w.send(other, offerOf(w, job)), "offering");
    return {job.dac, job.id, w.collaboration(job).seq, w.collaboration(job).offer};
}

/// The guild claims 120 for itself.
tx::Answer answerTo(World& w, const Job& job, Amount counterClaim)
{
    w.must(w.send(kOutsider, w.dispute(job, 120 * kToken)), "disputing for the guild");
    return w.answer(job, counterClaim);
}

tx::RequestChanges changesTo(World& w, const Job& job, std::size_t doer)
{
    w.must(w.send(doer, w.delivery(job)), "delivering");
    return w.changes(job);
}

tx::WithdrawDispute withdrawal(World& w, const Job& job, std::size_t claimant)
{
    w.must(w.send(claimant, w.dispute(job, 120 * kToken)), "disputing");
    return {job.dac, job.id, 1};
}

/// A step of `person` about a ruling of a panel; the home company asked, the guild did the work.
RuleCase appealing(const char* name, std::optional<ErrorCode> refusal, std::size_t person)
{
    return {"Appeal", name, refusal, [=](World& w) {
                const PanelJob p = panelJob(w);
                answered(w, p);
                ruled(w, p, {100 * kToken, 100 * kToken, 100 * kToken});
                w.money(kFounder, 2000 * kToken);
                w.money(kNewcomer, 100 * kToken);
                w.money(kOutsider, 100 * kToken);
                const DacId company = guild(w);
                // Behind the machine's back: two companies are the sides from now on.
                auto c = *w.read<state::Collaboration>(state::collaborationKey(p.job.dac, p.job.id));
                c.asker = tx::companyParty(p.job.dac);
                c.doer = tx::companyParty(company);
                w.place(state::collaborationKey(p.job.dac, p.job.id), c);
                return w.by(person, appeal(w, p.job));
            }};
}

/// kAsker asks in person, and is an officer of the guild, which does it.
template <typename Make>
RuleCase inPerson(const char* kind, const char* name, std::optional<ErrorCode> refusal, Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const Between b = proposedToGuild(w);
                w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting for the guild");
                auto payload = make(w, b.job);
                return w.by(kAsker, std::move(payload));
            }};
}

RuleCases consentRules()
{
    const auto accept = [](World& w, const Between& b) { return w.acceptance(b.job); };
    const auto agree = [](std::size_t other) {
        return [other](World& w, const Between& b) { return agreement(w, b.job, other); };
    };
    const auto settle = [](std::size_t other) {
        return [other](World& w, const Between& b) { return consent(w, b.job, other); };
    };
    const auto approve = [](World& w, const Between& b) {
        w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
        return w.approval(b.job);
    };
    const auto reply = [](Amount amount) {
        return [amount](World& w, const Between& b) { return answerTo(w, b.job, amount); };
    };
    return {
        openAcceptance("what a company asks of anybody, by a member of the home company", kOk, kDoer),
        openAcceptance("what a company asks of anybody, by a member whom it does not let spend", kOk,
                       kNewcomer),
        openAcceptance("what a company asks of anybody, by who spends its money", kSame, kOutsider),
        openAcceptance("what a company asks of anybody, by its founder", kSame, kFounder),
        between("Accept", "one company of another, by who acts for one of them", kOk, kOutsider, false,
                accept),
        between("Accept", "one company of another, by who acts for both", kSame, kFounder, false, accept),
        between("AgreeAmendment", "to terms of another company, by who acts for one", kOk, kDoer, true,
                agree(kOutsider)),
        between("AgreeAmendment", "to terms of the company that does it, by who acts for both", kSame,
                kFounder, true, agree(kOutsider)),
        between("AgreeAmendment", "to terms of the company that asks, by who acts for both", kSame, kFounder,
                true, agree(kDoer)),
        between("AcceptOffer", "of another company, by who acts for one", kOk, kOutsider, true,
                settle(kDoer)),
        between("AcceptOffer", "of the company that does it, by who acts for both", kSame, kFounder, true,
                settle(kOutsider)),
        between("AcceptOffer", "of the company that asks, by who acts for both", kSame, kFounder, true,
                settle(kDoer)),
        between("Approve", "what another company delivered, by who acts for one", kOk, kDoer, true, approve),
        between("Approve", "what another company delivered, by who acts for both", kSame, kFounder, true,
                approve),
        between("Answer", "the same amount, by who acts for one", kOk, kDoer, true, reply(120 * kToken)),
        between("Answer", "the same amount, by who acts for both", kSame, kFounder, true,
                reply(120 * kToken)),
        between("Answer", "another amount, by who acts for one", kOk, kDoer, true, reply(110 * kToken)),
        between("Answer", "another amount, by who acts for both", kSame, kFounder, true, reply(110 * kToken)),
        between("Answer", "an amount one gwei beside the claim, by who acts for both", kSame, kFounder, true,
                reply(120 * kToken + 1)),
        between("Answer", "for the company that does it, by who acts for both", kSame, kFounder, true,
                [](World& w, const Between& b) {
                    w.must(w.send(kDoer, w.dispute(b.job, 0)), "disputing for who asks");
                    return w.answer(b.job, 130 * kToken);
                }),
        between("Deliver", "for one company to another, by who acts for both", kOk, kFounder, true,
                [](World& w, const Between& b) { return w.delivery(b.job); }),
        between("Cancel", "one company's proposal to another, by who acts for both", kOk, kFounder, false,
                [](World& w, const Between& b) { return w.cancelling(b.job); }),
        {"Propose", "for a company, by who would judge", kSame,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.court = partyOf(kOutsider);
             return w.by(kOutsider, guildsProposal(w, nullptr, terms));
         }},
    };
}

/// Whoever could sign for both decides nothing in a case, nor what one side can have of the other.
RuleCases caseRules()
{
    const auto claim = [](Amount amount) {
        return [amount](World& w, const Between& b) { return w.dispute(b.job, amount); };
    };
    const auto amend = [](World& w, const Between& b) { return amendment(w, b.job); };
    const auto suggest = [](World& w, const Between& b) { return offerOf(w, b.job); };
    const auto change = [](World& w, const Between& b) { return changesTo(w, b.job, kOutsider); };
    const auto takeBack = [](std::size_t claimant) {
        return [claimant](World& w, const Between& b) { return withdrawal(w, b.job, claimant); };
    };
    return {
        between("Dispute", "with another company, by who acts for one", kOk, kOutsider, true,
                claim(120 * kToken)),
        between("Dispute", "with the company that does it, by who acts for one", kOk, kDoer, true, claim(0)),
        between("Dispute", "with another company, by who acts for both", kSame, kFounder, true,
                claim(120 * kToken)),
        between("Dispute", "one gwei beside what would be anyway, by who acts for both", kSame, kFounder,
                true, claim(30 * kToken + 1)),
        between("Dispute", "with another company after a silent court", kOk, kDoer, true,
                [](World& w, const Between& b) {
                    w.must(w.send(kOutsider, w.dispute(b.job, 120 * kToken)), "disputing for the guild");
                    w.now = w.storedCase(b.job).deadline + w.charter(b.job.dac).revealPeriod;
                    return w.dispute(b.job, 0);
                }),
        between("WithdrawDispute", "with another company, by who acts for one", kOk, kOutsider, true,
                takeBack(kOutsider)),
        between("WithdrawDispute", "of the company that does it, by who acts for both", kSame, kFounder, true,
                takeBack(kOutsider)),
        between("WithdrawDispute", "of the company that asks, by who acts for both", kSame, kFounder, true,
                takeBack(kDoer)),
        appealing("of a company, by who acts for one", kOk, kOutsider),
        appealing("of a company, by who acts for both", kSame, kFounder),
        between("Amend", "what another company does, by who acts for one", kOk, kDoer, true, amend),
        between("Amend", "what another company does, by who acts for both", kSame, kFounder, true, amend),
        between("Offer", "to another company, by who acts for one", kOk, kOutsider, true, suggest),
        between("Offer", "to another company, by who acts for both", kSame, kFounder, true, suggest),
        between("RequestChanges", "of another company's work, by who acts for one", kOk, kDoer, true, change),
        between("RequestChanges", "of another company's work, by who acts for both", kSame, kFounder, true,
                change),
        inPerson("Dispute", "with a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return w.dispute(job, 0); }),
        inPerson("WithdrawDispute", "of one's own with a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return withdrawal(w, job, kAsker); }),
        inPerson("WithdrawDispute", "of a company whose money one spends with oneself", ErrorCode::NotAParty,
                 [](World& w, const Job& job) { return withdrawal(w, job, kOutsider); }),
        inPerson("Answer", "a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return answerTo(w, job, 40 * kToken); }),
        inPerson("Answer", "one's own claim, for a company whose money one spends", ErrorCode::NotAParty,
                 [](World& w, const Job& job) {
                     w.must(w.send(kAsker, w.dispute(job, 0)), "disputing");
                     return w.answer(job, 1);
                 }),
        inPerson("Amend", "what a company does whose money one spends", kOk,
                 [](World& w, const Job& job) { return amendment(w, job); }),
        inPerson("AgreeAmendment", "one's own, for a company whose money one spends", ErrorCode::NotAParty,
                 [](World& w, const Job& job) { return agreement(w, job, kAsker); }),
        inPerson("Offer", "to a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return offerOf(w, job); }),
        inPerson("AcceptOffer", "of a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return consent(w, job, kOutsider); }),
        inPerson("AcceptOffer", "one's own, for a company whose money one spends", ErrorCode::NotAParty,
                 [](World& w, const Job& job) { return consent(w, job, kAsker); }),
        inPerson("RequestChanges", "of a company whose money one spends", kOk,
                 [](World& w, const Job& job) { return changesTo(w, job, kOutsider); }),
        inPerson("Approve", "what a company delivered whose money one spends", kOk,
                 [](World& w, const Job& job) {
                     w.must(w.send(kOutsider, w.delivery(job)), "delivering");
                     return w.approval(job);
                 }),
        {"Appeal", "in person, against a company whose money one spends", kOk,
         [](World& w) {
             const PanelJob p = panelJob(w);
             answered(w, p);
             ruled(w, p, {100 * kToken, 100 * kToken, 100 * kToken});
             w.money(kFounder, 1000 * kToken);
             w.money(kNewcomer, 100 * kToken);
             w.money(kOutsider, 100 * kToken);
             const DacId company = guild(w);
             w.join(company, kAsker, tx::Role::Officer);
             auto c = *w.read<state::Collaboration>(state::collaborationKey(p.job.dac, p.job.id));
             c.doer = tx::companyParty(company);
             w.place(state::collaborationKey(p.job.dac, p.job.id), c);
             return w.by(kAsker, appeal(w, p.job));
         }},
    };
}

/// The guild's own limit, and members whom it does not let spend.
RuleCases limitRules()
{
    using Kind = const char*;
    const auto spent = [](World& w, const DacId& company) {
        state::Charter charter = w.charter(company);
        charter.spendLimit = 0;
        w.place(state::charterKey(company), charter);
    };
    /// By kNewcomer, who is a member of the guild and nothing more.
    const auto powerless = [](Kind kind, bool isAsker, auto make) {
        return RuleCase{kind, "for a company, by a member whom it does not let spend",
                        ErrorCode::NotPermitted, [=](World& w) {
                            const Between b = isAsker ? proposedByGuild(w) : proposedToGuild(w);
                            auto payload = make(w, b);
                            return w.by(kNewcomer, std::move(payload));
                        }};
    };
    const auto accepted = [](World& w, const Between& b) {
        w.must(w.send(b.job.doer, w.acceptance(b.job)), "accepting");
    };
    return {
        powerless("Cancel", false, [](World& w, const Between& b) { return w.cancelling(b.job); }),
        powerless("Amend", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      return amendment(w, b.job);
                  }),
        powerless("AgreeAmendment", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      return agreement(w, b.job, kAsker);
                  }),
        powerless("Offer", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      return offerOf(w, b.job);
                  }),
        powerless("AcceptOffer", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      return consent(w, b.job, kAsker);
                  }),
        powerless("RequestChanges", true,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      w.must(w.send(kDoer, w.delivery(b.job)), "delivering");
                      return w.changes(b.job);
                  }),
        powerless("WithdrawDispute", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      w.must(w.send(kOutsider, w.dispute(b.job, 130 * kToken)), "disputing");
                      return tx::WithdrawDispute{b.job.dac, b.job.id, 1};
                  }),
        powerless("Appeal", false,
                  [=](World& w, const Between& b) {
                      accepted(w, b);
                      return tx::Appeal{
                          b.job.dac,         b.job.id,  w.collaboration(b.job).seq, contentOf("evidence"),
                          contentOf("salt"), 4 * kToken};
                  }),
        {"Accept", "for a company, beyond its limit", ErrorCode::OverLimit,
         [=](World& w) {
             const Between b = proposedToGuild(w);
             spent(w, b.guild);
             return w.by(kOutsider, w.acceptance(b.job));
         }},
        {"Dispute", "for a company, beyond its limit", ErrorCode::OverLimit,
         [=](World& w) {
             const Between b = proposedToGuild(w);
             accepted(w, b);
             spent(w, b.guild);
             return w.by(kOutsider, w.dispute(b.job, 130 * kToken));
         }},
        {"Appeal", "for a company, beyond its limit", ErrorCode::OverLimit,
         [=](World& w) {
             const PanelJob p = panelJob(w);
             answered(w, p);
             ruled(w, p, {100 * kToken, 100 * kToken, 100 * kToken});
             // Behind the machine's back: the doer is a company from now on.
             w.money(kFounder, 1000 * kToken);
             w.money(kNewcomer, 100 * kToken);
             w.money(kOutsider, 100 * kToken);
             const DacId company = guild(w);
             auto c = *w.read<state::Collaboration>(state::collaborationKey(p.job.dac, p.job.id));
             c.doer = tx::companyParty(company);
             w.place(state::collaborationKey(p.job.dac, p.job.id), c);
             spent(w, company);
             return w.by(kOutsider, appeal(w, p.job));
         }},
        {"Vote", "with more weight than there can be", ErrorCode::AmountOverflow,
         [](World& w) {
             tx::CreateDac terms = governedTerms();
             terms.weightRule = 1;
             const DacId dac = governedCompany(w, terms);
             const tx::MotionId id = putMotion(w, spending(dac, 30 * kToken, true));
             state::Motion motion = motionOf(w, dac, id);
             motion.inFavour = ~std::uint64_t{0};
             w.place(state::motionKey(dac, id), motion);
             return w.by(kFounder, voteOn(dac, id, tx::Side::For));
         }},
    };
}

} // namespace

RuleCases sidesRules()
{
    RuleCases rules = consentRules();
    for (const RuleCases& more : {caseRules(), limitRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
