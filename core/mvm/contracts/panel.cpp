// SPDX-License-Identifier: MIT
// The seats of a court, and the panel that is drawn from them.
#include "core/mvm/contracts/panel.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/crypto/keccak.h"
#include "core/mvm/contracts/motions.h"
#include "core/mvm/contracts/parties.h"
#include "core/mvm/contracts/standing.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {
namespace {

using state::CaseState;
using state::CollaborationState;
using state::DrawState;

/// Whether the sender has a place in the panel, and which.
Result<std::uint8_t> placeOfSender(const state::Collaboration& c, const state::Case& dispute,
                                   ApplyContext& context)
{
    const auto member =
        context.read<state::Member>(state::memberKey(tx::companyOf(c.court), context.sender()));
    if (!member || member->seat == 0) return ErrorCode::NotTheArbitrator;
    for (std::uint8_t j = 0; j < dispute.drawn && j < state::kMostJurors; ++j)
        if (dispute.place(j) == member->seat - 1) return j;
    return ErrorCode::NotTheArbitrator;
}

/// The sender's own juror's record in a case that is under way.
Result<state::Juror> jurorOfSender(const state::Key& key, ApplyContext& context)
{
    const auto juror = context.read<state::Juror>(key);
    if (!juror || juror->who != context.sender()) return ErrorCode::NotTheArbitrator;
    return *juror;
}

/// Whether this seat may fill the next place.
bool mayJudge(const state::Collaboration& c, const state::Case& dispute, std::uint32_t number,
              const state::Seat& seat, ApplyContext& context)
{
    if (seat.deposit == 0 || seat.since >= dispute.opened) return false;
    // Who knows the order of the draw changes it by no notice, neither their own nor one that a court gives.
    if (seat.left != 0 && seat.left < dispute.opened) return false;
    for (std::size_t j = 0; j < dispute.drawn; ++j)
        if (dispute.place(j) == number) return false;
    return !isInvolved(context, c.asker, c.doer, seat.who);
}

struct CaseName {
    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
};

/// One draw. A seat that may not judge is passed over, and leaves the place empty.
void drawSeat(const CaseName& name, const state::Collaboration& c, state::Case& dispute,
              ApplyContext& context)
{
    if (dispute.seats == 0) {
        dispute.tries = mostTries(dispute.size);
        return;
    }
    const std::uint16_t attempt = dispute.tries++;
    const DacId court = tx::companyOf(c.court);
    const std::uint32_t number = drawnSeat(dispute.salt, attempt, dispute.seats);
    const state::Key key = state::seatKey(court, number);
    auto seat = context.read<state::Seat>(key);
    if (!seat || !mayJudge(c, dispute, number, *seat, context)) return;
    ++seat->open;
    context.write(key, *seat);
    context.write(state::jurorKey(name.dac, name.collaboration, name.round, dispute.drawn),
                  state::Juror{seat->who, number, {}, 0, {}, 0});
    dispute.setPlace(dispute.drawn, number);
    ++dispute.drawn;
}

/// The same; a draw that ends late leaves the jurors all of their time.
void drawOne(const CaseName& name, const state::Collaboration& c, state::Case& dispute, ApplyContext& context)
{
    drawSeat(name, c, dispute, context);
    if (!isToBeDrawn(dispute)) dispute.deadline = std::max(dispute.deadline, context.time());
}

bool hasReached(const state::Case& dispute, DrawState state)
{
    return dispute.draw == static_cast<std::uint8_t>(state);
}

/// Near jurors, whether closed or not.
Amount nearJurors(const state::Case& dispute, Amount pot)
{
    Amount near = 0;
    for (std::size_t i = 0; i < dispute.reveals && i < state::kMostJurors; ++i)
        if (isNearRuling(dispute, dispute.amount(i), pot)) ++near;
    return near;
}

bool isClosed(const state::Case& dispute, std::uint8_t juror)
{
    return (dispute.closed & (1U << juror)) != 0;
}

} // namespace

