// SPDX-License-Identifier: MIT
// The aggregator and the main chain: its bond, posting batches, and lying on demand.
#include <algorithm>
#include <limits>

#include "core/crypto/keccak.h"
#include "core/operator/aggregator.h"
#include "core/operator/aggregator_records.h"
#include "core/state/state_access.h"

namespace stoa::node {
namespace {

constexpr Amount kLie = 1000 * kToken;

/// Whoever brings money has not said no: its disk failed, or nobody heard it.
bool isNoRefusal(ErrorCode code)
{
    return isDiskFailure(code) || code == ErrorCode::Offline || code == ErrorCode::Busy;
}

} // namespace

Result<void> Aggregator::ensureBond()
{
    STOA_TRY(const mainchain::ChainAccount account, m_chain.account(address()));
    const Amount required = m_chain.requiredBond();
    if (account.bond >= required) return {};
    const Amount missing = required - account.bond;
    if (account.balance < missing) {
        const auto funded = m_fund(address(), missing - account.balance);
        // For whatever reason nobody brings it: nothing is posted, and everything else goes on.
        if (!funded)
            return isNoRefusal(funded.error().code) ? funded.error() : Error{ErrorCode::InsufficientBalance};
    }
    return m_chain.join(address(), missing);
}

Result<void> Aggregator::checkTurn()
{
    if (!m_makesBlocks) return ErrorCode::NotYourSlot;
    // Whoever builds on a parent that is wrong may lose the bond for it. A lie of its own is for tests.
    if (m_wrong > m_known || m_known != m_chain.tip())
        return Error{ErrorCode::Busy, "the newest batch is wrong, or is being run"};
    STOA_TRY(const mainchain::Slot slot, m_chain.slot());
    if (!slot.who.isZero() && slot.who != address()) return ErrorCode::NotYourSlot;
    return {};
}

Result<void> Aggregator::postNow()
{
    if (!m_open) return {};
    const OpenBatch& open = *m_open;
    if (open.number != m_chain.tip() + 1) return {}; // somebody was quicker: followChain() sees to it
    STOA_TRY(const rollup::Header parent, m_chain.header(open.number - 1));
    if (parent.postRoot != open.preRoot) return {};
    if (m_chain.time() > open.time + m_chain.definition().timeLag) { // it lay about for too long
        m_trouble = ErrorCode::TooLate;
        return undoTo(m_known);
    }
    STOA_TRY(const bool isBonded, hasBond());
    if (!isBonded) return {};
    mainchain::Submission submission;
    submission.parent = parent;
    submission.expectedInboxAcc = open.inboxAcc;
    submission.time = open.time;
    for (std::uint64_t index = parent.inboxEnd; index < open.inboxEnd; ++index) {
        STOA_TRY(const mainchain::InboxMessage message, m_chain.inbox(index));
        submission.inboxHashes.push_back(mainchain::messageHash(message));
    }
    const auto firstOther = open.steps.begin() + open.inboxSteps;
    submission.txs.assign(firstOther, open.steps.end());
    submission.roots = open.roots;
    const auto target = memberStep();
    const bool isLie = m_lieIn && target && (*m_lieIn == 0 || *m_lieIn == open.number);
    if (isLie) {
        STOA_TRY_VOID(writeLie(open.number));
        STOA_TRY(submission.roots, forgeRoots(*target));
    }
    const auto posted = m_chain.submit(address(), submission);
    if (!posted) return notPosted(posted.error());
    m_trouble.reset();
    STOA_TRY_VOID(keep(*posted));
    if (isLie) STOA_TRY_VOID(writeLie(std::nullopt));
    return {};
}

Result<bool> Aggregator::hasBond()
{
    const auto bonded = ensureBond();
    if (bonded) return true;
    const ErrorCode code = bonded.error().code;
    if (code != ErrorCode::InsufficientBalance && code != ErrorCode::NotPermitted) return bonded.error();
    m_trouble = code;
    return false;
}

Result<void> Aggregator::notPosted(const Error& why)
{
    const bool comesLater = why.code == ErrorCode::NotYourSlot || why.code == ErrorCode::WrongParent ||
                            why.code == ErrorCode::NotBonded || why.code == ErrorCode::BondTooSmall ||
                            why.code == ErrorCode::Offline;
    if (!comesLater && why.code != ErrorCode::BadBatch) return why;
    m_trouble = why.code;
    if (comesLater) return {};
    // The main chain has moved under it, or a message has waited for too long: its steps are run again.
    return undoTo(m_known);
}

Result<void> Aggregator::corruptNextBatch() { return writeLie(0); }

Result<void> Aggregator::writeLie(std::optional<std::uint64_t> lieIn)
{
    storage::WriteBatch writes;
    if (lieIn)
        writes.put(kLieKey, encodeNumber(*lieIn));
    else
        writes.erase(kLieKey);
    STOA_TRY_VOID(m_store.commit(writes));
    m_lieIn = lieIn;
    return {};
}

std::optional<std::uint32_t> Aggregator::memberStep() const
{
    const auto isMembers = [](const Bytes& step) {
        const auto transaction = tx::decode(step);
        return transaction && tx::originOf(transaction->payload) == tx::Origin::Signed;
    };
    const auto found = std::find_if(m_open->steps.rbegin(), m_open->steps.rend(), isMembers);
    if (found == m_open->steps.rend()) return std::nullopt;
    return static_cast<std::uint32_t>(m_open->steps.rend() - found - 1);
}

Result<std::vector<Hash>> Aggregator::forgeRoots(std::uint32_t from)
{
    STOA_TRY(state::Tree tree, m_state->at(m_open->firstBlock - 1));
    const auto checked = mvm::checkSteps(m_open->steps, m_rules.domain, 1);
    std::vector<Hash> roots;
    mvm::BatchContext context;
    context.number = m_open->number;
    context.time = m_open->time;
    context.aggregator = address();
    context.entropy = m_open->entropy;
    for (std::uint32_t i = 0; i < checked.size(); ++i) {
        context.step = i;
        context.fromInbox = i < m_open->inboxSteps;
        state::TreeState access(tree);
        (void)mvm::apply(access, m_rules, context, checked[i]);
        if (i == from) {
            const state::Key key = state::accountKey(address());
            const ByteView* bytes = tree.get(key);
            state::Account account;
            if (bytes) account = state::decodeRecord<state::Account>(*bytes).value_or(account);
            account.balance += std::min(kLie, std::numeric_limits<Amount>::max() - account.balance);
            tree.put(key, state::encodeRecord(account));
        }
        roots.push_back(tree.root());
    }
    return roots;
}

} // namespace stoa::node
