// SPDX-License-Identifier: MIT
// The controls that have parts: combo boxes, spin boxes, scroll bars, tool buttons.
#include <algorithm>

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include "ui/theme/shapes.h"
#include "ui/theme/style.h"

// Qt's own lists of elements are open: a switch over them always has a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace stoa::ui {

void Style::drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const Tokens& t = m_tokens;
    const bool isEnabled = isOn(option, State_Enabled);
    const bool showsFocus = isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange);
    const bool isHovered = isOn(option, State_MouseOver) && isEnabled;
    const QColor fill = !isEnabled || isHovered ? t.sunken : t.surface;
    const QColor line = showsFocus ? t.focus : isEnabled ? t.borderControl : t.borderSubtle;
    fillRounded(painter, option->rect, kRadius, fill, QPen(line, showsFocus ? 2 : 1));
    drawArrow(painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Qt::DownArrow,
              isEnabled ? t.text2 : t.textOff);
}

void Style::drawSpinBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    drawField(option, painter, widget);
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (!spin || spin->buttonSymbols == QAbstractSpinBox::NoButtons) return;
    const auto colorOf = [&](QAbstractSpinBox::StepEnabledFlag flag) {
        return spin->stepEnabled.testFlag(flag) ? m_tokens.text2 : m_tokens.textOff;
    };
    drawArrow(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), Qt::UpArrow,
              colorOf(QAbstractSpinBox::StepUpEnabled));
    drawArrow(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), Qt::DownArrow,
              colorOf(QAbstractSpinBox::StepDownEnabled));
}

void Style::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    painter->fillRect(option->rect, option->palette.window());
    const QRect handle =
        subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget).adjusted(3, 3, -3, -3);
    fillRounded(painter, handle, 3, isOn(option, State_MouseOver) ? m_tokens.text2 : m_tokens.borderControl);
}

void Style::drawIconAndText(const QStyleOptionToolButton& button, QPainter* painter) const
{
    const bool isEnabled = isOn(&button, State_Enabled);
    const QSize size = button.iconSize;
    const QRect& rect = button.rect;
    const QRect icon(QPoint(rect.left(), rect.top() + (rect.height() - size.height()) / 2), size);
    button.icon.paint(painter, visualRect(button.direction, rect, icon), Qt::AlignCenter,
                      isEnabled ? QIcon::Normal : QIcon::Disabled,
                      isOn(&button, State_On) ? QIcon::On : QIcon::Off);
    const QRect text = rect.adjusted(size.width() + kIconGap, 0, 0, 0);
    // A name that is longer than its place ends in dots; the tool tip has all of it.
    proxy()->drawItemText(
        painter, visualRect(button.direction, rect, text),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, button.palette, isEnabled,
        button.fontMetrics.elidedText(button.text, Qt::ElideRight, text.width(), Qt::TextShowMnemonic),
        QPalette::ButtonText);
}

void Style::drawToolButton(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (!button) return;
    const QRect rect = option->rect.adjusted(2, 2, -2, -2);
    if (isOn(option, State_On) || isOn(option, State_Sunken))
        fillRounded(painter, rect, kRadius, m_tokens.select);
    else if (isOn(option, State_MouseOver) && isOn(option, State_Enabled))
        fillRounded(painter, rect, kRadius, m_tokens.sunken);
    if (widget && widget->property("outlined").toBool())
        fillRounded(painter, rect, kRadius, Qt::NoBrush, QPen(m_tokens.borderControl, 1));
    QStyleOptionToolButton label = *button;
    label.rect = subControlRect(CC_ToolButton, button, SC_ToolButton, widget);
    if (button->toolButtonStyle != Qt::ToolButtonIconOnly)
        label.rect.adjust(kToolPadding, 0, -kToolPadding / 2, 0);
    const bool hasMenu = button->features.testFlag(QStyleOptionToolButton::HasMenu) &&
                         !(widget && widget->property("hidesArrow").toBool());
    if (hasMenu) {
        const int side = std::max(12, heightOf(option) - 2);
        const QRect arrow(rect.right() - side - 2, rect.top(), side, rect.height());
        drawArrow(painter, arrow, Qt::DownArrow, m_tokens.text2);
        label.rect.setRight(arrow.left());
    }
    if (button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull())
        drawIconAndText(label, painter);
    else
        proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
    if (isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange))
        drawRing(painter, option->rect, kRadius + 1);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox: drawComboBox(option, painter, widget); return;
    case CC_SpinBox: drawSpinBox(option, painter, widget); return;
    case CC_ScrollBar: drawScrollBar(option, painter, widget); return;
    case CC_ToolButton: drawToolButton(option, painter, widget); return;
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace stoa::ui
