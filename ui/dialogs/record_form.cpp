// SPDX-License-Identifier: MIT
// One step of a tool's record: a new one, or on to another state. What it does with money stands there before
// anybody signs.
#include "ui/dialogs/company_forms.h"

#include <algorithm>

#include <QComboBox>
#include <QCoreApplication>
#include <QPlainTextEdit>

#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/money.h"
#include "ui/words/amounts.h"
#include "ui/words/names.h"
#include "ui/words/text.h"
#include "ui/words/tool_text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct RecordWords {
    Q_DECLARE_TR_FUNCTIONS(RecordForm)
};

/// Whoever can be chosen as the assignee, nobody first.
std::vector<engine::PersonView> assigneesFor(const engine::CompanyView& company,
                                             const engine::PersonView& now)
{
    std::vector<engine::PersonView> people(1);
    for (const auto& member : company.members) people.push_back(member.person);
    const bool isThere = std::any_of(people.begin(), people.end(),
                                     [&](const auto& each) { return each.address == now.address; });
    if (!isThere) people.push_back(now);
    return people;
}

QComboBox* addAssignee(ActDialog* form, const std::vector<engine::PersonView>& people,
                       const engine::PersonView& now)
{
    QList<QPair<QString, int>> entries;
    int chosen = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const bool isNobody = people[i].address.isZero();
        if (people[i].address == now.address) chosen = static_cast<int>(i);
        entries.append({isNobody ? RecordWords::tr("Nobody") : visibleText(nameAndAddress(people[i])),
                        static_cast<int>(i)});
    }
    auto* who =
        form->addChoice(RecordWords::tr("A&ssigned to"),
                        RecordWords::tr("Whoever it is gets the money if the record is paid."), entries);
    who->setCurrentIndex(chosen);
    return who;
}

} // namespace

ActDialog* makeRecordForm(const FormDesk& desk, const engine::CompanyView& company,
                          const engine::ToolView& tool, const engine::ToolRecordView& record,
                          const engine::ToolMove& move)
{
    const bool isNew = record.id.isZero();
    const QString symbol = desk.session.symbol();
    auto* form = new ActDialog(desk.session, desk.actions,
                               isNew ? RecordWords::tr("New record")
                                     : RecordWords::tr("%1: from state %2 to state %3")
                                           .arg(toQt(record.number))
                                           .arg(move.from)
                                           .arg(move.to),
                               desk.window);
    form->setObjectName(u"recordForm"_s);
    form->explain(RecordWords::tr("The tool: %1").arg(toolName(tool)));
    if (move.money != tx::ToolMoney::None)
        form->explain(withOneStop(toolMoneyText(move, record.held, symbol) + u'.'));
    auto* text = form->addText(
        RecordWords::tr("&What it says"), RecordWords::tr("Everybody in the company can read it."), 3,
        isNew || !record.text.empty() ? RecordWords::tr("Say what the record is about.")
                                      : QString()); // a text that is not here stays
    text->setPlainText(toQt(record.text));
    AmountEdit* amount = nullptr;
    if (move.money == tx::ToolMoney::Fund) {
        amount = form->addAmount(RecordWords::tr("A&mount"),
                                 RecordWords::tr("From the treasury; now %1 can be spent without a motion.")
                                     .arg(amountText(company.spendableNow, symbol)));
        form->require(amount, [amount, company, symbol]() -> QString {
            if (amount->amount().value_or(0) <= company.spendableNow) return {};
            return RecordWords::tr("Without the members, %1 can be spent now at most.")
                .arg(amountText(company.spendableNow, symbol));
        });
    }
    const auto people = assigneesFor(company, record.assignee);
    // Who is paid has been seen by everybody before: it cannot change in the same step.
    QComboBox* who = move.money == tx::ToolMoney::Pay ? nullptr : addAssignee(form, people, record.assignee);
    const auto wanted = [amount] { return amount ? amount->amount().value_or(0) : Amount{0}; };
    form->preview(RecordWords::tr("What it means"), [company, record, move, symbol, wanted] {
        ActDialog::Facts facts{{RecordWords::tr("Its state then"), QString::number(move.to)}};
        const Amount held = move.money == tx::ToolMoney::None   ? record.held
                            : move.money == tx::ToolMoney::Fund ? record.held + wanted()
                                                                : Amount{0};
        facts.append({RecordWords::tr("The record then holds"), amountText(held, symbol)});
        if (move.money == tx::ToolMoney::Pay)
            facts.append({RecordWords::tr("Paid to"), RecordWords::tr("%1: %2", "who, amount")
                                                          .arg(visibleText(nameAndAddress(move.payee)),
                                                               amountText(move.amount, symbol))});
        if (move.money == tx::ToolMoney::Refund)
            facts.append(
                {RecordWords::tr("Treasury then"), amountText(company.treasury + move.amount, symbol)});
        if (move.money == tx::ToolMoney::Fund && wanted() <= company.treasury)
            facts.append({RecordWords::tr("Treasury then"), amountText(company.treasury - wanted(), symbol)});
        return facts;
    });
    form->setAct(RecordWords::tr("Review…"),
                 [company, tool, record, move, text, wanted, who, people]() -> engine::Action {
                     engine::PutToolRecord put{company.dac, tool.number, record.id, move.to,
                                               wanted(),    {},          {}};
                     const std::string says = toStd(text->toPlainText().trimmed());
                     if (says != toStd(toQt(record.text).trimmed()))
                         put.text = says;          // else it stays as it is
                     put.editsSeen = record.edits; // nobody's newer text is written over
                     if (who)
                         put.assignee = people[static_cast<std::size_t>(who->currentData().toInt())].address;
                     return put;
                 });
    return form;
}

} // namespace stoa::ui
