// SPDX-License-Identifier: MIT
// Words that people type, as values. All refusals are wrong usage.
#pragma once

#include <string>
#include <string_view>

#include "app/commands/command.h"
#include "core/base/amount.h"
#include "core/base/clock.h"

namespace stoa::commands {

/// Tokens, such as "12.5", in gwei.
Answer<Amount> readAmount(std::string_view text, std::string_view what);
/// The option's amount, or `otherwise`.
Answer<Amount> amountOption(const Invocation& call, std::string_view name, Amount otherwise);

/// 0x and forty digits; mixed case must carry the right EIP-55 checksum.
Answer<Address> readAddress(std::string_view text);

/// "90s", "5m", "3h", "14d", "2w", or several together: "1d12h". A bare number is seconds.
Answer<std::uint64_t> readDuration(std::string_view text);
Answer<Seconds> durationOption(const Invocation& call, std::string_view name, Seconds otherwise);

/// "2026-12-31", "2026-12-31T18:00", with or without seconds and zone; without zone it is UTC. Also Unix
/// seconds.
Answer<Timestamp> readTime(std::string_view text);

Answer<std::uint64_t> readNumber(std::string_view text, std::string_view what, std::uint64_t most);

/// "2.5" or "2.5%" as hundredths of a percent; at most 100 %.
Answer<std::uint16_t> readShare(std::string_view text, std::string_view what);

Answer<Hash> readHash(std::string_view text, std::string_view what);

/// A path as the caller means it.
std::string pathFrom(const Context& context, std::string_view path);
std::string pathFrom(const std::string& folder, std::string_view path);

/// The file's bytes, at most 16 MiB of valid UTF-8.
Answer<std::string> readTextFile(const Context& context, std::string_view path);

/// The text of a command: --text, else the file of operand `place` ("-": standard input), else standard
/// input unless `isOptional` and there is none.
Answer<std::string> readText(Context& context, const Invocation& call, std::size_t place, bool isOptional);

} // namespace stoa::commands
