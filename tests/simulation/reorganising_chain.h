// SPDX-License-Identifier: MIT
// A main chain that changes its mind: its last calls can be undone and made again in another order, or not at
// all, as when a chain of blocks is replaced by a longer one.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "core/base/random.h"
#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"

namespace stoa::test {

/// A map in memory that can go back.
class UndoStore final : public storage::Store {
public:
    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override;
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override;
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override;

    // ---- what goes wrong

    /// The `nth` commit from now fails, once; whether it was written all the same.
    void failSoon(std::size_t nth, bool isWritten)
    {
        m_failAt = nth;
        m_isWritten = isWritten;
    }
    void setFull(bool isFull) { m_isFull = isFull; }
    bool isFull() const { return m_isFull; }
    /// What a power cut does: what was committed since the last synced commit is gone. So many commits.
    std::size_t loseUnsynced();

    /// That changed something; an empty one only waits for the disk.
    std::uint64_t commits() const { return m_commits; }
    /// As it was before the newest `count` commits, of those that are remembered.
    void undo(std::size_t count);

private:
    using Changes = std::vector<std::pair<Bytes, std::optional<Bytes>>>;
    void apply(const storage::WriteBatch& batch);

    std::map<Bytes, Bytes> m_values;
    std::deque<Changes> m_undo; ///< oldest first
    std::uint64_t m_commits = 0;
    std::size_t m_unsynced = 0;
    std::size_t m_failAt = 0; ///< 0: none does
    bool m_isWritten = false;
    bool m_isFull = false;
};

/// One chain that all nodes share. Calls that were accepted are remembered for a while.
class ReorganisingChain final : public mainchain::MainChain {
public:
    explicit ReorganisingChain(const rollup::NetworkDefinition& definition);

    void advanceTo(Timestamp time) { m_chain->advanceTo(time); }
    Result<void> mine();
    Result<void> mint(const Address& to, Amount amount);

    struct Reorganisation {
        std::size_t undone = 0;
        std::size_t lost = 0; ///< calls that are not there any more, because left out or now refused
    };
    /// Undoes up to `most` calls that are not older than `age`, and makes them again: shuffled, or some of
    /// them left out.
    Reorganisation reorganise(SeededRandom& random, std::size_t most, Seconds age);

    /// The disk that it lies on.
    UndoStore& disk() { return m_store; }
    /// Its computer starts again. So many calls are gone that nobody had been told of. Absent: one is gone
    /// that somebody had.
    std::optional<std::size_t> powerIsBack();
    /// How often calls have gone with a power cut, or batches because a reorganisation left them out.
    std::uint64_t losses() const { return m_losses; }
    /// Somebody was told of all that has been called so far.
    void wasTold() { m_told = m_chain->blockNumber(); }
    /// Calls that were made in groups.
    std::uint64_t groupedCalls() const { return m_groupedCalls; }
    /// From here on the end of a group is said to be on the disk, and is not.
    void forgetToKeep() { m_forgetsToKeep = true; }
    /// Whether it is what somebody reads who opens it now.
    bool isAsStored();

    /// Whether `who` has an open announcement of these words.
    bool isAnnounced(const Address& who, const Hash& blind)
    {
        const auto found = m_store.get(mainchain::announcementKey(who, blind));
        return found && *found;
    }

    /// Told of each announcement and of each challenge before it is made: what waits to be mined can be read
    /// by all.
    std::function<void(const Address& who, const Hash& blind)> onAnnounce;
    std::function<void(const Address& who, const mainchain::Challenge& challenge)> onChallenge;
    /// Told when a group of calls ends: before it is kept, and once it is.
    std::function<void()> onKeep;
    std::function<void()> onKept;
    /// Told afterwards what has become of an announcement.
    std::function<void(const Address& who, const Hash& blind, const Result<void>& result)> onAnnounced;

    Result<void> refresh() override { return m_chain->refresh(); }
    void groupCalls() override;
    Result<void> keepCalls() override;
    Result<void> join(const Address& who, Amount bond) override;
    Result<void> leave(const Address& who) override;
    Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) override;
    Result<std::uint64_t> force(const Address& from, const Bytes& step) override;
    Result<rollup::Header> submit(const Address& who, const mainchain::Submission& submission) override;
    Result<void> announce(const Address& who, const Hash& blind) override;
    Result<mainchain::Verdict> challenge(const Address& who, const mainchain::Challenge& challenge) override;
    Result<void> expire(const Address& who, const Hash& blind) override;
    Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to, Amount amount,
                       const Bytes& tape) override;
    Result<Amount> payout(const Address& who) override;

    const rollup::NetworkDefinition& definition() const override { return m_definition; }
    std::uint64_t blockNumber() const override { return m_chain->blockNumber(); }
    Timestamp time() const override { return m_chain->time(); }
    std::uint64_t tip() const override { return m_chain->tip(); }
    std::uint64_t rollbacks() const override { return m_chain->rollbacks(); }
    std::uint64_t inboxCount() const override { return m_chain->inboxCount(); }
    std::uint64_t eventCount() const override { return m_chain->eventCount(); }
    mainchain::Solvency solvency() const override { return m_chain->solvency(); }
    Amount requiredBond() const override { return m_chain->requiredBond(); }
    Result<rollup::Header> header(std::uint64_t number) override { return m_chain->header(number); }
    Result<Hash> headerHash(std::uint64_t number) override { return m_chain->headerHash(number); }
    Result<bool> isFinal(const rollup::Header& header) override { return m_chain->isFinal(header); }
    Result<rollup::Batch> batch(std::uint64_t number) override { return m_chain->batch(number); }
    Result<mainchain::InboxMessage> inbox(std::uint64_t index) override { return m_chain->inbox(index); }
    Result<Hash> inboxAcc(std::uint64_t count) override { return m_chain->inboxAcc(count); }
    Result<mainchain::ChainAccount> account(const Address& who) override { return m_chain->account(who); }
    Result<std::vector<mainchain::Event>> events(std::uint64_t after, std::uint32_t count) override
    {
        return m_chain->events(after, count);
    }
    Result<rollup::Header> keptHeader(std::uint64_t number) override { return m_chain->keptHeader(number); }
    Result<mainchain::Slot> slot() override { return m_chain->slot(); }
    Result<bool> isClaimed(const ObjectId& withdrawal) override { return m_chain->isClaimed(withdrawal); }

private:
    struct Call {
        std::function<bool(mainchain::LocalChain&)> again; ///< true: it was accepted
        Timestamp time = 0;
        std::size_t commits = 0;
    };
    template <typename Make>
    auto recorded(Make make);
    void reopen();

    rollup::NetworkDefinition m_definition;
    UndoStore m_store;
    std::unique_ptr<mainchain::LocalChain> m_chain;
    std::deque<Call> m_calls; ///< oldest first
    std::uint64_t m_told = 0; ///< the newest block that somebody was told of
    std::uint64_t m_groupedCalls = 0;
    std::uint64_t m_losses = 0;
    bool m_isGrouping = false;
    bool m_forgetsToKeep = false;
};

} // namespace stoa::test
