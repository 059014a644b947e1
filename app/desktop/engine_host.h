// SPDX-License-Identifier: MIT
// Makes the engine on another thread, hands it to the bridge, and runs the port through which other programs
// of this computer speak to it.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include <QObject>

#include "app/desktop/desktop_options.h"
#include "app/net/http_transport.h"
#include "app/net/rpc_server.h"
#include "core/base/random.h"
#include "core/engine/engine.h"

namespace stoa::ui {
class EngineBridge;
class UiSettings;
} // namespace stoa::ui

namespace stoa::desktop {

/// Lives on the GUI thread. The bridge and the settings outlive it.
class EngineHost : public QObject {
    Q_OBJECT

public:
    EngineHost(DesktopOptions options, ui::EngineBridge& bridge, ui::UiSettings& settings,
               QObject* parent = nullptr);
    ~EngineHost() override;

    /// Begins to make the engine; `started` or `failed` follows.
    void start();
    /// Shows the sample company, or the own engine again.
    void showSample(bool sample);

Q_SIGNALS:
    void started();
    void failed(const stoa::Error& error);

private:
    void attachOwn(std::shared_ptr<engine::Engine> engine);
    /// Ending an engine may take a moment: not on this thread.
    void end(std::shared_ptr<engine::Engine> engine);
    void restartServer();
    void reportServing();
    /// Runs `job` on a thread of its own, after the one before has ended. Never waits.
    void runNext(std::function<void()> job);

    DesktopOptions m_options;
    ui::EngineBridge& m_bridge;
    ui::UiSettings& m_settings;
    SystemClock m_clock;
    SystemRandom m_random;
    net::HttpTransport m_transport;
    std::shared_ptr<engine::Engine> m_own;
    std::unique_ptr<net::RpcServer> m_server;
    std::thread m_worker;
    bool m_isSample = false;
};

} // namespace stoa::desktop
