// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/wallet_page.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/dialog.h"
#include "ui/dialogs/money_dialogs.h"
#include "ui/dialogs/wallet_forms.h"
#include "ui/pages/page_list.h"
#include "ui/pages/wallet/account_key.h"
#include "ui/pages/wallet/wallet_history.h"
#include "ui/pages/wallet/withdrawals.h"
#include "ui/theme/icons.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/plurals.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {
constexpr Amount kFaucetAmount = 100 * kToken;
} // namespace

WalletPage::WalletPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_address(new AddressLabel)
    , m_available(new StatCard(tr("Available")))
    , m_locked(new StatCard(tr("Locked in deposits")))
    , m_comingIn(new StatCard(tr("Coming in")))
    , m_frozen(new StatCard(tr("Frozen by disputes")))
    , m_noDeposits(secondaryLabel(tr("Nothing is locked.")))
    , m_key(new AccountKey(context))
    , m_withdrawals(new Withdrawals(context))
    , m_history(new WalletHistory(context))
{
    const PageFrame body = makePageFrame(this, tr("Wallet"));
    m_header = body.header;
    m_banners = body.banners;
    m_faucet = m_header->addButton(tr("&Faucet"));
    m_withdraw = m_header->addButton(tr("&Withdraw…"));
    m_receive = m_header->addButton(tr("&Receive…"));
    m_send = m_header->addButton(tr("&Send…"), "primary");
    m_faucet->setToolTip(tr("Money of this computer's own network; it is worth nothing elsewhere"));
    m_faucet->setObjectName(u"faucet"_s);
    m_send->setObjectName(u"send"_s);
    m_receive->setObjectName(u"receive"_s);
    m_withdraw->setObjectName(u"withdraw"_s);
    connect(m_withdraw, &QPushButton::clicked, this, &WalletPage::withdraw);
    connect(m_send, &QPushButton::clicked, this, &WalletPage::send);
    connect(m_receive, &QPushButton::clicked, this, &WalletPage::receive);
    connect(m_faucet, &QPushButton::clicked, this, &WalletPage::useFaucet);

    auto* numbers = new TileLayout;
    for (StatCard* card : {m_available, m_locked, m_comingIn, m_frozen}) numbers->addWidget(card);
    body.column->addLayout(numbers);

    auto* account = new Card;
    auto* row = new QHBoxLayout;
    row->addWidget(captionLabel(tr("Your address")), 0);
    row->addWidget(m_address, 1);
    m_name = new QPushButton(tr("Set my &name…"));
    m_name->setObjectName(u"setName"_s);
    m_name->setAutoDefault(false);
    connect(m_name, &QPushButton::clicked, this, &WalletPage::changeName);
    row->addWidget(m_name);
    account->body()->addLayout(row);
    body.column->addWidget(account);

    buildTables();
    body.column->addWidget(wrappedLabel(tr("Deposits"), TextRole::Subtitle));
    body.column->addWidget(m_noDeposits);
    body.column->addWidget(m_depositTable);
    body.column->addWidget(m_withdrawals);
    body.column->addWidget(m_key);
    body.column->addWidget(m_history);
    body.column->addStretch(1);

    connect(&context.session, &Session::walletChanged, this,
            [this] { showWallet(m_context.session.wallet()); });
    connect(&context.session, &Session::networkChanged, this,
            [this] { showWallet(m_context.session.wallet()); });
    showWallet(context.session.wallet());
}

QString WalletPage::whatText(engine::DepositView::What what)
{
    using What = engine::DepositView::What;
    switch (what) {
    case What::Deposit: return tr("Deposit");
    case What::Reward: return tr("Reward");
    case What::ComingIn: return tr("Coming in");
    case What::Motion: return tr("Deposit of a motion");
    case What::Invitations: return tr("Gifts of invitations");
    case What::Seat: return tr("Deposit of a seat");
    }
    return {};
}

