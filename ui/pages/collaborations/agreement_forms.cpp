// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/agreement_forms.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/models/payoff_text.h"
#include "ui/pages/collaborations/amount_slider.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/job_statement_view.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr Seconds kUsualOffer = 7 * kDay;
constexpr Seconds kLeastTime = 10 * kMinute; // until it is signed and in a block

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AgreementForms)
};

QString inLabel(QString name) { return name.replace(u'&', u"&&"_s); }

const engine::PersonView& otherSide(const engine::CollaborationView& view)
{
    return view.iAmAsker ? view.doer : view.asker;
}
const engine::PersonView& sideOf(const engine::CollaborationView& view, bool isAsker)
{
    return isAsker ? view.asker : view.doer;
}

QStringList settlementHeads(const engine::CollaborationView& view)
{
    QStringList heads{QString(), nameOf(view.asker), nameOf(view.doer)};
    if (view.tax > 0) heads << Words::tr("The company, as tax");
    return heads;
}

QString statementText(bool isOther) { return isOther ? Words::tr("another one") : Words::tr("the same"); }

QStringList termHeads() { return {QString(), Words::tr("Now"), Words::tr("Offered")}; }

/// Who offers what to whom.
QString offerSentence(const engine::CollaborationView& view, const engine::OfferView& offer,
                      const QString& symbol)
{
    const auto& by = sideOf(view, offer.byAsker);
    const QString amount = amountText(offer.amount, symbol);
    if (!offer.byAsker)
        return by.isMe ? Words::tr("You offer to end it now, and to receive %1.").arg(amount)
                       : Words::tr("%1 offers to end it now, and to receive %2.").arg(nameOf(by), amount);
    const QString doer = view.doer.isMe ? Words::tr("you") : nameOf(view.doer);
    return by.isMe ? Words::tr("You offer to end it now, with %1 for %2.").arg(amount, doer)
                   : Words::tr("%1 offers to end it now, with %2 for %3.").arg(nameOf(by), amount, doer);
}

/// What happens to the fee that was paid for a dispute.
QString feeText(const engine::CollaborationView& view, const QString& symbol)
{
    if (view.state != engine::CollaborationState::Disputed || !view.dispute) return {};
    return Words::tr("The dispute ends with it, and the fee of %1 goes back to %2.")
        .arg(amountText(view.dispute->fee, symbol), nameOf(sideOf(view, view.dispute->claimantIsAsker)));
}

} // namespace

QList<QStringList> settlementRows(const engine::CollaborationView& view, Amount toDoer, const QString& symbol)
{
    const Stakes stakes = stakesOf(view);
    const auto row = [&](const QString& words, const Split& split) {
        QStringList cells{words, amountText(split.toAsker, symbol), amountText(split.toDoer, symbol)};
        if (view.tax > 0) cells << amountText(split.tax, symbol);
        return cells;
    };
    QList<QStringList> rows{row(Words::tr("With this settlement"), splitOf(stakes, toDoer))};
    const bool isDisputed = view.state == engine::CollaborationState::Disputed;
    rows << row(isDisputed ? Words::tr("If nobody rules") : Words::tr("Without it, if nobody acts"),
                splitOf(stakes, statusQuoOf(view)));
    return rows;
}

QList<QStringList> termRowsOf(const engine::CollaborationView& view, Amount reward, Timestamp workBy,
                              bool isOtherStatement, const QString& symbol)
{
    const auto day = [](Timestamp time) { return shortDateText(time, 0); }; // always with the year
    return {{Words::tr("Reward"), amountText(view.reward, symbol), amountText(reward, symbol)},
            {Words::tr("Work until"), day(view.workBy), day(workBy)},
            {Words::tr("Job statement"), Words::tr("as agreed"), statementText(isOtherStatement)}};
}

QString rewardChangeText(const engine::CollaborationView& view, Amount after, const QString& symbol)
{
    const QString asker = view.iAmAsker ? Words::tr("you") : nameOf(view.asker);
    if (after > view.reward)
        return view.iAmAsker ? Words::tr("You lock %1 more when both have agreed.")
                                   .arg(amountText(after - view.reward, symbol))
                             : Words::tr("%1 locks %2 more when both have agreed.")
                                   .arg(nameOf(view.asker), amountText(after - view.reward, symbol));
    if (after < view.reward)
        return Words::tr("%1 go back to %2 when both have agreed.")
            .arg(amountText(view.reward - after, symbol), asker);
    return Words::tr("No money moves by this.");
}

