// SPDX-License-Identifier: MIT
#include "ui/widgets/job_statement_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/factor_words.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using content::Factor;

namespace {

/// "name: value · name: value" of what is there.
QString joined(std::initializer_list<std::pair<QString, QString>> parts)
{
    QStringList texts;
    for (const auto& [name, value] : parts)
        if (!value.isEmpty()) texts << (name.isEmpty() ? value : name + u": "_s + value);
    return texts.join(u" · "_s);
}

} // namespace

JobStatementView::JobStatementView(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
}

void JobStatementView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Long lines are hard to read. (A maximum width would make the layout guess the height wrong.)
    m_column->setContentsMargins(0, 0, std::max(0, width() - charactersWide(this, 96)), 0);
}

void JobStatementView::heading(const QString& text)
{
    auto* label = wrappedLabel(text, TextRole::Subtitle);
    label->setContentsMargins(0, 8, 0, 0);
    m_column->addWidget(label);
}

void JobStatementView::paragraph(const QString& text)
{
    auto* label = wrappedLabel(text);
    label->setSelectable();
    m_column->addWidget(label);
}

void JobStatementView::bullet(const QString& sign, const QString& text, const QString& details)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* mark = textLabel(sign);
    mark->setSecondary(true);
    row->addWidget(mark, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    auto* label = wrappedLabel(text);
    label->setSelectable();
    column->addWidget(label);
    if (!details.isEmpty()) column->addWidget(captionLabel(details));
    row->addLayout(column, 1);
    m_column->addLayout(row);
}

void JobStatementView::setFingerprint(const QString& fingerprint)
{
    if (fingerprint == m_fingerprint) return;
    m_fingerprint = fingerprint;
    rebuild();
}

void JobStatementView::setStatement(const content::JobStatement& statement)
{
    if (m_column->count() > 0 && statement == m_statement) return;
    m_statement = statement;
    rebuild();
}

void JobStatementView::rebuild()
{
    const content::JobStatement& statement = m_statement;
    clearLayout(m_column);
    const QString dash = u"–"_s;
    if (!statement.title.empty()) m_column->addWidget(wrappedLabel(toQt(statement.title), TextRole::Title));
    const auto nothing = [this] { m_column->addWidget(secondaryLabel(tr("Nothing is written here."))); };

    heading(factorName(Factor::Context));
    if (statement.context.empty())
        nothing();
    else
        paragraph(toQt(statement.context));

    heading(factorName(Factor::Boundaries));
    if (statement.inside.empty() && statement.outside.empty()) nothing();
    if (!statement.inside.empty()) m_column->addWidget(captionLabel(tr("Part of it")));
    for (const auto& each : statement.inside) bullet(dash, toQt(each));
    if (!statement.outside.empty()) m_column->addWidget(captionLabel(tr("Not part of it")));
    for (const auto& each : statement.outside) bullet(dash, toQt(each));

    heading(factorName(Factor::Goals));
    if (statement.goals.empty()) nothing();
    for (const auto& each : statement.goals) bullet(dash, toQt(each));

    heading(factorName(Factor::Results));
    if (statement.results.empty()) nothing();
    int number = 0;
    for (const auto& each : statement.results)
        bullet(QString::number(++number), toQt(each.result),
               joined({{tr("measure"), toQt(each.measure)},
                       {tr("target"), toQt(each.target)},
                       {tr("checked by"), toQt(each.howChecked)},
                       {tr("weight"), tr("%1 %").arg(each.weight)}}));

    heading(factorName(Factor::Input));
    if (statement.input.empty()) {
        if (statement.nothingNeeded)
            paragraph(tr("Nothing is needed."));
        else
            nothing();
    }
    for (const auto& each : statement.input)
        bullet(dash, toQt(each.item),
               joined({{tr("from"), toQt(each.from)}, {{}, toQt(each.link)}, {tr("by"), toQt(each.due)}}));

    heading(factorName(Factor::Activities));
    if (statement.activities.empty()) nothing();
    for (const auto& each : statement.activities)
        bullet(dash, toQt(each.step), joined({{tr("with"), toQt(each.tool)}, {tr("by"), toQt(each.date)}}));

    heading(factorName(Factor::Output));
    if (statement.output.empty()) nothing();
    for (const auto& each : statement.output) {
        QStringList numbers;
        for (const auto result : each.results) numbers << QString::number(result);
        bullet(dash, toQt(each.item),
               joined({{{}, toQt(each.format)},
                       {tr("wiki page"), toQt(each.wikiPage)},
                       {tr("licence"), toQt(each.licence)},
                       {tr("serves result"), numbers.join(u", "_s)}}));
    }

    if (!m_fingerprint.isEmpty()) {
        m_column->addWidget(captionLabel(tr("Fingerprint of this text, as both sides sign it")));
        auto* print = wrappedLabel(m_fingerprint, TextRole::Mono);
        print->setSelectable();
        m_column->addWidget(print);
    }
    m_column->addStretch(1);
}

} // namespace stoa::ui
