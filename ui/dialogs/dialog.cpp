// SPDX-License-Identifier: MIT
#include "ui/dialogs/dialog.h"

#include <algorithm>

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/widgets/banner.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

Dialog::Dialog(const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_banners(new BannerArea)
    , m_left(new QHBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    auto* scroll = new ScrollPage;
    m_body = scroll->body();
    m_body->addWidget(wrappedLabel(title, TextRole::Title));
    m_body->addWidget(m_banners);
    column->addWidget(scroll, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(24, 8, 21, 0);
    row->addLayout(m_left);
    row->addStretch(1);
    m_buttons->setSpacing(4);
    row->addLayout(m_buttons);
    column->addLayout(row);
}

QPushButton* Dialog::addButton(const QString& label, const char* kind)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    if (kind[0] != '\0') button->setProperty("kind", QByteArray(kind));
    m_buttons->addWidget(button);
    return button;
}

QPushButton* Dialog::addCancel(const QString& label)
{
    auto* button = addButton(label.isEmpty() ? tr("Cancel") : label);
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

void Dialog::addBesideButtons(QWidget* widget) { m_left->addWidget(widget); }

void Dialog::finish(int characters, int lines)
{
    m_body->addStretch(1);
    QSize size(charactersWide(this, characters), fontMetrics().lineSpacing() * lines);
    const QWidget* window = parentWidget() ? parentWidget()->window() : nullptr;
    QSize room = (window ? window->screen() : QGuiApplication::primaryScreen())->availableSize();
    room -= QSize(40, 60);
    resize(size.boundedTo(room).expandedTo(minimumSizeHint().boundedTo(room)));
}

void addField(QVBoxLayout* body, const QString& label, QWidget* field, const QString& hint)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* name = new TextLabel(label);
    name->setBuddy(field->focusProxy() ? field->focusProxy() : field);
    column->addWidget(name);
    column->addWidget(field);
    if (!hint.isEmpty()) column->addWidget(captionLabel(hint));
    body->addLayout(column);
    QString plain = label;
    plain.remove(QLatin1Char('&'));
    QWidget* target = field->focusProxy() ? field->focusProxy() : field;
    if (target->accessibleName().isEmpty()) target->setAccessibleName(plain);
    if (target->accessibleDescription().isEmpty()) target->setAccessibleDescription(hint);
}

} // namespace stoa::ui
