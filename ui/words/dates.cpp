// SPDX-License-Identifier: MIT
#include "ui/words/dates.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Dates)
public:
    static QString days(quint64 count) { return tr("%n day(s)", nullptr, static_cast<int>(count)); }
    static QString wholeHours(quint64 count) { return tr("%n hour(s)", nullptr, static_cast<int>(count)); }
    static QString wholeMinutes(quint64 count)
    {
        return tr("%n minute(s)", nullptr, static_cast<int>(count));
    }
    static QString hours(quint64 count) { return tr("%1 h").arg(count); }
    static QString minutes(quint64 count) { return tr("%1 min").arg(count); }
    static QString seconds(quint64 count) { return tr("%1 s").arg(count); }
    static QString ahead(const QString& text) { return tr("in %1").arg(text); }
    static QString ago(const QString& text) { return tr("%1 ago").arg(text); }
    static QString now() { return tr("now"); }
    static QString yourTime(const QString& date, const QString& zone)
    {
        return tr("%1 (your time, %2)").arg(date, zone);
    }
};

QDateTime local(Timestamp time) { return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time)); }

QString zoneText(const QDateTime& moment)
{
    const int offset = moment.offsetFromUtc();
    if (offset == 0) return u"UTC"_s;
    QString text = u"UTC"_s + (offset < 0 ? QChar(0x2212) : u'+') + QString::number(std::abs(offset) / 3600);
    if (const int minutes = std::abs(offset) / 60 % 60; minutes != 0)
        text += u':' + QString::number(minutes).rightJustified(2, u'0');
    return text;
}

QString padded(quint64 number) { return QString::number(number).rightJustified(2, u'0'); }

} // namespace

QString durationText(quint64 seconds)
{
    const quint64 days = seconds / kDay;
    const quint64 hours = seconds / kHour % 24;
    const quint64 minutes = seconds / kMinute % 60;
    if (days > 0) return hours > 0 ? Words::days(days) + u' ' + Words::hours(hours) : Words::days(days);
    if (hours > 0)
        return minutes > 0 ? Words::hours(hours) + u' ' + Words::minutes(minutes) : Words::hours(hours);
    if (minutes > 0) return Words::minutes(minutes);
    return Words::seconds(seconds);
}

QString countdownText(quint64 seconds)
{
    const quint64 days = seconds / kDay;
    const quint64 hours = seconds / kHour % 24;
    const quint64 minutes = seconds / kMinute % 60;
    if (days > 0) return Words::days(days) + u' ' + Words::hours(hours) + u' ' + Words::minutes(minutes);
    if (hours > 0)
        return Words::hours(hours) + u' ' + padded(minutes) + u' ' + Words::minutes(0).section(u' ', 1);
    if (minutes > 0)
        return Words::minutes(minutes) + u' ' + padded(seconds % 60) + u' ' +
               Words::seconds(0).section(u' ', 1);
    return Words::seconds(seconds);
}

QString periodText(quint64 seconds)
{
    if (seconds >= 2 * kDay && seconds % kDay == 0) return Words::days(seconds / kDay);
    if (seconds == kDay) return Words::days(1);
    if (seconds >= kHour && seconds % kHour == 0) return Words::wholeHours(seconds / kHour);
    if (seconds >= kMinute && seconds < kHour && seconds % kMinute == 0)
        return Words::wholeMinutes(seconds / kMinute);
    return durationText(seconds);
}

QString dateText(Timestamp time)
{
    const QDateTime moment = local(time);
    return Words::yourTime(QLocale().toString(moment, u"ddd d MMMM yyyy, HH:mm"_s), zoneText(moment));
}

QString shortDateText(Timestamp time, Timestamp now)
{
    const QDateTime moment = local(time);
    const bool sameYear = moment.date().year() == local(now).date().year();
    return QLocale().toString(moment, sameYear ? u"d MMM, HH:mm"_s : u"d MMM yyyy, HH:mm"_s);
}

QString dayText(Timestamp time, Timestamp now)
{
    const QDateTime moment = local(time);
    const bool sameYear = moment.date().year() == local(now).date().year();
    return QLocale().toString(moment, sameYear ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString relativeText(Timestamp time, Timestamp now)
{
    if (time == now) return Words::now();
    return time > now ? Words::ahead(durationText(time - now)) : Words::ago(durationText(now - time));
}

QString fullTimeText(Timestamp time, Timestamp now)
{
    return relativeText(time, now) + u" — "_s + dateText(time);
}

} // namespace stoa::ui
