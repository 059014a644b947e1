// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaboration_detail.h"

#include <algorithm>
#include <tuple>

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/models/payoff_text.h"
#include "ui/pages/collaborations/agreement_forms.h"
#include "ui/pages/collaborations/collaboration_steps.h"
#include "ui/pages/collaborations/dispute_forms.h"
#include "ui/pages/collaborations/panel_forms.h"
#include "ui/pages/collaborations/work_forms.h"
#include "ui/pages/page_list.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/countdown.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/four_lines_view.h"
#include "ui/widgets/job_statement_view.h"
#include "ui/widgets/money_table.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/stepper.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::Act;
using engine::CollaborationState;

namespace {

void addText(QVBoxLayout* column, const QString& caption, const QString& text)
{
    column->addWidget(captionLabel(caption));
    auto* words = wrappedLabel(text);
    words->setSelectable();
    column->addWidget(words);
}

/// What one side offers the other: a form that answers it fits no other offer.
auto offered(const engine::CollaborationView& view)
{
    const engine::OfferView offer = view.offer.value_or(engine::OfferView{});
    const engine::AmendmentView terms = view.amendment.value_or(engine::AmendmentView{});
    return std::tuple(offer.amount, offer.until, terms.reward, terms.workBy, terms.statement);
}

/// Where a dispute stands: a ruling that can be sealed now cannot be later.
auto caseStep(const engine::CollaborationView& view)
{
    return view.dispute ? std::pair(int{view.dispute->round}, static_cast<int>(view.dispute->state))
                        : std::pair(0, 0);
}

/// Whether the collaboration goes on by this act.
bool leadsOn(Act act)
{
    switch (act) {
    case Act::Dispute:
    case Act::Amend:
    case Act::Offer:
    case Act::WithdrawDispute:
    case Act::Appeal: return false;
    case Act::Accept:
    case Act::Decline:
    case Act::TakeBack:
    case Act::Deliver:
    case Act::RequestChanges:
    case Act::Approve:
    case Act::Answer:
    case Act::Rule:
    case Act::AgreeAmendment:
    case Act::AcceptOffer:
    case Act::DrawPanel:
    case Act::CommitRuling:
    case Act::RevealRuling: return true;
    }
    return false;
}

/// Everything that I may do: what the panel waits for, what the state asks for, then what is rarer.
std::vector<Act> actsOf(const engine::CollaborationView& view)
{
    std::vector<Act> acts;
    for (const Act act : view.moreActs)
        if (act == Act::DrawPanel || act == Act::CommitRuling || act == Act::RevealRuling)
            acts.push_back(act);
    acts.insert(acts.end(), view.myActs.begin(), view.myActs.end());
    for (const Act act : view.moreActs)
        if (std::find(acts.begin(), acts.end(), act) == acts.end()) acts.push_back(act);
    return acts;
}

} // namespace

