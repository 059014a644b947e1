// SPDX-License-Identifier: MIT
// Sustained durable ingest: signed transfers in, and for each block a signature check, execution, a root
// for every step and one synced commit. Against what two threads of bare ecdsa_recover do here and now.
// Whoever signs has signed before, as under load: such signatures are checked together.
#include <cstdio>
#include <filesystem>

#include <QTemporaryDir>

#include "core/base/random.h"
#include "core/crypto/key_pair.h"
#include "core/mainchain/local_chain.h"
#include "core/operator/aggregator.h"
#include "core/rollup/network_definition.h"
#include "core/storage/commit_marker.h"
#include "core/storage/leveldb_store.h"
#include "core/storage/memory_store.h"
#include "core/tx/transaction.h"
#include "tests/bench/anvil_peer.h"

namespace stoa::bench {
namespace {

constexpr std::size_t kSenders = 64;
constexpr std::size_t kSteps = kIngestSteps;
constexpr std::size_t kSubmitted = 4096; ///< a queue that is never empty, as under load
constexpr int kRuns = 3;

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "The measurement failed: %s %s\n",
                     std::string(name(result.error().code)).c_str(), result.error().detail.c_str());
        std::exit(1);
    }
    return *std::move(result);
}

void must(Result<void> result)
{
    if (!result) (void)must(Result<int>(result.error()));
}

struct Workload {
    std::vector<Bytes> steps;
    std::vector<crypto::SignedDigest> signatures;
};

Workload makeTransfers(const std::vector<crypto::KeyPair>& keys, const Hash& domain, Timestamp now,
                       std::uint32_t round)
{
    Workload load;
    const auto perSender = static_cast<std::uint32_t>(kSteps / kSenders);
    for (std::uint32_t nonce = 0; nonce < perSender; ++nonce) {
        for (std::size_t i = 0; i < kSenders; ++i) {
            tx::Transaction transfer;
            transfer.envelope = {keys[i].address(), 0, round * perSender + nonce, now + kDay};
            transfer.payload = tx::Transfer{keys[(i * 7 + nonce + 1) % kSenders].address(), 1};
            const Hash digest = tx::digestOf(transfer, domain);
            transfer.signature = keys[i].sign(digest);
            load.steps.push_back(tx::encode(transfer));
            load.signatures.push_back({digest, transfer.signature});
        }
    }
    return load;
}

} // namespace

nlohmann::json measureIngest()
{
    SeededRandom random(1);
    const SystemClock clock;
    const rollup::NetworkDefinition definition = rollup::localDefinition({}, clock.now(), false);
    const Hash domain = definition.rules().domain;
    std::vector<crypto::KeyPair> keys;
    for (std::size_t i = 0; i < kSenders; ++i) keys.push_back(crypto::KeyPair::generate(random));

    QTemporaryDir folder;
    const auto path = [&](const char* store) {
        return std::filesystem::path(folder.path().toStdString()) / store;
    };
    const auto chainStore = must(storage::LevelDbStore::open(path("chain"), storage::Contents::Signatures));
    // As a data folder opens it: with the marker beside it that notices a lost end.
    const auto stateStore = must(storage::MarkedStore::open(
        must(storage::LevelDbStore::open(path("state"), storage::Contents::Signatures)),
        path("state.marker")));
    const auto chain = must(mainchain::LocalChain::create(*chainStore, definition));
    const auto fund = [&](const Address& who, Amount amount) { return chain->mint(who, amount); };
    mvm::SignerMemo memo; // as every node has one
    const auto aggregator = must(node::Aggregator::open({*stateStore, *chain, random, fund, &memo}));
    for (const crypto::KeyPair& key : keys) {
        must(chain->mint(key.address(), 1000 * kToken));
        must(chain->deposit(key.address(), key.address(), 1000 * kToken));
    }
    must(aggregator->takeInbox());

    std::vector<double> ingest;
    std::vector<double> recover;
    for (int run = 0; run < kRuns; ++run) {
        const Workload load = makeTransfers(keys, domain, chain->time(), static_cast<std::uint32_t>(run));
        recover.push_back(secondsOf([&] {
            for (const auto& signer : crypto::recoverSigners(load.signatures, 2)) must(signer);
        }));
        ingest.push_back(secondsOf([&] {
            for (std::size_t from = 0; from < load.steps.size(); from += kSubmitted) {
                const std::size_t count = std::min(kSubmitted, load.steps.size() - from);
                for (const auto& status :
                     must(aggregator->submit(std::span<const Bytes>(load.steps).subspan(from, count))))
                    if (status.stage != node::StepStatus::Stage::Included)
                        must(Result<void>(status.refusal.value_or(ErrorCode::Internal)));
            }
        }));
        AnvilPeer::shared().run();
    }
    const double steps = static_cast<double>(kSteps);
    return {{"per_recover_limit", median(recover) / median(ingest)},
            {"steps_per_second", steps / median(ingest)},
            {"recover_limit_per_second", steps / median(recover)},
            {"steps", kSteps},
            {"steps_per_submit", kSubmitted},
            {"runs", kRuns}};
}

} // namespace stoa::bench
