// SPDX-License-Identifier: MIT
// What the rollup's contract on the main chain can do, whichever chain that is: take bonds, messages and
// batches, hear challenges, pay out what is final.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/crypto/recoverable_signature.h"
#include "core/rollup/batch.h"
#include "core/rollup/network_definition.h"
#include "core/state/tree.h"

namespace stoa::mainchain {

/// What `submit` is called with. The contract computes the header.
struct Submission {
    rollup::Header parent;
    Hash expectedInboxAcc; ///< of all messages consumed afterwards: guards against a reordered main chain
    Timestamp time = 0;
    std::vector<Hash> inboxHashes; ///< messageHash of the messages consumed, in order
    std::vector<Bytes> txs;        ///< the other steps
    std::vector<Hash> roots;       ///< after each step
};

/// What `challenge` is called with.
struct Challenge {
    rollup::Header header;
    std::uint32_t step = 0;
    rollup::StepOpening pre; ///< of step − 1; not looked at for step 0
    rollup::StepOpening cur;
    Bytes txBytes;
    Bytes tape;
    Hash salt; ///< that the announcement hid
};

/// Everything that the main chain needs to run that step of the batch again. `before`: the state before it.
Challenge challengeOf(const rollup::Batch& batch, std::uint32_t step, state::Tree before,
                      const mvm::Rules& rules, const Hash& salt);

/// Of a challenge. A fraud with a computed root of zero had been proved before, by somebody else: then
/// nothing is paid or burnt, and only the announcement's bond has come back.
struct Verdict {
    bool isFraud = false;
    Hash computed;
    Hash posted;
    Amount paid = 0; ///< to the winner, from the loser's bond
    Amount burnt = 0;
};

/// A message for the sidechain. Its step's bytes start with its kind and its index.
struct InboxMessage {
    std::uint64_t index = 0;
    Timestamp time = 0;
    Bytes step;
};

struct ChainAccount {
    Amount balance = 0; ///< on the main chain, outside of the contract
    Amount bond = 0;    ///< as an aggregator
    Timestamp lockedUntil = 0;
    Amount credit = 0; ///< that payout() hands over, but for the allowance of an appointment
    std::uint8_t isSlashed = 0;

    static constexpr auto fields(auto visit)
    {
        using T = ChainAccount;
        return visit(field("balance", &T::balance), field("bond", &T::bond),
                     field("lockedUntil", &T::lockedUntil), field("credit", &T::credit),
                     field("isSlashed", &T::isSlashed));
    }
};

/// Who may announce and challenge with an owner's credit, and with how much of it. Such a key moves no money:
/// whatever it wins or gets back is the owner's.
struct Appointment {
    Address key;          ///< zero: nobody
    Amount allowance = 0; ///< of the owner's credit, that is not at stake and not lost

    static constexpr auto fields(auto visit)
    {
        return visit(field("key", &Appointment::key), field("allowance", &Appointment::allowance));
    }
};

struct Event {
    static constexpr std::size_t kKinds = 14;
    enum class What : std::uint8_t {
        Joined = 1,
        Left,
        Deposited,
        Forced,
        Submitted,
        Announced,
        ProvedWrong, ///< a challenge found a wrong root
        ProvedRight, ///< a challenge was itself wrong
        RolledBack,
        Slashed,
        Expired,
        Claimed,
        Appointed,
        Returned ///< the bond of an announcement whose step, or a later one, somebody else proved wrong first
    };
    std::uint64_t id = 0; ///< from 1, rises by one
    std::uint8_t what = 0;
    Timestamp time = 0;
    std::uint64_t number = 0; ///< batch, or message of the inbox
    Address who;
    Amount paid = 0;
    Amount burnt = 0;

