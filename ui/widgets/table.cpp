// SPDX-License-Identifier: MIT
#include "ui/widgets/table.h"

#include <algorithm>

#include <QAbstractProxyModel>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSignalBlocker>

#include "ui/models/table_model.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/stacked_row.h"

namespace stoa::ui {

namespace {
constexpr int kMeasuredRows = 300;
constexpr std::size_t kKeptPlans = 32; ///< a scroll area asks for many widths in a row
} // namespace

Table::Table(const QString& name, QWidget* parent)
    : QTableView(parent)
    , m_stackedRow(new StackedRow(this))
{
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel); // rows may be high
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    setTextRole(horizontalHeader(), TextRole::Caption);
    horizontalHeader()->installEventFilter(this);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(index.row()); });
}

void Table::setModel(QAbstractItemModel* model)
{
    unstack();
    QTableView::setModel(model);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &Table::forget);
    connect(model, &QAbstractItemModel::modelReset, this, &Table::forget);
    connect(model, &QAbstractItemModel::dataChanged, this, &Table::forget);
    connect(model, &QAbstractItemModel::layoutChanged, this, &Table::forget);
    forget();
}

void Table::setStretchedColumn(int column)
{
    unstack();
    m_stretched = column;
    forget();
}

void Table::setTitleColumn(int column)
{
    unstack();
    m_title = column;
    forget();
}

void Table::wrapRows(int characters)
{
    m_wrapAt = characters;
    setWordWrap(true);
    forget();
}

void Table::fitRows(int least, int most)
{
    m_least = least;
    m_most = most;
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    forget();
}

/// What heads a row is about to change, so how rows are shown is decided anew after it, and not before.
void Table::unstack()
{
    if (!model()) return;
    const QScopedValueRollback guard(m_isFitting, true);
    setStacked(false);
}

/// What changed may need other widths and heights.
void Table::forget()
{
    m_widths.clear();
    m_plans.clear();
    fitColumns();
    updateGeometry();
}

int Table::barWidth() const { return verticalScrollBar()->sizeHint().width(); }

int Table::heightForWidth(int width) const
{
    const int rows = model() ? model()->rowCount() : 0;
    const int shown = std::clamp(rows, m_least, std::max(m_least, m_most));
    const Plan plan = planFor(width - 2 * frameWidth() - (rows > shown ? barWidth() : 0));
    int height = std::max(0, shown - rows) * verticalHeader()->defaultSectionSize();
    for (int row = 0; row < std::min(rows, shown); ++row)
        height += plan.heights[static_cast<std::size_t>(row)];
    const int head = plan.isStacked ? 0 : horizontalHeader()->sizeHint().height();
    return head + height + 2 * frameWidth() + 2;
}

QSize Table::sizeHint() const
{
    QSize size = QTableView::sizeHint();
    if (m_most > 0) size.setHeight(heightForWidth(width()));
    return size;
}

QSize Table::minimumSizeHint() const
{
    // It can be as narrow as one has to make it.
    QSize size(charactersWide(this, 16), QTableView::minimumSizeHint().height());
    if (m_most > 0) size.setHeight(verticalHeader()->defaultSectionSize());
    return size;
}

void Table::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
        forget();
    }
}

bool Table::eventFilter(QObject* watched, QEvent* event)
{
    // The heads have a text size of their own, which comes after that of the rows.
    if (watched == horizontalHeader() && event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &Table::forget, Qt::QueuedConnection);
    return QTableView::eventFilter(watched, event);
}

