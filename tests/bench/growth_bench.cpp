// SPDX-License-Identifier: MIT
// One long run: how the cost of a step grows with the number of records, what a step leaves in memory and on
// disk, and how fast a validator recomputes all of it from the first batch on.
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <malloc.h>

#include "core/operator/validator.h"
#include "tests/bench/bench.h"
#include "tests/bench/workload.h"

namespace stoa::bench {
namespace {

constexpr Amount kMoney = 1'000'000 * kToken;
constexpr std::size_t kAtOnce = 8192;
constexpr int kRuns = 5;

/// Without the pages of files that LevelDB has mapped: the system takes them back when it wants them.
double residentBytes()
{
    malloc_trim(0);
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        double kibibytes = 0;
        if (word == "RssAnon:" && file >> kibibytes) return kibibytes * 1024;
    }
    giveUp(Error{ErrorCode::FileUnreadable, "/proc/self/status"});
}

double bytesBelow(const std::string& folder)
{
    double sum = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) sum += static_cast<double>(entry.file_size());
    return sum;
}

/// A network whose state has a number of accounts.
class Place {
public:
    explicit Place(std::size_t accounts)
        : m_senders(m_network.domain(), m_network.chain().time())
        , m_accounts(accounts)
    {
        SeededRandom random(3);
        for (Address& each : m_accounts) random.fill(each.bytes);
        m_network.fund(m_senders.addresses(), kMoney);
    }

    /// Runs `count` transfers, to each account in turn. The seconds it took, without signing.
    double fill(std::size_t count)
    {
        std::size_t next = 0;
        const auto steps = m_senders.transfers(count, [&] { return m_accounts[next++ % m_accounts.size()]; });
        return secondsOf([&] { m_network.submitInARow(steps); });
    }
    /// The same to accounts by chance.
    double run(std::size_t count)
    {
        const auto steps =
            m_senders.transfers(count, [this] { return m_accounts[m_random.next() % m_accounts.size()]; });
        return secondsOf([&] { m_network.submit(steps); });
    }

    OwnNetwork& network() { return m_network; }

private:
    OwnNetwork m_network;
    Senders m_senders;
    std::vector<Address> m_accounts;
    SeededRandom m_random{4};
};

/// From an empty store up to the newest posted batch.
double replaySeconds(OwnNetwork& network)
{
    const auto store = must(network.folder().openStore("validator", storage::Contents::Signatures));
    mvm::SignerMemo memo; // its own: it knows nobody yet
    const auto validator =
        must(node::Validator::open({*store, network.chain(), network.random(), network.mint(), &memo}));
    const double seconds = secondsOf([&] {
        while (must(validator->step()) == node::Validator::Progress::Done) {
        }
    });
    if (validator->checkedBatch() != network.chain().tip() ||
        validator->tree().root() != network.aggregator().tree().root())
        giveUp(Error{ErrorCode::Internal, "the replay did not arrive where the aggregator is"});
    return seconds;
}

} // namespace

nlohmann::json measureGrowth()
{
    std::vector<std::size_t> sizes{100'000, 10'000, 1'000};
    if (std::getenv("STOA_BENCH_MILLION")) sizes.insert(sizes.begin(), 1'000'000);
    const std::size_t most = sizes.front();
    nlohmann::json result = {{"steps", most}, {"new_records", most}};

    const double memory = residentBytes();
    std::vector<std::unique_ptr<Place>> places;
    places.push_back(std::make_unique<Place>(most));
    OwnNetwork& network = places.front()->network();
    const double disk = bytesBelow(network.folder().path());
    const double ingest = places.front()->fill(most);
    const double million = 1e6 / static_cast<double>(most) / (1024 * 1024);
    result["memory_mib_per_million_steps_extrapolated"] = (residentBytes() - memory) * million;
    result["disk_mib_per_million_steps_extrapolated"] =
        (bytesBelow(network.folder().path()) - disk) * million;
    must(network.aggregator().postNow());
    const double replay = replaySeconds(network);
    result["replay_per_ingest"] = ingest / replay;
    result["replayed_steps_per_second"] = static_cast<double>(most) / replay;

    // As many steps for each, so that only the number of accounts differs; then they take turns.
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        places.push_back(std::make_unique<Place>(sizes[i]));
        places.back()->fill(most);
    }
    std::vector<std::vector<double>> seconds(sizes.size());
    for (int run = 0; run < kRuns; ++run)
        for (std::size_t i = 0; i < sizes.size(); ++i) seconds[i].push_back(places[i]->run(kAtOnce));
    for (std::size_t i = 0; i < sizes.size(); ++i)
        result["microseconds_per_step_at_" + std::to_string(sizes[i])] =
            1e6 * median(seconds[i]) / static_cast<double>(kAtOnce);
    result["per_log_of_records"] = median(seconds.front()) / median(seconds.back()) /
                                   (std::log(static_cast<double>(most)) / std::log(1000.0));
    return result;
}

} // namespace stoa::bench
