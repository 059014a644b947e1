// SPDX-License-Identifier: MIT
// A main chain that answers with another one's answers, for those that answer some questions in another way.
#pragma once

#include "core/mainchain/main_chain.h"

namespace stoa::test {

class ForwardingChain : public mainchain::MainChain {
public:
    /// It must outlive this.
    explicit ForwardingChain(mainchain::MainChain& chain)
        : m_chain(chain)
    {}

    Result<void> refresh() override { return m_chain.refresh(); }
    Result<void> join(const Address& who, Amount bond) override { return m_chain.join(who, bond); }
    Result<void> leave(const Address& who) override { return m_chain.leave(who); }
    Result<std::uint64_t> deposit(const Address& from, const Address& to, Amount amount) override
    {
        return m_chain.deposit(from, to, amount);
    }
    Result<std::uint64_t> force(const Address& from, const Bytes& step) override
    {
        return m_chain.force(from, step);
    }
    Result<rollup::Header> submit(const Address& who, const mainchain::Submission& submission) override
    {
        return m_chain.submit(who, submission);
    }
    Result<void> announce(const Address& who, const Hash& blind) override
    {
        return m_chain.announce(who, blind);
    }
    Result<mainchain::Verdict> challenge(const Address& who, const mainchain::Challenge& challenge) override
    {
        return m_chain.challenge(who, challenge);
    }
    Result<void> expire(const Address& who, const Hash& blind) override { return m_chain.expire(who, blind); }
    Result<void> claim(const rollup::Header& header, const ObjectId& id, const Address& to, Amount amount,
                       const Bytes& tape) override
    {
        return m_chain.claim(header, id, to, amount, tape);
    }
    Result<Amount> payout(const Address& who) override { return m_chain.payout(who); }

    void groupCalls() override { m_chain.groupCalls(); }
    Result<void> keepCalls() override { return m_chain.keepCalls(); }

    bool isElsewhere() const override { return m_chain.isElsewhere(); }
    const rollup::NetworkDefinition& definition() const override { return m_chain.definition(); }
    std::uint64_t blockNumber() const override { return m_chain.blockNumber(); }
    Timestamp time() const override { return m_chain.time(); }
    std::uint64_t tip() const override { return m_chain.tip(); }
    std::uint64_t rollbacks() const override { return m_chain.rollbacks(); }
    std::uint64_t inboxCount() const override { return m_chain.inboxCount(); }
    std::uint64_t eventCount() const override { return m_chain.eventCount(); }
    mainchain::Solvency solvency() const override { return m_chain.solvency(); }
    Amount requiredBond() const override { return m_chain.requiredBond(); }
    Result<mainchain::Slot> slot() override { return m_chain.slot(); }
    Result<rollup::Header> header(std::uint64_t number) override { return m_chain.header(number); }
    Result<rollup::Header> keptHeader(std::uint64_t number) override { return m_chain.keptHeader(number); }
    Result<Hash> headerHash(std::uint64_t number) override { return m_chain.headerHash(number); }
    Result<bool> isFinal(const rollup::Header& header) override { return m_chain.isFinal(header); }
    Result<rollup::Batch> batch(std::uint64_t number) override { return m_chain.batch(number); }
    Result<mainchain::InboxMessage> inbox(std::uint64_t index) override { return m_chain.inbox(index); }
    Result<Hash> inboxAcc(std::uint64_t count) override { return m_chain.inboxAcc(count); }
    Result<mainchain::ChainAccount> account(const Address& who) override { return m_chain.account(who); }
    Result<bool> isClaimed(const ObjectId& withdrawal) override { return m_chain.isClaimed(withdrawal); }
    Result<std::vector<mainchain::Event>> events(std::uint64_t after, std::uint32_t count) override
    {
        return m_chain.events(after, count);
    }

protected:
    mainchain::MainChain& m_chain;
};

} // namespace stoa::test
