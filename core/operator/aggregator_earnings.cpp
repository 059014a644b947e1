// SPDX-License-Identifier: MIT
// What an aggregator's keys have earned, and how it gets out of their hands.
#include "core/crypto/secret.h"
#include "core/operator/aggregator.h"
#include "core/operator/aggregator_records.h"
#include "core/state/records.h"

namespace stoa::node {
void Aggregator::signCalls(const crypto::KeyPair& key)
{
    // Its address finds it: keys move when one more is former.
    m_chain.signFor(key.address(), [this, who = key.address()](const Hash& digest) {
        if (m_key->address() == who) return m_key->sign(digest);
        for (const crypto::KeyPair& former : m_formerKeys)
            if (former.address() == who) return former.sign(digest);
        return crypto::RecoverableSignature{};
    });
}

Result<void> Aggregator::loadFormerKeys()
{
    m_formerKeys.clear();
    bool isGood = true;
    const Bytes prefix = formerKey({});
    STOA_TRY_VOID(m_store.iterate(ByteView(prefix).first(1), [&](ByteView, ByteView value) {
        isGood = false;
        if (value.size() != crypto::Secret32::kSize) return false;
        auto key = crypto::KeyPair::fromSecret(crypto::Secret32(value));
        if (!key) return false;
        m_formerKeys.push_back(std::move(*key));
        return isGood = true;
    }));
    if (!isGood) return Error{ErrorCode::StoreDamaged, "a former key"};
    for (const crypto::KeyPair& key : m_formerKeys) signCalls(key);
    return {};
}

std::vector<Address> Aggregator::keys() const
{
    std::vector<Address> keys{address()};
    for (const crypto::KeyPair& key : m_formerKeys) keys.push_back(key.address());
    return keys;
}

std::vector<Bytes> Aggregator::stepsToCollect(const Address& to) const
{
    std::vector<Bytes> steps;
    const auto add = [&](const crypto::KeyPair& key) {
        const ByteView* record = tree().get(state::accountKey(key.address()));
        const auto account = record ? state::decodeRecord<state::Account>(*record) : std::nullopt;
        if (!account || account->balance <= tx::Transfer::kFee || key.address() == to) return;
        tx::Transaction transaction;
        transaction.payload = tx::Transfer{to, account->balance - tx::Transfer::kFee};
        transaction.envelope = {key.address(), 0, account->nonce(0), m_chain.time() + kDay};
        transaction.signature = key.sign(tx::digestOf(transaction, m_rules.domain));
        steps.push_back(tx::encode(transaction));
    };
    add(*m_key);
    for (const crypto::KeyPair& key : m_formerKeys) add(key);
    return steps;
}

} // namespace stoa::node
