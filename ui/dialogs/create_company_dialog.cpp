// SPDX-License-Identifier: MIT
#include "ui/dialogs/create_company_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/dialog.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/money.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr int kLeastName = 3;
constexpr int kLongestName = 40;
constexpr int kLongestPurpose = 200;
constexpr Amount kUsualStake = 10 * kToken;
const auto kDraft = u"createCompany"_s;

enum Court { NoCourt, FounderIsCourt, OtherCourt };

QSpinBox* daysBox(int least, int most)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(CreateCompanyDialog::tr(" days"));
    return box;
}

/// Two columns: the form, and what it will look like. Where there is no room for both, the second stands
/// below the first.
std::pair<QVBoxLayout*, QVBoxLayout*> halves(QVBoxLayout* page)
{
    auto* row = new TileLayout;
    row->setSpacing(24);
    const auto makeHalf = [row] {
        auto* half = new QWidget;
        auto* column = new QVBoxLayout(half);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(12);
        row->addWidget(half);
        return column;
    };
    QVBoxLayout* left = makeHalf();
    QVBoxLayout* right = makeHalf();
    page->addLayout(row);
    return {left, right};
}

} // namespace

CreateCompanyDialog::CreateCompanyDialog(EngineBridge& bridge, Session& session, ActionRunner& actions,
                                         UiSettings& settings, QWidget* parent)
    : StepDialog(tr("Create a company"), parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_actions(actions)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("createCompany"));
    buildPurpose();
    buildRules();
    buildReview();
    finishSteps(tr("Create the company…"), 104, 40);
    m_bridge.send(engine::DefaultTerms{}, this, [this](const Result<tx::CharterTerms>& reply) {
        if (!reply) {
            banners()->show(u"terms"_s, Tone::Danger, errorText(reply.error()));
            return;
        }
        takeDefaults(*reply);
        readDraft();
        preview();
    });
}

void CreateCompanyDialog::buildPurpose()
{
    auto* page = addStep(tr("Purpose"));
    page->addWidget(wrappedLabel(tr("What is the company for?"), TextRole::Title));
    auto [left, right] = halves(page);
    m_name = new QLineEdit;
    m_name->setObjectName(u"companyName"_s);
    m_name->setMaxLength(kLongestName);
    auto* nameRow = new QWidget;
    auto* nameLayout = new QHBoxLayout(nameRow);
    nameLayout->setContentsMargins(0, 0, 0, 0);
    nameLayout->addWidget(m_name, 1);
    nameLayout->addWidget(textLabel(u".DAC"_s));
    nameRow->setFocusProxy(m_name);
    addField(left, tr("Nam&e"), nameRow, tr("3 to 40 characters. It cannot be changed later."));
    m_purpose = new QPlainTextEdit;
    m_purpose->setObjectName(u"companyPurpose"_s);
    m_purpose->setTabChangesFocus(true);
    m_purpose->setFixedHeight(m_purpose->fontMetrics().lineSpacing() * 5);
    addField(
        left, tr("&Mission, in one sentence"), m_purpose,
        tr("What will this company get done, and for whom? For example: “We translate old programs so that "
           "schools can run them again.”"));
    m_counter = captionLabel({});
    left->addWidget(m_counter);
    left->addStretch(1);
    auto* card = new Card;
    card->body()->addWidget(captionLabel(tr("This is how others see it")));
    m_previewName = wrappedLabel({}, TextRole::Subtitle);
    m_previewPurpose = wrappedLabel({});
    card->body()->addWidget(m_previewName);
    card->body()->addWidget(m_previewPurpose);
    right->addWidget(card);
    right->addStretch(1);
    connect(m_name, &QLineEdit::textChanged, this, &CreateCompanyDialog::preview);
    connect(m_purpose, &QPlainTextEdit::textChanged, this, &CreateCompanyDialog::preview);
}

