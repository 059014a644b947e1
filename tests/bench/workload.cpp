// SPDX-License-Identifier: MIT
#include "tests/bench/workload.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/base/clock.h"
#include "core/crypto/keccak.h"
#include "core/rollup/network_definition.h"
#include "tests/support/network_world.h"
#include "tests/support/terms.h"

namespace stoa::bench {

void giveUp(const Error& error)
{
    std::fprintf(stderr, "The measurement failed: %s %s\n", std::string(name(error.code)).c_str(),
                 error.detail.c_str());
    std::exit(1);
}

Senders::Senders(const Hash& domain, Timestamp now)
    : m_domain(domain)
    , m_now(now)
    , m_nonces(kSenders + 1)
{
    SeededRandom random(1);
    while (m_keys.size() < m_nonces.size()) m_keys.push_back(crypto::KeyPair::generate(random));
}

std::vector<Address> Senders::addresses() const
{
    std::vector<Address> list;
    for (const crypto::KeyPair& key : m_keys) list.push_back(key.address());
    return list;
}

Bytes Senders::sign(std::size_t person, tx::Payload payload)
{
    tx::Transaction transaction;
    transaction.envelope = {m_keys[person].address(), 0, m_nonces[person]++, m_now + kDay};
    transaction.payload = std::move(payload);
    transaction.signature = m_keys[person].sign(tx::digestOf(transaction, m_domain));
    return tx::encode(transaction);
}

std::vector<Bytes> Senders::transfers(std::size_t count, const std::function<Address()>& next)
{
    std::vector<Bytes> steps;
    for (std::size_t i = 0; i < count; ++i, ++m_turn)
        steps.push_back(sign(m_turn % kSenders, tx::Transfer{next(), 1}));
    return steps;
}

std::vector<Bytes> Senders::transfers(std::size_t count)
{
    return transfers(count, [this] { return m_keys[(m_turn * 7 + 1) % kSenders].address(); });
}

std::vector<Bytes> Senders::company()
{
    tx::CreateDac creation;
    static_cast<tx::CharterTerms&>(creation) =
        test::NetworkWorld::terms(tx::personParty(m_keys.back().address()));
    creation.stake = kToken;
    std::vector<Bytes> steps{sign(kSenders, creation)};
    m_company = tx::dacIdOf(tx::digestOf(must(tx::decode(steps.front())), m_domain));
    tx::Join join;
    join.dac = m_company;
    for (std::size_t person = 0; person < kSenders; ++person) steps.push_back(sign(person, join));
    return steps;
}

std::vector<Bytes> Senders::proposals(std::size_t count)
{
    const tx::CharterTerms terms = test::NetworkWorld::terms(tx::personParty(m_keys.back().address()));
    tx::Propose p;
    p.dac = m_company;
    p.reward = kToken;
    p.askerDeposit = terms.minimumDeposit;
    p.doerDeposit = terms.minimumDeposit;
    p.answerBy = m_now + kDay;
    p.workBy = m_now + 10 * kDay;
    test::repeatTerms(p, terms);
    std::vector<Bytes> steps;
    for (std::size_t i = 0; i < count; ++i, ++m_turn) {
        p.doer = tx::personParty(m_keys[(m_turn + 1) % kSenders].address());
        p.statement = crypto::keccak256("statement " + std::to_string(m_turn));
        steps.push_back(sign(m_turn % kSenders, p));
    }
    return steps;
}

OwnNetwork::OwnNetwork()
    : m_data(must(engine::DataFolder::open(m_folder.path().toStdString() + "/data")))
    , m_random(1)
{
    const rollup::NetworkDefinition definition = rollup::localDefinition({}, SystemClock().now(), false);
    m_domain = definition.rules().domain;
    m_chainStore = must(m_data.openStore("chain", storage::Contents::Signatures));
    m_stateStore = must(m_data.openStore("aggregator", storage::Contents::Signatures));
    m_chain = must(mainchain::LocalChain::create(*m_chainStore, definition));
    m_aggregator = must(node::Aggregator::open({*m_stateStore, *m_chain, m_random, mint(), m_memo.get()}));
    m_ahead = std::make_unique<node::StepsAhead>(m_domain, m_memo);
}

std::function<Result<void>(const Address&, Amount)> OwnNetwork::mint()
{
    return [this](const Address& who, Amount amount) { return m_chain->mint(who, amount); };
}

void OwnNetwork::fund(const std::vector<Address>& people, Amount each)
{
    for (const Address& who : people) {
        must(m_chain->mint(who, each));
        must(m_chain->deposit(who, who, each));
    }
    must(m_aggregator->takeInbox());
}

void OwnNetwork::submit(std::span<const Bytes> steps, std::size_t atOnce)
{
    for (std::size_t from = 0; from < steps.size(); from += atOnce)
        for (const auto& status :
             must(m_aggregator->submit(steps.subspan(from, std::min(atOnce, steps.size() - from)))))
            if (status.stage != node::StepStatus::Stage::Included)
                giveUp(Error{status.refusal.value_or(ErrorCode::Internal), "a step was refused"});
}

void OwnNetwork::submitInARow(std::span<const Bytes> steps)
{
    std::shared_ptr<node::StepsAhead::Waiting> waiting;
    while (!steps.empty()) {
        const auto now = steps.first(std::min(steps.size(), node::kMaxSubmittedSteps));
        steps = steps.subspan(now.size());
        const auto next = steps.first(std::min(steps.size(), node::kMaxSubmittedSteps));
        const auto turn = std::exchange(
            waiting, m_ahead->foresee([next] { return std::vector<Bytes>(next.begin(), next.end()); }));
        if (turn) turn->itIsTheirTurn();
        submit(now);
    }
}

} // namespace stoa::bench
