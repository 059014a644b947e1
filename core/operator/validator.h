// SPDX-License-Identifier: MIT
// Who checks: recomputes every posted batch from what the main chain holds, and challenges the first root
// that is wrong.
#pragma once

#include <functional>
#include <memory>

#include "core/crypto/key_pair.h"
#include "core/mainchain/main_chain.h"
#include "core/mvm/machine.h"
#include "core/operator/batches_ahead.h"
#include "core/operator/node_service.h"
#include "core/operator/state_store.h"

namespace stoa::node {

/// Runs the steps of `batch` on `tree` and compares each root. Absent: all are as claimed, and `tree` is the
/// state afterwards. Otherwise the first wrong step; `tree` is then the state before it. A step that
/// would make or lose money does nothing, as before the referee: who challenges must not stop at it, or the
/// next lie would stand.
std::optional<std::uint32_t> firstWrongStep(const rollup::Batch& batch, const mvm::Rules& rules,
                                            state::Tree& tree);
/// The same for whoever has looked at the steps already: `checked(i)` is step i.
std::optional<std::uint32_t>
firstWrongStep(const rollup::Batch& batch, const mvm::Rules& rules, state::Tree& tree,
               const std::function<const mvm::CheckedStep&(std::uint32_t)>& checked);

/// Has a state, a key and a bond of its own, and believes nobody. After an error of storage the object must
/// be opened anew.
class Validator {
public:
    struct Setup {
        storage::Store& store;
        mainchain::MainChain& chain;
        Random& random; ///< makes its key, and the salts of announcements
        /// Brings money to an address on the main chain, for the bond of a challenge. Nobody has to bring it:
        /// then step() is Unfunded.
        std::function<Result<void>(const Address&, Amount)> fund;
        mvm::SignerMemo* memo = nullptr; ///< shared with others in this process; may be null
        /// Who has appointed this validator's key, whose credit it stakes, and whom it wins for. Zero: the
        /// key stakes its own money.
        Address owner = {};
    };

    struct Finding {
        BatchInfo::Check check = BatchInfo::Check::NotChecked;
        std::uint32_t wrongStep = 0;
    };

    static Result<std::unique_ptr<Validator>> open(Setup setup);

    enum class Progress : std::uint8_t {
        Idle,      ///< everything posted has been looked at
        Done,      ///< something was done; there may be more
        Waiting,   ///< an announcement must grow older
        Unfunded,  ///< a batch is wrong, and nobody brings the bond of a challenge, see missing()
        Mistrusted ///< a batch that looks wrong was not found so by the main chain: looked at no further
    };
    /// One thing: checks the next batch, announces, or challenges.
    Result<Progress> step();

    /// What was found out about a batch of the main chain.
    Result<Finding> finding(const rollup::Header& header);
    /// The batch whose challenge is under way; 0 if none.
    std::uint64_t challenged() const { return m_plan ? m_plan->batch : 0; }
    Address address() const { return m_key->address(); }
    const state::Tree& tree() const { return m_state->tree(); }
    std::uint64_t checkedBatch() const { return m_state->version(); }
    /// Zero: it stakes its own money.
    const Address& owner() const { return m_owner; }
    /// How many challenges were won since this object was made.
    std::uint64_t won() const { return m_won; }
    /// How much money is missing for the bond of a challenge, and who has to bring it: at address(), or as
    /// credit and allowance of owner().
    struct Missing {
        Amount amount = 0;
        bool isAppointed = true; ///< false: the owner has not appointed this key
    };
    Result<Missing> missing();

private:
    /// A challenge from the finding to the verdict.
    struct Plan {
        std::uint64_t batch = 0;
        Hash header;
        std::uint32_t step = 0;
        Hash salt;
        std::uint8_t isAnnounced = 0;
        std::uint8_t isRejected = 0;

        static constexpr auto fields(auto visit)
        {
            return visit(field("batch", &Plan::batch), field("header", &Plan::header),
                         field("step", &Plan::step), field("salt", &Plan::salt),
                         field("isAnnounced", &Plan::isAnnounced), field("isRejected", &Plan::isRejected));
        }
    };

    explicit Validator(Setup setup);
    Result<void> load();
    Result<void> followRollback();
    Result<void> takeBondBack();
    Result<void> check(std::uint64_t number);
    Result<void> keepChecked();
    Result<Progress> pursue();
    Result<Progress> announce();
    Result<void> stake(const Hash& blind);
    Result<mainchain::Challenge> makeChallenge();
    Result<void> writePlan(const std::optional<Plan>& plan, storage::WriteBatch writes);

    storage::Store& m_store;
    mainchain::MainChain& m_chain;
    Random& m_random;
    std::function<Result<void>(const Address&, Amount)> m_fund;
    Address m_owner;
    std::uint64_t m_won = 0;
    mvm::Rules m_rules;
    BatchesAhead m_ahead;
    std::unique_ptr<StateStore> m_state; ///< version = number of the last batch that was right
    std::optional<crypto::KeyPair> m_key;
    std::optional<Plan> m_plan;
    std::uint64_t m_finalBatch = 0; ///< known to be final
    std::uint32_t m_unkept = 0;     ///< batches that were checked and may not be on the disk
};

} // namespace stoa::node
