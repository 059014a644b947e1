// SPDX-License-Identifier: MIT
// The headers that a member has checked: batches linked from the network's definition, blocks linked to one
// another and to the batches, both only by aggregators that the main chain's events have seen bonded.
#pragma once

#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/operator/node_service.h"

namespace stoa::light {

/// Whether the contract could have made `next` from `parent`, as far as both headers show.
/// Errors: ProofFailed.
Result<void> checkNext(const rollup::Header& parent, const rollup::Header& next,
                       const rollup::NetworkDefinition& definition);

/// Whether block `next` continues `parent`. Errors: ProofFailed.
Result<void> checkNext(const rollup::BlockHeader& parent, const rollup::BlockHeader& next,
                       const Hash& definition);

/// Moves forward only, except by a rollback that the main chain's events name, or to another branch of a main
/// chain that was reorganized; never behind a final batch, and never merely back: other batches must stand
/// where those that are known stood. Blocks that are not posted are a promise, which may come to nothing when
/// somebody else posts: then the blocks are those that the node shows on top of what is posted.
/// A block of somebody else's batch that the node has run carries no signature: it is believed as far as it
/// says what the batch's header says. Checked here: every link, every signature, that signers were bonded,
/// that windows are over by this computer's clock too. Believed, because an embedded main chain is seen only
/// through its node: that the events and batches which the node shows are those of the main chain, and when
/// they were posted.
class HeaderChain {
public:
    explicit HeaderChain(const rollup::NetworkDefinition& definition);

    /// Takes over what leads from here to `info`. `clock`: this computer's time. After an error nothing has
    /// changed. Errors: ProofFailed, BadSignature, and those of the node.
    Result<void> follow(node::NodeService& node, const node::NodeInfo& info, Timestamp clock);
    /// As follow, and believes the node also where it shows less than is known here, but for what is final:
    /// for one that goes on saying so. Whoever was lied to would otherwise never get back to the truth.
    Result<void> followAnew(node::NodeService& node, const node::NodeInfo& info, Timestamp clock);
    /// Whether `head` is the newest block or leads on from it; then it is the newest. Errors: as follow;
    /// ProofFailed also for an older one.
    Result<void> accept(node::NodeService& node, const rollup::SignedHeader& head);

    /// There was more than is asked for at once: follow() goes on where it stopped.
    bool isBehind() const { return m_isBehind; }
    /// The newest linked block; number 0 before the first.
    const rollup::SignedHeader& head() const { return m_head; }
    std::uint64_t tip() const { return m_batches.back().number; }
    std::uint64_t finalBatch() const { return m_final; }
    std::uint64_t rollbacks() const { return m_heard.rollbacks; }

    /// A linked header, if it is still kept; those that are not final always are.
    const rollup::Header* batch(std::uint64_t number) const;
    /// Also those no longer kept: linked again to the ones that are. Errors: NotFound, ProofFailed, node's.
    Result<rollup::Header> batch(node::NodeService& node, std::uint64_t number) const;
    /// False if the batch is not what the aggregator's own blocks said: a lie that was caught here.
    bool agrees(std::uint64_t batch) const;
    /// Links blocks from `number` on to the newest ones, so that contains() knows them; not very old ones.
    /// After an error nothing has changed. Errors: ProofFailed, and those of the node.
    Result<void> reachBack(node::NodeService& node, std::uint64_t number);
    /// Whether this block is one of the newest linked ones.
    bool contains(const rollup::BlockHeader& block) const;
    /// Whether the events allow `who` to have made blocks of `batch`.
    bool wasBonded(const Address& who, std::uint64_t batch) const;

    /// From where to go on at the next start: the final header, the newest block, the bonds.
    Bytes encode() const;
    /// Errors: BadEncoding, also if it is another network's.
    static Result<HeaderChain> decode(const rollup::NetworkDefinition& definition, ByteView bytes);

private:
    /// What the main chain's events have said, up to one of them.
    struct Heard {
        std::map<Address, std::uint64_t> bonded; ///< who may have made batches below which number
        std::uint64_t rollbacks = 0;
        std::uint64_t lastEvent = 0;   ///< that was listed, whatever number the node names
        std::uint64_t provedWrong = 0; ///< id of the event
        std::uint64_t posted = 0;      ///< newest batch, as far as it was read since this was begun or kept
        bool operator==(const Heard&) const = default;
    };

    Result<void> advance(node::NodeService& node, const node::NodeInfo& info, Timestamp clock);
    Result<bool> leadsElsewhere(node::NodeService& node, const node::NodeInfo& info) const;
    Result<bool> showsAllThatIsKnown(node::NodeService& node, const node::NodeInfo& info) const;
    Result<HeaderChain> readAnew(node::NodeService& node, const node::NodeInfo& info, Timestamp clock) const;
    Result<HeaderChain> readAnewFrom(std::shared_ptr<const Heard> heard, node::NodeService& node,
                                     const node::NodeInfo& info, Timestamp clock) const;
    Result<void> readEvents(node::NodeService& node, const node::NodeInfo& info);
    Result<void> apply(const node::ChainEvent& event);
    Result<void> dropFrom(std::uint64_t batch);
    Result<void> readBatches(node::NodeService& node, std::uint64_t tip);
    Result<void> readBlocks(node::NodeService& node, const rollup::SignedHeader& head);
    Result<void> readOtherBlocks(node::NodeService& node, const rollup::SignedHeader& head);
    Result<void> anchor(node::NodeService& node, const rollup::SignedHeader& head);
    Result<void> take(const rollup::SignedHeader& block);
    bool saysTheSame(const rollup::BlockHeader& end, const rollup::Header& batch) const;
    void settle(const node::NodeInfo& info, Timestamp clock);
    static void write(codec::Writer& writer, const Heard& heard);
    static Heard readHeard(codec::Reader& reader);

    rollup::NetworkDefinition m_definition;
    Hash m_hash;
    std::deque<rollup::Header> m_batches; ///< at least one; linked; the first is genesis or final
    std::uint64_t m_final = 0;
    Heard m_heard;
    /// As it was before a batch that is final by now: no reorganization reaches behind it. Null at first.
    std::shared_ptr<const Heard> m_finallyHeard;
    std::shared_ptr<const Heard> m_nextHeard; ///< will be that when a batch after it is final
    std::uint64_t m_silentUpTo = 0; ///< the node named this event, and listed none after the last one
    rollup::SignedHeader m_head;
    std::deque<Hash> m_blocks;                            ///< hashes of the newest blocks, up to the head
    std::map<std::uint64_t, rollup::SignedHeader> m_ends; ///< the last block seen of each batch not final
    std::set<std::uint64_t> m_lies;                       ///< batches that blocks were not built upon
    bool m_isBehind = false;
    bool m_isReadAnew = false; ///< events come again that were known
};

} // namespace stoa::light
