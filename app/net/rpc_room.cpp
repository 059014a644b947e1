// SPDX-License-Identifier: MIT
#include "app/net/rpc_room.h"

#include <utility>

namespace stoa::net {

RpcRoom::Place::Place(std::shared_ptr<Counts> counts, std::string client, bool isOwner)
    : m_counts(std::move(counts))
    , m_client(std::move(client))
    , m_isOwner(isOwner)
{
    ++m_counts->all.waiting;
    if (m_client.empty()) return;
    Share& own = m_counts->ofClients[m_client];
    ++own.waiting;
    ++own.places;
}

RpcRoom::Place::~Place()
{
    answered();
    m_counts->all.bytes -= m_bytes;
    if (Share* own = share()) {
        own->bytes -= m_bytes;
        if (--own->places == 0) m_counts->ofClients.erase(m_client);
    }
}

RpcRoom::Share* RpcRoom::Place::share()
{
    const auto found = m_counts->ofClients.find(m_client);
    return found == m_counts->ofClients.end() ? nullptr : &found->second;
}

bool RpcRoom::Place::hold(std::size_t bytes)
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

void RpcRoom::Place::answered()
{
    if (!std::exchange(m_isWaiting, false)) return;
    --m_counts->all.waiting;
    if (Share* own = share()) --own->waiting;
}

std::shared_ptr<RpcRoom::Place> RpcRoom::take(const std::string& client, bool isOwner, std::size_t bytes)
{
    if (m_counts->all.waiting >= (isOwner ? kMaxWaiting : kMaxWaiting - kOwnersWaiting)) return nullptr;
    const auto own = m_counts->ofClients.find(client);
    if (!isOwner && own != m_counts->ofClients.end() && own->second.waiting >= kMaxWaitingOfOne)
        return nullptr;
    std::shared_ptr<Place> place(new Place(m_counts, isOwner ? std::string() : client, isOwner));
    return place->hold(bytes) ? place : nullptr;
}

} // namespace stoa::net
