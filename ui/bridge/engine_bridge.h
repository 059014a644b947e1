// SPDX-License-Identifier: MIT
// The only crossing between the engine's thread and the window's. Questions go in from here, answers and
// events come out on the GUI thread.
#pragma once

#include <memory>
#include <utility>

#include <QObject>
#include <QPointer>

#include "core/engine/engine.h"

namespace stoa::ui {

/// Lives on the GUI thread. Without an engine every question is answered with NotReady.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    explicit EngineBridge(QObject* parent = nullptr);
    ~EngineBridge() override;

    /// From now on this engine answers; answers of an earlier one are dropped. The earlier engine is returned
    /// and may still be running; the caller ends it. Emits `engineChanged`.
    std::shared_ptr<engine::Engine> attach(std::shared_ptr<engine::Engine> engine);
    bool hasEngine() const { return m_engine != nullptr; }

    /// Asks, and calls `handler(const Result<Request::Reply>&)` on the GUI thread — never before this call
    /// has returned, and not at all once `context` is gone.
    template <typename Request, typename Handler>
    void send(Request request, QObject* context, Handler handler)
    {
        using Reply = typename Request::Reply;
        auto answer = std::make_shared<Handler>(std::move(handler));
        const QPointer<QObject> alive(context);
        const quint64 generation = m_generation;
        auto deliver = [this, alive, answer, generation](Result<Reply> result) {
            auto shared = std::make_shared<Result<Reply>>(std::move(result));
            QMetaObject::invokeMethod(
                this,
                [this, alive, answer, generation, shared] {
                    if (alive && generation == m_generation) (*answer)(*shared);
                },
                Qt::QueuedConnection);
        };
        if (m_engine)
            m_engine->submit(std::move(request), std::move(deliver));
        else
            deliver(Error{ErrorCode::NotReady, {}});
    }

Q_SIGNALS:
    /// The engine is about to be taken away. It still does what it is asked now, but no answer comes any
    /// more: the last moment to hand it words.
    void engineLeaves();
    void engineChanged();
    void networkChanged();
    void walletChanged();
    void companyChanged(const stoa::DacId& dac);
    void actionChanged(const stoa::Hash& action);
    void actionsRolledBack(quint64 batch, quint32 count);
    void jobProgressed(quint64 done, quint64 total);
    void engineFailed(const stoa::Error& error);

private:
    void deliver(const engine::Event& event);

    std::shared_ptr<engine::Engine> m_engine;
    engine::Subscription m_subscription;
    quint64 m_generation = 0;
};

} // namespace stoa::ui
