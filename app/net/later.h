// SPDX-License-Identifier: MIT
// The way back to an object's thread for answers that come on other threads and may outlive the object.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include <QMetaObject>

namespace stoa::net {

/// Hands work to a QObject on its own thread until close(). Thread-safe. Shared by whoever may answer.
template <typename Target>
class Later {
public:
    explicit Later(Target* target)
        : m_target(target)
    {}
    void post(std::function<void(Target&)> work)
    {
        const std::lock_guard lock(m_mutex);
        if (m_target == nullptr) return;
        QMetaObject::invokeMethod(
            m_target, [target = m_target, work = std::move(work)] { work(*target); }, Qt::QueuedConnection);
    }
    /// From the target's destructor: nothing runs afterwards.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_target = nullptr;
    }

private:
    std::mutex m_mutex;
    Target* m_target;
};

} // namespace stoa::net
