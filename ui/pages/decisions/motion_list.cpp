// SPDX-License-Identifier: MIT
#include "ui/pages/decisions/motion_list.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/company_forms.h"
#include "ui/dialogs/dialog.h"
#include "ui/theme/icons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::MotionState;
using engine::MotionView;

namespace {

bool isOver(const MotionView& motion)
{
    return motion.state != MotionState::Open && motion.state != MotionState::Passed;
}

std::pair<QString, Tone> looksOf(MotionState state)
{
    switch (state) {
    case MotionState::Open: return {u"hourglass"_s, Tone::Info};
    case MotionState::Passed: return {u"check-circle"_s, Tone::Warn};
    case MotionState::Enacted: return {u"check"_s, Tone::Ok};
    case MotionState::Rejected: return {u"close"_s, Tone::Idle};
    case MotionState::Lapsed: return {u"clock"_s, Tone::Idle};
    }
    return {u"circle"_s, Tone::Idle};
}

} // namespace

QString subjectOf(const MotionView& motion, const CompanyState& state, const QString& symbol)
{
    return motionSubject(
        motion, [&](const Address& address) { return memberName(state.company, address); },
        [&](std::uint16_t number) {
            for (const auto& tool : state.tools)
                if (tool.number == number) return toolName(tool);
            return QString::number(number);
        },
        symbol);
}

