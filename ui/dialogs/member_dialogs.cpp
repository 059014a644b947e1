// SPDX-License-Identifier: MIT
#include "ui/dialogs/member_dialogs.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/money.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"
#include "ui/words/node_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

InviteDialog::InviteDialog(Session& session, ActionRunner& actions, QWidget* parent)
    : Dialog(tr("Invite somebody to %1").arg(companyTitle(session.companyName())), parent)
    , m_session(session)
    , m_actions(actions)
    , m_form(new QWidget)
    , m_result(new QWidget)
    , m_role(new QComboBox)
    , m_uses(new QSpinBox)
    , m_days(new QSpinBox)
    , m_gift(new AmountEdit(session.symbol()))
    , m_link(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("invite"));
    auto* form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(12);
    form->addWidget(
        wrappedLabel(tr("You make a link and send it to the person in any way you like. You don't need "
                        "to know their address.")));
    for (const auto role : {tx::Role::Member, tx::Role::Arbitrator, tx::Role::Officer, tx::Role::Founder})
        if (role <= session.myRole() || role == tx::Role::Member)
            m_role->addItem(roleText(role), static_cast<int>(role));
    addField(form, tr("They join &as"), m_role);
    m_uses->setRange(1, 100);
    addField(form, tr("How many &people may use the link"), m_uses);
    m_days->setRange(1, 90);
    m_days->setValue(7);
    m_days->setSuffix(tr(" days"));
    addField(form, tr("The link works &for"), m_days);
    m_gift->setText(QStringLiteral("1.00"));
    addField(form, tr("&Gift for all of them together"), m_gift,
             tr("It pays a newcomer's first fees. What is left when the link ends comes back to you."));
    body()->addWidget(m_form);

    auto* result = new QVBoxLayout(m_result);
    result->setContentsMargins(0, 0, 0, 0);
    result->setSpacing(12);
    result->addWidget(wrappedLabel(tr("The invitation exists. Send this link to the person you mean."),
                                   TextRole::Subtitle));
    m_link->setReadOnly(true);
    m_link->setTabChangesFocus(true);
    m_link->setObjectName(QStringLiteral("invitationLink"));
    setTextRole(m_link, TextRole::Mono);
    m_link->setFixedHeight(m_link->fontMetrics().lineSpacing() * 6);
    addField(result, tr("&Link"), m_link);
    auto* copy = new QPushButton(tr("&Copy the link"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_link->toPlainText()); });
    result->addWidget(copy, 0, Qt::AlignLeft);
    result->addWidget(
        captionLabel(tr("Whoever has the link can join until it has run out. You can end it on the "
                        "Home page.")));
    m_result->hide();
    body()->addWidget(m_result);

    const auto& network = session.network();
    if (network.mode == engine::NetworkMode::Local && !network.isServing)
        banners()->show(
            QStringLiteral("serving"), Tone::Warn,
            tr("Other programs can't reach this computer's network yet. Switch serving on in Settings "
               "before you make the link, so that the link can say where to go."));
    m_close = addCancel();
    m_invite = addButton(tr("Make the link…"), "primary");
    m_invite->setObjectName(QStringLiteral("makeLink"));
    connect(m_invite, &QPushButton::clicked, this, &InviteDialog::invite);
    finish(72, 32);
    m_role->setFocus();
}

void InviteDialog::invite()
{
    const auto gift = m_gift->text().trimmed().isEmpty() ? std::optional<Amount>(0) : m_gift->amount();
    if (!gift) {
        banners()->show(QStringLiteral("gift"), Tone::Danger, m_gift->fault());
        m_gift->setFocus();
        return;
    }
    engine::InviteMember action;
    action.dac = m_session.company();
    action.role = static_cast<tx::Role>(m_role->currentData().toInt());
    action.uses = static_cast<std::uint16_t>(m_uses->value());
    action.expires = m_session.now() + static_cast<Timestamp>(m_days->value()) * kDay;
    action.gift = *gift;
    m_actions.run(action, m_invite,
                  [this](const engine::Sent& sent) { showLink(toQt(sent.link), sent.linkNode); });
}

void InviteDialog::showLink(const QString& link, std::string_view node)
{
    banners()->clear();
    if (leadsToOneself(node))
        banners()->show(
            QStringLiteral("onlyHere"), Tone::Warn,
            tr("The link leads to this computer itself (%1), so it works for programs here, and for nobody "
               "at "
               "another computer. For them, run stoad where they reach it, and make the link with “stoa-cli "
               "company invite --at” and its address.")
                .arg(toQt(node)));
    m_link->setPlainText(link);
    m_form->hide();
    m_result->show();
    m_invite->hide();
    m_close->setText(tr("Close"));
    m_link->setFocus();
    m_link->selectAll();
}

JoinDialog::JoinDialog(ActionRunner& actions, QWidget* parent)
    : Dialog(tr("Join with an invitation"), parent)
    , m_actions(actions)
    , m_link(new QPlainTextEdit)
    , m_join(nullptr)
{
    setObjectName(QStringLiteral("join"));
    body()->addWidget(
        wrappedLabel(tr("Paste the link that you were given. Before anything is signed you see which "
                        "company it is for.")));
    m_link->setTabChangesFocus(true);
    m_link->setObjectName(QStringLiteral("invitationLink"));
    m_link->setFixedHeight(m_link->fontMetrics().lineSpacing() * 6);
    addField(body(), tr("Invitation &link"), m_link);
    addCancel();
    m_join = addButton(tr("Join…"), "primary");
    m_join->setObjectName(QStringLiteral("joinCompany"));
    connect(m_join, &QPushButton::clicked, this, &JoinDialog::join);
    finish(72, 24);
    m_link->setFocus();
}

void JoinDialog::join()
{
    const QString link = m_link->toPlainText().trimmed();
    if (link.isEmpty()) {
        banners()->show(QStringLiteral("link"), Tone::Danger, tr("Paste the invitation link first."));
        m_link->setFocus();
        return;
    }
    m_actions.run(engine::JoinCompany{toStd(link)}, m_join, [this](const engine::Sent& sent) {
        Q_EMIT joined(sent.dac);
        accept();
    });
}

} // namespace stoa::ui
