// SPDX-License-Identifier: MIT
// The wallet's password: the first line of a file, or asked for on the terminal without showing it.
#pragma once

#include <string>

#include "app/commands/command.h"

namespace stoa::cli {

/// Asks once and remembers while the program runs.
class PasswordSource final : public commands::KeyRing {
public:
    /// `file` empty: the terminal.
    explicit PasswordSource(std::string file)
        : m_file(std::move(file))
    {}

    commands::Answer<std::shared_ptr<crypto::Secret>> password(bool isNew) override;

private:
    std::string m_file;
    std::shared_ptr<crypto::Secret> m_known;
};

} // namespace stoa::cli
