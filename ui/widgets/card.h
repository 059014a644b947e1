// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace stoa::ui {

/// A surface with a thin border and its own vertical layout.
class Card : public QFrame {
    Q_OBJECT

public:
    /// With a heading if `title` is not empty.
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
};

} // namespace stoa::ui
