// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <QWidget>

#include "core/crypto/secret.h"

class QLineEdit;
class QToolButton;

namespace stoa::ui {

/// A password field with a reveal button that the keyboard reaches.
class PasswordEdit : public QWidget {
    Q_OBJECT

public:
    /// `name`: what this password is, for screen readers.
    explicit PasswordEdit(const QString& name, QWidget* parent = nullptr);

    bool isEmpty() const;
    int length() const;
    /// Takes the password out; the field is empty then.
    std::shared_ptr<crypto::Secret> take();
    void clear();
    QLineEdit* field() const { return m_field; }
    bool equals(const PasswordEdit& other) const;
    /// How long somebody would guess: 0 no time … 4 longer than anybody has. Below the shortest length: 0.
    int strength() const;
    bool isLongEnough() const;

Q_SIGNALS:
    void edited();
    void returnPressed();

private:
    QLineEdit* m_field;
    QToolButton* m_reveal;
};

/// How strong, in words and how to do better.
QString strengthText(int strength);

} // namespace stoa::ui