unsigned openJurors(const state::Case& dispute)
{
    const unsigned drawn = std::min<unsigned>(dispute.drawn, state::kMostJurors);
    const auto closed = static_cast<std::uint8_t>(dispute.closed & ~state::kCaseClosed);
    const auto count = static_cast<unsigned>(std::popcount(closed));
    return drawn - std::min(drawn, count);
}

Amount remainderOfFee(const state::Collaboration& c, const state::Case& dispute)
{
    const Amount fee = feeOf(c, dispute);
    const Amount pot = potOf(c);
    return fee - jurorShareOf(dispute, fee, pot) * nearJurors(dispute, pot);
}

std::uint8_t sizeOfAppeal(const state::Case& ruled)
{
    return static_cast<std::uint8_t>(std::min(2 * ruled.size + 1, int{state::kMostJurors}));
}

Amount slashOf(const state::Collaboration& c, Amount deposit)
{
    const std::uint16_t rate = std::min<std::uint16_t>(c.slash, 10'000);
    return static_cast<Amount>(Wide{deposit} * rate / 10'000);
}

Hash commitmentOf(const tx::RevealRuling& ruling, const Address& juror)
{
    Bytes bytes = toBytes(ruling.dac.bytes);
    append(bytes, ruling.collaboration.bytes);
    bytes.push_back(ruling.round);
    append(bytes, juror.bytes);
    appendFixed(bytes, ruling.amount);
    append(bytes, ruling.reasons.bytes);
    append(bytes, ruling.salt.bytes);
    return crypto::keccak256(bytes);
}

Hash panelSeed(const DacId& dac, const ObjectId& collaboration, std::uint8_t round, const Hash& salt,
               const Hash& other)
{
    Bytes bytes = toBytes(dac.bytes);
    append(bytes, collaboration.bytes);
    bytes.push_back(round);
    append(bytes, salt.bytes);
    append(bytes, other.bytes);
    return crypto::keccak256(bytes);
}

std::uint32_t drawnSeat(const Hash& seed, std::uint16_t attempt, std::uint32_t seats)
{
    Bytes bytes = toBytes(seed.bytes);
    appendFixed(bytes, attempt);
    const Hash chance = crypto::keccak256(bytes);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = (number << 8) | chance[i];
    return static_cast<std::uint32_t>(number % seats);
}

Result<void> handle(const tx::TakeSeat& act, ApplyContext& context)
{
    const auto charter = context.read<state::Charter>(state::charterKey(act.dac));
    auto purse = context.read<state::Purse>(state::purseKey(act.dac));
    if (!charter || !purse) return ErrorCode::NoSuchCompany;
    STOA_TRY(state::Member member, readMember(context, act.dac, context.sender()));
    if (charter->serves == 0) return ErrorCode::NoCourt;
    if (member.role < static_cast<std::uint8_t>(tx::Role::Arbitrator)) return ErrorCode::NotPermitted;
    if (member.seat != 0) return ErrorCode::AlreadyExists;
    if (act.deposit != charter->seatDeposit) return ErrorCode::ContentConflict;
    if (act.seat > purse->seats || act.seat == std::numeric_limits<std::uint32_t>::max())
        return ErrorCode::OutOfRange;
    const state::Key key = state::seatKey(act.dac, act.seat);
    if (context.read<state::Seat>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), act.deposit));
    if (act.seat == purse->seats) ++purse->seats;
    member.seat = act.seat + 1;
    context.write(state::purseKey(act.dac), *purse);
    context.write(state::memberKey(act.dac, context.sender()), member);
    context.write(key, state::Seat{context.sender(), act.deposit, context.time(), 0, 0, 0, 0});
    return {};
}

