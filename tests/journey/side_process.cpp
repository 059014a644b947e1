// SPDX-License-Identifier: MIT
#include "tests/journey/side_process.h"

#include <cstdio>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include "tests/journey/looks.h"
#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/theme/theme.h"

namespace stoa::journey {
namespace {

using namespace Qt::Literals::StringLiterals;

const auto kWork = u"--work-until-killed"_s;
constexpr int kMostTasks = 200;
constexpr int kPatience = 90'000; ///< milliseconds without a word from the other process

/// Never ends by itself before many tasks are made: whoever started it kills it.
int workUntilKilled(const QString& folder)
{
    ui::Theme theme;
    Driver driver(theme, folder + u"/../killed"_s);
    Computer computer(folder, theme);
    computer.start();
    driver.lookAt(&computer.window(), u"Ana"_s);
    driver.waitFor(u"the company"_s, [&] { return computer.session().hasCompany(); });
    driver.choose(computer.window().actions().find(u"go.tasks"_s), u"Tasks"_s);
    for (int i = 1; i <= kMostTasks; ++i) {
        const QString title = u"Errand number %1"_s.arg(i);
        driver.press(u"New task"_s);
        driver.type(u"Title"_s, title);
        driver.press(u"Create task"_s);
        driver.sign(kPassword);
        driver.waitToSee(title);
        std::printf("%s|%s\n", qUtf8Printable(title),
                    std::to_string(computer.session().wallet().available).c_str());
        std::fflush(stdout);
    }
    return 1;
}

[[noreturn]] void stop(const QString& why)
{
    std::fprintf(stderr, "The tour stopped: %s\n", qUtf8Printable(why));
    std::_Exit(1);
}

} // namespace

KilledWork killWhileWorking(const QString& folder, int tasks)
{
    QProcess other;
    other.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    other.start(QCoreApplication::applicationFilePath(), {kWork, folder});
    KilledWork done;
    QElapsedTimer silence;
    silence.start();
    while (done.tasks.size() < tasks) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        other.waitForReadyRead(20);
        if (other.state() == QProcess::NotRunning || silence.elapsed() > kPatience)
            stop(u"the window that was to be killed did not work"_s);
        while (other.canReadLine()) {
            const QString line = QString::fromUtf8(other.readLine()).trimmed();
            const QString title = line.section(u'|', 0, 0);
            if (!title.startsWith(u"Errand"_s)) continue;
            done.tasks << title;
            done.available = line.section(u'|', 1).toULongLong();
            silence.restart();
        }
    }
    other.kill();
    other.waitForFinished();
    if (other.exitStatus() != QProcess::CrashExit) stop(u"the window ended before it was killed"_s);
    return done;
}

int runSideProcess(const QStringList& arguments)
{
    if (arguments.value(1) == kWork) return workUntilKilled(arguments.value(2));
    if (arguments.value(1) == kLookOption)
        return showLook(arguments.value(2), arguments.value(3), arguments.value(4));
    return -1;
}

} // namespace stoa::journey