void CreateCompanyDialog::buildRules()
{
    auto* page = addStep(tr("Rules"));
    page->addWidget(wrappedLabel(tr("Which rules should it have?"), TextRole::Title));
    page->addWidget(secondaryLabel(tr("Most companies keep these. They can be changed later by a vote.")));
    auto [left, right] = halves(page);
    m_depositShare = new QDoubleSpinBox;
    m_depositShare->setRange(0, 100);
    m_depositShare->setDecimals(1);
    m_depositShare->setSuffix(tr(" % of the reward"));
    addField(left, tr("Each side locks a &deposit of at least"), m_depositShare);
    m_minimumDeposit = new AmountEdit(m_session.symbol());
    addField(left, tr("and never less &than"), m_minimumDeposit);
    m_challengeDays = daysBox(0, 90);
    addField(
        left, tr("&Challenging period"), m_challengeDays,
        tr("After the work is accepted, this long a dispute can still be opened. Then the deposits return. "
           "14 days is usual."));
    m_reviewDays = daysBox(1, 60);
    addField(left, tr("Time to &review a delivery"), m_reviewDays,
             tr("Without an answer the work counts as accepted."));
    m_answerDays = daysBox(1, 60);
    addField(left, tr("Time to &answer a proposal"), m_answerDays);
    m_changes = new QSpinBox;
    m_changes->setRange(0, 10);
    addField(left, tr("Rounds of changes the asker may ask &for"), m_changes);
    m_tax = new QDoubleSpinBox;
    m_tax->setRange(0, 50);
    m_tax->setDecimals(2);
    m_tax->setSuffix(tr(" % of what a doer gains"));
    addField(left, tr("For the trea&sury"), m_tax);
    m_court = new QComboBox;
    m_court->addItem(tr("Nobody: disputes are not possible"));
    m_court->addItem(tr("I do"));
    m_court->addItem(tr("Somebody with this address"));
    addField(left, tr("&Who decides disputes?"), m_court);
    m_courtRow = new QWidget;
    auto* court = new QVBoxLayout(m_courtRow);
    court->setContentsMargins(0, 0, 0, 0);
    m_courtAddress = new AddressEdit;
    addField(court, tr("Address of the arbitrator"), m_courtAddress);
    left->addWidget(m_courtRow);
    m_courtFee = new AmountEdit(m_session.symbol());
    addField(left, tr("Fee of the arbitrator, paid by the side that &loses"), m_courtFee);
    m_stake = new AmountEdit(m_session.symbol());
    m_stake->setObjectName(u"stake"_s);
    m_stake->setAmount(kUsualStake);
    addField(left, tr("What &you lock in the company as its founder"), m_stake,
             tr("It stays yours, and stays locked as long as you are a member."));
    left->addStretch(1);

    auto* card = new Card(tr("What this means"));
    m_meaning = wrappedLabel({});
    card->body()->addWidget(m_meaning);
    right->addWidget(card);
    right->addStretch(1);

    connect(m_court, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_courtRow->setVisible(index == OtherCourt);
        m_courtFee->setEnabled(index != NoCourt);
        m_courtFee->setToolTip(index == NoCourt ? tr("Nobody decides disputes") : QString());
        preview();
    });
    m_courtRow->hide();
    for (QSpinBox* box : {m_challengeDays, m_reviewDays, m_answerDays, m_changes})
        connect(box, &QSpinBox::valueChanged, this, &CreateCompanyDialog::preview);
    for (QDoubleSpinBox* box : {m_depositShare, m_tax})
        connect(box, &QDoubleSpinBox::valueChanged, this, &CreateCompanyDialog::preview);
    for (AmountEdit* edit : {m_minimumDeposit, m_courtFee, m_stake})
        connect(edit, &AmountEdit::amountChanged, this, &CreateCompanyDialog::preview);
    connect(m_courtAddress, &AddressEdit::addressChanged, this, &CreateCompanyDialog::preview);
}

