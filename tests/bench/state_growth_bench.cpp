// SPDX-License-Identifier: MIT
// How the cost of a step grows with the state, up to ten million records: signatures, execution, a root for
// every step and the synced write of each block, on states that are put together without any steps.
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/mvm/fetch_ahead.h"
#include "core/operator/check_ahead.h"
#include "core/operator/state_store.h"
#include "core/rollup/batch.h"
#include "core/rollup/network_definition.h"
#include "core/state/records.h"
#include "core/state/state_access.h"
#include "tests/bench/bench.h"
#include "tests/bench/workload.h"

namespace stoa::bench {
namespace {

constexpr std::size_t kStepsInRun = 32 * rollup::kMaxBatchSteps;
constexpr std::size_t kPutAtOnce = 100'000;
constexpr int kRuns = 15;
constexpr Timestamp kNow = 365 * kDay;

/// A state of as many accounts, in a store of its own.
class LargeState {
public:
    explicit LargeState(std::size_t accounts)
        : m_definition(rollup::localDefinition({}, kNow, false))
        , m_senders(m_definition.rules().domain, kNow)
        , m_data(must(engine::DataFolder::open(m_folder.path().toStdString() + "/data")))
        , m_store(must(m_data.openStore("state", storage::Contents::Signatures)))
        , m_state(must(node::StateStore::open(*m_store)))
    {
        SeededRandom random(3);
        m_accounts = m_senders.addresses();
        while (m_accounts.size() < accounts) random.fill(m_accounts.emplace_back().bytes);
        state::Account account;
        account.balance = 1'000'000 * kToken;
        const Bytes record = state::encodeRecord(account);
        state::Tree tree;
        for (std::size_t i = 0; i < m_accounts.size(); ++i) {
            tree.put(state::accountKey(m_accounts[i]), record);
            if ((i + 1) % kPutAtOnce != 0 && i + 1 < m_accounts.size()) continue;
            state::Tree::hashAll({&tree, 1});
            must(m_state->commit(tree, {}));
        }
    }

    /// Seconds that transfers to accounts by chance take, without signing them.
    double run()
    {
        const auto steps = m_senders.transfers(
            kStepsInRun, [this] { return m_accounts[m_random.next() % m_accounts.size()]; });
        return secondsOf([&] {
            node::CheckAhead checked(steps, m_definition.rules().domain);
            for (std::size_t first = 0; first < steps.size(); first += rollup::kMaxBatchSteps)
                runBlock(checked, first);
        });
    }

private:
    void runBlock(node::CheckAhead& checked, std::size_t first)
    {
        mvm::BatchContext context;
        context.number = m_state->version();
        context.time = kNow;
        state::Tree tree = m_state->tree();
        state::TreeState state(tree);
        mvm::FetchAhead fetch;
        std::vector<state::Tree> after;
        const auto at = [&](std::size_t i) -> const mvm::CheckedStep& { return checked.at(i); };
        for (std::size_t i = first; i < first + rollup::kMaxBatchSteps; ++i) {
            fetch.before(i, first + rollup::kMaxBatchSteps, tree, at);
            context.step = static_cast<std::uint32_t>(i - first);
            must(mvm::apply(state, m_definition.rules(), context, at(i)));
            after.push_back(tree);
            if (after.size() < state::Tree::kHashedTogether && i + 1 < first + rollup::kMaxBatchSteps)
                continue;
            state::Tree::hashAll(after);
            after.clear();
        }
        must(m_state->commit(tree, {}));
    }

    QTemporaryDir m_folder;
    rollup::NetworkDefinition m_definition;
    Senders m_senders;
    engine::DataFolder m_data;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<node::StateStore> m_state;
    std::vector<Address> m_accounts;
    SeededRandom m_random{4};
};

bool hasRoomForTenMillion()
{
    std::ifstream info("/proc/meminfo"); // in KiB
    std::string word;
    double available = 0;
    while (info >> word)
        if (word == "MemAvailable:") info >> available;
    const auto disk = std::filesystem::space(std::filesystem::temp_directory_path()).available;
    return available * 1024 > 12e9 && static_cast<double>(disk) > 10e9;
}

} // namespace

nlohmann::json measureStateGrowth()
{
    std::vector<std::size_t> sizes{100'000, 1'000'000};
    const bool hasRoom = hasRoomForTenMillion();
    if (hasRoom) sizes.push_back(10'000'000);
    std::vector<std::unique_ptr<LargeState>> states;
    for (const std::size_t size : sizes) states.push_back(std::make_unique<LargeState>(size));
    std::vector<std::vector<double>> seconds(sizes.size());
    for (int run = 0; run <= kRuns; ++run)
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const double taken = states[i]->run();
            if (run > 0) seconds[i].push_back(taken); // the first warms up
        }
    nlohmann::json result = {{"steps", kStepsInRun}, {"runs", kRuns}};
    if (!hasRoom) result["left_out"] = "10000000: it needs 12 GB of free memory and 10 GB of disk";
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const std::string records = std::to_string(sizes[i]);
        result["microseconds_per_step_at_" + records] =
            1e6 * median(seconds[i]) / static_cast<double>(kStepsInRun);
        if (i > 0)
            result["per_log_of_" + records] =
                median(seconds[i]) / median(seconds[0]) /
                (std::log(static_cast<double>(sizes[i])) / std::log(static_cast<double>(sizes[0])));
    }
    return result;
}

} // namespace stoa::bench
