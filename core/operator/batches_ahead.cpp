// SPDX-License-Identifier: MIT
#include "core/operator/batches_ahead.h"

namespace stoa::node {
namespace {

constexpr std::size_t kBatchesAtOnce = 16;

} // namespace

Result<BatchesAhead::Item> BatchesAhead::at(std::uint64_t number, const Hash& header)
{
    const auto isInWindow = [&] {
        return m_window && number >= m_window->first && number - m_window->first < m_window->batches.size() &&
               m_window->headers[number - m_window->first] == header;
    };
    if (!isInWindow()) STOA_TRY_VOID(read(number));
    const std::size_t place = number - m_window->first;
    const std::size_t begin = m_window->begins[place];
    return Item{&m_window->batches[place],
                [checked = m_window->checked.get(), begin](std::uint32_t i) -> const mvm::CheckedStep& {
                    return checked->at(begin + i);
                }};
}

Result<void> BatchesAhead::read(std::uint64_t first)
{
    auto window = std::make_unique<Window>();
    window->first = first;
    for (std::uint64_t number = first;
         window->batches.size() < kBatchesAtOnce && (number == first || number <= m_chain.tip()); ++number) {
        auto batch = m_chain.batch(number);
        if (!batch && number > first) break; // asked for again when it is its turn
        STOA_TRY(rollup::Batch next, std::move(batch));
        window->begins.push_back(window->steps.size());
        window->steps.insert(window->steps.end(), next.steps.begin(), next.steps.end());
        window->headers.push_back(rollup::headerHash(next.header));
        window->batches.push_back(std::move(next));
    }
    window->checked =
        std::make_unique<CheckAhead>(window->steps, m_chain.definition().rules().domain, m_memo);
    m_window = std::move(window);
    return {};
}

} // namespace stoa::node