void CreateCompanyDialog::buildReview()
{
    auto* page = addStep(tr("Review and create"));
    page->addWidget(wrappedLabel(tr("Is everything right?"), TextRole::Title));
    auto* purpose = new Card;
    m_reviewPurpose = wrappedLabel({});
    purpose->body()->addWidget(m_reviewPurpose);
    auto* changePurpose = new QPushButton(tr("Change the purpose"));
    changePurpose->setProperty("kind", QByteArray("quiet"));
    changePurpose->setAutoDefault(false);
    connect(changePurpose, &QPushButton::clicked, this, [this] { goTo(0); });
    purpose->body()->addWidget(changePurpose, 0, Qt::AlignLeft);
    page->addWidget(purpose);
    auto* rules = new Card(tr("Rules"));
    m_summary = new FactList;
    rules->body()->addWidget(m_summary);
    auto* changeRules = new QPushButton(tr("Change the rules"));
    changeRules->setProperty("kind", QByteArray("quiet"));
    changeRules->setAutoDefault(false);
    connect(changeRules, &QPushButton::clicked, this, [this] { goTo(1); });
    rules->body()->addWidget(changeRules, 0, Qt::AlignLeft);
    page->addWidget(rules);
    auto* cost = new Card(tr("What you need"));
    m_cost = new FactList;
    cost->body()->addWidget(m_cost);
    page->addWidget(cost);
    m_understood = new QCheckBox(
        tr("I &understand that the name cannot be changed, and the rules only by founders or by a vote."));
    m_understood->setObjectName(u"understood"_s);
    page->addWidget(m_understood);
}

void CreateCompanyDialog::takeDefaults(const tx::CharterTerms& defaults)
{
    m_terms = defaults;
    m_hasTerms = true;
    m_depositShare->setValue(defaults.depositShare / 100.0);
    m_minimumDeposit->setAmount(defaults.minimumDeposit);
    m_answerDays->setValue(static_cast<int>(defaults.answerPeriod / kDay));
    m_reviewDays->setValue(static_cast<int>(defaults.reviewPeriod / kDay));
    m_challengeDays->setValue(static_cast<int>(defaults.challengePeriod / kDay));
    m_changes->setValue(defaults.changes);
    m_tax->setValue(defaults.tax / 100.0);
    m_courtFee->setAmount(defaults.courtFee);
    const Address court = tx::personOf(defaults.court);
    m_court->setCurrentIndex(court.isZero()                   ? NoCourt
                             : court == m_session.myAddress() ? FounderIsCourt
                                                              : OtherCourt);
    if (!court.isZero()) m_courtAddress->setAddress(court);
}

tx::CharterTerms CreateCompanyDialog::terms() const
{
    tx::CharterTerms terms = m_terms;
    terms.depositShare = static_cast<std::uint16_t>(m_depositShare->value() * 100 + 0.5);
    terms.minimumDeposit = m_minimumDeposit->amount().value_or(0);
    // A period that is shown rounded keeps its exact default unless it is changed.
    const auto period = [](Seconds fallback, const QSpinBox* days) {
        const auto shown = static_cast<Seconds>(days->value());
        return shown == fallback / kDay ? fallback : shown * kDay;
    };
    terms.answerPeriod = period(m_terms.answerPeriod, m_answerDays);
    terms.reviewPeriod = period(m_terms.reviewPeriod, m_reviewDays);
    terms.challengePeriod = period(m_terms.challengePeriod, m_challengeDays);
    terms.changes = static_cast<std::uint8_t>(m_changes->value());
    terms.tax = static_cast<std::uint16_t>(m_tax->value() * 100 + 0.5);
    terms.court = {};
    if (m_court->currentIndex() == FounderIsCourt) terms.court = tx::personParty(m_session.myAddress());
    if (m_court->currentIndex() == OtherCourt)
        if (const auto address = m_courtAddress->address()) terms.court = tx::personParty(*address);
    terms.courtFee = m_court->currentIndex() == NoCourt ? 0 : m_courtFee->amount().value_or(0);
    return terms;
}

