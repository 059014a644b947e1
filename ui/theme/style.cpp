// SPDX-License-Identifier: MIT
#include "ui/theme/style.h"

#include <algorithm>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFrame>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

#include "ui/theme/palette.h"
#include "ui/theme/shapes.h"

// Qt's own lists of elements are open: a switch over them always has a default.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace stoa::ui {

namespace {

constexpr int kRing = 3; ///< kept free around a button: the ring and its gap

enum class Kind { Normal, Primary, Danger, Quiet };

Kind kindOf(const QStyleOption* option, const QWidget* widget)
{
    const QByteArray kind = widget ? widget->property("kind").toByteArray() : QByteArray();
    if (kind == "danger") return Kind::Danger;
    if (kind == "quiet") return Kind::Quiet;
    if (kind == "primary") return Kind::Primary;
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (button && (button->features & QStyleOptionButton::DefaultButton)) return Kind::Primary;
    return Kind::Normal;
}

QColor buttonTextColor(const Tokens& tokens, Kind kind)
{
    switch (kind) {
    case Kind::Primary: return tokens.onAccent;
    case Kind::Danger: return tokens.onDanger;
    case Kind::Quiet: return tokens.link;
    case Kind::Normal: return tokens.text;
    }
    return tokens.text;
}

} // namespace

Style::Style(const Tokens& tokens)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_tokens(tokens)
{}

QPalette Style::standardPalette() const { return paletteOf(m_tokens); }

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
        qobject_cast<QComboBox*>(widget) || qobject_cast<QTabBar*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ButtonMargin: return 12;
    case PM_FocusFrameHMargin:
    case PM_HeaderMargin: return 8;
    case PM_DefaultFrameWidth:
    case PM_SplitterWidth: return 1;
    case PM_ScrollBarExtent: return 12;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return 8;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return std::max(18, heightOf(option));
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize: return std::max(16, heightOf(option) + 1);
    case PM_TabBarTabHSpace: return 28;
    case PM_TabBarTabVSpace: return 14;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical: return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return 4;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient: return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_UnderlineShortcut: return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int control = std::max(32, heightOf(option) + 14);
    switch (type) {
    case CT_PushButton:
        result.setWidth(std::max(result.width() + 20, 5 * heightOf(option)));
        result.setHeight(control + 2 * kRing);
        break;
    case CT_ComboBox:
    case CT_LineEdit:
        result.setWidth(result.width() + 12);
        result.setHeight(std::max(result.height(), control));
        break;
    case CT_ToolButton:
        result.setHeight(std::max(result.height(), heightOf(option) + 12));
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            button && button->toolButtonStyle != Qt::ToolButtonIconOnly)
            result.rwidth() += 2 * kToolPadding + (button->icon.isNull() ? 0 : kIconGap);
        break;
    case CT_SpinBox: result.setHeight(std::max(result.height(), control)); break;
    case CT_ItemViewItem: result.setHeight(std::max(result.height() + 8, heightOf(option) + 12)); break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator) {
            result.setHeight(std::max(result.height(), heightOf(option) + 12));
            result.rwidth() += 24;
        }
        break;
    case CT_MenuBarItem: result += QSize(4, 6); break;
    case CT_HeaderSection: result.setHeight(std::max(result.height(), heightOf(option) + 14)); break;
    default: break;
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (!frame || frame->lineWidth > 0) rect.adjust(6, 0, -6, 0);
    }
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) rect.adjust(8, 0, 0, 0);
    if (control == CC_ComboBox && part == SC_ComboBoxArrow) rect.translate(-6, 0);
    if (control == CC_SpinBox && part == SC_SpinBoxEditField) rect.adjust(6, 0, -2, 0);
    return rect;
}

void Style::drawRing(QPainter* painter, const QRect& rect, qreal radius) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_tokens.focus, 2));
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter->restore();
}

void Style::drawArrow(QPainter* painter, const QRect& rect, Qt::ArrowType direction,
                      const QColor& color) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rect).center());
    if (direction == Qt::UpArrow) painter->rotate(180);
    if (direction == Qt::RightArrow) painter->rotate(-90);
    if (direction == Qt::LeftArrow) painter->rotate(90);
    painter->drawPolyline(QPolygonF({{-4, -2}, {0, 2}, {4, -2}}));
    painter->restore();
}

