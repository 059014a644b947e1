// SPDX-License-Identifier: MIT
#include "ui/dialogs/company_forms.h"

#include <algorithm>

#include <QComboBox>
#include <QCoreApplication>
#include <QPlainTextEdit>

#include "ui/bridge/convert.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/person_picker.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/money.h"
#include "ui/words/act_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CompanyForms)
};

bool may(const engine::CompanyView& company, tx::Permission permission)
{
    return (company.iMay & (std::uint64_t{1} << static_cast<unsigned>(permission))) != 0;
}

std::vector<engine::PersonView> peopleOf(const engine::CompanyView& company)
{
    std::vector<engine::PersonView> people;
    for (const auto& member : company.members) people.push_back(member.person);
    return people;
}

ActDialog* makeDialog(const FormDesk& desk, const QString& title, const QString& name)
{
    auto* dialog = new ActDialog(desk.session, desk.actions, title, desk.window);
    dialog->setObjectName(name);
    return dialog;
}

/// "1 310.50 MTS available", or that it is not known.
QString availableText(const Session& session)
{
    return session.wallet().isKnown ? Words::tr("%1 are available to you.")
                                          .arg(amountText(session.wallet().available, session.symbol()))
                                    : Words::tr("The balance is not known yet.");
}

} // namespace

QString memberName(const engine::CompanyView& company, const Address& address)
{
    for (const auto& member : company.members)
        if (member.person.address == address) return nameOf(member.person);
    if (company.arbitrator.address == address && !address.isZero()) return nameOf(company.arbitrator);
    engine::PersonView stranger;
    stranger.address = address;
    return nameOf(stranger);
}

PartyName partyNames(const Session& session, const engine::CompanyView& company)
{
    return [&session, company](const tx::Party& party) {
        const DacId dac = tx::companyOf(party);
        if (dac.isZero()) return memberName(company, tx::personOf(party));
        for (const auto& each : session.companies())
            if (each.dac == dac) return companyTitle(toQt(each.name));
        return nameOf(company.arbitrator);
    };
}

const engine::MemberView* myMembership(const engine::CompanyView& company)
{
    const auto at = std::find_if(company.members.begin(), company.members.end(),
                                 [](const auto& member) { return member.person.isMe; });
    return at == company.members.end() ? nullptr : &*at;
}

// ---- money --------------------------------------------------------------------------------------------

ActDialog* makePayForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form = makeDialog(desk, Words::tr("Pay out of the treasury"), u"payForm"_s);
    form->explain(Words::tr("The money is the company's: everybody in it sees whom it goes to, and why."));
    auto* to = form->addPerson(Words::tr("&Who gets it"), {}, Words::tr("Whom should the company pay?"),
                               peopleOf(company));
    auto* amount = form->addAmount(
        Words::tr("A&mount"),
        Words::tr("The treasury holds %1.").arg(amountText(company.treasury, desk.session.symbol())));
    auto* reason = form->addText(Words::tr("What it is &for"),
                                 Words::tr("Everybody in the company reads this. It is kept for good."), 3,
                                 Words::tr("Say what the payment is for."));
    const QString symbol = desk.session.symbol();
    const auto wanted = [amount] { return amount->amount().value_or(0); };
    form->addDecision(
        company,
        [company, wanted, symbol]() -> QString {
            if (!may(company, tx::Permission::Spend))
                return Words::tr("Your role may not pay from the treasury by itself.");
            if (wanted() > company.spendableNow)
                return Words::tr("Without the members, %1 can be paid now at most.")
                    .arg(amountText(company.spendableNow, symbol));
            return {};
        },
        [company, wanted] { return wanted() > company.terms.silentLimit; });
    form->preview(Words::tr("What it means"), [company, wanted, symbol, form, to] {
        ActDialog::Facts facts;
        if (to->address()) facts.append({Words::tr("Paid to"), memberName(company, *to->address())});
        facts.append({Words::tr("Treasury now"), amountText(company.treasury, symbol)});
        if (wanted() > company.treasury)
            facts.append({Words::tr("Treasury then"), form->isMotion()
                                                          ? Words::tr("It holds too little as it is now")
                                                          : Words::tr("It holds too little")});
        else
            facts.append(
                {form->isMotion() ? Words::tr("If it passes and is carried out") : Words::tr("Treasury then"),
                 amountText(company.treasury - wanted(), symbol)});
        return facts;
    });
    form->require(amount, [company, wanted, symbol, form]() -> QString {
        if (form->isMotion() || wanted() <= company.treasury) return {};
        return Words::tr("The treasury holds %1.").arg(amountText(company.treasury, symbol));
    });
    form->setAct(Words::tr("Review…"), [form, company, to, wanted, reason]() -> engine::Action {
        return engine::SpendFromTreasury{company.dac, to->address().value_or(Address{}), wanted(),
                                         toStd(reason->toPlainText().trimmed()), form->isMotion()};
    });
    return form;
}

