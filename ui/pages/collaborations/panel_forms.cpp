// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/panel_forms.h"

#include <algorithm>

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/dialog.h"
#include "ui/models/payoff.h"
#include "ui/pages/collaborations/amount_slider.h"
#include "ui/pages/collaborations/dispute_forms.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/money.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::CaseState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PanelForms)
};

constexpr Amount kAppealCosts = 2; ///< court fees
constexpr int kMostWords = 2000;

QString inLabel(QString name) { return name.replace(u'&', u"&&"_s); }

void addText(QVBoxLayout* column, const QString& caption, const QString& text)
{
    column->addWidget(captionLabel(caption));
    auto* words = wrappedLabel(text);
    words->setSelectable();
    column->addWidget(words);
}

/// How far a panel is, as facts.
void addPanel(FactList* facts, const engine::CaseView& dispute, const QString& symbol)
{
    facts->addFact(Words::tr("Arbitrators"),
                   dispute.drawn >= dispute.size
                       ? Words::tr("%1 drawn by lot").arg(dispute.drawn)
                       : Words::tr("%1 of %2 drawn by lot so far").arg(dispute.drawn).arg(dispute.size));
    if (dispute.iAmJuror)
        facts->addFact(Words::tr("You"), dispute.iHaveOpened ? Words::tr("have opened your ruling")
                                         : dispute.iHaveSealed
                                             ? Words::tr("have sealed a ruling. Open it in time")
                                             : Words::tr("were drawn. Seal a ruling in time"));
    if (dispute.rulings.empty()) return;
    QStringList opened;
    for (const Amount ruling : dispute.rulings) opened << amountText(ruling, symbol);
    facts->addFact(Words::tr("Opened rulings"), opened.join(u" · "_s));
}

/// Who bears what of the fee.
QString whoPays(const engine::CollaborationView& view, const QString& symbol)
{
    const engine::CaseView& dispute = *view.dispute;
    const QString fee = amountText(view.courtFee, symbol); // what the case holds is paid out in the end
    const auto& claimant = dispute.claimantIsAsker ? view.asker : view.doer;
    if (!dispute.isPanel)
        return Words::tr(
                   "%1 is the arbitrator. %2 paid %3 for the ruling first; in the end each side bears its "
                   "share by how far it was wrong.")
            .arg(nameOf(view.arbitrator), nameOf(claimant), fee);
    if (dispute.isAppeal)
        return Words::tr(
                   "Arbitrators of %1 decide for the last time. %2 appealed and paid %3 for it; that goes to "
                   "the arbitrators, whatever they decide.")
            .arg(nameOf(view.arbitrator), properNameOf(dispute.appellantIsAsker ? view.asker : view.doer),
                 amountText(kAppealCosts * view.courtFee, symbol));
    return Words::tr("Arbitrators of %1 decide: the middle one of their rulings counts. %2 paid %3 first; in "
                     "the end each side bears its share by how far it was wrong. It is shared among the "
                     "arbitrators whose ruling was near.")
        .arg(nameOf(view.arbitrator), nameOf(claimant), fee);
}

} // namespace

