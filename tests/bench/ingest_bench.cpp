// SPDX-License-Identifier: MIT
// Durable ingest: signed transfers in, and for each block a signature check, execution, a root for every step
// and a synced commit for each submit. Against anvil in turns; then half a minute without a pause against
// what two threads of bare ecdsa_recover do here and now: among people who pay one another, and to a hundred
// thousand by chance.
#include "core/crypto/key_pair.h"
#include "tests/bench/anvil_peer.h"
#include "tests/bench/bench.h"
#include "tests/bench/workload.h"

namespace stoa::bench {
namespace {

constexpr Amount kMoney = 1'000'000 * kToken;
constexpr std::size_t kAccounts = 100'000;
constexpr int kRuns = 5;
constexpr double kSustainedSeconds = 45; ///< at the pace of the turns, which some runs exceed

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

/// Steps per second without a pause, over what recovering does before and after.
struct Sustained {
    double seconds = 0;
    double stepsPerSecond = 0;
    double perRecoverLimit = 0;
};

Sustained sustain(OwnNetwork& network, const std::vector<Bytes>& steps)
{
    std::vector<double> limits;
    const auto look = [&](std::span<const Bytes> some) {
        for (int run = 0; run < kRuns; ++run)
            limits.push_back(static_cast<double>(some.size()) / recoverSeconds(some, network.domain()));
    };
    look(std::span(steps).first(kIngestSteps));
    Sustained result;
    result.seconds = secondsOf([&] { network.submitInARow(steps); });
    look(std::span(steps).last(kIngestSteps));
    result.stepsPerSecond = static_cast<double>(steps.size()) / result.seconds;
    result.perRecoverLimit = result.stepsPerSecond / median(limits);
    return result;
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
    const auto steps = static_cast<double>(kIngestSteps);

    // Signed beforehand: as many as it takes at the pace of these turns.
    const auto many = static_cast<std::size_t>(kSustainedSeconds * steps / median(ingest));
    const Sustained members = sustain(network, senders.transfers(many));

    std::vector<Address> accounts(kAccounts);
    SeededRandom random(3);
    for (Address& each : accounts) random.fill(each.bytes);
    std::size_t next = 0;
    network.submit(senders.transfers(kAccounts, [&] { return accounts[next++]; }));
    const Sustained anybody =
        sustain(network, senders.transfers(many, [&] { return accounts[random.next() % accounts.size()]; }));

    return {{"per_recover_limit", members.perRecoverLimit},
            {"sustained_seconds", members.seconds},
            {"sustained_steps_per_second", members.stepsPerSecond},
            {"per_recover_limit_among_100000", anybody.perRecoverLimit},
            {"sustained_seconds_among_100000", anybody.seconds},
            {"sustained_steps_per_second_among_100000", anybody.stepsPerSecond},
            {"per_recover_limit_in_turns", median(recover) / median(ingest)},
            {"steps_per_second", steps / median(ingest)},
            {"recover_limit_per_second", steps / median(recover)},
            {"steps", kIngestSteps},
            {"steps_per_submit", node::kMaxSubmittedSteps},
            {"runs", kRuns}};
}

} // namespace stoa::bench
