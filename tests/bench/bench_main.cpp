// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string_view>

#include "tests/bench/anvil_peer.h"

namespace stoa::bench {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace stoa::bench

namespace {

using nlohmann::json;

struct Measurement {
    std::string_view name;
    json (*measure)();
    bool isOverAnvil = false; ///< its steps_per_second is also told over what anvil does
};

constexpr Measurement kMeasurements[] = {
    {"ingest", stoa::bench::measureIngest, true},
    {"ingest_proposals", stoa::bench::measureIngestProposals, true},
    {"ingest_rpc", stoa::bench::measureIngestRpc, true},
    {"ingest_rpc_transfers", stoa::bench::measureIngestRpcTransfers, true},
    {"submit", stoa::bench::measureSubmit},
    {"tapes", stoa::bench::measureTapes},
    {"growth", stoa::bench::measureGrowth},
    {"wiki_import", stoa::bench::measureWikiImport},
};

/// Writes all of `result`, prints `fresh`.
void write(std::string_view name, const json& result, const json& fresh)
{
    std::ofstream("build/bench/" + std::string(name) + ".json") << result.dump(2) << '\n';
    for (const auto& [key, value] : fresh.items())
        std::printf("%s.%s = %s\n", std::string(name).c_str(), key.c_str(), value.dump().c_str());
    std::fflush(stdout);
}

} // namespace

/// bench [NAME…]: all of them without a name. Writes build/bench/<name>.json below the current folder.
int main(int argc, char** argv)
{
    std::vector<std::pair<std::string_view, json>> overAnvil;
    bool ranOne = false;
    for (const Measurement& each : kMeasurements) {
        const bool isWanted = argc == 1 || std::any_of(argv + 1, argv + argc, [&](std::string_view word) {
                                  return word == each.name;
                              });
        if (!isWanted) continue;
        ranOne = true;
        const json result = each.measure();
        write(each.name, result, result);
        if (each.isOverAnvil) overAnvil.emplace_back(each.name, result);
    }
    // Last, so that all are over the same figure: the middle one of every run that anvil had.
    const auto& anvil = stoa::bench::AnvilPeer::shared();
    for (auto& [name, result] : overAnvil) {
        if (anvil.rates().empty()) break;
        const double rate = stoa::bench::median(anvil.rates());
        const json fresh = {{"per_anvil", result["steps_per_second"].get<double>() / rate},
                            {"anvil_transactions_per_second", rate},
                            {"anvil_each_run", anvil.rates()},
                            {"anvil_last_run", anvil.last()}};
        result.update(fresh);
        write(name, result, fresh);
    }
    if (!ranOne) std::fprintf(stderr, "There is no measurement of that name.\n");
    return ranOne ? 0 : 2;
}
