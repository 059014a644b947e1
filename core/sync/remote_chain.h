// SPDX-License-Identifier: MIT
// The main chain when another program hosts it: views are asked for and kept, calls are signed here and made
// there.
#pragma once

#include <map>

#include "core/mainchain/signed_call.h"
#include "core/sync/chain_codec.h"
#include "core/sync/transport.h"

namespace stoa::sync {

/// Every question blocks for one answer, within the transport's time. What needs no Result is as refresh() or
/// the last call found it, so between two refreshes the chain stands still here; an answer that shows that it
/// was rolled back meanwhile is Busy.
///
/// Checked: that headers continue each other, that a batch is what its header says, that the accumulator is
/// over the messages. Believed: that the hosting program plays by the contract's rules.
///
/// Errors of every function besides its own: Offline (the chain is away: later it may be back), BadAnswer,
/// WrongNetwork (the chain of another definition is hosted there), NotSupported (none is).
class RemoteChain final : public mainchain::MainChain {
public:
    /// The transport must outlive it.
    RemoteChain(Transport& transport, std::string url, rollup::NetworkDefinition definition);

    /// Asks where the chain stands.
    Result<void> refresh() override;
    /// Money from nowhere. Errors: LocalNetworkOnly (the definition has no faucet), OverLimit (more than an
    /// operator needs).
    Result<void> faucet(const Address& to, Amount amount);

    bool isElsewhere() const override { return true; }
    void signFor(const Address& who, Sign sign) override;

    Result<void> join(const Address& who, Amount bond) override;
    Result<void> leave(const Address& who) override;
    Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) override;
    Result<std::uint64_t> force(const Address& from, const Bytes& step) override;
    Result<rollup::Header> submit(const Address& who, const mainchain::Submission& submission) override;
    Result<void> announce(const Address& who, const Hash& blind) override;
    Result<void> announceFor(const Address& key, const Address& owner, const Hash& blind) override;
    Result<void> appoint(const Address& owner, const Address& key, Amount allowance) override;
    Result<mainchain::Verdict> challenge(const Address& who, const mainchain::Challenge& challenge) override;
    /// Signed by `who`, although anybody may.
    Result<void> expire(const Address& who, const Hash& blind) override;
    /// Signed by any key that is known here.
    Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to, Amount amount,
                       const Bytes& tape) override;
    Result<Amount> payout(const Address& who) override;

    const rollup::NetworkDefinition& definition() const override { return m_definition; }
    std::uint64_t blockNumber() const override { return m_info.block; }
    Timestamp time() const override { return m_info.time; }
    std::uint64_t tip() const override { return m_info.tip; }
    std::uint64_t rollbacks() const override { return m_info.rollbacks; }
    std::uint64_t inboxCount() const override { return m_info.inbox; }
    std::uint64_t eventCount() const override { return m_info.events; }
    mainchain::Solvency solvency() const override { return m_info.money; }
    Amount requiredBond() const override { return m_info.requiredBond; }
    Result<mainchain::Slot> slot() override { return m_info.slot; }
    Result<rollup::Header> header(std::uint64_t number) override;
    Result<Hash> headerHash(std::uint64_t number) override;
    Result<bool> isFinal(const rollup::Header& header) override;
    Result<rollup::Batch> batch(std::uint64_t number) override;
    Result<mainchain::InboxMessage> inbox(std::uint64_t index) override;
    Result<Hash> inboxAcc(std::uint64_t count) override;
    Result<mainchain::ChainAccount> account(const Address& who) override;
    Result<bool> isClaimed(const ObjectId& withdrawal) override;
    Result<mainchain::Appointment> appointment(const Address& owner) override;
    Result<std::vector<mainchain::Event>> events(std::uint64_t after, std::uint32_t count) override;

private:
    Result<nlohmann::json> ask(std::string_view method, nlohmann::json params);
    Result<void> take(const ChainInfo& info);
    Result<Bytes> call(mainchain::Method method, const Address& from, Bytes arguments);
    Result<void> callForNothing(mainchain::Method method, const Address& from, Bytes arguments);
    Result<ChainAccountInfo> accountInfo(const Address& who);
    Result<void> fetchHeaders(std::uint64_t from);
    Result<const ChainMessage*> message(std::uint64_t index);

    Transport& m_transport;
    std::string m_url;
    rollup::NetworkDefinition m_definition;
    Hash m_definitionHash;
    ChainInfo m_info;
    std::map<std::uint64_t, rollup::Header> m_headers; ///< as of m_info.rollbacks
    std::map<Hash, rollup::Batch> m_batches;           ///< by the hash of the header; a few
    std::map<std::uint64_t, ChainMessage> m_messages;
    std::map<Address, Sign> m_signers;
    /// Calls whose answers were not heard: they may have been made. Made again they get the same answer.
    std::map<Address, mainchain::SignedCall> m_unanswered;
};

} // namespace stoa::sync
