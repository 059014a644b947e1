// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/store.h"

namespace stoa::test {

/// Turns what a StateStore keeps, and what an aggregator has noted down of credits, into what data folders 1
/// and 2 had of it. False if that cannot be done.
bool toFirstForm(storage::Store& store);

} // namespace stoa::test
