// SPDX-License-Identifier: MIT
#include "tests/simulation/hostile_node.h"

#include <algorithm>

namespace stoa::test {
namespace {

void putInPlace(const rollup::SignedHeader& block, std::uint64_t from, std::uint32_t count,
                std::vector<rollup::SignedHeader>& list)
{
    const std::uint64_t number = block.header.number;
    std::erase_if(list, [&](const rollup::SignedHeader& each) { return each.header.number >= number; });
    if (number >= from && number - from < count) list.push_back(block);
}

} // namespace

Result<node::NodeInfo> PromisingNode::info()
{
    auto answer = m_node.info();
    if (answer) answer->head = named;
    return answer;
}

Result<std::vector<rollup::SignedHeader>> PromisingNode::blocks(std::uint64_t from, std::uint32_t count)
{
    auto answer = m_node.blocks(from, count);
    if (answer) putInPlace(shown, from, count, *answer);
    return answer;
}

void HostileNode::promise(const Promises& promises)
{
    m_promises = promises;
    for (const rollup::SignedHeader* each : {&promises.one, &promises.other})
        m_promised.push_back(each->header);
}

bool HostileNode::hasPromised(const rollup::BlockHeader& block) const
{
    return std::find(m_promised.begin(), m_promised.end(), block) != m_promised.end();
}

/// Another state: under the old signature, under that of somebody without a bond, or under one that is not of
/// whom the block names.
rollup::SignedHeader HostileNode::forged(rollup::SignedHeader header)
{
    header.header.postRoot = m_random.bytes<32>();
    switch (m_random.next() % 3) {
    case 0: return header;
    case 1: header.header.aggregator = m_key.address(); break;
    default: break;
    }
    header.signature = m_key.sign(rollup::blockHash(header.header, m_definition));
    return header;
}

Result<node::NodeInfo> HostileNode::info()
{
    if (m_random.next() % 8 == 0 && m_isLiar) return ErrorCode::Offline;
    auto answer = m_honest.info();
    m_shown.reset();
    if (!answer) return answer;
    const std::uint64_t batch = m_promises ? m_promises->one.header.batch : 0;
    if (batch != 0 && (batch == answer->tipBatch || batch == answer->tipBatch + 1) &&
        m_random.next() % 2 == 0) {
        m_shown = m_random.next() % 2 == 0 ? m_promises->one : m_promises->other;
        answer->head = *m_shown;
        return answer;
    }
    if (!strikes("what is newest")) return answer;
    switch (m_random.next() % 6) {
    case 0: answer->head = forged(answer->head); break;
    case 1: answer->rollbacks += 1 + m_random.next() % 3; break;
    case 2: answer->tipBatch += 1; break;
    case 3: answer->now += 365 * kDay; break;
    case 4: answer->definition += " "; break;
    default: answer->head.header.number += 1; break;
    }
    return answer;
}

Result<std::vector<node::BatchInfo>> HostileNode::batches(std::uint64_t from, std::uint32_t count)
{
    auto answer = m_honest.batches(from, count);
    if (!answer || answer->empty() || !strikes("a batch")) return answer;
    auto& one = (*answer)[m_random.next() % answer->size()];
    switch (m_random.next() % 4) {
    case 0: one.header.postRoot = m_random.bytes<32>(); break;
    case 1: one.header.l1Time -= kDay; break;
    case 2: answer->pop_back(); break;
    default: one.header.aggregator = m_key.address(); break;
    }
    return answer;
}

Result<std::vector<node::ChainEvent>> HostileNode::events(std::uint64_t after, std::uint32_t count)
{
    if (strikes("no events")) return ErrorCode::Offline; // it withholds them
    return m_honest.events(after, count);
}

Result<std::vector<rollup::SignedHeader>> HostileNode::blocks(std::uint64_t from, std::uint32_t count)
{
    auto answer = m_honest.blocks(from, count);
    if (answer && m_shown) putInPlace(*m_shown, from, count, *answer);
    if (!answer || answer->empty() || !strikes("a block")) return answer;
    auto& one = (*answer)[m_random.next() % answer->size()];
    one = forged(one);
    return answer;
}

Result<node::BlockSteps> HostileNode::blockSteps(std::uint64_t number)
{
    auto answer = m_honest.blockSteps(number);
    if (!answer || answer->steps.empty() || !strikes("steps of a block")) return answer;
    answer->steps[m_random.next() % answer->steps.size()] = m_random.bytes<32>();
    return answer;
}

Result<node::BatchSteps> HostileNode::batchSteps(std::uint64_t number)
{
    auto answer = m_honest.batchSteps(number);
    if (!answer || answer->steps.empty() || !strikes("steps of a batch")) return answer;
    answer->roots[m_random.next() % answer->roots.size()] = m_random.bytes<32>();
    return answer;
}

Result<node::CompanySnapshot> HostileNode::company(const DacId& dac, const Hash& knownRoot)
{
    auto answer = m_honest.company(dac, knownRoot);
    if (!answer || !strikes("a company")) return answer;
    switch (m_random.next() % 4) {
    case 0:
        answer->isUnchanged = true;
        answer->records.clear();
        break;
    case 1: answer->root = m_random.bytes<32>(); break;
    case 2:
        if (!answer->records.empty()) answer->records.pop_back();
        break;
    default:
        if (!answer->records.empty()) answer->records.front().second.back() ^= 1U;
        break;
    }
    return answer;
}

Result<node::RecordProof> HostileNode::record(const state::Key& key)
{
    auto answer = m_honest.record(key);
    if (!answer || !strikes("a record")) return answer;
    switch (m_random.next() % 4) {
    case 0:
        if (!answer->path.leafValue.empty()) answer->path.leafValue.back() ^= 1U;
        break;
    case 3: // a richer account
        if (auto account = state::decodeRecord<state::Account>(answer->path.leafValue)) {
            account->balance += 1000 * kToken;
            answer->path.leafValue = state::encodeRecord(*account);
        }
        break;
    case 1: answer->path.treeIsEmpty = !answer->path.treeIsEmpty; break;
    default: answer->head = forged(answer->head); break;
    }
    return answer;
}

Result<std::vector<Bytes>> HostileNode::contents(const std::vector<Hash>& ids)
{
    if (strikes("texts")) return std::vector<Bytes>{Bytes{1, 2, 3}};
    return m_honest.contents(ids);
}

Result<void> HostileNode::putContents(const std::vector<Bytes>& objects)
{
    return m_honest.putContents(objects);
}

Result<std::vector<node::StepStatus>> HostileNode::submit(const std::vector<Bytes>& steps)
{
    if (!strikes("that it takes steps")) return m_honest.submit(steps);
    // It keeps them to itself, and says what it likes.
    std::vector<node::StepStatus> answer(steps.size());
    for (node::StepStatus& status : answer) {
        status.stage = static_cast<node::StepStatus::Stage>(m_random.next() % 4);
        status.block = status.batch = 1 + m_random.next() % 5;
        if (status.stage == node::StepStatus::Stage::Refused) status.refusal = ErrorCode::WrongNonce;
    }
    return answer;
}

Result<std::vector<node::StepStatus>> HostileNode::status(const std::vector<Hash>& digests)
{
    auto answer = m_honest.status(digests);
    if (!answer || answer->empty() || !strikes("where a step is")) return answer;
    auto& one = (*answer)[m_random.next() % answer->size()];
    one.stage = static_cast<node::StepStatus::Stage>(m_random.next() % 4);
    one.step += 1;
    return answer;
}

} // namespace stoa::test
