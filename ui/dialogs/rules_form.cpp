// SPDX-License-Identifier: MIT
// Other rules for a company: every rule as a field, and below them what changes from what to what.
#include "ui/dialogs/company_forms.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/person_picker.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/money.h"
#include "ui/widgets/period_edit.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RulesForm)
};

enum CourtChoice { kNoCourt = -1, kPerson = -2, kAsNow = -3 }; ///< else the number of a company

/// The fields of the form, which write themselves into the terms.
class RuleFields {
public:
    RuleFields(ActDialog& form, const Session& session, const engine::CompanyView& company)
        : m_form(form)
        , m_session(session)
        , m_company(company)
        , m_now(company.terms)
    {}

    void addAll()
    {
        addWork();
        addDisputes();
        addDeciding();
        addRoles();
        addServing();
    }

    tx::CharterTerms terms() const
    {
        tx::CharterTerms terms = m_now;
        for (const auto& write : m_write) write(terms);
        return terms;
    }

private:
    template <typename Read>
    void write(Read read)
    {
        m_write.emplace_back(std::move(read));
    }
    void amount(const QString& label, const QString& hint, Amount tx::CharterTerms::*member)
    {
        AmountEdit* edit = m_form.addAmount(label, hint, true);
        edit->setAmount(m_now.*member);
        write([edit, member](tx::CharterTerms& terms) { terms.*member = edit->amount().value_or(0); });
    }
    void period(const QString& label, const QString& hint, Seconds tx::CharterTerms::*member)
    {
        const PeriodEdit* edit = m_form.addPeriod(label, hint, m_now.*member);
        write([edit, member](tx::CharterTerms& terms) { terms.*member = edit->period(); });
    }
    void share(const QString& label, const QString& hint, std::uint16_t tx::CharterTerms::*member)
    {
        const QDoubleSpinBox* box = m_form.addShare(label, hint, m_now.*member);
        write([box, member](tx::CharterTerms& terms) {
            terms.*member = static_cast<std::uint16_t>(box->value() * 100 + 0.5);
        });
    }
    QComboBox* choice(const QString& label, const QList<QPair<QString, int>>& entries,
                      std::uint8_t tx::CharterTerms::*member)
    {
        QComboBox* box = m_form.addChoice(label, {}, entries);
        box->setCurrentIndex(std::max(0, box->findData(int{m_now.*member})));
        write([box, member](tx::CharterTerms& terms) {
            terms.*member = static_cast<std::uint8_t>(box->currentData().toInt());
        });
        return box;
    }

    void addWork()
    {
        m_form.startSection(Words::tr("Working together"));
        share(Words::tr("Each side locks at least this part of the reward"), {},
              &tx::CharterTerms::depositShare);
        amount(Words::tr("and never less than"), {}, &tx::CharterTerms::minimumDeposit);
        period(Words::tr("Time to answer a proposal"), {}, &tx::CharterTerms::answerPeriod);
        period(Words::tr("Time to review a delivery"),
               Words::tr("Without an answer the work counts as accepted."), &tx::CharterTerms::reviewPeriod);
        period(Words::tr("Challenging period"),
               Words::tr("After the work is accepted, this long a dispute can still be opened."),
               &tx::CharterTerms::challengePeriod);
        period(Words::tr("Grace after a missed deadline"), {}, &tx::CharterTerms::gracePeriod);
        auto* changes = new QSpinBox;
        changes->setRange(0, 255);
        changes->setValue(m_now.changes);
        m_form.add(Words::tr("Rounds of changes"), changes);
        write([changes](tx::CharterTerms& terms) {
            terms.changes = static_cast<std::uint8_t>(changes->value());
        });
        share(Words::tr("For the treasury, of what a doer gains"), {}, &tx::CharterTerms::tax);
        choice(Words::tr("Who joins"),
               {{Words::tr("People with an invitation"), 0}, {Words::tr("Anybody"), 1}},
               &tx::CharterTerms::joinRule);
    }