Result<void> handle(const tx::LeaveSeat& act, ApplyContext& context)
{
    STOA_TRY(state::Member member, readMember(context, act.dac, context.sender()));
    if (member.seat == 0) return ErrorCode::NotTheArbitrator;
    const state::Key key = state::seatKey(act.dac, member.seat - 1);
    auto seat = context.read<state::Seat>(key);
    if (!seat || seat->who != context.sender()) return ErrorCode::NotTheArbitrator;
    if (seat->left == 0) {
        seat->left = context.time();
        context.write(key, *seat);
        return {};
    }
    if (context.time() < seat->left + kSeatNotice) return ErrorCode::TooEarly;
    if (seat->open != 0) return ErrorCode::StillHeld;
    STOA_TRY_VOID(context.credit(context.sender(), seat->deposit));
    member.seat = 0;
    context.write(state::memberKey(act.dac, context.sender()), member);
    context.erase(key);
    return {};
}

Result<void> handle(const tx::DrawPanel& draw, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, draw.dac, draw.collaboration));
    const state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Disputed || !standing.dispute || !hasPanel(c))
        return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    if (draw.round != dispute.round) return ErrorCode::ContentConflict;
    if (isIn(dispute, CaseState::Open)) return ErrorCode::TooEarly;
    if (!isIn(dispute, CaseState::Drawing)) return ErrorCode::TooLate;
    if (crypto::keccak256(draw.salt.bytes) != dispute.saltHash) return ErrorCode::ContentConflict;
    // From here on nobody chooses anything: the network draws (drawOn).
    if (hasReached(dispute, DrawState::Revealed)) return ErrorCode::TooEarly;
    if (dispute.drawn >= std::min(dispute.size, state::kMostJurors)) return ErrorCode::WrongState;
    if (!isToBeDrawn(dispute)) return ErrorCode::OutOfRange;

    if (hasReached(dispute, DrawState::Sealed) && dispute.answered == 0) {
        // Nobody has answered: chance comes from the batch after the one in which the salt is known.
        dispute.salt = draw.salt;
        dispute.draw = static_cast<std::uint8_t>(DrawState::Revealed);
        dispute.batch = context.batch().number;
    } else {
        if (hasReached(dispute, DrawState::Sealed)) {
            dispute.salt = panelSeed(draw.dac, draw.collaboration, draw.round, draw.salt, dispute.salt);
            dispute.draw = static_cast<std::uint8_t>(DrawState::Seeded);
        }
        drawOne({draw.dac, draw.collaboration, draw.round}, c, dispute, context);
    }
    context.write(state::caseKey(draw.dac, draw.collaboration, draw.round), dispute);
    return {};
}

Result<void> drawOn(const tx::Settle& settle, const state::Collaboration& c, state::Case& dispute,
                    ApplyContext& context)
{
    const CaseName name{settle.dac, settle.object, static_cast<std::uint8_t>(settle.sub)};
    if (hasReached(dispute, DrawState::Revealed)) {
        if (context.batch().number <= dispute.batch) return ErrorCode::TooEarly;
        dispute.salt =
            panelSeed(name.dac, name.collaboration, name.round, dispute.salt, context.batch().entropy);
        dispute.draw = static_cast<std::uint8_t>(DrawState::Seeded);
    }
    drawOne(name, c, dispute, context);
    context.write(state::caseKey(name.dac, name.collaboration, name.round), dispute);
    return {};
}

Result<void> handle(const tx::CommitRuling& commitment, ApplyContext& context)
{
    STOA_TRY(const Standing standing, readStanding(context, commitment.dac, commitment.collaboration));
    if (standing.state() != CollaborationState::Disputed || !standing.dispute ||
        !hasPanel(standing.collaboration))
        return ErrorCode::WrongState;
    const state::Case& dispute = *standing.dispute;
    if (commitment.round != dispute.round) return ErrorCode::ContentConflict;
    STOA_TRY(const std::uint8_t place, placeOfSender(standing.collaboration, dispute, context));
    if (isIn(dispute, CaseState::Drawing)) return ErrorCode::TooEarly;
    if (!isIn(dispute, CaseState::Committing)) return ErrorCode::TooLate;
    if (commitment.commitment.isZero()) return ErrorCode::OutOfRange;
    const state::Key key = state::jurorKey(commitment.dac, commitment.collaboration, commitment.round, place);
    STOA_TRY(state::Juror juror, jurorOfSender(key, context));
    juror.commitment = commitment.commitment;
    context.write(key, juror);
    return {};
}

