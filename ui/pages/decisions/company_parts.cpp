// SPDX-License-Identifier: MIT
#include "ui/pages/decisions/company_parts.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/company_forms.h"
#include "ui/theme/icons.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"
#include "ui/words/tool_text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

QPushButton* addButton(FlowLayout* row, const QString& label, const QString& name)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    button->setObjectName(name);
    row->addWidget(button);
    return button;
}

void allow(QPushButton* button, const QString& whyNot)
{
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(whyNot);
    button->setAccessibleDescription(whyNot);
}

struct PartWords {
    Q_DECLARE_TR_FUNCTIONS(ToolList)
};

/// "State 2 · holds 7.00 MTS · assigned to Ana R."
QString recordFacts(const engine::ToolRecordView& record, const QString& symbol)
{
    QStringList facts{PartWords::tr("State %1").arg(record.state),
                      record.held == 0 ? PartWords::tr("holds nothing")
                                       : PartWords::tr("holds %1").arg(amountText(record.held, symbol))};
    if (!record.assignee.address.isZero())
        facts << (record.assignee.isMe
                      ? PartWords::tr("assigned to you")
                      : PartWords::tr("assigned to %1").arg(visibleText(nameAndAddress(record.assignee))));
    if (record.text.empty()) facts << PartWords::tr("its text has not arrived on this computer yet");
    return facts.join(u" · "_s);
}

/// The lines of a text from number `first` on, as they may be shown.
QString linesFrom(const std::string& text, qsizetype first)
{
    QStringList lines = toQt(text).trimmed().split(u'\n').mid(first);
    for (QString& line : lines) line = visibleText(line.trimmed());
    return lines.join(u'\n').trimmed();
}

/// All that the record says, where its name does not say it already; cut where it is very long.
QString wholeText(const engine::ToolRecordView& record)
{
    constexpr qsizetype kLongest = 2000;
    QString text = linesFrom(record.text, 0);
    if (toolRecordName(record).contains(text)) return {};
    if (text.size() <= kLongest) return text;
    text.truncate(kLongest);
    if (text.back().isHighSurrogate()) text.chop(1);
    return PartWords::tr("%1… (the command line has all of it: stoa-cli --json company records)").arg(text);
}

/// Why something cannot be pressed, as text: a disabled button is reached by no key, and its tool tip by no
/// eye that does not look for it.
QLabel* whyNotLabel(const QString& why)
{
    TextLabel* label = captionLabel(why);
    label->setObjectName(u"whyNot"_s);
    label->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::StrongFocus);
    return label;
}

/// The reasons for which moves are barred, each once, with the steps that it bars unless it bars all.
QStringList barTexts(const std::vector<engine::ToolMove>& moves, const QString& symbol)
{
    std::vector<std::pair<QString, QStringList>> reasons;
    for (const auto& move : moves) {
        const QString why = toolBarText(move);
        // That they are no member is said once, where tools are added.
        if (why.isEmpty() || move.bar == engine::ToolMove::Bar::NotAMember) continue;
        auto at =
            std::find_if(reasons.begin(), reasons.end(), [&](const auto& each) { return each.first == why; });
        if (at == reasons.end()) at = reasons.insert(reasons.end(), {why, {}});
        at->second << toolMoveLabel(move, symbol);
    }
    QStringList texts;
    for (const auto& [why, steps] : reasons)
        texts << (static_cast<std::size_t>(steps.size()) == moves.size()
                      ? PartWords::tr("Not now: %1").arg(why)
                      : PartWords::tr("Not now “%1”: %2", "steps, reason").arg(steps.join(u"”, “"_s), why));
    return texts;
}

} // namespace

// ---- money and rules ----------------------------------------------------------------------------------