    void addDisputes()
    {
        m_form.startSection(Words::tr("Disputes"));
        QList<QPair<QString, int>> courts{{Words::tr("Nobody: disputes are not possible"), kNoCourt},
                                          {Words::tr("A person"), kPerson}};
        const auto& companies = m_session.companies();
        int chosen = m_now.court.isZero() ? 0 : 1;
        for (std::size_t i = 0; i < companies.size(); ++i) {
            if (companies[i].dac == m_company.dac) continue; // nobody judges themselves
            if (companies[i].dac == tx::companyOf(m_now.court)) chosen = static_cast<int>(courts.size());
            courts.append({Words::tr("Arbitrators drawn from %1")
                               .arg(visibleText(companyTitle(toQt(companies[i].name)))),
                           static_cast<int>(i)});
        }
        if (!tx::companyOf(m_now.court).isZero() && chosen == 1) {
            chosen = static_cast<int>(courts.size());
            courts.append(
                {Words::tr("Arbitrators drawn from %1").arg(visibleText(properNameOf(m_company.arbitrator))),
                 kAsNow});
        }
        QComboBox* court = m_form.addChoice(
            Words::tr("Who decides"), Words::tr("A company must be one that judges for others."), courts);
        court->setCurrentIndex(chosen);
        std::vector<engine::PersonView> people;
        for (const auto& member : m_company.members) people.push_back(member.person);
        people.push_back(m_company.arbitrator);
        PersonPicker* person = m_form.addPerson(
            Words::tr("The arbitrator, if it is a person"),
            Words::tr(
                "Alone, member or not. Costs and times of a company's panel follow from its own rules."),
            Words::tr("Who should decide disputes?"), people);
        if (!tx::personOf(m_now.court).isZero()) person->setAddress(tx::personOf(m_now.court));
        const auto follow = [court, person] { person->setEnabled(court->currentData().toInt() == kPerson); };
        QObject::connect(court, &QComboBox::currentIndexChanged, person, follow);
        follow();
        amount(Words::tr("A ruling costs"),
               Words::tr("Paid by the side that loses. With a single arbitrator it is at most what each side "
                         "locks at least."),
               &tx::CharterTerms::courtFee);
        period(Words::tr("Time to rule"),
               Words::tr("Of arbitrators who are drawn: the time to open their sealed rulings."),
               &tx::CharterTerms::revealPeriod);
        write([this, court, person](tx::CharterTerms& terms) {
            const int data = court->currentData().toInt();
            if (data == kAsNow) return;
            if (data == kNoCourt) terms.court = {};
            if (data == kPerson) {
                terms.court = tx::personParty(person->address().value_or(Address{}));
            }
            if (data >= 0)
                terms.court = tx::companyParty(m_session.companies()[static_cast<std::size_t>(data)].dac);
        });
    }

    void addDeciding()
    {
        m_form.startSection(Words::tr("Deciding together"));
        period(Words::tr("Time to object to a motion"), {}, &tx::CharterTerms::objectionPeriod);
        period(Words::tr("Then time to vote"), Words::tr("It is also the time to carry a motion out."),
               &tx::CharterTerms::votePeriod);
        share(Words::tr("Silence is not enough any more if so many are against it"), {},
              &tx::CharterTerms::objectionThreshold);
        choice(Words::tr("A vote weighs"),
               {{Words::tr("the same for every member"), 0}, {Words::tr("what the member has locked"), 1}},
               &tx::CharterTerms::weightRule);
        amount(Words::tr("A motion locks"), Words::tr("Lost if the members reject it."),
               &tx::CharterTerms::motionBond);
        amount(Words::tr("A motion can pay in silence, up to"),
               Words::tr("Above it, more than half must vote for it."), &tx::CharterTerms::silentLimit);
        amount(Words::tr("Paid without a motion in 30 days, up to"), {}, &tx::CharterTerms::spendLimit);
    }

    void addRoles()
    {
        const std::pair<QString, std::uint64_t tx::CharterTerms::*> roles[] = {
            {Words::tr("Every member may"), &tx::CharterTerms::memberMask},
            {Words::tr("Arbitrators may also"), &tx::CharterTerms::arbitratorMask},
            {Words::tr("Officers may also"), &tx::CharterTerms::officerMask}};
        for (const auto& [title, mask] : roles) {
            m_form.startSection(title);
            for (int bit = 0; bit < kPermissions; ++bit) {
                const std::uint64_t flag = std::uint64_t{1} << bit;
                QString words = permissionText(static_cast<tx::Permission>(bit));
                words.front() = words.front().toUpper();
                QCheckBox* box = m_form.addTick(words);
                box->setChecked((m_now.*mask & flag) != 0);
                box->setAccessibleName(Words::tr("%1: %2", "whose permission, what").arg(title, words));
                write([box, mask = mask, flag](tx::CharterTerms& terms) {
                    terms.*mask = box->isChecked() ? terms.*mask | flag : terms.*mask & ~flag;
                });
            }
        }
    }

