// SPDX-License-Identifier: MIT
#include "ui/widgets/text_label.h"

#include <QEvent>

#include "ui/theme/tokens.h"

namespace stoa::ui {

TextLabel::TextLabel(const QString& text, TextRole role, QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    setTextRole(this, role);
}

void TextLabel::setSecondary(bool secondary)
{
    m_isSecondary = secondary;
    applyColor();
}

void TextLabel::setSelectable()
{
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(Qt::ClickFocus);
    setCursor(Qt::IBeamCursor);
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_isApplying) applyColor();
}

void TextLabel::applyColor()
{
    if (!m_isSecondary) return;
    m_isApplying = true;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, tokensOf(this).text2);
    setPalette(own);
    m_isApplying = false;
}

TextLabel* textLabel(const QString& text, TextRole role, QWidget* parent)
{
    return new TextLabel(text, role, parent);
}

TextLabel* wrappedLabel(const QString& text, TextRole role, QWidget* parent)
{
    auto* label = new TextLabel(text, role, parent);
    label->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

TextLabel* captionLabel(const QString& text, QWidget* parent)
{
    auto* label = wrappedLabel(text, TextRole::Caption, parent);
    label->setSecondary(true);
    return label;
}

TextLabel* secondaryLabel(const QString& text, QWidget* parent)
{
    auto* label = wrappedLabel(text, TextRole::Body, parent);
    label->setSecondary(true);
    return label;
}

} // namespace stoa::ui
