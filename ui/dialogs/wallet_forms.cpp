// SPDX-License-Identifier: MIT
#include "ui/dialogs/wallet_forms.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QPushButton>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/person_picker.h"
#include "ui/widgets/address.h"
#include "ui/widgets/money.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr Seconds kRecoveryDelay = 14 * kDay; // of the protocol, for every account

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WalletForms)
};

ActDialog* makeDialog(const FormDesk& desk, const QString& title, const QString& name)
{
    auto* dialog = new ActDialog(desk.session, desk.actions, title, desk.window);
    dialog->setObjectName(name);
    return dialog;
}

QString namedAddress(const engine::PersonView& person)
{
    return person.name.empty() ? groupedAddress(person.address)
                               : Words::tr("%1 (%2)").arg(nameOf(person), groupedAddress(person.address));
}

} // namespace

ActDialog* makeWithdrawForm(const FormDesk& desk, const std::vector<engine::PersonView>& known)
{
    auto* form = makeDialog(desk, Words::tr("Withdraw to the main chain"), u"withdrawForm"_s);
    const QString symbol = desk.session.symbol();
    const auto& wallet = desk.session.wallet();
    form->explain(
        Words::tr("The money leaves the sidechain. That takes time: the network checks the batch it "
                  "is in, and until that is over anybody can prove it wrong. Then you claim it here, "
                  "in one more step, and it is at the address on the main chain."));
    auto* to = form->addPerson(Words::tr("&To, on the main chain"),
                               Words::tr("Yours unless you change it. Money for an address whose key nobody "
                                         "has is lost."),
                               Words::tr("Which address on the main chain shall get it?"), known);
    to->setAddress(desk.session.myKey()); // that of the account may be in other hands
    form->require(to, [to] {
        return to->address() && to->address()->isZero()
                   ? Words::tr("Nobody has the address of only zeros; what goes there would be lost.")
                   : QString();
    });
    const Amount fee = tx::Withdraw::kFee;
    const Amount most = wallet.available > fee ? wallet.available - fee : 0;
    auto* amount = form->addAmount(
        Words::tr("A&mount"),
        wallet.isKnown ? Words::tr("%1 are available; the step costs %2.")
                             .arg(amountText(wallet.available, symbol), amountText(fee, symbol))
                       : Words::tr("The balance is not known yet."),
        false, wallet.isKnown ? most : 0);
    form->preview(Words::tr("What it means"), [amount, to, fee, symbol, &session = desk.session] {
        const auto& now = session.wallet();
        ActDialog::Facts facts;
        const Amount out = amount->amount().value_or(0);
        if (now.isKnown && out + fee <= now.available && out > 0)
            facts.append({Words::tr("Available then"), amountText(now.available - out - fee, symbol)});
        if (to->address())
            facts.append({Words::tr("Goes to"), *to->address() == session.myKey()
                                                    ? Words::tr("your own address on the main chain")
                                                    : namedAddress(to->person())});
        facts.append(
            {Words::tr("Can be claimed"),
             Words::tr("when its batch is final. The wallet says from when, as soon as it is posted")});
        facts.append(
            {Words::tr("If you never claim it"), Words::tr("It waits there for you. It does not end")});
        return facts;
    });
    form->setAct(Words::tr("Review…"), [to, amount]() -> engine::Action {
        return engine::WithdrawMoney{to->address().value_or(Address{}), amount->amount().value_or(0)};
    });
    return form;
}

