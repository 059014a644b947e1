// SPDX-License-Identifier: MIT
// Whether the numbers of a company's rules, of a proposal and of an invitation are within what the network
// allows: whoever is refused hears which number it is, and its limits.
#include <algorithm>
#include <array>

#include "core/engine/build_acts.h"

namespace stoa::engine {
namespace {

/// A period of the rules, and its name in the refusal.
struct NamedPeriod {
    const char* name;
    Seconds tx::CharterTerms::*period;
};
constexpr std::array<NamedPeriod, 6> kPeriods = {{{"answer", &tx::CharterTerms::answerPeriod},
                                                  {"review", &tx::CharterTerms::reviewPeriod},
                                                  {"challenge", &tx::CharterTerms::challengePeriod},
                                                  {"grace", &tx::CharterTerms::gracePeriod},
                                                  {"objection", &tx::CharterTerms::objectionPeriod},
                                                  {"vote", &tx::CharterTerms::votePeriod}}};
constexpr NamedPeriod kRuling = {"ruling", &tx::CharterTerms::revealPeriod};
constexpr std::array<NamedPeriod, 3> kPanelPeriods = {
    {{"seal", &tx::CharterTerms::commitPeriod}, kRuling, {"appeal", &tx::CharterTerms::appealPeriod}}};

Result<void> periodFits(Member& member, const tx::CharterTerms& terms, const NamedPeriod& named)
{
    const Seconds period = terms.*named.period;
    const Seconds least = member.rules.minimumPeriod;
    const Seconds most = member.rules.maximumPeriod;
    if (period >= least && period <= most) return {};
    return Error{ErrorCode::OutOfRange, std::string("period ") + named.name + ' ' + std::to_string(period) +
                                            ' ' + std::to_string(least) + ' ' + std::to_string(most)};
}

Error tooLong(const char* what, Seconds most)
{
    return {ErrorCode::OutOfRange, std::string(what) + ' ' + std::to_string(most)};
}

} // namespace

Result<void> checkTermsFit(Member& member, const tx::CharterTerms& terms)
{
    for (const NamedPeriod& each : kPeriods) STOA_TRY_VOID(periodFits(member, terms, each));
    if (terms.serves != 0)
        for (const NamedPeriod& each : kPanelPeriods) STOA_TRY_VOID(periodFits(member, terms, each));
    if (tx::typeOf(terms.court) != tx::PartyType::Person) return {};
    STOA_TRY_VOID(periodFits(member, terms, kRuling));
    if (terms.courtFee > terms.minimumDeposit)
        return Error{ErrorCode::BelowMinimum,
                     amountsDetail(member, "court fee", {terms.courtFee, terms.minimumDeposit})};
    return {};
}

Result<void> checkProposalFits(Member& member, const tx::Propose& step, const state::Charter& charter)
{
    const Timestamp now = member.now();
    const Seconds most = member.rules.maximumPeriod;
    if (step.answerBy <= now || step.workBy <= step.answerBy)
        return Error{ErrorCode::OutOfRange, "order of dates"};
    if (step.answerBy - now > most) return tooLong("answer by", most);
    if (step.workBy - now > 2 * std::uint64_t{most}) return tooLong("work by", 2 * most);
    const auto share = static_cast<Amount>(static_cast<Wide>(step.reward) * charter.depositShare / kWhole);
    const Amount own = std::max(charter.minimumDeposit, share);
    const Amount given = std::min(step.askerDeposit, step.doerDeposit);
    if (given >= std::max(own, step.courtFee)) return {};
    const bool isForCourt = step.courtFee > own;
    return Error{ErrorCode::BelowMinimum, amountsDetail(member, isForCourt ? "deposit for court" : "deposit",
                                                        {given, std::max(own, step.courtFee)})};
}

Timestamp usualEndOfInvitation(Timestamp now, const mvm::Rules& rules)
{
    return now + std::min<Seconds>(14 * kDay, rules.maximumPeriod);
}

Result<void> checkInvitationFits(Member& member, const tx::Invite& step)
{
    const Timestamp now = member.now();
    if (step.expires <= now || step.expires - now > member.rules.maximumPeriod)
        return tooLong("invitation", member.rules.maximumPeriod);
    if (step.uses == 0) return Error{ErrorCode::OutOfRange, "uses"};
    return {};
}

} // namespace stoa::engine
