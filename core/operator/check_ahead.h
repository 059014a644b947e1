// SPDX-License-Identifier: MIT
// Looks at steps (decoding, digests, signers) on other threads while the first one already runs those before
// them; whoever has nothing else to do takes the next few.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "core/mvm/machine.h"

namespace stoa::node {

class CheckAhead {
public:
    /// `steps` and `memo` must outlive it. A short list starts no thread.
    CheckAhead(std::span<const Bytes> steps, const Hash& domain, mvm::SignerMemo* memo = nullptr);
    ~CheckAhead();
    CheckAhead(const CheckAhead&) = delete;
    CheckAhead& operator=(const CheckAhead&) = delete;

    /// The step as checkStep() sees it; waits, or helps, until that is known.
    const mvm::CheckedStep& at(std::size_t index);
    /// The end of the steps that at(index) is waited for together with.
    std::size_t pieceEnd(std::size_t index) const
    {
        return std::min(m_steps.size(), (index / m_size + 1) * m_size);
    }

private:
    struct Piece {
        std::vector<mvm::CheckedStep> checked;
        std::atomic<bool> isDone = false;
    };

    /// Takes the next piece that nobody has taken. False if there is none.
    bool takeOne();

    std::span<const Bytes> m_steps;
    Hash m_domain;
    mvm::SignerMemo* m_memo;
    std::size_t m_size; ///< steps in a piece
    std::size_t m_count;
    std::unique_ptr<Piece[]> m_pieces;
    std::atomic<std::size_t> m_next = 0;
    std::vector<std::jthread> m_helpers;
};

} // namespace stoa::node
