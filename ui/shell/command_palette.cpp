// SPDX-License-Identifier: MIT
#include "ui/shell/command_palette.h"

#include <algorithm>

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"

namespace stoa::ui {

namespace {

constexpr int kSideRole = Qt::UserRole + 1; ///< shortcut, or why it cannot run
constexpr int kIndexRole = Qt::UserRole + 2;

/// Text on the left, shortcut or reason on the right.
class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString side = index.data(kSideRole).toString();
        if (side.isEmpty()) return;
        painter->save();
        painter->setPen(tokensOf(option.widget).text2);
        const QRect area = option.rect.adjusted(option.rect.width() / 2, 0, -12, 0);
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(side, Qt::ElideRight, area.width()));
        painter->restore();
    }
};

QString plainText(const QAction& action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text;
}

/// Every word of the query is somewhere in the text; an earlier place is better. Negative: no match.
int scoreOf(const QString& text, const QStringList& words)
{
    int score = 0;
    for (const QString& word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0) return -1;
        score += static_cast<int>(at);
    }
    return score;
}

} // namespace

CommandPalette::CommandPalette(const QList<Item>& items, QWidget* parent)
    : QDialog(parent)
    , m_items(items)
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("What do you want to do?"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    m_field->setPlaceholderText(tr("Type what you want to do"));
    m_field->setAccessibleName(windowTitle());
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Actions that match"));
    m_list->setUniformItemSizes(true);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    resize(charactersWide(this, 76), fontMetrics().lineSpacing() * 24);
    filter({});
    m_field->setFocus();
}

void CommandPalette::filter(const QString& text)
{
    struct Found {
        int index;
        bool isEnabled;
        int score;
    };
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Found> found;
    for (int i = 0; i < m_items.size(); ++i) {
        const QAction* action = m_items.at(i).action;
        if (!action || !action->isVisible()) continue;
        const int score = scoreOf(plainText(*action) + QLatin1Char(' ') + m_items.at(i).group, words);
        if (score >= 0) found.push_back({i, action->isEnabled(), score});
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.isEnabled != b.isEnabled ? a.isEnabled : a.score < b.score;
    });
    m_model->clear();
    for (const Found& each : found) {
        const QAction& action = *m_items.at(each.index).action;
        auto* row = new QStandardItem(action.icon(), plainText(action));
        const QString reason = action.property("reason").toString();
        row->setData(each.isEnabled ? action.shortcut().toString(QKeySequence::NativeText) : reason,
                     kSideRole);
        row->setData(each.index, kIndexRole);
        row->setData(each.isEnabled ? plainText(action) : plainText(action) + QStringLiteral(", ") + reason,
                     Qt::AccessibleTextRole);
        row->setEnabled(each.isEnabled);
        m_model->appendRow(row);
    }
    if (m_model->rowCount() > 0) m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::run()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) return;
    const QPointer<QAction> action = m_items.at(index.data(kIndexRole).toInt()).action;
    if (!action || !action->isEnabled()) return;
    accept();
    QTimer::singleShot(0, action, [action] {
        if (action) action->trigger();
    });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Down: m_list->setCurrentIndex(m_model->index(std::min(row + 1, rows - 1), 0)); return true;
    case Qt::Key_Up: m_list->setCurrentIndex(m_model->index(std::max(row - 1, 0), 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(); return true;
    default: return QDialog::eventFilter(watched, event);
    }
}

} // namespace stoa::ui
