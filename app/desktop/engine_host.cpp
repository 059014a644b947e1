// SPDX-License-Identifier: MIT
#include "app/desktop/engine_host.h"

#include "app/commands/command_table.h"
#include "app/commands/owner_desk.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/ui_settings.h"
#include "ui/words/error_text.h"
#include "ui/words/text.h"

namespace stoa::desktop {

EngineHost::EngineHost(DesktopOptions options, ui::EngineBridge& bridge, ui::UiSettings& settings,
                       QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_bridge(bridge)
    , m_settings(settings)
{
    connect(&settings, &ui::UiSettings::servingWanted, this, [this](bool serving) {
        const quint16 wanted = m_settings.servingPort();
        if (m_server && (wanted == 0 || wanted == m_server->port())) {
            m_server->setServing(serving);
            reportServing();
        } else
            restartServer();
    });
}

EngineHost::~EngineHost()
{
    if (m_worker.joinable()) m_worker.join();
    m_server.reset();
    m_bridge.attach(nullptr);
    m_own.reset();
}

void EngineHost::runNext(std::function<void()> job)
{
    m_worker = std::thread([before = std::move(m_worker), job = std::move(job)]() mutable {
        if (before.joinable()) before.join();
        job();
    });
}

void EngineHost::start()
{
    runNext([this] {
        engine::EngineOptions options;
        options.dataFolder = m_options.dataFolder;
        options.nodeUrl = m_options.nodeUrl;
        options.testClock = m_options.testClock;
        auto made = engine::makeEngine(options, {m_clock, m_random, &m_transport});
        if (made) {
            const std::shared_ptr<engine::Engine> engine(std::move(*made));
            QMetaObject::invokeMethod(
                this, [this, engine] { attachOwn(engine); }, Qt::QueuedConnection);
        } else {
            QMetaObject::invokeMethod(
                this, [this, error = made.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
        }
    });
}

void EngineHost::attachOwn(std::shared_ptr<engine::Engine> engine)
{
    m_own = std::move(engine);
    m_bridge.attach(m_own);
    restartServer();
    Q_EMIT started();
}

void EngineHost::restartServer()
{
    m_server.reset();
    if (!m_own) return;
    net::RpcServerOptions options;
    options.dataFolder = m_options.dataFolder;
    options.port = m_settings.servingPort();
    options.isServing = m_settings.isServing();
    options.owner = commands::ownerDesk(*m_own);
    options.build = commands::buildName();
    auto server = net::RpcServer::start(*m_own, std::move(options));
    if (server) {
        m_server = std::move(*server);
        reportServing();
    } else
        m_settings.reportServing({}, ui::errorText(server.error()));
}

void EngineHost::reportServing()
{
    m_settings.reportServing(m_server->isServing() ? ui::toQt(m_server->url()) : QString(), {});
}

void EngineHost::end(std::shared_ptr<engine::Engine> engine)
{
    runNext([engine = std::move(engine)]() mutable { engine.reset(); });
}

void EngineHost::showSample(bool sample)
{
    if (sample == m_isSample) return;
    m_isSample = sample;
    if (sample) {
        runNext([this] {
            const std::shared_ptr<engine::Engine> engine(engine::makeSampleEngine());
            QMetaObject::invokeMethod(
                this,
                [this, engine]() mutable {
                    if (m_isSample)
                        m_bridge.attach(std::move(engine));
                    else
                        end(std::move(engine)); // who asked for it has left already
                },
                Qt::QueuedConnection);
        });
        return;
    }
    if (auto old = m_bridge.attach(m_own); old != m_own) end(std::move(old));
}

} // namespace stoa::desktop
