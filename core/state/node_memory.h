// SPDX-License-Identifier: MIT
// Memory for the nodes of trees: there are millions, found by jumping from one to the next, and they come and
// go by the thousand with every block.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#define STOA_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STOA_ADDRESS_SANITIZER
#endif
#endif

namespace stoa::state {

constexpr std::size_t kCacheLine = 64;

/// Places of so many cache lines out of huge pages: a walk through a large tree costs few looks at the page
/// tables and no more cache lines than a node has. What is given back is for nodes to come, of all threads;
/// it does not return to the system.
///
/// Where a sanitizer looks for places that are used after their end, they come from the heap.
template <std::size_t Lines>
class NodeMemory {
public:
#ifdef STOA_ADDRESS_SANITIZER
    static void* take() { return ::operator new(kBytes, std::align_val_t(kCacheLine)); }
    static void give(void* place) { ::operator delete(place, std::align_val_t(kCacheLine)); }

private:
    static constexpr std::size_t kBytes = Lines * kCacheLine;
};
#else
    static void* take() { return spare().take(); }
    static void give(void* place) { spare().give(place); }

private:
    static constexpr std::size_t kBytes = Lines * kCacheLine;

    struct Link {
        Link* next;
    };
    /// That nobody has.
    struct Places {
        Link* first = nullptr;
        std::size_t count = 0;

        void add(void* place)
        {
            first = new (place) Link{first};
            ++count;
        }
        void* take()
        {
            --count;
            return std::exchange(first, first->next);
        }
    };
    static constexpr std::size_t kAtOnce = 1024; ///< places that a thread takes and hands over together

    /// What no thread has at hand.
    class Shared {
    public:
        Places take()
        {
            const std::lock_guard lock(m_mutex);
            if (m_places.empty()) return cut();
            const Places places = m_places.back();
            m_places.pop_back();
            return places;
        }
        void give(Places places)
        {
            const std::lock_guard lock(m_mutex);
            m_places.push_back(places);
        }

    private:
        static constexpr std::size_t kHugePage = std::size_t{1} << 21U;
        static constexpr std::size_t kSlab = 16 * kHugePage;

        Places cut()
        {
            Places places;
            for (; places.count < kAtOnce; m_left -= kBytes, m_next += kBytes) {
                if (m_left < kBytes) addSlab();
                places.add(m_next);
            }
            return places;
        }
        /// Straight from the system: the heap gives out pages that have been small ones before. What is not
        /// touched yet costs nothing; and pages are small at first, for those who have few nodes.
        void addSlab()
        {
            const bool isFirst = m_next == nullptr;
            const std::size_t wanted = isFirst ? kHugePage : kSlab;
            std::size_t bytes = wanted + kHugePage; // as it may begin in the middle of a page
            void* place = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (place == MAP_FAILED) throw std::bad_alloc();
            place = std::align(kHugePage, wanted, place, bytes);
            if (!isFirst) ::madvise(place, wanted, MADV_HUGEPAGE); // where there are none, it goes without
            m_next = static_cast<std::byte*>(place);
            m_left = wanted;
        }

        std::mutex m_mutex;
        std::vector<Places> m_places;
        std::byte* m_next = nullptr;
        std::size_t m_left = 0;
    };
    static Shared& shared()
    {
        static auto& shared = *new Shared; // outlives every tree
        return shared;
    }

    /// What one thread has at hand.
    class Spare {
    public:
        ~Spare()
        {
            // Emptied, too: what is destroyed later still in this thread comes here.
            for (Places* places : {&m_now, &m_then})
                if (places->first) shared().give(std::exchange(*places, {}));
        }
        void* take()
        {
            if (!m_now.first) m_now = m_then.first ? std::exchange(m_then, {}) : shared().take();
            return m_now.take();
        }
        void give(void* place)
        {
            if (m_now.count == kAtOnce) {
                if (m_then.first) shared().give(m_then);
                m_then = std::exchange(m_now, {});
            }
            m_now.add(place);
        }

    private:
        Places m_now;
        Places m_then; ///< full, or empty
    };
    static Spare& spare()
    {
        static thread_local Spare spare;
        return spare;
    }
};
#endif

} // namespace stoa::state
