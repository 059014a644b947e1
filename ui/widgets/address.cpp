// SPDX-License-Identifier: MIT
#include "ui/widgets/address.h"

#include <algorithm>

#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QTextDocument>
#include <QTextLayout>
#include <QTimer>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

constexpr int kBeside = 8;       ///< pixels on each side of the text
constexpr int kLeastHeight = 32; ///< of every field

} // namespace

AddressLabel::AddressLabel(QWidget* parent)
    : QWidget(parent)
    , m_text(nullptr)
    , m_copy(new QToolButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* text = wrappedLabel({}, TextRole::Mono);
    text->setSelectable();
    m_text = text;
    row->addWidget(m_text, 1);
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setText(tr("Copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setToolTip(tr("Copy this address"));
    m_copy->setAccessibleName(tr("Copy this address"));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(m_copy, 0, Qt::AlignVCenter);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(addressText(m_address));
        m_copy->setText(tr("Copied"));
        QTimer::singleShot(2000, m_copy, [this] { m_copy->setText(tr("Copy")); });
    });
}

AddressLabel::AddressLabel(const Address& address, QWidget* parent)
    : AddressLabel(parent)
{
    setAddress(address);
}

void AddressLabel::setAddress(const Address& address)
{
    m_address = address;
    m_text->setText(groupedAddress(address));
}

AddressEdit::AddressEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setProperty("field", true); // it looks like the fields of one line
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred); // a fixed height is that of one line
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setTextRole(this, TextRole::Mono);
    setSpaceAround();
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        check();
        if (heightForWidth(width()) != height()) updateGeometry();
        Q_EMIT addressChanged();
    });
}

void AddressEdit::setSpaceAround()
{
    const int line = fontMetrics().height();
    m_space = std::max(kLeastHeight, line + 14) - line;
    const int frame = frameWidth();
    setViewportMargins(kBeside, m_space / 2 - frame, kBeside, m_space - m_space / 2 - frame);
    updateGeometry();
}

int AddressEdit::linesAt(int width) const
{
    QTextLayout layout(text().replace(u'\n', QChar(QChar::LineSeparator)), font());
    QTextOption option;
    option.setWrapMode(wordWrapMode());
    layout.setTextOption(option);
    const int room = std::max(width - 2 * (kBeside + frameWidth()), fontMetrics().height());
    int lines = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(room);
        ++lines;
    }
    layout.endLayout();
    return std::max(lines, 1);
}

int AddressEdit::heightForWidth(int width) const
{
    return linesAt(width) * fontMetrics().lineSpacing() + m_space;
}

QSize AddressEdit::sizeHint() const
{
    const int width = charactersWide(this, 56) + 2 * (kBeside + frameWidth());
    return {width, heightForWidth(width)};
}

QSize AddressEdit::minimumSizeHint() const
{
    return {charactersWide(this, 30), fontMetrics().lineSpacing() + m_space};
}

void AddressEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) setSpaceAround();
}

void AddressEdit::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
        event->reason() == Qt::ShortcutFocusReason)
        selectAll();
    update(); // the frame shows who has the keyboard
}

void AddressEdit::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
}

void AddressEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->ignore(); // an address has one line, and the form has a button
    else
        QPlainTextEdit::keyPressEvent(event);
}

void AddressEdit::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText()) insertPlainText(source->text().simplified());
}

std::optional<Address> AddressEdit::address() const
{
    const ParsedAddress parsed = parseAddress(text());
    if (parsed.fault != AddressFault::None) return std::nullopt;
    return parsed.address;
}

void AddressEdit::setAddress(const Address& address) { setText(groupedAddress(address)); }

QString AddressEdit::fault() const { return addressFaultText(parseAddress(text()).fault); }

void AddressEdit::check()
{
    const QString wrong = fault();
    if (property("invalid").toBool() != !wrong.isEmpty()) {
        setProperty("invalid", !wrong.isEmpty());
        update();
    }
    setAccessibleDescription(wrong);
    setToolTip(wrong);
}

QString personName(const engine::PersonView& person) { return nameOf(person); }

PersonChip::PersonChip(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

PersonChip::PersonChip(const engine::PersonView& person, QWidget* parent)
    : PersonChip(parent)
{
    setPerson(person);
}

void PersonChip::setPerson(const engine::PersonView& person)
{
    m_person = person;
    setToolTip(groupedAddress(person.address));
    setAccessibleName(nameOf(person));
    setAccessibleDescription(groupedAddress(person.address));
    updateGeometry();
    update();
}

QSize PersonChip::sizeHint() const
{
    const int side = fontMetrics().height() + 6;
    return {side + 8 + fontMetrics().horizontalAdvance(nameOf(m_person)) + 2, side};
}

void PersonChip::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int side = height();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_person.isMe ? tokens.accentSoft : tokens.idleSoft);
    painter.drawEllipse(QRectF(0.5, 0.5, side - 1, side - 1));
    const QColor ink = m_person.isMe ? tokens.link : tokens.idle;
    const QString name = nameOf(m_person);
    if (m_person.name.empty() && !m_person.isMe) {
        const int inner = side - 8;
        painter.drawPixmap(4, 4, iconPixmap(QStringLiteral("person"), ink, inner, devicePixelRatioF()));
    } else {
        painter.setPen(ink);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
        painter.drawText(QRect(0, 0, side, side), Qt::AlignCenter, name.left(1).toUpper());
    }
    painter.setFont(font());
    painter.setPen(tokens.text);
    painter.drawText(QRect(side + 8, 0, width() - side - 8, side), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(name, Qt::ElideRight, width() - side - 8));
}

} // namespace stoa::ui
