// SPDX-License-Identifier: MIT
#include "core/sync/chain_follower.h"

#include "core/crypto/keccak.h"
#include "core/operator/validator.h"

namespace stoa::sync {
namespace {

constexpr int kBatchesAtOnce = 16;

// Keys of the store, besides those of StateStore. A number follows each.
constexpr char kChecked = 'c'; ///< Note: the batch was run
constexpr char kHeld = 'h';    ///< Note: the batch is kept
constexpr char kBytes = 'b';   ///< the batch

Bytes keyOf(char what, std::uint64_t number)
{
    Bytes key(9);
    key[0] = static_cast<std::uint8_t>(what);
    for (std::size_t i = 0; i < 8; ++i) key[8 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return key;
}

} // namespace

/// What the store knows of a batch. The header's hash tells it from another one of that number.
struct ChainFollower::Note {
    Hash header;
    std::uint8_t check = 0;
    std::uint32_t wrongStep = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("header", &Note::header), field("check", &Note::check),
                     field("wrongStep", &Note::wrongStep));
    }
    Bytes packed() const
    {
        Bytes bytes;
        bytes.reserve(widthOfFields<Note>());
        appendFields(bytes, *this);
        return bytes;
    }
    static Result<std::optional<Note>> read(storage::Store& store, const Bytes& key)
    {
        STOA_TRY(const auto bytes, store.get(key));
        if (!bytes) return std::optional<Note>();
        if (bytes->size() != widthOfFields<Note>()) return Error{ErrorCode::StoreDamaged, "follower"};
        Note note;
        ByteView rest(*bytes);
        takeFields(rest, note);
        return std::optional(note);
    }
};

ChainFollower::ChainFollower(const Setup& setup)
    : m_setup(setup)
    , m_rules(setup.definition.rules())
{}

Result<std::unique_ptr<ChainFollower>> ChainFollower::open(const Setup& setup)
{
    std::unique_ptr<ChainFollower> follower(new ChainFollower(setup));
    STOA_TRY_VOID(follower->load());
    return follower;
}

Result<void> ChainFollower::load()
{
    STOA_TRY(m_state, node::StateStore::open(m_setup.store));
    const Bytes prefix{static_cast<std::uint8_t>(kHeld)};
    STOA_TRY_VOID(m_setup.store.iterate(prefix, [&](ByteView, ByteView) {
        ++m_kept; // one after the other, from 1
        return true;
    }));
    // What has been checked has a note; a number that has none would be gone back from for ever.
    const std::uint64_t version = m_state->version();
    STOA_TRY(const auto newest, Note::read(m_setup.store, keyOf(kChecked, version)));
    if (version != 0 && !newest) return Error{ErrorCode::StoreDamaged, "follower"};
    STOA_TRY(const auto next, Note::read(m_setup.store, keyOf(kChecked, version + 1)));
    if (next) m_wrong = m_state->version() + 1;
    return {};
}

Result<bool> ChainFollower::stands(std::uint64_t number, char what, const light::HeaderChain& headers)
{
    if (number > headers.tip()) return false;
    const rollup::Header* header = headers.batch(number);
    if (header == nullptr) return true; // final long ago
    STOA_TRY(const auto note, Note::read(m_setup.store, keyOf(what, number)));
    if (!note) return Error{ErrorCode::StoreDamaged, "follower"};
    return note->header == rollup::headerHash(*header);
}

Result<bool> ChainFollower::goBack(const light::HeaderChain& headers)
{
    storage::WriteBatch writes;
    bool isWrongGone = false;
    if (m_wrong) {
        STOA_TRY(const bool still, stands(*m_wrong, kChecked, headers));
        isWrongGone = !still;
        if (isWrongGone) writes.erase(keyOf(kChecked, *m_wrong));
    }
    std::uint64_t kept = m_kept;
    for (; kept > 0; --kept) {
        STOA_TRY(const bool still, stands(kept, kHeld, headers));
        if (still) break;
        writes.erase(keyOf(kHeld, kept));
        writes.erase(keyOf(kBytes, kept));
    }
    std::uint64_t good = m_state->version();
    for (; good > 0; --good) {
        STOA_TRY(const bool still, stands(good, kChecked, headers));
        if (still) break;
        writes.erase(keyOf(kChecked, good));
    }
    const bool hasMoved = good != m_state->version();
    if (!hasMoved && !isWrongGone && kept == m_kept) return false;
    if (hasMoved)
        STOA_TRY_VOID(m_state->goBack(good, std::move(writes)));
    else
        STOA_TRY_VOID(m_setup.store.commit(writes));
    if (isWrongGone || hasMoved) m_wrong.reset();
    m_kept = kept;
    return true;
}