MoneyAndRules::MoneyAndRules(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_treasury(new StatCard(tr("Treasury")))
    , m_spendable(new StatCard(tr("Can be paid without a motion")))
    , m_mine(new StatCard(tr("Locked by you")))
    , m_rules(new RowList(12))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* numbers = new TileLayout;
    for (StatCard* card : {m_treasury, m_spendable, m_mine}) numbers->addWidget(card);
    column->addLayout(numbers);
    auto* money = new FlowLayout;
    auto* pay = addButton(money, tr("&Pay…"), u"pay"_s);
    auto* fund = addButton(money, tr("&Give money…"), u"fund"_s);
    auto* stake = addButton(money, tr("Change what I have &locked…"), u"stake"_s);
    auto* leave = addButton(money, tr("Lea&ve the company…"), u"leave"_s);
    column->addLayout(money);
    auto* head = new FlowLayout;
    head->addWidget(wrappedLabel(tr("Rules"), TextRole::Subtitle));
    head->stretchFirst();
    auto* rules = addButton(head, tr("C&hange the rules…"), u"changeRules"_s);
    column->addLayout(head);
    column->addWidget(m_rules);
    m_memberButtons = {pay, fund, stake, leave, rules};
    connect(pay, &QPushButton::clicked, this, &MoneyAndRules::payWanted);
    connect(fund, &QPushButton::clicked, this, &MoneyAndRules::fundWanted);
    connect(stake, &QPushButton::clicked, this, &MoneyAndRules::stakeWanted);
    connect(leave, &QPushButton::clicked, this, &MoneyAndRules::leaveWanted);
    connect(rules, &QPushButton::clicked, this, &MoneyAndRules::rulesWanted);
}

void MoneyAndRules::showState(const CompanyState& state)
{
    const engine::CompanyView& company = state.company;
    const QString symbol = m_context.session.symbol();
    const auto* mine = myMembership(company);
    m_treasury->setValue(amountText(company.treasury, symbol), tr("the company's own money"));
    m_spendable->setValue(
        amountText(company.spendableNow, symbol),
        tr("by whoever may pay; up to %1 in 30 days").arg(amountText(company.terms.spendLimit, symbol)));
    m_mine->setValue(mine ? amountText(mine->stake, symbol) : tr("nothing"),
                     mine ? tr("it comes back when you leave") : tr("you are not a member"));
    const QString why = m_context.session.isReadOnly() ? tr("This is the sample company: read-only")
                        : mine                         ? QString()
                                                       : tr("You are not a member of this company");
    for (QPushButton* button : m_memberButtons) allow(button, why);
    const auto rows = termRows(company.terms, partyNames(m_context.session, company), symbol);
    QStringList words;
    for (const TermRow& row : rows) words << row.group << row.name << row.value;
    m_rules->setRows(words, [&](QVBoxLayout* column) {
        Card* card = nullptr;
        FactList* facts = nullptr;
        QString group;
        for (const TermRow& row : rows) {
            if (!card || row.group != group) {
                group = row.group;
                card = new Card(group);
                facts = new FactList;
                card->body()->addWidget(facts);
                column->addWidget(card);
            }
            facts->addFact(row.name, row.value);
        }
    });
}

// ---- tools --------------------------------------------------------------------------------------------

ToolList::ToolList(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new RowList)
    , m_nothing(
          secondaryLabel(tr("There are no tools besides the tasks and the wiki. A tool keeps records of "
                            "one kind, with a table that says who may do what with them.")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_nothing);
    column->addWidget(m_rows);
    auto* row = new FlowLayout;
    m_add = addButton(row, tr("&Add a tool…"), u"addTool"_s);
    column->addLayout(row);
    m_whyNot = whyNotLabel({});
    column->addWidget(m_whyNot);
    connect(m_add, &QPushButton::clicked, this, &ToolList::addWanted);
}

