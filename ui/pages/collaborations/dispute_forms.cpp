// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/dispute_forms.h"

#include <algorithm>

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/dialog.h"
#include "ui/models/payoff_text.h"
#include "ui/pages/collaborations/amount_slider.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr int kLeastStory = 20;
constexpr int kMostStory = 2000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DisputeForms)
public:
    static QString claim(const engine::PersonView& claimant, const QString& doer, const QString& amount)
    {
        if (claimant.isMe)
            return tr("You ask that %1 receives %2 of the money in this collaboration.").arg(doer, amount);
        return tr("%1 asks that %2 receives %3 of the money in this collaboration.")
            .arg(nameOf(claimant), doer, amount);
    }
    static QString claimForMe(const engine::PersonView& claimant, const QString& amount)
    {
        if (claimant.isMe) return tr("You ask for %1 of the money in this collaboration.").arg(amount);
        return tr("%1 asks that you receive %2 of the money in this collaboration.")
            .arg(nameOf(claimant), amount);
    }
    static QString counter(const engine::PersonView& respondent, const QString& amount)
    {
        return respondent.isMe ? tr("You answered that it should be %1.").arg(amount)
                               : tr("%1 answered that it should be %2.").arg(nameOf(respondent), amount);
    }
    static QString noCounter(const engine::PersonView& respondent, const QString& amount)
    {
        return respondent.isMe ? tr("You have not answered. Without the dispute it would be %1.").arg(amount)
                               : tr("%1 has not answered. Without the dispute it would be %2.")
                                     .arg(nameOf(respondent), amount);
    }
    static QString mine() { return tr("In your words"); }
    static QString theirs(const QString& name) { return tr("In the words of %1").arg(name); }
    static QString preset(const QString& words, const QString& amount)
    {
        return tr("%1 (%2)", "preset, amount").arg(words, amount);
    }
};

/// A name inside a label whose & marks a mnemonic.
QString inLabel(QString name) { return name.replace(u'&', u"&&"_s); }

/// A button that puts an amount into the slider.
void addPreset(FlowLayout* row, AmountSlider* slider, const QString& words, Amount amount,
               const QString& symbol)
{
    auto* button = new QPushButton(inLabel(Words::preset(words, amountText(amount, symbol))));
    button->setAutoDefault(false);
    QObject::connect(button, &QPushButton::clicked, slider, [slider, amount] { slider->setAmount(amount); });
    row->addWidget(button);
}

Amount mineOf(const Split& split, bool iAmAsker) { return iAmAsker ? split.toAsker : split.toDoer; }

void addText(QVBoxLayout* body, const QString& caption, const std::string& text)
{
    body->addWidget(captionLabel(caption));
    auto* words = wrappedLabel(toQt(text));
    words->setSelectable();
    body->addWidget(words);
}

} // namespace

QString wordsOfText(const engine::PersonView& person)
{
    return person.isMe ? Words::mine() : Words::theirs(nameOf(person));
}

QString claimSentence(const engine::CollaborationView& view, const QString& symbol)
{
    if (!view.dispute) return {};
    const auto& claimant = view.dispute->claimantIsAsker ? view.asker : view.doer;
    const QString amount = amountText(view.dispute->claim, symbol);
    if (view.doer.isMe) return Words::claimForMe(claimant, amount);
    return Words::claim(claimant, properNameOf(view.doer), amount);
}

QString counterSentence(const engine::CollaborationView& view, const QString& symbol)
{
    if (!view.dispute) return {};
    const auto& respondent = view.dispute->claimantIsAsker ? view.doer : view.asker;
    return view.dispute->isAnswered || counterClaimOf(*view.dispute) != view.dispute->statusQuo
               ? Words::counter(respondent, amountText(counterClaimOf(*view.dispute), symbol))
               : Words::noCounter(respondent, amountText(view.dispute->statusQuo, symbol));
}

// ---- open ---------------------------------------------------------------------------------------------

