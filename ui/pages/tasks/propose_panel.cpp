// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/propose_panel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/dialog.h"
#include "ui/models/payoff_text.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

/// Far below the largest number, so that no sum can overflow.
constexpr Amount kMost = Amount{1} << 60U;

QDateTimeEdit* makeDateEdit()
{
    auto* edit = new QDateTimeEdit;
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(u"ddd d MMM yyyy, HH:mm"_s);
    return edit;
}

void setTime(QDateTimeEdit& edit, Timestamp time)
{
    edit.setDateTime(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time)));
}

} // namespace

ProposePanel::ProposePanel(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_asker(new QComboBox)
    , m_doer(new QComboBox)
    , m_reward(new AmountEdit(context.session.symbol()))
    , m_askerDeposit(new AmountEdit(context.session.symbol()))
    , m_doerDeposit(new AmountEdit(context.session.symbol()))
    , m_answerBy(makeDateEdit())
    , m_workBy(makeDateEdit())
    , m_depositRule(captionLabel({}))
    , m_rules(captionLabel({}))
    , m_prospect(wrappedLabel({}))
    , m_outcomes(new MoneyTable)
    , m_fault(wrappedLabel({}))
    , m_propose(new QPushButton)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* scroll = new ScrollPage;
    scroll->body()->addWidget(wrappedLabel(tr("Propose a collaboration"), TextRole::Title));
    scroll->body()->addWidget(secondaryLabel(tr(
        "Whoever asks locks a deposit and the reward now. It begins when the other side locks its deposit, "
        "too; until then everything can be taken back.")));
    m_cards = new QBoxLayout(QBoxLayout::TopToBottom);
    m_cards->setSpacing(12);
    m_cards->addWidget(makeForm(), 1, Qt::AlignTop);
    m_cards->addWidget(makeProspect(), 1, Qt::AlignTop);
    scroll->body()->addLayout(m_cards);
    scroll->finish();
    column->addWidget(scroll, 1);

    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(24, 8, 24, 12);
    m_fault->setAccessibleName(tr("What is missing"));
    foot->addWidget(m_fault, 1);
    auto* cancel = new QPushButton(tr("Back to the task"));
    foot->addWidget(cancel);
    m_propose->setProperty("kind", QByteArray("primary"));
    foot->addWidget(m_propose);
    column->addLayout(foot);

    connect(cancel, &QPushButton::clicked, this, &ProposePanel::cancelled);
    connect(m_propose, &QPushButton::clicked, this, &ProposePanel::propose);
    for (QComboBox* box : {m_asker, m_doer})
        connect(box, &QComboBox::currentIndexChanged, this, &ProposePanel::change);
    connect(m_reward, &AmountEdit::amountChanged, this, &ProposePanel::change);
    for (AmountEdit* edit : {m_askerDeposit, m_doerDeposit})
        connect(edit, &AmountEdit::amountChanged, this, [this] {
            if (m_isFilling) return;
            m_ownDeposits = true;
            change();
        });
    for (QDateTimeEdit* edit : {m_answerBy, m_workBy})
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &ProposePanel::change);
}

void ProposePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() > charactersWide(this, 118);
    m_cards->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

QWidget* ProposePanel::makeForm()
{
    auto* card = new Card(tr("Terms"));
    m_asker->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_asker->setMinimumContentsLength(20);
    m_askerField = new QWidget;
    auto* asker = new QVBoxLayout(m_askerField);
    asker->setContentsMargins(0, 0, 0, 0);
    addField(asker, tr("Who as&ks and pays"), m_asker);
    card->body()->addWidget(m_askerField);
    addField(card->body(), tr("&With"), m_doer,
             tr("A named person has to accept; otherwise the first member who accepts does the work."));
    addField(card->body(), tr("&Reward"), m_reward, tr("Paid to the doer when it is settled."));
    auto* deposits = new QHBoxLayout;
    deposits->setSpacing(16);
    for (const auto& [label, edit] :
         {std::pair{tr("&Your deposit"), m_askerDeposit}, std::pair{tr("&Their deposit"), m_doerDeposit}}) {
        auto* column = new QVBoxLayout;
        addField(column, label, edit);
        deposits->addLayout(column);
    }
    card->body()->addLayout(deposits);
    card->body()->addWidget(m_depositRule);
    auto* dates = new QHBoxLayout;
    dates->setSpacing(16);
    for (const auto& [label, edit] :
         {std::pair{tr("&Answer by"), m_answerBy}, std::pair{tr("Work &until"), m_workBy}}) {
        auto* column = new QVBoxLayout;
        addField(column, label, edit);
        dates->addLayout(column);
    }
    card->body()->addLayout(dates);
    card->body()->addWidget(m_rules);
    return card;
}