void ToolList::showState(const CompanyState& state)
{
    const QString symbol = m_context.session.symbol();
    const auto recordsOf = [&](std::uint16_t number) {
        for (const auto& each : state.records)
            if (each.tool == number) return each;
        return engine::ToolRecordsView{number, {}, {}};
    };
    QStringList words{QString::number(m_context.session.isReadOnly())};
    const auto addMoves = [&](const std::vector<engine::ToolMove>& moves) {
        for (const auto& move : moves) words << toolMoveLabel(move, symbol) << toolBarText(move);
    };
    const auto addRecordWords = [&](const engine::ToolRecordsView& records) {
        addMoves(records.begin);
        for (const auto& record : records.records) {
            words << toolRecordName(record) << recordFacts(record, symbol) << QString::number(record.edits);
            addMoves(record.next);
        }
    };
    for (const auto& tool : state.tools) {
        words << QString::number(tool.number) << toQt(tool.manifestText) << amountText(tool.held, symbol)
              << QString::number(tool.open);
        addRecordWords(recordsOf(tool.number));
    }
    bool hasRemoved = false;
    for (const auto& records : state.records) {
        if (!records.isRemoved) continue;
        hasRemoved = true;
        words << u"removed"_s << QString::number(records.tool) << toQt(records.manifestText);
        addRecordWords(records);
    }
    m_nothing->setVisible(state.tools.empty() && !hasRemoved);
    m_rows->setRows(words, [&](QVBoxLayout* column) {
        for (const auto& tool : state.tools) column->addWidget(makeRow(tool, recordsOf(tool.number)));
        for (const auto& records : state.records)
            if (records.isRemoved) column->addWidget(makeRemovedRow(records));
    });
    const QString why = m_context.session.isReadOnly() ? tr("This is the sample company: read-only")
                        : myMembership(state.company)  ? QString()
                                                       : tr("You are not a member of this company");
    allow(m_add, why);
    m_whyNot->setText(why);
    m_whyNot->setVisible(!why.isEmpty());
}