void Table::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowActivated(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void Table::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void Table::setStacked(bool isStacked)
{
    if (m_isStacked == isStacked) return;
    m_isStacked = isStacked;
    const int row = currentIndex().row();
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnHidden(column, isStacked && column != titleColumn());
    setItemDelegateForColumn(titleColumn(), isStacked ? m_stackedRow : nullptr);
    horizontalHeader()->setVisible(!isStacked);
    setWordWrap(isStacked || m_wrapAt > 0);
    QAbstractItemModel* source = model();
    while (const auto* proxy = qobject_cast<QAbstractProxyModel*>(source)) source = proxy->sourceModel();
    source->setProperty(kStackedProperty, isStacked); // a cell then speaks for its row
    // The keyboard stays in the row, on a cell that is shown.
    if (isStacked && row >= 0) {
        const QSignalBlocker quiet(selectionModel());
        selectionModel()->setCurrentIndex(model()->index(row, titleColumn()), QItemSelectionModel::NoUpdate);
    }
}

const std::vector<Table::ColumnWidth>& Table::columnWidths() const
{
    if (!m_widths.empty()) return m_widths;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.features &= ~QStyleOptionViewItem::WrapText;
    const int widest = charactersWide(this, m_wrapAt > 0 ? m_wrapAt : 44);
    const int narrowest = charactersWide(this, m_wrapAt > 0 ? 11 : 13);
    const int rows = std::min(model()->rowCount(), kMeasuredRows);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const int head = horizontalHeader()->sectionSizeHint(column) + 10;
        int wanted = head;
        for (int row = 0; row < rows; ++row)
            wanted =
                std::max(wanted, itemDelegate()->sizeHint(option, model()->index(row, column)).width() + 12);
        wanted = std::min(wanted, widest);
        const bool isFigure =
            model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        // Figures are never cut.
        m_widths.push_back({wanted, isFigure ? wanted : std::min(wanted, std::max(head, narrowest))});
    }
    return m_widths;
}

Table::Plan Table::planFor(int room) const
{
    if (const auto known = m_plans.find(room); known != m_plans.end()) return known->second;
    Plan plan;
    if (!model() || model()->columnCount() == 0) return plan;
    const auto& columns = columnWidths();
    const int stretched = charactersWide(this, m_wrapAt > 0 ? 32 : 26);
    int wanted = stretched;
    int least = stretched;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (static_cast<int>(column) == m_stretched) continue;
        wanted += columns[column].wanted;
        least += columns[column].least;
    }
    plan.isStacked = least > room && columns.size() > 1;
    const int missing = std::max(0, wanted - room);
    const int givable = wanted - least;
    int taken = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const ColumnWidth& width = columns[column];
        const int given = givable == 0 ? 0 : missing * (width.wanted - width.least) / givable;
        plan.widths.push_back(std::max(width.least, width.wanted - given));
        if (static_cast<int>(column) != m_stretched) taken += plan.widths.back();
    }
    plan.widths[static_cast<std::size_t>(m_stretched)] = std::max(1, room - taken);

    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.features |= QStyleOptionViewItem::WrapText;
    const int rows = model()->rowCount();
    for (int row = 0; row < rows; ++row) {
        int height = verticalHeader()->defaultSectionSize();
        if (plan.isStacked) {
            option.rect = QRect(0, 0, room, 1);
            height = m_stackedRow->sizeHint(option, model()->index(row, titleColumn())).height();
        } else if (m_wrapAt > 0) {
            for (std::size_t column = 0; column < columns.size(); ++column) {
                option.rect = QRect(0, 0, plan.widths[column], 1);
                const QModelIndex index = model()->index(row, static_cast<int>(column));
                height = std::max(height, itemDelegate()->sizeHint(option, index).height() + 8);
            }
        }
        plan.heights.push_back(height);
    }
    if (m_plans.size() >= kKeptPlans) m_plans.clear();
    m_plans.emplace(room, plan);
    return plan;
}

void Table::fitColumns()
{
    if (!model() || model()->columnCount() == 0 || m_isFitting) return;
    const QScopedValueRollback guard(m_isFitting, true);
    // Whether the bar is there follows from what is set here, so it is not asked.
    const int rows = model()->rowCount();
    const bool isWhole = m_most > 0 && rows <= std::max(m_least, m_most);
    setVerticalScrollBarPolicy(isWhole ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    const int room = maximumViewportSize().width() - (isWhole ? 0 : barWidth());
    const Plan plan = planFor(room);
    setStacked(plan.isStacked);
    const int more = std::max(0, viewport()->width() - room);
    if (plan.isStacked)
        horizontalHeader()->resizeSection(titleColumn(), room + more);
    else
        for (int column = 0; column < model()->columnCount(); ++column)
            horizontalHeader()->resizeSection(column, plan.widths[static_cast<std::size_t>(column)] +
                                                          (column == m_stretched ? more : 0));
    for (int row = 0; row < rows; ++row)
        if (rowHeight(row) != plan.heights[static_cast<std::size_t>(row)])
            setRowHeight(row, plan.heights[static_cast<std::size_t>(row)]);
}

} // namespace stoa::ui
