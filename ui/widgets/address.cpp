// SPDX-License-Identifier: MIT
#include "ui/widgets/address.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/text_label.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

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
    : QLineEdit(parent)
{
    setTextRole(this, TextRole::Mono);
    setMinimumWidth(charactersWide(this, 30));
    connect(this, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT addressChanged();
    });
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
