// SPDX-License-Identifier: MIT
#include "ui/words/clock_text.h"

#include <QCoreApplication>

#include "ui/words/dates.h"

namespace stoa::ui {

namespace {

struct ClockWords {
    Q_DECLARE_TR_FUNCTIONS(ClockText)

public:
    static QString behind(const QString& much)
    {
        return tr("This computer's clock is %1 behind the network's time.").arg(much);
    }
    static QString ahead(const QString& much)
    {
        return tr("This computer's clock is %1 ahead of the network's time.").arg(much);
    }
    /// The network runs here, and its time follows the clock.
    static QString standsStill()
    {
        return tr(
            "Until the clock has caught up, the network's time stands still: no deadline passes, nothing "
            "becomes final, and no deposit comes back. Set the clock if it is wrong. If it is right "
            "now, it was ahead before: then wait.");
    }
    static QString finalLater()
    {
        return tr("Deadlines follow the network's time, so none is moved by it; but money and work count as "
                  "final here later than they are.");
    }
    static QString finalUnwatched()
    {
        return tr("Deadlines follow the network's time, so none is moved by it; but if the node called money "
                  "and work final too early, this computer could not notice.");
    }
    static QString setOrLeave()
    {
        return tr("If the clock is wrong, set it. If it is right, the node says a wrong time: follow another "
                  "one.");
    }
    static QString stoodStill(const QString& much)
    {
        return tr("At the start the newest block of the main chain was %1 older than this computer's clock. "
                  "If "
                  "nothing could happen for so long, because the program did not run, that is right. If not, "
                  "the clock is wrong: end the program and set it. Deadlines that pass by a wrong clock do "
                  "not come back.")
            .arg(much);
    }
    static QString label(const QString& much, bool isBehind)
    {
        return isBehind ? tr("Clock %1 behind").arg(much) : tr("Clock %1 ahead").arg(much);
    }
};

} // namespace

QString clockLabel(const engine::ClockView& clock)
{
    if (clock.behind != 0) return ClockWords::label(durationText(clock.behind), true);
    return clock.ahead != 0 ? ClockWords::label(durationText(clock.ahead), false) : QString();
}

QString clockApartText(const engine::NetworkView& network)
{
    const engine::ClockView& clock = network.clock;
    const bool isHere = network.mode != engine::NetworkMode::Remote;
    const auto joined = [](const QStringList& sentences) { return sentences.join(QLatin1Char(' ')); };
    if (clock.behind != 0) {
        const QString off = ClockWords::behind(durationText(clock.behind));
        return isHere ? joined({off, ClockWords::standsStill()})
                      : joined({off, ClockWords::finalLater(), ClockWords::setOrLeave()});
    }
    if (clock.ahead == 0) return {};
    return joined({ClockWords::ahead(durationText(clock.ahead)), ClockWords::finalUnwatched(),
                   ClockWords::setOrLeave()});
}

QString stoodStillText(const engine::ClockView& clock)
{
    return clock.stoodStill == 0 ? QString() : ClockWords::stoodStill(durationText(clock.stoodStill));
}

} // namespace stoa::ui