// ---- a settlement -------------------------------------------------------------------------------------

OfferForm::OfferForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Offer to settle"), parent)
    , m_amount(new AmountSlider(
          tr("What %1 &should receive, deposit included").arg(inLabel(properNameOf(view.doer))), symbol()))
    , m_until(makeTimeEdit(context.session.now() + kUsualOffer))
    , m_outcomes(new MoneyTable)
{
    const QString other = nameOf(otherSide(view));
    body()->addWidget(secondaryLabel(
        tr("If %1 accepts, the collaboration ends at once and the money is paid as you say here. Until then "
           "nothing changes, and you can replace your offer with another one, but not take it back.")
            .arg(other)));
    if (view.offer)
        body()->addWidget(
            wrappedLabel(tr("This takes the place of the offer that stands now: %1 for %2.")
                             .arg(amountText(view.offer->amount, symbol()), properNameOf(view.doer))));
    Card* card = addCard(tr("Who gets what"));
    const Stakes stakes = stakesOf(view);
    card->body()->addWidget(
        captionLabel(tr("%1 are locked together: both deposits and the reward. Whatever one side receives, "
                        "the other one does not.")
                         .arg(amountText(potOf(stakes), symbol()))));
    m_amount->setRange(0, potOf(stakes));
    card->body()->addWidget(m_amount);
    auto* presets = new FlowLayout;
    const auto preset = [&](const QString& words, Amount amount) {
        auto* button = new QPushButton(
            inLabel(tr("%1 (%2)", "preset, amount").arg(words, amountText(amount, symbol()))));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, m_amount, [this, amount] { m_amount->setAmount(amount); });
        presets->addWidget(button);
    };
    preset(tr("Everybody's money back"), view.doerDeposit);
    preset(tr("Half of the reward"), view.doerDeposit + view.reward / 2);
    preset(tr("The whole reward"), view.doerDeposit + view.reward);
    card->body()->addLayout(presets);
    card->body()->addWidget(m_outcomes);
    if (const QString fee = feeText(view, symbol()); !fee.isEmpty())
        card->body()->addWidget(captionLabel(fee));
    Card* time = addCard(tr("How long the offer stands"));
    addField(time->body(), tr("&Until"), m_until, tr("Afterwards it can no longer be accepted."));
    body()->addStretch(1);
    connect(m_amount, &AmountSlider::changed, this, [this] {
        showOutcomes();
        recheck();
    });
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, [this] { recheck(); });
    setSendLabel(tr("Offer to settle…"));
    m_amount->setAmount(view.doerDeposit + view.reward / 2);
    showOutcomes();
}

void OfferForm::showOutcomes()
{
    const Amount amount = m_amount->amount().value_or(view().doerDeposit);
    m_outcomes->setTable(settlementHeads(view()), settlementRows(view(), amount, symbol()), 0);
}

ActForm::Fault OfferForm::fault() const
{
    if (!m_amount->fault().isEmpty()) return {m_amount->fault(), m_amount->edit()};
    if (timeOf(*m_until) < context().session.now() + kLeastTime)
        return {tr("Choose a later day: the other side needs time to accept."), m_until};
    return {};
}

engine::ActOnCollaboration OfferForm::action() const
{
    auto action = makeAction(engine::Act::Offer);
    action.amount = m_amount->amount().value_or(0);
    action.until = timeOf(*m_until);
    return action;
}

SettleForm::SettleForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Settle"), parent)
    , m_outcomes(new MoneyTable)
{
    const engine::OfferView offer = view.offer.value_or(engine::OfferView{});
    body()->addWidget(wrappedLabel(offerSentence(view, offer, symbol()), TextRole::Strong));
    Card* card = addCard(tr("Who gets what"));
    m_outcomes->setTable(settlementHeads(view), settlementRows(view, offer.amount, symbol()), 0);
    card->body()->addWidget(m_outcomes);
    if (const QString fee = feeText(view, symbol()); !fee.isEmpty())
        card->body()->addWidget(captionLabel(fee));
    body()->addWidget(wrappedLabel(
        tr("It is paid at once and cannot be undone. There is no dispute about it afterwards.")));
    body()->addWidget(captionLabel(
        tr("You do not want it? Do nothing: the offer ends %1. Or go back and make another offer.")
            .arg(fullTimeText(offer.until, context.session.now()))));
    body()->addStretch(1);
    setSendLabel(tr("Settle with %1 for %2…")
                     .arg(amountText(offer.amount, symbol()), inLabel(properNameOf(view.doer))));
}

