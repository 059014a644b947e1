// SPDX-License-Identifier: MIT
// One person's computer: data folder, engine, port and window, put together as the program does.
#pragma once

#include <memory>
#include <string>

#include <QString>

#include "app/desktop/engine_host.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/ui_settings.h"
#include "ui/shell/main_window.h"

namespace stoa::ui {
class Theme;
}

namespace stoa::journey {

class Computer {
public:
    Computer(QString folder, ui::Theme& theme);

    /// The window, as it looks before anything has been read.
    void open();
    /// Opens the window if it is not, and begins to make the engine.
    void start();
    /// As if the program had been closed.
    void quit();

    const QString& folder() const { return m_folder; }
    ui::MainWindow& window() { return m_program->window; }
    ui::UiSettings& settings() { return m_program->settings; }
    ui::Session& session() { return m_program->window.session(); }

private:
    struct Program {
        Program(const QString& folder, ui::Theme& theme);

        ui::UiSettings settings;
        ui::EngineBridge bridge;
        ui::MainWindow window;
        std::unique_ptr<desktop::EngineHost> host;
    };

    QString m_folder;
    ui::Theme& m_theme;
    std::unique_ptr<Program> m_program;
};

} // namespace stoa::journey
