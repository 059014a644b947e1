// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/board_column.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/pages/tasks/move_rules.h"
#include "ui/pages/tasks/task_card_delegate.h"
#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/text_label.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

CardList::CardList(BoardColumn& column)
    : m_column(column)
{
    setItemDelegate(new TaskCardDelegate(this));
    setUniformItemSizes(true);
    setLayoutMode(QListView::Batched);
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDefaultDropAction(Qt::MoveAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTabKeyNavigation(false);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

void CardList::keyPressEvent(QKeyEvent* event)
{
    event->ignore();
    Q_EMIT keyed(event);
    if (!event->isAccepted()) {
        event->accept();
        QListView::keyPressEvent(event);
    }
}

void CardList::focusInEvent(QFocusEvent* event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0) setCurrentIndex(model()->index(0, 0));
}

void CardList::startDrag(Qt::DropActions actions)
{
    // The model stays as it is: a card moves when the network has taken the move.
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !actions.testFlag(Qt::MoveAction)) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(model()->mimeData({index}));
    const QRect area = visualRect(index);
    drag->setPixmap(viewport()->grab(area));
    drag->setHotSpot(viewport()->mapFromGlobal(QCursor::pos()) - area.topLeft());
    drag->exec(Qt::MoveAction);
}

void CardList::dragEnterEvent(QDragEnterEvent* event) { dragMoveEvent(event); }

void CardList::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_column.takesDrop(*event)) {
        event->ignore();
        return;
    }
    m_column.setDropTarget(true);
    event->acceptProposedAction();
}

void CardList::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_column.setDropTarget(false);
    event->accept();
}

void CardList::dropEvent(QDropEvent* event) { m_column.takeDrop(event); }

BoardColumn::BoardColumn(TaskModel& model, tx::TaskState state, QWidget* parent)
    : QFrame(parent)
    , m_filter(new ColumnFilter(model, state, this))
    , m_list(new CardList(*this))
    , m_title(wrappedLabel({}, TextRole::Strong))
    , m_model(model)
{
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 8, 4, 4);
    column->setSpacing(4);
    m_title->setContentsMargins(8, 0, 8, 0);
    column->addWidget(m_title);
    m_list->setModel(m_filter);
    m_list->setAccessibleName(columnTitle(state));
    column->addWidget(m_list, 1);
    if (state == tx::TaskState::Backlog) {
        m_add = new QPushButton(tr("Add task…"));
        m_add->setProperty("kind", QByteArray("quiet"));
        connect(m_add, &QPushButton::clicked, this, &BoardColumn::addWanted);
        column->addWidget(m_add);
    }
    setMinimumWidth(charactersWide(this, 22));
    connect(m_list, &CardList::keyed, this, &BoardColumn::keyed);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        if (const auto* task = m_filter->task(index)) Q_EMIT opened(task->id);
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (const QModelIndex index = m_list->indexAt(at); index.isValid()) m_list->setCurrentIndex(index);
        Q_EMIT menuWanted(m_list->viewport()->mapToGlobal(at));
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &BoardColumn::showCount);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &BoardColumn::showCount);
    connect(m_filter, &QAbstractItemModel::layoutChanged, this, &BoardColumn::showCount);
    showCount();
}

void BoardColumn::showCount()
{
    m_title->setText(tr("%1 · %2").arg(columnTitle(state())).arg(m_filter->rowCount()));
    m_list->setAccessibleDescription(tr("%n task(s)", nullptr, m_filter->rowCount()));
}

void BoardColumn::setQuery(const TaskQuery& query)
{
    m_filter->setQuery(query);
    showCount();
}

const engine::TaskView* BoardColumn::current() const { return m_filter->task(m_list->currentIndex()); }

bool BoardColumn::select(const ObjectId& id)
{
    const QModelIndex index = m_filter->indexOf(id);
    if (!index.isValid()) return false;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    return true;
}

void BoardColumn::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_list->setDragEnabled(!isReadOnly);
    if (m_add) m_add->setVisible(!isReadOnly);
}

void BoardColumn::setDropTarget(bool isTarget)
{
    if (m_isTarget == isTarget) return;
    m_isTarget = isTarget;
    update();
}

bool BoardColumn::takesDrop(const QDropEvent& event) const
{
    return !m_isReadOnly && event.mimeData()->hasFormat(QString::fromLatin1(kTaskMime));
}

void BoardColumn::takeDrop(QDropEvent* event)
{
    setDropTarget(false);
    if (!takesDrop(*event)) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::MoveAction);
    event->accept();
    const QByteArray id = event->mimeData()->data(QString::fromLatin1(kTaskMime));
    const auto task = idFrom<ObjectId>(QString::fromLatin1(id));
    // Not before the drag is over: what follows may open a dialog.
    QMetaObject::invokeMethod(
        this, [this, task] { Q_EMIT dropped(task); }, Qt::QueuedConnection);
}

void BoardColumn::dragEnterEvent(QDragEnterEvent* event) { dragMoveEvent(event); }

void BoardColumn::dragMoveEvent(QDragMoveEvent* event)
{
    if (!takesDrop(*event)) return;
    setDropTarget(true);
    event->acceptProposedAction();
}

void BoardColumn::dragLeaveEvent(QDragLeaveEvent*) { setDropTarget(false); }

void BoardColumn::dropEvent(QDropEvent* event) { takeDrop(event); }

void BoardColumn::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(tokens.sunken);
    const qreal line = m_isTarget ? 3 : 1;
    painter.setPen(QPen(m_isTarget ? tokens.accent : tokens.borderSubtle, line));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), 8, 8);
}

} // namespace stoa::ui
