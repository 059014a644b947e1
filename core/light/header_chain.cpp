// SPDX-License-Identifier: MIT
#include "core/light/header_chain.h"

namespace stoa::light {
namespace {

constexpr std::uint32_t kPage = 500;
constexpr int kPagesAtOnce = 20;
constexpr int kPagesAnew = 10'000; ///< of events, after a reorganization
constexpr std::size_t kBatchesKept = 256;
constexpr std::size_t kBlocksKept = 1024;
constexpr std::size_t kMostBonded = 1'000'000; ///< each of them has put down a whole bond
constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

Error failed(const char* why) { return {ErrorCode::ProofFailed, why}; }

/// A block that was made from a posted batch: its only content is the batch.
bool isImported(const rollup::SignedHeader& block)
{
    return block.signature == crypto::RecoverableSignature{};
}

std::uint32_t endOf(const rollup::BlockHeader& block) { return block.firstStep + block.steps; }

/// Whether what the node shows next is by somebody of whom the events that were read say nothing.
Result<bool> isByStranger(node::NodeService& node, const node::NodeInfo& info, const HeaderChain& known)
{
    if (known.tip() < info.tipBatch) {
        STOA_TRY(const auto list, node.batches(known.tip() + 1, 1));
        return !list.empty() && !known.wasBonded(list.front().header.aggregator, list.front().header.number);
    }
    const rollup::BlockHeader& head = info.head.header;
    return head.number != 0 && !isImported(info.head) && !known.wasBonded(head.aggregator, head.batch);
}

} // namespace

Result<void> checkNext(const rollup::Header& parent, const rollup::Header& next,
                       const rollup::NetworkDefinition& definition)
{
    if (next.number != parent.number + 1 || next.parent != rollup::headerHash(parent))
        return failed("a batch does not name its parent");
    if (next.preRoot != parent.postRoot || next.parentEntropy != parent.entropy)
        return failed("a batch does not begin where its parent ends");
    if (next.steps == 0 || next.steps > rollup::kMaxBatchSteps || next.inboxSteps > next.steps ||
        next.inboxSteps > rollup::kMaxInboxSteps || next.inboxEnd != parent.inboxEnd + next.inboxSteps)
        return failed("steps of a batch");
    if (next.time < parent.time || next.l1Time < parent.l1Time || next.time > next.l1Time ||
        next.l1Time - next.time > definition.timeLag)
        return failed("time of a batch");
    if (next.version != rollup::kVersion) return failed("version of a batch");
    return {};
}

Result<void> checkNext(const rollup::BlockHeader& parent, const rollup::BlockHeader& next,
                       const Hash& definition)
{
    if (next.number != parent.number + 1 || next.parent != rollup::blockHash(parent, definition))
        return failed("a block does not name its parent");
    if (next.preRoot != parent.postRoot) return failed("a block does not begin where its parent ends");
    const bool goesOn = next.batch == parent.batch && next.firstStep == endOf(parent) &&
                        next.time == parent.time && next.aggregator == parent.aggregator;
    const bool isFirst = next.batch == parent.batch + 1 && next.firstStep == 0 && next.time >= parent.time;
    if (!goesOn && !isFirst) return failed("a block's place in its batch");
    return {};
}

HeaderChain::HeaderChain(const rollup::NetworkDefinition& definition)
    : m_definition(definition)
    , m_hash(definition.hash())
    , m_batches{rollup::genesisHeader(definition.genesis)}
{}

bool HeaderChain::wasBonded(const Address& who, std::uint64_t batch) const
{
    const auto found = m_heard.bonded.find(who);
    return found != m_heard.bonded.end() && batch < found->second;
}

const rollup::Header* HeaderChain::batch(std::uint64_t number) const
{
    const std::uint64_t first = m_batches.front().number;
    return number < first || number > tip() ? nullptr : &m_batches[number - first];
}

Result<rollup::Header> HeaderChain::batch(node::NodeService& node, std::uint64_t number) const
{
    if (const rollup::Header* kept = batch(number)) return *kept;
    const rollup::Header& first = m_batches.front();
    if (number == 0 || number > first.number) return ErrorCode::NotFound;
    std::optional<rollup::Header> wanted;
    std::optional<rollup::Header> last;
    for (int page = 0; page < kPagesAtOnce; ++page) {
        STOA_TRY(const auto list, node.batches(last ? last->number + 1 : number, kPage));
        if (list.empty()) return ErrorCode::BadAnswer;
        for (const node::BatchInfo& each : list) {
            if (last)
                STOA_TRY_VOID(checkNext(*last, each.header, m_definition));
            else if (each.header.number != number)
                return ErrorCode::BadAnswer;
            if (each.header.number == first.number) {
                if (each.header != first || !wanted) return failed("an old batch leads elsewhere");
                return *wanted;
            }
            last = each.header;
            if (!wanted) wanted = each.header;
        }
    }
    return ErrorCode::NotFound;
}

bool HeaderChain::agrees(std::uint64_t number) const
{
    if (m_lies.contains(number)) return false;
    const rollup::Header* header = batch(number);
    // The node itself does not build upon what it has not made blocks of.
    if (header && m_head.header.number != 0 && number > m_head.header.batch) return false;
    const auto end = m_ends.find(number);
    return !header || end == m_ends.end() || saysTheSame(end->second.header, *header);
}

bool HeaderChain::saysTheSame(const rollup::BlockHeader& end, const rollup::Header& batch) const
{
    return endOf(end) == batch.steps && end.postRoot == batch.postRoot && end.time == batch.time &&
           end.aggregator == batch.aggregator;
}

bool HeaderChain::contains(const rollup::BlockHeader& block) const
{
    const std::uint64_t head = m_head.header.number;
    if (block.number > head || head - block.number >= m_blocks.size()) return false;
    return m_blocks[m_blocks.size() - 1 - (head - block.number)] == rollup::blockHash(block, m_hash);
}

Result<void> HeaderChain::reachBack(node::NodeService& node, std::uint64_t number)
{
    const std::uint64_t newest = m_head.header.number;
    if (number == 0 || number > newest || newest - number >= kBlocksKept)
        return failed("a block too far away");
    const std::uint64_t oldest = newest - m_blocks.size() + 1; // the newest one is always kept
    if (number >= oldest) return {};
    std::vector<rollup::BlockHeader> found;
    while (found.size() <= oldest - number) { // the oldest that is known ends it
        STOA_TRY(const auto list, node.blocks(number + found.size(), kPage));
        if (list.empty()) return failed("blocks are missing");
        for (const rollup::SignedHeader& block : list) {
            if (found.size() > oldest - number) break;
            if (found.empty() && block.header.number != number) return failed("another block");
            if (!found.empty()) STOA_TRY_VOID(checkNext(found.back(), block.header, m_hash));
            found.push_back(block.header);
        }
    }
    // Each names its parent by hash, so the last one vouches for all.
    if (rollup::blockHash(found.back(), m_hash) != m_blocks.front())
        return failed("old blocks lead elsewhere");
    for (auto block = found.rbegin() + 1; block != found.rend(); ++block)
        m_blocks.push_front(rollup::blockHash(*block, m_hash));
    return {};
}

Result<void> HeaderChain::follow(node::NodeService& node, const node::NodeInfo& info, Timestamp clock)
{
    HeaderChain next = *this;
    auto advanced = next.advance(node, info, clock);
    if (!advanced && advanced.error().code == ErrorCode::ProofFailed) {
        STOA_TRY(const bool isElsewhere, leadsElsewhere(node, info));
        // A reorganization may leave every batch where it was, and change what else has happened: lies that
        // were proved, bonds that were brought. One that has not grown since is no newer one.
        STOA_TRY(const bool isOfStranger, isByStranger(node, info, next));
        const bool areEventsOthers =
            info.lastEvent >= m_heard.lastEvent && (next.m_heard.rollbacks != info.rollbacks || isOfStranger);
        // Events that nobody else knows of were made up, or have been forgotten; the batches are what counts.
        bool areEventsFewer = info.lastEvent < m_heard.lastEvent && info.rollbacks == m_heard.rollbacks;
        if (areEventsFewer) {
            STOA_TRY(areEventsFewer, showsAllThatIsKnown(node, info));
        }
        if (isElsewhere || areEventsOthers || areEventsFewer) {
            STOA_TRY(next, readAnew(node, info, clock));
            if (!isElsewhere && next.tip() < tip()) return failed("the main chain is older than it was");
            advanced = {};
        }
    }
    if (!advanced) return advanced;
    *this = std::move(next);
    return {};
}

Result<void> HeaderChain::followAnew(node::NodeService& node, const node::NodeInfo& info, Timestamp clock)
{
    STOA_TRY(*this, readAnew(node, info, clock));
    return {};
}

/// From what was heard when a batch that is final by now was the newest. Where that does not fit, it was
/// perhaps a lie, and everything is heard again.
Result<HeaderChain> HeaderChain::readAnew(node::NodeService& node, const node::NodeInfo& info,
                                          Timestamp clock) const
{
    if (m_finallyHeard) {
        auto chain = readAnewFrom(m_finallyHeard, node, info, clock);
        if (chain || chain.error().code != ErrorCode::ProofFailed) return chain;
    }
    return readAnewFrom(nullptr, node, info, clock);
}

/// As it was when the newest final batch was the newest of all, with no more than what was `heard` of the
/// events, and then on from there. Null: nothing of them.
Result<HeaderChain> HeaderChain::readAnewFrom(std::shared_ptr<const Heard> heard, node::NodeService& node,
                                              const node::NodeInfo& info, Timestamp clock) const
{
    HeaderChain chain(m_definition);
    if (heard) chain.m_heard = *heard;
    chain.m_finallyHeard = std::move(heard);
    chain.m_batches = m_batches; // whoever looks for an older one must find what was final, and not nothing
    while (chain.m_batches.back().number > m_final) chain.m_batches.pop_back();
    chain.m_final = m_final;
    chain.m_isReadAnew = true;
    STOA_TRY_VOID(chain.advance(node, info, clock));
    chain.m_isReadAnew = false;
    // Whoever leaves events out leaves out the batches that they tell of.
    if (chain.m_heard.posted != info.tipBatch) return failed("events and number of batches");
    return chain;
}

Result<bool> HeaderChain::showsAllThatIsKnown(node::NodeService& node, const node::NodeInfo& info) const
{
    if (info.tipBatch < tip()) return false;
    if (tip() == 0) return true;
    STOA_TRY(const auto list, node.batches(tip(), 1));
    return !list.empty() && list.front().header == m_batches.back();
}

Result<void> HeaderChain::advance(node::NodeService& node, const node::NodeInfo& info, Timestamp clock)
{
    if (info.rollbacks < m_heard.rollbacks || info.lastEvent < m_heard.lastEvent)
        return failed("the main chain is older than it was");
    if (info.rollbacks == m_heard.rollbacks && info.tipBatch < tip())
        return failed("the node is behind what it showed before");
    m_isBehind = false;
    STOA_TRY_VOID(readEvents(node, info));
    if (!m_isBehind) {
        if (m_heard.rollbacks != info.rollbacks) return failed("events and number of rollbacks");
        STOA_TRY_VOID(readBatches(node, info.tipBatch));
    }
    if (!m_isBehind) {
        if (tip() != info.tipBatch || rollup::headerHash(m_batches.back()) != info.tipHeader)
            return failed("number of batches");
        auto read = readBlocks(node, info.head);
        if (!read && read.error().code == ErrorCode::ProofFailed && m_head.header.number != 0)
            read = readOtherBlocks(node, info.head);
        STOA_TRY_VOID(std::move(read));
    }
    if (!m_isBehind) settle(info, clock);
    return {};
}

/// Whether other batches stand where those that are known stood. That some are missing says nothing: the
/// node may be behind.
Result<bool> HeaderChain::leadsElsewhere(node::NodeService& node, const node::NodeInfo& info) const
{
    std::uint64_t number = m_final + 1;
    const std::uint64_t last = std::min(tip(), info.tipBatch);
    for (int page = 0; number <= last && page < kPagesAtOnce; ++page) {
        STOA_TRY(const auto list, node.batches(number, kPage));
        if (list.empty()) return false;
        for (const node::BatchInfo& each : list) {
            if (number > last || each.header.number != number) return false;
            if (each.header != *batch(number)) return true;
            ++number;
        }
    }
    return false;
}

Result<void> HeaderChain::accept(node::NodeService& node, const rollup::SignedHeader& head)
{
    if (head.header == m_head.header) return {};
    if (head.header.number <= m_head.header.number) return failed("an older or another head");
    HeaderChain next = *this;
    STOA_TRY_VOID(next.readBlocks(node, head));
    if (next.m_head.header != head.header) return failed("the head is too far away");
    next.m_isBehind = m_isBehind;
    *this = std::move(next);
    return {};
}

Result<void> HeaderChain::readEvents(node::NodeService& node, const node::NodeInfo& info)
{
    for (int page = 0; m_heard.lastEvent < info.lastEvent && m_silentUpTo != info.lastEvent; ++page) {
        if (m_isReadAnew && page == kPagesAnew) return failed("too many events");
        if (!m_isReadAnew && page == kPagesAtOnce) {
            m_isBehind = true;
            return {};
        }
        STOA_TRY(const auto list, node.events(m_heard.lastEvent, kPage));
        for (const node::ChainEvent& event : list) {
            if (event.id <= m_heard.lastEvent) return failed("order of events");
            if (event.id > info.lastEvent) break;
            STOA_TRY_VOID(apply(event));
            m_heard.lastEvent = event.id;
        }
        // A page that is not full is the last: what is left are kinds of events that members are not told
        // about. That there are any is the node's word alone: nothing that is known for good rests on it.
        if (list.size() < kPage || list.back().id > info.lastEvent) m_silentUpTo = info.lastEvent;
    }
    return {};
}

Result<void> HeaderChain::apply(const node::ChainEvent& event)
{
    using What = node::ChainEvent::What;
    // Only who has joined can leave or lose a bond: otherwise strangers without end could be named.
    const auto ends = [&](std::uint64_t below) -> Result<void> {
        const auto known = m_heard.bonded.find(event.who);
        if (known == m_heard.bonded.end()) return failed("an aggregator that never joined");
        known->second = below;
        return {};
    };
    switch (event.what) {
    case What::Joined: {
        const auto known = m_heard.bonded.find(event.who);
        if (known == m_heard.bonded.end() && m_heard.bonded.size() >= kMostBonded)
            return failed("too many aggregators");
        m_heard.bonded[event.who] = kNoEnd;
        return {};
    }
    case What::Left: return ends(event.batch + 1);
    case What::ProvedWrong: m_heard.provedWrong = event.id; return {};
    case What::Slashed:
        // Whoever challenged without reason loses a bond, too, but not that of an aggregator.
        if (m_heard.provedWrong == 0 || event.id != m_heard.provedWrong + 1) return {};
        return ends(event.batch);
    case What::RolledBack:
        ++m_heard.rollbacks;
        m_heard.posted = event.batch - std::min<std::uint64_t>(event.batch, 1);
        // One that lies below the final batch has happened before that was there.
        return m_isReadAnew ? Result<void>() : dropFrom(event.batch);
    case What::Posted: m_heard.posted = event.batch; return {};
    case What::Deposited:
    case What::Announced:
    case What::ProvedRight: return {};
    }
    return failed("kind of an event");
}

Result<void> HeaderChain::dropFrom(std::uint64_t batch)
{
    if (batch <= m_final) return failed("a final batch cannot be rolled back");
    while (tip() >= batch) m_batches.pop_back();
    m_lies.erase(m_lies.lower_bound(batch), m_lies.end());
    m_ends.erase(m_ends.lower_bound(batch), m_ends.end());
    if (m_head.header.batch < batch) return {};
    const std::uint64_t gone = m_head.header.number;
    m_head = m_ends.empty() ? rollup::SignedHeader{} : m_ends.rbegin()->second;
    const std::uint64_t dropped = gone - m_head.header.number;
    m_blocks.resize(m_blocks.size() > dropped && !m_ends.empty() ? m_blocks.size() - dropped : 0);
    if (m_blocks.empty()) m_head = {}; // it is found anew from the batches
    return {};
}

Result<void> HeaderChain::readBatches(node::NodeService& node, std::uint64_t wanted)
{
    for (int page = 0; tip() < wanted; ++page) {
        if (page == kPagesAtOnce) {
            m_isBehind = true;
            return {};
        }
        STOA_TRY(const auto list, node.batches(tip() + 1, kPage));
        if (list.empty()) return failed("batches are missing");
        for (const node::BatchInfo& each : list) {
            if (tip() == wanted) break;
            STOA_TRY_VOID(checkNext(m_batches.back(), each.header, m_definition));
            if (!wasBonded(each.header.aggregator, each.header.number))
                return failed("a batch of somebody who was not bonded");
            m_batches.push_back(each.header);
        }
    }
    return {};
}

Result<void> HeaderChain::readBlocks(node::NodeService& node, const rollup::SignedHeader& head)
{
    if (head.header.number == 0) {
        if (m_head.header.number != 0 || tip() != 0) return failed("there must be blocks");
        return {};
    }
    if (head.header.number < m_head.header.number)
        return failed("the blocks end before those that are known");
    if (m_head.header.number == 0) STOA_TRY_VOID(anchor(node, head));
    for (int page = 0; m_head.header.number < head.header.number; ++page) {
        if (page == kPagesAtOnce) {
            m_isBehind = true;
            return {};
        }
        STOA_TRY(const auto list, node.blocks(m_head.header.number + 1, kPage));
        if (list.empty()) return failed("blocks are missing");
        for (const rollup::SignedHeader& block : list) {
            if (m_head.header.number == head.header.number) break;
            STOA_TRY_VOID(checkNext(m_head.header, block.header, m_hash));
            STOA_TRY_VOID(take(block));
        }
    }
    if (m_head.header != head.header) return failed("the blocks lead to another head");
    return {};
}

/// Blocks that are not posted may be dropped, and the node may number those of posted batches otherwise: from
/// the beginning of the head's batch then. But not back within the blocks that are known, and not if the node
/// still shows the newest of them: what it shows after that has to continue it.
Result<void> HeaderChain::readOtherBlocks(node::NodeService& node, const rollup::SignedHeader& head)
{
    STOA_TRY(const auto known, node.blocks(m_head.header.number, 1));
    if (!known.empty() && known.front().header == m_head.header) return failed("another head");
    const rollup::Header* posted = batch(head.header.batch);
    const bool isAtEnd = posted && saysTheSame(head.header, *posted);
    if (head.header.number != 0 && contains(head.header) && !isAtEnd) return failed("an older head");
    m_head = {};
    m_blocks.clear();
    m_ends.clear();
    m_lies.clear();
    return readBlocks(node, head);
}

/// Without a block to go on from: from the beginning of the head's batch, which its parent batch ends.
Result<void> HeaderChain::anchor(node::NodeService& node, const rollup::SignedHeader& head)
{
    const std::uint64_t batch = head.header.batch;
    if (batch == 0 || batch > tip() + 1 || batch < m_final) return failed("the head's batch");
    constexpr std::uint64_t kReach = rollup::kMaxBatchSteps; // a block has one step at least
    const std::uint64_t from = head.header.number > kReach ? head.header.number - kReach + 1 : 1;
    STOA_TRY(const auto list, node.blocks(from, kReach));
    const auto first = std::find_if(list.begin(), list.end(), [&](const rollup::SignedHeader& block) {
        return block.header.batch == batch && block.header.firstStep == 0;
    });
    if (first == list.end()) return failed("the beginning of the head's batch");
    rollup::Header parent = rollup::genesisHeader(m_definition.genesis);
    if (batch > 1) { // final ones are kept no longer, perhaps
        STOA_TRY(parent, this->batch(node, batch - 1));
    }
    if (first->header.preRoot != parent.postRoot) {
        // Either the blocks or the batch below them are wrong. Only the batch can still be rolled back.
        if (batch - 1 <= m_final) return failed("the head's batch begins elsewhere");
        m_lies.insert(batch - 1);
    }
    return take(*first);
}

Result<void> HeaderChain::take(const rollup::SignedHeader& block)
{
    const rollup::BlockHeader& header = block.header;
    if (header.steps == 0 || header.steps > rollup::kMaxBatchSteps ||
        header.firstStep > rollup::kMaxBatchSteps - header.steps)
        return failed("steps of a block");
    if (isImported(block)) {
        const rollup::Header* posted = batch(header.batch);
        if (!posted || header.firstStep != 0 || header.stepsHash != posted->stepsRoot ||
            header.preRoot != posted->preRoot || !saysTheSame(header, *posted))
            return failed("an unsigned block is not what its batch says");
    } else {
        STOA_TRY_VOID(rollup::checkSignature(block, m_hash));
        if (!wasBonded(header.aggregator, header.batch))
            return failed("a block of somebody who was not bonded");
    }
    m_head = block;
    m_ends[header.batch] = block;
    m_blocks.push_back(rollup::blockHash(header, m_hash));
    if (m_blocks.size() > kBlocksKept) m_blocks.pop_front();
    return {};
}

/// Finality needs both clocks, and a batch that is what its blocks said.
void HeaderChain::settle(const node::NodeInfo& info, Timestamp clock)
{
    const Timestamp now = m_definition.clockIsSettable ? info.now : std::min(info.now, clock);
    while (m_final < tip()) {
        const rollup::Header& next = *batch(m_final + 1);
        if (now < next.l1Time + m_definition.window || !agrees(next.number)) break;
        ++m_final;
    }
    while (m_batches.size() > kBatchesKept && m_batches.front().number < m_final) m_batches.pop_front();
    // A batch that came after it is final: nothing of it is younger than that batch.
    if (m_nextHeard && m_nextHeard->posted < m_final) m_finallyHeard = std::exchange(m_nextHeard, nullptr);
    if (!m_nextHeard) {
        Heard heard = m_heard;
        heard.posted = tip();
        m_nextHeard = std::make_shared<const Heard>(std::move(heard));
    }
    const std::uint64_t last = std::min(m_final, m_head.header.batch);
    m_ends.erase(m_ends.begin(), m_ends.lower_bound(last));
    m_lies.erase(m_lies.begin(), m_lies.upper_bound(m_final));
}

void HeaderChain::write(codec::Writer& writer, const Heard& heard)
{
    writer.u64(heard.rollbacks);
    writer.u64(heard.lastEvent);
    writer.u64(heard.provedWrong);
    writer.u32(static_cast<std::uint32_t>(heard.bonded.size()));
    for (const auto& [who, end] : heard.bonded) {
        writer.fixed(who);
        writer.u64(end);
    }
}

HeaderChain::Heard HeaderChain::readHeard(codec::Reader& reader)
{
    Heard heard;
    heard.rollbacks = reader.u64();
    heard.lastEvent = reader.u64();
    heard.provedWrong = reader.u64();
    const std::uint32_t count = reader.u32();
    if (count > kMostBonded) reader.fail();
    for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
        const auto who = reader.fixed<Address>();
        heard.bonded[who] = reader.u64();
    }
    return heard;
}

