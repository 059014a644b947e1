// SPDX-License-Identifier: MIT
// Steps that wait for their turn behind others: their signers are recovered meanwhile, so that the thread
// that runs steps finds them known.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/mvm/signer_memo.h"

namespace stoa::node {

/// Thread-safe. It only fills the memo: whatever it leaves out is recovered when the steps are run.
class StepsAhead {
public:
    /// Gives the steps, on any thread, once; empty if they cannot be read.
    using Read = std::function<std::vector<Bytes>()>;

    /// Steps that wait. Nothing more is done for them once their turn has come.
    class Waiting {
    public:
        explicit Waiting(Read read)
            : m_read(std::move(read))
        {}
        /// Returns when nobody is at work on them any more, so that nothing is done twice.
        void itIsTheirTurn()
        {
            m_hasBegun = true;
            for (int busy = m_busy; busy != 0; busy = m_busy) m_busy.wait(busy);
        }

    private:
        friend class StepsAhead;

        Read m_read;
        std::atomic<bool> m_hasBegun = false;
        std::atomic<int> m_busy = 0; ///< threads that check some of them
        // Below: under the mutex of StepsAhead.
        enum class Stage : std::uint8_t { Unread, BeingRead, Read } m_stage = Stage::Unread;
        std::vector<Bytes> m_steps;
        std::size_t m_next = 0;
    };

    StepsAhead(const Hash& domain, std::shared_ptr<mvm::SignerMemo> memo);
    ~StepsAhead();
    StepsAhead(const StepsAhead&) = delete;
    StepsAhead& operator=(const StepsAhead&) = delete;

    std::shared_ptr<Waiting> foresee(Read read);

private:
    void work();
    /// The first that something can be done for. Null: nothing now.
    std::shared_ptr<Waiting> next();

    Hash m_domain;
    std::shared_ptr<mvm::SignerMemo> m_memo;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Waiting>> m_queue;
    bool m_isOver = false;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

} // namespace stoa::node
