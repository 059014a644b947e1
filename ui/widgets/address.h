// SPDX-License-Identifier: MIT
// Addresses and people on the screen.
#pragma once

#include <QPlainTextEdit>
#include <QWidget>

#include "core/engine/views.h"
#include "ui/words/address_text.h"

class QLabel;
class QToolButton;

namespace stoa::ui {

/// The whole address in groups of four, in letters of equal width, with a button that copies it.
class AddressLabel : public QWidget {
    Q_OBJECT

public:
    explicit AddressLabel(QWidget* parent = nullptr);
    explicit AddressLabel(const Address& address, QWidget* parent = nullptr);
    void setAddress(const Address& address);

private:
    Address m_address;
    QLabel* m_text;
    QToolButton* m_copy;
};

/// A field for an address; checks length, digits and checksum while typing. All of it can be read: it is as
/// high as its lines at the width that it has.
class AddressEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit AddressEdit(QWidget* parent = nullptr);

    QString text() const { return toPlainText(); }
    void setText(const QString& text) { setPlainText(text); }
    /// Absent while it is empty or wrong.
    std::optional<Address> address() const;
    void setAddress(const Address& address);
    /// The sentence about what is wrong; empty if nothing is, or nothing was typed.
    QString fault() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void addressChanged();

protected:
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void check();
    void setSpaceAround();
    int linesAt(int width) const;

    int m_space = 0; ///< above and below the text, together
};

/// How a person is called here: "You", the known name, or the short address.
QString personName(const engine::PersonView& person);

/// A person in one line: round sign with the first letter, name, and the address as tooltip.
class PersonChip : public QWidget {
    Q_OBJECT

public:
    explicit PersonChip(QWidget* parent = nullptr);
    explicit PersonChip(const engine::PersonView& person, QWidget* parent = nullptr);
    void setPerson(const engine::PersonView& person);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    engine::PersonView m_person;
};

} // namespace stoa::ui
