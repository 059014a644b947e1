// SPDX-License-Identifier: MIT
#include "core/operator/steps_ahead.h"

#include <algorithm>
#include <span>

#include "core/base/thread_priority.h"
#include "core/mvm/machine.h"

namespace stoa::node {
namespace {

constexpr std::size_t kThreadsAhead = 2;

/// Signatures of known keys cost less together; but every thread shall have something to do.
std::size_t waitingPieceOf(std::size_t steps)
{
    return std::clamp<std::size_t>(steps / kThreadsAhead, 512, 1024);
}

} // namespace

StepsAhead::StepsAhead(const Hash& domain, std::shared_ptr<mvm::SignerMemo> memo)
    : m_domain(domain)
    , m_memo(std::move(memo))
{
    for (std::size_t i = 0; i < kThreadsAhead; ++i)
        m_threads.emplace_back([this] {
            letOthersGoFirst();
            work();
        });
}

StepsAhead::~StepsAhead()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isOver = true;
    }
    m_wake.notify_all();
}

std::shared_ptr<StepsAhead::Waiting> StepsAhead::foresee(Read read)
{
    auto waiting = std::make_shared<Waiting>(std::move(read));
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back(waiting);
    }
    m_wake.notify_one();
    return waiting;
}

std::shared_ptr<StepsAhead::Waiting> StepsAhead::next()
{
    std::erase_if(m_queue, [](const auto& each) {
        return each->m_hasBegun ||
               (each->m_stage == Waiting::Stage::Read && each->m_next >= each->m_steps.size());
    });
    const auto found = std::find_if(m_queue.begin(), m_queue.end(), [](const auto& each) {
        return each->m_stage != Waiting::Stage::BeingRead;
    });
    return found == m_queue.end() ? nullptr : *found;
}

void StepsAhead::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        std::shared_ptr<Waiting> waiting;
        m_wake.wait(lock, [&] { return m_isOver || (waiting = next()) != nullptr; });
        if (m_isOver) return;
        if (waiting->m_stage == Waiting::Stage::Unread) {
            waiting->m_stage = Waiting::Stage::BeingRead;
            lock.unlock();
            auto steps = waiting->m_read();
            lock.lock();
            waiting->m_steps = std::move(steps);
            waiting->m_stage = Waiting::Stage::Read;
            m_wake.notify_one();
            continue;
        }
        const std::size_t first = waiting->m_next;
        const std::size_t count =
            std::min(waitingPieceOf(waiting->m_steps.size()), waiting->m_steps.size() - first);
        waiting->m_next += count;
        ++waiting->m_busy;
        lock.unlock();
        // Looked at again: in the one order of all four accesses (sequentially consistent, as they are by
        // default), either this sees that their turn has come, or itIsTheirTurn() sees the busy thread.
        if (!waiting->m_hasBegun)
            (void)mvm::checkSteps(std::span(waiting->m_steps).subspan(first, count), m_domain, 1,
                                  m_memo.get());
        --waiting->m_busy;
        waiting->m_busy.notify_all();
        lock.lock();
    }
}

} // namespace stoa::node
