// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaboration_model.h"

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

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CollaborationModel)
public:
    static QString title() { return tr("Title"); }
    static QString with() { return tr("With"); }
    static QString state() { return tr("State"); }
    static QString reward() { return tr("Reward"); }
    static QString deadline() { return tr("Next date"); }
    static QString needsMe() { return tr("Needs me"); }
    static QString yes() { return tr("Yes"); }
    static QString anyMember() { return tr("Any member"); }
    static QString both(const QString& asker, const QString& doer)
    {
        return tr("%1 and %2").arg(asker, doer);
    }
    static QString over() { return tr("now"); }
    static QString accessible(const View& view)
    {
        return tr("%1, with %2, %3")
            .arg(toQt(view.title), withText(view), collaborationStateText(view.state));
    }
};

std::vector<Column<View>> columns(const Session& session)
{
    return {
        {Words::title(), [](const View& view) { return toQt(view.title); }},
        {Words::with(), [](const View& view) { return withText(view); }},
        {.title = Words::state(),
         .value = [](const View& view) { return collaborationStateText(view.state); },
         .icon =
             [](const View& view) {
                 return icon(collaborationIcon(view.state), collaborationTone(view.state));
             },
         .sortKey = [](const View& view) { return static_cast<int>(view.state); }},
        {.title = Words::reward(),
         .value = [&session](const View& view) { return amountText(view.reward, session.symbol()); },
         .alignment = Qt::AlignRight,
         .sortKey = [](const View& view) { return QVariant::fromValue<qulonglong>(view.reward); }},
        {.title = Words::deadline(),
         .value =
             [&session](const View& view) {
                 const Timestamp now = session.now();
                 if (view.next.by == 0) return QString();
                 return view.next.by <= now ? Words::over() : relativeText(view.next.by, now);
             },
         .toolTip =
             [&session](const View& view) {
                 return view.next.by == 0 ? QString() : fourLines(view, session.symbol(), session.now()).by;
             },
         .sortKey =
             [](const View& view) {
                 return QVariant::fromValue<qulonglong>(view.next.by == 0 ? ~qulonglong{0} : view.next.by);
             }},
        {.title = Words::needsMe(),
         .value = [](const View& view) { return view.next.waitsForMe ? Words::yes() : QString(); },
         .icon =
             [](const View& view) { return view.next.waitsForMe ? icon(u"flag"_s, Tone::Warn) : QIcon(); },
         .sortKey = [](const View& view) { return view.next.waitsForMe ? 0 : 1; }},
    };
}

} // namespace

QString withText(const View& view)
{
    const bool isOpen = view.doer.address.isZero();
    if (view.iAmAsker) return isOpen ? Words::anyMember() : nameOf(view.doer);
    if (view.iAmDoer) return nameOf(view.asker);
    return isOpen ? nameOf(view.asker) : Words::both(nameOf(view.asker), nameOf(view.doer));
}

CollaborationModel::CollaborationModel(const Session& session, QObject* parent)
    : TableModel(
          columns(session), [](const View& view) { return view.id; }, parent)
{}

void CollaborationModel::touchTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, DeadlineColumn), index(rowCount() - 1, DeadlineColumn),
                           {Qt::DisplayRole});
}

QVariant CollaborationModel::extraData(const View& view, int role) const
{
    if (role == SearchRole)
        return QString(toQt(view.title) + u' ' + withText(view) + u' ' + collaborationStateText(view.state));
    if (role == Qt::AccessibleDescriptionRole) return Words::accessible(view);
    return {};
}

CollaborationFilter::CollaborationFilter(CollaborationModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void CollaborationFilter::setNeedsMe(bool needsMe)
{
    m_needsMe = needsMe;
    invalidateFilter();
}

void CollaborationFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

const View* CollaborationFilter::view(const QModelIndex& index) const
{
    return index.isValid() ? m_model.rowAt(mapToSource(index)) : nullptr;
}

bool CollaborationFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = m_model.index(row, 0, parent);
    const View* found = m_model.rowAt(index);
    if (!found || (m_needsMe && !found->next.waitsForMe)) return false;
    return m_text.isEmpty() || index.data(SearchRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace stoa::ui