void WalletPage::buildTables()
{
    Session& session = m_context.session;
    using Deposit = engine::DepositView;
    m_deposits = new TableModel<Deposit>(
        {{tr("For"), [](const Deposit& deposit) { return toQt(deposit.title); }},
         {tr("With"),
          [](const Deposit& deposit) {
              if (deposit.collaboration.isZero()) return QString();
              return deposit.with.address.isZero() && !deposit.with.isMe ? tr("Open to any member")
                                                                         : nameOf(deposit.with);
          }},
         {tr("What"), [](const Deposit& deposit) { return whatText(deposit.what); }},
         {tr("Amount"),
          [&session](const Deposit& deposit) { return amountText(deposit.amount, session.symbol()); },
          Qt::AlignRight},
         {tr("State"),
          [](const Deposit& deposit) {
              return deposit.isFrozen                          ? tr("Frozen by a dispute")
                     : deposit.what == Deposit::What::ComingIn ? tr("Not paid yet")
                                                               : tr("Locked");
          },
          Qt::AlignLeft,
          [](const Deposit& deposit) {
              return deposit.isFrozen ? icon(u"dispute"_s, Tone::Dispute) : icon(u"lock"_s, Tone::Info);
          }},
         {tr("Next date"),
          [&session](const Deposit& deposit) {
              return deposit.returnsAt == 0 ? tr("Not known yet")
                                            : shortDateText(deposit.returnsAt, session.now());
          },
          Qt::AlignLeft,
          {},
          [&session](const Deposit& deposit) {
              return deposit.returnsAt == 0 ? QString() : fullTimeText(deposit.returnsAt, session.now());
          }}},
        [](const Deposit& deposit) {
            const QString id =
                deposit.collaboration.isZero() ? idText(deposit.dac) : idText(deposit.collaboration);
            return id + u'.' + QString::number(static_cast<int>(deposit.what));
        },
        this);
    m_depositTable = new Table(tr("Deposits"));
    m_depositTable->setModel(m_deposits);
    m_depositTable->setStretchedColumn(0);
    m_depositTable->fitRows(1, 100);
    connect(m_depositTable, &Table::rowActivated, this, [this](int row) {
        const auto& deposit = m_deposits->row(row);
        m_context.session.setCompany(deposit.dac);
        if (!deposit.collaboration.isZero())
            m_context.navigator.go(page::kCollaborations, idText(deposit.collaboration));
        else
            m_context.navigator.go(
                deposit.what == engine::DepositView::What::Invitations ? page::kHome : page::kDecisions, {});
    });
}

QString WalletPage::title() const { return tr("Wallet"); }

void WalletPage::open(const QString& object)
{
    if (object == u"send"_s) send();
    if (object == u"receive"_s) receive();
    if (object == u"withdraw"_s) withdraw();
}

void WalletPage::refresh()
{
    m_context.bridge.send(engine::ReadWallet{}, this, [this](const Result<engine::WalletView>& reply) {
        if (reply)
            showWallet(*reply);
        else
            m_banners->show(u"wallet"_s, Tone::Danger, errorText(reply.error()));
    });
}

