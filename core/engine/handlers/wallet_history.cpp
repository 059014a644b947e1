// SPDX-License-Identifier: MIT
// What happened to this wallet: what it did, from the outbox, and what came in, as the node says.
#include <algorithm>
#include <map>
#include <set>

#include "core/base/overloaded.h"
#include "core/engine/handlers.h"
#include "core/engine/network_fee.h"
#include "core/engine/paying_company.h"
#include "core/engine/tool_moves.h"
#include "core/mvm/contracts/parties.h"

namespace stoa::engine {
namespace {

constexpr std::uint32_t kLinesAtMost = 200;
constexpr std::uint32_t kCreditsAtOnce = KnownCredits::kMost;

FinalityView finalityOf(const Member& member, const sync::OutboxEntry& entry)
{
    FinalityView view;
    switch (entry.stage) {
    case sync::OutboxEntry::Stage::Waiting: view.stage = Finality::Waiting; return view;
    case sync::OutboxEntry::Stage::Refused: view.stage = Finality::Refused; return view;
    case sync::OutboxEntry::Stage::RolledBack:
        view.stage = Finality::RolledBack;
        view.batch = entry.batch;
        return view;
    case sync::OutboxEntry::Stage::Included: return member.finalityOf(entry);
    }
    return view;
}

/// Whether it was refused for its number only, which does not fit because the one before it, of the same
/// lane, did not happen.
bool isAfterRefused(const sync::Outbox& outbox, const sync::OutboxEntry& entry, const tx::Envelope& envelope)
{
    using Stage = sync::OutboxEntry::Stage;
    if (entry.stage != Stage::Refused || entry.refusal != ErrorCode::WrongNonce) return false;
    const auto& all = outbox.entries();
    auto at = std::lower_bound(all.begin(), all.end(), entry.number,
                               [](const auto& each, std::uint64_t number) { return each.number < number; });
    while (at != all.begin()) {
        const auto before = tx::decode((--at)->step);
        if (!before || before->envelope.from != envelope.from || before->envelope.lane != envelope.lane)
            continue;
        return at->stage == Stage::Refused || at->stage == Stage::RolledBack;
    }
    return false;
}

/// Where older ones begin, for a node: everything at the place of `before` is among them unless all of that
/// was told.
node::CreditPlace placeOf(const HistoryPlace& before)
{
    constexpr auto kLast = ~std::uint32_t{0};
    if (before.told == kLast || before.block >= HistoryPlace::kNewest) return {before.block, before.step};
    return before.step == kLast ? node::CreditPlace{before.block + 1, 0}
                                : node::CreditPlace{before.block, before.step + 1};
}

/// `found`, newest first, and among them those that were undone before `before` and are not older than all of
/// them; also these if there is nothing older than them.
void addUndone(const Member& member, std::vector<node::Credit>& found, const node::CreditPlace& before,
               bool isAll)
{
    const bool hasOldest = !isAll && !found.empty();
    const node::CreditPlace oldest =
        hasOldest ? node::CreditPlace{found.back().block, found.back().step} : node::CreditPlace{0, 0};
    for (const node::Credit& credit : member.credits.undone())
        if (before.isAfter(credit) && !oldest.isAfter(credit)) found.push_back(credit);
    std::ranges::stable_sort(found, [](const node::Credit& one, const node::Credit& other) {
        return std::pair(one.block, one.step) > std::pair(other.block, other.step);
    });
}

/// What came in before `before`: at least `wanted` entries if there are as many.
Result<std::vector<node::Credit>> creditsBefore(Member& member, const HistoryPlace& before,
                                                std::size_t wanted)
{
    std::vector<node::Credit> found;
    if (!member.knowsCredits()) {
        if (member.wasTold() && member.info->head.header.number == 0) return found; // nothing has come in yet
        return member.nodeProblem.value_or(ErrorCode::Offline);
    }
    const node::CreditPlace begin = placeOf(before);
    std::ranges::copy_if(member.credits.listed(), std::back_inserter(found),
                         [&](const node::Credit& credit) { return begin.isAfter(credit); });
    bool isAll = member.credits.areAll();
    wanted += std::min<std::size_t>(before.told, member.credits.undone().size() + 1); // are told already
    while (!isAll && found.size() < wanted) {
        const node::CreditPlace place =
            found.empty() ? begin : node::CreditPlace{found.back().block, found.back().step};
        STOA_TRY(const auto more, member.node->credits(member.me(), kCreditsAtOnce, place));
        found.insert(found.end(), more.begin(), more.end());
        isAll = more.size() < kCreditsAtOnce;
    }
    addUndone(member, found, begin, isAll);
    auto rest = found.begin();
    for (std::uint32_t told = before.told; told != 0 && rest != found.end(); --told, ++rest)
        if (rest->block != before.block || rest->step != before.step) break;
    found.erase(found.begin(), rest);
    return found;
}

using Actions = std::vector<const sync::OutboxEntry*>;

/// The places in their blocks of those actions in whose block something came in as well, as the node says.
std::map<Hash, std::uint32_t> stepsBeside(Member& member, const Actions& actions,
                                          const std::vector<node::Credit>& credits)
{
    std::set<std::uint64_t> blocks;
    for (const node::Credit& credit : credits) blocks.insert(credit.block);
    std::vector<Hash> asked;
    for (const sync::OutboxEntry* each : actions)
        if (each->stage == sync::OutboxEntry::Stage::Included && blocks.contains(each->block))
            asked.push_back(each->digest);
    std::map<Hash, std::uint32_t> steps;
    if (asked.empty()) return steps;
    const auto known = member.node->status(asked);
    for (std::size_t i = 0; known && i < asked.size() && i < known->size(); ++i)
        if ((*known)[i].stage == node::StepStatus::Stage::Included) steps.emplace(asked[i], (*known)[i].step);
    return steps;
}

/// Whether the action came after the money. The blocks and their steps say so; their time does not, which is
/// that of the whole batch. What an action has brought itself came after it.
bool isNewer(const sync::OutboxEntry& action, const node::Credit& credit,
             const std::map<Hash, std::uint32_t>& steps)
{
    if (action.stage != sync::OutboxEntry::Stage::Included) return action.time >= credit.time;
    if (action.block != credit.block) return action.block > credit.block;
    const auto step = steps.find(action.digest);
    return step != steps.end() && step->second > credit.step;
}

bool isOf(const node::Credit& credit, tx::Kind kind)
{
    return credit.kind == static_cast<std::uint16_t>(kind);
}

/// Whether a motion that was carried out gave its proposer, and nobody else, what had been locked for it.
bool isBondOnly(Member& member, const node::Credit& credit, const light::DacReplica& replica)
{
    const auto motion = replica.read<state::Motion>(
        state::motionKey(credit.dac, tx::MotionId::fromPrefix(credit.object.bytes)));
    if (!motion || motion->proposer != member.me()) return false;
    if (motion->kind != static_cast<std::uint8_t>(tx::Kind::SpendTreasury)) return true;
    const auto bytes = member.contents->get(motion->act); // it is fetched elsewhere, not line by line
    const auto act = bytes ? tx::decodeAct(*bytes) : Result<tx::Payload>(bytes.error());
    const auto* spending = act ? std::get_if<tx::SpendTreasury>(&*act) : nullptr;
    return spending && spending->to != member.me();
}

using Income = IncomingView::What;

/// Of a Settle. A node that does not say what was settled is asked no more than what the records say.
Income settledOf(Member& member, const node::Credit& credit, const light::DacReplica* replica)
{
    const auto table = static_cast<state::Table>(credit.table);
    if (table == state::Table::Invite) return Income::GiftReturned;
    if (table == state::Table::Motion) return Income::BondReturned;
    const auto c =
        replica ? replica->read<state::Collaboration>(state::collaborationKey(credit.dac, credit.object))
                : std::nullopt;
    if (!c) return Income::Settlement;
    if (table != state::Table::Case) {
        const bool isProposal = c->state == static_cast<std::uint8_t>(state::CollaborationState::Cancelled);
        return isProposal ? Income::ProposalReturned : Income::Settlement;
    }
    const tx::Party me = tx::personParty(member.me());
    if (c->court == me) return Income::JudgeFee;
    const auto dispute = replica->read<state::Case>(
        state::caseKey(credit.dac, credit.object, static_cast<std::uint8_t>(credit.sub)));
    if (!dispute) return Income::Settlement;
    const std::uint8_t payer = dispute->appellant != 0 ? dispute->appellant : dispute->claimant;
    if (mvm::partyOn(*c, payer) != me) return Income::CourtFeeLost;
    const bool hasGone = dispute->state == static_cast<std::uint8_t>(state::CaseState::Ruled) ||
                         dispute->state == static_cast<std::uint8_t>(state::CaseState::Withdrawn);
    return hasGone ? Income::FeesReturned : Income::CourtFeeReturned;
}

/// `replica`: of the company that it is about; null if that is not known here.
Income whatOf(Member& member, const node::Credit& credit, const light::DacReplica* replica)
{
    if (isOf(credit, tx::Kind::Deposit)) return Income::Deposit;
    if (isOf(credit, tx::Kind::Transfer)) return Income::Payment;
    if (isOf(credit, tx::Kind::CloseVote)) return Income::JudgeFee;
    if (isOf(credit, tx::Kind::Settle)) return settledOf(member, credit, replica);
    if (isOf(credit, tx::Kind::Join)) return Income::Gift;
    if (isOf(credit, tx::Kind::RevokeInvite)) return Income::GiftReturned;
    if (isOf(credit, tx::Kind::ChangeStake) || isOf(credit, tx::Kind::Leave)) return Income::StakeReturned;
    if (isOf(credit, tx::Kind::LeaveSeat)) return Income::SeatReturned;
    if (isOf(credit, tx::Kind::AgreeAmendment)) return Income::RewardReturned;
    if (isOf(credit, tx::Kind::EnactMotion))
        return replica && isBondOnly(member, credit, *replica) ? Income::BondReturned : Income::Company;
    if (isOf(credit, tx::Kind::PutRecord) || isOf(credit, tx::Kind::SpendTreasury)) return Income::Company;
    return Income::Other;
}

/// Who has given it, as far as a person or a company has.
PersonView giverOf(Member& member, const node::Credit& credit, Income what, const light::DacReplica* replica)
{
    if (what == Income::Payment || what == Income::Other)
        return credit.from == member.me() ? PersonView{} : member.person(credit.from);
    // It is the company's money, whoever has signed the step.
    if (what == Income::Company) return member.party(tx::companyParty(credit.dac));
    const auto joined = what == Income::Gift && replica
                            ? replica->read<state::Member>(state::memberKey(credit.dac, member.me()))
                            : std::nullopt;
    return joined && !joined->inviter.isZero() ? member.person(joined->inviter) : PersonView{};
}

} // namespace

std::vector<node::Credit> newestCreditsOf(const Member& member)
{
    std::vector<node::Credit> newest;
    if (!member.knowsCredits()) return newest;
    newest = member.credits.listed();
    addUndone(member, newest, {}, member.credits.areAll());
    return newest;
}

IncomingView incomingViewOf(Member& member, const node::Credit& credit)
{
    IncomingView view;
    view.time = credit.time;
    view.amount = credit.amount;
    view.dac = credit.dac;
    view.object = credit.object;
    const light::DacReplica* replica = member.replica(credit.dac);
    view.what = whatOf(member, credit, replica);
    view.from = giverOf(member, credit, view.what, replica);
    if (replica) view.company = member.companyName(credit.dac);
    if (replica && !credit.object.isZero())
        if (const auto c =
                replica->read<state::Collaboration>(state::collaborationKey(credit.dac, credit.object)))
            view.title = member.titleOf(*c);
    view.finality = member.finalityOfBatch(credit.batch);
    view.cameAgain = member.credits.cameAgain(credit);
    if (member.credits.isUndone(credit)) {
        view.finality = {};
        view.finality.stage = Finality::RolledBack;
        view.finality.batch = credit.batch;
    }
    view.finality.block = credit.block;
    return view;
}

ActionView actionViewOf(Member& member, const sync::OutboxEntry& entry)
{
    ActionView view;
    view.id = entry.digest;
    view.time = entry.time;
    if (const auto transaction = tx::decode(entry.step)) {
        view.payload = transaction->payload;
        view.from = transaction->envelope.from;
        view.payer = payerOf(member, entry.digest, view.payload, view.from);
        // Tips are set aside by whoever pays the rest; the step's own fee is the signer's.
        const light::DacReplica* replica = member.replica(dacOf(view.payload));
        const light::DacReplica unknown{DacId{}};
        const Amount tips = tipsSetAside(view.payload, replica ? *replica : unknown);
        view.fee = tx::feeOf(view.payload);
        if (view.payer.company.isZero())
            view.fee += tips;
        else
            view.setAside = tips;
        const auto* put = std::get_if<tx::PutRecord>(&transaction->payload);
        if (put && put->tool >= tx::kFirstInstalledTool) view.moved = movedBy(member, entry.digest);
        if (std::holds_alternative<tx::EnactMotion>(view.payload))
            view.motion = motionSubjectOf(member, view.payload);
        view.isAfterRefused = isAfterRefused(*member.outbox, entry, transaction->envelope);
    }
    view.subject = entry.subject;
    view.with = member.person(entry.with);
    view.finality = finalityOf(member, entry);
    // What was refused, or undone, has cost nothing.
    if (entry.stage == sync::OutboxEntry::Stage::Refused ||
        entry.stage == sync::OutboxEntry::Stage::RolledBack)
        view.fee = view.setAside = 0;
    view.refusal = entry.refusal;
    return view;
}

Result<ReadWalletHistory::Reply> handle(Member& member, const ReadWalletHistory& request)
{
    if (member.me().isZero()) return ErrorCode::NoWallet;
    const std::size_t limit = std::clamp(request.limit, 1U, kLinesAtMost);
    WalletHistoryView view;
    Actions actions; // one more than fit: whether there is more
    const auto& entries = member.outbox->entries();
    for (auto at = entries.rbegin(); at != entries.rend() && actions.size() <= limit; ++at)
        if (at->number < request.before.action) actions.push_back(&*at);
    std::vector<node::Credit> credits;
    if (auto found = creditsBefore(member, request.before, limit + 1))
        credits = *std::move(found);
    else
        view.incomingProblem = found.error().code;

    const auto steps = stepsBeside(member, actions, credits);
    HistoryPlace place = request.before;
    auto action = actions.begin();
    auto credit = credits.begin();
    while (view.lines.size() < limit && (action != actions.end() || credit != credits.end())) {
        const bool isAction =
            credit == credits.end() || (action != actions.end() && isNewer(**action, *credit, steps));
        if (isAction) {
            place.action = (*action)->number;
            view.lines.emplace_back(actionViewOf(member, **action++));
        } else {
            // What was undone and what came in its place may stand at the same one.
            const bool isSamePlace = place.block == credit->block && place.step == credit->step;
            place.told = isSamePlace ? place.told + 1 : 1;
            place.block = credit->block;
            place.step = credit->step;
            view.lines.emplace_back(incomingViewOf(member, *credit++));
        }
    }
    if (action != actions.end() || credit != credits.end()) view.older = place;
    return view;
}

} // namespace stoa::engine
