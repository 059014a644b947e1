// SPDX-License-Identifier: MIT
// What a signature means, in words, made from the payload that will be hashed — never from the page that
// asks. The window and the command line show the same sentences.
#pragma once

#include <QString>
#include <QStringList>

#include "core/engine/views.h"

namespace stoa::ui {

struct Sentence {
    QString sentence;    ///< who, what, how much, to whom
    QString consequence; ///< what follows from it, and the worst case
    QString button;      ///< names the effect, with the amount
};

/// Every kind has one. `now` is the network's time.
Sentence sentenceOf(const engine::Draft& draft, const QString& symbol, Timestamp now);

/// What each step of the draft does, in words for each, in the order in which they are sent.
QStringList stepSentences(const engine::Draft& draft, const QString& symbol, Timestamp now);

/// What all steps of the draft together take from the available money, the fees not.
Amount amountOut(const engine::Draft& draft);

/// The same action once it is signed, for lists: "Sent 40.00 MTS to Ana R."; while it only waits, "Not done
/// yet: send …", and of what was refused or rolled back, "Did not happen: send …".
QString historyText(const engine::ActionView& action, const QString& symbol);

/// Whether the network has taken it.
bool happenedAlready(const engine::FinalityView& finality);
/// `what`, "send 40.00 MTS to Ana R.", of an action that has not happened: that it waits, or never will.
QString notHappened(const engine::FinalityView& finality, const QString& what);

/// Why a refused action did not happen, with what errorText() says more about.
Error reasonOf(const engine::ActionView& action);
/// Why the network refused it, as sentences; empty if it did not.
QString refusalText(const engine::ActionView& action);

/// What a part of an action's words is called: "Description".
QString partName(engine::StepWords::Part part);

/// Money that came in, without its amount: "Received from Ana R.".
QString incomingText(const engine::IncomingView& incoming);
/// The same where a rollback had undone it and it came again. `what`: that it came in.
QString cameAgain(const QString& what);

/// What the action takes from the available money (deposits included, the fee not), zero if nothing.
Amount amountOut(const tx::Payload& payload);

/// What the kind of the action is called: "Payment", "Deposit", "Delivery".
QString kindText(const tx::Payload& payload);

} // namespace stoa::ui
