// SPDX-License-Identifier: MIT
// How a company governs itself, as its members see it: motions, seats.
#include <algorithm>

#include "core/content/dispute_text.h"
#include "core/engine/handlers.h"
#include "core/engine/next_step.h"
#include "core/engine/tool_moves.h"
#include "core/mvm/contracts/panel.h"

namespace stoa::engine {

Hash textOfAct(const tx::Payload& act)
{
    if (const auto* spending = std::get_if<tx::SpendTreasury>(&act)) return spending->reason;
    if (const auto* tool = std::get_if<tx::InstallTool>(&act)) return tool->manifest;
    return {};
}

namespace {

/// A reason is kept as the words of a dispute are.
std::string wordsOfAct(Member& member, const tx::Payload& act)
{
    if (const auto* tool = std::get_if<tx::InstallTool>(&act)) return manifestTextOf(member, tool->manifest);
    const Hash text = textOfAct(act);
    const auto object = text.isZero() ? Result<Bytes>(ErrorCode::NotFound) : member.content(text);
    if (!object) return {};
    const auto reason = content::decodeDisputeText(textOf(*object));
    return reason ? reason->text : std::string();
}

/// `act`: its bytes, which may not be here.
MotionSubject subjectOfMotion(Member& member, const light::DacReplica& replica, tx::Kind kind,
                              const Result<Bytes>& act)
{
    MotionSubject subject;
    subject.kind = kind;
    auto decoded = act ? tx::decodeAct(*act) : Result<tx::Payload>(act.error());
    if (!decoded) return subject;
    subject.hasAct = true;
    subject.act = *std::move(decoded);
    subject.words = wordsOfAct(member, subject.act);
    if (const auto* removal = std::get_if<tx::RemoveTool>(&subject.act)) {
        subject.isGone = wasRemoved(replica, removal->tool);
        const auto tool = subject.isGone
                              ? member.lastTool(replica.dac(), removal->tool)
                              : replica.read<state::Tool>(state::toolKey(replica.dac(), removal->tool));
        if (tool) subject.removedText = manifestTextOf(member, tool->manifest);
    }
    return subject;
}

MotionView motionViewOf(Member& member, const light::DacReplica& replica, const tx::MotionId& id,
                        const state::Motion& stored)
{
    const state::Motion motion = mvm::effective(stored, member.now());
    MotionView view;
    static_cast<MotionSubject&>(view) =
        subjectOfMotion(member, replica, static_cast<tx::Kind>(motion.kind), member.content(motion.act));
    view.dac = replica.dac();
    view.id = id;
    view.proposer = member.person(motion.proposer);
    view.state = static_cast<MotionState>(motion.state);
    view.proposed = motion.proposed;
    view.objectBy = motion.objectBy;
    view.decideBy = motion.decideBy;
    view.total = motion.total;
    view.inFavour = motion.inFavour;
    view.against = motion.against;
    view.isByStake = motion.weightRule != 0;
    view.needsMajority = motion.threshold == state::kMajorityThreshold;
    view.threshold = view.needsMajority ? std::uint16_t{0} : motion.threshold;
    view.isOpposed = !view.needsMajority && !mvm::isUnopposed(motion);
    view.bond = motion.bond;
    view.iHaveVoted =
        replica.read<state::Ballot>(state::ballotKey(replica.dac(), id, member.me())).has_value();
    const auto mine = replica.read<state::Member>(state::memberKey(replica.dac(), member.me()));
    view.iMayVote =
        view.state == MotionState::Open && !view.iHaveVoted && mine && mine->since < motion.proposed;
    view.next = nextStepOf(motion, view.iMayVote, view.hasAct ? &view.act : nullptr);
    return view;
}

} // namespace

std::optional<MotionSubject> motionSubjectOf(Member& member, const tx::Payload& step)
{
    const auto* vote = std::get_if<tx::Vote>(&step);
    const auto* enact = std::get_if<tx::EnactMotion>(&step);
    if (!vote && !enact) return std::nullopt;
    const DacId dac = vote ? vote->dac : enact->dac;
    const auto replica = member.company(dac);
    if (!replica) return std::nullopt;
    const auto motion =
        (*replica)->read<state::Motion>(state::motionKey(dac, vote ? vote->motion : enact->motion));
    if (!motion) return std::nullopt;
    // What is carried out stands in the step itself.
    return subjectOfMotion(member, **replica, static_cast<tx::Kind>(motion->kind),
                           vote ? member.content(motion->act) : Result<Bytes>(enact->act));
}

Result<ListMotions::Reply> handle(Member& member, const ListMotions& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    std::vector<std::pair<tx::MotionId, state::Motion>> stored;
    replica->forEach<state::Motion>(state::Table::Motion,
                                    [&](const state::Key& key, const state::Motion& record) {
                                        stored.emplace_back(state::motionOf(key), record);
                                    });
    std::vector<MotionView> views;
    for (const auto& [id, motion] : stored) views.push_back(motionViewOf(member, *replica, id, motion));
    std::stable_sort(views.begin(), views.end(),
                     [](const MotionView& a, const MotionView& b) { return a.proposed > b.proposed; });
    return views;
}

Result<ListSeats::Reply> handle(Member& member, const ListSeats& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    std::vector<std::pair<std::uint32_t, state::Seat>> stored;
    replica->forEach<state::Seat>(state::Table::Seat, [&](const state::Key& key, const state::Seat& record) {
        stored.emplace_back(state::subOf(key), record);
    });
    std::vector<SeatView> views;
    for (const auto& [number, seat] : stored)
        views.push_back({number, member.person(seat.who), seat.deposit, seat.since,
                         seat.left == 0 ? Timestamp{0} : seat.left + mvm::kSeatNotice, seat.open, seat.ruled,
                         seat.missed});
    return views;
}

} // namespace stoa::engine
