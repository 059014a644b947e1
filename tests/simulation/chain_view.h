// SPDX-License-Identifier: MIT
// The main chain as one computer reaches it: calls may not arrive, or their answers may be lost.
#pragma once

#include "core/base/random.h"
#include "tests/simulation/fault_plan.h"
#include "tests/simulation/reorganising_chain.h"
#include "tests/support/forwarding_chain.h"

namespace stoa::test {

class ChainView final : public ForwardingChain {
public:
    ChainView(ReorganisingChain& chain, SeededRandom& random, const FaultPlan& plan)
        : ForwardingChain(chain)
        , m_shared(chain)
        , m_random(random)
        , m_plan(plan)
    {}

    Result<void> mint(const Address& to, Amount amount)
    {
        return sent<Result<void>>([&] { return m_shared.mint(to, amount); });
    }
    Result<void> mine()
    {
        return sent<Result<void>>([&] { return m_shared.mine(); });
    }
    ReorganisingChain& chain() { return m_shared; }

    Result<void> refresh() override
    {
        return asked<Result<void>>([&] { return m_chain.refresh(); });
    }
    Result<void> join(const Address& who, Amount bond) override
    {
        return sent<Result<void>>([&] { return m_chain.join(who, bond); });
    }
    Result<void> leave(const Address& who) override
    {
        return sent<Result<void>>([&] { return m_chain.leave(who); });
    }
    Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) override
    {
        return sent<Result<std::uint64_t>>([&] { return m_chain.deposit(from, to, amount); });
    }
    Result<std::uint64_t> force(const Address& from, const Bytes& step) override
    {
        return sent<Result<std::uint64_t>>([&] { return m_chain.force(from, step); });
    }
    Result<rollup::Header> submit(const Address& who, const mainchain::Submission& submission) override
    {
        return sent<Result<rollup::Header>>([&] { return m_chain.submit(who, submission); });
    }
    Result<void> announce(const Address& who, const Hash& blind) override
    {
        return sent<Result<void>>([&] { return m_chain.announce(who, blind); });
    }
    Result<mainchain::Verdict> challenge(const Address& who, const mainchain::Challenge& challenge) override
    {
        return sent<Result<mainchain::Verdict>>([&] { return m_chain.challenge(who, challenge); });
    }
    Result<void> expire(const Address& who, const Hash& blind) override
    {
        return sent<Result<void>>([&] { return m_chain.expire(who, blind); });
    }
    Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to, Amount amount,
                       const Bytes& tape) override
    {
        return sent<Result<void>>([&] { return m_chain.claim(header, id, to, amount, tape); });
    }
    Result<Amount> payout(const Address& who) override
    {
        return sent<Result<Amount>>([&] { return m_chain.payout(who); });
    }

    Result<rollup::Header> header(std::uint64_t number) override
    {
        return asked<Result<rollup::Header>>([&] { return m_chain.header(number); });
    }
    Result<Hash> headerHash(std::uint64_t number) override
    {
        return asked<Result<Hash>>([&] { return m_chain.headerHash(number); });
    }
    Result<bool> isFinal(const rollup::Header& header) override
    {
        return asked<Result<bool>>([&] { return m_chain.isFinal(header); });
    }
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        return asked<Result<rollup::Batch>>([&] { return m_chain.batch(number); });
    }
    Result<mainchain::InboxMessage> inbox(std::uint64_t index) override
    {
        return asked<Result<mainchain::InboxMessage>>([&] { return m_chain.inbox(index); });
    }
    Result<Hash> inboxAcc(std::uint64_t count) override
    {
        return asked<Result<Hash>>([&] { return m_chain.inboxAcc(count); });
    }
    Result<mainchain::ChainAccount> account(const Address& who) override
    {
        return asked<Result<mainchain::ChainAccount>>([&] { return m_chain.account(who); });
    }
    Result<std::vector<mainchain::Event>> events(std::uint64_t after, std::uint32_t count) override
    {
        return asked<Result<std::vector<mainchain::Event>>>([&] { return m_chain.events(after, count); });
    }
    Result<rollup::Header> keptHeader(std::uint64_t number) override
    {
        return asked<Result<rollup::Header>>([&] { return m_chain.keptHeader(number); });
    }
    Result<mainchain::Slot> slot() override
    {
        return asked<Result<mainchain::Slot>>([&] { return m_chain.slot(); });
    }
    Result<bool> isClaimed(const ObjectId& withdrawal) override
    {
        return asked<Result<bool>>([&] { return m_chain.isClaimed(withdrawal); });
    }

private:
    bool strikes(unsigned chance) { return chance != 0 && m_random.next() % 1000 < chance; }
    template <typename R, typename Make>
    R sent(Make make)
    {
        if (!strikes(m_plan.chainAway)) return make();
        if (m_random.next() % 2 == 0) (void)make(); // it arrives, and nobody hears of it
        return Error{ErrorCode::Offline, "main chain"};
    }
    template <typename R, typename Make>
    R asked(Make make)
    {
        // A node asks often, and one question without an answer ends the whole turn.
        if (strikes(m_plan.chainAway / 10)) return Error{ErrorCode::Offline, "main chain"};
        return make();
    }

    ReorganisingChain& m_shared;
    SeededRandom& m_random;
    const FaultPlan& m_plan;
};

} // namespace stoa::test
