// SPDX-License-Identifier: MIT
#include "ui/dialogs/earnings_form.h"

#include <QCheckBox>
#include <QCoreApplication>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/person_picker.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/earnings_text.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EarningsForm)
};

std::vector<engine::PersonView> peopleOf(const engine::WalletView& wallet)
{
    std::vector<engine::PersonView> people;
    for (const auto& action : wallet.history) people.push_back(action.with);
    for (const auto& deposit : wallet.deposits) people.push_back(deposit.with);
    return people;
}

} // namespace

ActDialog*
makeCollectForm(const FormDesk& desk, EngineBridge& bridge, const engine::EarningsView& earnings,
                std::function<void(const engine::CollectedView& collected, const QString& whom)> collected)
{
    Session& session = desk.session;
    const QString symbol = session.symbol();
    auto* form =
        new ActDialog(session, desk.actions, Words::tr("Collect what this node has earned"), desk.window);
    form->setObjectName(u"collectForm"_s);
    form->explain(
        Words::tr("The node of this computer earns the fees of the steps in its blocks, and a part of the "
                  "bond of whoever it proves wrong. The money lies at keys of the node, which are in this "
                  "data folder only: whoever loses the folder loses what is not collected."));
    auto* to = form->addPerson(Words::tr("&To"), Words::tr("Your own account unless you change it."),
                               Words::tr("Who shall get it?"), peopleOf(session.wallet()));
    if (!session.myAddress().isZero()) to->setAddress(session.myAddress());
    QCheckBox* leave = nullptr;
    if (earnings.bond > 0) {
        const QString why =
            whyBondStays(earnings, session.now(), fullTimeText(earnings.bondUntil, session.now()));
        leave = form->addTick(
            Words::tr("The &bond of %1, too").arg(amountText(earnings.bond, symbol)),
            why.isEmpty() ? Words::tr("It comes back with all that the key has on the main chain. To make "
                                      "blocks again, the node needs another one.")
                          : why);
        leave->setObjectName(u"leave"_s);
        leave->setEnabled(why.isEmpty());
    }
    const auto sum = [earnings, to, leave] {
        return sumOf(earnings, to->address().value_or(Address{}), leave && leave->isChecked());
    };
    const auto whom = [to, &session] {
        const engine::PersonView person = to->person();
        if (person.address == session.myAddress()) return Words::tr("your own account");
        return person.name.empty() ? groupedAddress(person.address)
                                   : Words::tr("%1 (%2)").arg(nameOf(person), groupedAddress(person.address));
    };
    form->require(to, [to, sum]() -> QString {
        if (!to->address()) return {};
        if (to->address()->isZero())
            return Words::tr("Nobody has the address of only zeros; what goes there would be lost.");
        return sum().all() == 0 ? Words::tr("There is nothing to collect yet.") : QString();
    });
    form->preview(Words::tr("What there is"), [earnings, symbol] {
        ActDialog::Facts facts;
        for (const auto& key : earnings.keys)
            facts.append(
                {earningsKeyText(key), Words::tr("%1, at %2", "amounts, address")
                                           .arg(earningsText(key, symbol), groupedAddress(key.address))});
        if (facts.isEmpty()) facts.append({Words::tr("At the node's keys"), Words::tr("nothing yet")});
        return facts;
    });
    form->preview(Words::tr("What happens then"), [earnings, to, sum, whom, leave, symbol] {
        const EarningsSum now = sum();
        ActDialog::Facts facts;
        if (to->address()) facts.append({Words::tr("Goes to"), whom()});
        if (now.fees > 0) {
            facts.append({Words::tr("With the next block"), amountText(now.fees, symbol)});
            facts.append(
                {Words::tr("It costs"),
                 Words::tr("%1, which is taken from the fees already").arg(amountText(now.costs, symbol))});
        }
        if (now.fromMainChain > 0)
            facts.append({Words::tr("With the next batch"), amountText(now.fromMainChain, symbol)});
        if (earnings.bond > 0)
            facts.append(
                {Words::tr("The bond"),
                 leave->isChecked()
                     ? Words::tr("comes back; this node makes no more blocks")
                     : Words::tr("%1, which stays where it is").arg(amountText(earnings.bond, symbol))});
        return facts;
    });
    form->setDeed(Words::tr("Collect"), [form, to, leave, whom, &bridge, collected = std::move(collected)] {
        engine::CollectEarnings request;
        request.to = to->address().value_or(Address{});
        request.leaves = leave && leave->isChecked();
        bridge.send(request, form, [form, whom, collected](const Result<engine::CollectedView>& reply) {
            if (!reply) return form->refuse(collectRefusalText(reply.error()));
            collected(*reply, whom());
            form->accept();
        });
    });
    form->setButtonText([sum, symbol] {
        const Amount all = sum().all();
        return all == 0 ? Words::tr("Collect") : Words::tr("Collect %1").arg(amountText(all, symbol));
    });
    return form;
}

} // namespace stoa::ui
