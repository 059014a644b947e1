// SPDX-License-Identifier: MIT
#include "ui/shell/sidebar.h"

#include <algorithm>

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPaintEvent>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

constexpr int kPageRole = Qt::UserRole + 1;
constexpr int kBadgeRole = Qt::UserRole + 2;

/// Icon, name and a count of what needs me.
class PageDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int line = option.fontMetrics.height();
        return {option.fontMetrics.averageCharWidth() * 18,
                index.data(kPageRole).toString().isEmpty() ? line : line + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override
    {
        if (index.data(kPageRole).toString().isEmpty()) return;
        const Tokens& tokens = tokensOf(given.widget);
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        // The page that is shown stays marked as such when the keyboard is elsewhere.
        option.palette.setBrush(QPalette::Highlight, tokens.select);
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const int side = iconSize();
        const QRect& rect = option.rect;
        option.icon.paint(painter, QRect(rect.left() + 12, rect.center().y() - side / 2, side, side));
        QFont font = option.font;
        if (isSelected) font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(tokens.text);
        QRect text = rect.adjusted(12 + side + 10, 0, -10, 0);
        const int count = index.data(kBadgeRole).toInt();
        if (count > 0) {
            const QString number = QString::number(count);
            QFont small = fontOf(TextRole::Chip);
            const QFontMetrics metrics(small);
            const int height = metrics.height() + 4;
            const int width = std::max(height, metrics.horizontalAdvance(number) + 10);
            const QRect badge(rect.right() - width - 8, rect.center().y() - height / 2 + 1, width, height);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(tokens.accent);
            painter->drawRoundedRect(badge, height / 2.0, height / 2.0);
            painter->setPen(tokens.onAccent);
            painter->setFont(small);
            painter->drawText(badge, Qt::AlignCenter, number);
            painter->setFont(font);
            painter->setPen(tokens.text);
            text.setRight(badge.left() - 6);
        }
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(option.text, Qt::ElideRight, text.width()));
    }
};

/// Rows on the sidebar's own ground.
class PageListView : public QTreeView {
public:
    using QTreeView::QTreeView;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(viewport());
        painter.fillRect(event->rect(), tokensOf(this).sidebar);
        painter.end();
        QTreeView::paintEvent(event);
    }
};

} // namespace

void Sidebar::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), tokensOf(this).sidebar); }

Sidebar::Sidebar(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_company(new QToolButton)
    , m_companies(new QMenu(this))
    , m_list(new PageListView)
    , m_model(new QStandardItemModel(this))
    , m_new(new QToolButton)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 10, 8, 10);
    column->setSpacing(8);
    for (QToolButton* button : {m_company, m_new}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setProperty("outlined", true);
    }
    m_company->setMenu(m_companies);
    m_company->setIcon(icon(QStringLiteral("company")));
    m_new->setText(tr("New…"));
    m_new->setIcon(icon(QStringLiteral("plus")));
    m_new->setMenu(new QMenu(m_new));
    column->addWidget(m_company);

    PageZone zone = PageZone::Company;
    for (const PageEntry& entry : pageList()) {
        if (entry.zone == PageZone::Hidden) continue;
        if (entry.zone != zone) {
            auto* space = new QStandardItem;
            space->setFlags(Qt::NoItemFlags);
            m_model->appendRow(space);
            zone = entry.zone;
        }
        auto* row = new QStandardItem(icon(entry.icon), entry.title);
        row->setData(entry.id, kPageRole);
        row->setEditable(false);
        const QKeySequence keys = QKeySequence::fromString(entry.shortcut, QKeySequence::PortableText);
        row->setToolTip(keys.isEmpty() ? entry.title
                                       : entry.title + QStringLiteral(" (") +
                                             keys.toString(QKeySequence::NativeText) + QLatin1Char(')'));
        m_model->appendRow(row);
    }
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PageDelegate(m_list));
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Pages"));
    m_list->viewport()->setAutoFillBackground(false);
    column->addWidget(m_list, 1);
    column->addWidget(m_new);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &Sidebar::choose);
    connect(&session, &Session::companyChanged, this, &Sidebar::fillCompanies);
    fillCompanies();
}

void Sidebar::choose()
{
    const QString page = m_list->currentIndex().data(kPageRole).toString();
    if (!page.isEmpty()) Q_EMIT pageChosen(page);
}

void Sidebar::setCurrent(const QString& page)
{
    const QSignalBlocker blocker(m_list->selectionModel());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(kPageRole).toString() != page) continue;
        m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        m_list->viewport()->update();
        return;
    }
    m_list->selectionModel()->clear();
    m_list->viewport()->update();
}

void Sidebar::setBadge(const QString& page, int count)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem* item = m_model->item(row);
        if (item->data(kPageRole).toString() != page) continue;
        item->setData(count, kBadgeRole);
        item->setData(count > 0 ? tr("%1, %n thing(s) for you", nullptr, count).arg(item->text())
                                : item->text(),
                      Qt::AccessibleTextRole);
    }
}

void Sidebar::setCompanyActions(const QList<QAction*>& actions)
{
    m_actions = actions;
    fillCompanies();
}

void Sidebar::setNewMenu(const QList<QAction*>& actions)
{
    m_new->menu()->clear();
    m_new->menu()->addActions(actions);
}

QSize Sidebar::minimumSizeHint() const
{
    QFont bold = m_list->font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    int widest = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        widest = std::max(widest, metrics.horizontalAdvance(m_model->item(row)->text()));
    const int badge = metrics.horizontalAdvance(QStringLiteral("99")) + 24;
    QSize size = QWidget::minimumSizeHint();
    return size.expandedTo({12 + iconSize() + 10 + widest + badge + 16, 0});
}

void Sidebar::focusList() { m_list->setFocus(Qt::ShortcutFocusReason); }

void Sidebar::fillCompanies()
{
    m_companies->clear();
    for (const auto& company : m_session.companies()) {
        auto* action = m_companies->addAction(companyTitle(toQt(company.name)));
        action->setCheckable(true);
        action->setChecked(company.dac == m_session.company());
        const DacId dac = company.dac;
        connect(action, &QAction::triggered, this, [this, dac] {
            m_session.setCompany(dac);
            Q_EMIT companyChosen();
        });
    }
    if (!m_session.companies().empty()) m_companies->addSeparator();
    m_companies->addActions(m_actions);
    const QString name =
        m_session.hasCompany() ? companyTitle(m_session.companyName()) : tr("No company yet");
    m_company->setText(name);
    m_company->setToolTip(tipText(name));
    m_company->setAccessibleName(tr("Company: %1").arg(name));
}

} // namespace stoa::ui
