// SPDX-License-Identifier: MIT
#include "tests/journey/computer.h"

#include "ui/theme/theme.h"

namespace stoa::journey {

Computer::Program::Program(const QString& folder, ui::Theme& theme)
    : settings(folder)
    , window(bridge, theme, settings)
{}

Computer::Computer(QString folder, ui::Theme& theme)
    : m_folder(std::move(folder))
    , m_theme(theme)
{}

void Computer::open()
{
    m_program = std::make_unique<Program>(m_folder, m_theme);
    m_theme.setAppearance(ui::Appearance::Light); // a new window follows the desktop
    m_theme.setReducesMotion(true);
}

void Computer::start()
{
    if (!m_program) open();
    desktop::DesktopOptions options;
    options.dataFolder = m_folder.toStdString();
    options.testClock = true;
    m_program->host = std::make_unique<desktop::EngineHost>(options, m_program->bridge, m_program->settings);
    desktop::EngineHost& host = *m_program->host;
    QObject::connect(&host, &desktop::EngineHost::failed, &window(), &ui::MainWindow::showStartError);
    QObject::connect(&window(), &ui::MainWindow::sampleWanted, &host, &desktop::EngineHost::showSample);
    host.start();
}

void Computer::quit()
{
    if (m_program) m_program->window.close();
    m_program.reset();
}

} // namespace stoa::journey
