// SPDX-License-Identifier: MIT
// Labels. All text is plain: what came from the network can never become markup.
#pragma once

#include <QLabel>

#include "ui/theme/text_role.h"

namespace stoa::ui {

/// A label with a text role; wrapped labels get the height that their width needs.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    explicit TextLabel(const QString& text = {}, TextRole role = TextRole::Body, QWidget* parent = nullptr);

    /// Drawn in the secondary text colour.
    void setSecondary(bool secondary);
    /// The person can select and copy the text.
    void setSelectable();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColor();
    bool m_isSecondary = false;
    bool m_isApplying = false;
};

/// One line.
TextLabel* textLabel(const QString& text, TextRole role = TextRole::Body, QWidget* parent = nullptr);

/// Wraps.
TextLabel* wrappedLabel(const QString& text, TextRole role = TextRole::Body, QWidget* parent = nullptr);

/// Small and in the secondary colour: a label over a value, a hint. Wraps.
TextLabel* captionLabel(const QString& text, QWidget* parent = nullptr);

/// Wraps, in the secondary colour.
TextLabel* secondaryLabel(const QString& text, QWidget* parent = nullptr);

} // namespace stoa::ui