void Style::drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Tokens& t = m_tokens;
    const Kind kind = kindOf(option, widget);
    const bool isEnabled = isOn(option, State_Enabled);
    const bool isActive =
        isEnabled && (isOn(option, State_MouseOver) || isOn(option, State_Sunken) || isOn(option, State_On));
    QColor fill = t.surface;
    QColor line = t.borderControl;
    switch (kind) {
    case Kind::Primary: fill = line = isActive ? t.accentHover : t.accent; break;
    case Kind::Danger: fill = line = t.dangerFill; break;
    case Kind::Quiet:
        fill = isActive ? t.sunken : QColor(Qt::transparent);
        line = Qt::transparent;
        break;
    case Kind::Normal:
        if (isActive) fill = t.sunken;
        break;
    }
    if (!isEnabled && kind != Kind::Quiet) {
        fill = t.sunken;
        line = t.borderSubtle;
    }
    fillRounded(painter, option->rect.adjusted(kRing, kRing, -kRing, -kRing), kRadius, fill, QPen(line, 1));
    if (isOn(option, State_HasFocus)) drawRing(painter, option->rect, kRadius + 2);
}

void Style::drawField(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool isWrong = widget && widget->property("invalid").toBool();
    const bool isEnabled = isOn(option, State_Enabled);
    const bool isReadOnly = isOn(option, State_ReadOnly);
    const bool hasFocus = isOn(option, State_HasFocus);
    QColor line = isWrong ? m_tokens.danger : hasFocus ? m_tokens.focus : m_tokens.borderControl;
    if (!isEnabled) line = m_tokens.borderSubtle;
    fillRounded(painter, option->rect, kRadius, isEnabled && !isReadOnly ? m_tokens.surface : m_tokens.sunken,
                QPen(line, hasFocus || isWrong ? 2 : 1));
}

