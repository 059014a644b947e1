// SPDX-License-Identifier: MIT
// The engine's thread: a queue of jobs, one after another, and one job that comes back at intervals.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace stoa::engine {

/// Thread-safe. Jobs posted before stop() all run; later ones are refused.
class Mailbox {
public:
    using Job = std::function<void()>;

    Mailbox();
    ~Mailbox() { stop(); }
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    /// False if the mailbox has stopped; `job` has then not run and will not.
    bool post(Job job);

    /// `job` runs every `interval`, between two posted jobs.
    void runEvery(std::chrono::milliseconds interval, Job job);

    /// Whether a posted job waits.
    bool isWaitedFor();

    /// Runs what is queued, then joins. Not to be called from a job.
    void stop();

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    Job m_repeated;
    std::chrono::milliseconds m_interval{0};
    bool m_stopping = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace stoa::engine
