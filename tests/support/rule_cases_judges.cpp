// SPDX-License-Identifier: MIT
// A named person judges no company that they are a member of; nor is it agreed on that they should.
#include "tests/support/guild_cases.h"

namespace stoa::test {
namespace {

using World = MachineWorld;
using state::CollaborationState;

constexpr auto kOk = std::nullopt;
constexpr auto kSame = ErrorCode::SameParty;

/// kArbitrator becomes a member of this company.
void admitJudge(World& w, const DacId& company) { w.join(company, kArbitrator); }

RuleCase proposing(const char* name, std::optional<ErrorCode> refusal, auto change)
{
    return {"Propose", name, refusal, [=](World& w) {
                DacId company;
                tx::Propose p = guildsProposal(w, &company);
                change(w, p, company);
                return w.by(kOutsider, p);
            }};
}

/// The proposal is made before `change`.
template <typename Propose, typename Change>
RuleCase accepting(const char* name, std::optional<ErrorCode> refusal, std::size_t person, Propose propose,
                   Change change)
{
    return {"Accept", name, refusal, [=](World& w) {
                const Between b = propose(w);
                change(w, b);
                return w.by(person, w.acceptance(b.job));
            }};
}

/// A guild besides the first one; kNewcomer acts for it.
DacId otherGuild(World& w)
{
    w.money(kFounder, 1000 * kToken);
    const DacId company = guild(w);
    const auto officer = static_cast<std::uint8_t>(tx::Role::Officer);
    w.must(w.send(kFounder, tx::SetRole{company, addressOf(kNewcomer), officer, 0}), "an officer");
    return company;
}

/// A guild asks another in a third company.
Between betweenGuilds(World& w)
{
    tx::Propose p = guildsProposal(w);
    const DacId other = otherGuild(w);
    p.doer = tx::companyParty(other);
    w.must(w.send(kOutsider, p), "a guild asks another");
    return {{p.dac, tx::objectIdOf(w.digest()), kOutsider, kNewcomer}, other};
}

/// An open proposal of the guild.
Between openToAll(World& w)
{
    DacId company;
    tx::Propose p = guildsProposal(w, &company);
    p.doer = {};
    w.must(w.send(kOutsider, p), "a company proposes");
    return {{p.dac, tx::objectIdOf(w.digest()), kOutsider, kDoer}, company};
}

/// The ruling of a case between companies that was disputed and answered, after `change`.
template <typename Change>
RuleCase ruling(const char* name, std::optional<ErrorCode> refusal, Change change)
{
    return {"RevealRuling", name, refusal, [=](World& w) {
                const Between b = betweenTheFoundersCompanies(w);
                w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting");
                w.must(w.send(kOutsider, w.dispute(b.job, 120 * kToken)), "disputing");
                w.must(w.send(kDoer, w.answer(b.job, 30 * kToken)), "answering");
                change(w, b);
                return w.by(kArbitrator, w.ruling(b.job, 90 * kToken));
            }};
}

} // namespace

RuleCases judgesRules()
{
    using P = tx::Propose;
    const auto joinsGuild = [](World& w, const Between& b) { admitJudge(w, b.guild); };
    const auto joinsHome = [](World& w, const Between& b) { admitJudge(w, b.job.dac); };
    const auto nothing = [](World&, const Between&) {};
    return {
        proposing("for a company of which the court is a member", kSame,
                  [](World& w, P&, const DacId& company) { admitJudge(w, company); }),
        proposing("to a company of which the court is a member", kSame,
                  [](World& w, P& p, const DacId&) {
                      const DacId other = otherGuild(w);
                      admitJudge(w, other);
                      p.doer = tx::companyParty(other);
                  }),
        proposing("where the court is a member, and the company no side", kOk,
                  [](World& w, P& p, const DacId&) { admitJudge(w, p.dac); }),
        proposing("for a company, to another, in a third", kOk,
                  [](World& w, P& p, const DacId&) { p.doer = tx::companyParty(otherGuild(w)); }),
        accepting("for a company of which the court is a member by now", kSame, kOutsider, proposedToGuild,
                  joinsGuild),
        accepting("what a company asks of which the court is a member by now", kSame, kDoer, proposedByGuild,
                  joinsGuild),
        accepting("an open proposal of a company of which the court is a member by now", kSame, kDoer,
                  openToAll, joinsGuild),
        accepting("an open proposal where the court is a member, and the company no side", kOk, kDoer,
                  openToAll, joinsHome),
        accepting("for a company, what another asks in a third", kOk, kNewcomer, betweenGuilds, nothing),
        accepting("for a company, what another asks in a third, the court a member by now", kSame, kNewcomer,
                  betweenGuilds, joinsGuild),
        ruling("about two companies, by an outsider", kOk, nothing),
        ruling("by a member of the company that does it", kSame, joinsGuild),
        ruling("by a member of the company that asks", kSame, joinsHome),
        ruling("by who was a member of a company, and has left", kOk,
               [](World& w, const Between& b) {
                   admitJudge(w, b.guild);
                   w.must(w.send(kArbitrator, tx::Leave{b.guild}), "leaving");
               }),
        {"RevealRuling", "by a member of the company, which is no side", kOk,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Disputed);
             w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
             admitJudge(w, job.dac);
             return w.by(kArbitrator, w.ruling(job, 90 * kToken));
         }},
    };
}

} // namespace stoa::test
