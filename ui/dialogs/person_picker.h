// SPDX-License-Identifier: MIT
// Somebody, chosen among those whom this computer knows or given by address. Warns of an address that only
// looks like a known one.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/engine/views.h"

class QComboBox;
class QLabel;

namespace stoa::ui {

class AddressEdit;

class PersonPicker : public QWidget {
    Q_OBJECT

public:
    explicit PersonPicker(QWidget* parent = nullptr);

    /// Those without an address, and me, are left out.
    void addPeople(const std::vector<engine::PersonView>& people);
    void setAddress(const Address& address);
    /// Absent while it is empty or wrong.
    std::optional<Address> address() const;
    /// As they are known here; only the address if they are not.
    engine::PersonView person() const;
    /// The sentence about what is wrong; empty if nothing is, or nothing was typed.
    QString fault() const;

private:
    void showAddress();

    std::vector<engine::PersonView> m_people;
    QComboBox* m_known;
    AddressEdit* m_address;
    QLabel* m_warning;
};

} // namespace stoa::ui
