// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/withdrawals.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using State = engine::WithdrawalView::State;

namespace {
constexpr std::size_t kMostClaimed = 5; ///< those that are over; all of them stand in the history
} // namespace

Withdrawals::Withdrawals(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_banners(new BannerArea)
    , m_rows(new RowList)
{
    setObjectName(u"withdrawals"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(wrappedLabel(tr("Withdrawn to the main chain"), TextRole::Subtitle));
    column->addWidget(m_banners);
    column->addWidget(m_rows);
    hide();
}

void Withdrawals::refresh()
{
    m_context.bridge.send(engine::ReadWithdrawals{}, this,
                          [this](const Result<std::vector<engine::WithdrawalView>>& reply) {
                              if (reply) showAll(*reply);
                              // Without a wallet there is nothing to list; else the page says what is wrong.
                          });
}

void Withdrawals::showAll(const std::vector<engine::WithdrawalView>& all)
{
    const Timestamp now = m_context.session.now();
    std::vector<const engine::WithdrawalView*> shown;
    std::size_t claimed = 0;
    for (const auto& each : all)
        if (each.state != State::Claimed || claimed++ < kMostClaimed) shown.push_back(&each);
    QStringList words;
    for (const auto* each : shown) {
        const WithdrawalText text = withdrawalText(*each, now);
        words << idText(each->action) << text.chip << text.next;
    }
    setVisible(!shown.empty());
    m_rows->setRows(words, [&](QVBoxLayout* column) {
        for (const auto* each : shown) column->addWidget(makeRow(*each));
    });
}

QWidget* Withdrawals::makeRow(const engine::WithdrawalView& view)
{
    const auto& session = m_context.session;
    const QString amount = amountText(view.amount, session.symbol());
    const WithdrawalText text = withdrawalText(view, session.now());
    const bool isMine = view.to == session.myKey();
    const QString what =
        isMine ? tr("%1 to your own address").arg(amount) : tr("%1 to %2").arg(amount, shortAddress(view.to));
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    auto* title = wrappedLabel(what, TextRole::Strong);
    title->setToolTip(groupedAddress(view.to));
    head->addWidget(title, 1);
    const auto looks = [&]() -> std::pair<QString, Tone> {
        switch (view.state) {
        case State::NotTaken: return {u"warning"_s, Tone::Warn};
        case State::Waiting: return {u"hourglass"_s, Tone::Info};
        case State::Ready: return {u"download"_s, Tone::Accent};
        case State::Claimed: return {u"check"_s, Tone::Ok};
        }
        return {};
    }();
    head->addWidget(new StateChip(text.chip, looks.first, looks.second), 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(captionLabel(tr("Signed %1").arg(fullTimeText(view.time, session.now()))));
    column->addWidget(wrappedLabel(text.next));
    row->addLayout(column, 1);
    if (view.state == State::Ready) {
        auto* button = new QPushButton(tr("Claim %1").arg(amount));
        button->setProperty("kind", QByteArray("primary"));
        button->setAutoDefault(false);
        button->setObjectName(u"claim-"_s + idText(view.action));
        button->setAccessibleDescription(what);
        button->setEnabled(!session.isReadOnly());
        connect(button, &QPushButton::clicked, this, [this, view, button] { claim(view, button); });
        row->addWidget(button, 0, Qt::AlignVCenter);
    }
    card->body()->addLayout(row);
    return card;
}

void Withdrawals::claim(const engine::WithdrawalView& view, QPushButton* button)
{
    button->setEnabled(false); // until the answer; then the row is made anew, or can be tried again
    const QString amount = amountText(view.amount, m_context.session.symbol());
    m_context.bridge.send(
        engine::ClaimWithdrawal{view.action}, this,
        [this, amount, to = view.to,
         button = QPointer<QPushButton>(button)](const Result<std::monostate>& reply) {
            if (button) button->setEnabled(true);
            const auto show = [this](Tone tone, const QString& text) {
                m_banners->show(u"claim"_s, tone, text)->setClosable();
            };
            if (reply)
                show(Tone::Ok,
                     tr("%1 are claimed. They are at %2 on the main chain.").arg(amount, groupedAddress(to)));
            else
                show(Tone::Danger, errorText(reply.error()));
            refresh();
        });
}

} // namespace stoa::ui
