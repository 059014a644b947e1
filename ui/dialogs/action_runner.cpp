// SPDX-License-Identifier: MIT
#include "ui/dialogs/action_runner.h"

#include <utility>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/review_and_sign.h"
#include "ui/widgets/banner.h"
#include "ui/words/error_text.h"

namespace stoa::ui {

ActionRunner::ActionRunner(EngineBridge& bridge, Session& session, QObject* parent)
    : QObject(parent)
    , m_bridge(bridge)
    , m_session(session)
{
    // An answer of an engine that is gone never comes.
    connect(&bridge, &EngineBridge::engineChanged, this, [this] {
        if (m_running && !m_running->isReviewed) end(*m_running);
    });
}

void ActionRunner::run(engine::Action action, QWidget* origin, Done done, Refused refused)
{
    auto running = std::make_shared<Running>(Running{origin, std::move(done), std::move(refused)});
    if (!begin(running)) return;
    m_bridge.send(engine::Prepare{std::move(action)}, this,
                  [this, running](const Result<engine::Draft>& draft) { review(draft, running); });
}

void ActionRunner::resend(const Hash& action, QWidget* origin, Done done, Refused refused, Review how)
{
    auto running = std::make_shared<Running>(Running{origin, std::move(done), std::move(refused), how});
    if (!begin(running)) return;
    m_bridge.send(engine::PrepareResend{action}, this,
                  [this, running](const Result<engine::Draft>& draft) { review(draft, running); });
}

bool ActionRunner::begin(const std::shared_ptr<Running>& running)
{
    if (m_running) return false;
    m_running = running;
    if (running->origin) {
        running->hadFocus = running->origin->hasFocus();
        running->origin->setEnabled(false);
        if (BannerArea* area = BannerArea::nearest(running->origin)) area->remove(QStringLiteral("refusal"));
    }
    return true;
}

void ActionRunner::end(const Running& running)
{
    const QPointer<QWidget> origin(running.origin);
    const bool hadFocus = running.hadFocus;
    if (m_running.get() == &running) m_running.reset();
    if (!origin) return;
    origin->setEnabled(true);
    if (hadFocus) origin->setFocus();
}

void ActionRunner::review(const Result<engine::Draft>& draft, const std::shared_ptr<Running>& running)
{
    if (!draft) {
        fail(draft.error(), *running);
        return;
    }
    if (draft->isSigned && running->how == Review::WhenItNeedsASignature) {
        sendAsItWas(draft->id, running);
        return;
    }
    auto* dialog =
        new ReviewAndSign(m_bridge, m_session, *draft, running->origin ? running->origin->window() : nullptr);
    connect(dialog, &ReviewAndSign::sent, this, [this, running](const engine::Sent& result) {
        running->isAnswered = true;
        end(*running);
        if (running->done) running->done(result);
        Q_EMIT sent(result);
    });
    connect(dialog, &ReviewAndSign::refused, this, [this, running](const Error& error) {
        running->isAnswered = true;
        fail(error, *running);
    });
    connect(dialog, &QDialog::finished, this, [this, running] {
        if (!std::exchange(running->isAnswered, true)) end(*running);
    });
    // Its window went and took it along: nobody closed it. What it stood on may be half gone just now.
    connect(
        dialog, &QObject::destroyed, this,
        [this, running] {
            if (!std::exchange(running->isAnswered, true)) end(*running);
        },
        Qt::QueuedConnection);
    running->isReviewed = true;
    dialog->show();
}

void ActionRunner::sendAsItWas(engine::DraftId draft, const std::shared_ptr<Running>& running)
{
    m_bridge.send(engine::SignAndSend{draft}, this, [this, running](const Result<engine::Sent>& reply) {
        if (!reply) {
            fail(reply.error(), *running);
            return;
        }
        end(*running);
        if (running->done) running->done(*reply);
        Q_EMIT sent(*reply);
    });
}

void ActionRunner::fail(const Error& error, const Running& running)
{
    end(running);
    if (running.refused)
        running.refused(error);
    else if (running.origin)
        showRefusal(running.origin, error);
}

void ActionRunner::showRefusal(QWidget* origin, const Error& error)
{
    if (BannerArea* area = BannerArea::nearest(origin))
        area->show(QStringLiteral("refusal"), Tone::Danger, errorText(error))->setClosable();
}

} // namespace stoa::ui