DisputeForm::DisputeForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Open a dispute"), parent)
    , m_stakes(stakesOf(view))
    , m_statusQuo(statusQuoOf(view))
    , m_story(makeTextEdit(5))
    , m_evidence(makeTextEdit(2))
    , m_count(captionLabel({}))
    , m_claim(new AmountSlider(
          tr("What %1 &should receive, deposit included").arg(inLabel(properNameOf(view.doer))), symbol()))
    , m_outcomes(new MoneyTable)
{
    const QString other = nameOf(view.iAmAsker ? view.doer : view.asker);
    body()->addWidget(secondaryLabel(
        tr("Most disputes end by talking. If you open one, all money of this collaboration is frozen, %1 can "
           "answer, and %2 decides. You pay %3 for the ruling first; whoever is wrong bears it in the end.")
            .arg(other, nameOf(view.arbitrator), amountText(view.courtFee, symbol()))));
    makeBroken();
    Card* happened = addCard(tr("2. What happened?"));
    addField(happened->body(), tr("&Write what you can show"), m_story,
             tr("%1 and the arbitrator read this. It cannot be withdrawn.").arg(other));
    happened->body()->addWidget(m_count);
    addField(happened->body(), tr("&Evidence: wiki pages, files, links"), m_evidence,
             tr("One in each line; may stay empty. The job statement and the delivery are part of the case "
                "anyway."));
    makeClaim();
    body()->addStretch(1);

    connect(m_story, &QPlainTextEdit::textChanged, this, [this] {
        m_count->setText(tr("%1 of %2 characters").arg(m_story->toPlainText().size()).arg(kMostStory));
        recheck();
    });
    connect(m_claim, &AmountSlider::changed, this, [this] {
        showOutcomes();
        recheck();
    });
    setSendLabel(tr("Open the dispute…"));
    // A start that harms nobody: my own money back, or the reward I worked for.
    m_claim->setAmount(view.iAmAsker ? view.doerDeposit : view.reward + view.doerDeposit);
    if (m_claim->amount() == m_statusQuo) m_claim->setAmount(view.iAmAsker ? 0 : potOf(m_stakes));
    showOutcomes();
}

void DisputeForm::makeBroken()
{
    Card* card = addCard(tr("1. What was broken?"));
    const auto add = [&](const QString& words, const QString& details = {}) {
        auto* box = new QCheckBox(words);
        box->setAccessibleDescription(details);
        box->setProperty("details", details);
        m_broken << box;
        card->body()->addWidget(box);
        if (!details.isEmpty()) {
            auto* caption = captionLabel(details);
            caption->setContentsMargins(2 * fontMetrics().height(), 0, 0, 0);
            card->body()->addWidget(caption);
        }
        connect(box, &QCheckBox::toggled, this, [this] { recheck(); });
    };
    int number = 0;
    for (const auto& result : view().statement.results) {
        ++number;
        add(tr("Result %1 is not met").arg(number), toQt(result.result));
    }
    QStringList limits;
    for (const auto& each : view().statement.outside) limits << toQt(each);
    add(tr("A boundary was crossed"),
        limits.isEmpty() ? QString() : tr("Not part of it: %1").arg(limits.join(u" · "_s)));
    add(tr("The deadline was missed"));
    add(tr("No answer"));
    add(tr("Good work was not accepted"));
    add(tr("Something else"));
}