ActDialog* makeFundForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form = makeDialog(desk, Words::tr("Give money to the company"), u"fundForm"_s);
    form->explain(
        Words::tr("It goes into the treasury. You cannot take it back; the company decides what it is for."));
    auto* amount = form->addAmount(Words::tr("A&mount"), availableText(desk.session), false,
                                   desk.session.wallet().isKnown ? desk.session.wallet().available : 0);
    const QString symbol = desk.session.symbol();
    form->preview(Words::tr("What it means"), [company, amount, symbol] {
        const Amount given = amount->amount().value_or(0);
        return ActDialog::Facts{{Words::tr("Treasury now"), amountText(company.treasury, symbol)},
                                {Words::tr("Treasury then"), amountText(company.treasury + given, symbol)}};
    });
    form->setAct(Words::tr("Review…"), [company, amount]() -> engine::Action {
        return engine::FundCompany{company.dac, amount->amount().value_or(0)};
    });
    return form;
}

ActDialog* makeStakeForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form = makeDialog(desk, Words::tr("Change what you have locked"), u"stakeForm"_s);
    const auto* mine = myMembership(company);
    const Amount before = mine ? mine->stake : 0;
    const QString symbol = desk.session.symbol();
    form->explain(
        company.terms.weightRule != 0
            ? Words::tr(
                  "What you have locked stays yours and comes back when you leave. It is also the weight of "
                  "your vote.")
            : Words::tr("What you have locked stays yours and comes back when you leave."));
    auto* amount =
        form->addAmount(Words::tr("Locked from &now on, all of it"), availableText(desk.session), true);
    amount->setAmount(before);
    const auto wanted = [amount] { return amount->amount().value_or(0); };
    form->require(amount, [&session = desk.session, wanted, before, symbol]() -> QString {
        if (wanted() == before) return Words::tr("That is what you have locked already.");
        const auto& wallet = session.wallet();
        if (wanted() < before || !wallet.isKnown || wanted() - before <= wallet.available) return {};
        return Words::tr("That takes %1 more, and you have %2.")
            .arg(amountText(wanted() - before, symbol), amountText(wallet.available, symbol));
    });
    form->preview(Words::tr("What it means"), [wanted, before, symbol] {
        ActDialog::Facts facts{{Words::tr("Locked now"), amountText(before, symbol)},
                               {Words::tr("Locked then"), amountText(wanted(), symbol)}};
        if (wanted() > before) facts.append({Words::tr("You pay in"), amountText(wanted() - before, symbol)});
        if (wanted() < before)
            facts.append({Words::tr("You get back"), amountText(before - wanted(), symbol)});
        facts.append({Words::tr("Motions under way"),
                      Words::tr("You cannot vote on them any more: your time as a member counts from now")});
        return facts;
    });
    form->setAct(Words::tr("Review…"), [company, wanted]() -> engine::Action {
        return engine::SetStake{company.dac, wanted()};
    });
    return form;
}