QWidget* ToolList::makeRow(const engine::ToolView& tool, const engine::ToolRecordsView& records)
{
    const QString symbol = m_context.session.symbol();
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(wrappedLabel(toolName(tool), TextRole::Strong));
    if (const QString more = linesFrom(tool.manifestText, 1); !more.isEmpty())
        column->addWidget(wrappedLabel(more));
    if (tool.manifestText.empty())
        column->addWidget(secondaryLabel(tr("The text has not arrived on this computer yet.")));
    QStringList facts{tr("%n state(s)", nullptr, tool.states),
                      tr("%n rule(s)", nullptr, static_cast<int>(tool.rules))};
    if (tool.movesMoney)
        facts << tr("%n record(s) with money", nullptr, static_cast<int>(tool.open))
              << tr("its records hold %1").arg(amountText(tool.held, symbol));
    else
        facts << tr("moves no money");
    column->addWidget(captionLabel(facts.join(u" · "_s)));
    row->addLayout(column, 1);
    auto* drop = new QPushButton(tr("Remove…"));
    drop->setAutoDefault(false);
    drop->setObjectName(u"drop-"_s + QString::number(tool.number));
    drop->setAccessibleName(tr("Remove the tool %1").arg(toolName(tool)));
    const QString holding = holdingRecordsText(records.records, symbol);
    allow(drop, m_context.session.isReadOnly() ? tr("This is the sample company: read-only")
                : tool.held > 0                ? tr("These records still hold money: %1").arg(holding)
                                               : QString());
    connect(drop, &QPushButton::clicked, this, [this, tool] { Q_EMIT dropWanted(tool); });
    row->addWidget(drop, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    if (tool.held > 0)
        card->body()->addWidget(secondaryLabel(
            tr("It can be removed once these records are paid or their money is returned: %1").arg(holding)));
    addRecords(card->body(), tool, records);
    if (!records.begin.empty()) {
        auto* begin = new FlowLayout;
        for (const auto& move : records.begin)
            addMove(begin, tool, {}, move,
                    records.begin.size() == 1 ? tr("New record…")
                                              : tr("New record in state %1…").arg(move.to))
                ->setAccessibleName(
                    tr("New record in state %1 of the tool %2").arg(move.to).arg(toolName(tool)));
        card->body()->addLayout(begin);
        if (m_context.session.isReadOnly())
            card->body()->addWidget(whyNotLabel(tr("This is the sample company: read-only")));
        else
            for (const QString& why : barTexts(records.begin, symbol))
                card->body()->addWidget(whyNotLabel(why));
    }
    return card;
}

/// What is left of a tool that was removed: what it said about itself, if it was ever here, and its records.
QWidget* ToolList::makeRemovedRow(const engine::ToolRecordsView& records)
{
    engine::ToolView tool;
    tool.number = records.tool;
    tool.manifestText = records.manifestText;
    auto* card = new Card;
    card->setObjectName(u"removed-%1"_s.arg(tool.number));
    card->body()->addWidget(wrappedLabel(tr("%1 (removed)").arg(toolName(tool)), TextRole::Strong));
    if (const QString more = linesFrom(tool.manifestText, 1); !more.isEmpty())
        card->body()->addWidget(wrappedLabel(more));
    card->body()->addWidget(captionLabel(
        records.records.empty()
            ? tr("This tool (number %1) was removed. It has no records.").arg(tool.number)
            : tr("This tool was removed. Its %n record(s) can be read; nobody can change them any more.",
                 nullptr, static_cast<int>(records.records.size()))));
    addRecords(card->body(), tool, records);
    return card;
}

void ToolList::addRecords(QVBoxLayout* column, const engine::ToolView& tool,
                          const engine::ToolRecordsView& records)
{
    constexpr std::size_t kMostShown = 20;
    for (std::size_t i = 0; i < records.records.size() && i < kMostShown; ++i) {
        addRecord(column, tool, records.records[i]);
        // No form opens on them, so all their words stand here.
        const QString more = records.isRemoved ? wholeText(records.records[i]) : QString();
        if (!more.isEmpty()) column->addWidget(wrappedLabel(more));
    }
    if (records.records.size() > kMostShown)
        column->addWidget(
            secondaryLabel(tr("And %n older record(s). The command line lists all: stoa-cli company records",
                              nullptr, static_cast<int>(records.records.size() - kMostShown))));
}

void ToolList::addRecord(QVBoxLayout* column, const engine::ToolView& tool,
                         const engine::ToolRecordView& record)
{
    const QString symbol = m_context.session.symbol();
    auto* lines = new QVBoxLayout;
    lines->setSpacing(4);
    lines->addWidget(wrappedLabel(toolRecordName(record)));
    lines->addWidget(captionLabel(recordFacts(record, symbol)));
    if (!record.next.empty()) {
        auto* row = new FlowLayout;
        for (const auto& move : record.next) {
            const QString label = toolMoveLabel(move, symbol);
            addMove(row, tool, record, move, tr("%1…").arg(label))
                ->setAccessibleName(tr("%1: %2", "record, step").arg(toQt(record.number), label));
        }
        lines->addLayout(row);
        if (!m_context.session.isReadOnly())
            for (const QString& why : barTexts(record.next, symbol)) lines->addWidget(whyNotLabel(why));
    }
    column->addLayout(lines);
}

QPushButton* ToolList::addMove(FlowLayout* row, const engine::ToolView& tool,
                               const engine::ToolRecordView& record, const engine::ToolMove& move,
                               const QString& label)
{
    const QString name = record.number.empty() ? QString::number(tool.number) : toQt(record.number);
    auto* button = addButton(row, label, u"record-%1-%2"_s.arg(name).arg(move.to));
    allow(button,
          m_context.session.isReadOnly() ? tr("This is the sample company: read-only") : toolBarText(move));
    connect(button, &QPushButton::clicked, this,
            [this, tool, record, move] { Q_EMIT recordWanted(tool, record, move); });
    return button;
}

// ---- seats --------------------------------------------------------------------------------------------

SeatList::SeatList(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_about(secondaryLabel({}))
    , m_table(new Table(tr("Arbitrators' seats")))
    , m_nothing(secondaryLabel(tr("Nobody has taken a seat yet.")))
    , m_mine(wrappedLabel({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_about);
    const Session& session = context.session;
    using Seat = engine::SeatView;
    m_model = new TableModel<Seat>(
        {{tr("Seat"), [](const Seat& seat) { return QString::number(seat.number + 1); }, Qt::AlignRight},
         {tr("Arbitrator"), [](const Seat& seat) { return nameOf(seat.who); }},
         {tr("Locked"), [&session](const Seat& seat) { return amountText(seat.deposit, session.symbol()); },
          Qt::AlignRight},
         {tr("Open cases"), [](const Seat& seat) { return QString::number(seat.openCases); }, Qt::AlignRight},
         {tr("Ruled"), [](const Seat& seat) { return QString::number(seat.ruled); }, Qt::AlignRight},
         {tr("Missed"), [](const Seat& seat) { return QString::number(seat.missed); }, Qt::AlignRight},
         {tr("State"),
          [&session](const Seat& seat) {
              return seat.leavesAt == 0
                         ? tr("Since %1").arg(dayText(seat.since, session.now()))
                         : tr("Leaves, deposit back from %1").arg(dayText(seat.leavesAt, session.now()));
          },
          Qt::AlignLeft,
          [](const Seat& seat) {
              return seat.leavesAt == 0 ? icon(u"check"_s, Tone::Ok) : icon(u"clock"_s, Tone::Idle);
          }}},
        [](const Seat& seat) { return QString::number(seat.number); }, this);
    m_table->setModel(m_model);
    m_table->setStretchedColumn(6);
    m_table->setTitleColumn(1);
    m_table->fitRows(1, 1000);
    column->addWidget(m_nothing);
    column->addWidget(m_table);
    column->addWidget(m_mine);
    auto* row = new FlowLayout;
    m_take = addButton(row, tr("&Take a seat…"), u"takeSeat"_s);
    m_leave = addButton(row, tr("&Give up my seat…"), u"leaveSeat"_s);
    column->addLayout(row);
    connect(m_take, &QPushButton::clicked, this, &SeatList::takeWanted);
    connect(m_leave, &QPushButton::clicked, this, [this] {
        if (m_mySeat) Q_EMIT leaveWanted(*m_mySeat);
    });
}

void SeatList::showState(const CompanyState& state)
{
    const auto& session = m_context.session;
    const tx::CharterTerms& terms = state.company.terms;
    std::vector<engine::SeatView> seats;
    m_mySeat.reset();
    for (const auto& seat : state.seats) {
        if (seat.deposit == 0) continue; // its deposit is back: nobody holds it
        seats.push_back(seat);
        if (seat.who.isMe) m_mySeat = seat;
    }
    m_about->setText(
        terms.serves == 0
            ? tr("This company does not judge for others.")
            : tr("Other companies can name this one for their disputes. Then %n of its arbitrators are drawn "
                 "by lot; a case costs %1, and a seat locks %2.",
                 nullptr, terms.panel)
                  .arg(amountText(terms.courtFee, session.symbol()),
                       amountText(terms.seatDeposit, session.symbol())));
    m_nothing->setVisible(seats.empty() && terms.serves != 0);
    m_table->setVisible(!seats.empty());
    m_model->setRows(std::move(seats));
    m_mine->setVisible(m_mySeat.has_value());
    if (m_mySeat)
        m_mine->setText(m_mySeat->leavesAt == 0 ? tr("You have a seat: you can be drawn for disputes.")
                                                : tr("Notice of your seat has been given. Your deposit of %1 "
                                                     "can come back from %2 on, in one more step.")
                                                      .arg(amountText(m_mySeat->deposit, session.symbol()),
                                                           fullTimeText(m_mySeat->leavesAt, session.now())));
    m_take->setVisible(!m_mySeat && terms.serves != 0);
    m_leave->setVisible(m_mySeat.has_value());
    const QString readOnly = session.isReadOnly() ? tr("This is the sample company: read-only") : QString();
    allow(m_take, !readOnly.isEmpty() ? readOnly
                  : state.company.myRole < tx::Role::Arbitrator
                      ? tr("Your role has to be arbitrator or higher. A motion can change it.")
                      : QString());
    const bool isTooEarly = m_mySeat && m_mySeat->leavesAt > session.now();
    m_leave->setText(m_mySeat && m_mySeat->leavesAt != 0 ? tr("&Get the deposit back…")
                                                         : tr("&Give up my seat…"));
    allow(m_leave,
          !readOnly.isEmpty() ? readOnly
          : isTooEarly
              ? tr("The deposit can come back %1").arg(fullTimeText(m_mySeat->leavesAt, session.now()))
              : QString());
}

} // namespace stoa::ui