QString CreateCompanyDialog::name() const
{
    QString text = m_name->text().simplified();
    if (text.endsWith(u".DAC"_s, Qt::CaseInsensitive)) text.chop(4);
    return text;
}

QString CreateCompanyDialog::meaning() const
{
    const tx::CharterTerms rules = terms();
    const QString symbol = m_session.symbol();
    QStringList sentences;
    sentences += tr("Members join with an invitation and can work with each other without asking anybody.");
    sentences += rules.depositShare == 0 && rules.minimumDeposit == 0
                     ? tr("Nobody has to lock a deposit. Deposits of 0 protect nobody.")
                     : tr("Both sides lock at least %1 of the reward first, and never less than %2.")
                           .arg(shareText(rules.depositShare), amountText(rules.minimumDeposit, symbol));
    sentences += tr("Deposits return %1 after the work is accepted.").arg(periodText(rules.challengePeriod));
    sentences +=
        rules.court.isZero()
            ? tr("If one side cheats, nobody can decide: choose an arbitrator unless you know everybody.")
            : tr("If one side cheats, the arbitrator decides; the cheater can lose the whole deposit and "
                 "pays "
                 "the fee of %1.")
                  .arg(amountText(rules.courtFee, symbol));
    if (rules.tax > 0)
        sentences += tr("%1 of what doers gain goes to the treasury.").arg(shareText(rules.tax));
    return sentences.join(u"\n\n"_s);
}

void CreateCompanyDialog::preview()
{
    m_previewName->setText(companyTitle(name().isEmpty() ? tr("(name)") : name()));
    const QString purpose = m_purpose->toPlainText().simplified();
    m_previewPurpose->setText(purpose.isEmpty() ? tr("(mission)") : purpose);
    m_counter->setText(tr("%1 of %2 characters").arg(purpose.size()).arg(kLongestPurpose));
    m_meaning->setText(meaning());
    if (m_hasTerms) keepDraft();
}

QString CreateCompanyDialog::faultOf(int step)
{
    if (step == 0) {
        if (name().size() < kLeastName) {
            m_name->setFocus();
            return tr("The name is too short. Use at least three characters.");
        }
        for (const auto& company : m_session.companies())
            if (toQt(company.name).compare(name(), Qt::CaseInsensitive) == 0) {
                m_name->setFocus();
                return tr("A company of this name exists already. Choose another name.");
            }
        const auto length = m_purpose->toPlainText().simplified().size();
        if (length == 0 || length > kLongestPurpose) {
            m_purpose->setFocus();
            return length == 0 ? tr("Say in one sentence what the company is for.")
                               : tr("The mission is longer than %1 characters. Make it one sentence.")
                                     .arg(kLongestPurpose);
        }
        return {};
    }
    if (step == 1) {
        if (!m_hasTerms) return tr("Still starting. Try again in a moment.");
        for (AmountEdit* edit : {m_minimumDeposit, m_courtFee, m_stake})
            if (!edit->amount() && !edit->text().trimmed().isEmpty()) {
                edit->setFocus();
                return edit->fault();
            }
        if (m_court->currentIndex() == OtherCourt && !m_courtAddress->address()) {
            m_courtAddress->setFocus();
            return m_courtAddress->text().isEmpty() ? tr("Whose address is the arbitrator's?")
                                                    : m_courtAddress->fault();
        }
        return {};
    }
    if (!m_understood->isChecked()) {
        m_understood->setFocus();
        return tr("Tick that you understand what can't be changed later.");
    }
    return {};
}

void CreateCompanyDialog::entered(int step)
{
    if (step == 0) m_name->setFocus();
    if (step == 1) m_depositShare->setFocus();
    if (step == 2) {
        summarize();
        setEffect(tr("Create %1…").arg(companyTitle(name())));
        m_understood->setFocus();
    }
}

