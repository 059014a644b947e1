// SPDX-License-Identifier: MIT
#include "tests/support/several_world.h"

#include "core/base/check.h"
#include "core/crypto/keccak.h"

namespace stoa::test {

using node::StepStatus;

SeveralWorld::SeveralWorld(std::size_t nodes, std::size_t validators, const Change& change)
    : definition(rollup::localDefinition(Hash{{5}}, kStart, true))
{
    if (change) change(definition);
    m_domain = definition.rules().domain;
    auto created = mainchain::LocalChain::create(chainStore, definition);
    STOA_CHECK(created.has_value());
    chain = std::move(*created);
    for (std::size_t index = 0; index < nodes; ++index) {
        m_computers.push_back(std::make_unique<Computer>());
        m_computers.back()->random = SeededRandom(100 + index);
        m_computers.back()->roles = {true, index < validators};
        STOA_CHECK(start(index));
    }
}

bool SeveralWorld::start(std::size_t index)
{
    Computer& computer = *m_computers[index];
    computer.node.reset();
    const auto openStore = [this,
                            &computer](std::string_view name) -> Result<std::unique_ptr<storage::Store>> {
        const bool isAggregators = name == "aggregator";
        storage::Store& store = isAggregators ? computer.aggregatorStore : computer.validatorStore;
        return std::unique_ptr<storage::Store>(
            std::make_unique<BorrowedStore>(store, [this, isAggregators](ByteView key) {
                if (isAggregators && key.front() == 'u') ++undone;
            }));
    };
    const auto fund = [this](const Address& who, Amount amount) -> Result<void> {
        if (isPoor) return poverty;
        return chain->mint(who, amount);
    };
    const auto nodeOf = [this](const Address& who) -> node::NodeService* {
        if (!handsOver) return nullptr;
        for (const auto& each : m_computers)
            if (each->node && each->node->aggregator().address() == who) return each->node.get();
        return nullptr;
    };
    auto opened = node::Node::open({*chain, openStore, m_clock, computer.random, computer.contents,
                                    computer.roles, fund, [this] { return chain->mine(); }, nodeOf});
    if (!opened) return false;
    computer.node = std::move(*opened);
    return true;
}

void SeveralWorld::onlyFollows(std::size_t index)
{
    m_computers[index]->roles.aggregates = false;
    STOA_CHECK(start(index));
}

bool SeveralWorld::tick()
{
    for (const auto& computer : m_computers)
        if (computer->node && !computer->node->tick()) return false;
    return true;
}

bool SeveralWorld::pass(std::uint64_t seconds)
{
    for (std::uint64_t second = 0; second < seconds; ++second) {
        chain->advanceTo(chain->time() + 1);
        if (!tick()) return false;
    }
    return true;
}

bool SeveralWorld::deposit(std::size_t person, Amount amount)
{
    const Address to = address(person);
    return chain->mint(to, amount) && chain->deposit(to, to, amount);
}

const crypto::KeyPair& SeveralWorld::key(std::size_t person)
{
    while (m_people.size() <= person) {
        const Hash secret = crypto::keccak256("somebody " + std::to_string(m_people.size()));
        auto made = crypto::KeyPair::fromSecret(crypto::Secret32(secret.bytes));
        STOA_CHECK(made.has_value());
        m_people.push_back(std::make_unique<crypto::KeyPair>(std::move(*made)));
    }
    return *m_people[person];
}

Amount SeveralWorld::balance(std::size_t index, std::size_t person)
{
    const auto account = read<state::Account>(index, state::accountKey(address(person)));
    return account ? account->balance : 0;
}

Bytes SeveralWorld::step(std::size_t index, std::size_t person, tx::Payload payload, std::uint32_t nonceAfter)
{
    const auto account = read<state::Account>(index, state::accountKey(address(person)));
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    transaction.envelope.from = address(person);
    transaction.envelope.nonce = (account ? account->nonce(0) : 0) + nonceAfter;
    transaction.envelope.validUntil = chain->time() + 30 * kDay;
    transaction.signature = key(person).sign(tx::digestOf(transaction, m_domain));
    return tx::encode(transaction);
}

Hash SeveralWorld::digestOf(const Bytes& step) const
{
    const auto transaction = tx::decode(step);
    return transaction ? tx::digestOf(*transaction, m_domain) : Hash{};
}

StepStatus SeveralWorld::give(std::size_t index, const Bytes& step)
{
    lastError.reset();
    const auto answers = node(index).submit({step});
    if (answers) return answers->front();
    lastError = answers.error().code;
    return {};
}

StepStatus SeveralWorld::pay(std::size_t index, std::size_t from, std::size_t to, Amount amount)
{
    return give(index, step(index, from, tx::Transfer{address(to), amount}));
}

StepStatus::Stage SeveralWorld::stageOf(std::size_t index, const Bytes& step)
{
    const auto statuses = node(index).status({digestOf(step)});
    return statuses ? statuses->front().stage : StepStatus::Stage::Unknown;
}

bool SeveralWorld::areAlike()
{
    std::optional<Hash> root;
    for (const auto& computer : m_computers) {
        if (!computer->node) continue;
        node::Aggregator& each = computer->node->aggregator();
        if (each.followedBatch() != chain->tip() || (root && *root != each.tree().root())) return false;
        root = each.tree().root();
    }
    return true;
}

bool SeveralWorld::isChainRight()
{
    state::Tree tree;
    for (std::uint64_t number = 1; number <= chain->tip(); ++number) {
        const auto batch = chain->batch(number);
        if (!batch || node::firstWrongStep(*batch, definition.rules(), tree)) return false;
    }
    return true;
}

void SeveralWorld::reorganize(const storage::MemoryStore& past)
{
    chainStore = past;
    // A failed commit has it read anew what its store holds.
    chainStore.failCommit(1);
    (void)chain->mine();
    STOA_CHECK(chain->refresh());
}

std::optional<ErrorCode> SeveralWorld::follow(light::HeaderChain& headers, std::size_t index)
{
    const auto info = node(index).info();
    if (!info) return info.error().code;
    const auto followed = headers.follow(node(index), *info, chain->time());
    return followed ? std::nullopt : std::optional(followed.error().code);
}

} // namespace stoa::test
