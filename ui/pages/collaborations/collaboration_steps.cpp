// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaboration_steps.h"

#include <algorithm>
#include <variant>

#include <QCoreApplication>

#include "ui/words/collaboration_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/names.h"
#include "ui/words/sentence_text.h"

namespace stoa::ui {

using engine::CollaborationState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CollaborationSteps)
public:
    static QString proposed() { return tr("Proposed"); }
    static QString active() { return tr("Active"); }
    static QString delivered() { return tr("Delivered"); }
    static QString allocated() { return tr("To be allocated"); }
    static QString settled() { return tr("Settled"); }
    static QString dispute() { return tr("In dispute"); }
    static QString ruling() { return tr("Ruling"); }
    static QString ended() { return tr("Ended"); }
    static QString notDelivered() { return tr("Not delivered"); }
    static QString refunded() { return tr("Refunded"); }
    static QString locked() { return tr("Both deposits were locked; the work began."); }
    static QString opened(const QString& who) { return tr("%1 opened the dispute.").arg(who); }
    static QString since(const QString& state) { return tr("State since then: %1.").arg(state); }
};

/// Whether an action of mine is about this collaboration.
bool isAbout(const engine::ActionView& action, const engine::CollaborationView& view)
{
    return std::visit(
        [&](const auto& payload) {
            if constexpr (requires { payload.collaboration; })
                return payload.dac == view.dac && payload.collaboration == view.id;
            else if constexpr (std::is_same_v<std::decay_t<decltype(payload)>, tx::Propose>)
                return ObjectId::fromPrefix(action.id.bytes) == view.id;
            else
                return false;
        },
        action.payload);
}

} // namespace

Steps stepsOf(const engine::CollaborationView& view)
{
    const bool wasDelivered = !view.delivery.isZero() || !view.deliveryText.empty();
    const bool isDisputed = view.state == CollaborationState::Disputed ||
                            view.state == CollaborationState::Ruled ||
                            (view.state == CollaborationState::Settled && view.dispute &&
                             view.dispute->state == engine::CaseState::Ruled);
    if (isDisputed) {
        Steps steps{{Words::proposed(), Words::active()}, 0, -1};
        if (wasDelivered) steps.names << Words::delivered();
        steps.disputeFrom = static_cast<int>(steps.names.size());
        steps.names << Words::dispute() << Words::ruling() << Words::settled();
        steps.current = view.state == CollaborationState::Disputed ? steps.disputeFrom
                        : view.state == CollaborationState::Ruled  ? steps.disputeFrom + 1
                                                                   : static_cast<int>(steps.names.size());
        return steps;
    }
    const QStringList usual{Words::proposed(), Words::active(), Words::delivered(), Words::allocated(),
                            Words::settled()};
    switch (view.state) {
    case CollaborationState::Proposed: return {usual, 0, -1};
    case CollaborationState::Active: return {usual, 1, -1};
    case CollaborationState::Delivered: return {usual, 2, -1};
    case CollaborationState::ToBeAllocated:
        if (view.next.ifNobodyActs == engine::DefaultOutcome::PaysRefund)
            return {{Words::proposed(), Words::active(), Words::notDelivered(), Words::allocated(),
                     Words::refunded()},
                    3,
                    -1};
        return {usual, 3, -1};
    case CollaborationState::Settled: return {usual, 5, -1};
    case CollaborationState::Cancelled: return {{Words::proposed(), Words::ended()}, 2, -1};
    case CollaborationState::Refunded:
        return {{Words::proposed(), Words::active(), Words::notDelivered(), Words::allocated(),
                 Words::refunded()},
                5,
                -1};
    case CollaborationState::Disputed:
    case CollaborationState::Ruled: break;
    }
    return {usual, 0, -1};
}

std::vector<HistoryRow> historyOf(const engine::CollaborationView& view,
                                  const std::vector<engine::ActionView>& mine, const QString& symbol)
{
    std::vector<HistoryRow> rows;
    for (const auto& action : mine)
        if (isAbout(action, view))
            rows.push_back({action.time, historyText(action, symbol), finalityShortText(action.finality)});
    if (view.started != 0) rows.push_back({view.started, Words::locked(), {}});
    if (view.dispute && view.dispute->opened != 0)
        rows.push_back({view.dispute->opened,
                        Words::opened(nameOf(view.dispute->claimantIsAsker ? view.asker : view.doer)),
                        {}});
    if (view.stateSince != 0)
        rows.push_back({view.stateSince, Words::since(collaborationStateText(view.state)), {}});
    std::stable_sort(rows.begin(), rows.end(),
                     [](const HistoryRow& a, const HistoryRow& b) { return a.time > b.time; });
    return rows;
}

} // namespace stoa::ui
