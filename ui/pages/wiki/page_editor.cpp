// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_editor.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/dialogs/dialog.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {
constexpr int kPreviewPause = 150;
constexpr int kKeepPause = 500;
constexpr int kKeepAtLatest = 3000;
constexpr int kMaxSummary = 200;
} // namespace

MarkdownEdit::MarkdownEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setTextRole(this, TextRole::Mono);
    setAccessibleName(tr("Text of the page, in Markdown"));
    setPlaceholderText(tr("Write in Markdown. [[Name of a page]] makes a link."));
}

void MarkdownEdit::insertFromMimeData(const QMimeData* source) { insertPlainText(source->text()); }

void MarkdownEdit::surround(const QString& before, const QString& after)
{
    QTextCursor cursor = textCursor();
    const QString inner = cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n');
    cursor.insertText(before + inner + after);
    if (inner.isEmpty())
        cursor.movePosition(QTextCursor::Left, QTextCursor::MoveAnchor, static_cast<int>(after.size()));
    setTextCursor(cursor);
    setFocus();
}

void MarkdownEdit::prefixLines(const QString& prefix)
{
    QTextCursor cursor = textCursor();
    const int end = cursor.selectionEnd();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    const int last = document()->findBlock(end).blockNumber();
    cursor.beginEditBlock();
    for (; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        cursor.setPosition(block.position());
        cursor.insertText(prefix);
    }
    cursor.endEditBlock();
    setFocus();
}

void MarkdownEdit::keyPressEvent(QKeyEvent* event)
{
    const bool isControl = event->modifiers() == Qt::ControlModifier;
    if (isControl && event->key() == Qt::Key_B)
        surround(u"**"_s, u"**"_s);
    else if (isControl && event->key() == Qt::Key_I)
        surround(u"*"_s, u"*"_s);
    else
        QPlainTextEdit::keyPressEvent(event);
}

PageEditor::PageEditor(QWidget* parent)
    : QWidget(parent)
    , m_text(new MarkdownEdit)
    , m_summary(new QLineEdit)
    , m_publish(new QPushButton(tr("&Publish…")))
    , m_discard(new QPushButton(tr("&Discard draft…")))
    , m_close(new QPushButton(tr("Clo&se")))
    , m_state(secondaryLabel({}))
    , m_banners(new BannerArea)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_banners);
    column->addWidget(makeTools());
    column->addWidget(m_text, 1);
    m_state->setAccessibleName(tr("State of the draft"));
    column->addWidget(m_state);
    m_summary->setMaxLength(kMaxSummary);
    m_summary->setPlaceholderText(tr("For example: say what is measured"));
    addField(column, tr("S&ummary of the change, one line"), m_summary);

    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons);
    m_publish->setProperty("kind", QByteArray("primary"));
    m_discard->setProperty("kind", QByteArray("quiet"));
    m_close->setProperty("kind", QByteArray("quiet"));
    m_close->setToolTip(tr("Back to reading. The draft stays on this computer."));
    m_publish->setToolTip(tr("Ctrl+Enter"));
    for (QPushButton* button : {m_publish, m_close, m_discard}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    column->addWidget(buttons);
    setMinimumWidth(charactersWide(this, 30));

    m_preview.setSingleShot(true);
    m_preview.setInterval(kPreviewPause);
    m_keep.setSingleShot(true);
    m_keep.setInterval(kKeepPause);
    m_keepAtLatest.setSingleShot(true);
    m_keepAtLatest.setInterval(kKeepAtLatest);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PageEditor::changed);
    connect(&m_preview, &QTimer::timeout, this, [this] { Q_EMIT previewWanted(text()); });
    connect(&m_keep, &QTimer::timeout, this, &PageEditor::flush);
    connect(&m_keepAtLatest, &QTimer::timeout, this, &PageEditor::flush);
    connect(m_publish, &QPushButton::clicked, this, &PageEditor::publishWanted);
    connect(m_discard, &QPushButton::clicked, this, &PageEditor::discardWanted);
    connect(m_close, &QPushButton::clicked, this, &PageEditor::closeWanted);
}