Result<rollup::Batch> ChainFollower::fetch(node::NodeService& node, const light::HeaderChain& headers,
                                           std::uint64_t number)
{
    if (number <= m_kept) return batch(number);
    STOA_TRY(const rollup::Header header, headers.batch(node, number));
    STOA_TRY(rollup::Batch fetched, node.batch(number));
    if (fetched.header != header || !rollup::checkBatch(fetched))
        return Error{ErrorCode::ProofFailed, "a batch is not what its header says"};
    return fetched;
}

Result<void> ChainFollower::check(const rollup::Batch& batch, const light::HeaderChain& headers)
{
    const std::uint64_t number = batch.header.number;
    Note note{rollup::headerHash(batch.header), static_cast<std::uint8_t>(node::BatchInfo::Check::Same), 0};
    state::Tree tree = m_state->tree();
    // The links of headers make each batch begin where the one before ended; that one was right.
    if (batch.header.preRoot != m_state->root()) return Error{ErrorCode::ProofFailed, "pre-root"};
    const auto wrong = node::firstWrongStep(batch, m_rules, tree);
    storage::WriteBatch writes;
    if (!wrong) {
        writes.put(keyOf(kChecked, number), note.packed());
        m_state->forgetBefore(std::min(headers.finalBatch(), number));
        return m_state->commit(tree, std::move(writes));
    }
    note.check = static_cast<std::uint8_t>(node::BatchInfo::Check::Different);
    note.wrongStep = *wrong;
    writes.put(keyOf(kChecked, number), note.packed());
    STOA_TRY_VOID(m_setup.store.commit(writes));
    m_wrong = number;
    return {};
}

Result<void> ChainFollower::keep(const rollup::Batch& batch)
{
    storage::WriteBatch writes;
    const Note note{rollup::headerHash(batch.header), 0, 0};
    writes.put(keyOf(kHeld, batch.header.number), note.packed());
    writes.put(keyOf(kBytes, batch.header.number), rollup::encodeBatch(batch));
    STOA_TRY_VOID(m_setup.store.commit(writes));
    m_kept = batch.header.number;
    return {};
}

Result<bool> ChainFollower::follow(node::NodeService& node, const light::HeaderChain& headers)
{
    STOA_TRY(bool happened, goBack(headers));
    for (int i = 0; i < kBatchesAtOnce; ++i) {
        const std::uint64_t checked = m_state->version() + 1;
        const bool canCheck = m_setup.checks && !m_wrong && checked <= headers.tip();
        const bool canKeep = m_setup.keeps && m_kept < headers.tip();
        if (!canCheck && !canKeep) break;
        // Whichever is behind goes first, so that a batch is fetched once.
        const std::uint64_t number = !canCheck ? m_kept + 1
                                     : canKeep ? std::min(checked, m_kept + 1)
                                               : checked;
        STOA_TRY(const rollup::Batch fetched, fetch(node, headers, number));
        if (canKeep && number == m_kept + 1) STOA_TRY_VOID(keep(fetched));
        if (canCheck && number == checked) STOA_TRY_VOID(check(fetched, headers));
        happened = true;
    }
    return happened;
}

Result<ChainFollower::Finding> ChainFollower::finding(const rollup::Header& header)
{
    STOA_TRY(const auto note, Note::read(m_setup.store, keyOf(kChecked, header.number)));
    Finding finding;
    if (!note || note->header != rollup::headerHash(header)) return finding;
    finding.check = static_cast<node::BatchInfo::Check>(note->check);
    finding.wrongStep = note->wrongStep;
    return finding;
}

Result<rollup::Batch> ChainFollower::batch(std::uint64_t number)
{
    if (number == 0 || number > m_kept) return Error{ErrorCode::NotFound, "batch"};
    STOA_TRY(const auto bytes, m_setup.store.get(keyOf(kBytes, number)));
    if (!bytes) return Error{ErrorCode::StoreDamaged, "batch"};
    auto decoded = rollup::decodeBatch(*bytes);
    if (!decoded) return Error{ErrorCode::StoreDamaged, "batch"};
    return decoded;
}

Result<rollup::Batch> ArchivingNode::batch(std::uint64_t number)
{
    auto kept = m_archive.batch(number);
    return kept || kept.error().code != ErrorCode::NotFound ? std::move(kept) : m_node.batch(number);
}

Result<node::BatchSteps> ArchivingNode::batchSteps(std::uint64_t number)
{
    const auto kept = m_archive.batch(number);
    if (!kept) return m_node.batchSteps(number);
    node::BatchSteps steps;
    for (const Bytes& step : kept->steps) steps.steps.push_back(crypto::keccak256(step));
    steps.roots = kept->roots;
    return steps;
}

} // namespace stoa::sync
