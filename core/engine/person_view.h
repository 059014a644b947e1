// SPDX-License-Identifier: MIT
// A person, or a company that acts like one.
#pragma once

#include <string>

#include "core/tx/kind.h"

namespace stoa::engine {

/// A person as this computer knows them.
struct PersonView {
    Address address;
    std::string name; ///< from the address book or the profile; empty if unknown
    bool isMe = false;
    DacId company{};        ///< not a person but this company: then the address is only its id, and nobody's
    bool isContact = false; ///< the name is from the address book: it was not chosen by whoever bears it
};

} // namespace stoa::engine
