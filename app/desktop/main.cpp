// SPDX-License-Identifier: MIT
// stoa: the window. It shows itself first; the engine is made meanwhile.
#include <filesystem>
#include <iostream>
#include <vector>

#include <QApplication>
#include <QTimer>

#include "app/desktop/desktop_options.h"
#include "app/desktop/display.h"
#include "app/desktop/ending_signals.h"
#include "app/desktop/engine_host.h"
#include "app/net/program.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/ui_settings.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/web/web_engine.h"
#include "ui/words/language.h"
#include "ui/words/text.h"

namespace {

using namespace stoa;

int runWindow(QApplication& application, const desktop::DesktopOptions& options)
{
    ui::Theme theme;
    ui::UiSettings settings(ui::toQt(options.dataFolder));
    ui::EngineBridge bridge;
    ui::MainWindow window(bridge, theme, settings);
    window.show();
    desktop::EngineHost host(options, bridge, settings);
    QObject::connect(&host, &desktop::EngineHost::failed, &window, &ui::MainWindow::showStartError);
    QObject::connect(&window, &ui::MainWindow::sampleWanted, &host, &desktop::EngineHost::showSample);
    desktop::quitOnEndingSignals();
    QTimer::singleShot(0, &host, &desktop::EngineHost::start);
    return application.exec();
}

} // namespace

int main(int argc, char** argv)
{
    auto options = desktop::parseDesktopOptions(std::vector<std::string>(argv + 1, argv + argc));
    if (!options) {
        std::cerr << options.error().detail << std::endl;
        return 2;
    }
    if (options->wantsVersion) {
        std::cout << "stoa " STOA_VERSION << std::endl;
        return 0;
    }
    if (options->wantsHelp) {
        std::cout << desktop::desktopHelp() << std::flush;
        return 0;
    }
    if (options->asksForDisplay) return desktop::hasDisplay() ? 0 : 1;
    net::hardenProcess();
    ui::prepareWebEngine();
    if (!desktop::hasDisplay()) {
        std::cerr
            << "There is no display that answers, so the window can't be shown. Use stoa-cli or stoad, or "
               "play the tour: ./dev tour"
            << std::endl;
        return 1;
    }
    if (options->dataFolder.empty()) options->dataFolder = net::usualDataFolder();
    std::error_code failed;
    options->dataFolder = std::filesystem::absolute(options->dataFolder, failed).string();
    ui::registerWebSchemes();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Stoa"));
    QApplication::setApplicationVersion(QStringLiteral(STOA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("stoa"));
    ui::installLanguage();
    return runWindow(application, *options);
}