ActDialog* makeLeaveForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form =
        makeDialog(desk, Words::tr("Leave %1").arg(companyTitle(toQt(company.name))), u"leaveForm"_s);
    const auto* mine = myMembership(company);
    const QString symbol = desk.session.symbol();
    form->explain(Words::tr(
        "You stop being a member. Collaborations that are under way go on as agreed. To come back "
        "you need an invitation. You cannot leave while a motion of yours is open, while you hold a "
        "seat, until the motions that you voted on are decided, or as the last member."));
    form->preview(Words::tr("What it means"), [stake = mine ? mine->stake : 0, symbol] {
        return ActDialog::Facts{{Words::tr("You get back"), amountText(stake, symbol)}};
    });
    form->setAct(
        Words::tr("Leave…"), [company]() -> engine::Action { return engine::LeaveCompany{company.dac}; },
        "danger");
    return form;
}

// ---- roles --------------------------------------------------------------------------------------------

ActDialog* makeRoleForm(const FormDesk& desk, const engine::CompanyView& company, const Address& member)
{
    auto* form = makeDialog(desk, Words::tr("Change a role"), u"roleForm"_s);
    QList<QPair<QString, int>> people;
    int chosen = -1;
    for (std::size_t i = 0; i < company.members.size(); ++i) {
        const auto& each = company.members[i];
        const bool isUsual = member.isZero() && chosen < 0 && !each.person.isMe;
        if (isUsual || each.person.address == member) chosen = static_cast<int>(i);
        people.append(
            {Words::tr("%1 — %2", "person, role").arg(visibleText(nameOf(each.person)), roleText(each.role)),
             static_cast<int>(i)});
    }
    auto* who = form->addChoice(Words::tr("&Member"), {}, people);
    who->setCurrentIndex(std::max(0, chosen));
    QList<QPair<QString, int>> roles;
    for (const auto role : {tx::Role::Member, tx::Role::Arbitrator, tx::Role::Officer, tx::Role::Founder})
        roles.append({roleText(role), static_cast<int>(role)});
    auto* role = form->addChoice(Words::tr("New &role"), {}, roles);
    const auto memberNow = [company, who]() -> const engine::MemberView& {
        return company.members[static_cast<std::size_t>(std::max(0, who->currentData().toInt()))];
    };
    const auto roleNow = [role] { return static_cast<tx::Role>(role->currentData().toInt()); };
    form->require(role, [memberNow, roleNow]() -> QString {
        const engine::MemberView each = memberNow();
        return each.role == roleNow() ? Words::tr("That is their role already.") : QString();
    });
    form->addDecision(
        company,
        [company, memberNow, roleNow]() -> QString {
            if (!may(company, tx::Permission::ChangeRoles))
                return Words::tr("Your role may not change roles by itself.");
            const engine::MemberView each = memberNow();
            if (each.role >= company.myRole || roleNow() >= company.myRole)
                return Words::tr("By yourself you can only change roles that are below your own.");
            return {};
        },
        [memberNow, roleNow] {
            const engine::MemberView each = memberNow();
            return each.role == tx::Role::Founder || roleNow() == tx::Role::Founder;
        });
    form->preview(Words::tr("What it means"), [company, roleNow] {
        const auto mask = [&]() -> std::uint64_t {
            switch (roleNow()) {
            case tx::Role::None: return 0;
            case tx::Role::Member: return company.terms.memberMask;
            case tx::Role::Arbitrator: return company.terms.memberMask | company.terms.arbitratorMask;
            case tx::Role::Officer: return company.terms.memberMask | company.terms.officerMask;
            case tx::Role::Founder: return ~std::uint64_t{0};
            }
            return 0;
        };
        return ActDialog::Facts{
            {Words::tr("As %1 they may").arg(roleText(roleNow()).toLower()), permissionsText(mask())}};
    });
    form->setAct(Words::tr("Review…"), [form, company, memberNow, roleNow]() -> engine::Action {
        return engine::ChangeRole{company.dac, memberNow().person.address, roleNow(), form->isMotion()};
    });
    return form;
}

// ---- tools and seats ----------------------------------------------------------------------------------