QWidget* PageEditor::makeTools()
{
    auto* tools = new QWidget;
    auto* flow = new FlowLayout(tools);
    const auto add = [&](const QString& label, const QString& name, auto run) {
        auto* button = new QToolButton;
        button->setText(label);
        button->setToolTip(name);
        button->setAccessibleName(name);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, m_text, run);
        flow->addWidget(button);
    };
    add(tr("Heading"), tr("Make a heading"), [this] { m_text->prefixLines(u"## "_s); });
    add(tr("Bold"), tr("Bold, Ctrl+B"), [this] { m_text->surround(u"**"_s, u"**"_s); });
    add(tr("Italic"), tr("Italic, Ctrl+I"), [this] { m_text->surround(u"*"_s, u"*"_s); });
    add(tr("List"), tr("Make a list"), [this] { m_text->prefixLines(u"- "_s); });
    add(tr("Code"), tr("Code"), [this] { m_text->surround(u"`"_s, u"`"_s); });
    add(tr("Page link"), tr("Link to a page of this wiki"), [this] { m_text->surround(u"[["_s, u"]]"_s); });
    add(tr("Table"), tr("Insert a table"), [this] {
        m_text->insertPlainText(u"\n| %1 | %2 |\n|---|---|\n|  |  |\n"_s.arg(tr("First"), tr("Second")));
        m_text->setFocus();
    });
    return tools;
}

void PageEditor::begin(const QString& page, const QString& published, const Hash& base, const QString& text)
{
    m_isBeginning = true;
    m_page = page;
    m_published = published;
    m_base = base;
    m_isActive = true;
    m_waitsToKeep = false;
    m_summary->clear();
    m_banners->clear();
    m_text->setPlainText(text);
    m_state->setText(isChanged() ? tr("Saved on this computer · not yet shared") : QString());
    m_isBeginning = false;
    updateButtons();
    Q_EMIT previewWanted(text);
}

void PageEditor::end()
{
    flush();
    m_preview.stop();
    m_isActive = false;
    m_page.clear();
}

void PageEditor::drop()
{
    m_keep.stop();
    m_keepAtLatest.stop();
    m_waitsToKeep = false;
    end();
}

QString PageEditor::summary() const { return m_summary->text().simplified(); }

bool PageEditor::isChanged() const { return text() != m_published; }

void PageEditor::rebase(const QString& text, const QString& published, const Hash& base)
{
    m_published = published;
    m_base = base;
    QTextCursor cursor(m_text->document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.endEditBlock();
    changed();
    flush();
}

void PageEditor::changed()
{
    if (m_isBeginning || !m_isActive) return;
    m_waitsToKeep = true;
    m_preview.start();
    m_keep.start();
    if (!m_keepAtLatest.isActive()) m_keepAtLatest.start();
    m_state->setText(tr("Writing…"));
    updateButtons();
}

void PageEditor::flush()
{
    m_keep.stop();
    m_keepAtLatest.stop();
    if (!m_waitsToKeep) return;
    m_waitsToKeep = false;
    Q_EMIT keepWanted(m_page, text(), isChanged());
}

void PageEditor::showKept(Timestamp when)
{
    m_banners->remove(u"keep"_s);
    if (m_waitsToKeep) return; // already older than the text
    if (!isChanged()) {
        m_state->setText(tr("The same as what is published."));
        return;
    }
    const QString time = shortDateText(when, when).section(u", "_s, 1);
    m_state->setText(tr("Saved on this computer %1 · not yet shared").arg(time));
}

void PageEditor::showNotKept(const QString& why)
{
    m_state->setText(tr("Not saved. Your text is still here."));
    Banner* banner = m_banners->show(u"keep"_s, Tone::Danger,
                                     tr("Not saved on this computer. Your text is still here. %1").arg(why));
    banner->addAction(tr("Copy the text"), [this] {
        m_text->selectAll();
        m_text->copy();
    });
}

void PageEditor::updateButtons()
{
    const bool can = isChanged();
    m_publish->setEnabled(can);
    m_publish->setAccessibleDescription(can ? QString() : tr("Nothing has been changed."));
    m_discard->setEnabled(can);
    m_discard->setAccessibleDescription(m_publish->accessibleDescription());
}

} // namespace stoa::ui