engine::ActOnCollaboration SettleForm::action() const
{
    auto action = makeAction(engine::Act::AcceptOffer);
    action.amount = view().offer ? view().offer->amount : 0;
    return action;
}

// ---- other terms --------------------------------------------------------------------------------------

AmendForm::AmendForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Offer other terms"), parent)
    , m_reward(new AmountEdit(symbol()))
    , m_workBy(makeTimeEdit(view.workBy))
    , m_newStatement(new QCheckBox(tr("Take the &job statement as it stands in the task now")))
    , m_terms(new MoneyTable)
    , m_money(captionLabel({}))
{
    body()->addWidget(secondaryLabel(
        tr("The new terms count when %1 agrees. Until then the old ones do, and so does their deadline.")
            .arg(nameOf(otherSide(view)))));
    Card* card = addCard(tr("The terms that you offer"));
    m_reward->setAmount(view.reward);
    addField(card->body(), tr("The whole &reward"), m_reward);
    addField(card->body(), tr("Work &until"), m_workBy);
    card->body()->addWidget(m_newStatement);
    card->body()->addWidget(
        captionLabel(tr("Change the task first; then both sides sign its new text with this.")));
    m_newStatement->setVisible(!view.task.isZero());
    Card* compared = addCard(tr("Old against new"));
    compared->body()->addWidget(m_terms);
    compared->body()->addWidget(m_money);
    compared->body()->addWidget(captionLabel(tr("The deposits stay as they are.")));
    body()->addStretch(1);
    connect(m_reward, &AmountEdit::amountChanged, this, &AmendForm::change);
    connect(m_workBy, &QDateTimeEdit::dateTimeChanged, this, &AmendForm::change);
    connect(m_newStatement, &QCheckBox::toggled, this, &AmendForm::change);
    setSendLabel(tr("Offer these terms…"));
    change();
}

/// The field holds minutes; the agreed moment may lie between two of them.
Timestamp AmendForm::chosenWorkBy() const
{
    const Timestamp chosen = timeOf(*m_workBy);
    return chosen / kMinute == view().workBy / kMinute ? view().workBy : chosen;
}

void AmendForm::change()
{
    const Amount reward = m_reward->amount().value_or(view().reward);
    m_terms->setTable(termHeads(),
                      termRowsOf(view(), reward, chosenWorkBy(), m_newStatement->isChecked(), symbol()));
    m_money->setText(rewardChangeText(view(), reward, symbol()));
    recheck();
}

ActForm::Fault AmendForm::fault() const
{
    if (!m_reward->amount())
        return {m_reward->fault().isEmpty() ? tr("Write the reward as a number, such as 12.50.")
                                            : m_reward->fault(),
                m_reward};
    if (chosenWorkBy() < context().session.now() + kLeastTime)
        return {tr("Choose a day that is still to come."), m_workBy};
    if (*m_reward->amount() == view().reward && chosenWorkBy() == view().workBy &&
        !m_newStatement->isChecked())
        return {tr("These are the terms that you have. Change one of them."), m_reward};
    const auto& wallet = context().session.wallet();
    const Amount more = *m_reward->amount() > view().reward ? *m_reward->amount() - view().reward : 0;
    if (view().iAmAsker && view().asker.isMe && wallet.isKnown && more > wallet.available)
        return {tr("That would lock %1 more, and you have %2.")
                    .arg(amountText(more, symbol()), amountText(wallet.available, symbol())),
                m_reward};
    return {};
}

engine::ActOnCollaboration AmendForm::action() const
{
    auto action = makeAction(engine::Act::Amend);
    action.amount = m_reward->amount().value_or(view().reward);
    action.workBy = chosenWorkBy();
    action.newStatement = m_newStatement->isChecked();
    return action;
}