ActDialog* makeDropToolForm(const FormDesk& desk, const engine::CompanyView& company,
                            const engine::ToolView& tool)
{
    auto* form = makeDialog(desk, Words::tr("Remove a tool"), u"dropToolForm"_s);
    form->explain(Words::tr("The tool: %1").arg(toolName(tool)));
    form->explain(Words::tr("Nobody can change its records any more. They stay at the end of the list of "
                            "tools, to be read."));
    form->addDecision(
        company,
        [company] {
            return may(company, tx::Permission::Amend)
                       ? QString()
                       : Words::tr("Your role may not remove tools by itself.");
        },
        [tool] { return tool.movesMoney; });
    const QString symbol = desk.session.symbol();
    if (tool.held > 0)
        form->preview(Words::tr("What it means"), [tool, symbol] {
            return ActDialog::Facts{
                {Words::tr("Held by its records"), amountText(tool.held, symbol)},
                {Words::tr("Before that"), Words::tr("All of it has to be paid or returned")}};
        });
    form->setAct(Words::tr("Review…"), [form, company, tool]() -> engine::Action {
        return engine::DropTool{company.dac, tool.number, form->isMotion()};
    });
    return form;
}

ActDialog* makeTakeSeatForm(const FormDesk& desk, const engine::CompanyView& company)
{
    const tx::CharterTerms& terms = company.terms;
    const QString symbol = desk.session.symbol();
    auto* form = makeDialog(desk, Words::tr("Take a seat as an arbitrator"), u"takeSeatForm"_s);
    form->explain(
        Words::tr("From then on you can be drawn by lot for disputes of other companies. Whoever is "
                  "drawn reads the case, seals a ruling, and opens it."));
    form->preview(Words::tr("What it means"), [terms, symbol] {
        const Amount lost = terms.seatDeposit / 10'000 * terms.slash;
        return ActDialog::Facts{
            {Words::tr("You lock"), amountText(terms.seatDeposit, symbol)},
            {Words::tr("It comes back"),
             Words::tr("60 days after you give notice, once no case of yours is open")},
            {Words::tr("You earn"),
             Words::tr("Your share of the fee of a case, %1 in all").arg(amountText(terms.courtFee, symbol))},
            {Words::tr("If you are drawn and do not rule"),
             Words::tr("You lose %1 of it, %2, each time")
                 .arg(shareText(terms.slash), amountText(lost, symbol))},
            {Words::tr("Time you have"),
             Words::tr("%1 to seal a ruling, then %2 to open it")
                 .arg(periodText(terms.commitPeriod), periodText(terms.revealPeriod))},
            {Words::tr("What can change"),
             Words::tr("This company can change this loss and these times, for disputes about work that is "
                       "agreed on later. Who has given notice is not drawn for disputes that open later")}};
    });
    form->setAct(Words::tr("Lock %1…").arg(amountText(terms.seatDeposit, symbol)),
                 [company]() -> engine::Action { return engine::TakeCourtSeat{company.dac}; });
    return form;
}

ActDialog* makeLeaveSeatForm(const FormDesk& desk, const engine::CompanyView& company,
                             const engine::SeatView& seat)
{
    const bool isOver = seat.leavesAt != 0;
    const QString symbol = desk.session.symbol();
    auto* form =
        makeDialog(desk, isOver ? Words::tr("Get the seat's deposit back") : Words::tr("Give up the seat"),
                   u"leaveSeatForm"_s);
    form->explain(
        isOver ? Words::tr("The notice has been given. Now the deposit can come back.")
               : Words::tr("You are drawn for no dispute that opens from then on. For those that are "
                           "open you can still be drawn, and those you have you still rule. The deposit "
                           "comes back in a second step, 60 days later."));
    form->preview(Words::tr("What it means"), [seat, symbol, now = desk.session.now()] {
        ActDialog::Facts facts{{Words::tr("Locked"), amountText(seat.deposit, symbol)}};
        if (seat.leavesAt != 0)
            facts.append({Words::tr("Comes back from"), fullTimeText(seat.leavesAt, now)});
        if (seat.openCases > 0)
            facts.append({Words::tr("Before that"), Words::tr("%n case(s) of yours have to be over", nullptr,
                                                              static_cast<int>(seat.openCases))});
        return facts;
    });
    form->setAct(isOver ? Words::tr("Get %1 back…").arg(amountText(seat.deposit, symbol))
                        : Words::tr("Give notice…"),
                 [company]() -> engine::Action { return engine::LeaveCourtSeat{company.dac}; });
    return form;
}

} // namespace stoa::ui
