// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/history_view.h"

#include <algorithm>

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/pages/wiki/diff_model.h"
#include "ui/pages/wiki/diff_view.h"
#include "ui/pages/wiki/history_model.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

namespace {

/// A check box that looks like what it is: one of many.
class RadioDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        QStyleOptionButton button;
        button.palette = option.palette;
        button.fontMetrics = option.fontMetrics;
        const int side = style->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth, &button, option.widget);
        button.rect = QRect(0, 0, side, side);
        button.rect.moveCenter(option.rect.center());
        button.state =
            QStyle::State_Enabled | (option.checkState == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        style->drawPrimitive(QStyle::PE_IndicatorRadioButton, &button, painter, option.widget);
    }

    /// The whole cell can be clicked, not only the sign.
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override
    {
        if (event->type() == QEvent::MouseButtonRelease)
            return model->setData(index, Qt::Checked, Qt::CheckStateRole);
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    }
};

} // namespace

HistoryView::HistoryView(QWidget* parent)
    : QWidget(parent)
    , m_model(new HistoryModel(this))
    , m_table(new QTableView)
    , m_what(wrappedLabel({}, TextRole::Strong))
    , m_diff(new DiffView)
    , m_restore(new QPushButton(tr("&Restore this version…")))
    , m_show(new QPushButton(tr("Rea&d this version")))
    , m_previous(new QPushButton(tr("Pre&vious change")))
    , m_next(new QPushButton(tr("Ne&xt change")))
    , m_banners(new BannerArea)
{
    // In a low window all of it is scrolled, so that neither list is pressed flat.
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("History of the page"));
    auto* content = new QWidget;
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    outer->addWidget(scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_banners);
    column->addWidget(secondaryLabel(tr("Choose any two versions to see what changed between them.")));

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Versions of the page"));
    m_table->setItemDelegateForColumn(HistoryModel::BeforeColumn, new RadioDelegate(m_table));
    m_table->setItemDelegateForColumn(HistoryModel::AfterColumn, new RadioDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(HistoryModel::SummaryColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* lower = new QWidget;
    auto* below = new QVBoxLayout(lower);
    below->setContentsMargins(0, 8, 0, 0);
    below->setSpacing(8);
    below->addWidget(m_what);
    below->addWidget(m_diff, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(m_table);
    split->addWidget(lower);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);

    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons);
    auto* close = new QPushButton(tr("&Back to the page"));
    m_previous->setToolTip(tr("Shift+F7"));
    m_next->setToolTip(tr("F7"));
    m_restore->setToolTip(tr("Makes a new version with the text of the selected one. Nothing is deleted."));
    for (QPushButton* button : {close, m_previous, m_next, m_show, m_restore}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    column->addWidget(buttons);

    connect(m_model, &HistoryModel::choiceChanged, this, &HistoryView::compare);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryView::updateButtons);
    connect(close, &QPushButton::clicked, this, &HistoryView::closeWanted);
    connect(m_previous, &QPushButton::clicked, this, [this] { m_diff->goToChange(true); });
    connect(m_next, &QPushButton::clicked, this, [this] { m_diff->goToChange(false); });
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (const auto* version = selected()) Q_EMIT showWanted(version->version);
    });
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const auto* version = selected()) Q_EMIT restoreWanted(version->version);
    });
    updateButtons();
}

void HistoryView::setVersions(std::vector<engine::VersionView> versions, Timestamp now)
{
    const auto* old = selected();
    const std::uint32_t kept = old ? old->version : 0;
    m_model->setVersions(std::move(versions), now);
    fitColumns();
    int row = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (m_model->versionAt(i)->version == kept) row = i;
    if (m_model->rowCount() > 0) m_table->setCurrentIndex(m_model->index(row, HistoryModel::VersionColumn));
    updateButtons();
}

void HistoryView::setDiff(engine::PageDiffView diff)
{
    if (diff.from != std::min(m_model->before(), m_model->after()) ||
        diff.to != std::max(m_model->before(), m_model->after()))
        return; // an answer to an earlier choice
    m_what->setText(diff.diff.added + diff.diff.removed == 0
                        ? tr("Version %1 and version %2 have the same text.").arg(diff.from).arg(diff.to)
                        : tr("From version %1 to version %2: %3, %4")
                              .arg(diff.from)
                              .arg(diff.to)
                              .arg(tr("%n line(s) added", nullptr, static_cast<int>(diff.diff.added)),
                                   tr("%n line(s) removed", nullptr, static_cast<int>(diff.diff.removed))));
    m_diff->setDiff(std::move(diff.diff));
    updateButtons();
}

void HistoryView::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    updateButtons();
}

const engine::VersionView* HistoryView::selected() const
{
    return m_model->versionAt(m_table->currentIndex().row());
}

void HistoryView::compare()
{
    const std::uint32_t a = m_model->before();
    const std::uint32_t b = m_model->after();
    if (a == 0 || b == 0 || a == b) {
        m_what->setText(a == 0 || b == 0 ? tr("There is only one version.")
                                         : tr("The same version is chosen twice."));
        m_diff->setDiff({});
        return;
    }
    Q_EMIT compareWanted(std::min(a, b), std::max(a, b));
}

void HistoryView::updateButtons()
{
    const auto* version = selected();
    const bool isNewest = version && m_table->currentIndex().row() == 0;
    m_show->setEnabled(version != nullptr);
    m_restore->setEnabled(version && !isNewest && !m_isReadOnly);
    m_restore->setAccessibleDescription(isNewest ? tr("The newest version is selected.") : QString());
    const bool hasChanges = m_diff->model().nextChange(-1, false) >= 0;
    m_previous->setEnabled(hasChanges);
    m_next->setEnabled(hasChanges);
}

void HistoryView::fitColumns()
{
    for (const int column : {HistoryModel::AuthorColumn, HistoryModel::SizeColumn})
        m_table->setColumnHidden(column, false);
    for (int column = 0; column < HistoryModel::ColumnCount; ++column)
        if (column != HistoryModel::SummaryColumn) m_table->resizeColumnToContents(column);
    m_table->setColumnWidth(
        HistoryModel::AuthorColumn,
        std::min(m_table->columnWidth(HistoryModel::AuthorColumn), charactersWide(m_table, 20)));
    const int line = std::max(28, m_table->fontMetrics().height() + 12);
    m_table->verticalHeader()->setDefaultSectionSize(line);
    m_table->setMinimumHeight(m_table->horizontalHeader()->sizeHint().height() + 3 * line);
    m_diff->setMinimumHeight(6 * m_diff->fontMetrics().lineSpacing());
    // Nothing is moved sideways: what has no room goes, the size first. It is said again where the version
    // is read.
    int taken = charactersWide(m_table, 12); // of the summary
    for (int column = 0; column < HistoryModel::ColumnCount; ++column)
        if (column != HistoryModel::SummaryColumn) taken += m_table->columnWidth(column);
    for (const int column : {HistoryModel::SizeColumn, HistoryModel::AuthorColumn}) {
        if (taken <= m_table->viewport()->width()) break;
        taken -= m_table->columnWidth(column);
        m_table->setColumnHidden(column, true);
    }
}

void HistoryView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void HistoryView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitColumns();
}

} // namespace stoa::ui