void DisputeForm::makeClaim()
{
    Card* card = addCard(tr("3. What do you ask for?"));
    const Amount pot = potOf(m_stakes);
    card->body()->addWidget(captionLabel(
        tr("%1 are locked together. Without a dispute %2 would receive %3.")
            .arg(amountText(pot, symbol()), properNameOf(view().doer), amountText(m_statusQuo, symbol()))));
    m_claim->setRange(0, pot);
    auto* presets = new FlowLayout;
    const auto offer = [&](const QString& words, Amount amount) {
        if (amount != m_statusQuo) addPreset(presets, m_claim, words, amount, symbol());
    };
    if (view().iAmAsker) {
        offer(tr("Everybody's money back"), view().doerDeposit);
        offer(tr("Half of their deposit, too"), view().doerDeposit / 2);
        offer(tr("Their whole deposit, too"), 0);
    } else {
        offer(tr("The reward"), view().reward + view().doerDeposit);
        offer(tr("Half of their deposit, too"), view().reward + view().doerDeposit + view().askerDeposit / 2);
        offer(tr("Their whole deposit, too"), pot);
    }
    card->body()->addWidget(m_claim);
    card->body()->addLayout(presets);
    card->body()->addWidget(captionLabel(
        tr("Who receives what, your %1 for the ruling counted").arg(amountText(view().courtFee, symbol()))));
    card->body()->addWidget(m_outcomes);
}

void DisputeForm::showOutcomes()
{
    const Amount claim = m_claim->amount().value_or(m_statusQuo);
    const bool iAmAsker = view().iAmAsker;
    const Amount pot = potOf(m_stakes);
    const QString other = nameOf(iAmAsker ? view().doer : view().asker);
    const auto row = [&](const QString& words, const Split& split, Amount fee) {
        return QStringList{words, netText(netOf(mineOf(split, iAmAsker), 0, fee), symbol()),
                           netText(netOf(mineOf(split, !iAmAsker), 0, 0), symbol())};
    };
    const Amount fee = m_stakes.courtFee;
    const Amount extreme = claim < m_statusQuo ? pot : 0;
    m_outcomes->setTable(
        {QString(), tr("You"), other},
        {row(tr("%1 accepts your amount").arg(other), splitOf(m_stakes, claim), 0),
         row(tr("The arbitrator agrees with you"), ruled(m_stakes, iAmAsker, claim, m_statusQuo, claim), fee),
         row(tr("The arbitrator leaves it as it was"),
             ruled(m_stakes, iAmAsker, claim, m_statusQuo, m_statusQuo), fee),
         row(tr("At worst: %1 asks for everything and gets it").arg(other),
             ruled(m_stakes, iAmAsker, claim, extreme, extreme), fee),
         row(tr("Nobody rules in time"), splitOf(m_stakes, m_statusQuo), 0)},
        1);
}

QString DisputeForm::text() const
{
    QStringList broken;
    for (const QCheckBox* box : m_broken)
        if (box->isChecked()) {
            const QString details = box->property("details").toString();
            broken << u"- "_s + box->text() + (details.isEmpty() ? QString() : u": "_s + details);
        }
    QStringList parts;
    if (!broken.isEmpty()) parts << tr("What was broken") + u'\n' + broken.join(u'\n');
    parts << tr("What happened") + u'\n' + m_story->toPlainText().trimmed();
    QStringList evidence;
    for (const QString& line : m_evidence->toPlainText().split(u'\n'))
        if (!line.trimmed().isEmpty()) evidence << u"- "_s + line.trimmed();
    if (!evidence.isEmpty()) parts << tr("Evidence") + u'\n' + evidence.join(u'\n');
    return parts.join(u"\n\n"_s);
}

ActForm::Fault DisputeForm::fault() const
{
    if (std::none_of(m_broken.begin(), m_broken.end(), [](const QCheckBox* box) { return box->isChecked(); }))
        return {tr("Tick what was broken."), m_broken.first()};
    const auto length = m_story->toPlainText().trimmed().size();
    if (length < kLeastStory)
        return {tr("Say what happened, in %1 characters at least.").arg(kLeastStory), m_story};
    if (length > kMostStory)
        return {tr("Keep it below %1 characters; put the rest on a wiki page and link it.").arg(kMostStory),
                m_story};
    if (!m_claim->fault().isEmpty()) return {m_claim->fault(), m_claim->edit()};
    if (m_claim->amount() == m_statusQuo)
        return {tr("That is what happens without a dispute. Ask for something else."), m_claim->edit()};
    const auto& wallet = context().session.wallet();
    if (wallet.isKnown && wallet.available < m_stakes.courtFee)
        return {tr("The ruling costs %1, and you have %2.")
                    .arg(amountText(m_stakes.courtFee, symbol()), amountText(wallet.available, symbol())),
                nullptr};
    return {};
}

