// SPDX-License-Identifier: MIT
#include "app/net/rpc_room.h"

#include <utility>

namespace stoa::net {

using Lock = std::lock_guard<std::mutex>;

RpcRoom::Place::Place(std::shared_ptr<Counts> counts, std::string client, bool isOwner)
    : m_counts(std::move(counts))
    , m_client(std::move(client))
    , m_isOwner(isOwner)
{}

RpcRoom::Place::~Place()
{
    const Lock lock(m_counts->mutex);
    end();
    m_counts->all.bytes -= m_bytes;
    if (Share* own = share()) {
        own->bytes -= m_bytes;
        if (--own->places == 0) m_counts->ofClients.erase(m_client);
    }
}

bool RpcRoom::Place::hold(std::size_t bytes)
{
    const Lock lock(m_counts->mutex);
    return grow(bytes);
}

void RpcRoom::Place::answered()
{
    const Lock lock(m_counts->mutex);
    end();
}

void RpcRoom::Place::begin()
{
    ++m_counts->all.waiting;
    if (m_client.empty()) return;
    Share& own = m_counts->ofClients[m_client];
    ++own.waiting;
    ++own.places;
}

void RpcRoom::Place::end()
{
    if (!std::exchange(m_isWaiting, false)) return;
    --m_counts->all.waiting;
    if (Share* own = share()) --own->waiting;
}

RpcRoom::Share* RpcRoom::Place::share()
{
    const auto found = m_counts->ofClients.find(m_client);
    return found == m_counts->ofClients.end() ? nullptr : &found->second;
}

bool RpcRoom::Place::grow(std::size_t bytes)
{
    Share* own = share();
    if (!m_isOwner && (m_counts->all.bytes + bytes > kMaxHeldBytes ||
                       (own != nullptr && own->bytes + bytes > kMaxHeldBytesOfOne)))
        return false;
    m_bytes += bytes;
    m_counts->all.bytes += bytes;
    if (own != nullptr) own->bytes += bytes;
    return true;
}

std::shared_ptr<RpcRoom::Place> RpcRoom::take(const std::string& client, bool isOwner, std::size_t bytes)
{
    std::shared_ptr<Place> place(new Place(m_counts, isOwner ? std::string() : client, isOwner));
    bool hasRoom = false;
    {
        const Lock lock(m_counts->mutex);
        const auto own = m_counts->ofClients.find(client);
        hasRoom = m_counts->all.waiting < (isOwner ? kMaxWaiting : kMaxWaiting - kOwnersWaiting) &&
                  (isOwner || own == m_counts->ofClients.end() || own->second.waiting < kMaxWaitingOfOne);
        place->begin();
        hasRoom = hasRoom && place->grow(bytes);
    }
    return hasRoom ? place : nullptr;
}

std::uint64_t RpcRoom::waiting() const
{
    const Lock lock(m_counts->mutex);
    return static_cast<std::uint64_t>(m_counts->all.waiting);
}

} // namespace stoa::net
