// SPDX-License-Identifier: MIT
// Posted batches that are going to be recomputed: the next few are read at once, and their signatures are
// recovered on other threads while those before them are still being run.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/mainchain/main_chain.h"
#include "core/operator/check_ahead.h"

namespace stoa::node {

class BatchesAhead {
public:
    /// `chain` and `memo`, which may be null, must outlive it.
    BatchesAhead(mainchain::MainChain& chain, mvm::SignerMemo* memo)
        : m_chain(chain)
        , m_memo(memo)
    {}

    /// Good until the next call.
    struct Item {
        const rollup::Batch* batch;
        std::function<const mvm::CheckedStep&(std::uint32_t)> checked; ///< its steps
    };
    /// The batch of that number, which has this hash on the main chain. Errors: those of the chain.
    Result<Item> at(std::uint64_t number, const Hash& header);

private:
    struct Window {
        std::uint64_t first = 0;
        std::vector<rollup::Batch> batches;
        std::vector<Hash> headers;
        std::vector<std::size_t> begins; ///< of each batch in `steps`
        std::vector<Bytes> steps;
        std::unique_ptr<CheckAhead> checked;

        bool holds(std::uint64_t number, const Hash& header) const
        {
            return number >= first && number - first < headers.size() && headers[number - first] == header;
        }
    };

    Result<std::unique_ptr<Window>> read(std::uint64_t first);

    mainchain::MainChain& m_chain;
    mvm::SignerMemo* m_memo;
    std::unique_ptr<Window> m_window;
    std::unique_ptr<Window> m_next; ///< what comes after it; null: nothing does yet, or it cannot be read
};

} // namespace stoa::node
