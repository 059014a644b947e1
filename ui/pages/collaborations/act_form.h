// SPDX-License-Identifier: MIT
// What the forms of a collaboration have in common: a body that scrolls, the sentence about what is wrong,
// and buttons that never scroll away.
#pragma once

#include <QWidget>

#include "core/engine/requests.h"
#include "ui/pages/page.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace stoa::ui {

class Card;

class ActForm : public QWidget {
    Q_OBJECT

public:
    ActForm(const PageContext& context, const engine::CollaborationView& view, const QString& title,
            QWidget* parent = nullptr);

    const engine::CollaborationView& view() const { return m_view; }
    /// What keeps it from being sent, as a sentence, and the field it is about. Empty if nothing does.
    struct Fault {
        QString text;
        QWidget* field = nullptr;
    };
    virtual Fault fault() const = 0;
    /// What will be prepared. Only asked for when there is no fault.
    virtual engine::ActOnCollaboration action() const = 0;

    /// Tab goes through the fields before the buttons below them, and the first field has the keyboard. Call
    /// once the form is shown.
    void takeKeyboard();
    /// Brings back what was written in this form before and not sent, and keeps what is written from now on.
    void keepWriting();
    /// It is sent: nothing of it is kept.
    void dropWriting();

    /// Says what is wrong, or begins review and signing.
    void send();
    QPushButton* sendButton() const { return m_send; }
    /// The sentence that is shown now.
    QString shownFault() const;

Q_SIGNALS:
    void cancelled();
    void done();

protected:
    PageContext& context() { return m_context; }
    const PageContext& context() const { return m_context; }
    QString symbol() const;
    QVBoxLayout* body() const { return m_body; }
    Card* addCard(const QString& title);
    void setSendLabel(const QString& label, const char* kind = "primary");
    /// Call when something was edited: a fault that was shown goes away once it is mended.
    void recheck();
    engine::ActOnCollaboration makeAction(engine::Act act) const;

private:
    QString draftKey() const;
    void writeDraft() const;

    PageContext m_context;
    engine::CollaborationView m_view;
    QVBoxLayout* m_body;
    QLabel* m_fault;
    QPushButton* m_back;
    QPushButton* m_send;
    QWidget* m_marked = nullptr;
};

/// A text field of `lines` lines in which Tab goes on to the next field.
QPlainTextEdit* makeTextEdit(int lines);

} // namespace stoa::ui
