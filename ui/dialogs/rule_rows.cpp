// SPDX-License-Identifier: MIT
#include "ui/dialogs/rule_rows.h"

#include <algorithm>
#include <set>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"

namespace stoa::ui {

namespace {
constexpr int kMostRules = 32;
constexpr int kRoles = 4;
} // namespace

RuleRows::RuleRows(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    column->addLayout(m_column);
    auto* add = new QPushButton(tr("Add a rule"));
    add->setObjectName(QStringLiteral("addRule"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        if (count() < kMostRules) addRow();
    });
    column->addWidget(add, 0, Qt::AlignLeft);
    setFocusProxy(add);
    addRow();
}

void RuleRows::setStates(int count)
{
    m_states = count;
    for (const Row& row : m_rows) fillStates(row);
}

void RuleRows::fillStates(const Row& row) const
{
    for (QComboBox* box : {row.from, row.to}) {
        const QSignalBlocker blocker(box);
        const int before = box->currentData().isValid() ? box->currentData().toInt() : -1;
        box->clear();
        if (box == row.from) box->addItem(tr("a new record"), 0);
        for (int state = 1; state <= m_states; ++state) box->addItem(tr("state %1").arg(state), state);
        box->setCurrentIndex(std::max(0, box->findData(before)));
    }
}

void RuleRows::addRow()
{
    auto* card = new Card;
    Row row{card, new QComboBox, new QComboBox, {}, new QComboBox};
    const int number = count() + 1;
    auto* states = new FlowLayout;
    states->addWidget(textLabel(tr("From")));
    row.from->setAccessibleName(tr("Rule %1: from").arg(number));
    states->addWidget(row.from);
    states->addWidget(textLabel(tr("to")));
    row.to->setAccessibleName(tr("Rule %1: to").arg(number));
    states->addWidget(row.to);
    row.money->addItem(tr("no money moves"), static_cast<int>(tx::ToolMoney::None));
    row.money->addItem(tr("money goes from the treasury into the record"),
                       static_cast<int>(tx::ToolMoney::Fund));
    row.money->addItem(tr("all that it holds goes to its assignee"), static_cast<int>(tx::ToolMoney::Pay));
    row.money->addItem(tr("all that it holds goes back to the treasury"),
                       static_cast<int>(tx::ToolMoney::Refund));
    row.money->setAccessibleName(tr("Rule %1: money").arg(number));
    states->addWidget(row.money);
    card->body()->addLayout(states);
    auto* who = new FlowLayout;
    who->addWidget(textLabel(tr("By")));
    const QString names[] = {tr("members"),  tr("arbitrators"), tr("officers"),
                             tr("founders"), tr("its author"),  tr("its assignee")};
    for (const QString& name : names) {
        auto* box = new QCheckBox(name);
        box->setAccessibleName(tr("Rule %1: by %2").arg(number).arg(name));
        row.who << box;
        who->addWidget(box);
    }
    card->body()->addLayout(who);
    if (number > 1) {
        auto* remove = new QPushButton(tr("Remove this rule"));
        remove->setAutoDefault(false);
        remove->setProperty("kind", QByteArray("quiet"));
        remove->setAccessibleName(tr("Remove rule %1").arg(number));
        connect(remove, &QPushButton::clicked, this, [this, card] {
            m_rows.removeIf([card](const Row& each) { return each.widget == card; });
            card->hide();
            card->deleteLater();
            Q_EMIT changed();
        });
        card->body()->addWidget(remove, 0, Qt::AlignLeft);
    }
    for (QComboBox* box : {row.from, row.to, row.money})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleRows::changed);
    for (QCheckBox* box : row.who) connect(box, &QCheckBox::toggled, this, &RuleRows::changed);
    fillStates(row);
    m_rows << row;
    m_column->addWidget(card);
    Q_EMIT changed();
}

