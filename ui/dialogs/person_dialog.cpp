// SPDX-License-Identifier: MIT
#include "ui/dialogs/person_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"

namespace stoa::ui {

PersonDialog::PersonDialog(EngineBridge& bridge, Session& session, const engine::MemberView& member,
                           QWidget* parent)
    : Dialog(member.person.isMe ? tr("You") : properNameOf(member.person), parent)
    , m_bridge(bridge)
    , m_address(member.person.address)
{
    setObjectName(QStringLiteral("person"));
    auto* facts = new FactList;
    facts->addFact(tr("Address"), new AddressLabel(m_address));
    facts->addFact(tr("Role"), roleText(member.role));
    facts->addFact(tr("Member since"), fullTimeText(member.since, session.now()));
    facts->addFact(tr("Company deposit"), amountText(member.stake, session.symbol()));
    facts->addFact(tr("Record"),
                   tr("%1, %2, %3")
                       .arg(tr("%n collaboration(s) settled", nullptr, static_cast<int>(member.settled)),
                            tr("%n dispute(s) lost", nullptr, static_cast<int>(member.lost)),
                            tr("%n time(s) late", nullptr, static_cast<int>(member.late))));
    body()->addWidget(facts);
    addCancel(tr("Close"));
    if (!member.person.isMe && !session.isReadOnly()) {
        m_name = new QLineEdit(toQt(member.person.name));
        m_name->setMaxLength(60);
        addField(body(), tr("&Name for this address"), m_name, tr("Kept on this computer only."));
        auto* send = addButton(tr("Send money…"));
        connect(send, &QPushButton::clicked, this, [this] {
            Q_EMIT moneyWanted(m_address);
            accept();
        });
        auto* keep = addButton(tr("Keep the name"), "primary");
        connect(keep, &QPushButton::clicked, this, &PersonDialog::keepName);
    }
    finish(74, 24);
}

void PersonDialog::keepName()
{
    m_bridge.send(engine::NameContact{m_address, toStd(m_name->text().simplified())}, this,
                  [this](const Result<std::monostate>& reply) {
                      if (!reply) {
                          banners()->show(QStringLiteral("name"), Tone::Danger, errorText(reply.error()));
                          return;
                      }
                      Q_EMIT named();
                      accept();
                  });
}

} // namespace stoa::ui
