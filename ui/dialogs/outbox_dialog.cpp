// SPDX-License-Identifier: MIT
#include "ui/dialogs/outbox_dialog.h"

#include <algorithm>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/sentence_text.h"

namespace stoa::ui {

namespace {

/// Sentences about one action.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(OutboxDialog)

public:
    static QString happened(const engine::ActionView& action)
    {
        switch (action.finality.stage) {
        case engine::Finality::RolledBack:
            return action.finality.batch == 0
                       ? tr("Its batch was proved wrong and rolled back: it did not happen. Money that it "
                            "moved is back where it was.")
                       : tr("Batch %1, in which it stood, was proved wrong and rolled back: it did not "
                            "happen. Money that it moved is back where it was.")
                             .arg(action.finality.batch);
        case engine::Finality::Refused: return refusalText(action);
        case engine::Finality::Local:
        case engine::Finality::Waiting:
        case engine::Finality::OnSidechain:
        case engine::Finality::InBatch:
        case engine::Finality::Final: break;
        }
        return tr(
            "Signed, and waiting for the network. It is sent by itself as soon as the network answers.");
    }

    static bool didNotHappen(const engine::OutboxItem& item)
    {
        return item.action.finality.stage == engine::Finality::Refused ||
               item.action.finality.stage == engine::Finality::RolledBack;
    }

    static QString canBeDone(const engine::OutboxItem& item)
    {
        if (item.action.finality.stage == engine::Finality::RolledBack && item.canResend)
            return tr("You can send it again: it is already signed, so no password is needed while it still "
                      "fits. Or let it go.");
        if (item.canResend)
            return tr("You can send it again with a new signature, after looking at it. Or let it go.");
        if (item.edit == engine::UnsentEdit::Next::Nothing)
            return tr("The page has these words already. Let it go.");
        if (item.edit && didNotHappen(item))
            return tr("It cannot be sent again as it is. Your words are kept with the page: open it, choose "
                      "for each place, and publish it.");
        if (didNotHappen(item))
            return tr(
                "It cannot be sent again, because what it is about has been changed since. Do anew what "
                "you still want, and then let it go.");
        return item.canDrop ? tr("Until then you can cancel it.")
                            : tr("It may have reached the network already, so it cannot be cancelled. It "
                                 "happens once, however often it is sent.");
    }
};

constexpr int kLinesOfWords = 4;

/// Whole, and to be copied: once let go they are nowhere else.
void addWords(Card& card, const engine::StepWords& words)
{
    auto* field = new QPlainTextEdit(toQt(words.text));
    field->setObjectName(QStringLiteral("words"));
    field->setReadOnly(true);
    field->setTabChangesFocus(true);
    field->setFixedHeight(field->fontMetrics().lineSpacing() * (kLinesOfWords + 1));
    addField(card.body(), partName(words.part), field);
}

} // namespace

