// SPDX-License-Identifier: MIT
// What the friends of a hostile aggregator do on the main chain: challenges, floods, claims.
#include "core/crypto/keccak.h"
#include "core/state/tape.h"
#include "tests/simulation/hostile.h"
#include "tests/support/chain_world.h"

namespace stoa::test {

using mainchain::Challenge;

/// As an honest validator would make it, whether the root is wrong or not.
std::optional<Challenge> Hostile::challengeOf(std::uint64_t number, std::uint32_t step)
{
    const auto batch = m_chain.batch(number);
    if (!batch || number > m_truth.rightUpTo() + 1 || step >= batch->steps.size()) return std::nullopt;
    const mvm::Rules rules = m_chain.definition().rules();
    const state::Tree before = stateBefore(*batch, step, m_truth.treeAt(number - 1), rules);
    return mainchain::challengeOf(*batch, step, before, rules, m_random.bytes<32>());
}

/// Who lied proves it to save a part of the bond. Half of it is burnt all the same.
void Hostile::selfChallenge()
{
    if (!m_truth.wrongStep()) {
        m_trying = Hostility::WrongRoot; // there is none yet
        return wrongRoot();
    }
    const auto challenge = challengeOf(m_truth.rightUpTo() + 1, *m_truth.wrongStep());
    if (!challenge) return;
    const auto blind =
        mainchain::blindOf(m_friend.address(), challenge->header.number, challenge->step, challenge->salt);
    if (!m_chain.announce(m_friend.address(), blind)) return;
    const auto before = m_chain.account(challenge->header.aggregator);
    (void)m_chain.mine();
    const auto verdict = m_chain.challenge(m_friend.address(), *challenge);
    if (!verdict) return;
    m_trace.note("hostile: challenged itself");
    reached("a lie that its friend has proved");
    if (!verdict->isFraud) m_problem = "a wrong root was judged right";
    if (before && verdict->burnt * 2 < before->bond) m_problem = "a self-challenge saved the bond";
}

/// Of a batch that is right: it must cost its bond and change nothing.
void Hostile::wrongChallenge()
{
    if (m_truth.rightUpTo() == 0) return;
    const std::uint64_t number = 1 + below(m_truth.rightUpTo());
    const auto header = m_chain.header(number);
    if (!header) return;
    const auto challenge = challengeOf(number, static_cast<std::uint32_t>(below(header->steps)));
    if (!challenge) return;
    const auto blind = mainchain::blindOf(m_friend.address(), number, challenge->step, challenge->salt);
    if (!m_chain.announce(m_friend.address(), blind)) return;
    (void)m_chain.mine();
    const std::uint64_t rollbacks = m_chain.rollbacks();
    const auto verdict = m_chain.challenge(m_friend.address(), *challenge);
    if (!verdict) return; // it is final
    m_trace.note("hostile: challenged batch " + std::to_string(number) + " without reason");
    reached("a wrong accusation");
    if (verdict->isFraud || m_chain.rollbacks() != rollbacks) m_problem = "a right root was judged wrong";
}

/// Nobody is punished, nothing is rolled back, and who has announced a challenge can still make it.
void Hostile::malformedWitness()
{
    if (m_chain.tip() == 0) return;
    const std::uint64_t number = std::min(m_chain.tip(), m_truth.rightUpTo() + 1);
    const auto header = m_chain.header(number);
    if (!header) return;
    auto challenge = challengeOf(number, static_cast<std::uint32_t>(below(header->steps)));
    if (!challenge) return;
    switch (below(5)) {
    case 0:
        if (challenge->tape.empty()) return;
        challenge->tape[below(challenge->tape.size())] ^= static_cast<std::uint8_t>(1 + below(255));
        break;
    case 1: challenge->tape.push_back(0); break;
    case 2: challenge->txBytes.push_back(0); break;
    case 3: challenge->cur.postRoot = m_random.bytes<32>(); break;
    default: // another position's opening
        if (challenge->step == 0) return;
        // Of two steps alike that do nothing each has the opening of the other.
        if (challenge->cur.txHash == challenge->pre.txHash &&
            challenge->cur.postRoot == challenge->pre.postRoot &&
            challenge->cur.siblings == challenge->pre.siblings)
            return;
        challenge->cur = challenge->pre;
        break;
    }
    const Address who = m_friend.address();
    const auto blind = mainchain::blindOf(who, number, challenge->step, challenge->salt);
    if (!m_chain.announce(who, blind)) return;
    (void)m_chain.mine();
    const auto money = [&] {
        const mainchain::Solvency all = m_chain.solvency();
        const auto mine = m_chain.account(who);
        return std::make_tuple(all.held, all.bonds, all.credits, all.burnt, mine ? mine->balance : 0,
                               mine ? mine->credit : 0);
    };
    const auto before = money();
    mustFail(m_chain.challenge(who, *challenge), {ErrorCode::BadWitness}, "a malformed witness",
             {ErrorCode::AlreadyFinal});
    ++challenge->header.version; // C07
    mustFail(m_chain.challenge(who, *challenge), {ErrorCode::RolledBack}, "a header of other rules");
    if (money() != before) m_problem = "a malformed witness has cost somebody money";
    const auto again = m_chain.announce(who, blind);
    if (again || again.error().code != ErrorCode::AlreadyExists)
        m_problem = "a malformed witness has used up an announcement";
}

/// Somebody is about to announce a challenge: the same words under another name, a moment earlier. They help
/// nobody, and stand in nobody's way.
void Hostile::overhear(const Address& who, const Hash& blind)
{
    if (who == m_friend.address()) return;
    ++m_counts.copied;
    m_wasThere = m_chain.isAnnounced(who, blind);
    m_isCopied = below(2) == 0 && m_chain.announce(m_friend.address(), blind).has_value();
}

/// Nobody can end it before its time.
void Hostile::announced(const Address& who, const Hash& blind, const Result<void>& result)
{
    if (who == m_friend.address()) return;
    m_trying = Hostility::CopiedChallenge;
    if (!result) {
        if (result.error().code == ErrorCode::AlreadyExists && !m_wasThere)
            m_problem = "a copied announcement stands in its owner's way";
        return;
    }
    if (m_isCopied) reached("an announcement that was copied before it was made");
    m_overheard = {who, blind, m_chain.time()};
    mustFail(m_chain.expire(who, blind), {ErrorCode::TooEarly},
             "the early end of somebody else's announcement");
}

/// Somebody is about to make the challenge that was announced: the same one, a moment earlier.
void Hostile::snatch(const Address& who, const Challenge& challenge)
{
    if (who == m_friend.address()) return;
    ++m_counts.copied;
    m_trying = Hostility::CopiedChallenge;
    mustFail(m_chain.challenge(m_friend.address(), challenge), {ErrorCode::NotAnnounced},
             "a challenge that somebody else had announced",
             {ErrorCode::AlreadyFinal, ErrorCode::RolledBack});
}

void Hostile::copiedChallenge()
{
    const Hash foreign = m_random.bytes<32>();
    mustFail(m_chain.expire(m_friend.address(), foreign), {ErrorCode::NotAnnounced},
             "the end of an announcement that is none");
    if (m_overheard && m_chain.time() < m_overheard->time + m_chain.definition().announceExpiry)
        mustFail(m_chain.expire(m_overheard->who, m_overheard->blind), {ErrorCode::TooEarly},
                 "the early end of somebody else's announcement", {ErrorCode::NotAnnounced}); // used
    const std::uint64_t number = std::min(m_chain.tip(), m_truth.rightUpTo() + 1);
    if (number == 0) return;
    const auto challenge = challengeOf(number, m_truth.wrongStep().value_or(0));
    if (challenge)
        mustFail(m_chain.challenge(m_friend.address(), *challenge), {ErrorCode::NotAnnounced},
                 "a challenge that nobody had announced", {ErrorCode::AlreadyFinal});
}

void Hostile::flood()
{
    for (std::uint64_t count = 1 + below(40); count > 0; --count) {
        Bytes junk(1 + below(200));
        m_random.fill(junk);
        if (m_chain.force(m_friend.address(), junk)) reached("junk in the inbox");
    }
}

/// Accounts whose keys agree with a victim's in all bits but one make its path as long as can be.
void Hostile::deepKeys()
{
    const Address victim = m_friend.address();
    for (std::uint64_t count = 1 + below(6); count > 0; --count) {
        Address near = victim;
        const std::uint64_t bit = below(160);
        near.bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80U >> (bit % 8));
        if (m_chain.deposit(m_friend.address(), near, 1)) reached("a deposit for a neighbour");
    }
}

