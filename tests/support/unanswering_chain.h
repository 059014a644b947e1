// SPDX-License-Identifier: MIT
// A main chain of which one question gets no answer: as if the line was cut for a moment.
#pragma once

#include "tests/support/forwarding_chain.h"

namespace stoa::test {

/// Hands every call to `chain`, but for the question whose turn it is.
class UnansweringChain final : public ForwardingChain {
public:
    explicit UnansweringChain(mainchain::MainChain& chain)
        : ForwardingChain(chain)
    {}

    /// The `nth` question from now (1 is the next) is not answered; 0: all are.
    void leaveOut(std::size_t nth) { m_left = nth; }
    /// There were fewer questions than that.
    bool isLeft() const { return m_left != 0; }

    Result<mainchain::Slot> slot() override
    {
        return asked([&] { return m_chain.slot(); });
    }
    Result<rollup::Header> header(std::uint64_t number) override
    {
        return asked([&] { return m_chain.header(number); });
    }
    Result<Hash> headerHash(std::uint64_t number) override
    {
        return asked([&] { return m_chain.headerHash(number); });
    }
    Result<bool> isFinal(const rollup::Header& header) override
    {
        return asked([&] { return m_chain.isFinal(header); });
    }
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        return asked([&] { return m_chain.batch(number); });
    }
    Result<mainchain::InboxMessage> inbox(std::uint64_t index) override
    {
        return asked([&] { return m_chain.inbox(index); });
    }
    Result<Hash> inboxAcc(std::uint64_t count) override
    {
        return asked([&] { return m_chain.inboxAcc(count); });
    }
    Result<mainchain::ChainAccount> account(const Address& who) override
    {
        return asked([&] { return m_chain.account(who); });
    }
    Result<std::vector<mainchain::Event>> events(std::uint64_t after, std::uint32_t count) override
    {
        return asked([&] { return m_chain.events(after, count); });
    }

private:
    template <typename Ask>
    auto asked(Ask ask) -> decltype(ask())
    {
        if (m_left != 0 && --m_left == 0) return Error{ErrorCode::Offline, "main chain"};
        return ask();
    }

    std::size_t m_left = 0;
};

} // namespace stoa::test
