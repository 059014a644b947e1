// SPDX-License-Identifier: MIT
#include "core/crypto/secret.h"

#include <map>
#include <mutex>

#include <sys/mman.h>

namespace stoa::crypto {

namespace {

// The system locks whole pages and does not count: a page stays locked until the last secret on it is gone.
class LockedPages {
public:
    void add(ByteView bytes) { forEachPage(bytes, &LockedPages::lock); }
    void remove(ByteView bytes) { forEachPage(bytes, &LockedPages::unlock); }

private:
    static constexpr std::uintptr_t kPage = 4096; // a guess that is too small only locks in smaller steps

    void forEachPage(ByteView bytes, void (LockedPages::*what)(std::uintptr_t))
    {
        if (bytes.empty()) return;
        const std::lock_guard guard(m_mutex);
        const auto first = reinterpret_cast<std::uintptr_t>(bytes.data()) / kPage;
        const auto last = (reinterpret_cast<std::uintptr_t>(bytes.data()) + bytes.size() - 1) / kPage;
        for (std::uintptr_t page = first; page <= last; ++page) (this->*what)(page);
    }
    void lock(std::uintptr_t page)
    {
        // Refused where the user's limit is small: then the secret may be swapped out, and nothing else
        // changes.
        if (m_users[page]++ == 0) static_cast<void>(::mlock(reinterpret_cast<void*>(page * kPage), kPage));
    }
    void unlock(std::uintptr_t page)
    {
        const auto entry = m_users.find(page);
        if (entry == m_users.end() || --entry->second > 0) return;
        m_users.erase(entry);
        static_cast<void>(::munlock(reinterpret_cast<void*>(page * kPage), kPage));
    }

    std::mutex m_mutex;
    std::map<std::uintptr_t, std::size_t> m_users;
};

// Never destroyed: secrets in static objects may outlive everything of this file.
LockedPages& lockedPages()
{
    static auto* const pages = new LockedPages;
    return *pages;
}

} // namespace

void wipe(std::span<std::uint8_t> bytes)
{
    // explicit_bzero is a call the compiler must keep.
    if (!bytes.empty()) ::explicit_bzero(bytes.data(), bytes.size());
}

Secret::Secret(ByteView bytes)
{
    *this = ofSize(bytes.size());
    std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
}

Secret Secret::ofSize(std::size_t size)
{
    Secret secret;
    secret.m_bytes.resize(size);
    lockedPages().add(secret.m_bytes);
    return secret;
}

// Moving hands over the very memory, so no copy stays behind.
Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::move(other.m_bytes))
{
    other.m_bytes.clear();
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this == &other) return *this;
    clear();
    m_bytes = std::move(other.m_bytes);
    other.m_bytes.clear();
    return *this;
}

Secret::~Secret() { clear(); }

void Secret::clear()
{
    wipe(m_bytes);
    lockedPages().remove(m_bytes);
    Bytes().swap(m_bytes);
}

} // namespace stoa::crypto
