// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include <algorithm>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QPalette>
#include <QWidget>

#include "ui/theme/palette.h"
#include "ui/theme/style.h"
#include "ui/theme/text_role.h"
#include "ui/words/plurals.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr auto kPortal = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPortalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kPortalSettings = "org.freedesktop.portal.Settings"_L1;
constexpr int kPortalPatienceMs = 150;

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_desktopFont(QApplication::font())
    , m_paletteIsDark(QApplication::palette().window().color().lightness() < 128)
{
    if (m_desktopFont.pointSizeF() <= 0) m_desktopFont.setPointSizeF(10);
    installPlurals();
    QApplication::setStyle(new Style(tokens()));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected())
        bus.connect(kPortal, kPortalPath, kPortalSettings, u"SettingChanged"_s, this,
                    SLOT(followDesktop(QString, QString)));
    m_scheme = desktopScheme();
    apply();
}

Theme::~Theme()
{
    if (QApplication::instance() != nullptr) QApplication::setFont(m_desktopFont);
}

void Theme::setAppearance(Appearance appearance)
{
    if (appearance != m_appearance) choose(appearance);
}

void Theme::choose(Appearance appearance)
{
    m_appearance = appearance;
    const Scheme before = m_scheme;
    switch (appearance) {
    case Appearance::FollowDesktop: m_scheme = desktopScheme(); break;
    case Appearance::Light: m_scheme = Scheme::Light; break;
    case Appearance::Dark: m_scheme = Scheme::Dark; break;
    case Appearance::HighContrast: m_scheme = Scheme::HighContrast; break;
    }
    if (m_scheme != before) apply();
}

void Theme::setTextPercent(int percent)
{
    percent = std::clamp(percent, 80, 200);
    if (percent == m_textPercent) return;
    m_textPercent = percent;
    apply();
}

void Theme::followDesktop(const QString& group, const QString& key)
{
    if (group == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1 &&
        m_appearance == Appearance::FollowDesktop)
        choose(Appearance::FollowDesktop);
}

void Theme::apply()
{
    QFont font = m_desktopFont;
    font.setPointSizeF(m_desktopFont.pointSizeF() * m_textPercent / 100.0);
    if (auto* style = qobject_cast<Style*>(QApplication::style())) style->setTokens(tokens());
    QApplication::setPalette(paletteOf(tokens()));
    if (font != QApplication::font()) {
        QApplication::setFont(font);
        refreshTextRoles();
    }
    for (QWidget* window : QApplication::topLevelWidgets()) window->update();
    Q_EMIT changed();
}

Scheme Theme::desktopScheme() const
{
    const Scheme fallback = m_paletteIsDark ? Scheme::Dark : Scheme::Light;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return fallback;
    QDBusMessage call = QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, u"Read"_s);
    call << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
    const QDBusMessage reply = bus.call(call, QDBus::Block, kPortalPatienceMs);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return fallback;
    QVariant value = reply.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    const uint preference = value.toUInt();
    return preference == 1 ? Scheme::Dark : preference == 2 ? Scheme::Light : fallback;
}

} // namespace stoa::ui
