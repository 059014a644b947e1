// SPDX-License-Identifier: MIT
#include "core/operator/batches_ahead.h"

namespace stoa::node {
namespace {

constexpr std::size_t kBatchesAtOnce = 16;

} // namespace

Result<BatchesAhead::Item> BatchesAhead::at(std::uint64_t number, const Hash& header)
{
    if (!m_window || !m_window->holds(number, header)) {
        if (m_next && m_next->holds(number, header)) {
            m_window = std::move(m_next);
        } else {
            STOA_TRY(m_window, read(number));
        }
        m_next.reset();
        const std::uint64_t after = m_window->first + m_window->batches.size();
        // Where reading came to an end before, it would now, too.
        if (m_window->batches.size() == kBatchesAtOnce && after <= m_chain.tip()) {
            auto next = read(after);
            if (next) m_next = *std::move(next);
        }
    }
    const std::size_t place = number - m_window->first;
    const std::size_t begin = m_window->begins[place];
    return Item{&m_window->batches[place],
                [checked = m_window->checked.get(), begin](std::uint32_t i) -> const mvm::CheckedStep& {
                    return checked->at(begin + i);
                }};
}

/// A batch of it that cannot be read, but for the first one, is asked for again when it is its turn.
Result<std::unique_ptr<BatchesAhead::Window>> BatchesAhead::read(std::uint64_t first)
{
    auto window = std::make_unique<Window>();
    window->first = first;
    for (std::uint64_t number = first;
         window->batches.size() < kBatchesAtOnce && (number == first || number <= m_chain.tip()); ++number) {
        auto batch = m_chain.batch(number);
        if (!batch && number > first) break;
        STOA_TRY(rollup::Batch next, std::move(batch));
        window->begins.push_back(window->steps.size());
        window->steps.insert(window->steps.end(), next.steps.begin(), next.steps.end());
        window->headers.push_back(rollup::headerHash(next.header));
        window->batches.push_back(std::move(next));
    }
    window->checked =
        std::make_unique<CheckAhead>(window->steps, m_chain.definition().rules().domain, m_memo);
    return window;
}

} // namespace stoa::node