ActDialog* makeGuardianForm(const FormDesk& desk, const std::vector<engine::PersonView>& known)
{
    const auto& wallet = desk.session.wallet();
    const bool hasOne = !wallet.guardian.address.isZero();
    auto* form = makeDialog(desk, Words::tr("Who helps if you lose your key?"), u"guardianForm"_s);
    form->explain(
        Words::tr("A guardian can give your account another key if you lose yours. It counts only "
                  "14 days later: until then this program warns you, and you can say no. A guardian "
                  "can never touch your money before that, so choose somebody whom you trust and "
                  "who will still be reachable, and look at the wallet at least every two weeks."));
    QCheckBox* nobody = nullptr;
    if (hasOne) {
        nobody = form->addTick(Words::tr("&Nobody: take the guardian away"));
        nobody->setObjectName(u"noGuardian"_s);
    }
    auto* who = form->addPerson(Words::tr("&Guardian"),
                                Words::tr("Tell them: in this program they open their wallet and choose "
                                          "“Help somebody…”."),
                                Words::tr("Who should be your guardian?"), known);
    if (hasOne) {
        who->setAddress(wallet.guardian.address);
        QObject::connect(nobody, &QCheckBox::toggled, who, &QWidget::setDisabled);
    }
    form->require(who, [who, me = wallet.address, before = wallet.guardian.address]() -> QString {
        if (who->address() == me)
            return Words::tr("You cannot be your own guardian: you would lose both keys.");
        return who->address() && *who->address() == before ? Words::tr("That is your guardian already.")
                                                           : QString();
    });
    const auto chosen = [who, nobody] {
        return nobody && nobody->isChecked() ? Address{} : who->address().value_or(Address{});
    };
    form->preview(Words::tr("What it means"), [chosen, who, wallet] {
        const QString before =
            wallet.guardian.address.isZero() ? Words::tr("nobody") : nameOf(wallet.guardian);
        ActDialog::Facts facts{{Words::tr("Guardian now"), before}};
        facts.append({Words::tr("Guardian then"),
                      chosen().isZero() ? Words::tr("nobody") : namedAddress(who->person())});
        if (!wallet.newKey.isZero())
            facts.append({Words::tr("The change under way"), Words::tr("It ends; your key stays")});
        return facts;
    });
    form->setAct(Words::tr("Review…"),
                 [chosen]() -> engine::Action { return engine::NameGuardian{chosen()}; });
    return form;
}

ActDialog* makeNewKeyForm(const FormDesk& desk)
{
    const auto& wallet = desk.session.wallet();
    auto* form = makeDialog(desk, Words::tr("Another key for this account"), u"newKeyForm"_s);
    form->explain(Words::tr("If somebody may have seen your recovery phrase, another key can sign for the "
                            "account instead of yours. It counts at once. Money, deposits and memberships "
                            "stay where they are."));
    form->explain(
        Words::tr("Careful: this wallet holds one key only, and can no longer sign for this account "
                  "after the change. Make the other wallet first, on another computer or in another "
                  "data folder. Then go on there: Wallet, “Another account…”, with the address of "
                  "this account: %1")
            .arg(groupedAddress(wallet.address)));
    auto* key = new AddressEdit;
    form->add(Words::tr("&Address of the other key"), key,
              Words::tr("The address that a wallet with that key shows as its own."));
    const Address signs = wallet.controller.isZero() ? wallet.address : wallet.controller;
    form->require(key, [key, signs]() -> QString {
        if (key->text().trimmed().isEmpty()) return Words::tr("Paste the address of the other key.");
        if (!key->fault().isEmpty()) return key->fault();
        return key->address() == signs ? Words::tr("This is the key that signs now.") : QString();
    });
    auto* sure = form->addTick(Words::tr("I &have that key"),
                               Words::tr("Afterwards this wallet signs nothing more for the account."));
    sure->setObjectName(u"haveKey"_s);
    form->require(sure, [sure] {
        return sure->isChecked() ? QString()
                                 : Words::tr("Tick this first: there is no way back without that key.");
    });
    form->preview(Words::tr("What it means"), [key, wallet, signs, mine = desk.session.myKey()] {
        ActDialog::Facts facts{{Words::tr("Signs now"),
                                signs == mine ? Words::tr("the key of this wallet") : groupedAddress(signs)}};
        facts.append({Words::tr("Signs then"),
                      key->address() ? groupedAddress(*key->address()) : Words::tr("not chosen yet")});
        if (!wallet.newKey.isZero())
            facts.append({Words::tr("Your guardian's change"), Words::tr("It ends")});
        return facts;
    });
    form->setAct(
        Words::tr("Change the key…"),
        [key]() -> engine::Action { return engine::HandKeyOver{key->address().value_or(Address{})}; },
        "danger");
    return form;
}