void WalletPage::showWallet(const engine::WalletView& wallet)
{
    const Session& session = m_context.session;
    const QString symbol = session.symbol();
    const bool mayAct = wallet.exists && !session.isReadOnly();
    m_send->setEnabled(mayAct);
    m_receive->setEnabled(wallet.exists);
    m_name->setEnabled(mayAct);
    m_faucet->setVisible(session.network().mode == engine::NetworkMode::Local && mayAct);
    m_withdraw->setEnabled(mayAct);
    for (QPushButton* button : {m_send, m_name, m_withdraw})
        button->setToolTip(mayAct                 ? QString()
                           : session.isReadOnly() ? tr("This is the sample company: read-only")
                                                  : tr("Create a wallet first"));
    m_receive->setToolTip(wallet.exists ? QString() : tr("Create a wallet first"));
    if (!wallet.exists && session.isLoaded() && !session.isReadOnly()) {
        m_banners->show(u"none"_s, Tone::Info, tr("There is no wallet on this computer yet."))
            ->addAction(tr("Create one…"), [this] { m_context.navigator.go(page::kWelcome); });
    } else
        m_banners->remove(u"none"_s);
    m_header->setSubtitle(wallet.name.empty() ? QString() : tr("Known as %1").arg(toQt(wallet.name)));
    m_address->setVisible(wallet.exists);
    if (wallet.exists) m_address->setAddress(wallet.address);

    if (m_beforeFaucet && wallet.available > *m_beforeFaucet) {
        m_banners->remove(u"faucet"_s); // it has arrived
        m_beforeFaucet.reset();
    }
    if (!wallet.isKnown) {
        for (StatCard* card : {m_available, m_locked, m_comingIn, m_frozen})
            card->setValue(tr("Not known yet"), tr("Reading from the network"));
    } else {
        m_available->setValue(amountText(wallet.available, symbol),
                              tr("up to date with block %1").arg(countText(session.network().headBlock)));
        m_locked->setValue(
            amountText(wallet.lockedInDeposits, symbol),
            wallet.lockedAsStake > 0
                ? tr("and %1 as your company deposits").arg(amountText(wallet.lockedAsStake, symbol))
                : tr("in collaborations, motions, invitations and seats"));
        m_comingIn->setValue(amountText(wallet.comingIn, symbol),
                             wallet.comingInAt == 0
                                 ? tr("nothing is to be allocated to you")
                                 : tr("next on %1").arg(shortDateText(wallet.comingInAt, session.now())));
        m_frozen->setValue(amountText(wallet.frozen, symbol),
                           wallet.frozen == 0 ? tr("no dispute about your money") : tr("until the rulings"));
    }
    m_deposits->setRows(wallet.deposits);
    m_depositTable->setVisible(!wallet.deposits.empty());
    m_noDeposits->setVisible(wallet.deposits.empty());
    m_key->showWallet(wallet);
    m_withdrawals->refresh();
    m_history->refresh();
}

void WalletPage::send()
{
    if (!m_send->isEnabled()) return;
    auto* dialog = new SendDialog(m_context.bridge, m_context.session, m_context.actions, window());
    connect(dialog, &SendDialog::sent, this, &WalletPage::refresh);
    dialog->open();
}

void WalletPage::receive()
{
    if (m_receive->isEnabled()) (new ReceiveDialog(m_context.session, window()))->open();
}

void WalletPage::withdraw()
{
    if (!m_withdraw->isEnabled()) return;
    auto* form = makeWithdrawForm({m_context.session, m_context.actions, window()},
                                  knownPeople(m_context.session.wallet()));
    connect(form, &ActDialog::sent, this, &WalletPage::refresh);
    form->begin();
}

void WalletPage::useFaucet()
{
    m_faucet->setEnabled(false);
    m_context.bridge.send(
        engine::UseFaucet{m_context.session.myAddress(), kFaucetAmount}, this,
        [this, before = m_context.session.wallet().available](const Result<std::monostate>& reply) {
            m_faucet->setEnabled(true);
            m_beforeFaucet.reset();
            if (reply) {
                m_beforeFaucet = before;
                m_banners
                    ->show(u"faucet"_s, Tone::Ok,
                           tr("%1 are on their way from the main chain.")
                               .arg(amountText(kFaucetAmount, m_context.session.symbol())))
                    ->setClosable();
            } else {
                m_banners->show(u"faucet"_s, Tone::Danger, errorText(reply.error()))->setClosable();
            }
            refresh();
        });
}

void WalletPage::changeName()
{
    auto* dialog = new Dialog(tr("What should others call you?"), window());
    dialog->body()->addWidget(
        wrappedLabel(tr("The name is published for your address; everybody on the network can "
                        "see that the two belong together.")));
    auto* field = new QLineEdit(toQt(m_context.session.wallet().name));
    field->setMaxLength(60);
    addField(dialog->body(), tr("&Name"), field);
    dialog->addCancel();
    auto* publish = dialog->addButton(tr("Publish my name…"), "primary");
    connect(publish, &QPushButton::clicked, dialog, [this, dialog, field, publish] {
        m_context.actions.run(engine::SetProfileName{toStd(field->text().simplified())}, publish,
                              [this, dialog](const engine::Sent&) {
                                  dialog->accept();
                                  refresh();
                              });
    });
    dialog->finish(60, 18);
    dialog->open();
    field->setFocus();
}

} // namespace stoa::ui
