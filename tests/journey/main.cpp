// SPDX-License-Identifier: MIT
// tour: plays the story offscreen and leaves pictures and a transcript in build/tour/.
#include <cstdio>
#include <cstring>

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

#include "tests/journey/looks.h"
#include "tests/journey/pictures.h"
#include "tests/journey/side_process.h"
#include "tests/journey/tour.h"
#include "ui/theme/theme.h"
#include "ui/web/web_engine.h"

namespace {

using namespace stoa;
using namespace Qt::Literals::StringLiterals;

QtMessageHandler usualHandler = nullptr;

/// The offscreen platform says at every window that it has no window manager; nothing else is dropped.
void showMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (text == "This plugin does not support raise()"_L1 ||
        text == "This plugin does not support propagateSizeHints()"_L1)
        return;
    usualHandler(type, context, text);
}

} // namespace

int main(int argc, char** argv)
{
    usualHandler = qInstallMessageHandler(showMessage);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    ui::prepareWebEngine();
    ui::registerWebSchemes();
    QApplication application(argc, argv);
    if (const int result = journey::runSideProcess(QApplication::arguments()); result >= 0) return result;

    ui::Theme theme;
    theme.setAppearance(ui::Appearance::Light);
    theme.setReducesMotion(true);
    const QTemporaryDir data;
    const QString pictures = QDir::currentPath() + u"/build/tour"_s;
    journey::Driver driver(theme, pictures);
    QString company;
    {
        journey::Tour tour(driver, theme, data.path());
        tour.play();
        company = tour.companyFolder();
    }
    driver.chapter(u"Every page and dialog in other looks"_s);
    driver.finish();
    if (!journey::takeLooks(pictures, company, data.filePath(u"looks"_s)))
        driver.fail(u"not every look could be shown; the reason stands above"_s);
    driver.noteLooks();
    if (!driver.finish()) return 1;
    std::printf("%d screens.\n", static_cast<int>(journey::allPictures().size()));
    return 0;
}
