// SPDX-License-Identifier: MIT
// The small questions of the wiki.
#pragma once

#include "core/engine/views.h"
#include "ui/dialogs/dialog.h"

class QLabel;
class QLineEdit;

namespace stoa::ui {

/// Asks for the name of a new page.
class NewPageDialog : public Dialog {
    Q_OBJECT

public:
    /// `start` is what the field begins with, for example "Compiler/".
    NewPageDialog(const QString& start, QWidget* parent);
    QLineEdit* field() const { return m_name; }

Q_SIGNALS:
    void named(const QString& name);

private:
    void take();
    QLineEdit* m_name;
    QLabel* m_fault;
};

/// Says where a link leads, every character as it is sent, before anything is opened.
class OutsideLinkDialog : public Dialog {
    Q_OBJECT

public:
    OutsideLinkDialog(const QString& address, QWidget* parent);
};

/// Asks before an unpublished text is thrown away.
class DiscardDraftDialog : public Dialog {
    Q_OBJECT

public:
    DiscardDraftDialog(const QString& page, QWidget* parent);

Q_SIGNALS:
    void discarded();
};

/// What an import read, and everything about the source that was out of the ordinary.
class ImportReportDialog : public Dialog {
    Q_OBJECT

public:
    ImportReportDialog(const engine::ImportReport& report, QWidget* parent);
};

/// Why a name cannot be a page's; empty if it can.
QString pageNameFault(const QString& name);

} // namespace stoa::ui