Result<void> revealToPanel(const tx::RevealRuling& r, Standing& standing, ApplyContext& context)
{
    if (standing.state() != CollaborationState::Disputed || !standing.dispute) return ErrorCode::WrongState;
    state::Case& dispute = *standing.dispute;
    if (r.round != dispute.round) return ErrorCode::ContentConflict;
    STOA_TRY(const std::uint8_t place, placeOfSender(standing.collaboration, dispute, context));
    if (!isIn(dispute, CaseState::Revealing)) return ErrorCode::TooEarly;
    const state::Key key = state::jurorKey(r.dac, r.collaboration, r.round, place);
    STOA_TRY(state::Juror juror, jurorOfSender(key, context));
    if (juror.state == state::kRevealed || dispute.reveals >= state::kMostJurors)
        return ErrorCode::AlreadyExists;
    if (r.reasons.isZero()) return ErrorCode::OutOfRange;
    if (commitmentOf(r, context.sender()) != juror.commitment) return ErrorCode::ContentConflict;
    juror.amount = r.amount;
    juror.reasons = r.reasons;
    juror.state = state::kRevealed;
    dispute.setAmount(dispute.reveals, clampRuling(dispute, r.amount));
    ++dispute.reveals;
    context.write(key, juror);
    context.write(state::caseKey(r.dac, r.collaboration, dispute.round), dispute);
    return {};
}

Result<void> handle(const tx::CloseVote& closing, ApplyContext& context)
{
    const state::Key caseKey = state::caseKey(closing.dac, closing.collaboration, closing.round);
    const auto stored = context.read<state::Case>(caseKey);
    const auto c =
        context.read<state::Collaboration>(state::collaborationKey(closing.dac, closing.collaboration));
    if (!stored || !c) return ErrorCode::NoSuchCase;
    state::Case dispute = effective(*stored, context.time(), *c, context.rules());
    if (!hasPanel(*c) || !isOver(dispute) || closing.juror >= dispute.drawn ||
        closing.juror >= state::kMostJurors || isClosed(dispute, closing.juror))
        return ErrorCode::NothingDue;
    const auto juror = context.read<state::Juror>(
        state::jurorKey(closing.dac, closing.collaboration, closing.round, closing.juror));
    if (!juror) return ErrorCode::NoSuchCase;
    const DacId court = tx::companyOf(c->court);
    const state::Key seatKey = state::seatKey(court, juror->seat);
    auto seat = context.read<state::Seat>(seatKey);
    if (!seat || seat->who != juror->who) return ErrorCode::NoSuchCase;

    const bool wasToRule = isIn(dispute, CaseState::Ruled) || isIn(dispute, CaseState::Void);
    const bool hasRuled = juror->state == state::kRevealed;
    Amount share = 0;
    Amount slashed = 0;
    if (wasToRule && hasRuled) {
        ++seat->ruled;
        const Amount pot = potOf(*c);
        if (isNearRuling(dispute, clampRuling(dispute, juror->amount), pot))
            share = std::min(dispute.fee, jurorShareOf(dispute, feeOf(*c, dispute), pot));
    } else if (wasToRule) {
        ++seat->missed;
        slashed = slashOf(*c, seat->deposit);
    }
    const Amount tip = std::min(dispute.tip, kTip);
    seat->deposit -= slashed;
    if (seat->open != 0) --seat->open;
    dispute.closed = static_cast<std::uint8_t>(dispute.closed | (1U << closing.juror));
    dispute.fee -= share;
    dispute.tip -= tip;
    context.write(seatKey, *seat);
    context.write(caseKey, dispute);
    if (slashed != 0) STOA_TRY_VOID(giveToTreasury(context, court, slashed));
    if (share != 0) STOA_TRY_VOID(context.credit(juror->who, share));
    return context.credit(context.batch().aggregator, tip);
}

} // namespace stoa::mvm
