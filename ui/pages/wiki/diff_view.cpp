// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/diff_view.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>

#include "ui/pages/wiki/diff_model.h"
#include "ui/theme/text_role.h"
#include "ui/theme/tokens.h"
#include "ui/theme/visible_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using content::Change;
using content::DiffLine;

namespace {

constexpr int kSideBySideWidth = 1000;
constexpr int kMargin = 8;

QString lineText(const DiffLine& line)
{
    QString text;
    for (const content::DiffSpan& span : line.spans) text += visibleText(toQt(span.text));
    return text;
}

/// Lays the line out; returns its height.
qreal layOut(QTextLayout& layout, const QFont& font, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    layout.setFont(font);
    layout.beginLayout();
    qreal height = 0;
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(std::max(width, 20));
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return std::max(height, static_cast<qreal>(QFontMetrics(font).lineSpacing()));
}

} // namespace

QList<QTextLayout::FormatRange> diffFormats(const DiffLine& line, const Tokens& tokens)
{
    QList<QTextLayout::FormatRange> formats;
    int start = 0;
    for (const content::DiffSpan& span : line.spans) {
        const auto length = static_cast<int>(visibleText(toQt(span.text)).size());
        // A line without marked words is new or gone as a whole.
        const bool isWhole = line.spans.size() == 1 && line.change != Change::Same;
        const Change change = isWhole ? line.change : span.change;
        if (change != Change::Same) {
            QTextCharFormat format;
            format.setBackground(change == Change::Added ? tokens.diffAdd : tokens.diffDel);
            format.setFontUnderline(change == Change::Added);
            format.setFontStrikeOut(change == Change::Removed);
            formats.append({start, length, format});
        }
        start += length;
    }
    return formats;
}

DiffDelegate::DiffDelegate(const DiffModel& model, QWidget* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{}

int DiffDelegate::numberWidth(const QFontMetrics& metrics) const
{
    std::uint32_t most = 0;
    if (!m_model.diff().lines.empty())
        for (const DiffLine* line : {&m_model.diff().lines.front(), &m_model.diff().lines.back()})
            most = std::max({most, line->oldLine, line->newLine});
    return metrics.horizontalAdvance(
               QString(std::max<qsizetype>(3, QString::number(most).size() + 1), u'0')) +
           metrics.horizontalAdvance(u"+ "_s);
}

int DiffDelegate::textWidth(const QFontMetrics& metrics, int width) const
{
    const int area = m_model.isSideBySide() ? width / 2 : width;
    return area - numberWidth(metrics) - 3 * kMargin;
}

QSize DiffDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = static_cast<const QListView*>(parent());
    const int width = view->viewport()->width();
    const DiffRow& row = m_model.row(index.row());
    const QFontMetrics metrics(option.font);
    if (row.folded > 0) return {width, metrics.lineSpacing() + 2 * kMargin};
    qreal height = 0;
    for (const DiffLine* line : {row.left, row.right}) {
        if (!line) continue;
        QTextLayout layout(lineText(*line));
        layout.setFormats(diffFormats(*line, tokensOf(view)));
        height = std::max(height, layOut(layout, option.font, textWidth(metrics, width)));
    }
    return {width, static_cast<int>(height) + 6};
}

void DiffDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Tokens& tokens = tokensOf(option.widget);
    const DiffRow& row = m_model.row(index.row());
    painter->save();
    painter->setFont(option.font);
    const bool isCurrent = option.state.testFlag(QStyle::State_HasFocus);
    painter->fillRect(option.rect, row.folded > 0 ? tokens.sunken : tokens.surface);
    if (row.folded > 0) {
        painter->setPen(tokens.link);
        painter->drawText(option.rect, Qt::AlignCenter, u"… "_s + index.data().toString() + u" …"_s);
    } else if (m_model.isSideBySide()) {
        const int half = option.rect.width() / 2;
        paintSide(painter, option, QRect(option.rect.topLeft(), QSize(half, option.rect.height())), row.left,
                  true);
        paintSide(painter, option, option.rect.adjusted(half, 0, 0, 0), row.right, false);
        painter->setPen(tokens.borderSubtle);
        painter->drawLine(option.rect.left() + half, option.rect.top(), option.rect.left() + half,
                          option.rect.bottom());
    } else {
        paintSide(painter, option, option.rect, row.right ? row.right : row.left, !row.right);
    }
    if (isCurrent) {
        painter->setPen(QPen(tokens.focus, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void DiffDelegate::paintSide(QPainter* painter, const QStyleOptionViewItem& option, const QRect& area,
                             const DiffLine* line, bool isBefore) const
{
    const Tokens& tokens = tokensOf(option.widget);
    if (!line) {
        painter->fillRect(area, tokens.window);
        return;
    }
    const QFontMetrics metrics(option.font);
    const int numbers = numberWidth(metrics);
    const bool isSame = line->change == Change::Same;
    if (!isSame) {
        QColor soft = isBefore ? tokens.diffDel : tokens.diffAdd;
        soft.setAlpha(90);
        painter->fillRect(area, soft);
        painter->fillRect(QRect(area.left(), area.top(), 3, area.height()),
                          isBefore ? tokens.danger : tokens.ok);
    }
    const QString sign = isSame ? QString() : isBefore ? u"− "_s : u"+ "_s;
    const QString number = QString::number(isBefore ? line->oldLine : line->newLine);
    painter->setPen(isSame ? tokens.text2 : isBefore ? tokens.danger : tokens.ok);
    painter->drawText(QRect(area.left() + kMargin, area.top() + 3, numbers, metrics.lineSpacing()),
                      Qt::AlignRight | Qt::AlignVCenter, sign + number);
    QTextLayout layout(lineText(*line));
    layout.setFormats(diffFormats(*line, tokens));
    layOut(layout, option.font, area.width() - numbers - 3 * kMargin);
    painter->setPen(tokens.text);
    layout.draw(painter, QPointF(area.left() + numbers + 2 * kMargin, area.top() + 3));
}

DiffView::DiffView(QWidget* parent)
    : QListView(parent)
    , m_model(new DiffModel(this))
{
    setTextRole(this, TextRole::Mono);
    setModel(m_model);
    setItemDelegate(new DiffDelegate(*m_model, this));
    setAccessibleName(tr("What changed, line by line"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setResizeMode(QListView::Adjust);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& at) { m_model->unfold(at.row()); });
}

void DiffView::setDiff(content::Diff diff)
{
    m_model->setSideBySide(viewport()->width() >= kSideBySideWidth);
    m_model->setDiff(std::move(diff));
    const int first = m_model->nextChange(-1, false);
    if (first >= 0) setCurrentIndex(m_model->index(first));
}

QSize DiffView::minimumSizeHint() const
{
    return {charactersWide(this, 30), 6 * fontMetrics().lineSpacing()};
}

void DiffView::goToChange(bool backward)
{
    const int row = m_model->nextChange(currentIndex().row(), backward);
    if (row < 0) return;
    setCurrentIndex(m_model->index(row));
    scrollTo(currentIndex(), QAbstractItemView::PositionAtCenter);
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    const bool sideBySide = viewport()->width() >= kSideBySideWidth;
    if (sideBySide != m_model->isSideBySide()) m_model->setSideBySide(sideBySide);
    scheduleDelayedItemsLayout();
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F7) {
        goToChange(event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((isEnter || event->key() == Qt::Key_Space) && currentIndex().isValid()) {
        const int row = currentIndex().row();
        m_model->unfold(row);
        setCurrentIndex(m_model->index(row));
        return;
    }
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QApplication::clipboard()->setText(currentIndex().data().toString());
        return;
    }
    QListView::keyPressEvent(event);
}

void DiffView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange) scheduleDelayedItemsLayout();
}

} // namespace stoa::ui
