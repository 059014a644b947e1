// SPDX-License-Identifier: MIT
#include "core/engine/paying_company.h"

#include <algorithm>

#include "core/base/hex.h"
#include "core/base/overloaded.h"
#include "core/engine/member.h"
#include "core/mvm/contracts/parties.h"

namespace stoa::engine {
namespace {

std::string payerKey(const Hash& action) { return "payer/" + toHex(action); }

/// The company on whose side `signer` opened the round that `step` has brought about.
template <typename Step>
DacId openedFor(const light::DacReplica& replica, const Step& step, const state::Collaboration& c)
{
    for (std::uint8_t round = 1; round != 0 && round <= c.round; ++round) {
        const auto opened = replica.read<state::Case>(state::caseKey(step.dac, step.collaboration, round));
        if (!opened || opened->evidence != step.evidence) continue;
        const std::uint8_t side = opened->appellant != 0 ? opened->appellant : opened->claimant;
        return tx::companyOf(mvm::partyOn(c, side));
    }
    return {};
}

/// The company whose treasury pays what the step takes; zero: its signer does. That of a side, if who has
/// signed is no side: a side acts for itself alone. Absent: the records do not say it, or not any more.
std::optional<DacId> payingCompanyOf(Member& member, const tx::Payload& payload, const Address& signer)
{
    const auto ofSide = [&]<typename Step>(const Step& step) -> std::optional<DacId> {
        const light::DacReplica* replica = member.replica(step.dac);
        const auto c =
            replica
                ? replica->read<state::Collaboration>(state::collaborationKey(step.dac, step.collaboration))
                : std::nullopt;
        const tx::Party own = tx::personParty(signer);
        if (!c) return std::nullopt;
        if (c->asker == own || c->doer == own) return DacId{};
        const DacId asker = tx::companyOf(c->asker);
        const DacId doer = tx::companyOf(c->doer);
        if constexpr (std::is_same_v<Step, tx::Accept>) {
            return doer;
        } else {
            if (asker.isZero() || doer.isZero()) return asker.isZero() ? doer : asker;
            const DacId opened = openedFor(*replica, step, *c);
            if (!opened.isZero()) return opened;
            return member.record(state::memberKey(asker, signer)) ? asker : doer; // it only waits
        }
    };
    return std::visit(
        Overloaded{[](const tx::Propose& step) { return std::optional(tx::companyOf(step.asker)); },
                   [&](const tx::Accept& step) { return ofSide(step); },
                   [&](const tx::Dispute& step) { return ofSide(step); },
                   [&](const tx::Appeal& step) { return ofSide(step); },
                   [](const auto&) { return std::optional(DacId{}); }},
        payload);
}

/// What keepPayer() has kept.
PersonView keptPayer(Member& member, const Hash& action)
{
    const auto kept = member.setting(payerKey(action));
    if (!kept || !*kept) return {};
    const std::string& text = **kept;
    const std::size_t end = std::min(text.find(' '), text.size());
    PersonView payer;
    payer.company = fixedFromHex<DacId>(text.substr(0, end)).value_or(DacId{});
    payer.name = text.substr(std::min(end + 1, text.size()));
    return payer;
}

} // namespace

PersonView payerOf(Member& member, const Hash& action, const tx::Payload& payload, const Address& signer)
{
    const auto found = payingCompanyOf(member, payload, signer);
    if (found && found->isZero()) return {};
    const PersonView kept = keptPayer(member, action);
    const DacId dac = found.value_or(kept.company);
    if (dac.isZero()) return {};
    PersonView payer = member.party(tx::companyParty(dac));
    if (payer.name.empty() && kept.company == dac) payer.name = kept.name;
    return payer;
}

Result<void> keepPayer(Member& member, const Hash& action, const tx::Payload& payload,
                       const PersonView& payer)
{
    const bool isOfSide =
        std::visit(Overloaded{[](const tx::Propose&) { return true; }, [](const tx::Accept&) { return true; },
                              [](const tx::Dispute&) { return true; }, [](const tx::Appeal&) { return true; },
                              [](const auto&) { return false; }},
                   payload);
    if (!isOfSide || payer.company.isZero()) return {};
    return member.keepSetting(payerKey(action), toHex(payer.company) + ' ' + payer.name);
}

} // namespace stoa::engine
