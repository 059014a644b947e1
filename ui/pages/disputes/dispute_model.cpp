// SPDX-License-Identifier: MIT
#include "ui/pages/disputes/dispute_model.h"

#include <QCoreApplication>

#include "ui/bridge/session.h"
#include "ui/theme/icons.h"
#include "ui/widgets/state_chip.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using View = engine::CollaborationView;
using engine::CaseState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DisputeModel)
public:
    static QString title() { return tr("About"); }
    static QString between() { return tr("Between"); }
    static QString state() { return tr("State"); }
    static QString claim() { return tr("Claim for the doer"); }
    static QString next() { return tr("Next date"); }
    static QString otherwise() { return tr("If nobody acts"); }
    static QString both(const QString& asker, const QString& doer)
    {
        return tr("%1 and %2").arg(asker, doer);
    }
    static QString answer(const engine::PersonView& who, const QString& until)
    {
        return who.isMe ? tr("You can answer until %1.").arg(until)
                        : tr("%1 can answer until %2.").arg(nameOf(who), until);
    }
    static QString rule(const engine::PersonView& who, const QString& until)
    {
        return who.isMe ? tr("You rule until %1.").arg(until)
                        : tr("%1 rules until %2.").arg(nameOf(who), until);
    }
    static QString draw(const engine::PersonView& who, const QString& until)
    {
        return who.isMe ? tr("You can have the arbitrators drawn until %1.").arg(until)
                        : tr("%1 can have the arbitrators drawn until %2.").arg(nameOf(who), until);
    }
    static QString drawn() { return tr("The network draws who judges, by itself."); }
    static QString appeal(const QString& until)
    {
        return tr("It can be appealed until %1; then the ruling is paid.").arg(until);
    }
    static QString paid() { return tr("The network pays the ruling in the next block."); }
    static QString over() { return tr("Nobody has to act any more."); }
};

bool isOver(const View& view)
{
    return view.state != engine::CollaborationState::Disputed &&
           view.state != engine::CollaborationState::Ruled;
}

std::vector<Column<View>> columns(const Session& session)
{
    return {
        {Words::title(), [](const View& view) { return toQt(view.title); }},
        {Words::between(),
         [](const View& view) { return Words::both(nameOf(view.asker), nameOf(view.doer)); }},
        {.title = Words::state(),
         .value = [](const View& view) { return caseStateText(view.dispute->state); },
         .icon =
             [](const View& view) { return icon(u"dispute"_s, isOver(view) ? Tone::Idle : Tone::Dispute); },
         .sortKey = [](const View& view) { return static_cast<int>(view.dispute->state); }},
        {.title = Words::claim(),
         .value = [&session](const View& view) { return amountText(view.dispute->claim, session.symbol()); },
         .alignment = Qt::AlignRight,
         .sortKey = [](const View& view) { return QVariant::fromValue<qulonglong>(view.dispute->claim); }},
        {.title = Words::next(),
         .value = [&session](const View& view) { return deadlineSentence(view, session.now()); },
         .toolTip =
             [&session](const View& view) {
                 return isOver(view) || view.next.by == 0
                            ? QString()
                            : fourLines(view, session.symbol(), session.now()).by;
             },
         .sortKey =
             [](const View& view) {
                 return QVariant::fromValue<qulonglong>(isOver(view) ? ~qulonglong{0} : view.next.by);
             }},
        {Words::otherwise(),
         [&session](const View& view) {
             return isOver(view) ? QString() : fourLines(view, session.symbol(), session.now()).otherwise;
         }},
    };
}

} // namespace

QString deadlineSentence(const View& view, Timestamp now)
{
    if (!view.dispute || isOver(view)) return Words::over();
    const Timestamp by = view.next.by != 0 ? view.next.by : view.dispute->deadline;
    const QString until = shortDateText(by, now);
    const engine::PersonView& claimant = view.dispute->claimantIsAsker ? view.asker : view.doer;
    switch (view.dispute->state) {
    case CaseState::Open: return Words::answer(view.dispute->claimantIsAsker ? view.doer : view.asker, until);
    case CaseState::Drawing:
        // Once the network draws, nobody is waited for, and there is no day that it must keep.
        return view.next.who == engine::Actor::Claimant ? Words::draw(claimant, until) : Words::drawn();
    case CaseState::Ruling:
    case CaseState::Committing:
    case CaseState::Revealing: return Words::rule(view.arbitrator, until);
    case CaseState::Ruled:
        return view.next.ifNobodyActs == engine::DefaultOutcome::RulingStands ? Words::appeal(until)
                                                                              : Words::paid();
    case CaseState::Void:
    case CaseState::Withdrawn:
    case CaseState::Agreed:
    case CaseState::Closed: return Words::over();
    }
    return {};
}

DisputeModel::DisputeModel(const Session& session, QObject* parent)
    : TableModel(
          columns(session), [](const View& view) { return view.id; }, parent)
{}

void DisputeModel::touchTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, NextColumn), index(rowCount() - 1, OtherwiseColumn), {Qt::DisplayRole});
}

DisputeFilter::DisputeFilter(DisputeModel& model, DisputeShare share, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_share(share)
{
    setSourceModel(&model);
    setSortRole(SortRole);
}

const View* DisputeFilter::view(const QModelIndex& index) const
{
    return index.isValid() ? m_model.rowAt(mapToSource(index)) : nullptr;
}

bool DisputeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const View* view = m_model.rowAt(m_model.index(row, 0, parent));
    if (!view) return false;
    const bool iDecide = view->iAmArbitrator || (view->dispute && view->dispute->iAmJuror);
    return m_share == DisputeShare::Mine ? iDecide : view->iAmAsker || view->iAmDoer;
}

} // namespace stoa::ui
