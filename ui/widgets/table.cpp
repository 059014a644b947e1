// SPDX-License-Identifier: MIT
#include "ui/widgets/table.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include "ui/theme/text_role.h"

namespace stoa::ui {

Table::Table(const QString& name, QWidget* parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    setTextRole(horizontalHeader(), TextRole::Caption);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(index.row()); });
}

void Table::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    const auto fit = [this] {
        fitColumns();
        updateGeometry();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, fit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, fit);
    connect(model, &QAbstractItemModel::modelReset, this, fit);
    connect(model, &QAbstractItemModel::dataChanged, this, fit);
    connect(model, &QAbstractItemModel::layoutChanged, this, fit);
    fit();
}

void Table::setStretchedColumn(int column)
{
    m_stretched = column;
    fitColumns();
}

void Table::wrapRows(int characters)
{
    m_wrapAt = characters;
    setWordWrap(true);
    fitColumns();
}

void Table::fitRows(int least, int most)
{
    m_least = least;
    m_most = most;
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateGeometry();
}

int Table::heightOfRows() const
{
    const int rows = model() ? model()->rowCount() : 0;
    const int shown = m_most > 0 ? std::clamp(rows, m_least, m_most) : rows;
    int height = std::max(0, shown - rows) * verticalHeader()->defaultSectionSize();
    for (int row = 0; row < std::min(rows, shown); ++row) height += rowHeight(row);
    const int bar = m_isTooWide ? horizontalScrollBar()->sizeHint().height() : 0;
    return horizontalHeader()->sizeHint().height() + height + 2 * frameWidth() + bar + 6;
}

QSize Table::sizeHint() const
{
    QSize size = QTableView::sizeHint();
    if (m_most > 0) size.setHeight(heightOfRows());
    return size;
}

QSize Table::minimumSizeHint() const
{
    QSize size = QTableView::minimumSizeHint();
    if (m_most > 0) size.setHeight(heightOfRows());
    return size;
}

void Table::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
        fitColumns();
        updateGeometry();
    }
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

void Table::fitColumns()
{
    if (!model() || model()->columnCount() == 0) return;
    const int columns = model()->columnCount();
    const int widest = charactersWide(this, m_wrapAt > 0 ? m_wrapAt : 44);
    int taken = 0;
    for (int column = 0; column < columns; ++column) {
        if (column == m_stretched) continue;
        const int wanted =
            std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)) + 10;
        horizontalHeader()->resizeSection(column, std::min(wanted, widest));
        taken += std::min(wanted, widest);
    }
    const int rest = viewport()->width() - taken;
    const int least = charactersWide(this, m_wrapAt > 0 ? 40 : 18);
    horizontalHeader()->resizeSection(m_stretched, std::max(rest, least));
    if (m_wrapAt > 0) resizeRowsToContents();
    const bool wasTooWide = std::exchange(m_isTooWide, rest < least);
    if (m_wrapAt > 0 || wasTooWide != m_isTooWide) updateGeometry();
}

} // namespace stoa::ui