    static constexpr auto fields(auto visit)
    {
        using T = Event;
        return visit(field("id", &T::id), field("what", &T::what), field("time", &T::time),
                     field("number", &T::number), field("who", &T::who), field("paid", &T::paid),
                     field("burnt", &T::burnt));
    }
};
static_assert(Event::kKinds == static_cast<std::size_t>(Event::What::Returned));

/// Where the contract's money is. held = value + bonds + credits + burnt, always.
struct Solvency {
    Amount held = 0;
    Amount value = 0; ///< deposited and not claimed: what backs the sidechain
    Amount bonds = 0; ///< of aggregators and announcements
    Amount credits = 0;
    Amount burnt = 0;
};

/// Whose turn it is to submit: the last aggregator's for a time after each of its batches.
struct Slot {
    Address who; ///< alone may submit; zero: anybody with a bond
    Timestamp until = 0;
};

/// What the accumulator takes in of a message: keccak(index ‖ time ‖ keccak(step)), each in a word.
Hash messageHash(const InboxMessage& message);

/// keccak(sender ‖ number ‖ step ‖ salt), each in a word: an announcement that does not say whom it is about.
Hash blindOf(const Address& sender, std::uint64_t number, std::uint32_t step, const Hash& salt);

/// Amounts in gwei; times in seconds of the main chain. A call that is refused has changed nothing. Errors of
/// every function: those of storage or network.
class MainChain {
public:
    virtual ~MainChain() = default;

    using Sign = std::function<crypto::RecoverableSignature(const Hash& digest)>;
    /// From here on `sign` signs the calls of `who`, on a chain that asks for signatures. It must stay good
    /// for as long as calls are made in that name.
    virtual void signFor(const Address& who, Sign sign);

    // ---- aggregators
    /// bond += amount. Errors: NotPermitted (slashed once), BelowMinimum (less than the definition's
    /// aggregatorBond in all), InsufficientBalance.
    virtual Result<void> join(const Address& who, Amount bond) = 0;
    /// The bond becomes credit. Errors: NotBonded, TooEarly (a batch of its own is not final yet).
    virtual Result<void> leave(const Address& who) = 0;

    // ---- to the sidechain
    /// Returns the message's index. Errors: InsufficientBalance, OutOfRange, AmountOverflow.
    virtual Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) = 0;
    /// A step that no aggregator can leave out. Costs the definition's forceFee, which stays with the
    /// contract, so that nobody fills the inbox for nothing. Errors: TooLarge, WrongLength (empty),
    /// InsufficientBalance.
    virtual Result<std::uint64_t> force(const Address& from, const Bytes& step) = 0;

    // ---- batches
    /// Errors: WrongParent, NotBonded, BondTooSmall, NotYourSlot, BadBatch.
    virtual Result<rollup::Header> submit(const Address& who, const Submission& submission) = 0;

    // ---- disputes
    /// Errors: InsufficientBalance, AlreadyExists.
    virtual Result<void> announce(const Address& who, const Hash& blind) = 0;
    /// As announce, with credit of `owner`, who has appointed `key`. From then on everything that the
    /// challenge brings is the owner's, also if the key is dismissed meanwhile. The blind names the key as
    /// the sender. Errors: NotPermitted (not appointed), InsufficientBalance (of credit or allowance),
    /// AlreadyExists.
    virtual Result<void> announceFor(const Address& key, const Address& owner, const Hash& blind);
    /// Puts `key` in the place of whoever was appointed before, and lets it stake `allowance` of the owner's
    /// credit, which is filled up from the balance if it is less. Zero: nobody; the allowance must be zero,
    /// too. Errors: InsufficientBalance, BelowMinimum (less than one bond of a challenger), OutOfRange.
    virtual Result<void> appoint(const Address& owner, const Address& key, Amount allowance);
    /// Judges one step and settles the challenge: the wrong side loses its bond, half to the other side, half
    /// burnt; a wrong batch and all after it are rolled back. Where somebody else has proved this step of
    /// this header wrong since it was announced, or a later one, nothing but header, step and salt is looked
    /// at, and the bond of the announcement returns. Errors: RolledBack (not a batch of the chain),
    /// AlreadyFinal, NotAnnounced, TooEarly, OutOfRange, BadWitness (nobody is punished).
    virtual Result<Verdict> challenge(const Address& who, const Challenge& challenge) = 0;
    /// Burns the bond of an announcement that was not used in time. Errors: NotAnnounced, TooEarly.
    virtual Result<void> expire(const Address& who, const Hash& blind) = 0;