void Hostile::earlyExit()
{
    const auto account = m_chain.account(m_key->address());
    if (!account) return;
    if (account->isSlashed != 0) {
        const Amount whole = m_chain.requiredBond();
        (void)m_chain.mint(m_key->address(), whole);
        return mustFail(m_chain.join(m_key->address(), whole), {ErrorCode::NotPermitted},
                        "somebody back who was slashed");
    }
    const bool mustStay = account->bond != 0 && m_chain.time() < account->lockedUntil;
    const auto left = m_chain.leave(m_key->address());
    if (mustStay) mustFail(left, {ErrorCode::TooEarly}, "somebody out whose batches are not final");
    if (left) m_trace.note("hostile: left");
}

void Hostile::doubleClaim()
{
    const auto known = mainchain::finalBatchOf(m_chain);
    if (!known || *known == 0 || *known > m_truth.rightUpTo()) return;
    const auto header = m_chain.header(*known);
    state::Tree tree = m_truth.treeAt(*known);
    std::vector<std::pair<ObjectId, state::Withdrawal>> found;
    tree.forEach({}, [&](const state::Key& key, ByteView record) {
        if (state::spaceOf(key) != state::Space::Withdrawal) return;
        if (const auto withdrawal = state::decodeRecord<state::Withdrawal>(record))
            found.emplace_back(state::objectOf(key), *withdrawal);
    });
    if (found.empty() || !header) return;
    const auto& [id, withdrawal] = found[below(found.size())];
    state::Recorder recorder(tree);
    (void)recorder.get(state::withdrawalKey(id));
    Bytes tape = recorder.tape();
    const Amount value = m_chain.solvency().value;
    const auto first = m_chain.claim(*header, id, withdrawal.to, withdrawal.amount, tape);
    if (first && m_chain.solvency().value + withdrawal.amount != value) m_problem = "a claim of another sum";
    if (first) m_trace.note("hostile: claimed a withdrawal");
    const bool isUnknown = !first && (first.error().code == ErrorCode::StoreUnavailable ||
                                      first.error().code == ErrorCode::DiskFull);
    if (isUnknown) return; // the main chain's disk failed: the next claim may be the first
    const auto claim = [&](const rollup::Header& of, const ObjectId& which, const Address& to,
                           Amount amount) { return m_chain.claim(of, which, to, amount, tape); };
    const Address& to = withdrawal.to;
    const Amount amount = withdrawal.amount;
    const Rule witness{ErrorCode::BadWitness};
    mustFail(claim(*header, id, to, amount), {ErrorCode::AlreadyClaimed}, "a withdrawal twice");
    mustFail(claim(*header, id, to, amount + 1), witness, "a larger withdrawal");
    mustFail(claim(*header, id, m_friend.address(), amount), witness, "somebody else's withdrawal");
    if (const auto tip = m_chain.header(m_chain.tip()); tip && m_chain.tip() > *known)
        mustFail(claim(*tip, id, to, amount), {ErrorCode::NotFinal}, "a claim that is not final");
    const ObjectId none = ObjectId::fromPrefix(m_random.bytes<32>().bytes);
    mustFail(claim(*header, none, to, amount), witness, "a withdrawal that is none");
    tape.push_back(0);
    mustFail(claim(*header, id, to, amount), witness, "a withdrawal by another form of its proof");
}

} // namespace stoa::test