CollaborationDetail::CollaborationDetail(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_stack(new QStackedWidget)
    , m_state(new CollaborationChip)
    , m_finality(new FinalityChip)
    , m_banners(new BannerArea)
    , m_stepper(new Stepper)
    , m_lines(new FourLinesView(context.session))
    , m_countdown(new Countdown(context.session))
    , m_period(captionLabel({}))
    , m_money(new MoneyTable)
    , m_moneyWords(wrappedLabel({}))
    , m_hint(captionLabel({}))
    , m_offers(new RowList(12))
    , m_statement(new JobStatementView)
    , m_noStatement(secondaryLabel(tr("The text has not arrived on this computer yet.")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_scroll = new ScrollPage;
    m_scroll->body()->addWidget(makeTop());
    m_scroll->body()->addWidget(makeTabs());
    m_scroll->finish();
    m_stack->addWidget(m_scroll);
    column->addWidget(m_stack);
    connect(&context.session, &Session::clockTicked, this, &CollaborationDetail::showTime);
    connect(&context.session, &Session::walletChanged, this, [this] {
        if (!m_view.id.isZero()) showHistory();
    });
}

QWidget* CollaborationDetail::makeTop()
{
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* back = new QPushButton(icon(u"back"_s), tr("Collaborations"));
    back->setProperty("kind", QByteArray("quiet"));
    back->setAccessibleName(tr("Back to the list of collaborations"));
    connect(back, &QPushButton::clicked, this, &CollaborationDetail::backWanted);
    column->addWidget(back, 0, Qt::AlignLeft);
    m_head = new PageHeader({});
    column->addWidget(m_head);
    auto* chips = new FlowLayout;
    chips->addWidget(m_state);
    chips->addWidget(m_finality);
    column->addLayout(chips);
    column->addWidget(m_banners);
    column->addWidget(m_stepper);

    auto* card = new Card;
    auto* time = new QWidget;
    auto* timeColumn = new QVBoxLayout(time);
    timeColumn->setContentsMargins(0, 0, 0, 0);
    timeColumn->setSpacing(2);
    timeColumn->addWidget(m_countdown);
    timeColumn->addWidget(m_period);
    m_lines->insertBelowFirst(time);
    card->body()->addWidget(m_lines);
    column->addWidget(card);
    m_buttonRow = new FlowLayout;
    column->addLayout(m_buttonRow);
    column->addWidget(m_hint);
    column->addWidget(m_offers);
    auto* money = new Card(tr("Who gets what"));
    money->body()->addWidget(m_money);
    money->body()->addWidget(m_moneyWords);
    column->addWidget(money);
    return top;
}

QWidget* CollaborationDetail::makeTabs()
{
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(12);
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the collaboration"));
    column->addWidget(m_tabs);
    const QStringList names{tr("Job statement"), tr("Deliverables"), tr("Dispute"), tr("History")};
    for (int i = 0; i < names.size(); ++i) {
        m_tabs->addTab(names.at(i));
        auto* card = new Card;
        m_parts << card;
        column->addWidget(card);
    }
    m_parts.at(0)->body()->addWidget(m_noStatement);
    m_parts.at(0)->body()->addWidget(m_statement);
    m_deliverables = m_parts.at(1)->body();
    m_dispute = m_parts.at(2)->body();
    m_history = m_parts.at(3)->body();
    const auto choose = [this](int index) {
        for (int i = 0; i < m_parts.size(); ++i) m_parts.at(i)->setVisible(i == index);
    };
    connect(m_tabs, &QTabBar::currentChanged, this, choose);
    choose(0);
    return part;
}

void CollaborationDetail::show(const engine::CollaborationView& view)
{
    closeForm();
    m_banners->clear();
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_shownActs.clear();
    m_view = view;
    showTop();
    showTabs();
    m_tabs->setCurrentIndex(0);
    m_scroll->verticalScrollBar()->setValue(0);
}

void CollaborationDetail::showPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
    QMetaObject::invokeMethod(
        this, [this] { m_scroll->ensureWidgetVisible(m_parts.at(m_tabs->currentIndex()), 0, 0); },
        Qt::QueuedConnection);
}

void CollaborationDetail::update(const engine::CollaborationView& view)
{
    const bool hasMovedOn =
        m_form && (view.seq != m_view.seq || view.state != m_view.state || offered(view) != offered(m_view) ||
                   caseStep(view) != caseStep(m_view));
    m_view = view;
    showTop();
    showTabs();
    if (!hasMovedOn) return;
    closeForm();
    m_banners
        ->show(u"moved"_s, Tone::Warn,
               tr("The collaboration has moved on while you were writing, so that form no longer fits."))
        ->setClosable();
}

QStringList CollaborationDetail::fourLineTexts() const { return m_lines->texts(); }

void CollaborationDetail::showTop()
{
    const auto& session = m_context.session;
    m_head->setTitle(toQt(m_view.title));
    const QString asks = m_view.asker.isMe ? tr("You ask") : tr("%1 asks").arg(nameOf(m_view.asker));
    const QString works = m_view.doer.address.isZero() ? tr("any member can accept")
                          : m_view.doer.isMe           ? tr("you do the work")
                                                       : tr("%1 does the work").arg(nameOf(m_view.doer));
    m_head->setSubtitle(u"%1 · %2 · %3"_s.arg(asks, works, companyTitle(toQt(m_view.company))));
    m_state->setCollaboration(m_view.state);
    m_finality->setFinality(m_view.finality, session.now());
    const Steps steps = stepsOf(m_view);
    m_stepper->setSteps(steps.names, steps.current, steps.disputeFrom);
    m_lines->setCollaboration(m_view);
    showTime();
    showMoney();
    showButtons();
    const QString symbol = session.symbol();
    const QStringList offers = offerWords(m_view, symbol, session.now());
    m_offers->setVisible(!offers.isEmpty());
    m_offers->setRows(QStringList{idText(m_view.id), QString::number(m_view.reward)} + offers,
                      [&](QVBoxLayout* cards) {
                          for (QWidget* card : makeOfferCards(m_view, symbol, session.now()))
                              cards->addWidget(card);
                      });
}

void CollaborationDetail::showTime()
{
    if (m_view.id.isZero()) return;
    const Timestamp now = m_context.session.now();
    const bool counts = m_view.state == CollaborationState::ToBeAllocated;
    m_period->setVisible(counts && m_view.challengePeriod != 0);
    if (!counts) {
        m_countdown->hide();
        return;
    }
    const bool isRefund = m_view.next.ifNobodyActs == engine::DefaultOutcome::PaysRefund;
    m_countdown->setDeadline(m_view.next.by,
                             isRefund ? tr("Everything goes back in") : tr("Deposits return in"),
                             tr("Paying out…"));
    const Timestamp begin =
        m_view.next.by > m_view.challengePeriod ? m_view.next.by - m_view.challengePeriod : 0;
    const quint64 days = (m_view.challengePeriod + kDay - 1) / kDay;
    const quint64 day = now <= begin ? 1 : std::min<quint64>(days, (now - begin) / kDay + 1);
    m_period->setText(tr("Challenging period: day %1 of %2").arg(day).arg(days));
}

QString CollaborationDetail::buttonHint() const
{
    const QString symbol = m_context.session.symbol();
    if (m_context.session.isReadOnly()) return tr("This is a sample company: nothing can be changed in it.");
    const bool canDispute =
        std::find(m_view.myActs.begin(), m_view.myActs.end(), Act::Dispute) != m_view.myActs.end();
    if (canDispute && m_view.state == CollaborationState::ToBeAllocated)
        return tr("You can still open a dispute until the period ends. Then all money is frozen and %1 "
                  "decides; "
                  "the ruling costs %2.")
            .arg(nameOf(m_view.arbitrator), amountText(m_view.courtFee, symbol));
    if (actsOf(m_view).empty()) {
        const bool isOver = m_view.next.who == engine::Actor::Nobody && m_view.next.by == 0;
        return isOver ? QString() : tr("There is nothing for you to do now.");
    }
    return {};
}

void CollaborationDetail::showButtons()
{
    const QString symbol = m_context.session.symbol();
    const bool isReadOnly = m_context.session.isReadOnly();
    const QString hint = buttonHint();
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    const std::vector<Act> acts = actsOf(m_view);
    if (m_shownActs != acts || m_buttons.size() != static_cast<qsizetype>(m_shownActs.size())) {
        m_shownActs = acts;
        qDeleteAll(m_buttons);
        m_buttons.clear();
        for (const Act act : m_shownActs) {
            auto* button = new QPushButton;
            button->setAutoDefault(false);
            // A dispute, or what both sides would have to want, is never what the page leads to.
            if (m_buttons.isEmpty() && leadsOn(act)) button->setProperty("kind", QByteArray("primary"));
            connect(button, &QPushButton::clicked, this, [this, act] { begin(act); });
            m_buttonRow->addWidget(button);
            m_buttons << button;
        }
    }
    for (int i = 0; i < m_buttons.size(); ++i) {
        QPushButton* button = m_buttons.at(i);
        button->setText(actText(m_shownActs[static_cast<std::size_t>(i)], m_view, symbol));
        button->setEnabled(!isReadOnly);
        button->setToolTip(isReadOnly ? hint : QString());
        button->setAccessibleDescription(button->toolTip());
    }
}

void CollaborationDetail::showMoney()
{
    const QString symbol = m_context.session.symbol();
    const Stakes money = stakesOf(m_view);
    const QString asker = nameOf(m_view.asker);
    const QString doer = m_view.doer.address.isZero() ? tr("The doer") : nameOf(m_view.doer);
    const auto amount = [&](Amount value) { return value == 0 ? u"–"_s : amountText(value, symbol); };
    QList<QStringList> rows;
    // Of a proposal that ended, the doer has locked nothing, and will not.
    const auto doerDeposit = [&] {
        if (m_view.state == CollaborationState::Cancelled) return u"–"_s;
        const QString deposit = amount(money.doerDeposit);
        return m_view.state == CollaborationState::Proposed ? tr("%1, not yet").arg(deposit) : deposit;
    };
    const bool isOver = m_view.next.who == engine::Actor::Nobody && m_view.next.by == 0;
    rows << QStringList{isOver ? tr("Locked as deposit") : tr("Deposit, locked"), amount(money.askerDeposit),
                        doerDeposit()};
    rows << QStringList{isOver ? tr("Locked as reward") : tr("Reward, locked"), amount(money.reward), u"–"_s};
    int strong = -1;
    const auto add = [&](const QString& words, Amount toAsker, Amount toDoer) {
        rows << QStringList{words, amount(toAsker), amount(toDoer)};
    };
    switch (m_view.state) {
    case CollaborationState::Settled:
    case CollaborationState::Refunded:
        strong = static_cast<int>(rows.size());
        add(tr("Paid in the end"), m_view.paidToAsker, m_view.paidToDoer);
        break;
    case CollaborationState::Cancelled:
        strong = static_cast<int>(rows.size());
        add(tr("Given back"), m_view.paidToAsker, 0);
        break;
    case CollaborationState::Proposed:
    case CollaborationState::Active:
    case CollaborationState::Delivered: {
        const Split well = goesWell(money);
        add(tr("If the work is accepted"), well.toAsker, well.toDoer);
        const Split off = calledOff(money);
        if (m_view.state != CollaborationState::Delivered)
            add(tr("If nothing is delivered"), off.toAsker, off.toDoer);
        break;
    }
    case CollaborationState::ToBeAllocated:
        strong = static_cast<int>(rows.size());
        add(tr("When the period ends"), m_view.next.toAsker, m_view.next.toDoer);
        break;
    case CollaborationState::Disputed:
        if (m_view.dispute) {
            const Split quo = splitOf(money, m_view.dispute->statusQuo);
            const Split claim = splitOf(money, m_view.dispute->claim);
            add(tr("Without the dispute"), quo.toAsker, quo.toDoer);
            add(tr("As the claim asks"), claim.toAsker, claim.toDoer);
        }
        break;
    case CollaborationState::Ruled:
        strong = static_cast<int>(rows.size());
        add(tr("By the ruling, fee counted"), m_view.next.toAsker, m_view.next.toDoer);
        break;
    }
    m_money->setTable({QString(), asker, doer}, rows, strong);
    const QString words = moneyText(m_view, symbol);
    m_moneyWords->setText(words);
    m_moneyWords->setVisible(!words.isEmpty());
}

void CollaborationDetail::showTabs()
{
    m_noStatement->setVisible(!m_view.hasStatement);
    m_statement->setVisible(m_view.hasStatement);
    if (m_view.hasStatement) {
        m_statement->setStatement(m_view.statement);
        m_statement->setFingerprint(groupedHex(m_view.statementHash.bytes));
    }
    clearLayout(m_deliverables);
    if (m_view.deliveryText.empty())
        m_deliverables->addWidget(secondaryLabel(m_view.delivery.isZero()
                                                     ? tr("Nothing has been delivered yet.")
                                                     : tr("The text has not arrived on this computer yet.")));
    else
        addText(m_deliverables, tr("Delivered by %1").arg(nameOf(m_view.doer)), toQt(m_view.deliveryText));
    if (!m_view.changesText.empty())
        addText(m_deliverables,
                tr("Changes asked for (%1 of %2)").arg(m_view.changesUsed).arg(m_view.changesAllowed),
                toQt(m_view.changesText));
    if (!m_view.delivery.isZero())
        addText(m_deliverables, tr("Fingerprint of the delivery"), groupedHex(m_view.delivery.bytes));
    showDispute();
    showHistory();
}

void CollaborationDetail::showDispute()
{
    clearLayout(m_dispute);
    if (!m_view.dispute) {
        m_dispute->addWidget(secondaryLabel(tr("There is no dispute.")));
        return;
    }
    fillCase(m_dispute, m_view, m_context.session.symbol(), m_context.session.now());
}

void CollaborationDetail::showHistory()
{
    clearLayout(m_history);
    const auto rows = historyOf(m_view, m_context.session.wallet().history, m_context.session.symbol());
    if (rows.empty()) m_history->addWidget(secondaryLabel(tr("Nothing is known about it yet.")));
    const Timestamp now = m_context.session.now();
    for (const HistoryRow& row : rows) {
        auto* line = new QVBoxLayout;
        line->setSpacing(1);
        const QString when = shortDateText(row.time, now);
        line->addWidget(captionLabel(
            row.finality.isEmpty() ? when : tr("%1 · %2", "date, finality").arg(when, row.finality)));
        line->addWidget(wrappedLabel(row.what));
        m_history->addLayout(line);
    }
}

void CollaborationDetail::closeForm()
{
    m_stack->setCurrentWidget(m_scroll);
    if (!m_form) return;
    m_stack->removeWidget(m_form);
    m_form->deleteLater();
    m_form = nullptr;
}

void CollaborationDetail::begin(Act act)
{
    ActForm* form = nullptr;
    switch (act) {
    case Act::Deliver: form = new DeliverForm(m_context, m_view); break;
    case Act::RequestChanges: form = new ChangesForm(m_context, m_view); break;
    case Act::Dispute: form = new DisputeForm(m_context, m_view); break;
    case Act::Answer: form = new AnswerForm(m_context, m_view); break;
    case Act::Rule:
    case Act::CommitRuling: form = new RulingForm(m_context, m_view, act); break;
    case Act::Amend: form = new AmendForm(m_context, m_view); break;
    case Act::AgreeAmendment: form = new AgreeForm(m_context, m_view); break;
    case Act::Offer: form = new OfferForm(m_context, m_view); break;
    case Act::AcceptOffer: form = new SettleForm(m_context, m_view); break;
    case Act::RevealRuling: form = new OpenRulingForm(m_context, m_view); break;
    case Act::Appeal: form = new AppealForm(m_context, m_view); break;
    case Act::WithdrawDispute: form = new WithdrawForm(m_context, m_view); break;
    case Act::Accept:
    case Act::Decline:
    case Act::TakeBack:
    case Act::Approve:
    case Act::DrawPanel: break;
    }
    if (!form) {
        engine::ActOnCollaboration action;
        action.dac = m_view.dac;
        action.id = m_view.id;
        action.act = act;
        const auto at = std::find(m_shownActs.begin(), m_shownActs.end(), act) - m_shownActs.begin();
        QWidget* origin = at < m_buttons.size() ? static_cast<QWidget*>(m_buttons.at(at)) : this;
        m_context.actions.run(std::move(action), origin, [this](const engine::Sent&) { Q_EMIT changed(); });
        return;
    }
    closeForm();
    m_form = form;
    m_stack->addWidget(form);
    m_stack->setCurrentWidget(form);
    connect(form, &ActForm::cancelled, this, &CollaborationDetail::closeForm);
    form->keepWriting();
    form->takeKeyboard();
    connect(form, &ActForm::done, this, [this, form] {
        form->dropWriting();
        closeForm();
        Q_EMIT changed();
    });
}

} // namespace stoa::ui