    // ---- back to the main chain
    /// Credits a withdrawal that the state of a final batch proves. Errors: NotFinal, BadWitness,
    /// AlreadyClaimed.
    virtual Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to,
                               Amount amount, const Bytes& tape) = 0;
    /// Hands over to `who` its credit, but for what it has set aside for a key that challenges (the allowance
    /// of its appointment), and returns how much it was. Anybody may call it.
    virtual Result<Amount> payout(const Address& who) = 0;

    // ---- views
    virtual const rollup::NetworkDefinition& definition() const = 0;
    /// Whether what it says comes from another computer. What cannot be then is a lie of that one, and no
    /// damage here.
    virtual bool isElsewhere() const { return false; }
    virtual std::uint64_t blockNumber() const = 0;
    virtual Timestamp time() const = 0;
    virtual std::uint64_t tip() const = 0; ///< newest batch; 0: none but genesis
    virtual std::uint64_t rollbacks() const = 0;
    virtual std::uint64_t inboxCount() const = 0;
    virtual std::uint64_t eventCount() const = 0;
    virtual Solvency solvency() const = 0;
    /// What an aggregator's bond must be at least, given the value that is held.
    virtual Amount requiredBond() const = 0;

    virtual Result<Slot> slot();

    /// Brings up to date what is known of the chain, where that may be behind; the other views may show what
    /// was known then.
    virtual Result<void> refresh() { return {}; }
    /// Of a batch up to the tip. Errors: NotFound.
    virtual Result<rollup::Header> header(std::uint64_t number) = 0;
    /// The same, also of one that was rolled back and not replaced yet, where that is remembered.
    virtual Result<rollup::Header> keptHeader(std::uint64_t number) { return header(number); }
    virtual Result<Hash> headerHash(std::uint64_t number) = 0;
    virtual Result<bool> isFinal(const rollup::Header& header) = 0;
    /// The batch with the bytes of all steps. Errors: NotFound.
    virtual Result<rollup::Batch> batch(std::uint64_t number) = 0;
    /// Errors: NotFound.
    virtual Result<InboxMessage> inbox(std::uint64_t index) = 0;
    /// The accumulator over the first `count` messages: acc(0) = 0, acc(n+1) = keccak(acc(n) ‖
    /// messageHash(n)). The time is in it, because the time decides when a message has to be consumed.
    virtual Result<Hash> inboxAcc(std::uint64_t count) = 0;
    virtual Result<ChainAccount> account(const Address& who) = 0;
    /// Whether that withdrawal was claimed. Errors: NotSupported.
    virtual Result<bool> isClaimed(const ObjectId&) { return ErrorCode::NotSupported; }
    /// By `owner`; of a zero key if there is none.
    virtual Result<Appointment> appointment(const Address& owner);
    /// Events with ids above `after`, oldest first.
    virtual Result<std::vector<Event>> events(std::uint64_t after, std::uint32_t count) = 0;

    // ---- where this program keeps the chain itself
    /// From here to keepCalls() a power cut may take what is called, from some call on: whoever makes several
    /// waits for the disk once. Nobody must be told of them before. A chain that others keep does nothing
    /// here.
    virtual void groupCalls() {}
    virtual Result<void> keepCalls() { return {}; }
};

/// What a main chain has said that cannot be: BadAnswer if it is elsewhere, otherwise StoreDamaged.
Error impossible(const MainChain& chain, const char* what);

/// Whether `submit` would take a batch of `who` now, as far as that depends on who it is. Errors: NotBonded,
/// BondTooSmall, NotYourSlot.
Result<void> maySubmit(MainChain& chain, const Address& who);

/// The newest batch that cannot be challenged any more; 0 if there is none. `known` is one that was final
/// before: finality is never lost.
Result<std::uint64_t> finalBatchOf(MainChain& chain, std::uint64_t known = 0);

} // namespace stoa::mainchain
