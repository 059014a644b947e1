// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/row_table.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

/// Whole percents in a spin box; everything else as usual.
class CellDelegate : public QStyledItemDelegate {
public:
    CellDelegate(const QList<RowTable::Cell>& cells, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_cells(cells)
    {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override
    {
        if (!m_cells.at(index.column()).isPercent) {
            QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
            editor->setAutoFillBackground(true); // else the cell's text shines through
            return editor;
        }
        auto* spin = new QSpinBox(parent);
        spin->setRange(0, 100);
        spin->setSingleStep(5);
        return spin;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* spin = qobject_cast<QSpinBox*>(editor)) {
            spin->setValue(index.data().toInt());
            spin->selectAll();
            return;
        }
        QStyledItemDelegate::setEditorData(editor, index);
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        if (auto* spin = qobject_cast<QSpinBox*>(editor)) {
            spin->interpretText();
            model->setData(index, QString::number(spin->value()));
            return;
        }
        QStyledItemDelegate::setModelData(editor, model, index);
    }

private:
    const QList<RowTable::Cell>& m_cells;
};

} // namespace

RowTable::RowTable(QList<Cell> cells, const QString& name, int maximum, QWidget* parent)
    : QWidget(parent)
    , m_cells(std::move(cells))
    , m_maximum(maximum)
    , m_table(new QTableWidget(0, static_cast<int>(m_cells.size())))
    , m_add(new QPushButton(icon(u"plus"_s), tr("Add %1").arg(name)))
    , m_remove(new QPushButton(icon(u"trash"_s), tr("Remove")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_table);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QPushButton* button : {m_add, m_remove}) {
        button->setAutoDefault(false);
        button->setProperty("kind", QByteArray("quiet"));
        buttons->addWidget(button);
    }
    m_remove->setAccessibleName(tr("Remove this %1").arg(name));
    buttons->addStretch(1);
    column->addLayout(buttons);

    QStringList titles;
    for (const Cell& cell : m_cells) titles << cell.title;
    m_table->setHorizontalHeaderLabels(titles);
    for (int i = 0; i < m_cells.size(); ++i) {
        m_table->horizontalHeaderItem(i)->setToolTip(m_cells.at(i).hint);
        m_table->horizontalHeaderItem(i)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setVisible(m_cells.size() > 1);
    m_table->verticalHeader()->setVisible(false);
    m_table->setItemDelegate(new CellDelegate(m_cells, m_table));
    m_table->setWordWrap(true);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_table->setAccessibleName(m_cells.size() == 1 ? m_cells.first().title : tr("Table: %1").arg(name));
    m_table->viewport()->installEventFilter(this);

    connect(m_add, &QPushButton::clicked, this, &RowTable::addRow);
    connect(m_remove, &QPushButton::clicked, this, &RowTable::removeRow);
    connect(m_table, &QTableWidget::clicked, this, [this](const QModelIndex& index) {
        if (!m_isReadOnly) m_table->edit(index);
    });
    connect(m_table, &QTableWidget::currentCellChanged, this, &RowTable::showButtons);
    connect(m_table, &QTableWidget::itemChanged, this, [this] {
        if (m_isFilling) return;
        fit();
        Q_EMIT edited();
    });
    setReadOnly(false);
}

void RowTable::appendRow(const QStringList& texts)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int i = 0; i < m_cells.size(); ++i) {
        auto* item = new QTableWidgetItem(texts.value(i));
        const Qt::Alignment side = m_cells.at(i).isPercent ? Qt::AlignRight : Qt::AlignLeft;
        item->setTextAlignment(side | Qt::AlignVCenter);
        item->setData(Qt::AccessibleTextRole, texts.value(i).isEmpty()
                                                  ? m_cells.at(i).title
                                                  : tr("%1: %2").arg(m_cells.at(i).title, texts.value(i)));
        m_table->setItem(row, i, item);
    }
}

QList<QStringList> RowTable::rows() const
{
    QList<QStringList> all;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList texts;
        bool hasText = false;
        for (int i = 0; i < m_cells.size(); ++i) {
            const QTableWidgetItem* item = m_table->item(row, i);
            texts << (item ? item->text().trimmed() : QString());
            const bool isNothing =
                m_cells.at(i).isPercent ? texts.last().toInt() == 0 : texts.last().isEmpty();
            hasText = hasText || !isNothing;
        }
        if (hasText) all << texts;
    }
    return all;
}

void RowTable::setRows(const QList<QStringList>& rows)
{
    m_isFilling = true;
    m_table->setRowCount(0);
    for (const QStringList& texts : rows) appendRow(texts);
    m_isFilling = false;
    fit();
    showButtons();
}

void RowTable::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_table->setEditTriggers(isReadOnly
                                 ? QAbstractItemView::NoEditTriggers
                                 : QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                       QAbstractItemView::AnyKeyPressed);
    m_add->setVisible(!isReadOnly);
    m_remove->setVisible(!isReadOnly);
    showButtons();
    fit();
}

void RowTable::addRow()
{
    if (m_table->rowCount() >= m_maximum) return;
    m_isFilling = true;
    appendRow({});
    m_isFilling = false;
    fit();
    m_table->setFocus();
    m_table->setCurrentCell(m_table->rowCount() - 1, 0);
    m_table->edit(m_table->currentIndex());
    showButtons();
}

void RowTable::removeRow()
{
    const int row = m_table->currentRow();
    if (row < 0) return;
    m_table->removeRow(row);
    if (m_table->rowCount() > 0)
        m_table->setCurrentCell(std::min(row, m_table->rowCount() - 1), 0);
    else
        m_add->setFocus();
    fit();
    showButtons();
    Q_EMIT edited();
}

void RowTable::showButtons()
{
    m_add->setEnabled(m_table->rowCount() < m_maximum);
    m_add->setToolTip(m_add->isEnabled() ? QString() : tr("At most %1 are possible.").arg(m_maximum));
    m_remove->setEnabled(m_table->currentRow() >= 0);
}

void RowTable::fit()
{
    QHeaderView* head = m_table->horizontalHeader();
    int least = 0;
    int wish = 0;
    for (const Cell& cell : m_cells) {
        const int title = fontMetrics().horizontalAdvance(cell.title) + 28;
        const int width = std::max(charactersWide(m_table, cell.characters), title);
        least += width;
        wish += cell.isPercent ? 0 : width;
    }
    const int room = std::max(0, m_table->viewport()->width() - least);
    for (int i = 0; i < m_cells.size(); ++i) {
        const Cell& cell = m_cells.at(i);
        const int title = fontMetrics().horizontalAdvance(cell.title) + 28;
        int width = std::max(charactersWide(m_table, cell.characters), title);
        if (!cell.isPercent && wish > 0) width += room * width / wish;
        head->resizeSection(i, width);
    }
    m_table->resizeRowsToContents();
    int height = 2 * m_table->frameWidth();
    if (!head->isHidden()) height += head->sizeHint().height();
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const int line = m_table->rowHeight(row) + 8;
        m_table->setRowHeight(row, line);
        height += line;
    }
    if (m_table->rowCount() == 0) height += fontMetrics().height();
    if (least > m_table->viewport()->width()) height += m_table->horizontalScrollBar()->sizeHint().height();
    m_table->setFixedHeight(height);
    m_table->setVisible(m_table->rowCount() > 0);
}

void RowTable::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

bool RowTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) QTimer::singleShot(0, this, &RowTable::fit);
    return QWidget::eventFilter(watched, event);
}

} // namespace stoa::ui
