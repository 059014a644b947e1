// SPDX-License-Identifier: MIT
// What a step costs besides time of its own: how the size of a submit matters, bytes and gas on the main
// chain, and the tape that a dispute about it would bring there.
#include <algorithm>
#include <map>

#include "core/state/tape.h"
#include "tests/bench/bench.h"
#include "tests/bench/workload.h"
#include "tests/support/rule_cases.h"

namespace stoa::bench {
namespace {

constexpr Amount kMoney = 1'000'000 * kToken;
constexpr std::size_t kOthers = 100'000;

/// Words around steps and roots in a call of submit: selector, header, its other arguments, lengths.
constexpr std::size_t kCallWords = 12 + 3 + 3 + 2;

/// Gas for the call's bytes at the floor price of EIP-7623, which is above what the contract's own work
/// costs.
std::size_t floorGas(const rollup::Batch& batch, std::size_t& bytes)
{
    std::size_t zeros = 0;
    std::size_t others = 0;
    const auto count = [&](ByteView view) {
        const auto empty = static_cast<std::size_t>(std::count(view.begin(), view.end(), std::uint8_t{0}));
        zeros += empty;
        others += view.size() - empty;
    };
    for (const Bytes& step : batch.steps) count(step);
    for (const Hash& root : batch.roots) count(root.bytes);
    others += 2 * batch.steps.size() + 4 + 32 * kCallWords; // as if none of these were zero
    bytes = zeros + others;
    return 21'000 + 10 * zeros + 40 * others;
}

struct Sizes {
    std::vector<double> all;
    std::map<std::string, std::size_t> largest; ///< of a kind

    void add(const std::string& kind, std::size_t size)
    {
        all.push_back(static_cast<double>(size));
        largest[kind] = std::max(largest[kind], size);
    }
    nlohmann::json json() const
    {
        return {{"min", *std::min_element(all.begin(), all.end())},
                {"median", median(all)},
                {"max", *std::max_element(all.begin(), all.end())}};
    }
};

std::size_t tapeOf(const test::MachineWorld& world, const test::Step& step, state::Tree tree)
{
    state::Recorder recorder(tree);
    (void)mvm::applyBytes(recorder, world.rules, world.batch(step.fromInbox), step.bytes);
    return recorder.tape().size();
}

} // namespace

nlohmann::json measureSubmit()
{
    OwnNetwork network;
    Senders senders(network.domain(), network.chain().time());
    network.fund(senders.addresses(), kMoney);
    network.submit(senders.company());
    network.submit(senders.transfers(4096)); // warms up
    nlohmann::json result = nlohmann::json::object();
    for (const auto& [atOnce, count] :
         {std::pair<std::size_t, std::size_t>{1, 512}, {16, 4096}, {256, 8192}, {4096, 8192}}) {
        std::vector<double> seconds;
        for (int run = 0; run < 3; ++run) {
            const auto steps = senders.transfers(count);
            seconds.push_back(secondsOf([&] { network.submit(steps, atOnce); }));
        }
        result["microseconds_per_step_by_" + std::to_string(atOnce)] =
            1e6 * median(seconds) / static_cast<double>(count);
    }
    for (const bool isProposal : {false, true}) {
        network.submit(isProposal ? senders.proposals(1024) : senders.transfers(1024));
        must(network.aggregator().postNow());
        // The last but one is full, and of this kind only.
        const auto batch = must(network.chain().batch(network.chain().tip() - 1));
        std::size_t bytes = 0;
        const auto gas = static_cast<double>(floorGas(batch, bytes));
        const auto steps = static_cast<double>(batch.steps.size());
        const std::string kind = isProposal ? "proposal" : "transfer";
        result["posted_bytes_per_" + kind] = static_cast<double>(bytes) / steps;
        result["posted_gas_per_" + kind] = gas / steps;
    }
    return result;
}

nlohmann::json measureTapes()
{
    state::Tree others;
    SeededRandom random(5);
    for (std::size_t i = 0; i < kOthers; ++i) {
        Address who;
        random.fill(who.bytes);
        others.put(state::accountKey(who), state::encodeRecord(state::Account{}));
    }
    (void)others.root();
    Sizes alone;
    Sizes among;
    for (const test::RuleCase& rule : test::allRules()) {
        test::MachineWorld world;
        const test::Step step = rule.make(world);
        state::Tree crowded = others;
        world.tree.forEach({}, [&](const state::Key& key, ByteView record) { crowded.put(key, record); });
        alone.add(rule.kind, tapeOf(world, step, world.tree));
        among.add(rule.kind, tapeOf(world, step, crowded));
    }
    return {{"bytes_in_vectors", alone.json()},
            {"bytes_among_100000_accounts", among.json()},
            {"largest_of_each_kind_among_100000_accounts", among.largest},
            {"steps", alone.all.size()}};
}

} // namespace stoa::bench
