// SPDX-License-Identifier: MIT
#include "ui/dialogs/outbox_dialog.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/sentence_text.h"

namespace stoa::ui {

OutboxDialog::OutboxDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent)
    : Dialog(tr("What waits or did not happen"), parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_actions(actions)
    , m_list(new QVBoxLayout)
{
    setObjectName(QStringLiteral("outbox"));
    body()->addWidget(
        secondaryLabel(tr("Nothing is sent again without your review. What you let go stays in your "
                          "history.")));
    m_list->setSpacing(12);
    body()->addLayout(m_list);
    addCancel(tr("Close"));
    finish(84, 32);
    connect(&bridge, &EngineBridge::actionChanged, this, &OutboxDialog::reload);
    reload();
}

void OutboxDialog::reload()
{
    m_bridge.send(engine::ReadOutbox{}, this, [this](const Result<std::vector<engine::OutboxItem>>& reply) {
        if (reply)
            showItems(*reply);
        else
            banners()->show(QStringLiteral("outbox"), Tone::Danger, errorText(reply.error()));
    });
}

void OutboxDialog::showItems(const std::vector<engine::OutboxItem>& items)
{
    while (m_list->count() > 0) {
        QWidget* row = m_list->takeAt(0)->widget();
        row->hide();
        row->deleteLater();
    }
    for (const auto& item : items) m_list->addWidget(makeRow(item));
    if (items.empty())
        m_list->addWidget(new EmptyState(QStringLiteral("check-circle"), tr("Nothing waits"),
                                         tr("Everything that you signed has reached the network.")));
}

QWidget* OutboxDialog::makeRow(const engine::OutboxItem& item)
{
    auto* card = new Card;
    auto* head = new QHBoxLayout;
    head->addWidget(wrappedLabel(historyText(item.action, m_session.symbol()), TextRole::Strong), 1);
    auto* chip = new FinalityChip;
    chip->setFinality(item.action.finality, m_session.now());
    head->addWidget(chip, 0, Qt::AlignTop);
    card->body()->addLayout(head);
    card->body()->addWidget(captionLabel(fullTimeText(item.action.time, m_session.now())));
    if (item.action.refusal) card->body()->addWidget(wrappedLabel(errorText({*item.action.refusal, {}})));
    auto* buttons = new QHBoxLayout;
    const Hash id = item.action.id;
    auto* again = new QPushButton(tr("Send again…"));
    again->setObjectName(QStringLiteral("sendAgain"));
    auto* drop = new QPushButton(item.action.finality.stage == engine::Finality::Waiting ? tr("Cancel it")
                                                                                         : tr("Let it go"));
    for (QPushButton* button : {again, drop}) {
        button->setAutoDefault(false);
        button->setAccessibleDescription(historyText(item.action, m_session.symbol()));
        buttons->addWidget(button);
    }
    again->setVisible(item.canResend);
    drop->setVisible(item.canDrop);
    buttons->addStretch(1);
    card->body()->addLayout(buttons);
    connect(again, &QPushButton::clicked, this,
            [this, again, id] { m_actions.resend(id, again, [this](const engine::Sent&) { reload(); }); });
    connect(drop, &QPushButton::clicked, this, [this, id] {
        m_bridge.send(engine::DropAction{id}, this, [this](const Result<std::monostate>& reply) {
            banners()->remove(QStringLiteral("refusal"));
            if (!reply)
                banners()
                    ->show(QStringLiteral("refusal"), Tone::Danger, errorText(reply.error()))
                    ->setClosable();
            reload();
        });
    });
    return card;
}

} // namespace stoa::ui
