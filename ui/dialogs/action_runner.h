// SPDX-License-Identifier: MIT
// The one way to change anything: prepare, review and sign, send — and say what became of it where it began.
#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QPointer>
#include <QWidget>

#include "core/engine/requests.h"

namespace stoa::ui {

class EngineBridge;
class Session;

class ActionRunner : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const engine::Sent&)>;
    /// How a refusal is shown. Without one, a Banner is put on top of the page or dialog of `origin`.
    using Refused = std::function<void(const Error&)>;

    ActionRunner(EngineBridge& bridge, Session& session, QObject* parent = nullptr);

    /// Prepares the action, lets the person review and sign it and sends it. `done` is called once the
    /// network or the outbox has it; never if the person cancels or it is refused. `origin` is the widget
    /// that asked: it is disabled while the answer is awaited and gets the focus back.
    void run(engine::Action action, QWidget* origin, Done done = {}, Refused refused = {});

    /// Whether a person looks at every action, or only at those that have to be signed anew.
    enum class Review { Always, WhenItNeedsASignature };

    /// The same for an action that was rolled back or refused.
    void resend(const Hash& action, QWidget* origin, Done done = {}, Refused refused = {},
                Review how = Review::Always);

    /// Shows why something failed in a Banner where `origin` stands.
    static void showRefusal(QWidget* origin, const Error& error);

Q_SIGNALS:
    void sent(const stoa::engine::Sent& sent);

private:
    struct Running {
        QPointer<QWidget> origin;
        Done done;
        Refused refused;
        Review how = Review::Always;
        bool hadFocus = false;
        bool isAnswered = false;
        bool isReviewed = false; ///< a dialog is open, which tells when it ends
    };
    bool begin(const std::shared_ptr<Running>& running);
    void review(const Result<engine::Draft>& draft, const std::shared_ptr<Running>& running);
    void sendAsItWas(engine::DraftId draft, const std::shared_ptr<Running>& running);
    void fail(const Error& error, const Running& running);
    void end(const Running& running);

    EngineBridge& m_bridge;
    Session& m_session;
    std::shared_ptr<Running> m_running; ///< one signature at a time; the dialog is modal
};

} // namespace stoa::ui
