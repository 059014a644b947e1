// SPDX-License-Identifier: MIT
#include "tests/support/network_world.h"

#include "core/codec/sparse.h"
#include "core/crypto/keccak.h"
#include "core/operator/aggregator_records.h"
#include "tests/support/terms.h"

namespace stoa::test {

NetworkWorld::NetworkWorld(std::uint64_t seed, bool clockIsSettable)
    : random(seed)
    , definition(rollup::localDefinition(Hash{{7}}, kStart, clockIsSettable))
{
    m_domain = definition.rules().domain;
}

Result<void> NetworkWorld::reopen()
{
    network.reset();
    const auto openStore = [this](std::string_view name) -> Result<std::unique_ptr<storage::Store>> {
        storage::Store& store = name == "chain"        ? chainStore
                                : name == "aggregator" ? aggregatorStore
                                : name == "validator"  ? validatorStore
                                                       : otherStores[std::string(name)];
        return std::unique_ptr<storage::Store>(std::make_unique<BorrowedStore>(store));
    };
    auto opened =
        node::LocalNetwork::open({openStore, clock, random, contents, true, limits, aggregators, aggregates},
                                 [this] { return definition; });
    if (!opened) return opened.error();
    network = std::move(*opened);
    return {};
}

const crypto::KeyPair& NetworkWorld::key(std::size_t person)
{
    while (m_people.size() <= person) {
        const std::size_t number = m_people.size();
        const Hash secret = crypto::keccak256("person " + std::to_string(number));
        auto made = crypto::KeyPair::fromSecret(crypto::Secret32(secret.bytes));
        STOA_CHECK(made.has_value());
        m_people.push_back(std::make_unique<crypto::KeyPair>(std::move(*made)));
    }
    return *m_people[person];
}

Amount NetworkWorld::balance(std::size_t person)
{
    const auto account = read<state::Account>(state::accountKey(address(person)));
    return account ? account->balance : 0;
}

tx::Transaction NetworkWorld::transaction(std::size_t person, tx::Payload payload, std::uint32_t nonceAfter)
{
    const auto account = read<state::Account>(state::accountKey(address(person)));
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    transaction.envelope.from = address(person);
    transaction.envelope.nonce = (account ? account->nonce(0) : 0) + nonceAfter;
    transaction.envelope.validUntil = network->now() + 30 * kDay;
    return transaction;
}

Bytes NetworkWorld::sign(std::size_t person, tx::Transaction transaction)
{
    transaction.signature = key(person).sign(tx::digestOf(transaction, m_domain));
    return tx::encode(transaction);
}

Bytes NetworkWorld::step(std::size_t person, tx::Payload payload, std::uint32_t nonceAfter)
{
    return sign(person, transaction(person, std::move(payload), nonceAfter));
}

Hash NetworkWorld::digestOf(const Bytes& step) const
{
    const auto transaction = tx::decode(step);
    return transaction ? tx::digestOf(*transaction, m_domain) : Hash{};
}

node::StepStatus NetworkWorld::send(std::size_t person, tx::Payload payload)
{
    const Bytes bytes = step(person, std::move(payload));
    m_digest = digestOf(bytes);
    const auto answer = network->submit({bytes});
    if (!answer || answer->size() != 1) return {};
    return answer->front();
}

tx::CharterTerms NetworkWorld::terms(const tx::Party& court)
{
    tx::CharterTerms t;
    t.text = contentIdOf("charter");
    t.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
    t.tax = 500;
    t.minimumDeposit = 5 * kToken;
    t.answerPeriod = kDay;
    t.reviewPeriod = 2 * kDay;
    t.challengePeriod = 14 * kDay;
    t.gracePeriod = kDay;
    t.changes = 2;
    t.objectionPeriod = kDay;
    t.votePeriod = kDay;
    t.tools = 0b110;
    t.memberMask = 0xffff;
    t.court = court;
    t.panel = 1;
    t.courtFee = 2 * kToken;
    t.revealPeriod = 3 * kDay;
    return t;
}

DacId NetworkWorld::company()
{
    for (std::size_t person = 0; person < 4; ++person)
        if (!network->faucet(address(person), 1000 * kToken)) return {};
    tx::CreateDac creation;
    static_cast<tx::CharterTerms&>(creation) = terms(party(3));
    creation.stake = 10 * kToken;
    if (!sends(0, creation)) return {};
    const DacId dac = tx::dacIdOf(m_digest);
    for (const std::size_t person : {1U, 2U}) {
        tx::Join join;
        join.dac = dac;
        if (!sends(person, join)) return {};
    }
    return dac;
}

tx::Propose NetworkWorld::proposal(const DacId& dac, std::size_t doer)
{
    tx::Propose p = proposalOf(dac, party(doer), network->now(), terms(party(3)));
    p.reward = 100 * kToken;
    return p;
}

tx::Accept NetworkWorld::acceptance(const DacId& dac, const ObjectId& id)
{
    tx::Accept a;
    a.dac = dac;
    a.collaboration = id;
    a.statement = contentIdOf("statement");
    const auto c = read<state::Collaboration>(state::collaborationKey(dac, id));
    if (c) {
        a.seq = c->seq;
        a.deposit = c->doerDeposit;
    }
    return a;
}

bool forgeRecords(storage::Store& aggregatorStore, const std::map<state::Key, Bytes>& records)
{
    storage::WriteBatch forged;
    state::Tree tree;
    const auto isRead = aggregatorStore.iterate(Bytes{'s'}, [&](ByteView at, ByteView bytes) {
        const auto record = codec::fromSparse(bytes, state::kMaxRecordBytes);
        if (record) tree.put(state::Key::fromPrefix(at.subspan(1)), *record);
        return record.has_value();
    });
    for (const auto& [key, record] : records) {
        Bytes recordKey{'s'};
        append(recordKey, key.bytes);
        forged.put(recordKey, codec::toSparse(record));
        tree.put(key, record);
    }
    auto marker = aggregatorStore.get(Bytes{'k'}); // form ‖ version ‖ oldest ‖ root
    if (!isRead || !marker || !*marker) return false;
    const auto version = node::decodeNumber(ByteView(**marker).subspan(1, 8));
    const auto stored = aggregatorStore.get(node::blockKey(version.value_or(0)));
    if (!stored || !*stored) return false;
    auto block = node::decodeBlock(**stored);
    if (!block) return false;
    const Hash root = tree.root();
    std::copy(root.bytes.begin(), root.bytes.end(), (*marker)->end() - Hash::kSize);
    block->header.header.postRoot = root;
    block->roots.back() = root;
    forged.put(Bytes{'k'}, **marker);
    forged.put(node::blockKey(*version), node::encodeBlock(*block));
    return aggregatorStore.commit(forged).has_value();
}

Hash contentIdOf(std::string_view text) { return crypto::keccak256(text); }

} // namespace stoa::test
