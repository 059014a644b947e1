// SPDX-License-Identifier: MIT
// What came to one account, as the node says, and what of that a rollback took away again. The first is asked
// for anew; the second no node can tell, so that it is kept on the disk.
#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/operator/node_service.h"

namespace stoa::engine {

class KnownCredits {
public:
    /// That a node tells at once, and that are kept of each list.
    static constexpr std::uint32_t kMost = node::kMaxCreditsTold;

    /// The newest, newest first: what the node said last, no more than kMost.
    const std::vector<node::Credit>& listed() const { return m_listed; }
    /// Whether there is nothing older than these.
    bool areAll() const { return m_listed.size() < kMost; }
    /// What was listed once and did not happen after all; of one place the one that was undone first is
    /// first.
    const std::vector<node::Credit>& undone() const { return m_undone; }
    bool isUndone(const node::Credit& credit) const;
    /// Whether this one was listed before, undone, and brought again in another place: as far as can be told
    /// from who gave it, for what and how much. It counts once.
    bool cameAgain(const node::Credit& credit) const;

    /// The node says that these are the newest, newest first, all of them or kMost. `finalBatch`: what is in
    /// batches up to this one stays.
    void take(std::vector<node::Credit> now, std::uint64_t finalBatch);

    /// What no node can tell any more once it is undone: `FORMAT.md`, store/member, credits.
    Bytes encode() const;
    /// What was listed is for take() to compare with; it is not to be shown before. Errors: StoreDamaged.
    static Result<KnownCredits> decode(ByteView bytes);
    /// Whether there is nothing that would have to be kept.
    bool isNothing() const { return m_listed.empty() && m_undone.empty() && m_again.empty(); }

private:
    std::vector<node::Credit> m_listed;
    std::vector<node::Credit> m_undone; ///< oldest loss first
    std::vector<node::Credit> m_again;  ///< those of m_listed, or older, that came again
    std::uint64_t m_final = 0;          ///< the final batch when they were listed
    node::CreditPlace m_before{0, 0}; ///< what is older was not looked at; of the first place: everything was
};

} // namespace stoa::engine