    void addServing()
    {
        m_form.startSection(Words::tr("Judging for others"));
        QCheckBox* serves = m_form.addTick(
            Words::tr("This company judges for others"),
            Words::tr("Other companies can name it; its arbitrators lock a deposit and are drawn by lot."));
        serves->setChecked(m_now.serves != 0);
        write([serves](tx::CharterTerms& terms) {
            terms.serves = serves->isChecked() ? 1 : 0;
            if (terms.serves != 0 && terms.panel == 0) terms.panel = 3;
        });
        const auto panel = choice(Words::tr("Arbitrators in a case"), {{u"1"_s, 1}, {u"3"_s, 3}, {u"5"_s, 5}},
                                  &tx::CharterTerms::panel);
        amount(Words::tr("An arbitrator's seat locks"), {}, &tx::CharterTerms::seatDeposit);
        share(Words::tr("Who is drawn and does not rule loses"), {}, &tx::CharterTerms::slash);
        period(Words::tr("Time to seal a ruling"), {}, &tx::CharterTerms::commitPeriod);
        period(Words::tr("Time to appeal"), {}, &tx::CharterTerms::appealPeriod);
        const auto follow = [panel](bool on) { panel->setEnabled(on); };
        QObject::connect(serves, &QCheckBox::toggled, panel, follow);
        follow(serves->isChecked());
        // A company that does not judge keeps the number that its own single arbitrator needs.
        write([serves, before = m_now.panel](tx::CharterTerms& terms) {
            if (!serves->isChecked())
                terms.panel = tx::personOf(terms.court).isZero() ? before : std::uint8_t{1};
        });
    }

    ActDialog& m_form;
    const Session& m_session;
    const engine::CompanyView m_company;
    const tx::CharterTerms m_now;
    std::vector<std::function<void(tx::CharterTerms&)>> m_write;
};

} // namespace

ActDialog* makeRulesForm(const FormDesk& desk, const engine::CompanyView& company)
{
    auto* form = new ActDialog(desk.session, desk.actions, Words::tr("Change the rules"), desk.window);
    form->setObjectName(u"rulesForm"_s);
    form->explain(Words::tr("The new rules count for everybody from then on. Collaborations, motions and "
                            "disputes that are under way keep the ones they began with."));
    const auto fields = std::make_shared<RuleFields>(*form, desk.session, company);
    fields->addAll();
    form->addDecision(
        company,
        [company] {
            const bool may =
                (company.iMay & (std::uint64_t{1} << static_cast<unsigned>(tx::Permission::Amend))) != 0;
            return may ? QString() : Words::tr("Your role may not change the rules by itself.");
        },
        [] { return true; });
    const auto changes = [fields, company, names = partyNames(desk.session, company),
                          symbol = desk.session.symbol()] {
        return termChanges(company.terms, fields->terms(), names, symbol);
    };
    form->preview(Words::tr("What changes"), [changes] {
        ActDialog::Facts facts;
        for (const TermChange& change : changes())
            facts.append(
                {change.name, change.before.isEmpty() ? Words::tr("new: %1").arg(change.after)
                              : change.after.isEmpty()
                                  ? Words::tr("not any more: %1").arg(change.before)
                                  : Words::tr("%1 → %2", "before, after").arg(change.before, change.after)});
        if (facts.isEmpty()) facts.append({Words::tr("Nothing yet"), Words::tr("Change a field above")});
        return facts;
    });
    form->setAct(Words::tr("Review…"), [form, fields, company]() -> engine::Action {
        return engine::ChangeRules{company.dac, fields->terms(), form->isMotion()};
    });
    form->require(form->sendButton(),
                  [changes] { return changes().empty() ? Words::tr("Nothing is changed yet.") : QString(); });
    return form;
}

} // namespace stoa::ui
