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

constexpr Qt::Alignment kLeft = Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter);
constexpr Qt::Alignment kRight = Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter);

std::vector<RowColumn<View>> columns(const Session& session)
{
    const auto deadline = [&session](const View& view) -> QVariant {
        if (view.next.by == 0) return QString();
        const Timestamp now = session.now();
        return view.next.by <= now ? Words::over() : relativeText(view.next.by, now);
    };
    return {
        {Words::title(), [](const View& view) { return toQt(view.title); }, kLeft, nullptr,
         [](const View& view) { return toQt(view.title); }, nullptr},
        {Words::with(), [](const View& view) { return withText(view); }, kLeft, nullptr, nullptr, nullptr},
        {Words::state(), [](const View& view) { return collaborationStateText(view.state); }, kLeft,
         [](const View& view) { return static_cast<int>(view.state); }, nullptr,
         [](const View& view) { return icon(collaborationIcon(view.state), collaborationTone(view.state)); }},
        {Words::reward(), [&session](const View& view) { return amountText(view.reward, session.symbol()); },
         kRight, [](const View& view) { return QVariant::fromValue<qulonglong>(view.reward); }, nullptr,
         nullptr},
        {Words::deadline(), deadline, kLeft,
         [](const View& view) {
             return QVariant::fromValue<qulonglong>(view.next.by == 0 ? ~qulonglong{0} : view.next.by);
         },
         [&session](const View& view) {
             return view.next.by == 0 ? QString() : fullTimeText(view.next.by, session.now());
         },
         nullptr},
        {Words::needsMe(), [](const View& view) { return view.next.waitsForMe ? Words::yes() : QString(); },
         kLeft, [](const View& view) { return view.next.waitsForMe ? 0 : 1; }, nullptr,
         [](const View& view) {
             return view.next.waitsForMe ? QVariant(icon(u"flag"_s, Tone::Warn)) : QVariant();
         }},
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
    : RowModel([](const View& view) { return view.id; }, columns(session), parent)
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
