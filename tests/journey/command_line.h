// SPDX-License-Identifier: MIT
// A member without a window: stoa-cli, a process of its own for each command, on a data folder of its own.
#pragma once

#include <nlohmann/json.hpp>
#include <QString>
#include <QStringList>

#include "tests/journey/driver.h"

namespace stoa::journey {

class CommandLine {
public:
    /// `folder` is made, and takes the data.
    CommandLine(Driver& driver, const QString& folder);

    /// Runs the command and writes it down; its answer. The tour stops if it is refused. `shown` stands in
    /// the transcript for the last word, where that is long.
    nlohmann::json run(const QStringList& words, const QByteArray& input = {}, const QString& shown = {});
    /// Waits until the answer to this command is as it should be.
    nlohmann::json runUntil(const QStringList& words,
                            const std::function<bool(const nlohmann::json&)>& isGood);

private:
    nlohmann::json ask(const QStringList& words, const QByteArray& input);

    Driver& d;
    QString m_folder;
};

} // namespace stoa::journey
