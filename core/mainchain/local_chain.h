// SPDX-License-Identifier: MIT
// The embedded main chain: the rules of the contract in C++, kept in a store. Every accepted call is mined in
// a block of its own, written in one synced commit before it returns.
#pragma once

#include <memory>

#include "core/mainchain/signed_call.h"
#include "core/storage/grouped_store.h"

namespace stoa::mainchain {

/// Time stands still until advanceTo() moves it, and so it does while the program is not running: nothing
/// becomes late that nobody could have done. After an error of the store the next call reads everything anew.
/// A call after which the contract's money would not add up is not made (MoneyMismatch), nor is any after it.
class LocalChain final : public MainChain {
public:
    /// A new chain of this definition. Errors: StoreDamaged (the store is not empty; it stays as it is).
    static Result<std::unique_ptr<LocalChain>> create(storage::Store& store,
                                                      const rollup::NetworkDefinition& definition);
    /// The chain that the store holds, or null if it holds none. Errors: StoreDamaged.
    static Result<std::unique_ptr<LocalChain>> open(storage::Store& store);

    /// After a failed commit: reads what is really there. Every call does it first; the views do not.
    /// Errors: those of storage, MoneyMismatch.
    Result<void> refresh() override;
    /// Never backwards: an earlier time is ignored. Becomes durable with the next block.
    void advanceTo(Timestamp time);
    /// An empty block.
    Result<void> mine();
    /// Money from nowhere. Errors: LocalNetworkOnly (the definition has no faucet), AmountOverflow.
    Result<void> mint(const Address& to, Amount amount);
    /// For whoever asks from outside, towards a bond: no more than makes the balance one bond of each kind,
    /// and for all of them together no more than a hundred times the two bonds of the definition, of which
    /// one pair a day comes back. Errors: as mint, OverLimit.
    Result<void> mintForStranger(const Address& to, Amount amount);
    /// How much may still come to the sidechain out of nowhere: half of what can be minted at all, so that
    /// there is always something left for the bonds that answer for it.
    Amount mintable() const;

    /// Checks the signature and the number, then makes the call in the sender's name. Returns what it says,
    /// see signed_call.h. The sender's last call, made again, changes nothing and gets the same answer.
    /// Errors: WrongSigner, WrongNonce, InvalidArgument, Busy (too many messages wait), those of the call.
    Result<Bytes> perform(const SignedCall& call);
    /// Whether it is its sender's last call, made already, to which perform() only repeats the answer.
    Result<bool> hasPerformed(const SignedCall& call);
    /// The number that the account's next signed call must have.
    Result<std::uint64_t> callNumber(const Address& who);

    Result<void> join(const Address& who, Amount bond) override;
    Result<void> leave(const Address& who) override;
    Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) override;
    Result<std::uint64_t> force(const Address& from, const Bytes& step) override;
    void groupCalls() override { m_store.begin(); }
    /// After an error what is there is read anew, see refresh().
    Result<void> keepCalls() override;
    Result<rollup::Header> submit(const Address& who, const Submission& submission) override;
    Result<void> announce(const Address& who, const Hash& blind) override;
    Result<void> announceFor(const Address& key, const Address& owner, const Hash& blind) override;
    Result<void> appoint(const Address& owner, const Address& key, Amount allowance) override;
    Result<Verdict> challenge(const Address& who, const Challenge& challenge) override;
    Result<void> expire(const Address& who, const Hash& blind) override;
    Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to, Amount amount,
                       const Bytes& tape) override;
    Result<Amount> payout(const Address& who) override;

    const rollup::NetworkDefinition& definition() const override { return m_definition; }
    std::uint64_t blockNumber() const override { return m_meta.blockNumber; }
    Timestamp time() const override { return m_time; }
    std::uint64_t tip() const override { return m_meta.tip; }
    std::uint64_t rollbacks() const override { return m_meta.rollbacks; }
    std::uint64_t inboxCount() const override { return m_meta.inboxCount; }
    std::uint64_t eventCount() const override { return m_meta.eventCount; }
    Solvency solvency() const override;
    Amount requiredBond() const override;
    Result<Slot> slot() override;
    Result<rollup::Header> header(std::uint64_t number) override;
    Result<rollup::Header> keptHeader(std::uint64_t number) override;
    Result<Hash> headerHash(std::uint64_t number) override;
    Result<bool> isFinal(const rollup::Header& header) override;
    Result<rollup::Batch> batch(std::uint64_t number) override;
    Result<InboxMessage> inbox(std::uint64_t index) override;
    Result<Hash> inboxAcc(std::uint64_t count) override;
    Result<ChainAccount> account(const Address& who) override;
    Result<bool> isClaimed(const ObjectId& withdrawal) override;
    Result<Appointment> appointment(const Address& owner) override;
    Result<std::vector<Event>> events(std::uint64_t after, std::uint32_t count) override;