QWidget* ProposePanel::makeProspect()
{
    auto* card = new Card(tr("What can come of it"));
    card->body()->addWidget(m_prospect);
    card->body()->addWidget(captionLabel(tr("Won or lost by each side, compared with today")));
    card->body()->addWidget(m_outcomes);
    return card;
}

void ProposePanel::start(const engine::TaskView& task, const engine::CompanyView& company)
{
    m_isFilling = true;
    m_task = task;
    m_company = company;
    m_ownDeposits = false;
    for (AmountEdit* edit : {m_reward, m_askerDeposit, m_doerDeposit})
        edit->setSymbol(m_context.session.symbol());
    const QString name = companyTitle(toQt(company.name));
    const bool mayAskForIt = (company.iMay >> static_cast<unsigned>(tx::Permission::Spend) & 1U) != 0;
    m_asker->clear();
    m_asker->addItem(tr("I do, with my own money"), QString());
    if (mayAskForIt)
        m_asker->addItem(
            tr("%1, out of its treasury; %2 can be spent now")
                .arg(visibleText(name), amountText(company.spendableNow, m_context.session.symbol())),
            idText(company.dac));
    m_askerField->setVisible(mayAskForIt);
    m_doer->clear();
    m_doer->addItem(tr("Any member"), QString());
    for (const auto& member : company.members) {
        if (member.person.isMe || member.person.address == company.arbitrator.address) continue;
        const QString record = tr("%1 settled, %2 lost").arg(member.settled).arg(member.lost);
        m_doer->addItem(tr("%1 · %2").arg(nameOf(member.person), record), idText(member.person.address));
    }
    for (const auto& each : m_context.session.companies())
        if (each.dac != company.dac)
            m_doer->addItem(tr("%1 · a company").arg(visibleText(companyTitle(toQt(each.name)))),
                            idText(each.dac));
    if (const int at = m_doer->findData(idText(task.assignee.address)); at > 0) m_doer->setCurrentIndex(at);
    m_reward->setAmount(task.reward);
    const Timestamp now = m_context.session.now();
    setTime(*m_answerBy, now + company.terms.answerPeriod);
    setTime(*m_workBy, now + company.terms.answerPeriod + 14 * std::uint64_t{kDay});
    const auto& terms = company.terms;
    QString rules =
        tr("By the rules of %1: the review takes at most %2, then the challenging period runs for %3.")
            .arg(companyTitle(toQt(company.name)), periodText(terms.reviewPeriod),
                 periodText(terms.challengePeriod));
    rules += u' ';
    rules +=
        company.arbitrator.address.isZero()
            ? tr("The company has no arbitrator, so nobody can rule in a dispute.")
            : tr("In a dispute %1 decides; whoever opens it pays %2 first.")
                  .arg(nameOf(company.arbitrator), amountText(terms.courtFee, m_context.session.symbol()));
    m_rules->setText(rules);
    m_depositRule->setText(tr("At least %1 of the reward and never less than %2.")
                               .arg(shareText(terms.depositShare),
                                    amountText(terms.minimumDeposit, m_context.session.symbol())));
    m_isFilling = false;
    change();
    m_doer->setFocus();
}

Stakes ProposePanel::stakes() const
{
    const auto least = [](const AmountEdit& edit) { return std::min(edit.amount().value_or(0), kMost); };
    return {least(*m_reward),    least(*m_askerDeposit),   least(*m_doerDeposit),
            m_company.terms.tax, m_company.terms.courtFee, !m_company.arbitrator.address.isZero()};
}

QString ProposePanel::doerName() const
{
    const QString id = m_doer->currentData().toString();
    for (const auto& member : m_company.members)
        if (!id.isEmpty() && idText(member.person.address) == id) return nameOf(member.person);
    for (const auto& each : m_context.session.companies())
        if (!id.isEmpty() && idText(each.dac) == id) return companyTitle(toQt(each.name));
    return tr("the doer");
}

bool ProposePanel::isCompanyAsking() const { return !m_asker->currentData().toString().isEmpty(); }

