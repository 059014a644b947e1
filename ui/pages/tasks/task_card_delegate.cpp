// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/task_card_delegate.h"

#include <QAbstractProxyModel>
#include <QPainter>
#include <QTextLayout>

#include "ui/pages/tasks/move_rules.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/address.h"
#include "ui/widgets/state_chip.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr int kTitleLines = 2;

struct CardMetrics {
    QFont caption = fontOf(TextRole::Caption);
    QFont title = fontOf(TextRole::Strong);
    int captionHeight = QFontMetrics(caption).height();
    int titleHeight = QFontMetrics(title).lineSpacing();
    int padding = gridUnits(3);
    int gap = gridUnits(1);

    int cardHeight() const
    {
        return 2 * padding + captionHeight + gap + kTitleLines * titleHeight + gap +
               2 * (captionHeight + gap);
    }
};

const engine::TaskView* taskAt(const QModelIndex& index)
{
    const auto* filter = dynamic_cast<const ColumnFilter*>(index.model());
    return filter ? filter->task(index) : nullptr;
}

QString symbolAt(const QModelIndex& index)
{
    const auto* proxy = dynamic_cast<const QAbstractProxyModel*>(index.model());
    const auto* model = proxy ? dynamic_cast<const TaskModel*>(proxy->sourceModel()) : nullptr;
    return model ? model->symbol() : QString();
}

/// Draws the text on at most two lines, the last one shortened if it must be.
void drawTitle(QPainter* painter, const QRect& area, const QFont& font, const QString& text)
{
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    layout.beginLayout();
    int top = area.top();
    for (int line = 0; line < kTitleLines; ++line) {
        QTextLine row = layout.createLine();
        if (!row.isValid()) break;
        row.setLineWidth(area.width());
        QString part = text.mid(row.textStart(), row.textLength()).trimmed();
        if (line == kTitleLines - 1) part = text.mid(row.textStart());
        painter->drawText(QRect(area.left(), top, area.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(part, Qt::ElideRight, area.width()));
        top += metrics.lineSpacing();
    }
    layout.endLayout();
}

struct Mark {
    QString icon;
    Tone tone = Tone::Idle;
};

Mark markOf(const engine::TaskView& task)
{
    if (followsCollaboration(task))
        return {collaborationIcon(*task.collaborationState), collaborationTone(*task.collaborationState)};
    if (task.factorsComplete >= content::kFactors) return {u"check-circle"_s, Tone::Ok};
    return {u"factors"_s, Tone::Idle};
}

} // namespace

QSize TaskCardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const CardMetrics metrics;
    return {10 * metrics.captionHeight, metrics.cardHeight() + gridUnits(2)};
}

void TaskCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const auto* task = taskAt(index);
    if (!task || !option.widget) return;
    const Tokens& tokens = tokensOf(option.widget);
    const CardMetrics metrics;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus) && option.widget->hasFocus();
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(gridUnits(1), gridUnits(1), -gridUnits(1), -gridUnits(1));
    const QColor line = hasFocus                  ? tokens.focus
                        : isHovered || isSelected ? tokens.accent
                                                  : tokens.borderSubtle;
    const qreal width = hasFocus ? 2 : 1;
    painter->setPen(QPen(line, width));
    painter->setBrush(isSelected ? tokens.select : tokens.surface);
    painter->drawRoundedRect(QRectF(card).adjusted(width / 2, width / 2, -width / 2, -width / 2), 8, 8);
    if (isSelected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.accent);
        painter->drawRoundedRect(QRectF(card.left() + 3, card.top() + 8, 3, card.height() - 16), 1.5, 1.5);
    }

    QRect inside = card.adjusted(metrics.padding, metrics.padding, -metrics.padding, -metrics.padding);
    const QFontMetrics caption(metrics.caption);
    QRect row(inside.left(), inside.top(), inside.width(), metrics.captionHeight);
    painter->setFont(metrics.caption);
    painter->setPen(tokens.text2);
    const QString number = toQt(task->number);
    painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, number);
    const QString reward = rewardText(*task, symbolAt(index));
    const int room = row.width() - caption.horizontalAdvance(number) - gridUnits(2);
    painter->setPen(tokens.text);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                      caption.elidedText(reward, Qt::ElideRight, room));

    row.translate(0, metrics.captionHeight + metrics.gap);
    painter->setFont(metrics.title);
    painter->setPen(tokens.text);
    drawTitle(painter, QRect(row.left(), row.top(), row.width(), kTitleLines * metrics.titleHeight),
              metrics.title, toQt(task->title));

    row.translate(0, kTitleLines * metrics.titleHeight + metrics.gap);
    painter->setFont(metrics.caption);
    painter->setPen(task->assignee.address.isZero() ? tokens.textOff : tokens.text2);
    const QString who = task->assignee.address.isZero() ? tr("Nobody yet") : personName(task->assignee);
    const int side = metrics.captionHeight;
    painter->drawPixmap(row.topLeft(), iconPixmap(u"person"_s, painter->pen().color(), side,
                                                  option.widget->devicePixelRatioF()));
    painter->drawText(row.adjusted(side + metrics.gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      caption.elidedText(who, Qt::ElideRight, row.width() - side - metrics.gap));

    row.translate(0, metrics.captionHeight + metrics.gap);
    const Mark mark = markOf(*task);
    const QColor ink = toneColor(tokens, mark.tone);
    painter->setPen(ink);
    painter->drawPixmap(row.topLeft(), iconPixmap(mark.icon, ink, side, option.widget->devicePixelRatioF()));
    painter->drawText(row.adjusted(side + metrics.gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      caption.elidedText(markText(*task), Qt::ElideRight, row.width() - side - metrics.gap));
    painter->restore();
}

} // namespace stoa::ui
