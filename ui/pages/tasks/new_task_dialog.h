// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "ui/dialogs/dialog.h"
#include "ui/pages/page.h"

class QLabel;
class QLineEdit;

namespace stoa::ui {

/// A new task: its title is enough. Enter creates it, Ctrl+Enter creates and opens it.
class NewTaskDialog : public Dialog {
    Q_OBJECT

public:
    NewTaskDialog(const PageContext& context, const DacId& dac, QWidget* parent);

    QLineEdit* titleEdit() const { return m_title; }
    QString fault() const;

public Q_SLOTS:
    void create() { send(false); }
    void createAndOpen() { send(true); }

Q_SIGNALS:
    void created(const stoa::ObjectId& task, bool opens);

private:
    void send(bool opens);

    PageContext m_context;
    DacId m_dac;
    QLineEdit* m_title;
    QLabel* m_fault;
    QPushButton* m_create;
};

} // namespace stoa::ui