QString ProposePanel::fault() const
{
    const QString symbol = m_context.session.symbol();
    for (const AmountEdit* edit : {m_reward, m_askerDeposit, m_doerDeposit}) {
        if (!edit->fault().isEmpty()) return edit->fault();
        if (!edit->amount()) return tr("Write the reward and both deposits as numbers, such as 12.50.");
        if (*edit->amount() > kMost) return tr("That is more money than there is.");
    }
    const Amount least = leastDeposit(m_company.terms, *m_reward->amount());
    for (const AmountEdit* edit : {m_askerDeposit, m_doerDeposit})
        if (*edit->amount() < least)
            return tr("A deposit is at least %1 here, by the company's rules.")
                .arg(amountText(least, symbol));
    const Amount locked = *m_reward->amount() + *m_askerDeposit->amount();
    if (isCompanyAsking() && idFrom<DacId>(m_doer->currentData().toString()) == m_company.dac)
        return tr("The company cannot be both sides.");
    if (isCompanyAsking() && locked > m_company.spendableNow)
        return tr("The treasury would lock %1, and %2 can be spent now without a motion.")
            .arg(amountText(locked, symbol), amountText(m_company.spendableNow, symbol));
    const auto& wallet = m_context.session.wallet();
    if (!isCompanyAsking() && wallet.isKnown && locked > wallet.available)
        return tr("You would lock %1, and you have %2.")
            .arg(amountText(locked, symbol), amountText(wallet.available, symbol));
    if (timeOf(*m_answerBy) <= m_context.session.now()) return tr("The day to answer by is already over.");
    if (timeOf(*m_workBy) <= timeOf(*m_answerBy))
        return tr("The work must be due after the day to answer by.");
    return {};
}

QString ProposePanel::prospect() const { return m_prospect->text(); }

QString ProposePanel::prospectOf(const Stakes& money) const
{
    const QString symbol = m_context.session.symbol();
    const Timestamp payDay =
        timeOf(*m_workBy) + m_company.terms.reviewPeriod + m_company.terms.challengePeriod;
    if (!isCompanyAsking()) return prospectText(money, doerName(), payDay, m_context.session.now(), symbol);
    return tr("The treasury locks %1. If all goes well, %2 of it are paid to %3, and the rest comes back. If "
              "nothing is delivered, all of it comes back. You pay only the fee of the step.")
        .arg(amountText(money.reward + money.askerDeposit, symbol), amountText(money.reward, symbol),
             doerName());
}

void ProposePanel::change()
{
    if (m_isFilling) return;
    if (!m_ownDeposits && m_reward->amount()) {
        m_isFilling = true;
        const Amount least = leastDeposit(m_company.terms, std::min(*m_reward->amount(), kMost));
        m_askerDeposit->setAmount(least);
        m_doerDeposit->setAmount(least);
        m_isFilling = false;
    }
    const QString symbol = m_context.session.symbol();
    const Stakes money = stakes();
    const QString doer = doerName();
    for (auto* label : findChildren<QLabel*>())
        if (label->buddy() == m_askerDeposit)
            label->setText(isCompanyAsking() ? tr("The compan&y's deposit") : tr("&Your deposit"));
    m_prospect->setText(prospectOf(money));

    const Amount mine = money.reward + money.askerDeposit;
    const auto row = [&](const QString& name, const Split& split) {
        return QStringList{name, netText(netOf(split.toAsker, mine, 0), symbol),
                           netText(netOf(split.toDoer, money.doerDeposit, 0), symbol)};
    };
    QList<QStringList> rows{row(tr("All goes well"), goesWell(money)),
                            row(tr("Nothing is delivered, or it is called off"), calledOff(money))};
    if (money.hasArbitrator) {
        rows << row(tr("The arbitrator gives everything to %1").arg(doer), splitOf(money, potOf(money)));
        rows << row(isCompanyAsking() ? tr("The arbitrator gives everything to the company")
                                      : tr("The arbitrator gives everything to you"),
                    splitOf(money, 0));
    }
    m_outcomes->setTable(
        {QString(), isCompanyAsking() ? companyTitle(toQt(m_company.name)) : tr("You"), doer}, rows, 0);

    const QString wrong = fault();
    m_fault->setText(wrong);
    m_propose->setText(tr("Lock %1 and propose…").arg(amountText(mine, symbol)));
    m_propose->setEnabled(wrong.isEmpty());
    m_propose->setToolTip(tipText(wrong));
    m_propose->setAccessibleDescription(wrong);
}

void ProposePanel::propose()
{
    if (!fault().isEmpty()) return;
    engine::ProposeCollaboration action;
    action.dac = m_task.dac;
    action.task = m_task.id;
    const QString doer = m_doer->currentData().toString();
    const bool isCompany = doer.size() == 2 * static_cast<int>(DacId::kSize);
    if (isCompany)
        action.doerCompany = idFrom<DacId>(doer);
    else
        action.doer = idFrom<Address>(doer);
    action.asker = idFrom<DacId>(m_asker->currentData().toString());
    action.reward = *m_reward->amount();
    action.askerDeposit = *m_askerDeposit->amount();
    action.doerDeposit = *m_doerDeposit->amount();
    action.answerBy = timeOf(*m_answerBy);
    action.workBy = timeOf(*m_workBy);
    m_context.actions.run(std::move(action), m_propose,
                          [this](const engine::Sent& sent) { Q_EMIT proposed(sent.object); });
}

} // namespace stoa::ui