void Style::drawIndicator(bool isRadio, const QStyleOption* option, QPainter* painter) const
{
    const Tokens& t = m_tokens;
    const bool isChecked = isOn(option, State_On);
    const bool isPartial = isOn(option, State_NoChange);
    const bool isEnabled = isOn(option, State_Enabled);
    const QRectF rect = QRectF(option->rect).adjusted(1, 1, -1, -1);
    const qreal radius = isRadio ? rect.width() / 2 : 4;
    const bool isFilled = isChecked || isPartial;
    const QColor fill = isFilled ? (isEnabled ? t.accent : t.textOff) : t.surface;
    const QColor line = !isEnabled ? t.textOff : isFilled ? t.accent : t.borderControl;
    fillRounded(painter, rect, radius, fill, QPen(line, 1.5));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.center());
    const qreal unit = rect.width() / 16;
    painter->scale(unit, unit);
    painter->setPen(QPen(t.onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (isPartial)
        painter->drawLine(QPointF(-3.5, 0), QPointF(3.5, 0));
    else if (isChecked && isRadio) {
        painter->setBrush(t.onAccent);
        painter->drawEllipse(QPointF(0, 0), 2, 2);
    } else if (isChecked)
        painter->drawPolyline(QPolygonF({{-3.5, 0.2}, {-1, 2.8}, {3.8, -2.8}}));
    painter->restore();
    if (isOn(option, State_HasFocus)) drawRing(painter, option->rect.adjusted(-2, -2, 2, 2), radius + 2);
}

namespace {

/// Where in its row an item lies. Trees say it themselves, tables do not.
QStyleOptionViewItem::ViewItemPosition positionInRow(const QStyleOptionViewItem* item)
{
    if (!item) return QStyleOptionViewItem::OnlyOne;
    if (item->viewItemPosition != QStyleOptionViewItem::Invalid) return item->viewItemPosition;
    const auto* table = qobject_cast<const QTableView*>(item->widget);
    if (!table || table->selectionBehavior() != QAbstractItemView::SelectRows || !item->index.isValid())
        return QStyleOptionViewItem::OnlyOne;
    const QHeaderView* header = table->horizontalHeader();
    const int place = header->visualIndex(item->index.column());
    const bool isFirst = place == 0;
    const bool isLast = place == header->count() - 1;
    if (isFirst && isLast) return QStyleOptionViewItem::OnlyOne;
    return isFirst  ? QStyleOptionViewItem::Beginning
           : isLast ? QStyleOptionViewItem::End
                    : QStyleOptionViewItem::Middle;
}

} // namespace

void Style::drawItemPanel(const QStyleOption* option, QPainter* painter) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (item && item->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, item->backgroundBrush);
    const auto position = positionInRow(item);
    const bool isAlone = position == QStyleOptionViewItem::OnlyOne;
    const bool isFirst = isAlone || position == QStyleOptionViewItem::Beginning;
    const bool isLast = isAlone || position == QStyleOptionViewItem::End;
    const QRect rect = option->rect.adjusted(isFirst ? 2 : -8, 1, isLast ? -2 : 8, -1);
    painter->save();
    painter->setClipRect(option->rect);
    if (isOn(option, State_Selected)) {
        fillRounded(painter, rect, kRadius, option->palette.highlight());
        if (isFirst)
            fillRounded(painter, QRectF(rect.left(), rect.top() + 4, 3, rect.height() - 8), 1.5,
                        m_tokens.accent);
    } else if (isOn(option, State_MouseOver) && isOn(option, State_Enabled))
        fillRounded(painter, rect, kRadius, m_tokens.sunken);
    painter->restore();
    if (isOn(option, State_HasFocus) && isOn(option, State_KeyboardFocusChange))
        drawRing(painter, rect, kRadius);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_FrameFocusRect:
    case PE_PanelItemViewRow:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar: return;
    case PE_PanelButtonCommand: drawButton(option, painter, widget); return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth <= 0) {
            return; // inside a spin box or a combo box, which draw the field themselves
        }
        drawField(option, painter, widget);
        return;
    case PE_FrameLineEdit: drawField(option, painter, widget); return;
    case PE_Frame: {
        if (widget && widget->property("field").toBool()) {
            drawField(option, painter, widget);
            return;
        }
        // Square: the viewport of a scroll area paints square corners over a rounded frame.
        const bool isWrong = widget && widget->property("invalid").toBool();
        painter->save();
        const bool hasFocus = widget && widget->hasFocus();
        painter->setPen(QPen(isWrong ? m_tokens.danger
                             : hasFocus
                                 ? m_tokens.focus
                                 : (widget && widget->inherits("QAbstractItemView") ? m_tokens.borderSubtle
                                                                                    : m_tokens.borderControl),
                             1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    }
    case PE_FrameGroupBox:
        fillRounded(painter, option->rect, 8, m_tokens.surface, QPen(m_tokens.borderSubtle, 1));
        return;
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          m_tokens.borderSubtle);
        return;
    case PE_IndicatorCheckBox: drawIndicator(false, option, painter); return;
    case PE_IndicatorRadioButton: drawIndicator(true, option, painter); return;
    case PE_PanelItemViewItem: drawItemPanel(option, painter); return;
    case PE_PanelMenu:
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        fillRounded(painter, option->rect, element == PE_PanelTipLabel ? 4 : 0, m_tokens.raised,
                    QPen(m_tokens.borderSubtle, 1));
        return;
    case PE_IndicatorBranch: {
        if (!isOn(option, State_Children)) return;
        drawArrow(painter, option->rect, isOn(option, State_Open) ? Qt::DownArrow : Qt::RightArrow,
                  m_tokens.text2);
        return;
    }
    case PE_IndicatorArrowDown: {
        const bool isInButton = option->type == QStyleOption::SO_Button && isOn(option, State_Enabled);
        drawArrow(painter, option->rect, Qt::DownArrow,
                  isInButton ? buttonTextColor(m_tokens, kindOf(option, widget)) : m_tokens.text2);
        return;
    }
    case PE_IndicatorArrowUp: drawArrow(painter, option->rect, Qt::UpArrow, m_tokens.text2); return;
    case PE_IndicatorArrowLeft: drawArrow(painter, option->rect, Qt::LeftArrow, m_tokens.text2); return;
    case PE_IndicatorArrowRight: drawArrow(painter, option->rect, Qt::RightArrow, m_tokens.text2); return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (!item) return;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = option->rect.center().y();
        painter->fillRect(QRect(option->rect.left() + 8, y, option->rect.width() - 16, 1),
                          m_tokens.borderSubtle);
        return;
    }
    const bool isEnabled = isOn(option, State_Enabled);
    if (isOn(option, State_Selected) && isEnabled)
        fillRounded(painter, option->rect.adjusted(2, 1, -2, -1), 4, m_tokens.select);
    const int side = pixelMetric(PM_SmallIconSize, option, widget);
    QRect rect = option->rect.adjusted(10, 0, -10, 0);
    const QRect mark(rect.left(), rect.center().y() - side / 2, side, side);
    if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (item->checked) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(isEnabled ? m_tokens.accent : m_tokens.textOff, 2, Qt::SolidLine,
                                 Qt::RoundCap, Qt::RoundJoin));
            painter->translate(QRectF(mark).center());
            painter->drawPolyline(QPolygonF({{-4, 0}, {-1, 3}, {5, -4}}));
            painter->restore();
        }
    } else if (!item->icon.isNull())
        item->icon.paint(painter, mark, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    rect.setLeft(mark.right() + 10);
    painter->setPen(isEnabled ? m_tokens.text : m_tokens.textOff);
    painter->setFont(item->font);
    const qsizetype tab = item->text.indexOf(QLatin1Char('\t'));
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      item->text.left(tab));
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        drawArrow(painter, QRect(rect.right() - side, rect.top(), side, rect.height()), Qt::RightArrow,
                  m_tokens.text2);
    else if (tab >= 0) {
        painter->setPen(isEnabled ? m_tokens.text2 : m_tokens.textOff);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                          item->text.mid(tab + 1));
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    const Tokens& t = m_tokens;
    switch (element) {
    case CE_PushButtonLabel: {
        const auto* given = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!given) break;
        QStyleOptionButton button = *given;
        if (isOn(option, State_Enabled))
            button.palette.setColor(QPalette::ButtonText, buttonTextColor(t, kindOf(option, widget)));
        QProxyStyle::drawControl(element, &button, painter, widget);
        return;
    }
    case CE_TabBarTabShape: {
        const QRect& rect = option->rect;
        const bool isSelected = isOn(option, State_Selected);
        if (isOn(option, State_MouseOver) && !isSelected)
            fillRounded(painter, rect.adjusted(2, 2, -2, -4), kRadius, t.sunken);
        if (isSelected)
            fillRounded(painter, QRect(rect.left() + 10, rect.bottom() - 2, rect.width() - 20, 3), 1.5,
                        t.accent);
        if (isOn(option, State_HasFocus)) drawRing(painter, rect.adjusted(2, 2, -2, -3), kRadius);
        return;
    }
    case CE_TabBarTabLabel: {
        const auto* given = qstyleoption_cast<const QStyleOptionTab*>(option);
        if (!given) break;
        QStyleOptionTab tab = *given;
        if (!isOn(option, State_Selected)) tab.palette.setColor(QPalette::WindowText, t.text2);
        tab.state &= ~State_HasFocus; // the shape draws the ring
        QProxyStyle::drawControl(element, &tab, painter, widget);
        return;
    }
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents: {
        const qreal inset = std::max(0.0, (option->rect.height() - 8) / 2.0);
        QRectF rect = QRectF(option->rect).adjusted(0, inset, 0, -inset);
        if (element == CE_ProgressBarGroove) {
            fillRounded(painter, rect, 4, t.sunken, QPen(t.borderControl, 1));
            return;
        }
        const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
        if (!bar) return;
        if (bar->maximum <= bar->minimum) { // length unknown
            rect.adjust(rect.width() / 3, 0, -rect.width() / 3, 0);
            fillRounded(painter, rect, 4, t.accent);
            return;
        }
        const qreal share = (bar->progress - bar->minimum) / qreal(bar->maximum - bar->minimum);
        if (share <= 0) return;
        rect.setWidth(std::max(8.0, rect.width() * share));
        fillRounded(painter, rect, 4, t.accent);
        return;
    }
    case CE_ProgressBarLabel: return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, t.window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                          t.borderSubtle);
        return;
    case CE_HeaderLabel: {
        const auto* given = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (!given) break;
        QStyleOptionHeaderV2 header;
        if (const auto* v2 = qstyleoption_cast<const QStyleOptionHeaderV2*>(option))
            header = *v2;
        else
            static_cast<QStyleOptionHeader&>(header) = *given;
        header.palette.setColor(QPalette::ButtonText, t.text2);
        header.state &= ~State_On; // no bold for the column of the current cell
        QProxyStyle::drawControl(element, &header, painter, widget);
        return;
    }
    case CE_Splitter: painter->fillRect(option->rect, t.borderSubtle); return;
    case CE_MenuItem: drawMenuItem(option, painter, widget); return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, t.window); return;
    case CE_MenuBarItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (!item) break;
        painter->fillRect(option->rect, t.window);
        if (isOn(option, State_Selected) || isOn(option, State_Sunken))
            fillRounded(painter, option->rect.adjusted(1, 2, -1, -2), 4, t.select);
        painter->setPen(isOn(option, State_Enabled) ? t.text : t.textOff);
        painter->drawText(option->rect,
                          Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine,
                          item->text);
        return;
    }
    case CE_ShapedFrame:
        if (widget && widget->property("card").toBool()) {
            fillRounded(painter, option->rect, 8, t.surface, QPen(t.borderSubtle, 1));
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

} // namespace stoa::ui