ActDialog* makeActForForm(const FormDesk& desk, EngineBridge& bridge)
{
    const auto& wallet = desk.session.wallet();
    const Address key = desk.session.myKey();
    auto* form = makeDialog(desk, Words::tr("Act for another account"), u"actForForm"_s);
    form->explain(
        Words::tr("If an account was handed over to the key of this wallet, or a guardian has given it "
                  "that key, this wallet acts for it: its money, companies and agreements."));
    auto* account = new AddressEdit;
    form->add(Words::tr("&Address of the account"), account,
              Words::tr("Not that of the key: the one that the account has had from the start."));
    const bool isElsewhere = wallet.address != key;
    QCheckBox* own = nullptr;
    if (isElsewhere) {
        own = form->addTick(Words::tr("&Back to this wallet's own account"));
        own->setObjectName(u"ownAccount"_s);
        QObject::connect(own, &QCheckBox::toggled, account, &QWidget::setDisabled);
    }
    form->require(account, [account, before = wallet.address]() -> QString {
        if (account->text().trimmed().isEmpty()) return Words::tr("Paste the address of the account.");
        if (!account->fault().isEmpty()) return account->fault();
        return account->address() == before ? Words::tr("This wallet acts for that account already.")
                                            : QString();
    });
    form->preview(Words::tr("What it means"), [wallet, key] {
        return ActDialog::Facts{{Words::tr("The account until now"), groupedAddress(wallet.address)},
                                {Words::tr("Key of this wallet"), groupedAddress(key)},
                                {Words::tr("Costs"), Words::tr("Nothing. It only changes this computer")}};
    });
    form->setDeed(Words::tr("Act for it"), [form, account, own, &bridge] {
        const bool isOwn = own && own->isChecked();
        const Address wanted = isOwn ? Address{} : account->address().value_or(Address{});
        bridge.send(engine::ActForAccount{wanted}, form, [form](const Result<std::monostate>& reply) {
            if (reply)
                form->accept();
            else if (reply.error().code == ErrorCode::WrongSigner)
                form->refuse(Words::tr("The key of this wallet does not sign for that account. Nothing has "
                                       "changed. Its owner has to hand it over first, or a guardian, whose "
                                       "change counts after 14 days."));
            else if (reply.error().code == ErrorCode::NotFound)
                form->refuse(Words::tr(
                    "The network that this program is in knows no account with that address. Nothing "
                    "has changed. If the account is in another network, join a company there first, "
                    "with an invitation link."));
            else
                form->refuse(errorText(reply.error()));
        });
    });
    return form;
}

ActDialog* makeRecoverForm(const FormDesk& desk, const std::vector<engine::PersonView>& known)
{
    auto* form = makeDialog(desk, Words::tr("Help somebody who has lost their key"), u"recoverForm"_s);
    form->explain(
        Words::tr("This works only if they have named you as their guardian. Speak with them first: "
                  "call them, or meet them. Who only writes may be somebody else."));
    auto* account =
        form->addPerson(Words::tr("&Whose account"), {}, Words::tr("Whose account is it?"), known);
    auto* key = new AddressEdit;
    form->add(
        Words::tr("Address of their &new key"), key,
        Words::tr("They make a new wallet, and tell you the address that it shows. Once the key counts, "
                  "they choose “Another account…” there."));
    form->require(key, [key, account]() -> QString {
        if (key->text().trimmed().isEmpty()) return Words::tr("Paste the address of the new key.");
        if (!key->fault().isEmpty()) return key->fault();
        return key->address() == account->address()
                   ? Words::tr("This is the account itself. The new key has another address.")
                   : QString();
    });
    form->preview(Words::tr("What it means"), [&session = desk.session] {
        const Timestamp counts = session.now() + kRecoveryDelay;
        return ActDialog::Facts{
            {Words::tr("The new key signs from"), fullTimeText(counts, session.now())},
            {Words::tr("Until then"), Words::tr("The owner is warned, and can say no")},
            {Words::tr("Their money"), Words::tr("It stays where it is; you cannot touch it")}};
    });
    form->setAct(Words::tr("Review…"), [account, key]() -> engine::Action {
        return engine::RecoverAccount{account->address().value_or(Address{}),
                                      key->address().value_or(Address{})};
    });
    return form;
}

} // namespace stoa::ui
