// SPDX-License-Identifier: MIT
#include "ui/widgets/state_chip.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/finality_text.h"

namespace stoa::ui {

using engine::CollaborationState;
using engine::Finality;

StateChip::StateChip(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextRole(this, TextRole::Chip);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

StateChip::StateChip(const QString& text, const QString& icon, Tone tone, QWidget* parent)
    : StateChip(parent)
{
    setState(text, icon, tone);
}

void StateChip::setState(const QString& text, const QString& icon, Tone tone)
{
    m_icon = icon;
    m_tone = tone;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int height = metrics.height() + 8;
    const int side = m_icon.isEmpty() ? 0 : metrics.height() + 4;
    return {metrics.horizontalAdvance(text()) + side + height, height};
}

QSize StateChip::minimumSizeHint() const
{
    const int height = fontMetrics().height() + 8;
    return {2 * height, height};
}

void StateChip::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneSoftColor(tokens, m_tone));
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    const QColor ink = toneColor(tokens, m_tone);
    int left = height() / 2;
    if (!m_icon.isEmpty()) {
        const int side = fontMetrics().height();
        painter.drawPixmap(left - 2, (height() - side) / 2,
                           iconPixmap(m_icon, ink, side, devicePixelRatioF()));
        left += side + 2;
    }
    const QRect area(left, 0, width() - left - height() / 2 + 2, height());
    painter.setPen(ink);
    painter.setFont(font());
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

void FinalityChip::setFinality(const engine::FinalityView& finality, Timestamp now)
{
    setState(finalityChipText(finality, now), finalityIcon(finality.stage), finalityTone(finality.stage));
    setToolTip(finalityExplanation(finality, now));
    setAccessibleDescription(toolTip());
}

void CollaborationChip::setCollaboration(CollaborationState state)
{
    setState(collaborationStateText(state), collaborationIcon(state), collaborationTone(state));
}

QString finalityIcon(Finality stage)
{
    switch (stage) {
    case Finality::Local: return QStringLiteral("edit");
    case Finality::Waiting: return QStringLiteral("hourglass");
    case Finality::OnSidechain: return QStringLiteral("quarter");
    case Finality::InBatch: return QStringLiteral("half");
    case Finality::Final: return QStringLiteral("check-circle");
    case Finality::Refused: return QStringLiteral("error");
    case Finality::RolledBack: return QStringLiteral("rollback");
    }
    return {};
}

Tone finalityTone(Finality stage)
{
    switch (stage) {
    case Finality::Local: return Tone::Idle;
    case Finality::Waiting: return Tone::Warn;
    case Finality::OnSidechain:
    case Finality::InBatch: return Tone::Info;
    case Finality::Final: return Tone::Ok;
    case Finality::Refused:
    case Finality::RolledBack: return Tone::Danger;
    }
    return Tone::Idle;
}

QString collaborationIcon(CollaborationState state)
{
    switch (state) {
    case CollaborationState::Proposed: return QStringLiteral("half");
    case CollaborationState::Active: return QStringLiteral("play");
    case CollaborationState::Delivered: return QStringLiteral("mail");
    case CollaborationState::ToBeAllocated: return QStringLiteral("clock");
    case CollaborationState::Disputed: return QStringLiteral("dispute");
    case CollaborationState::Ruled: return QStringLiteral("gavel");
    case CollaborationState::Settled: return QStringLiteral("check-circle");
    case CollaborationState::Cancelled: return QStringLiteral("circle");
    case CollaborationState::Refunded: return QStringLiteral("undo");
    }
    return {};
}

Tone collaborationTone(CollaborationState state)
{
    switch (state) {
    case CollaborationState::Proposed:
    case CollaborationState::Delivered: return Tone::Info;
    case CollaborationState::Active: return Tone::Accent;
    case CollaborationState::ToBeAllocated: return Tone::Warn;
    case CollaborationState::Disputed:
    case CollaborationState::Ruled: return Tone::Dispute;
    case CollaborationState::Settled: return Tone::Ok;
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: return Tone::Idle;
    }
    return Tone::Idle;
}

} // namespace stoa::ui