void CreateCompanyDialog::summarize()
{
    const tx::CharterTerms rules = terms();
    const QString symbol = m_session.symbol();
    m_reviewPurpose->setText(companyTitle(name()) + u"\n"_s + m_purpose->toPlainText().simplified());
    m_summary->clear();
    m_summary->addFact(tr("Who can join"), tr("Anyone with an invitation"));
    m_summary->addFact(tr("Deposits"),
                       tr("at least %1 of the reward, never less than %2")
                           .arg(shareText(rules.depositShare), amountText(rules.minimumDeposit, symbol)));
    m_summary->addFact(tr("Challenging period"), periodText(rules.challengePeriod));
    m_summary->addFact(tr("Review within"), periodText(rules.reviewPeriod));
    m_summary->addFact(tr("Answer within"), periodText(rules.answerPeriod));
    m_summary->addFact(tr("Rounds of changes"), QString::number(rules.changes));
    m_summary->addFact(tr("To the treasury"), tr("%1 of what a doer gains").arg(shareText(rules.tax)));
    const Address court = tx::personOf(rules.court);
    m_summary->addFact(
        tr("Disputes are decided by"),
        court.isZero() ? tr("nobody")
        : court == m_session.myAddress()
            ? tr("you, for a fee of %1").arg(amountText(rules.courtFee, symbol))
            : tr("%1, for a fee of %2").arg(groupedAddress(court), amountText(rules.courtFee, symbol)));
    m_cost->clear();
    const Amount stake = m_stake->amount().value_or(0);
    const Amount needed = stake + tx::CreateDac::kFee;
    m_cost->addFact(tr("You lock"), amountText(stake, symbol));
    m_cost->addFact(tr("Network fee"), amountText(tx::CreateDac::kFee, symbol));
    const Amount available = m_session.wallet().available;
    m_cost->addFact(tr("You need"),
                    tr("%1; you have %2").arg(amountText(needed, symbol), amountText(available, symbol)));
    banners()->remove(u"money"_s);
    if (m_session.wallet().isKnown && needed > available)
        banners()->show(u"money"_s, Tone::Warn,
                        tr("You need %1 more. What you typed is kept; receive money first, or lock less.")
                            .arg(amountText(needed - available, symbol)));
}

void CreateCompanyDialog::finishAll()
{
    engine::CreateCompany action;
    action.name = toStd(name());
    action.purpose = toStd(m_purpose->toPlainText().simplified());
    action.terms = terms();
    action.stake = m_stake->amount().value_or(0);
    m_actions.run(action, effectButton(), [this](const engine::Sent& sent) {
        m_settings.setDraft(kDraft, {});
        m_hasTerms = false; // what is on screen is no draft any more
        Q_EMIT created(sent.dac);
        accept();
    });
}

void CreateCompanyDialog::keepDraft()
{
    if (m_name->text().isEmpty() && m_purpose->toPlainText().isEmpty()) return;
    const QJsonObject draft{
        {u"name"_s, m_name->text()}, {u"purpose"_s, m_purpose->toPlainText()}, {u"stake"_s, m_stake->text()}};
    m_settings.setDraft(kDraft, QString::fromUtf8(QJsonDocument(draft).toJson(QJsonDocument::Compact)));
}

void CreateCompanyDialog::readDraft()
{
    const QString kept = m_settings.draft(kDraft);
    if (kept.isEmpty() || !m_name->text().isEmpty()) return;
    const QJsonObject draft = QJsonDocument::fromJson(kept.toUtf8()).object();
    m_name->setText(draft.value(u"name"_s).toString());
    m_purpose->setPlainText(draft.value(u"purpose"_s).toString());
    if (const QString stake = draft.value(u"stake"_s).toString(); !stake.isEmpty()) m_stake->setText(stake);
}

} // namespace stoa::ui
