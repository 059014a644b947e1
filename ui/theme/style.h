// SPDX-License-Identifier: MIT
// The look of every control: Fusion with flat shapes, a visible focus ring and heights made from the font.
//
// A widget may say more about itself with dynamic properties:
//   kind    "primary", "danger" or "quiet" on a push button
//   invalid true on a field whose content is wrong
//   card    true on a QFrame: a surface with a thin border
#pragma once

#include <QProxyStyle>

#include "ui/theme/tokens.h"

class QStyleOptionToolButton;

namespace stoa::ui {

class Style : public QProxyStyle {
    Q_OBJECT

public:
    explicit Style(const Tokens& tokens);

    const Tokens& tokens() const { return m_tokens; }
    void setTokens(const Tokens& tokens) { m_tokens = tokens; }

    QPalette standardPalette() const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

private:
    void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawField(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawIndicator(bool isRadio, const QStyleOption* option, QPainter* painter) const;
    void drawItemPanel(const QStyleOption* option, QPainter* painter) const;
    void drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
    void drawSpinBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
    void drawIconAndText(const QStyleOptionToolButton& button, QPainter* painter) const;
    void drawToolButton(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
    void drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawRing(QPainter* painter, const QRect& rect, qreal radius) const;
    void drawArrow(QPainter* painter, const QRect& rect, Qt::ArrowType direction, const QColor& color) const;

    Tokens m_tokens;
};

} // namespace stoa::ui
