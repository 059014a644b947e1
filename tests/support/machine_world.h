// SPDX-License-Identifier: MIT
// A small world to drive the machine in: people whose keys follow from their numbers, a clock that is set by
// hand, one tree. Every step that goes through it is also recorded and replayed from its tape, and the money
// is counted; whatever does not agree is kept in faults().
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/crypto/key_pair.h"
#include "core/mvm/contracts/collaboration_rules.h"
#include "core/mvm/machine.h"

namespace stoa::test {

/// People by number. Any other number is somebody too.
enum Who : std::size_t { kFounder, kAsker, kDoer, kArbitrator, kOutsider, kAggregator, kNewcomer, kTicket };

/// A step's bytes and where they come from.
struct Step {
    Bytes bytes;
    bool fromInbox = false;
};

/// A collaboration and its two sides.
struct Job {
    DacId dac;
    ObjectId id;
    std::size_t asker = kAsker;
    std::size_t doer = kDoer;
};

/// Whose key `person` has; always the same.
const crypto::KeyPair& keyOf(std::size_t person);
inline Address addressOf(std::size_t person) { return keyOf(person).address(); }
inline tx::Party partyOf(std::size_t person) { return tx::personParty(addressOf(person)); }

/// keccak of a text: an id of content that nobody has to have.
Hash contentOf(std::string_view text);

/// Money in all records of a tree.
Amount supplyOf(const state::Tree& tree);

/// One step as a watcher sees it.
struct Seen {
    const class MachineWorld& world;
    const mvm::BatchContext& context;
    const Step& step;
    const mvm::CheckedStep& checked;
    const Result<void>& result;
    const std::vector<state::Key>& read;    ///< in this order
    const std::vector<state::Key>& written; ///< put or erased, in this order
};

class MachineWorld {
public:
    using Watcher = std::function<void(const Seen&)>;

    MachineWorld();

    state::Tree tree;
    mvm::Rules rules; ///< periods of an hour to a year, three days to answer a dispute
    Timestamp now = 1'700'000'000;
    Address aggregator = test::addressOf(kAggregator);
    std::uint64_t batchNumber = 1;
    Watcher
        watch; ///< sees every step after it was applied; a watched world does not record, replay and count

    // ---- steps --------------------------------------------------------------------------------------

    /// The context in which the next step runs.
    mvm::BatchContext batch(bool fromInbox) const;

    /// With the next nonce of lane 0 and a day's validity, not signed.
    tx::Transaction transaction(std::size_t person, tx::Payload payload) const;
    Bytes sign(tx::Transaction transaction, std::size_t person) const;
    /// A step of `person`, signed.
    Step by(std::size_t person, tx::Payload payload) const;
    /// A step that nobody signs; from the inbox if its kind comes from the main chain.
    static Step unsignedStep(tx::Payload payload);
    static Step forced(const Step& inner);

    Result<void> apply(const Step& step);
    Result<void> send(std::size_t person, tx::Payload payload)
    {
        return apply(by(person, std::move(payload)));
    }
    Result<void> sendUnsigned(tx::Payload payload) { return apply(unsignedStep(std::move(payload))); }
    /// Digest of the last step that was applied.
    const Hash& digest() const { return m_digest; }

    /// For set-up: a refusal is a fault.
    void must(const Result<void>& result, const char* what);
    /// A deposit from the main chain.
    void money(std::size_t person, Amount amount);

    /// A record put there behind the machine's back; the money it makes or destroys is not a fault.
    template <typename R>
    void place(const state::Key& key, const R& record)
    {
        place(key, state::encodeRecord(record));
    }
    void place(const state::Key& key, Bytes record);
    void remove(const state::Key& key);

    // ---- reading ------------------------------------------------------------------------------------

    template <typename R>
    std::optional<R> read(const state::Key& key) const
    {
        const ByteView* bytes = tree.get(key);
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }
    state::Account account(std::size_t person) const;
    Amount balance(std::size_t person) const { return account(person).balance; }
    state::Charter charter(const DacId& dac) const;
    state::Purse purse(const DacId& dac) const;
    /// As it is now, deadlines included.
    mvm::Standing standing(const Job& job) const;
    state::Collaboration collaboration(const Job& job) const { return standing(job).collaboration; }
    state::CollaborationState stateOf(const Job& job) const { return standing(job).state(); }
    /// The newest case as it is stored.
    state::Case storedCase(const Job& job, std::uint8_t round = 1) const;

    // ---- a company and its collaborations -----------------------------------------------------------

    /// Tax 5 %, deposits of at least 5 tokens and 10 % of the reward, a court of one person (fee 2 tokens).
    static tx::CreateDac terms();
    /// Founded by kFounder.
    DacId company(const tx::CreateDac& creation = terms());
    /// Invites with a ticket of its own and joins.
    void join(const DacId& dac, std::size_t person, tx::Role role = tx::Role::Member);
    static tx::Invite invite(const DacId& dac, Timestamp expires, tx::Role role = tx::Role::Member);
    /// Uses kTicket's key.
    tx::Join joining(const DacId& dac, std::size_t person) const;
    /// A company of kFounder with kAsker and kDoer as members, everybody with a thousand tokens.
    DacId readyCompany(const tx::CreateDac& creation = terms());

    /// Reward 100, deposits 20 and 30 tokens; three days to answer, ten to work.
    tx::Propose proposal(const DacId& dac, std::size_t doer = kDoer) const;
    tx::Accept acceptance(const Job& job) const;
    tx::Cancel cancelling(const Job& job) const;
    tx::Deliver delivery(const Job& job, std::string_view what = "the work") const;
    tx::RequestChanges changes(const Job& job) const;
    tx::Approve approval(const Job& job) const;
    tx::Dispute dispute(const Job& job, Amount claim) const;
    tx::Answer answer(const Job& job, Amount counterClaim) const;
    tx::RevealRuling ruling(const Job& job, Amount amount) const;
    static tx::Settle payout(const Job& job);
    static tx::Settle casePayout(const Job& job, std::uint8_t round = 1);
    static tx::Settle invitePayout(const DacId& dac, const Address& ticket);

    Job propose(const DacId& dac);
    /// A collaboration brought to `state` on the shortest way; Disputed: by the asker, from Delivered.
    Job jobIn(state::CollaborationState state, const DacId& dac);
    Job jobIn(state::CollaborationState state) { return jobIn(state, readyCompany()); }

    // ---- what went wrong ----------------------------------------------------------------------------

    /// One line each; empty while everything agrees.
    const std::string& faults() const { return m_faults; }
    /// The longest tape so far, in accesses.
    std::size_t mostAccesses() const { return m_mostAccesses; }
    std::size_t steps() const { return m_steps; }

private:
    void fault(const std::string& what);
    Result<void> applyWatched(const Step& step);

    Hash m_digest;
    Amount m_supply = 0;
    std::size_t m_steps = 0;
    std::size_t m_mostAccesses = 0;
    std::string m_faults;
};

} // namespace stoa::test
