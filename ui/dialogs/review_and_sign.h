// SPDX-License-Identifier: MIT
// The one dialog for every signature: what will be signed, in words made from the very bytes.
#pragma once

#include "core/engine/requests.h"
#include "ui/dialogs/dialog.h"

class QTimer;

namespace stoa::ui {

class EngineBridge;
class PasswordEdit;
class Session;

/// Opens with the focus on Cancel. Signs with its button or Ctrl+Enter only. Drops the draft if it is closed.
class ReviewAndSign : public Dialog {
    Q_OBJECT

public:
    ReviewAndSign(EngineBridge& bridge, Session& session, engine::Draft draft, QWidget* parent);
    ~ReviewAndSign() override;

Q_SIGNALS:
    void sent(const stoa::engine::Sent& sent);
    void refused(const stoa::Error& error);

protected:
    void showEvent(QShowEvent* event) override;

private:
    bool hasManySteps() const { return m_draft.allSteps.size() > 1; }
    void addFacts();
    void addSteps();
    void addWarnings();
    void addTechnicalDetails();
    QString digestsText() const;
    void sign();
    void signNow();
    void setBusy(bool busy);
    void updateButton();

    EngineBridge& m_bridge;
    Session& m_session;
    engine::Draft m_draft;
    QString m_effect;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_sign = nullptr;
    QWidget* m_passwordRow = nullptr;
    PasswordEdit* m_password = nullptr;
    QTimer* m_pause = nullptr;
    int m_pauseLeft = 0;
    bool m_isBusy = false;
    bool m_isDone = false;
};

} // namespace stoa::ui
