// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/conflict_view.h"

#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QShortcut>
#include <QVBoxLayout>

#include "core/content/diff.h"
#include "ui/pages/wiki/diff_view.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

ConflictView::ConflictView(QWidget* parent)
    : QWidget(parent)
    , m_title(wrappedLabel({}, TextRole::Subtitle))
    , m_what(wrappedLabel({}))
    , m_scroll(new ScrollPage)
    , m_finish(new QPushButton)
    , m_next(new QPushButton(tr("Next &undecided")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 12);
    column->setSpacing(8);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->addWidget(m_title);
    head->addWidget(m_what);
    column->addLayout(head);
    column->addWidget(m_scroll, 1);
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons);
    auto* later = new QPushButton(tr("Decide &later"));
    later->setToolTip(tr("Your text stays on this computer as a draft."));
    m_next->setToolTip(tr("F8"));
    m_finish->setProperty("kind", QByteArray("primary"));
    for (QPushButton* button : {later, m_next, m_finish}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(16, 0, 16, 0);
    foot->addWidget(buttons);
    column->addLayout(foot);
    connect(later, &QPushButton::clicked, this, &ConflictView::laterWanted);
    connect(m_finish, &QPushButton::clicked, this, &ConflictView::finished);
    connect(m_next, &QPushButton::clicked, this, &ConflictView::goToUndecided);
    auto* f8 = new QShortcut(Qt::Key_F8, this);
    f8->setContext(Qt::WidgetWithChildrenShortcut);
    connect(f8, &QShortcut::activated, this, &ConflictView::goToUndecided);
}

void ConflictView::setSides(const Sides& sides)
{
    m_sides = sides;
    m_parts = conflictParts(sides.base, sides.hasBase, sides.theirs, sides.mine);
    delete m_column;
    m_column = new QWidget;
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    int number = 0;
    int settled = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].isSame) continue;
        if (!m_parts[i].needsMe) {
            ++settled;
            continue;
        }
        ++number;
        column->addWidget(makePart(i));
    }
    column->addStretch(1);
    m_scroll->body()->addWidget(m_column);
    m_title->setText(tr("Two versions of “%1”").arg(pageTitle(sides.page)));
    m_what->setText(
        tr("%1 published a version %2 while you were writing. %3 Nothing is lost: both versions stay "
           "in the history.")
            .arg(sides.theirName, sides.theirTime,
                 tr("%n changed place(s) went together without a question; %1.", nullptr,
                    static_cast<int>(settled))
                     .arg(number == 0 ? tr("nothing is left for you to decide")
                                      : tr("%n question(s) for you", nullptr, static_cast<int>(number)))));
    showState();
}

QWidget* ConflictView::makePart(std::size_t number)
{
    const ConflictPart& part = m_parts[number];
    auto* card = new Card;
    auto* diff = new DiffView;
    diff->setDiff(content::diffTexts(toStd(part.theirs), toStd(part.mine)));
    diff->setAccessibleName(tr("Removed: the words of %1. Added: your words.").arg(m_sides.theirName));
    diff->setMinimumHeight(6 * diff->fontMetrics().lineSpacing());
    diff->setMaximumHeight(16 * diff->fontMetrics().lineSpacing());
    card->body()->addWidget(captionLabel(
        tr("Struck through: %1, on the network. Underlined: you, on this computer.").arg(m_sides.theirName)));
    card->body()->addWidget(diff);
    auto* choices = new QWidget;
    auto* flow = new FlowLayout(choices);
    auto* group = new QButtonGroup(choices);
    const auto add = [&](const QString& label, Pick choice) {
        auto* button = new QRadioButton(label);
        button->setChecked(part.pick == choice);
        group->addButton(button, static_cast<int>(choice));
        flow->addWidget(button);
    };
    add(tr("%1's version", "person").arg(m_sides.theirName), Pick::Theirs);
    add(tr("Your version"), Pick::Mine);
    add(tr("Keep both"), Pick::Both);
    card->body()->addWidget(choices);
    card->setProperty("part", static_cast<qulonglong>(number));
    connect(group, &QButtonGroup::idClicked, this,
            [this, number](int id) { pick(number, static_cast<Pick>(id)); });
    return card;
}

void ConflictView::pick(std::size_t number, Pick pick)
{
    m_parts[number].pick = pick;
    showState();
}

void ConflictView::showState()
{
    const int open = undecided();
    m_finish->setEnabled(open == 0);
    m_finish->setText(open == 0 ? tr("&Publish the merged page…") : tr("%n part(s) left", nullptr, open));
    m_next->setEnabled(open > 0);
}

void ConflictView::goToUndecided()
{
    const auto cards = m_column->findChildren<Card*>();
    for (Card* card : cards) {
        if (m_parts[card->property("part").toULongLong()].pick != Pick::Undecided) continue;
        m_scroll->ensureWidgetVisible(card);
        if (auto* first = card->findChild<QRadioButton*>()) first->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace stoa::ui
