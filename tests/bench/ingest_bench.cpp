// SPDX-License-Identifier: MIT
// Durable ingest: signed transfers in, and for each block a signature check, execution, a root for every step
// and one synced commit. Against what two threads of bare ecdsa_recover do here and now: in turns, among
// people who pay one another; then over half a minute without a pause, to a hundred thousand by chance.
#include "core/crypto/key_pair.h"
#include "tests/bench/anvil_peer.h"
#include "tests/bench/bench.h"
#include "tests/bench/workload.h"

namespace stoa::bench {
namespace {

constexpr Amount kMoney = 1'000'000 * kToken;
constexpr std::size_t kAccounts = 100'000;
constexpr int kRuns = 5;
constexpr double kSustainedSeconds = 30;

/// Seconds that two threads need to recover who signed these steps.
double recoverSeconds(std::span<const Bytes> steps, const Hash& domain)
{
    std::vector<crypto::SignedDigest> signatures;
    for (const Bytes& step : steps) {
        const tx::Transaction transaction = must(tx::decode(step));
        signatures.push_back({tx::digestOf(transaction, domain), transaction.signature});
    }
    return secondsOf([&] {
        for (const auto& signer : crypto::recoverSigners(signatures, 2)) must(signer);
    });
}

} // namespace

nlohmann::json measureIngest()
{
    OwnNetwork network;
    Senders senders(network.domain(), network.chain().time());
    network.fund(senders.addresses(), kMoney);
    std::vector<double> ingest;
    std::vector<double> recover;
    for (int run = 0; run < kRuns; ++run) {
        const auto steps = senders.transfers(kIngestSteps);
        recover.push_back(recoverSeconds(steps, network.domain()));
        ingest.push_back(secondsOf([&] { network.submit(steps); }));
        AnvilPeer::shared().run();
    }

    std::vector<Address> accounts(kAccounts);
    SeededRandom random(3);
    for (Address& each : accounts) random.fill(each.bytes);
    std::size_t next = 0;
    network.submit(senders.transfers(kAccounts, [&] { return accounts[next++]; }));
    const auto transfers = [&] {
        return senders.transfers(kIngestSteps, [&] { return accounts[random.next() % accounts.size()]; });
    };

    // Signed beforehand: at least as many as it takes.
    std::vector<std::vector<Bytes>> many(static_cast<std::size_t>(kSustainedSeconds / median(ingest)) + 1);
    for (std::vector<Bytes>& each : many) each = transfers();
    const double before = recoverSeconds(many.front(), network.domain());
    const double sustained = secondsOf([&] {
        for (const std::vector<Bytes>& each : many) network.submit(each);
    });
    const double after = recoverSeconds(many.back(), network.domain());

    const auto steps = static_cast<double>(kIngestSteps);
    const double sustainedRate = steps * static_cast<double>(many.size()) / sustained;
    return {{"per_recover_limit", median(recover) / median(ingest)},
            {"steps_per_second", steps / median(ingest)},
            {"recover_limit_per_second", steps / median(recover)},
            {"sustained_per_recover_limit", sustainedRate * (before + after) / 2 / steps},
            {"sustained_seconds", sustained},
            {"sustained_steps_per_second", sustainedRate},
            {"sustained_accounts", kAccounts},
            {"steps", kIngestSteps},
            {"steps_per_submit", node::kMaxSubmittedSteps},
            {"runs", kRuns}};
}

} // namespace stoa::bench
