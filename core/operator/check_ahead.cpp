// SPDX-License-Identifier: MIT
#include "core/operator/check_ahead.h"

#include <algorithm>

#include "core/base/thread_priority.h"

namespace stoa::node {
namespace {

constexpr std::size_t kHelpers = 2;

/// Many signatures are checked together at less cost each; but the last piece must not keep everybody
/// waiting.
std::size_t pieceOf(std::size_t steps)
{
    constexpr std::size_t kSmallest = 16;
    constexpr std::size_t kLargest = 512;
    return std::clamp(steps / (2 * kHelpers), kSmallest, kLargest);
}

} // namespace

CheckAhead::CheckAhead(std::span<const Bytes> steps, const Hash& domain, mvm::SignerMemo* memo)
    : m_steps(steps)
    , m_domain(domain)
    , m_memo(memo)
    , m_size(pieceOf(steps.size()))
    , m_count((steps.size() + m_size - 1) / m_size)
    , m_pieces(std::make_unique<Piece[]>(m_count))
{
    // As many as there are cores, though one runs steps: it waits for the disk now and then. It goes first
    // all the same, because it alone can do what it does, and everybody can do what they do.
    for (std::size_t i = 1; i < m_count && i <= kHelpers; ++i)
        m_helpers.emplace_back([this] {
            letOthersGoFirst();
            while (takeOne()) {
            }
        });
}

CheckAhead::~CheckAhead()
{
    m_next.store(m_count); // what nobody asked for is left
}

bool CheckAhead::takeOne()
{
    const std::size_t number = m_next.fetch_add(1);
    if (number >= m_count) return false;
    const std::size_t first = number * m_size;
    Piece& piece = m_pieces[number];
    piece.checked = mvm::checkSteps(m_steps.subspan(first, std::min(m_size, m_steps.size() - first)),
                                    m_domain, 1, m_memo);
    piece.isDone.store(true, std::memory_order_release);
    piece.isDone.notify_all();
    return true;
}

const mvm::CheckedStep& CheckAhead::at(std::size_t index)
{
    Piece& piece = m_pieces[index / m_size];
    // Helps only with what nobody has begun. Whoever has begun this piece may share a core with this thread,
    // and would have to wait for it.
    while (m_next.load() <= index / m_size && takeOne()) {
    }
    piece.isDone.wait(false, std::memory_order_acquire);
    return piece.checked[index % m_size];
}

} // namespace stoa::node
