// SPDX-License-Identifier: MIT
// A new tool for a company: what it is, and the table of what its records may become, row by row.
#include "ui/dialogs/company_forms.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QSpinBox>

#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/rule_rows.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ToolForm)
};

} // namespace

ActDialog* makeToolForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form = new ActDialog(desk.session, desk.actions, Words::tr("Add a tool"), desk.window);
    form->setObjectName(u"toolForm"_s);
    form->explain(Words::tr(
        "A tool keeps records, such as applications for a grant. Every record stands in a state. The table "
        "says who may move it from which state to which, and whether money of the treasury moves with it. "
        "The table cannot be changed later: add another tool, and remove this one."));
    auto* manifest = form->addText(
        Words::tr("&What it is"),
        Words::tr("The first line is its name. The states can be named here: “1 applied, 2 granted”."), 4,
        Words::tr("Say what the tool is for."));
    auto* states = new QSpinBox;
    states->setRange(1, 15);
    states->setValue(2);
    form->add(Words::tr("How many &states a record can have"), states, {});
    auto* rules = new RuleRows;
    form->add(Words::tr("&Rules"), rules);
    QObject::connect(states, &QSpinBox::valueChanged, rules, &RuleRows::setStates);
    rules->setStates(states->value());
    QObject::connect(rules, &RuleRows::changed, form, &ActDialog::refresh);
    form->require(rules, [rules] { return rules->fault(); });
    form->addDecision(
        company,
        [company] {
            const bool may =
                (company.iMay & (std::uint64_t{1} << static_cast<unsigned>(tx::Permission::Amend))) != 0;
            return may ? QString() : Words::tr("Your role may not add tools by itself.");
        },
        [rules] { return rules->movesMoney(); });
    form->preview(Words::tr("What it means"), [rules] {
        return ActDialog::Facts{
            {Words::tr("Money"), rules->movesMoney()
                                     ? Words::tr("Its records can take money out of the treasury and pay it. "
                                                 "Whoever a rule names decides about that, without a motion")
                                     : Words::tr("It moves none")}};
    });
    form->setAct(Words::tr("Review…"), [form, company, manifest, states, rules]() -> engine::Action {
        return engine::AddTool{company.dac, toStd(manifest->toPlainText().trimmed()),
                               static_cast<std::uint8_t>(states->value()), rules->rules(), form->isMotion()};
    });
    return form;
}

} // namespace stoa::ui