AgreeForm::AgreeForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Agree to other terms"), parent)
    , m_terms(new MoneyTable)
{
    const engine::AmendmentView offered = view.amendment.value_or(engine::AmendmentView{});
    body()->addWidget(
        wrappedLabel(tr("%1 offers other terms for this work.").arg(nameOf(sideOf(view, offered.byAsker))),
                     TextRole::Strong));
    Card* compared = addCard(tr("Old against new"));
    m_terms->setTable(termHeads(),
                      termRowsOf(view, offered.reward, offered.workBy, offered.isOtherStatement, symbol()));
    compared->body()->addWidget(m_terms);
    compared->body()->addWidget(captionLabel(rewardChangeText(view, offered.reward, symbol())));
    if (offered.isOtherStatement) {
        Card* text = addCard(tr("The other job statement"));
        if (offered.hasText) {
            auto* statement = new JobStatementView;
            statement->setStatement(offered.text);
            text->body()->addWidget(statement);
        } else {
            text->body()->addWidget(secondaryLabel(tr("The text has not arrived on this computer yet.")));
        }
    }
    body()->addWidget(
        captionLabel(tr("You do not want them? Do nothing: the old terms go on. Or offer terms of "
                        "your own.")));
    body()->addStretch(1);
    setSendLabel(tr("Agree to these terms…"));
}

ActForm::Fault AgreeForm::fault() const
{
    const engine::AmendmentView offered = view().amendment.value_or(engine::AmendmentView{});
    if (offered.isOtherStatement && !offered.hasText)
        return {tr("Nobody should sign a text that cannot be read yet. Wait until it has arrived."), nullptr};
    const auto& wallet = context().session.wallet();
    const Amount more = offered.reward > view().reward ? offered.reward - view().reward : 0;
    if (view().asker.isMe && wallet.isKnown && more > wallet.available)
        return {tr("That would lock %1 more, and you have %2.")
                    .arg(amountText(more, symbol()), amountText(wallet.available, symbol())),
                nullptr};
    return {};
}

engine::ActOnCollaboration AgreeForm::action() const { return makeAction(engine::Act::AgreeAmendment); }

// ---- what is offered now ------------------------------------------------------------------------------

QStringList offerWords(const engine::CollaborationView& view, const QString& symbol, Timestamp now)
{
    QStringList words;
    const bool isOpen = view.state != engine::CollaborationState::Settled &&
                        view.state != engine::CollaborationState::Refunded &&
                        view.state != engine::CollaborationState::Cancelled;
    if (!isOpen) return words;
    if (view.offer) {
        words << Words::tr("A settlement is offered") << offerSentence(view, *view.offer, symbol)
              << Words::tr("It stands until %1. If nobody accepts it, everything goes on as before.")
                     .arg(fullTimeText(view.offer->until, now));
    }
    if (view.amendment && view.state == engine::CollaborationState::Active) {
        const auto& by = sideOf(view, view.amendment->byAsker);
        words << Words::tr("Other terms are offered")
              << (by.isMe ? Words::tr("You offer other terms.")
                          : Words::tr("%1 offers other terms.").arg(nameOf(by)))
              << Words::tr("Until both have agreed, the old terms count.");
    }
    return words;
}

QList<QWidget*> makeOfferCards(const engine::CollaborationView& view, const QString& symbol, Timestamp now)
{
    QList<QWidget*> cards;
    const QStringList words = offerWords(view, symbol, now);
    for (qsizetype i = 0; i + 2 < words.size(); i += 3) {
        auto* card = new Card(words.at(i));
        card->body()->addWidget(wrappedLabel(words.at(i + 1), TextRole::Strong));
        auto* table = new MoneyTable;
        if (i == 0 && view.offer)
            table->setTable(settlementHeads(view), settlementRows(view, view.offer->amount, symbol), 0);
        else
            table->setTable(termHeads(), termRowsOf(view, view.amendment->reward, view.amendment->workBy,
                                                    view.amendment->isOtherStatement, symbol));
        card->body()->addWidget(table);
        card->body()->addWidget(captionLabel(words.at(i + 2)));
        cards << card;
    }
    return cards;
}

} // namespace stoa::ui