MotionList::MotionList(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_open(new RowList(12))
    , m_nothing(
          secondaryLabel(tr("Nothing is being decided now. A motion is put when the company should pay, "
                            "change a role, its rules or its tools, and one role alone may not, or does "
                            "not want to.")))
    , m_pastHeading(wrappedLabel(tr("Decided before"), TextRole::Subtitle))
    , m_pastTable(new Table(tr("Motions that are over")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_nothing);
    column->addWidget(m_open);
    const Session& session = context.session;
    m_past = new TableModel<Past>(
        {{tr("What"), [](const Past& past) { return past.subject; }},
         {tr("How it ended"), [](const Past& past) { return motionStateText(past.motion.state); },
          Qt::AlignLeft,
          [](const Past& past) {
              const auto [name, tone] = looksOf(past.motion.state);
              return icon(name, tone);
          }},
         {tr("Votes"), [&session](const Past& past) { return votesText(past.motion, session.symbol()); }},
         {tr("Put by"), [](const Past& past) { return nameOf(past.motion.proposer); }},
         {tr("Put on"),
          [&session](const Past& past) { return shortDateText(past.motion.proposed, session.now()); }}},
        [](const Past& past) { return idText(past.motion.id); }, this);
    m_pastTable->setModel(m_past);
    m_pastTable->setStretchedColumn(0);
    m_pastTable->fitRows(1, 1000);
    connect(m_pastTable, &Table::rowActivated, this, &MotionList::showPast);
    column->addWidget(m_pastHeading);
    column->addWidget(m_pastTable);
}

void MotionList::showState(const CompanyState& state)
{
    m_state = state;
    const QString symbol = m_context.session.symbol();
    const Timestamp now = m_context.session.now();
    std::vector<const MotionView*> open;
    std::vector<Past> past;
    QStringList words{idText(state.company.dac), QString::number(m_context.session.isReadOnly())};
    for (const MotionView& motion : m_state.motions) {
        const QString subject = subjectOf(motion, m_state, symbol);
        if (isOver(motion)) {
            past.push_back({motion, subject});
            continue;
        }
        open.push_back(&motion);
        const MotionText text = motionText(motion, symbol, now);
        words << idText(motion.id) << subject << toQt(motion.words) << text.now << text.who << text.by
              << text.otherwise << votesText(motion, symbol) << QString::number(motion.iMayVote)
              << QString::number(motion.iHaveVoted) << QString::number(static_cast<int>(motion.state));
    }
    m_nothing->setVisible(open.empty());
    m_open->setVisible(!open.empty());
    m_open->setRows(words, [&](QVBoxLayout* column) {
        for (const MotionView* motion : open) column->addWidget(makeCard(*motion));
    });
    m_pastHeading->setVisible(!past.empty());
    m_pastTable->setVisible(!past.empty());
    m_past->setRows(std::move(past));
}

QWidget* MotionList::makeCard(const MotionView& motion)
{
    const QString symbol = m_context.session.symbol();
    const Timestamp now = m_context.session.now();
    auto* card = new Card;
    card->setObjectName(u"motion-"_s + idText(motion.id));
    QVBoxLayout* column = card->body();
    auto* head = new QHBoxLayout;
    head->addWidget(wrappedLabel(subjectOf(motion, m_state, symbol), TextRole::Subtitle), 1);
    const auto [name, tone] = looksOf(motion.state);
    head->addWidget(new StateChip(motionStateText(motion.state), name, tone), 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(captionLabel(
        motion.proposer.isMe
            ? tr("You put it, %1").arg(relativeText(motion.proposed, now))
            : tr("Put by %1, %2").arg(nameOf(motion.proposer), relativeText(motion.proposed, now))));
    FactList* about = nullptr;
    if (const auto* paid = std::get_if<tx::SpendTreasury>(&motion.act); motion.hasAct && paid) {
        auto* facts = about = new FactList;
        facts->addFact(tr("Paid to"),
                       tr("%1 (%2)", "name, address")
                           .arg(memberName(m_state.company, paid->to), groupedAddress(paid->to)));
        if (!motion.words.empty()) facts->addFact(tr("What it is for"), toQt(motion.words));
        facts->addFact(tr("Treasury now"), amountText(m_state.company.treasury, symbol));
        column->addWidget(facts);
    } else if (!motion.words.empty()) {
        auto* text = wrappedLabel(toQt(motion.words));
        text->setSelectable();
        column->addWidget(text);
    }
    if (const auto* tool = std::get_if<tx::InstallTool>(&motion.act); motion.hasAct && tool)
        column->addWidget(wrappedLabel(toolRulesText(tool->rules())));
    if (FactList* rules = addRules(column, motion)) about = rules;

    const MotionText text = motionText(motion, symbol, now);
    auto* facts = new FactList;
    facts->addFact(tr("What now"), text.now);
    facts->addFact(tr("Who must act"), text.who);
    facts->addFact(tr("By when"), text.by);
    facts->addFact(tr("If nobody acts"), text.otherwise);
    if (about) facts->alignWith(*about);
    column->addWidget(facts);
    addButtons(column, motion);
    return card;
}

/// What would change, of other rules; null if it is about something else.
FactList* MotionList::addRules(QVBoxLayout* column, const MotionView& motion)
{
    const auto* rules = std::get_if<tx::AmendCharter>(&motion.act);
    if (!motion.hasAct || !rules) return nullptr;
    column->addWidget(captionLabel(tr("What changes, compared with the rules of today")));
    auto* facts = new FactList;
    const auto changes =
        termChanges(m_state.company.terms, *rules, partyNames(m_context.session, m_state.company),
                    m_context.session.symbol());
    for (const TermChange& change : changes)
        facts->addFact(change.name, change.before.isEmpty() ? tr("new: %1").arg(change.after)
                                    : change.after.isEmpty()
                                        ? tr("not any more: %1").arg(change.before)
                                        : tr("%1 → %2", "before, after").arg(change.before, change.after));
    if (changes.empty()) facts->addFact(tr("Nothing"), tr("The rules are like that already"));
    column->addWidget(facts);
    return facts;
}

void MotionList::addButtons(QVBoxLayout* column, const MotionView& motion)
{
    const bool isReadOnly = m_context.session.isReadOnly();
    auto* row = new FlowLayout;
    const QString subject = subjectOf(motion, m_state, m_context.session.symbol());
    const auto add = [&](const QString& label, const QString& name, const char* kind, engine::Action action) {
        auto* button = new QPushButton(label);
        button->setAutoDefault(false);
        button->setObjectName(name + idText(motion.id));
        if (kind[0] != '\0') button->setProperty("kind", QByteArray(kind));
        button->setEnabled(!isReadOnly);
        button->setAccessibleDescription(subject);
        connect(button, &QPushButton::clicked, this,
                [this, button, action = std::move(action)] { run(action, button); });
        row->addWidget(button);
    };
    if (motion.state == MotionState::Passed) {
        add(tr("Carry it out…"), u"enact-"_s, "primary", engine::CarryOutMotion{motion.dac, motion.id});
    } else if (motion.iMayVote) {
        const bool isVote = motion.needsMajority || motion.isOpposed; // silence does not carry it
        add(tr("Vote for it…"), u"for-"_s, isVote ? "primary" : "",
            engine::VoteOnMotion{motion.dac, motion.id, tx::Side::For});
        add(isVote ? tr("Vote against it…") : tr("Object…"), u"against-"_s, "",
            engine::VoteOnMotion{motion.dac, motion.id, tx::Side::Against});
    }
    if (row->count() > 0)
        column->addLayout(row);
    else
        delete row;
    if (motion.state != MotionState::Open) return;
    column->addWidget(captionLabel(
        motion.iHaveVoted ? tr("You have voted. A vote cannot be changed.")
        : motion.iMayVote
            ? tr("A vote cannot be changed, and until the motion is decided you cannot leave the "
                 "company.")
            : tr("You cannot vote: whoever became a member, or changed what they have locked, "
                 "after it was put has no vote on it.")));
}

void MotionList::run(engine::Action action, QWidget* button)
{
    // The row may have been made anew until then: a refusal is shown above the list.
    m_context.actions.run(
        std::move(action), button, [this](const engine::Sent&) { Q_EMIT changed(); },
        [this](const Error& error) { ActionRunner::showRefusal(this, error); });
}

bool MotionList::showMotion(const QString& id)
{
    auto* card = findChild<QWidget*>(u"motion-"_s + id);
    if (!card) return false;
    for (const auto& name : {u"enact-"_s, u"for-"_s, u"against-"_s})
        if (auto* button = card->findChild<QPushButton*>(name + id)) {
            button->setFocus();
            return true;
        }
    return true;
}

void MotionList::showPast(int row)
{
    const Past& past = m_past->row(row);
    const QString symbol = m_context.session.symbol();
    const Timestamp now = m_context.session.now();
    auto* dialog = new Dialog(past.subject, window());
    dialog->setObjectName(u"pastMotion"_s);
    auto* facts = new FactList;
    facts->addFact(tr("How it ended"), motionText(past.motion, symbol, now).now);
    facts->addFact(tr("Put by"), nameOf(past.motion.proposer));
    facts->addFact(tr("Put on"), fullTimeText(past.motion.proposed, now));
    if (!past.motion.words.empty())
        facts->addFact(std::holds_alternative<tx::SpendTreasury>(past.motion.act) ? tr("What it was for")
                                                                                  : tr("What it was about"),
                       toQt(past.motion.words));
    facts->addFact(tr("Number"), idText(past.motion.id));
    dialog->body()->addWidget(facts);
    dialog->addCancel(tr("Close"));
    dialog->finish(72, 16);
    dialog->open();
}

} // namespace stoa::ui
