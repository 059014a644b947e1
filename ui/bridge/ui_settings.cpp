// SPDX-License-Identifier: MIT
#include "ui/bridge/ui_settings.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {
constexpr int kDefaultLockMinutes = 10;
} // namespace

UiSettings::UiSettings(const QString& folder, QObject* parent)
    : QObject(parent)
{
    if (!folder.isEmpty()) m_file = std::make_unique<QSettings>(folder + u"/ui.ini"_s, QSettings::IniFormat);
}

QVariant UiSettings::value(const QString& key, const QVariant& fallback) const
{
    return m_file ? m_file->value(key, fallback) : m_memory.value(key, fallback);
}

void UiSettings::setValue(const QString& key, const QVariant& value)
{
    if (m_file)
        m_file->setValue(key, value);
    else
        m_memory.insert(key, value);
}

int UiSettings::appearance() const { return std::clamp(value(u"appearance"_s, 0).toInt(), 0, 3); }

void UiSettings::setAppearance(int appearance)
{
    setValue(u"appearance"_s, appearance);
    Q_EMIT appearanceChanged();
}

int UiSettings::textPercent() const { return std::clamp(value(u"textPercent"_s, 100).toInt(), 80, 200); }

void UiSettings::setTextPercent(int percent)
{
    setValue(u"textPercent"_s, std::clamp(percent, 80, 200));
    Q_EMIT appearanceChanged();
}

bool UiSettings::isServing() const { return value(u"serving"_s, false).toBool(); }

void UiSettings::setServing(bool serving)
{
    setValue(u"serving"_s, serving);
    Q_EMIT servingWanted(serving);
}

quint16 UiSettings::servingPort() const { return static_cast<quint16>(value(u"servingPort"_s, 0).toUInt()); }

void UiSettings::setServingPort(quint16 port) { setValue(u"servingPort"_s, port); }

int UiSettings::autoLockMinutes() const
{
    return std::clamp(value(u"autoLockMinutes"_s, kDefaultLockMinutes).toInt(), 0, 24 * 60);
}

void UiSettings::setAutoLockMinutes(int minutes)
{
    setValue(u"autoLockMinutes"_s, minutes);
    Q_EMIT autoLockChanged();
}

bool UiSettings::reducesMotion() const { return value(u"reduceMotion"_s, false).toBool(); }

void UiSettings::setReducesMotion(bool reduces)
{
    setValue(u"reduceMotion"_s, reduces);
    Q_EMIT appearanceChanged();
}

QByteArray UiSettings::state(const QString& name) const
{
    return value(u"state/"_s + name, QByteArray()).toByteArray();
}

void UiSettings::setState(const QString& name, const QByteArray& state)
{
    setValue(u"state/"_s + name, state);
}

QString UiSettings::draft(const QString& form) const
{
    return value(u"draft/"_s + form, QString()).toString();
}

void UiSettings::setDraft(const QString& form, const QString& text)
{
    const QString key = u"draft/"_s + form;
    if (!text.isEmpty())
        setValue(key, text);
    else if (m_file)
        m_file->remove(key);
    else
        m_memory.remove(key);
}

void UiSettings::reportServing(const QString& address, const QString& problem)
{
    m_servingAddress = address;
    m_servingProblem = problem;
    Q_EMIT servingReported();
}

} // namespace stoa::ui