Bytes HeaderChain::encode() const
{
    codec::Writer writer;
    writer.fixed(m_hash);
    writer.raw(rollup::encodeHeader(*batch(m_final)));
    write(writer, m_heard);
    for (const auto& kept : {m_finallyHeard, m_nextHeard}) {
        writer.u8(kept ? 1 : 0);
        if (!kept) continue;
        writer.u64(kept->posted);
        write(writer, *kept);
    }
    writer.raw(rollup::encodeSignedHeader(m_head));
    return writer.take();
}

Result<HeaderChain> HeaderChain::decode(const rollup::NetworkDefinition& definition, ByteView bytes)
{
    codec::Reader reader(bytes);
    HeaderChain chain(definition);
    if (reader.fixed<Hash>() != chain.m_hash) return ErrorCode::BadEncoding;
    const ByteView header = reader.raw(widthOfFields<rollup::Header>());
    if (!reader.ok()) return ErrorCode::BadEncoding;
    STOA_TRY(chain.m_batches.front(), rollup::decodeHeader(header));
    chain.m_final = chain.m_batches.front().number;
    chain.m_heard = readHeard(reader);
    for (auto* kept : {&chain.m_finallyHeard, &chain.m_nextHeard}) {
        if (reader.u8() == 0) continue;
        const std::uint64_t posted = reader.u64();
        Heard heard = readHeard(reader);
        heard.posted = posted;
        *kept = std::make_shared<const Heard>(std::move(heard));
    }
    const ByteView head = reader.raw(reader.remaining());
    const auto decoded = rollup::decodeSignedHeader(head);
    if (!reader.finish() || !decoded) return ErrorCode::BadEncoding;
    if (decoded->header.number != 0) {
        chain.m_head = *decoded;
        chain.m_blocks.push_back(rollup::blockHash(decoded->header, chain.m_hash));
        chain.m_ends[decoded->header.batch] = *decoded;
    }
    if (!equal(chain.encode(), bytes)) return ErrorCode::BadEncoding; // one form for each value
    return chain;
}

} // namespace stoa::light
