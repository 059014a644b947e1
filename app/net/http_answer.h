// SPDX-License-Identifier: MIT
// What a client makes of the URL of a node, and of the head of its answer: both come from strangers.
#pragma once

#include <string>
#include <string_view>

#include <QHostAddress>

#include "core/base/result.h"

namespace stoa::net {

/// Where to call.
struct Target {
    QHostAddress address; ///< of this computer or of its own network
    quint16 port = 80;
    std::string host; ///< for the Host header
};

/// Plain http, a numeric address nearby or "localhost", nothing after the port. Errors: BadAnswer.
Result<Target> readUrl(std::string_view text);

struct AnswerHead {
    int status = 0; ///< from 100; 0: not read yet
    bool hasLength = false;
    std::size_t length = 0;
};

/// The head without its empty line. Errors: BadAnswer.
Result<AnswerHead> readAnswerHead(std::string_view head);

} // namespace stoa::net