OutboxDialog::OutboxDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent)
    : Dialog(tr("What waits or did not happen"), parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_actions(actions)
    , m_list(new QVBoxLayout)
{
    setObjectName(QStringLiteral("outbox"));
    body()->addWidget(secondaryLabel(tr(
        "What was rolled back is sent again as you signed it, without your password, as long as it still "
        "fits. Whatever needs a new signature is shown to you first. What you let go is forgotten here.")));
    m_list->setSpacing(12);
    body()->addLayout(m_list);
    m_all = new QPushButton;
    m_all->setObjectName(QStringLiteral("sendAllAgain"));
    m_all->setAutoDefault(false);
    m_all->hide();
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_sentAgain = 0;
        m_again.clear();
        for (const auto& item : m_items)
            if (item.canResend) m_again.push_back(item.action.id);
        sendNext();
    });
    addBesideButtons(m_all);
    addCancel(tr("Close"));
    finish(84, 32);
    connect(&bridge, &EngineBridge::actionChanged, this, &OutboxDialog::reload);
    connect(&bridge, &EngineBridge::actionsRolledBack, this, &OutboxDialog::reload);
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
    m_items = items;
    std::stable_sort(m_items.begin(), m_items.end(),
                     [](const auto& a, const auto& b) { return a.action.time < b.action.time; });
    for (const auto& item : m_items) m_list->addWidget(makeRow(item));
    const auto again =
        std::count_if(m_items.begin(), m_items.end(), [](const auto& item) { return item.canResend; });
    m_all->setVisible(again > 1);
    m_all->setText(tr("Send all %n again, oldest first…", nullptr, static_cast<int>(again)));
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
    card->body()->addWidget(wrappedLabel(Words::happened(item.action)));
    card->body()->addWidget(secondaryLabel(Words::canBeDone(item)));
    if (Words::didNotHappen(item))
        for (const engine::StepWords& words : item.words) addWords(*card, words);
    if (item.force) card->body()->addWidget(secondaryLabel(forceText(*item.force, m_session.now())));
    auto* buttons = new FlowLayout;
    const Hash id = item.action.id;
    auto* again = new QPushButton(tr("Send again…"));
    again->setObjectName(QStringLiteral("sendAgain"));
    auto* drop = new QPushButton(item.action.finality.stage == engine::Finality::Waiting ? tr("Cancel it")
                                                                                         : tr("Let it go"));
    drop->setObjectName(QStringLiteral("drop"));
    for (QPushButton* button : {again, drop}) {
        button->setAutoDefault(false);
        button->setAccessibleDescription(historyText(item.action, m_session.symbol()));
        buttons->addWidget(button);
    }
    auto* force = new QPushButton(tr("Send over the main chain"));
    force->setObjectName(QStringLiteral("force"));
    force->setAutoDefault(false);
    force->setAccessibleDescription(historyText(item.action, m_session.symbol()));
    const bool canForce = item.force && !item.force->isForced && m_session.now() >= item.force->from;
    force->setVisible(canForce);
    buttons->addWidget(force);
    connect(force, &QPushButton::clicked, this, [this, force, id] { sendOverMainChain(id, force); });
    again->setVisible(item.canResend);
    drop->setVisible(item.canDrop);
    card->body()->addLayout(buttons);
    connect(again, &QPushButton::clicked, this, [this, again, id] {
        const QPointer<OutboxDialog> self(this);
        m_actions.resend(id, again, [self](const engine::Sent&) {
            if (self) self->reload();
        });
    });
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

void OutboxDialog::sendOverMainChain(const Hash& action, QWidget* button)
{
    button->setEnabled(false); // until the answer: once is enough
    m_bridge.send(engine::ForceAction{action}, this, [this](const Result<engine::ForceView>& reply) {
        const auto show = [this](Tone tone, const QString& text) {
            banners()->show(QStringLiteral("refusal"), tone, text)->setClosable();
        };
        if (!reply)
            show(Tone::Danger, reply.error().code == ErrorCode::NotSupported
                                   ? tr("This node brings nothing to the main chain for others, because it "
                                        "would have to pay there. Nothing was sent. Follow another node of "
                                        "the network, or wait.")
                                   : errorText(reply.error()));
        else
            show(reply->mayBeLate() ? Tone::Warn : Tone::Ok, forceText(*reply, m_session.now()));
        reload();
    });
}

void OutboxDialog::sendNext()
{
    if (m_again.empty()) {
        finishSending();
        return;
    }
    const Hash next = m_again.front();
    m_again.erase(m_again.begin());
    const QPointer<OutboxDialog> self(this); // it may be closed before the answer comes
    m_actions.resend(
        next, m_all,
        [self](const engine::Sent&) {
            if (!self) return;
            ++self->m_sentAgain;
            self->sendNext();
        },
        [self](const Error& error) {
            if (self) self->stopSending(error);
        },
        ActionRunner::Review::WhenItNeedsASignature);
}

void OutboxDialog::stopSending(const Error& error)
{
    m_again.clear();
    const QString before =
        m_sentAgain == 0 ? QString() : tr("%n action(s) were sent again.", nullptr, m_sentAgain) + u' ';
    banners()
        ->show(QStringLiteral("refusal"), Tone::Danger,
               before + tr("The next one was not: %1 The others wait here.").arg(errorText(error)))
        ->setClosable();
    reload();
}

void OutboxDialog::finishSending()
{
    banners()
        ->show(QStringLiteral("sent"), Tone::Ok,
               tr("%n action(s) were sent again, oldest first.", nullptr, m_sentAgain))
        ->setClosable();
    reload();
}

} // namespace stoa::ui
