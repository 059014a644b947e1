// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/task_model.h"

#include <QCoreApplication>
#include <QMimeData>

#include "ui/bridge/convert.h"
#include "ui/pages/tasks/move_rules.h"
#include "ui/widgets/address.h"
#include "ui/words/amounts.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TaskModel)
public:
    static QString task() { return tr("Task"); }
    static QString nobody() { return tr("nobody assigned"); }
};

QString searchText(const engine::TaskView& task)
{
    QStringList parts{toQt(task.number), toQt(task.title), toQt(task.description), markText(task)};
    if (!task.assignee.address.isZero()) parts << personName(task.assignee) << toQt(task.assignee.name);
    return parts.join(u' ');
}

} // namespace

TaskModel::TaskModel(QObject* parent)
    : TableModel(
          {{.title = Words::task(),
            .value = [](const engine::TaskView& task) { return toQt(task.number + " " + task.title); },
            .toolTip = [](const engine::TaskView& task) { return toQt(task.title); }}},
          [](const engine::TaskView& task) { return task.id; }, parent)
{}

void TaskModel::setSymbol(const QString& symbol)
{
    if (symbol == m_symbol) return;
    m_symbol = symbol;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

Qt::ItemFlags TaskModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = TableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList TaskModel::mimeTypes() const { return {QString::fromLatin1(kTaskMime)}; }

QMimeData* TaskModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (indexes.isEmpty()) return data;
    if (const auto* task = rowAt(indexes.first()))
        data->setData(QString::fromLatin1(kTaskMime), idText(task->id).toLatin1());
    return data;
}

QString rewardText(const engine::TaskView& task, const QString& symbol)
{
    return task.reward == 0 ? QString() : amountText(task.reward, symbol);
}

QVariant TaskModel::extraData(const engine::TaskView& task, int role) const
{
    if (role == SearchRole) return searchText(task);
    if (role == Qt::AccessibleTextRole) {
        QStringList parts{toQt(task.number), toQt(task.title), columnTitle(task.state)};
        parts << (task.assignee.address.isZero() ? Words::nobody() : personName(task.assignee));
        if (task.reward != 0) parts << rewardText(task, m_symbol);
        parts << markText(task);
        return parts.join(u", "_s);
    }
    return {};
}

TaskQuery::TaskQuery(const QString& text)
    : m_words(text.split(u' ', Qt::SkipEmptyParts))
{}

bool TaskQuery::matches(const engine::TaskView& task, const QString& searchText) const
{
    for (const QString& word : m_words) {
        const QString value = word.section(u':', 1);
        bool isThere = false;
        if (word.startsWith(u"assignee:"_s, Qt::CaseInsensitive)) {
            const bool isNobody = task.assignee.address.isZero();
            if (value.isEmpty())
                isThere = true;
            else if (value.compare(u"me"_s, Qt::CaseInsensitive) == 0)
                isThere = task.assignee.isMe;
            else if (value.compare(u"nobody"_s, Qt::CaseInsensitive) == 0)
                isThere = isNobody;
            else
                isThere = !isNobody && toQt(task.assignee.name).contains(value, Qt::CaseInsensitive);
        } else if (word.startsWith(u"has:"_s, Qt::CaseInsensitive)) {
            const bool isCollaboration = value.startsWith(u"c"_s, Qt::CaseInsensitive);
            const bool isReward = value.startsWith(u"r"_s, Qt::CaseInsensitive);
            isThere = value.isEmpty() || (isCollaboration && task.collaboration.has_value()) ||
                      (isReward && task.reward != 0);
        } else
            isThere = searchText.contains(word, Qt::CaseInsensitive);
        if (!isThere) return false;
    }
    return true;
}

ColumnFilter::ColumnFilter(TaskModel& model, tx::TaskState state, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_state(state)
{
    setSourceModel(&model);
}

void ColumnFilter::setQuery(const TaskQuery& query)
{
    m_query = query;
    invalidateFilter();
}

const engine::TaskView* ColumnFilter::task(const QModelIndex& index) const
{
    return index.isValid() ? m_model.rowAt(mapToSource(index)) : nullptr;
}

QModelIndex ColumnFilter::indexOf(const ObjectId& id) const
{
    const int row = m_model.rowOf(id);
    return row < 0 ? QModelIndex() : mapFromSource(m_model.index(row, 0));
}

bool ColumnFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* task = m_model.rowAt(m_model.index(row, 0, parent));
    if (!task || task->state != m_state) return false;
    return m_query.isEmpty() || m_query.matches(*task, searchText(*task));
}

} // namespace stoa::ui