OpenRulingForm::OpenRulingForm(const PageContext& context, const engine::CollaborationView& view,
                               QWidget* parent)
    : ActForm(context, view, tr("Open your ruling"), parent)
    , m_elsewhere(new QCheckBox(tr("I sealed it on &another computer")))
    , m_again(new QWidget)
    , m_ruling(new AmountSlider(
          tr("What %1 &receives, deposit included").arg(inLabel(properNameOf(view.doer))), symbol()))
    , m_reasons(makeTextEdit(5))
{
    const engine::CaseView dispute = view.dispute.value_or(engine::CaseView{});
    body()->addWidget(wrappedLabel(
        tr("The amount and the reasons that you sealed become readable for both sides. They cannot be "
           "changed any more: they were fixed when you sealed them.")));
    if (dispute.deadline != 0)
        body()->addWidget(captionLabel(
            tr("Open it before %1. Whoever does not open a sealed ruling loses a part of the seat's deposit.")
                .arg(fullTimeText(dispute.deadline, context.session.now()))));
    Card* card = addCard(tr("Where it was sealed"));
    card->body()->addWidget(captionLabel(tr(
        "This computer kept what you sealed here, so there is nothing to write. What was sealed on another "
        "computer has to be written again exactly as it was.")));
    card->body()->addWidget(m_elsewhere);
    auto* again = new QVBoxLayout(m_again);
    again->setContentsMargins(0, 0, 0, 0);
    const Amount counter = counterClaimOf(dispute);
    m_ruling->setRange(std::min(dispute.claim, counter), std::max(dispute.claim, counter));
    m_ruling->setAmount(counter);
    again->addWidget(m_ruling);
    addField(again, tr("R&easons, word for word"), m_reasons);
    card->body()->addWidget(m_again);
    m_again->hide();
    body()->addStretch(1);
    connect(m_elsewhere, &QCheckBox::toggled, this, [this](bool elsewhere) {
        m_again->setVisible(elsewhere);
        recheck();
    });
    connect(m_ruling, &AmountSlider::changed, this, [this] { recheck(); });
    connect(m_reasons, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    setSendLabel(tr("Open my ruling…"));
}

ActForm::Fault OpenRulingForm::fault() const
{
    if (!m_elsewhere->isChecked()) return {};
    if (!m_ruling->fault().isEmpty()) return {m_ruling->fault(), m_ruling->edit()};
    if (m_reasons->toPlainText().trimmed().isEmpty())
        return {tr("Write the reasons again, word for word."), m_reasons};
    return {};
}

engine::ActOnCollaboration OpenRulingForm::action() const
{
    auto action = makeAction(engine::Act::RevealRuling);
    if (!m_elsewhere->isChecked()) return action;
    action.amount = m_ruling->amount().value_or(0);
    action.text = toStd(m_reasons->toPlainText().trimmed());
    return action;
}

AppealForm::AppealForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Appeal"), parent)
    , m_reasons(makeTextEdit(6))
{
    const engine::CaseView dispute = view.dispute.value_or(engine::CaseView{});
    const QString cost = amountText(kAppealCosts * view.courtFee, symbol());
    body()->addWidget(
        wrappedLabel(tr("A larger panel, drawn by lot, decides again, and for the last time. It "
                        "costs %1, which go to its arbitrators, whatever they decide.")
                         .arg(cost)));
    Card* ruled = addCard(tr("What was ruled"));
    auto* table = new MoneyTable;
    table->setTable({QString(), nameOf(view.asker), nameOf(view.doer)},
                    {{tr("By the ruling, fee counted"), amountText(view.next.toAsker, symbol()),
                      amountText(view.next.toDoer, symbol())}});
    ruled->body()->addWidget(table);
    if (!dispute.rulingText.empty()) addText(ruled->body(), tr("Reasons"), toQt(dispute.rulingText));
    Card* card = addCard(tr("Your appeal"));
    addField(card->body(), tr("What is &wrong with the ruling"), m_reasons,
             tr("The other side and the arbitrators read this."));
    body()->addWidget(captionLabel(tr("You can appeal until %1. If nobody does, the ruling is paid.")
                                       .arg(fullTimeText(view.next.by, context.session.now()))));
    body()->addStretch(1);
    connect(m_reasons, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    setSendLabel(tr("Appeal for %1…").arg(cost));
}

ActForm::Fault AppealForm::fault() const
{
    const auto length = m_reasons->toPlainText().trimmed().size();
    if (length == 0) return {tr("Say what is wrong with the ruling."), m_reasons};
    if (length > kMostWords)
        return {tr("Keep it below %1 characters; put the rest on a wiki page and link it.").arg(kMostWords),
                m_reasons};
    const auto& wallet = context().session.wallet();
    const Amount cost = kAppealCosts * view().courtFee;
    if (wallet.isKnown && wallet.available < cost)
        return {tr("The appeal costs %1, and you have %2.")
                    .arg(amountText(cost, symbol()), amountText(wallet.available, symbol())),
                nullptr};
    return {};
}

engine::ActOnCollaboration AppealForm::action() const
{
    auto action = makeAction(engine::Act::Appeal);
    action.text = toStd(m_reasons->toPlainText().trimmed());
    return action;
}

void fillCase(QVBoxLayout* column, const engine::CollaborationView& view, const QString& symbol,
              Timestamp now)
{
    const auto& dispute = *view.dispute;
    const auto& claimant = dispute.claimantIsAsker ? view.asker : view.doer;
    const auto& respondent = dispute.claimantIsAsker ? view.doer : view.asker;
    column->addWidget(new StateChip(caseStateText(dispute.state), u"dispute"_s, Tone::Dispute), 0,
                      Qt::AlignLeft);
    column->addWidget(wrappedLabel(claimSentence(view, symbol), TextRole::Strong));
    if (!dispute.claimText.empty()) addText(column, wordsOfText(claimant), toQt(dispute.claimText));
    column->addWidget(wrappedLabel(counterSentence(view, symbol), TextRole::Strong));
    if (!dispute.answerText.empty()) addText(column, wordsOfText(respondent), toQt(dispute.answerText));
    if (dispute.isPanel) {
        auto* facts = new FactList;
        if (dispute.isAppeal)
            facts->addFact(
                Words::tr("First ruling"),
                Words::tr("%1 for %2").arg(amountText(dispute.firstRuling, symbol), properNameOf(view.doer)));
        addPanel(facts, dispute, symbol);
        const bool isUnderWay = dispute.state == CaseState::Drawing ||
                                dispute.state == CaseState::Committing ||
                                dispute.state == CaseState::Revealing;
        if (isUnderWay && dispute.deadline != 0)
            facts->addFact(Words::tr("This step ends"), fullTimeText(dispute.deadline, now));
        column->addWidget(facts);
    }
    if (dispute.state == CaseState::Ruled || !dispute.rulingText.empty()) {
        column->addWidget(wrappedLabel(dispute.isPanel
                                           ? Words::tr("The arbitrators of %1 ruled that %2 receives %3.")
                                                 .arg(nameOf(view.arbitrator), properNameOf(view.doer),
                                                      amountText(dispute.ruling, symbol))
                                           : Words::tr("%1 ruled that %2 receives %3.")
                                                 .arg(nameOf(view.arbitrator), properNameOf(view.doer),
                                                      amountText(dispute.ruling, symbol)),
                                       TextRole::Strong));
        if (!dispute.rulingText.empty()) addText(column, Words::tr("Reasons"), toQt(dispute.rulingText));
    }
    column->addWidget(captionLabel(whoPays(view, symbol)));
}

} // namespace stoa::ui
