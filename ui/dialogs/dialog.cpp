// SPDX-License-Identifier: MIT
#include "ui/dialogs/dialog.h"

#include <algorithm>

#include <QAbstractButton>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
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
    m_scroll = new ScrollPage;
    m_body = m_scroll->body();
    m_body->addWidget(wrappedLabel(title, TextRole::Title));
    m_body->addWidget(m_banners);
    column->addWidget(m_scroll, 1);
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
    dropFaultsOnEdit(this, m_banners);
    fitToContent(this, {m_scroll}, characters, lines);
}

void fitToContent(QDialog* dialog, const QList<ScrollPage*>& pages, int characters, int lines)
{
    const QWidget* window = dialog->parentWidget() ? dialog->parentWidget()->window() : nullptr;
    const QSize room =
        (window ? window->screen() : QGuiApplication::primaryScreen())->availableSize() - QSize(40, 60);
    const QSize least = dialog->minimumSizeHint();
    int wanted = std::max(charactersWide(dialog, characters), least.width());
    for (const ScrollPage* page : pages) wanted = std::max(wanted, page->widthForContent());
    const int width = std::min(wanted, room.width());
    int around = 0; // what the dialog has besides its pages
    int inside = 0;
    for (ScrollPage* page : pages) {
        around = std::max(around, least.height() - page->minimumSizeHint().height());
        inside = std::max(inside, page->heightForContent(width));
    }
    const int height =
        std::max({around + inside, dialog->fontMetrics().lineSpacing() * lines, least.height()});
    dialog->resize(width, std::min(height, room.height()));
}

void dropFaultsOnEdit(QWidget* form, BannerArea* banners)
{
    const auto drop = [banners] {
        for (const char* key : {"fault", "refusal", "password", "link", "gift", "phrase", "create", "name"})
            banners->remove(QString::fromLatin1(key));
    };
    for (QLineEdit* each : form->findChildren<QLineEdit*>())
        QObject::connect(each, &QLineEdit::textEdited, banners, drop);
    for (QPlainTextEdit* each : form->findChildren<QPlainTextEdit*>())
        QObject::connect(each, &QPlainTextEdit::textChanged, banners, drop);
    for (QComboBox* each : form->findChildren<QComboBox*>())
        QObject::connect(each, &QComboBox::activated, banners, drop);
    for (QAbstractButton* each : form->findChildren<QAbstractButton*>())
        if (each->isCheckable()) QObject::connect(each, &QAbstractButton::toggled, banners, drop);
}

void addField(QVBoxLayout* body, const QString& label, QWidget* field, const QString& hint)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* name = wrappedLabel(label);
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
