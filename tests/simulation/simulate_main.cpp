// SPDX-License-Identifier: MIT
// Networks from seeds. Prints what is going to go wrong, what happened and the hash of the trace; on a
// failure what was violated, in which step, and how to see it again.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "core/base/hex.h"
#include "tests/simulation/simulation.h"
#include "tests/support/kinds.h"

using namespace stoa;
using namespace stoa::test;

namespace {

constexpr const char* kUsage =
    "simulate [--seed N] [--seeds COUNT] [--steps M] [--kept FILE] [--every-kind] [--loud]\n"
    "  --seeds COUNT  that many seeds, from N on; only failures are printed in full\n"
    "  --kept FILE    the seeds of a list: each line a seed, its steps, and why\n"
    "  --every-kind   fails if a kind of step was never accepted in any of them, or too few were undone, or "
    "a\n"
    "                 kind of hostility never came to the rule that it is against\n"
    "  --loud         every line of the trace\n";

unsigned long long number(std::uint64_t value) { return value; }

/// What all networks together have seen of each kind.
struct Tally {
    std::map<std::string, std::size_t> accepted;
    std::map<std::string, std::size_t> undone;
    std::map<std::string, std::map<std::string, std::size_t>> reached;
};

/// Prints how often each hostility came to what it is against. True: each did.
bool isEachReached(Tally& tally)
{
    std::size_t missing = 0;
    std::printf("how often each hostility came to the rule that it is against:\n");
    for (std::size_t each = 0; each < kHostilities; ++each) {
        const char* hostility = name(static_cast<Hostility>(each));
        const auto& tried = tally.reached[hostility];
        std::printf("  %s:%s", hostility, tried.empty() ? " never (!)" : "");
        for (const auto& [what, count] : tried) std::printf(" %s %zu;", what.c_str(), count);
        std::printf("\n");
        if (tried.empty()) ++missing;
    }
    std::printf("%zu of %zu hostilities never did\n", missing, kHostilities);
    return missing == 0;
}

/// Prints it. True: every kind was accepted, and most were undone somewhere.
bool isWhole(Tally& tally)
{
    std::size_t missing = 0;
    std::size_t undone = 0;
    std::size_t all = 0;
    std::printf("each kind, how often accepted and how often undone:");
    forEachKind([&](const auto& kind) {
        const std::string name(std::decay_t<decltype(kind)>::kName);
        const bool isMissing = tally.accepted[name] == 0;
        std::printf(" %s %zu %zu%s", name.c_str(), tally.accepted[name], tally.undone[name],
                    isMissing ? " (!)" : "");
        ++all;
        if (isMissing) ++missing;
        if (tally.undone[name] != 0) ++undone;
    });
    std::printf("\n%zu of %zu kinds were never accepted, %zu were undone\n", missing, all, undone);
    return missing == 0 && 4 * undone >= 3 * all;
}

bool runOne(const SimulationOptions& options, bool isBrief, Tally& tally)
{
    const SimulationReport report = simulate(options);
    for (const auto& [kind, count] : report.accepted) tally.accepted[kind] += count;
    for (const auto& [kind, count] : report.undone) tally.undone[kind] += count;
    for (const auto& [hostility, tried] : report.reached)
        for (const auto& [what, count] : tried) tally.reached[hostility][what] += count;
    const char* commit = std::getenv("STOA_COMMIT");
    if (!isBrief || !report.isGood()) {
        std::printf("seed %llu, %llu steps, build %s%s%s\n", number(options.seed), number(options.steps),
                    STOA_BUILD, commit ? " " : "", commit ? commit : "");
        std::printf("  plan: %s\n  %s\n  trace %s\n", report.plan.c_str(), report.counts.c_str(),
                    toHex(report.trace).c_str());
    }
    if (report.isGood()) return true;
    std::printf("  the last lines:\n");
    for (const std::string& line : report.tail) std::printf("    %s\n", line.c_str());
    std::printf("  VIOLATED in step %llu: %s\n", number(report.step), report.violated.c_str());
    std::printf("  again: ./dev simulate --seed %llu --steps %llu --loud\n", number(options.seed),
                number(options.steps));
    std::fflush(stdout);
    return false;
}

std::vector<SimulationOptions> kept(const char* path, const SimulationOptions& from)
{
    std::vector<SimulationOptions> list;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        SimulationOptions one = from;
        std::istringstream words(line);
        if (words >> one.seed >> one.steps) list.push_back(one);
    }
    return list;
}

} // namespace

int main(int argc, char** argv)
{
    SimulationOptions options;
    std::uint64_t seeds = 1;
    const char* list = nullptr;
    bool isEveryKind = false;
    for (int i = 1; i < argc; ++i) {
        const auto is = [&](const char* what) { return std::strcmp(argv[i], what) == 0; };
        const bool hasValue = i + 1 < argc;
        if (is("--loud")) {
            options.isLoud = true;
        } else if (is("--every-kind")) {
            isEveryKind = true;
        } else if (is("--seed") && hasValue) {
            options.seed = std::strtoull(argv[++i], nullptr, 10);
        } else if (is("--seeds") && hasValue) {
            seeds = std::strtoull(argv[++i], nullptr, 10);
        } else if (is("--steps") && hasValue) {
            options.steps = std::strtoull(argv[++i], nullptr, 10);
        } else if (is("--kept") && hasValue) {
            list = argv[++i];
        } else {
            std::fputs(kUsage, stderr);
            return 2;
        }
    }
    std::vector<SimulationOptions> runs;
    if (list) {
        runs = kept(list, options);
    } else {
        for (std::uint64_t i = 0; i < seeds; ++i, ++options.seed) runs.push_back(options);
    }
    Tally tally;
    std::size_t failed = 0;
    for (const SimulationOptions& run : runs)
        if (!runOne(run, runs.size() > 1, tally)) ++failed;
    if (runs.size() != 1) std::printf("%zu networks, %zu failed\n", runs.size(), failed);
    const bool isWholeTally = isWhole(tally);
    const bool isGood = (isEachReached(tally) && isWholeTally) || !isEveryKind;
    return failed == 0 && !runs.empty() && isGood ? 0 : 1;
}
