// SPDX-License-Identifier: MIT
// The sample company: what a newcomer can look around in before there is a wallet.
#pragma once

#include "core/engine/member.h"

namespace stoa::engine {

inline constexpr std::size_t kSamplePeople = 4;

/// Fills a member in memory with a company, tasks, pages and collaborations in several states, by the same
/// actions that people use. Afterwards the member is read-only. Errors: none that input could cause.
Result<void> fillSample(Member& member);

} // namespace stoa::engine
