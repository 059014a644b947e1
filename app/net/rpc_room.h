// SPDX-License-Identifier: MIT
// How much may wait at the port at once: so many requests and bytes of one client and in all, with room that
// is kept for the owner. So nobody shuts others out, and what waits fits into a small computer's memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace stoa::net {

/// Requests that may wait for their answers at once, over all connections; a batch is one.
inline constexpr int kMaxWaiting = 256;
inline constexpr int kOwnersWaiting = 16;   ///< of these, so that nobody can shut the owner out
inline constexpr int kMaxWaitingOfOne = 16; ///< of these, of one client
/// Bytes of requests and answers until they are sent. The owner's are counted and not bounded.
inline constexpr std::size_t kMaxHeldBytes = 256'000'000;
inline constexpr std::size_t kMaxHeldBytesOfOne = 64'000'000;

/// Thread-safe, like the places in it, which may outlive it: the last who held one may be the engine.
class RpcRoom {
    struct Share {
        int waiting = 0;
        std::size_t bytes = 0;
        std::size_t places = 0;
    };
    struct Counts {
        std::mutex mutex;
        Share all;
        std::map<std::string, Share> ofClients;
    };

public:
    /// One request's, until it is destroyed.
    class Place {
    public:
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        /// Counts so many bytes more; false if there is no room for them.
        bool hold(std::size_t bytes);
        /// From now on only its bytes count.
        void answered();

    private:
        friend class RpcRoom;
        Place(std::shared_ptr<Counts> counts, std::string client, bool isOwner);
        // With the lock:
        void begin();
        void end();
        Share* share();
        bool grow(std::size_t bytes);

        std::shared_ptr<Counts> m_counts;
        std::string m_client;
        bool m_isOwner;
        bool m_isWaiting = true;
        std::size_t m_bytes = 0;
    };

    /// For a request of so many bytes; null if there is no room. `client`: who shares a part of the room;
    /// empty: nobody in particular.
    std::shared_ptr<Place> take(const std::string& client, bool isOwner, std::size_t bytes);
    std::uint64_t waiting() const;

private:
    std::shared_ptr<Counts> m_counts = std::make_shared<Counts>();
};

} // namespace stoa::net
