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

/// Each returns an object of plain keys, which becomes build/bench/<name>.json.
nlohmann::json measureIngest();
nlohmann::json measureWikiImport();

} // namespace stoa::bench
