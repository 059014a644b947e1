// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/factor_editor.h"

#include <algorithm>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/pages/tasks/row_table.h"
#include "ui/widgets/card.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/factor_words.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using content::Factor;
using content::FactorState;

namespace {

std::size_t at(Factor factor) { return static_cast<std::size_t>(factor); }

std::vector<std::string> listOf(const RowTable& table)
{
    std::vector<std::string> list;
    for (const QStringList& row : table.rows()) list.push_back(toStd(row.first()));
    return list;
}

QList<QStringList> rowsOf(const std::vector<std::string>& list)
{
    QList<QStringList> rows;
    for (const std::string& each : list) rows << QStringList{toQt(each)};
    return rows;
}

std::vector<std::uint8_t> numbersOf(const QString& text)
{
    std::vector<std::uint8_t> numbers;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const uint number = part.trimmed().toUInt(&isNumber);
        if (isNumber && number > 0 && number < 256) numbers.push_back(static_cast<std::uint8_t>(number));
    }
    return numbers;
}

QString numbersText(const std::vector<std::uint8_t>& numbers)
{
    QStringList parts;
    for (const auto number : numbers) parts << QString::number(number);
    return parts.join(u", "_s);
}

} // namespace

FactorEditor::FactorEditor(QWidget* parent)
    : QWidget(parent)
    , m_context(new QPlainTextEdit)
    , m_inside(new RowTable({{tr("Part of it"), {}, false, 30}}, tr("what is part of it"), 50))
    , m_outside(new RowTable({{tr("Not part of it"), {}, false, 30}}, tr("what is not part of it"), 50))
    , m_goals(new RowTable({{tr("Goal"), {}, false, 30}}, tr("goal"), 5))
    , m_results(new RowTable({{tr("Result"), tr("What must be true in the end"), false, 16},
                              {tr("Measure"), tr("What is counted or tested"), false, 13},
                              {tr("Target"), tr("Which number, or yes"), false, 11},
                              {tr("How checked"), tr("Who looks where"), false, 13},
                              {tr("Weight %"), tr("How much of the whole it is; 100 % together"), true, 4}},
                             tr("result"), 50))
    , m_input(new RowTable({{tr("Item"), {}, false, 16},
                            {tr("From"), {}, false, 12},
                            {tr("Link or file"), {}, false, 14},
                            {tr("Due"), {}, false, 9}},
                           tr("input"), 50))
    , m_nothingNeeded(new QCheckBox(tr("&Nothing is needed")))
    , m_activities(new RowTable({{tr("Step"), {}, false, 22},
                                 {tr("Tool"), {}, false, 14},
                                 {tr("By"), tr("A date, such as 5 December"), false, 11}},
                                tr("step"), 50))
    , m_output(
          new RowTable({{tr("Item"), {}, false, 16},
                        {tr("Format"), {}, false, 11},
                        {tr("Wiki page"), tr("Where the company finds it"), false, 13},
                        {tr("Licence"), {}, false, 9},
                        {tr("For results"),
                         tr("Numbers of the results that it serves, such as 1, 2; empty for all"), false, 6}},
                       tr("output"), 50))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);

    m_context->setTabChangesFocus(true);
    m_context->setMinimumHeight(5 * fontMetrics().lineSpacing());
    m_context->setMaximumHeight(10 * fontMetrics().lineSpacing());
    m_context->setAccessibleName(factorQuestion(Factor::Context));
    makeSection(Factor::Context, m_context).card->body()->addWidget(m_context);

    auto* boundaries = makeSection(Factor::Boundaries, m_outside->addButton()).card->body();
    boundaries->addWidget(textLabel(tr("Part of it"), TextRole::Strong));
    boundaries->addWidget(m_inside);
    boundaries->addWidget(textLabel(tr("Not part of it"), TextRole::Strong));
    boundaries->addWidget(m_outside);

    makeSection(Factor::Goals, m_goals->addButton()).card->body()->addWidget(m_goals);
    makeSection(Factor::Results, m_results->addButton()).card->body()->addWidget(m_results);
    auto* input = makeSection(Factor::Input, m_input->addButton()).card->body();
    input->addWidget(m_input);
    input->addWidget(m_nothingNeeded);
    makeSection(Factor::Activities, m_activities->addButton()).card->body()->addWidget(m_activities);
    makeSection(Factor::Output, m_output->addButton()).card->body()->addWidget(m_output);
    for (Section& each : m_sections) {
        each.card->body()->addWidget(each.missing);
        column->addWidget(each.card);
    }

    connect(m_context, &QPlainTextEdit::textChanged, this, &FactorEditor::change);
    connect(m_nothingNeeded, &QCheckBox::toggled, this, &FactorEditor::change);
    for (RowTable* table : {m_inside, m_outside, m_goals, m_results, m_input, m_activities, m_output})
        connect(table, &RowTable::edited, this, &FactorEditor::change);
    showStates();
}

