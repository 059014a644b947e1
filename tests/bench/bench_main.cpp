// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string_view>

#if defined(__linux__)
#include <sched.h>
#endif

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
    // First: nodes of trees that are gone stay with the program, and would be counted for nothing.
    {"growth", stoa::bench::measureGrowth},
    {"ingest", stoa::bench::measureIngest, true},
    {"ingest_proposals", stoa::bench::measureIngestProposals, true},
    {"ingest_rpc", stoa::bench::measureIngestRpc, true},
    {"ingest_rpc_transfers", stoa::bench::measureIngestRpcTransfers, true},
    {"submit", stoa::bench::measureSubmit},
    {"tapes", stoa::bench::measureTapes},
    {"state_growth", stoa::bench::measureStateGrowth},
    {"wiki_import", stoa::bench::measureWikiImport},
};

void write(std::string_view name, const json& result)
{
    std::ofstream("build/bench/" + std::string(name) + ".json") << result.dump(2) << '\n';
    for (const auto& [key, value] : result.items())
        std::printf("%s.%s = %s\n", std::string(name).c_str(), key.c_str(), value.dump().c_str());
    std::fflush(stdout);
}

/// The limit that ingest is held against is that of two threads: with more cores ours would gain by them, and
/// the limit would not. What is started from here inherits it.
void keepToTwoCores()
{
#if defined(__linux__)
    cpu_set_t allowed;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    for (int core = 0, kept = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(core, &allowed) && ++kept > 2) CPU_CLR(core, &allowed);
    (void)::sched_setaffinity(0, sizeof allowed, &allowed);
#endif
}

} // namespace

/// bench [NAME…]: all of them without a name. Writes build/bench/<name>.json below the current folder.
int main(int argc, char** argv)
{
    keepToTwoCores();
    const auto& anvil = stoa::bench::AnvilPeer::shared();
    bool ranOne = false;
    for (const Measurement& each : kMeasurements) {
        const bool isWanted = argc == 1 || std::any_of(argv + 1, argv + argc, [&](std::string_view word) {
                                  return word == each.name;
                              });
        if (!isWanted) continue;
        ranOne = true;
        const std::size_t before = anvil.rates().size();
        json result = each.measure();
        // Only the runs that took turns with these: what the machine did at another time says nothing here.
        if (each.isOverAnvil && anvil.rates().size() > before) {
            const std::vector<double> rates(anvil.rates().begin() + static_cast<std::ptrdiff_t>(before),
                                            anvil.rates().end());
            const double rate = stoa::bench::median(rates);
            result["per_anvil"] = result["steps_per_second"].get<double>() / rate;
            result["anvil_transactions_per_second"] = rate;
            result["anvil_each_run"] = rates;
            result["anvil_last_run"] = anvil.last();
        }
        write(each.name, result);
    }
    if (!ranOne) std::fprintf(stderr, "There is no measurement of that name.\n");
    return ranOne ? 0 : 2;
}
