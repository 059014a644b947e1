// SPDX-License-Identifier: MIT
#include "ui/widgets/stepper.h"

#include <algorithm>

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"

namespace stoa::ui {

namespace {
constexpr int kGap = 6;
}

Stepper::Stepper(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setTextRole(this, TextRole::Caption);
}

void Stepper::setSteps(const QStringList& steps, int current, int specialFrom, Tone special)
{
    m_steps = steps;
    m_current = current;
    m_specialFrom = specialFrom;
    m_special = special;
    setAccessibleName(
        current < steps.size()
            ? tr("Step %1 of %2: %3").arg(current + 1).arg(steps.size()).arg(steps.value(current))
            : tr("All %n step(s) done", nullptr, static_cast<int>(steps.size())));
    updateGeometry();
    update();
}

int Stepper::circle() const { return fontMetrics().height() + 8; }

int Stepper::labelWidth(int width) const
{
    return m_steps.isEmpty() ? width : std::max(1, width / static_cast<int>(m_steps.size()) - 6);
}

int Stepper::heightForWidth(int width) const
{
    int tallest = fontMetrics().height();
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (const QString& step : m_steps)
        tallest = std::max(tallest, QFontMetrics(bold)
                                        .boundingRect(0, 0, labelWidth(width), 4096,
                                                      Qt::AlignHCenter | Qt::TextWordWrap, step)
                                        .height());
    return circle() + kGap + tallest + 2;
}

QSize Stepper::sizeHint() const
{
    const int width = static_cast<int>(m_steps.size()) * charactersWide(this, 14);
    return {width, heightForWidth(width)};
}

QSize Stepper::minimumSizeHint() const
{
    const int width = static_cast<int>(m_steps.size()) * charactersWide(this, 7);
    return {width, heightForWidth(std::max(width, this->width()))};
}

void Stepper::paintEvent(QPaintEvent*)
{
    if (m_steps.isEmpty()) return;
    const Tokens& tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int count = static_cast<int>(m_steps.size());
    const double cell = width() / static_cast<double>(count);
    const int side = circle();
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (int i = 0; i < count; ++i) {
        const bool isSpecial = m_specialFrom >= 0 && i >= m_specialFrom;
        const QColor color = isSpecial ? toneColor(tokens, m_special) : tokens.accent;
        const QColor soft = isSpecial ? toneSoftColor(tokens, m_special) : tokens.accentSoft;
        const double middle = cell * (i + 0.5);
        const QRectF ring(middle - side / 2.0 + 1, 1, side - 2, side - 2);
        if (i > 0) {
            const bool isReached = i <= m_current;
            painter.setPen(QPen(isReached ? color : tokens.borderControl, isReached ? 2 : 1.5,
                                isReached ? Qt::SolidLine : Qt::DotLine));
            painter.drawLine(QPointF(middle - cell + side / 2.0 + 3, side / 2.0),
                             QPointF(middle - side / 2.0 - 3, side / 2.0));
        }
        const bool isDone = i < m_current;
        const bool isCurrent = i == m_current;
        painter.setPen(QPen(isDone || isCurrent ? color : tokens.borderControl, isCurrent ? 2 : 1.5));
        painter.setBrush(isDone ? color : isCurrent ? soft : tokens.surface);
        painter.drawEllipse(ring);
        if (isDone) {
            const int inner = side - 10;
            const QColor ink = isSpecial ? tokens.window : tokens.onAccent;
            painter.drawPixmap(QPointF(middle - inner / 2.0, 5),
                               iconPixmap(QStringLiteral("check"), ink, inner, devicePixelRatioF()));
        } else {
            painter.setPen(isCurrent ? tokens.text : tokens.text2);
            painter.setFont(bold);
            painter.drawText(ring, Qt::AlignCenter, QString::number(i + 1));
        }
        painter.setPen(isCurrent ? tokens.text : tokens.text2);
        painter.setFont(isCurrent ? bold : font());
        const int label = labelWidth(width());
        painter.drawText(QRectF(middle - label / 2.0, side + kGap, label, height() - side - kGap),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_steps.at(i));
    }
}

} // namespace stoa::ui