tx::ToolRules RuleRows::rules() const
{
    tx::ToolRules rules;
    std::size_t at = 0;
    for (const Row& row : m_rows) {
        std::uint8_t roles = 0;
        for (int i = 0; i < kRoles; ++i)
            if (row.who.at(i)->isChecked()) roles = static_cast<std::uint8_t>(roles | (1U << (i + 1)));
        std::uint8_t who = 0;
        if (row.who.at(kRoles)->isChecked()) who |= tx::kByAuthor;
        if (row.who.at(kRoles + 1)->isChecked()) who |= tx::kByAssignee;
        rules.bytes[at++] =
            static_cast<std::uint8_t>(row.from->currentData().toInt() << 4 | row.to->currentData().toInt());
        rules.bytes[at++] = roles;
        rules.bytes[at++] = who;
        rules.bytes[at++] = static_cast<std::uint8_t>(row.money->currentData().toInt());
    }
    return rules;
}

bool RuleRows::movesMoney() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return row.money->currentIndex() != 0; });
}

QString RuleRows::fault() const
{
    std::set<std::pair<int, int>> seen;
    bool canBegin = false;
    int number = 0;
    for (const Row& row : m_rows) {
        ++number;
        const auto way = std::pair{row.from->currentData().toInt(), row.to->currentData().toInt()};
        if (std::none_of(row.who.begin(), row.who.end(),
                         [](const QCheckBox* box) { return box->isChecked(); }))
            return tr("Say who may follow rule %1.").arg(number);
        if (!seen.insert(way).second)
            return tr("Rule %1 goes from and to the same states as an earlier one.").arg(number);
        const bool isBegin = way.first == 0;
        if (isBegin && (row.who.at(kRoles)->isChecked() || row.who.at(kRoles + 1)->isChecked()))
            return tr("Rule %1 makes new records, which have no author and no assignee yet: choose roles.")
                .arg(number);
        if (isBegin && row.money->currentData().toInt() > static_cast<int>(tx::ToolMoney::Fund))
            return tr("Rule %1 makes new records, which hold no money yet that could be paid.").arg(number);
        if (isPaidByAssigneeOnly(row))
            return tr("Rule %1 pays the assignee, and nobody pays themselves: say who else may follow it.")
                .arg(number);
        canBegin = canBegin || isBegin;
    }
    if (!canBegin) return tr("One rule has to make new records, or there will never be any.");
    const int kept = stateThatKeepsMoney();
    if (kept == 0) return {};
    return tr("Money in state %1 could be lost for ever: add a rule by which a role (members, arbitrators, "
              "officers or founders) returns it to the treasury from there.")
        .arg(kept);
}

bool RuleRows::isPaidByAssigneeOnly(const Row& row)
{
    const auto checked =
        std::count_if(row.who.begin(), row.who.end(), [](const QCheckBox* box) { return box->isChecked(); });
    return row.money->currentData().toInt() == static_cast<int>(tx::ToolMoney::Pay) && checked == 1 &&
           row.who.at(kRoles + 1)->isChecked();
}

int RuleRows::stateThatKeepsMoney() const
{
    std::set<int> holding;
    std::set<int> safe;
    for (int round = 0; round <= m_states; ++round) {
        for (const Row& row : m_rows) {
            const auto money = static_cast<tx::ToolMoney>(row.money->currentData().toInt());
            const int from = row.from->currentData().toInt();
            const int to = row.to->currentData().toInt();
            const bool isFree = money == tx::ToolMoney::None;
            if (money == tx::ToolMoney::Fund || (isFree && holding.contains(from))) holding.insert(to);
            const bool isByRole = std::any_of(row.who.begin(), row.who.begin() + kRoles,
                                              [](const QCheckBox* box) { return box->isChecked(); });
            if (isByRole && (money == tx::ToolMoney::Refund || (isFree && safe.contains(to))))
                safe.insert(from);
        }
    }
    for (const int state : holding)
        if (!safe.contains(state)) return state;
    return 0;
}

} // namespace stoa::ui
