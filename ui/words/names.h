// SPDX-License-Identifier: MIT
// What people, roles and states are called. One word for one thing, everywhere.
#pragma once

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// "You", the known name, or the short address.
QString nameOf(const engine::PersonView& person);

/// Never "You": the known name or the short address.
QString properNameOf(const engine::PersonView& person);

/// The same with the short address behind a name, where it matters which of several is meant: "You",
/// "Bob (0x0a66…a6Cd)" or the short address.
QString nameAndAddress(const engine::PersonView& person);

QString roleText(tx::Role role);
QString taskStateText(tx::TaskState state);
/// A sentence that ends with a name such as "Ana R." has one full stop only.
QString withOneStop(QString sentence);

QString companyTitle(const QString& name); ///< "TranspilerLab.DAC"

QString batchStageText(engine::BatchStage stage);
QString batchCheckText(engine::BatchCheck check, quint32 wrongStep);
/// One line about something that happened on the main chain.
QString chainEventText(const engine::ChainEventView& event, const QString& symbol);

} // namespace stoa::ui
