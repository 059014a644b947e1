// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/account_key.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/wallet_forms.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

std::vector<engine::PersonView> knownPeople(const engine::WalletView& wallet)
{
    std::vector<engine::PersonView> people;
    for (const auto& action : wallet.history) people.push_back(action.with);
    for (const auto& deposit : wallet.deposits) people.push_back(deposit.with);
    if (!wallet.guardian.address.isZero()) people.push_back(wallet.guardian);
    return people;
}

AccountKey::AccountKey(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_setGuardian(new QPushButton(tr("&Guardian…")))
    , m_setKey(new QPushButton(tr("Another &key…")))
    , m_actFor(new QPushButton(tr("An&other account…")))
    , m_help(new QPushButton(tr("&Help somebody…")))
    , m_keep(new QPushButton(tr("Keep m&y key…")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("Your key, and who helps if you lose it"));
    auto* facts = new FactList;
    m_key = facts->addFact(tr("Signs for you"), QString());
    m_guardian = facts->addFact(tr("Guardian"), QString());
    m_change = facts->addFact(tr("Change under way"), QString());
    card->body()->addWidget(facts);
    auto* buttons = new FlowLayout;
    const std::pair<QPushButton*, QString> all[] = {{m_keep, u"keepKey"_s},
                                                    {m_setGuardian, u"setGuardian"_s},
                                                    {m_setKey, u"setKey"_s},
                                                    {m_actFor, u"actFor"_s},
                                                    {m_help, u"helpSomebody"_s}};
    for (const auto& [button, name] : all) {
        button->setObjectName(name);
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_keep->setProperty("kind", QByteArray("primary"));
    card->body()->addLayout(buttons);
    column->addWidget(card);

    const auto desk = [this] { return FormDesk{m_context.session, m_context.actions, window()}; };
    // Names that only the company knows are asked for first: whom else would one choose?
    const auto withPeople = [this](const std::function<void(const std::vector<engine::PersonView>&)>& open) {
        if (!m_context.session.hasCompany()) {
            open(known());
            return;
        }
        m_context.bridge.send(engine::ReadCompany{m_context.session.company()}, this,
                              [this, open](const Result<engine::CompanyView>& company) {
                                  auto people = known();
                                  if (company)
                                      for (const auto& member : company->members)
                                          people.push_back(member.person);
                                  open(people);
                              });
    };
    connect(m_setGuardian, &QPushButton::clicked, this, [desk, withPeople] {
        withPeople([desk](const auto& people) { makeGuardianForm(desk(), people)->begin(); });
    });
    connect(m_setKey, &QPushButton::clicked, this, [desk] { makeNewKeyForm(desk())->begin(); });
    connect(m_actFor, &QPushButton::clicked, this,
            [this, desk] { makeActForForm(desk(), m_context.bridge)->begin(); });
    connect(m_help, &QPushButton::clicked, this, [desk, withPeople] {
        withPeople([desk](const auto& people) { makeRecoverForm(desk(), people)->begin(); });
    });
    connect(m_keep, &QPushButton::clicked, this, &AccountKey::keepKey);
}

std::vector<engine::PersonView> AccountKey::known() const { return knownPeople(m_context.session.wallet()); }

void AccountKey::keepKey()
{
    m_context.actions.run(engine::RecoverAccount{m_context.session.myAddress(), {}}, m_keep);
}

void AccountKey::showWallet(const engine::WalletView& wallet)
{
    setVisible(wallet.exists);
    const bool isChanging = !wallet.newKey.isZero();
    const Address signs = wallet.controller.isZero() ? wallet.address : wallet.controller;
    const Address key = wallet.key.isZero() ? wallet.address : wallet.key;
    m_key->setText(!wallet.isKnown ? tr("Not known yet")
                   : signs != key
                       ? tr("another key, %1. This wallet cannot sign for the account any more. Go on "
                            "with the wallet that has that key: there, choose “Another account…”")
                             .arg(groupedAddress(signs))
                   : key == wallet.address ? tr("the key of this wallet")
                                           : tr("the key of this wallet, %1, which acts for the account %2")
                                                 .arg(groupedAddress(key), groupedAddress(wallet.address)));
    m_guardian->setText(!wallet.isKnown ? tr("Not known yet")
                        : wallet.guardian.address.isZero()
                            ? tr("nobody. If you lose this computer and the recovery phrase, nobody can help")
                            : nameOf(wallet.guardian));
    m_guardian->setToolTip(wallet.guardian.address.isZero() ? QString()
                                                            : groupedAddress(wallet.guardian.address));
    m_change->parentWidget()->setVisible(isChanging);
    if (isChanging)
        m_change->setText(
            wallet.newKey == wallet.address
                ? tr("Your guardian gives the account its own key back. It counts %1")
                      .arg(fullTimeText(wallet.newKeyCounts, m_context.session.now()))
                : tr("Your guardian has named the key %1. It signs for you from %2 on, and yours no more")
                      .arg(groupedAddress(wallet.newKey),
                           fullTimeText(wallet.newKeyCounts, m_context.session.now())));
    m_keep->setVisible(isChanging);
    const bool mayAct = !m_context.session.isReadOnly() && wallet.isKnown;
    for (QPushButton* button : {m_setGuardian, m_setKey, m_actFor, m_help, m_keep}) {
        button->setEnabled(mayAct);
        button->setToolTip(mayAct                           ? QString()
                           : m_context.session.isReadOnly() ? tr("This is the sample company: read-only")
                                                            : tr("The network has not answered yet"));
    }
}

} // namespace stoa::ui
