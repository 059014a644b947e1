// SPDX-License-Identifier: MIT
#include "ui/dialogs/money_dialogs.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/money.h"
#include "ui/widgets/qr_view.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"

namespace stoa::ui {

bool looksAlike(const Address& a, const Address& b)
{
    return a != b && a[0] == b[0] && a[1] == b[1] && a[18] == b[18] && a[19] == b[19];
}

SendDialog::SendDialog(EngineBridge& bridge, Session& session, ActionRunner& actions, QWidget* parent)
    : Dialog(tr("Send money"), parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_actions(actions)
    , m_known(new QComboBox)
    , m_to(new AddressEdit)
    , m_toFault(captionLabel({}))
    , m_amount(new AmountEdit(session.symbol()))
    , m_amountFault(captionLabel({}))
    , m_review(nullptr)
{
    setObjectName(QStringLiteral("send"));
    m_known->addItem(tr("Somebody else"));
    addField(body(), tr("&Known person"), m_known);
    addField(body(), tr("&Address"), m_to, tr("Paste the whole address. It is checked while you type."));
    body()->addWidget(m_toFault);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_amount, 1);
    auto* all = new QPushButton(tr("A&ll"));
    all->setAutoDefault(false);
    all->setToolTip(tr("Everything that is available, less the fee"));
    layout->addWidget(all);
    row->setFocusProxy(m_amount);
    m_amount->setMaximum(session.wallet().available);
    addField(body(), tr("A&mount"), row,
             session.wallet().isKnown
                 ? tr("%1 are available.").arg(amountText(session.wallet().available, session.symbol()))
                 : tr("The balance is not known yet."));
    body()->addWidget(m_amountFault);
    addCancel();
    m_review = addButton(tr("Review…"), "primary");
    m_review->setObjectName(QStringLiteral("review"));

    connect(all, &QPushButton::clicked, this, [this] {
        const Amount available = m_session.wallet().available;
        m_amount->setAmount(available > tx::Transfer::kFee ? available - tx::Transfer::kFee : 0);
    });
    connect(m_known, &QComboBox::activated, this, [this](int index) {
        if (index > 0) m_to->setAddress(m_people[static_cast<std::size_t>(index - 1)].address);
    });
    connect(m_to, &AddressEdit::addressChanged, this, &SendDialog::checkAddress);
    connect(m_amount, &AmountEdit::amountChanged, this,
            [this] { m_amountFault->setText(m_amount->fault()); });
    connect(m_review, &QPushButton::clicked, this, &SendDialog::review);

    std::vector<engine::PersonView> people;
    for (const auto& action : session.wallet().history) people.push_back(action.with);
    for (const auto& deposit : session.wallet().deposits) people.push_back(deposit.with);
    addPeople(people);
    if (session.hasCompany())
        m_bridge.send(engine::ReadCompany{session.company()}, this,
                      [this](const Result<engine::CompanyView>& company) {
                          if (!company) return;
                          std::vector<engine::PersonView> members;
                          for (const auto& member : company->members) members.push_back(member.person);
                          addPeople(members);
                      });
    finish(70, 28);
    m_to->setFocus();
}

void SendDialog::setRecipient(const Address& address) { m_to->setAddress(address); }

void SendDialog::addPeople(const std::vector<engine::PersonView>& people)
{
    for (const auto& person : people) {
        if (person.isMe || person.address.isZero()) continue;
        const bool isKnown = std::any_of(m_people.begin(), m_people.end(),
                                         [&](const auto& each) { return each.address == person.address; });
        if (isKnown) continue;
        m_people.push_back(person);
        m_known->addItem(person.name.empty()
                             ? shortAddress(person.address)
                             : tr("%1 — %2").arg(nameOf(person), shortAddress(person.address)));
    }
}

void SendDialog::checkAddress()
{
    m_toFault->setText(m_to->fault());
    banners()->remove(QStringLiteral("address"));
    const auto address = m_to->address();
    int chosen = 0;
    if (address) {
        for (std::size_t i = 0; i < m_people.size(); ++i) {
            if (m_people[i].address == *address) chosen = static_cast<int>(i) + 1;
            if (!looksAlike(m_people[i].address, *address)) continue;
            auto* banner = banners()->show(
                QStringLiteral("address"), Tone::Danger,
                tr("This is not the address of %1. It starts and ends the same, but differs in the middle. "
                   "Somebody "
                   "may have sent you a tiny payment so that you copy the wrong one. Known: %2")
                    .arg(nameOf(m_people[i]), groupedAddress(m_people[i].address)));
            const Address known = m_people[i].address;
            banner->addAction(tr("Use the known one"), [this, known] { m_to->setAddress(known); });
        }
        if (*address == m_session.myAddress())
            banners()->show(QStringLiteral("address"), Tone::Warn, tr("This is your own address."));
    }
    m_known->setCurrentIndex(chosen);
}

void SendDialog::review()
{
    const auto to = m_to->address();
    if (!to) {
        m_toFault->setText(m_to->text().isEmpty() ? tr("Whom should the money go to?") : m_to->fault());
        m_to->setFocus();
        return;
    }
    const auto amount = m_amount->amount();
    if (!amount || *amount == 0 || !m_amount->fault().isEmpty()) {
        m_amountFault->setText(m_amount->fault().isEmpty() ? tr("How much should be sent?")
                                                           : m_amount->fault());
        m_amount->setFocus();
        return;
    }
    m_actions.run(engine::SendMoney{*to, *amount}, m_review, [this](const engine::Sent&) {
        Q_EMIT sent();
        accept();
    });
}

ReceiveDialog::ReceiveDialog(Session& session, QWidget* parent)
    : Dialog(tr("Receive money"), parent)
{
    setObjectName(QStringLiteral("receive"));
    body()->addWidget(wrappedLabel(tr("This is your address. Give it to whoever wants to send you money.")));
    const QString address = addressText(session.myAddress());
    auto* row = new QHBoxLayout;
    row->setSpacing(24);
    row->addWidget(new QrView(address, tr("your address, %1").arg(groupedAddress(session.myAddress()))), 0,
                   Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->addWidget(new AddressLabel(session.myAddress()));
    column->addWidget(captionLabel(tr("After pasting it, compare the first and the last two groups.")));
    column->addStretch(1);
    row->addLayout(column, 1);
    body()->addLayout(row);
    body()->addWidget(
        captionLabel(tr("Network: %1. Money that is sent on another network does not arrive here.")
                         .arg(toQt(session.network().name))));
    addCancel(tr("Close"));
    finish(80, 30);
}

} // namespace stoa::ui
