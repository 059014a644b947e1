// SPDX-License-Identifier: MIT
#include "ui/bridge/engine_bridge.h"

#include "core/base/overloaded.h"

namespace stoa::ui {

EngineBridge::EngineBridge(QObject* parent)
    : QObject(parent)
{}

EngineBridge::~EngineBridge()
{
    ++m_generation;
    m_subscription = {};
    m_engine.reset();
}

std::shared_ptr<engine::Engine> EngineBridge::attach(std::shared_ptr<engine::Engine> engine)
{
    if (m_engine) Q_EMIT engineLeaves();
    ++m_generation;
    {
        [[maybe_unused]] const engine::Subscription ended = std::exchange(m_subscription, {});
    }
    std::swap(m_engine, engine);
    if (m_engine) {
        const quint64 generation = m_generation;
        m_subscription = m_engine->subscribe([this, generation](const engine::Event& event) {
            QMetaObject::invokeMethod(
                this,
                [this, generation, event] {
                    if (generation == m_generation) deliver(event);
                },
                Qt::QueuedConnection);
        });
    }
    Q_EMIT engineChanged();
    return engine;
}

void EngineBridge::deliver(const engine::Event& event)
{
    std::visit(Overloaded{
                   [this](const engine::NetworkChanged&) { Q_EMIT networkChanged(); },
                   [this](const engine::WalletChanged&) { Q_EMIT walletChanged(); },
                   [this](const engine::CompanyChanged& changed) { Q_EMIT companyChanged(changed.dac); },
                   [this](const engine::ActionChanged& changed) { Q_EMIT actionChanged(changed.action); },
                   [this](const engine::ActionsRolledBack& back) {
                       Q_EMIT actionsRolledBack(back.batch, back.count);
                   },
                   [this](const engine::JobProgress& job) { Q_EMIT jobProgressed(job.done, job.total); },
                   [this](const engine::EngineFault& fault) { Q_EMIT engineFailed(fault.error); },
               },
               event);
}

} // namespace stoa::ui
