// SPDX-License-Identifier: MIT
// Lies about steps that are easily judged wrongly: those that do nothing, those that name one account twice,
// and those that were right elsewhere or at another time.
#include "core/crypto/keccak.h"
#include "tests/simulation/hostile.h"

namespace stoa::test {

/// The machine refuses the step, and its root is another one all the same: that has to be provable, too.
void Hostile::refusedStep()
{
    if (!mayPost()) return;
    const Address who = m_friend.address();
    const std::uint32_t nonce = accountOf(who).nonce(0);
    std::vector<Bytes> steps = ownSteps(below(3));
    const auto next = static_cast<std::uint32_t>(nonce + steps.size());
    const auto refused = [&]() -> Bytes {
        switch (below(6)) {
        case 0: { // bytes that mean nothing
            Bytes junk(1 + below(100));
            m_random.fill(junk);
            return junk;
        }
        case 1: return sign(m_friend, tx::Transfer{m_key->address(), ~Amount{0}}, next);
        case 2: return sign(m_friend, tx::Transfer{m_key->address(), 1}, next + 7);
        case 3: { // of a company that is not there
            tx::Join join;
            m_random.fill(join.dac.bytes);
            return sign(m_friend, join, next);
        }
        case 4: return tx::encode({{}, tx::Deposit{m_chain.inboxCount(), who, kToken}, {}});
        default: { // signed by somebody else
            Bytes step = sign(m_friend, tx::Transfer{m_key->address(), 1}, next);
            step[step.size() - 40] ^= 1U;
            return step;
        }
        }
    }();
    steps.push_back(refused);
    Built built = build(steps);
    std::vector<Hash>& roots = built.submission.roots;
    const std::size_t at = roots.size() - 1;
    if (roots[at] != (at == 0 ? m_truth.tree().root() : roots[at - 1])) return; // it has done something
    roots[at] = below(2) == 0 ? m_random.bytes<32>() : crypto::keccak256(roots[at].bytes);
    if (submit(built.submission, true, "a lie at a step that does nothing"))
        reached("a lie at a step that does nothing");
}

/// Who pays, who is paid and sometimes who is paid the fee is the same: the root says that it was paid and
/// did not pay.
void Hostile::aliasedStep()
{
    if (!mayPost()) return;
    const bool isItself = below(2) == 0;
    const crypto::KeyPair& key = isItself ? *m_key : m_friend;
    const Address who = key.address();
    if (isItself) {
        (void)m_chain.mint(who, kToken);
        (void)m_chain.deposit(who, who, kToken);
    }
    const Amount amount = 1 + below(kToken / 2);
    Built built = build({sign(key, tx::Transfer{who, amount}, accountOf(who).nonce(0))});
    const bool isLie = below(3) != 0;
    if (isLie) {
        const state::Key account = state::accountKey(who);
        const ByteView* record = built.after.get(account);
        auto changed = record ? state::decodeRecord<state::Account>(*record) : std::nullopt;
        if (!changed) return;
        changed->balance += amount;
        built.after.put(account, state::encodeRecord(*changed));
        built.submission.roots.back() = built.after.root();
    }
    if (submit(built.submission, isLie, "a step to oneself"))
        reached(isLie ? "a lie at a step to oneself" : "a step to oneself");
}

/// `step` alone behind the inbox: the truth, that `rule` lets it do nothing, or the lie that it has happened.
/// `allowed` is the same step as it would have happened at `time`.
void Hostile::forbidden(const Bytes& step, ErrorCode rule, const Bytes& allowed, Timestamp time,
                        const char* what)
{
    if (!mayPost()) return;
    Built built = build({step});
    const mvm::Rules rules = m_chain.definition().rules();
    rollup::Header header = headerOf(built.submission);
    const auto run = [&](state::Tree& tree, const Bytes& bytes) {
        state::TreeState access(tree);
        return mvm::applyBytes(access, rules, rollup::contextOf(header, built.inboxSteps), bytes);
    };
    const state::Tree before = build({}).after;
    state::Tree same = before;
    const auto done = run(same, step);
    header.time = time;
    state::Tree after = before;
    if (!run(after, allowed)) return; // there is no money for it: then something else forbids it, too
    if (done || done.error().code != rule || same.root() != before.root())
        m_problem = std::string(what) + " is not refused by its rule";
    const bool isLie = below(2) == 0;
    if (isLie) built.submission.roots.back() = after.root();
    if (submit(built.submission, isLie, what))
        reached(std::string(what) + (isLie ? " in a batch that lets it happen" : " in a batch"));
}

void Hostile::foreignStep()
{
    rollup::NetworkDefinition there = m_chain.definition();
    there.seed.bytes[0] ^= 1U;
    const tx::Transfer transfer{m_key->address(), 1 + below(kToken)};
    const tx::Envelope envelope{m_friend.address(), kForeignLane, 0, m_chain.time() + kDay};
    forbidden(signFor(there, m_friend, transfer, envelope), ErrorCode::WrongSigner,
              signFor(m_chain.definition(), m_friend, transfer, envelope), m_chain.time(),
              "a step of another network");
}

/// In its time it would have happened, and its number is still the next one.
void Hostile::expiredStep()
{
    const auto late = tx::decode(m_late);
    if (!late || m_chain.time() <= late->envelope.validUntil) return;
    forbidden(m_late, ErrorCode::Expired, m_late, late->envelope.validUntil, "a step that was held back");
}

} // namespace stoa::test
