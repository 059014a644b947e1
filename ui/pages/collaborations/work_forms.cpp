// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/work_forms.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/dialogs/dialog.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

DeliverForm::DeliverForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Deliver the work"), parent)
    , m_summary(makeTextEdit(4))
    , m_links(makeTextEdit(2))
{
    const Timestamp now = context.session.now();
    if (now > view.workBy)
        body()->addWidget(wrappedLabel(tr("You are %1 late. %2 can still accept the work.")
                                           .arg(durationText(now - view.workBy), nameOf(view.asker))));
    if (!view.changesText.empty() && view.changesUsed > 0) {
        Card* asked = addCard(tr("What was to be changed"));
        auto* text = wrappedLabel(toQt(view.changesText));
        text->setSelectable();
        asked->body()->addWidget(text);
    }
    Card* what = addCard(tr("What is delivered"));
    addField(
        what->body(), tr("&In your words"), m_summary,
        tr("What was done, and where it can be seen. This is kept for good, and both sides can show it."));
    addField(what->body(), tr("&Wiki pages, files and links"), m_links,
             tr("One in each line; may stay empty."));

    if (!view.statement.results.empty()) {
        Card* list = addCard(tr("Measurable results"));
        list->body()->addWidget(
            captionLabel(tr("Tick what is met and say where it can be seen; for the rest say why not.")));
        int number = 0;
        for (const auto& result : view.statement.results) {
            ++number;
            auto* met = new QCheckBox(tr("Result %1 is met").arg(number));
            auto* evidence = new QLineEdit;
            evidence->setPlaceholderText(tr("Where it can be seen, or why it is not met"));
            evidence->setAccessibleName(tr("Evidence or reason for result %1").arg(number));
            auto* words = wrappedLabel(toQt(result.result));
            words->setTextFormat(Qt::PlainText);
            list->body()->addWidget(words);
            list->body()->addWidget(captionLabel(
                tr("Target: %1 · checked by: %2").arg(toQt(result.target), toQt(result.howChecked))));
            met->setAccessibleDescription(toQt(result.result));
            list->body()->addWidget(met);
            list->body()->addWidget(evidence);
            m_results << ResultRow{met, evidence};
            connect(met, &QCheckBox::toggled, this, [this] { recheck(); });
            connect(evidence, &QLineEdit::textChanged, this, [this] { recheck(); });
        }
    }
    connect(m_summary, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    body()->addWidget(captionLabel(
        tr("After this %1 has %2 to review. If nothing is said in that time, the work counts as accepted.")
            .arg(nameOf(view.asker), periodText(view.reviewPeriod))));
    body()->addStretch(1);
    setSendLabel(view.changesUsed > 0 ? tr("Deliver again…") : tr("Deliver…"));
    m_summary->setFocus();
}

QString DeliverForm::text() const
{
    QStringList parts{m_summary->toPlainText().trimmed()};
    if (!m_results.isEmpty()) {
        QStringList lines{tr("Results")};
        for (int i = 0; i < m_results.size(); ++i) {
            const QString words = toQt(view().statement.results[static_cast<std::size_t>(i)].result);
            const QString remark = m_results.at(i).evidence->text().trimmed();
            const bool isMet = m_results.at(i).met->isChecked();
            QString line =
                isMet ? tr("%1. Met: %2").arg(i + 1).arg(words) : tr("%1. Not met: %2").arg(i + 1).arg(words);
            if (!remark.isEmpty()) line += u" — "_s + remark;
            lines << line;
        }
        parts << lines.join(u'\n');
    }
    QStringList links{tr("To be seen at")};
    for (const QString& line : m_links->toPlainText().split(u'\n'))
        if (!line.trimmed().isEmpty()) links << u"- "_s + line.trimmed();
    if (links.size() > 1) parts << links.join(u'\n');
    return parts.join(u"\n\n"_s);
}

ActForm::Fault DeliverForm::fault() const
{
    if (m_summary->toPlainText().trimmed().isEmpty())
        return {tr("Say in a few words what is delivered."), m_summary};
    for (int i = 0; i < m_results.size(); ++i)
        if (!m_results.at(i).met->isChecked() && m_results.at(i).evidence->text().trimmed().isEmpty())
            return {tr("Tick result %1, or say why it is not met.").arg(i + 1), m_results.at(i).evidence};
    return {};
}

engine::ActOnCollaboration DeliverForm::action() const
{
    auto action = makeAction(engine::Act::Deliver);
    action.text = toStd(text());
    return action;
}

ChangesForm::ChangesForm(const PageContext& context, const engine::CollaborationView& view, QWidget* parent)
    : ActForm(context, view, tr("Ask for changes"), parent)
    , m_reasons(makeTextEdit(6))
    , m_workBy(new QDateTimeEdit)
{
    const int left = std::max(0, view.changesAllowed - view.changesUsed);
    body()->addWidget(secondaryLabel(
        tr("The work goes back to %1. You can do this %n more time(s) in this collaboration.", nullptr, left)
            .arg(nameOf(view.doer))));
    if (!view.deliveryText.empty()) {
        Card* delivered = addCard(tr("What was delivered"));
        auto* text = wrappedLabel(toQt(view.deliveryText));
        text->setSelectable();
        delivered->body()->addWidget(text);
    }
    Card* card = addCard(tr("What must change"));
    addField(
        card->body(), tr("&Reasons"), m_reasons,
        tr("Name the results that are not met, and what would meet them. %1 and an arbitrator can read it.")
            .arg(nameOf(view.doer)));
    m_workBy->setCalendarPopup(true);
    m_workBy->setDisplayFormat(u"ddd d MMM yyyy, HH:mm"_s);
    const Timestamp first = std::max(view.workBy, earliest() + kHour);
    m_workBy->setDateTime(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(first)));
    addField(card->body(), tr("&New work deadline"), m_workBy,
             tr("At least the review period of %1 from now.").arg(periodText(view.reviewPeriod)));
    body()->addStretch(1);
    connect(m_reasons, &QPlainTextEdit::textChanged, this, [this] { recheck(); });
    connect(m_workBy, &QDateTimeEdit::dateTimeChanged, this, [this] { recheck(); });
    setSendLabel(tr("Ask for changes…"));
    m_reasons->setFocus();
}

Timestamp ChangesForm::earliest() const
{
    // A few minutes pass until it is signed and in a block.
    return context().session.now() + view().reviewPeriod + 10 * kMinute;
}

ActForm::Fault ChangesForm::fault() const
{
    if (m_reasons->toPlainText().trimmed().isEmpty())
        return {tr("Say what must change, so that %1 can do it.").arg(nameOf(view().doer)), m_reasons};
    if (m_workBy->dateTime().toSecsSinceEpoch() < static_cast<qint64>(earliest()))
        return {tr("The new deadline must leave at least %1.").arg(periodText(view().reviewPeriod)),
                m_workBy};
    return {};
}

engine::ActOnCollaboration ChangesForm::action() const
{
    auto action = makeAction(engine::Act::RequestChanges);
    action.text = toStd(m_reasons->toPlainText().trimmed());
    action.workBy = static_cast<Timestamp>(m_workBy->dateTime().toSecsSinceEpoch());
    return action;
}

} // namespace stoa::ui