FactorEditor::Section& FactorEditor::makeSection(Factor factor, QWidget* first)
{
    Section& made = m_sections[at(factor)];
    made.card = new Card;
    made.chip = new StateChip;
    made.missing = captionLabel({});
    made.first = first;
    auto* head = new QHBoxLayout;
    head->addWidget(wrappedLabel(factorName(factor), TextRole::Subtitle), 1);
    head->addWidget(made.chip, 0, Qt::AlignTop);
    made.card->body()->addLayout(head);
    made.card->body()->addWidget(wrappedLabel(factorQuestion(factor)));
    made.card->body()->addWidget(captionLabel(factorExample(factor)));
    return made;
}

content::JobStatement FactorEditor::statement() const
{
    content::JobStatement result;
    result.context = toStd(m_context->toPlainText().trimmed());
    result.inside = listOf(*m_inside);
    result.outside = listOf(*m_outside);
    result.goals = listOf(*m_goals);
    for (const QStringList& row : m_results->rows())
        result.results.push_back({toStd(row.at(0)), toStd(row.at(1)), toStd(row.at(2)), toStd(row.at(3)),
                                  static_cast<std::uint8_t>(std::clamp(row.at(4).toInt(), 0, 100))});
    for (const QStringList& row : m_input->rows())
        result.input.push_back({toStd(row.at(0)), toStd(row.at(1)), toStd(row.at(2)), toStd(row.at(3))});
    result.nothingNeeded = m_nothingNeeded->isChecked();
    for (const QStringList& row : m_activities->rows())
        result.activities.push_back({toStd(row.at(0)), toStd(row.at(1)), toStd(row.at(2))});
    for (const QStringList& row : m_output->rows())
        result.output.push_back(
            {toStd(row.at(0)), toStd(row.at(1)), toStd(row.at(2)), toStd(row.at(3)), numbersOf(row.at(4))});
    return result;
}

void FactorEditor::setStatement(const content::JobStatement& statement)
{
    m_isFilling = true;
    m_context->setPlainText(toQt(statement.context));
    m_inside->setRows(rowsOf(statement.inside));
    m_outside->setRows(rowsOf(statement.outside));
    m_goals->setRows(rowsOf(statement.goals));
    QList<QStringList> rows;
    for (const auto& each : statement.results)
        rows << QStringList{toQt(each.result), toQt(each.measure), toQt(each.target), toQt(each.howChecked),
                            QString::number(each.weight)};
    m_results->setRows(rows);
    rows.clear();
    for (const auto& each : statement.input)
        rows << QStringList{toQt(each.item), toQt(each.from), toQt(each.link), toQt(each.due)};
    m_input->setRows(rows);
    m_nothingNeeded->setChecked(statement.nothingNeeded);
    rows.clear();
    for (const auto& each : statement.activities)
        rows << QStringList{toQt(each.step), toQt(each.tool), toQt(each.date)};
    m_activities->setRows(rows);
    rows.clear();
    for (const auto& each : statement.output)
        rows << QStringList{toQt(each.item), toQt(each.format), toQt(each.wikiPage), toQt(each.licence),
                            numbersText(each.results)};
    m_output->setRows(rows);
    m_isFilling = false;
    showStates();
}

void FactorEditor::setReadOnly(bool isReadOnly)
{
    m_context->setReadOnly(isReadOnly);
    m_nothingNeeded->setEnabled(!isReadOnly);
    for (RowTable* table : {m_inside, m_outside, m_goals, m_results, m_input, m_activities, m_output})
        table->setReadOnly(isReadOnly);
}

QWidget* FactorEditor::section(Factor factor) const { return m_sections[at(factor)].card; }

void FactorEditor::focusFactor(Factor factor)
{
    m_sections[at(factor)].first->setFocus(Qt::ShortcutFocusReason);
}

FactorState FactorEditor::state(Factor factor) const { return m_states[at(factor)]; }

int FactorEditor::complete() const
{
    return static_cast<int>(std::count(m_states.begin(), m_states.end(), FactorState::Complete));
}

QString FactorEditor::missing(Factor factor) const { return m_sections[at(factor)].missing->text(); }

void FactorEditor::change()
{
    if (m_isFilling) return;
    showStates();
    Q_EMIT edited();
}

void FactorEditor::showStates()
{
    const content::JobStatement current = statement();
    m_states = content::completeness(current);
    std::array<QStringList, content::kFactors> missing;
    for (const content::FactorGap& gap : content::gaps(current)) missing[at(gap.factor)] << gapText(gap);
    for (std::size_t i = 0; i < content::kFactors; ++i) {
        Section& each = m_sections[i];
        switch (m_states[i]) {
        case FactorState::Empty: each.chip->setState(tr("Empty"), u"circle"_s, Tone::Idle); break;
        case FactorState::Started: each.chip->setState(tr("Started"), u"half"_s, Tone::Info); break;
        case FactorState::Complete: each.chip->setState(tr("Complete"), u"check-circle"_s, Tone::Ok); break;
        }
        each.missing->setText(missing[i].join(u' '));
        each.missing->setVisible(!missing[i].isEmpty());
    }
    Q_EMIT progressed();
}

} // namespace stoa::ui
