// SPDX-License-Identifier: MIT
// What the members of a company decide about, for lists of motions and for whoever signs a vote.
#pragma once

#include <string>

#include "core/tx/kind_table.h"

namespace stoa::engine {

/// What a motion is about.
struct MotionSubject {
    tx::Kind kind{};     ///< of the act; known before the act has arrived
    bool hasAct = false; ///< false: what it is about has not arrived yet
    tx::Payload act;
    std::string words;       ///< what the payment is for, or what the tool is; empty: none, or not here yet
    std::string removedText; ///< RemoveTool: what the tool says or said about itself; empty: not here
    bool isGone = false;     ///< RemoveTool: the tool is not there any more
};

} // namespace stoa::engine
