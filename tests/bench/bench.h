// SPDX-License-Identifier: MIT
// Measurements as ratios of one run: ours over a limit of the machine or over a peer, side by side, because
// the machines are shared and an absolute time says little.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace stoa::bench {

/// Seconds that `work` takes.
template <typename Work>
double secondsOf(Work&& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The middle one, so that one disturbed run does not count.
double median(std::vector<double> values);

/// Steps in one run of whatever is compared with anvil, and calls in one run of anvil.
inline constexpr std::size_t kIngestSteps = 256 * 48;

/// Each returns an object of plain keys, which becomes build/bench/<name>.json.
nlohmann::json measureIngest();
nlohmann::json measureIngestProposals();
nlohmann::json measureIngestRpc();
nlohmann::json measureIngestRpcTransfers();
nlohmann::json measureSubmit();
nlohmann::json measureTapes();
nlohmann::json measureGrowth();
nlohmann::json measureStateGrowth();
nlohmann::json measureWikiImport();

} // namespace stoa::bench
