// SPDX-License-Identifier: MIT
#include "core/light/dac_replica.h"

#include "core/codec/reader.h"
#include "core/codec/writer.h"

namespace stoa::light {
namespace {

/// A block that a node made of somebody else's batch has no signature: what it says is what its batch says,
/// and that is HeaderChain's to check.
Result<void> checkHead(const rollup::SignedHeader& head, const Hash& definition)
{
    if (head.signature == crypto::RecoverableSignature{}) return {};
    return rollup::checkSignature(head, definition);
}

} // namespace

Result<state::Tree> checkSnapshot(const node::CompanySnapshot& snapshot, const DacId& dac,
                                  const Hash& definition)
{
    STOA_TRY_VOID(checkHead(snapshot.head, definition));
    const Bytes prefix = state::companyPrefix(dac);
    state::Tree tree;
    for (const auto& [key, record] : snapshot.records) {
        const bool isOurs = std::equal(prefix.begin(), prefix.end(), key.begin());
        if (!isOurs || record.empty() || record.size() > state::kMaxRecordBytes)
            return ErrorCode::ProofFailed;
        tree.put(key, record);
    }
    if (tree.root() != snapshot.root) return ErrorCode::ProofFailed;
    if (!state::provesSubtree(snapshot.path, prefix, snapshot.root, snapshot.head.header.postRoot))
        return ErrorCode::ProofFailed;
    return tree;
}

Result<std::optional<Bytes>> checkRecord(const node::RecordProof& proof, const state::Key& key,
                                         const Hash& definition)
{
    STOA_TRY_VOID(checkHead(proof.head, definition));
    const auto root = state::foldPath(key, proof.path);
    if (!root || *root != proof.head.header.postRoot) return ErrorCode::ProofFailed;
    if (proof.path.treeIsEmpty || proof.path.leafKey != key) return std::optional<Bytes>{};
    return std::optional<Bytes>(proof.path.leafValue);
}

Result<bool> DacReplica::update(const node::CompanySnapshot& snapshot, const Hash& definition)
{
    if (snapshot.isUnchanged) {
        // The same records under a newer head: the path alone has to lead there.
        STOA_TRY_VOID(checkHead(snapshot.head, definition));
        const bool proves =
            snapshot.root == m_root && state::provesSubtree(snapshot.path, state::companyPrefix(m_dac),
                                                            m_root, snapshot.head.header.postRoot);
        if (!proves) return ErrorCode::ProofFailed;
        m_head = snapshot.head;
        return false;
    }
    STOA_TRY(state::Tree tree, checkSnapshot(snapshot, m_dac, definition));
    const bool isChanged = snapshot.root != m_root;
    m_records = std::move(tree);
    m_root = snapshot.root;
    m_head = snapshot.head;
    return isChanged;
}

Bytes DacReplica::encode() const
{
    codec::Writer writer;
    writer.blob(rollup::encodeSignedHeader(m_head));
    m_records.forEach({}, [&](const state::Key& key, ByteView record) {
        writer.fixed(key);
        writer.blob(record);
    });
    return writer.take();
}

Result<DacReplica> DacReplica::decode(const DacId& dac, ByteView bytes)
{
    codec::Reader reader(bytes);
    DacReplica replica(dac);
    const ByteView head = reader.blob(1024);
    if (!reader.ok()) return ErrorCode::BadEncoding;
    STOA_TRY(replica.m_head, rollup::decodeSignedHeader(head));
    const Bytes prefix = state::companyPrefix(dac);
    std::optional<state::Key> last;
    while (reader.ok() && reader.remaining() > 0) {
        const auto key = reader.fixed<state::Key>();
        const ByteView record = reader.blob(state::kMaxRecordBytes);
        if (!reader.ok() || record.empty()) return ErrorCode::BadEncoding;
        const bool isOurs = std::equal(prefix.begin(), prefix.end(), key.begin());
        if (!isOurs || (last && !(*last < key))) return ErrorCode::BadEncoding;
        last = key;
        replica.m_records.put(key, toBytes(record));
    }
    STOA_TRY_VOID(reader.finish());
    replica.m_root = replica.m_records.root();
    return replica;
}

} // namespace stoa::light
