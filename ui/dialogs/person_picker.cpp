// SPDX-License-Identifier: MIT
#include "ui/dialogs/person_picker.h"

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/dialogs/money_dialogs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/address.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/names.h"

namespace stoa::ui {

PersonPicker::PersonPicker(QWidget* parent)
    : QWidget(parent)
    , m_known(new QComboBox)
    , m_address(new AddressEdit)
    , m_warning(captionLabel({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    // Long names must not make the form wider than the screen.
    m_known->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_known->setMinimumContentsLength(20);
    m_known->addItem(tr("Somebody with this address:"));
    column->addWidget(m_known);
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(tr("Paste the whole address"));
    column->addWidget(m_address);
    m_warning->hide();
    column->addWidget(m_warning);
    setFocusProxy(m_known);
    connect(m_known, &QComboBox::activated, this, [this](int index) {
        if (index > 0) m_address->setAddress(m_people[static_cast<std::size_t>(index - 1)].address);
    });
    connect(m_address, &AddressEdit::addressChanged, this, &PersonPicker::showAddress);
}

void PersonPicker::addPeople(const std::vector<engine::PersonView>& people)
{
    for (const auto& person : people) {
        if (person.isMe || person.address.isZero() || !person.company.isZero()) continue;
        const bool isKnown = std::any_of(m_people.begin(), m_people.end(),
                                         [&](const auto& each) { return each.address == person.address; });
        if (isKnown) continue;
        m_people.push_back(person);
        m_known->addItem(person.name.empty()
                             ? shortAddress(person.address)
                             : tr("%1 — %2").arg(nameOf(person), shortAddress(person.address)));
    }
}

void PersonPicker::setAddress(const Address& address) { m_address->setAddress(address); }

std::optional<Address> PersonPicker::address() const { return m_address->address(); }

engine::PersonView PersonPicker::person() const
{
    engine::PersonView found;
    found.address = address().value_or(Address{});
    for (const auto& each : m_people)
        if (each.address == found.address) found = each;
    return found;
}

QString PersonPicker::fault() const { return m_address->fault(); }

void PersonPicker::showAddress()
{
    int chosen = 0;
    QString warning;
    if (const auto address = m_address->address())
        for (std::size_t i = 0; i < m_people.size(); ++i) {
            if (m_people[i].address == *address) chosen = static_cast<int>(i) + 1;
            if (looksAlike(m_people[i].address, *address))
                warning = tr("This is not the address of %1: it starts and ends the same, but differs in the "
                             "middle. Compare all of it.")
                              .arg(nameOf(m_people[i]));
        }
    m_known->setCurrentIndex(chosen);
    QPalette red = m_warning->palette();
    red.setColor(QPalette::WindowText, tokensOf(this).danger);
    m_warning->setPalette(red);
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
}

} // namespace stoa::ui
