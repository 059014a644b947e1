// SPDX-License-Identifier: MIT
#include "ui/widgets/four_lines_view.h"

#include <QVBoxLayout>

#include "ui/bridge/session.h"
#include "ui/widgets/text_label.h"
#include "ui/words/collaboration_text.h"

namespace stoa::ui {

FourLinesView::FourLinesView(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_now(wrappedLabel({}, TextRole::Subtitle))
    , m_who(wrappedLabel({}))
    , m_by(wrappedLabel({}))
    , m_otherwise(wrappedLabel({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_now);
    for (const auto& [name, value] : {std::pair{tr("Who must act"), m_who}, std::pair{tr("By when"), m_by},
                                      std::pair{tr("If nobody acts"), m_otherwise}}) {
        auto* line = new QVBoxLayout;
        line->setSpacing(1);
        line->addWidget(captionLabel(name));
        line->addWidget(value);
        column->addLayout(line);
    }
    connect(&session, &Session::clockTicked, this, &FourLinesView::refresh);
}

void FourLinesView::setCollaboration(const engine::CollaborationView& view)
{
    m_view = view;
    refresh();
}

QStringList FourLinesView::texts() const
{
    return {m_now->text(), m_who->text(), m_by->text(), m_otherwise->text()};
}

void FourLinesView::insertBelowFirst(QWidget* widget)
{
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, widget);
}

void FourLinesView::refresh()
{
    if (m_view.id.isZero()) return;
    const FourLines lines = fourLines(m_view, m_session.symbol(), m_session.now());
    // Only what has changed is set: a screen reader must not hear every tick.
    for (const auto& [label, text] : {std::pair{m_now, lines.now}, std::pair{m_who, lines.who},
                                      std::pair{m_by, lines.by}, std::pair{m_otherwise, lines.otherwise}})
        if (label->text() != text) label->setText(text);
}

} // namespace stoa::ui