private:
    /// The contract's few variables and the chain's own.
    struct Meta {
        std::uint64_t blockNumber = 0;
        Hash blockHash;
        Timestamp time = 0;
        std::uint64_t tip = 0;
        std::uint64_t rollbacks = 0;
        std::uint64_t inboxCount = 0;
        std::uint64_t eventCount = 0;
        Timestamp penaltyUntil = 0;
        Amount minted = 0;
        Amount held = 0;
        Amount value = 0;
        Amount bonds = 0;
        Amount credits = 0;
        Amount burnt = 0;

        static constexpr auto fields(auto visit)
        {
            using T = Meta;
            return visit(field("blockNumber", &T::blockNumber), field("blockHash", &T::blockHash),
                         field("time", &T::time), field("tip", &T::tip), field("rollbacks", &T::rollbacks),
                         field("inboxCount", &T::inboxCount), field("eventCount", &T::eventCount),
                         field("penaltyUntil", &T::penaltyUntil), field("minted", &T::minted),
                         field("held", &T::held), field("value", &T::value), field("bonds", &T::bonds),
                         field("credits", &T::credits), field("burnt", &T::burnt));
        }
    };
    struct Announcement {
        std::uint64_t block = 0;
        Timestamp time = 0;
        Amount bond = 0;
        Address payer; ///< whose bond it is

        static constexpr auto fields(auto visit)
        {
            using T = Announcement;
            return visit(field("block", &T::block), field("time", &T::time), field("bond", &T::bond),
                         field("payer", &T::payer));
        }
    };
    /// All money that ever comes to the sidechain stays far below 2⁶⁴, so no sum of it can overflow.
    static constexpr Amount kMostMinted = Amount{1} << 62;
    static constexpr Amount kMostValue = kMostMinted / 2; ///< the rest is for bonds

    class Call;
    /// The signed call that is being made.
    struct Signed {
        Address from;
        std::uint64_t number = 0;
        Hash digest;
    };

    LocalChain(storage::Store& store, rollup::NetworkDefinition definition)
        : m_store(store)
        , m_definition(std::move(definition))
    {}

    Result<void> load();
    /// Whether what the contract holds is what it owes and what is burnt, and came from somewhere.
    static bool addsUp(const Meta& meta);
    using Notes = std::vector<std::pair<Bytes, Bytes>>; ///< records, each with its key
    Result<void> mintAndNote(const Address& to, Amount amount, const Notes& notes);
    /// Accumulators that an earlier version wrote held no times: they are computed anew.
    Result<void> renewInbox();
    Result<Bytes> dispatch(const SignedCall& call);
    /// Whether this header is one of the chain as it is now.
    Result<bool> isKept(const rollup::Header& header);
    Result<Verdict> proveAgain(const Address& who, const Challenge& challenge);
    /// Errors: NotAnnounced.
    Result<Announcement> announcement(const Address& who, const Hash& blind);
    /// The accumulator after the submission's messages. Errors: BadBatch.
    Result<Hash> checkInbox(const Submission& submission);
    Result<rollup::Batch> assemble(const Address& who, const Submission& submission);

    storage::GroupedStore m_store;
    rollup::NetworkDefinition m_definition;
    Meta m_meta;
    Timestamp m_time = 0;
    std::optional<Signed> m_signed;
    std::optional<Error> m_fault; ///< the money did not add up: no more calls are made
    bool m_isStale = false;       ///< a commit failed: what is in memory may not be what is stored
};

} // namespace stoa::mainchain
