// SPDX-License-Identifier: MIT
// What the measurements of steps share: people with keys, the steps they sign before any clock runs, and a
// network of one aggregator on disk to run them.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <QTemporaryDir>

#include "core/base/random.h"
#include "core/crypto/key_pair.h"
#include "core/engine/data_folder.h"
#include "core/mainchain/local_chain.h"
#include "core/operator/aggregator.h"
#include "core/operator/steps_ahead.h"
#include "core/tx/transaction.h"

namespace stoa::bench {

inline constexpr std::size_t kSenders = 64;

/// Ends the program: a measurement that went wrong has no figure.
[[noreturn]] void giveUp(const Error& error);

template <typename T>
T must(Result<T> result)
{
    if (!result) giveUp(result.error());
    return *std::move(result);
}
inline void must(Result<void> result)
{
    if (!result) giveUp(result.error());
}

/// kSenders people and one who founds a company. They sign with the nonces that come next.
class Senders {
public:
    Senders(const Hash& domain, Timestamp now);

    /// Everybody, the founder at the end.
    std::vector<Address> addresses() const;
    /// `next` says whom the next transfer, of one gwei, goes to.
    std::vector<Bytes> transfers(std::size_t count, const std::function<Address()>& next);
    /// To one another. Here and in proposals() everybody signs in turn.
    std::vector<Bytes> transfers(std::size_t count);
    /// Founds the company, and everybody joins; to be run before proposals().
    std::vector<Bytes> company();
    /// Proposals of collaborations, which lock the reward and a deposit: the escrow call of the peer.
    std::vector<Bytes> proposals(std::size_t count);

private:
    Bytes sign(std::size_t person, tx::Payload payload);

    Hash m_domain;
    Timestamp m_now;
    std::vector<crypto::KeyPair> m_keys;
    std::vector<std::uint32_t> m_nonces;
    std::size_t m_turn = 0;
    DacId m_company;
};

/// A main chain and an aggregator, each with a durable store as in a data folder.
class OwnNetwork {
public:
    OwnNetwork();

    /// Deposits and waits until they are there.
    void fund(const std::vector<Address>& people, Amount each);
    /// Runs steps, at most `atOnce` in a submit. All must be included.
    void submit(std::span<const Bytes> steps, std::size_t atOnce = node::kMaxSubmittedSteps);
    /// As one caller would who hands in the next ones before it has heard of the last: they wait for their
    /// turn while those run, as they do in the engine.
    void submitInARow(std::span<const Bytes> steps);

    const Hash& domain() const { return m_domain; }
    node::Aggregator& aggregator() { return *m_aggregator; }
    mainchain::LocalChain& chain() { return *m_chain; }
    engine::DataFolder& folder() { return m_data; }
    Random& random() { return m_random; }
    std::function<Result<void>(const Address&, Amount)> mint();

private:
    QTemporaryDir m_folder;
    engine::DataFolder m_data;
    SeededRandom m_random;
    Hash m_domain;
    std::shared_ptr<mvm::SignerMemo> m_memo = std::make_shared<mvm::SignerMemo>(); ///< as every node has one
    std::unique_ptr<storage::Store> m_chainStore;
    std::unique_ptr<storage::Store> m_stateStore;
    std::unique_ptr<mainchain::LocalChain> m_chain;
    std::unique_ptr<node::Aggregator> m_aggregator;
    std::unique_ptr<node::StepsAhead> m_ahead;
};

} // namespace stoa::bench
