// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/new_task_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/dialogs/action_runner.h"
#include "ui/widgets/text_label.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {
constexpr qsizetype kMostTitleBytes = 200;
}

NewTaskDialog::NewTaskDialog(const PageContext& context, const DacId& dac, QWidget* parent)
    : Dialog(tr("What is to be done?"), parent)
    , m_context(context)
    , m_dac(dac)
    , m_title(new QLineEdit)
    , m_fault(captionLabel({}))
{
    addField(body(), tr("&Title"), m_title,
             tr("The title is enough for now. The seven factors can be written later."));
    m_fault->hide();
    body()->addWidget(m_fault);
    addCancel();
    QPushButton* open = addButton(tr("Create and &open…"));
    m_create = addButton(tr("&Create task…"), "primary");
    m_create->setDefault(true);
    connect(m_create, &QPushButton::clicked, this, &NewTaskDialog::create);
    connect(open, &QPushButton::clicked, this, &NewTaskDialog::createAndOpen);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(static_cast<int>(Qt::ControlModifier) | key), this);
        connect(shortcut, &QShortcut::activated, this, &NewTaskDialog::createAndOpen);
    }
    finish(64, 18);
    m_title->setFocus();
}

QString NewTaskDialog::fault() const { return m_fault->text(); }

void NewTaskDialog::send(bool opens)
{
    const QString title = m_title->text().simplified();
    QString wrong;
    if (title.isEmpty())
        wrong = tr("A task needs a title.");
    else if (title.toUtf8().size() > kMostTitleBytes)
        wrong = tr("The title is too long. Put the details into the description.");
    m_fault->setText(wrong);
    m_fault->setVisible(!wrong.isEmpty());
    m_title->setProperty("invalid", !wrong.isEmpty());
    m_title->setAccessibleDescription(wrong);
    m_title->update();
    if (!wrong.isEmpty()) {
        m_title->setFocus();
        return;
    }
    engine::SaveTask action;
    action.dac = m_dac;
    action.title = toStd(title);
    action.statement.title = action.title;
    m_context.actions.run(std::move(action), m_create, [this, opens](const engine::Sent& sent) {
        Q_EMIT created(sent.object, opens);
        accept();
    });
}

} // namespace stoa::ui
