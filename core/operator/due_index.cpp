// SPDX-License-Identifier: MIT
#include "core/operator/due_index.h"

#include <algorithm>
#include <iterator>

#include "core/mvm/contracts/collaboration_rules.h"
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::node {
namespace {

using state::CaseState;
using state::CollaborationState;

template <typename R>
std::optional<R> recordAt(const state::Tree& tree, const state::Key& key)
{
    const ByteView* bytes = tree.get(key);
    return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
}

/// The next moment at which a standing changes by itself.
std::optional<Timestamp> nextDeadline(const mvm::Standing& standing)
{
    switch (standing.state()) {
    case CollaborationState::Proposed: return standing.collaboration.answerBy;
    case CollaborationState::Active:
    case CollaborationState::Delivered:
    case CollaborationState::ToBeAllocated:
    case CollaborationState::Ruled: return standing.collaboration.deadline;
    case CollaborationState::Disputed:
        return standing.dispute ? std::optional(standing.dispute->deadline) : std::nullopt;
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Timestamp> collaborationDue(const state::Tree& tree, const state::Key& key,
                                          const mvm::Rules& rules)
{
    const auto collaboration = recordAt<state::Collaboration>(tree, key);
    if (!collaboration) return std::nullopt;
    mvm::Standing standing{*collaboration, {}};
    if (standing.state() == CollaborationState::Disputed || standing.state() == CollaborationState::Ruled)
        standing.dispute = recordAt<state::Case>(
            tree, state::caseKey(state::dacOf(key), state::objectOf(key), collaboration->round));
    // Deadlines only rise, and a standing passes through few of them.
    Timestamp time = 0;
    for (;;) {
        standing = mvm::effective(std::move(standing), time, rules);
        if (mvm::duePayout(standing, time)) return time;
        const auto next = nextDeadline(standing);
        if (!next || *next <= time) return std::nullopt;
        time = *next;
    }
}

/// When the case is over, if nobody acts any more. Absent: it goes on until somebody acts, or has no parties.
std::optional<Timestamp> caseOver(const state::Tree& tree, const state::Key& key, const state::Case& stored,
                                  const mvm::Rules& rules)
{
    const auto collaboration = recordAt<state::Collaboration>(
        tree, state::collaborationKey(state::dacOf(key), state::objectOf(key)));
    if (!collaboration) return std::nullopt;
    Timestamp time = 0;
    for (;;) {
        const state::Case dispute = mvm::effective(stored, time, *collaboration, rules);
        if (mvm::isOver(dispute)) return time;
        if (dispute.deadline <= time) return std::nullopt;
        time = dispute.deadline;
    }
}

std::optional<Timestamp> caseDue(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules)
{
    const auto stored = recordAt<state::Case>(tree, key);
    if (!stored || (stored->fee == 0 && stored->tip == 0)) return std::nullopt;
    if ((stored->closed & state::kCaseClosed) != 0) return std::nullopt;
    return caseOver(tree, key, *stored, rules);
}

/// A juror's part is closed when the case is over; a named person's leaves nothing to close.
std::optional<Timestamp> jurorDue(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules)
{
    const std::uint32_t sub = state::subOf(key);
    const auto round = static_cast<std::uint8_t>(sub >> 24);
    const std::uint32_t juror = sub & 0xffff;
    const state::Key caseKey = state::caseKey(state::dacOf(key), state::objectOf(key), round);
    const auto stored = recordAt<state::Case>(tree, caseKey);
    if (!stored || juror >= stored->drawn || (stored->closed & (1U << juror)) != 0) return std::nullopt;
    return caseOver(tree, caseKey, *stored, rules);
}

/// Most records never come due: told by the key alone.
bool mayComeDue(const state::Key& key)
{
    using state::Table;
    if (state::spaceOf(key) != state::Space::Company) return false;
    const Table table = state::tableOf(key);
    return table == Table::Collaboration || table == Table::Case || table == Table::Juror ||
           table == Table::Invite || table == Table::Motion;
}

/// A panel whose salt is known draws itself on, at once, and also when the time to draw is over.
std::optional<Due> nextDraw(const state::Tree& tree, const state::Key& key)
{
    if (state::tableOf(key) != state::Table::Case) return std::nullopt;
    const auto stored = recordAt<state::Case>(tree, key);
    if (!stored || !mvm::isBeingDrawn(*stored)) return std::nullopt;
    const bool waits = stored->draw == static_cast<std::uint8_t>(state::DrawState::Revealed);
    return Due{stored->opened, waits ? stored->batch : 0};
}

std::optional<Timestamp> dueTime(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules)
{
    switch (state::tableOf(key)) {
    case state::Table::Collaboration: return collaborationDue(tree, key, rules);
    case state::Table::Case: return caseDue(tree, key, rules);
    case state::Table::Juror: return jurorDue(tree, key, rules);
    case state::Table::Invite: {
        const auto invite = recordAt<state::Invite>(tree, key);
        return invite ? std::optional(invite->expires) : std::nullopt;
    }
    case state::Table::Motion: {
        const auto motion = recordAt<state::Motion>(tree, key);
        return motion ? mvm::closingTime(*motion) : std::nullopt;
    }
    case state::Table::None:
    case state::Table::Charter:
    case state::Table::Purse:
    case state::Table::Member:
    case state::Table::Ballot:
    case state::Table::Seat:
    case state::Table::Tool:
    case state::Table::Record:
    case state::Table::Index: return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<Due> dueOf(const state::Tree& tree, const state::Key& key, const mvm::Rules& rules)
{
    if (!mayComeDue(key)) return std::nullopt;
    if (const auto drawing = nextDraw(tree, key)) return drawing;
    const auto time = dueTime(tree, key, rules);
    return time ? std::optional(Due{*time, 0}) : std::nullopt;
}

Bytes settleStep(const state::Key& key)
{
    if (state::tableOf(key) == state::Table::Juror) {
        tx::CloseVote closing;
        closing.dac = state::dacOf(key);
        closing.collaboration = state::objectOf(key);
        closing.round = static_cast<std::uint8_t>(state::subOf(key) >> 24);
        closing.juror = static_cast<std::uint8_t>(state::subOf(key));
        return tx::encode({{}, closing, {}});
    }
    tx::Settle settle;
    settle.dac = state::dacOf(key);
    settle.table = static_cast<std::uint8_t>(state::tableOf(key));
    settle.object = state::objectOf(key);
    settle.sub = state::subOf(key);
    return tx::encode({{}, settle, {}});
}

void DueIndex::rebuild(const state::Tree& tree)
{
    m_times.clear();
    m_order.clear();
    m_inBatches.clear();
    const std::uint8_t prefix[] = {static_cast<std::uint8_t>(state::Space::Company)};
    tree.forEach(prefix, [&](const state::Key& key, ByteView) { update(tree, {&key, 1}); });
}

void DueIndex::update(const state::Tree& tree, std::span<const state::Key> written)
{
    std::set<state::Key> some;
    std::copy_if(written.begin(), written.end(), std::inserter(some, some.end()), mayComeDue);
    for (const state::Key& key : some) {
        note(tree, key);
        // What a case says decides when its jurors and its collaboration come due.
        if (state::tableOf(key) != state::Table::Case) continue;
        const auto dispute = recordAt<state::Case>(tree, key);
        if (!dispute) continue;
        const DacId dac = state::dacOf(key);
        const ObjectId object = state::objectOf(key);
        for (std::uint16_t juror = 0; juror < dispute->drawn && juror < state::kMostJurors; ++juror)
            note(tree, state::jurorKey(dac, object, static_cast<std::uint8_t>(state::subOf(key)), juror));
        note(tree, state::collaborationKey(dac, object));
    }
}

void DueIndex::note(const state::Tree& tree, const state::Key& key)
{
    if (!mayComeDue(key)) return;
    const auto due = dueOf(tree, key, m_rules);
    const auto found = m_times.find(key);
    if (found != m_times.end()) {
        if (due == found->second) return;
        drop(key);
    }
    if (!due) return;
    m_times.emplace(key, *due);
    if (due->afterBatch != 0)
        m_inBatches.emplace(due->afterBatch, key);
    else
        m_order.emplace(due->time, key);
}

void DueIndex::drop(const state::Key& key)
{
    const auto found = m_times.find(key);
    if (found == m_times.end()) return;
    m_order.erase({found->second.time, key});
    m_inBatches.erase({found->second.afterBatch, key});
    m_times.erase(found);
}

std::optional<Timestamp> DueIndex::next(std::uint64_t batch) const
{
    // What waits for a batch has been due since before that one.
    if (!m_inBatches.empty() && m_inBatches.begin()->first < batch)
        return m_times.at(m_inBatches.begin()->second).time;
    return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
}

std::optional<state::Key> DueIndex::firstDue(Timestamp time, std::uint64_t batch) const
{
    if (!m_inBatches.empty() && m_inBatches.begin()->first < batch) return m_inBatches.begin()->second;
    if (m_order.empty() || m_order.begin()->first > time) return std::nullopt;
    return m_order.begin()->second;
}

} // namespace stoa::node