engine::ActOnCollaboration DisputeForm::action() const
{
    auto action = makeAction(engine::Act::Dispute);
    action.text = toStd(text());
    action.amount = m_claim->amount().value_or(0);
    return action;
}

// ---- answer -------------------------------------------------------------------------------------------

AnswerForm::AnswerForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Answer the dispute"), parent)
    , m_stakes(stakesOf(view))
    , m_accepts(new QRadioButton(tr("&Accept the claim: it is settled at once, without a ruling")))
    , m_rejects(new QRadioButton(tr("&Reject it, and say what would be right")))
    , m_story(makeTextEdit(5))
    , m_counter(new AmountSlider(
          tr("What %1 &should receive, deposit included").arg(inLabel(properNameOf(view.doer))), symbol()))
    , m_outcomes(new MoneyTable)
{
    const engine::CaseView dispute = view.dispute.value_or(engine::CaseView{});
    const QString claimant = nameOf(dispute.claimantIsAsker ? view.asker : view.doer);
    Card* claim = addCard(tr("What %1 says").arg(claimant));
    claim->body()->addWidget(wrappedLabel(claimSentence(view, symbol()), TextRole::Strong));
    addText(claim->body(), tr("In their words"), dispute.claimText);

    Card* answer = addCard(tr("Your answer"));
    answer->body()->addWidget(m_accepts);
    answer->body()->addWidget(m_rejects);
    m_own = new QWidget;
    auto* own = new QVBoxLayout(m_own);
    own->setContentsMargins(0, 0, 0, 0);
    // What the other side claims is granted: an answer that is worse for who gives it would bind the ruling.
    const Amount low = dispute.claimantIsAsker ? dispute.claim : 0;
    const Amount high = dispute.claimantIsAsker ? potOf(m_stakes) : dispute.claim;
    m_counter->setRange(low, high);
    own->addWidget(m_counter);
    if (dispute.statusQuo >= low && dispute.statusQuo <= high) {
        auto* presets = new FlowLayout;
        addPreset(presets, m_counter, tr("As without the dispute"), dispute.statusQuo, symbol());
        own->addLayout(presets);
    }
    answer->body()->addWidget(m_own);
    addField(answer->body(), tr("&Why"), m_story,
             tr("%1 and the arbitrator read this. It cannot be withdrawn.").arg(claimant));
    Card* money = addCard(tr("What can come of it"));
    money->body()->addWidget(
        captionLabel(tr("%1 has paid %2 for the ruling first. Whoever is wrong bears it in the end.")
                         .arg(claimant, amountText(view.courtFee, symbol()))));
    money->body()->addWidget(m_outcomes);
    if (dispute.deadline != 0)
        body()->addWidget(
            captionLabel(tr("You can answer until %1. After that the arbitrator decides without your answer.")
                             .arg(dateText(dispute.deadline))));
    body()->addStretch(1);

    connect(m_accepts, &QRadioButton::toggled, this, &AnswerForm::change);
    connect(m_counter, &AmountSlider::changed, this, &AnswerForm::change);
    connect(m_story, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    m_rejects->setChecked(true);
    m_counter->setAmount(std::clamp(dispute.statusQuo, low, std::max(low, high)));
    change();
}

void AnswerForm::change()
{
    const bool accepts = m_accepts->isChecked();
    m_own->setVisible(!accepts);
    setSendLabel(accepts ? tr("Accept the claim…") : tr("Answer…"));
    const engine::CaseView dispute = view().dispute.value_or(engine::CaseView{});
    const bool claimantIsAsker = dispute.claimantIsAsker;
    const QString other = nameOf(claimantIsAsker ? view().asker : view().doer);
    const bool iAmAsker = !claimantIsAsker;
    const Amount fee = m_stakes.courtFee;
    const auto row = [&](const QString& words, const Split& split, Amount theirFee) {
        return QStringList{words, netText(netOf(mineOf(split, iAmAsker), 0, 0), symbol()),
                           netText(netOf(mineOf(split, !iAmAsker), 0, theirFee), symbol())};
    };
    const Amount counter = m_counter->amount().value_or(dispute.statusQuo);
    QList<QStringList> rows;
    if (accepts || counter == dispute.claim)
        rows << row(tr("It is settled at once"), splitOf(m_stakes, dispute.claim), 0);
    else
        rows << row(tr("The arbitrator agrees with you"),
                    ruled(m_stakes, claimantIsAsker, dispute.claim, counter, counter), fee)
             << row(tr("The arbitrator agrees with %1").arg(other),
                    ruled(m_stakes, claimantIsAsker, dispute.claim, counter, dispute.claim), fee)
             << row(tr("Nobody rules in time"), splitOf(m_stakes, dispute.statusQuo), 0);
    m_outcomes->setTable({QString(), tr("You"), other}, rows, 0);
    recheck();
}

ActForm::Fault AnswerForm::fault() const
{
    const engine::CaseView dispute = view().dispute.value_or(engine::CaseView{});
    const auto typed = m_counter->edit()->amount();
    const bool isWorse = typed && (dispute.claimantIsAsker ? *typed < dispute.claim : *typed > dispute.claim);
    if (!m_accepts->isChecked() && isWorse)
        return {dispute.claimantIsAsker
                    ? tr("The other side already grants %1. To have that, accept the claim.")
                          .arg(amountText(dispute.claim, symbol()))
                    : tr("The other side asks for no more than %1. To give that, accept the claim.")
                          .arg(amountText(dispute.claim, symbol())),
                m_counter->edit()};
    if (!m_accepts->isChecked() && !m_counter->fault().isEmpty())
        return {m_counter->fault(), m_counter->edit()};
    if (m_story->toPlainText().trimmed().isEmpty())
        return {m_accepts->isChecked() ? tr("Say in a few words why you accept.")
                                       : tr("Say why, so that the arbitrator knows your side."),
                m_story};
    if (m_story->toPlainText().trimmed().size() > kMostStory)
        return {tr("Keep it below %1 characters; put the rest on a wiki page and link it.").arg(kMostStory),
                m_story};
    return {};
}

engine::ActOnCollaboration AnswerForm::action() const
{
    auto action = makeAction(engine::Act::Answer);
    const Amount claim = view().dispute ? view().dispute->claim : 0;
    action.text = toStd(m_story->toPlainText().trimmed());
    action.amount = m_accepts->isChecked() ? claim : m_counter->amount().value_or(claim);
    return action;
}

// ---- rule ---------------------------------------------------------------------------------------------

RulingForm::RulingForm(const PageContext& context, const engine::CollaborationView& view, engine::Act act,
                       QWidget* parent)
    : ActForm(context, view, act == engine::Act::CommitRuling ? tr("Seal your ruling") : tr("Rule"), parent)
    , m_act(act)
    , m_stakes(stakesOf(view))
    , m_reasons(makeTextEdit(5))
    , m_ruling(new AmountSlider(
          tr("What %1 &receives, deposit included").arg(inLabel(properNameOf(view.doer))), symbol()))
    , m_outcomes(new MoneyTable)
{
    const engine::CaseView dispute = view.dispute.value_or(engine::CaseView{});
    const Amount counter = counterClaimOf(dispute);
    const auto& claimant = dispute.claimantIsAsker ? view.asker : view.doer;
    const auto& respondent = dispute.claimantIsAsker ? view.doer : view.asker;

    Card* words = addCard(tr("The question"));
    words->body()->addWidget(wrappedLabel(claimSentence(view, symbol()), TextRole::Strong));
    addText(words->body(), wordsOfText(claimant), dispute.claimText);
    words->body()->addWidget(wrappedLabel(counterSentence(view, symbol()), TextRole::Strong));
    if (dispute.isAnswered) addText(words->body(), wordsOfText(respondent), dispute.answerText);
    if (!view.deliveryText.empty()) addText(words->body(), tr("What was delivered"), view.deliveryText);

    Card* ruling = addCard(tr("Your ruling"));
    ruling->body()->addWidget(captionLabel(
        tr("Any amount between the two. The part of your fee that each side bears follows from it.")));
    m_ruling->setRange(std::min(dispute.claim, counter), std::max(dispute.claim, counter));
    ruling->body()->addWidget(m_ruling);
    auto* presets = new FlowLayout;
    const auto& c = dispute.claim;
    addPreset(presets, m_ruling, tr("As %1 asks").arg(nameOf(claimant)), c, symbol());
    addPreset(presets, m_ruling, tr("Halfway"),
              std::min(c, counter) + (std::max(c, counter) - std::min(c, counter)) / 2, symbol());
    addPreset(presets, m_ruling,
              dispute.isAnswered || counter != dispute.statusQuo ? tr("As %1 answers").arg(nameOf(respondent))
                                                                 : tr("As without the dispute"),
              counter, symbol());
    ruling->body()->addLayout(presets);
    ruling->body()->addWidget(m_outcomes);
    addField(ruling->body(), tr("R&easons"), m_reasons,
             tr("Both sides read them. Say which results are met and which are not, and how you know."));
    if (isSealed()) {
        Card* next = addCard(tr("What happens then"));
        next->body()->addWidget(wrappedLabel(
            tr("Nobody can read a sealed ruling, not even the other arbitrators. When the time to seal is "
               "over, "
               "%1, you open it on this computer, which keeps it for you. The middle one of all opened "
               "rulings counts; whoever was near it shares the fee.")
                .arg(fullTimeText(dispute.deadline, context.session.now()))));
        next->body()->addWidget(
            captionLabel(tr("Sealed once more, the later one counts. If you seal nothing, or "
                            "do not open it, you lose a part of your seat's deposit.")));
    } else {
        body()->addWidget(captionLabel(
            tr("You receive %1 for the ruling. If you do not rule in time, the dispute ends without "
               "one, the fee "
               "goes back, and what was frozen goes on.")
                .arg(amountText(view.courtFee, symbol()))));
    }
    body()->addStretch(1);
    connect(m_ruling, &AmountSlider::changed, this, [this] {
        showOutcomes();
        recheck();
    });
    connect(m_reasons, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    setSendLabel(isSealed() ? tr("Seal my ruling…") : tr("Rule…"));
    m_ruling->setAmount(counter);
    showOutcomes();
}

void RulingForm::showOutcomes()
{
    const engine::CaseView dispute = view().dispute.value_or(engine::CaseView{});
    const Amount counter = counterClaimOf(dispute);
    const Amount amount = m_ruling->amount().value_or(counter);
    const Split split = ruled(m_stakes, dispute.claimantIsAsker, dispute.claim, counter, amount);
    m_outcomes->setTable({QString(), tr("Receives")},
                         {{nameOf(view().asker), amountText(split.toAsker, symbol())},
                          {nameOf(view().doer), amountText(split.toDoer, symbol())},
                          {tr("The company, as tax"), amountText(split.tax, symbol())}});
}

ActForm::Fault RulingForm::fault() const
{
    if (!m_ruling->fault().isEmpty()) return {m_ruling->fault(), m_ruling->edit()};
    if (m_reasons->toPlainText().trimmed().isEmpty())
        return {tr("A ruling needs reasons: both sides have to understand it."), m_reasons};
    return {};
}

engine::ActOnCollaboration RulingForm::action() const
{
    auto action = makeAction(m_act);
    action.text = toStd(m_reasons->toPlainText().trimmed());
    action.amount = m_ruling->amount().value_or(0);
    return action;
}

// ---- take it back -------------------------------------------------------------------------------------

WithdrawForm::WithdrawForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view,
              view.dispute && view.dispute->isAppeal ? tr("Withdraw the appeal") : tr("Withdraw the dispute"),
              parent)
    , m_outcomes(new MoneyTable)
{
    const engine::CaseView dispute = view.dispute.value_or(engine::CaseView{});
    const QString other = nameOf(view.iAmAsker ? view.doer : view.asker);
    const QString fee = amountText(dispute.fee, symbol());
    body()->addWidget(wrappedLabel(
        dispute.isAppeal ? tr("It costs %1: what was paid for the appeal goes to %2 and does not come back.")
                               .arg(fee, other)
                         : tr("It costs %1: what was paid for the ruling goes to %2 and does not come back.")
                               .arg(fee, other),
        TextRole::Strong));
    Card* money = addCard(tr("Who receives what, what was paid for it counted"));
    money->body()->addWidget(m_outcomes);
    Card* next = addCard(tr("What happens then"));
    next->body()->addWidget(wrappedLabel(
        dispute.isAppeal
            ? tr("The appeal ends without a ruling. The first one stands, and is paid at once: %1 for %2.")
                  .arg(amountText(dispute.firstRuling, symbol()), properNameOf(view.doer))
            : tr("The dispute ends without a ruling. The collaboration goes on where it stopped, with the "
                 "time that was left. You cannot open another dispute in it.")));
    body()->addWidget(captionLabel(tr("You can do this until the first ruling is opened.")));
    body()->addStretch(1);
    setSendLabel(tr("Withdraw, and give up %1…").arg(fee));
    showOutcomes();
}

void WithdrawForm::showOutcomes()
{
    const engine::CaseView dispute = view().dispute.value_or(engine::CaseView{});
    const Stakes stakes = stakesOf(view());
    const bool iAmAsker = view().iAmAsker;
    const bool iAmClaimant = iAmAsker == dispute.claimantIsAsker;
    const Amount counter = counterClaimOf(dispute);
    const QString other = nameOf(iAmAsker ? view().doer : view().asker);
    const auto ruling = [&](Amount amount) {
        return ruled(stakes, dispute.claimantIsAsker, dispute.claim, counter, amount);
    };
    // Who opened the dispute has paid for its ruling; an appeal is paid for besides.
    const bool isAppeal = dispute.isAppeal;
    const Amount myFirst = isAppeal && iAmClaimant ? stakes.courtFee : 0;
    const Amount theirFirst = isAppeal && !iAmClaimant ? stakes.courtFee : 0;
    const auto row = [&](const QString& words, const Split& split, Amount mySpent, Amount theirGain) {
        return QStringList{words, netText(netOf(mineOf(split, iAmAsker), 0, myFirst + mySpent), symbol()),
                           netText(netOf(mineOf(split, !iAmAsker) + theirGain, 0, theirFirst), symbol())};
    };
    const Split rest = isAppeal ? ruling(dispute.firstRuling) : splitOf(stakes, dispute.statusQuo);
    QList<QStringList> rows{
        row(isAppeal ? tr("You withdraw it") : tr("You withdraw it, and nobody acts then"), rest, dispute.fee,
            dispute.fee),
        row(tr("It goes on, and the ruling agrees with you"), ruling(iAmClaimant ? dispute.claim : counter),
            dispute.fee, 0)};
    if (counter != dispute.statusQuo)
        rows << row(tr("It goes on, and the ruling agrees with %1").arg(other),
                    ruling(iAmClaimant ? counter : dispute.claim), dispute.fee, 0);
    rows << row(tr("It goes on, and nobody rules in time"), rest, 0, 0);
    m_outcomes->setTable({QString(), tr("You"), other}, rows, 0);
}

engine::ActOnCollaboration WithdrawForm::action() const { return makeAction(engine::Act::WithdrawDispute); }

} // namespace stoa::ui
