// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_tree.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/pages/wiki/page_tree_model.h"
#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

PageTree::PageTree(QWidget* parent)
    : QWidget(parent)
    , m_model(new PageTreeModel(this))
    , m_filter(new QLineEdit)
    , m_count(captionLabel({}))
    , m_view(new QTreeView)
    , m_new(new QPushButton(icon(u"plus"_s), tr("&New page…")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 8, 12);
    column->setSpacing(8);
    m_filter->setPlaceholderText(tr("Filter pages"));
    m_filter->setAccessibleName(tr("Filter pages by name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_view->setModel(m_model);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setAccessibleName(tr("Pages"));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_new->setAutoDefault(false);
    column->addWidget(m_filter);
    column->addWidget(m_count);
    column->addWidget(m_view, 1);
    column->addWidget(m_new);
    m_count->hide();

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        showCount();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &PageTree::restore);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex& at) {
        if (!m_isRestoring && m_model->filter().isEmpty())
            m_expanded.insert(at.data(PageTreeModel::NameRole).toString());
    });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex& at) {
        if (!m_isRestoring && m_model->filter().isEmpty())
            m_expanded.remove(at.data(PageTreeModel::NameRole).toString());
    });
    const auto open = [this](const QModelIndex& at) {
        if (at.isValid()) Q_EMIT opened(at.data(PageTreeModel::NameRole).toString());
    };
    connect(m_view, &QTreeView::activated, this, open);
    connect(m_view, &QTreeView::clicked, this, open);
    connect(m_new, &QPushButton::clicked, this, &PageTree::newWanted);
}

void PageTree::setPages(std::vector<engine::PageSummary> pages)
{
    m_model->setPages(std::move(pages));
    showCount();
}

void PageTree::setReadOnly(bool readOnly) { m_new->setVisible(!readOnly); }

void PageTree::select(const QString& name)
{
    m_selected = name;
    const QModelIndex at = m_model->indexOf(name);
    if (!at.isValid()) {
        m_view->selectionModel()->clear();
        return;
    }
    m_view->setCurrentIndex(at);
    m_view->scrollTo(at);
}

void PageTree::restore()
{
    m_isRestoring = true;
    if (!m_model->filter().isEmpty())
        m_view->expandAll();
    else
        for (const QString& name : std::as_const(m_expanded))
            if (const QModelIndex at = m_model->indexOf(name); at.isValid()) m_view->expand(at);
    m_isRestoring = false;
    if (m_model->indexOf(m_selected).isValid()) select(m_selected);
}

void PageTree::showCount()
{
    const auto all = static_cast<int>(m_model->pages().size());
    m_count->setVisible(!m_model->filter().isEmpty());
    m_count->setText(tr("%1 of %2 pages match.").arg(m_model->shown()).arg(all));
}

} // namespace stoa::ui
