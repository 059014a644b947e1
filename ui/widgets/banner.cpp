// SPDX-License-Identifier: MIT
#include "ui/widgets/banner.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

namespace stoa::ui {

namespace {

constexpr int kIconLeft = 14; ///< where the icon begins

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Idle:
    case Tone::Info:
    case Tone::Accent: return QStringLiteral("info");
    case Tone::Ok: return QStringLiteral("check-circle");
    case Tone::Warn: return QStringLiteral("warning");
    case Tone::Danger: return QStringLiteral("error");
    case Tone::Dispute: return QStringLiteral("dispute");
    }
    return {};
}

} // namespace

Banner::Banner(Tone tone, const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_text(wrappedLabel(text))
    , m_buttons(new QHBoxLayout)
{
    auto* row = new QHBoxLayout(this);
    row->setSpacing(12);
    makeRoom();
    m_text->installEventFilter(this);
    row->addWidget(m_text, 1);
    m_buttons->setSpacing(4);
    row->addLayout(m_buttons);
    setAccessibleName(text);
}

void Banner::makeRoom()
{
    const int side = iconSize();
    layout()->setContentsMargins(kIconLeft + side + side / 2, 8, 8, 8);
    m_text->setMinimumHeight(m_text->fontMetrics().height() + 8);
}

bool Banner::eventFilter(QObject* watched, QEvent* event)
{
    // Qt tells only windows that the application's font has changed; the text is told by its role.
    if (watched == m_text && event->type() == QEvent::FontChange) makeRoom();
    return QFrame::eventFilter(watched, event);
}

QString Banner::text() const { return m_text->text(); }

void Banner::setText(const QString& text)
{
    if (text == m_text->text()) return;
    m_text->setText(text);
    setAccessibleName(text);
    QAccessibleEvent changed(m_text, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void Banner::addAction(const QString& label, std::function<void()> run)
{
    auto* button = new QPushButton(label);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    m_buttons->addWidget(button);
}

void Banner::setClosable()
{
    auto* button = new QToolButton;
    button->setIcon(icon(QStringLiteral("close")));
    button->setAccessibleName(tr("Close this message"));
    button->setToolTip(button->accessibleName());
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
        deleteLater();
    });
    m_buttons->addWidget(button);
}

void Banner::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneSoftColor(tokens, m_tone));
    painter.drawRoundedRect(rect(), 6, 6);
    const QColor ink = toneColor(tokens, m_tone);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
    const int side = iconSize();
    const int top = m_text->y() + (m_text->fontMetrics().height() + 8 - side) / 2;
    // Beside a button the label is as high as the button, whatever its text needs.
    const bool isShort = m_text->heightForWidth(m_text->width()) <= m_text->fontMetrics().height() + 12;
    painter.drawPixmap(kIconLeft, isShort ? (height() - side) / 2 : top,
                       iconPixmap(iconOf(m_tone), ink, side, devicePixelRatioF()));
}

BannerArea::BannerArea(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

Banner* BannerArea::show(const QString& key, Tone tone, const QString& text)
{
    remove(key);
    auto* banner = new Banner(tone, text, this);
    banner->setObjectName(QStringLiteral("banner-") + key);
    connect(banner, &Banner::closed, this, [this, banner] {
        m_layout->removeWidget(banner);
        setVisible(!isEmpty());
    });
    m_layout->addWidget(banner);
    setVisible(true);
    banner->QWidget::show();
    QAccessibleEvent alert(banner, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return banner;
}

void BannerArea::remove(const QString& key)
{
    const QString name = QStringLiteral("banner-") + key;
    for (auto* banner : findChildren<Banner*>(name, Qt::FindDirectChildrenOnly)) {
        m_layout->removeWidget(banner);
        banner->setObjectName({});
        banner->hide();
        banner->deleteLater();
    }
    setVisible(!isEmpty());
}

void BannerArea::clear()
{
    while (m_layout->count() > 0) {
        QWidget* banner = m_layout->takeAt(0)->widget();
        banner->hide();
        banner->deleteLater();
    }
    hide();
}

bool BannerArea::isEmpty() const { return m_layout->count() == 0; }

BannerArea* BannerArea::nearest(QWidget* widget)
{
    for (QWidget* at = widget; at != nullptr; at = at->parentWidget()) {
        if (auto* area = qobject_cast<BannerArea*>(at)) return area;
        if (auto* area = at->findChild<BannerArea*>()) return area;
        if (at->isWindow() && at->parentWidget() == nullptr) break;
    }
    return nullptr;
}

} // namespace stoa::ui
