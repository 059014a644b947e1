// SPDX-License-Identifier: MIT
#include "core/engine/mailbox.h"

#include <algorithm>

namespace stoa::engine {

Mailbox::Mailbox()
    : m_thread([this] { run(); })
{}

bool Mailbox::post(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping) return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void Mailbox::runEvery(std::chrono::milliseconds interval, Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_interval = interval;
        m_repeated = std::move(job);
    }
    m_wake.notify_one();
}

bool Mailbox::isWaitedFor()
{
    const std::scoped_lock lock(m_mutex);
    return !m_jobs.empty();
}

void Mailbox::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        m_repeated = nullptr;
    }
    m_wake.notify_one();
    if (m_thread.joinable()) m_thread.join();
}

void Mailbox::run()
{
    auto nextRepeat = std::chrono::steady_clock::now();
    for (;;) {
        Job job;
        bool isRepeatDue = false;
        std::chrono::milliseconds interval{0};
        {
            std::unique_lock lock(m_mutex);
            const auto isWoken = [this] { return m_stopping || !m_jobs.empty(); };
            if (m_repeated)
                m_wake.wait_until(lock, nextRepeat, isWoken);
            else
                m_wake.wait(lock, [&] { return isWoken() || m_repeated; });
            isRepeatDue = m_repeated && std::chrono::steady_clock::now() >= nextRepeat;
            interval = m_interval;
            if (isRepeatDue) {
                job = m_repeated;
                nextRepeat = std::chrono::steady_clock::now() + m_interval;
            } else if (!m_jobs.empty()) {
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            } else if (m_stopping) {
                return;
            }
        }
        if (job) job();
        // One that takes longer than its interval would always be due: what has waited has a turn in between.
        if (isRepeatDue) nextRepeat = std::max(nextRepeat, std::chrono::steady_clock::now() + interval / 2);
    }
}

} // namespace stoa::engine
