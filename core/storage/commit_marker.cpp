// SPDX-License-Identifier: MIT
#include "core/storage/commit_marker.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/crypto/keccak.h"

namespace stoa::storage {
namespace {

constexpr std::string_view kMagic = "stoa marker 1\n\n\n"; // 16 bytes
constexpr std::size_t kMarkerSize = 8 + 32 + 32;
constexpr std::size_t kCheckSize = 32;
// A slot for each parity of the number, on pages of their own: a torn write spoils one of them only.
constexpr std::size_t kSlotDistance = 4096;
constexpr std::array<std::uint8_t, 7> kKey{MarkedStore::kMarkerKey, 'm', 'a', 'r', 'k', 'e', 'r'};
// A key for each commit, from the one after kBaseKey's on: none of them may be missing in between.
constexpr std::array<std::uint8_t, 2> kNumberPrefix{MarkedStore::kMarkerKey, 'n'};
constexpr std::array<std::uint8_t, 2> kBaseKey{MarkedStore::kMarkerKey, 'b'};
constexpr std::size_t kNumbersKept = 4096; ///< when a store is opened with more, they are dropped

Bytes numberKey(std::uint64_t number)
{
    codec::Writer writer;
    writer.raw(ByteView(kNumberPrefix));
    writer.u64(number);
    return writer.take();
}

Bytes encode(const CommitMarker& marker)
{
    codec::Writer writer;
    writer.u64(marker.number);
    writer.fixed(marker.previous);
    writer.fixed(marker.content);
    return writer.take();
}

std::optional<CommitMarker> decode(ByteView bytes)
{
    codec::Reader reader(bytes);
    CommitMarker marker;
    marker.number = reader.u64();
    marker.previous = reader.fixed<Hash>();
    marker.content = reader.fixed<Hash>();
    if (!reader.finish()) return std::nullopt;
    return marker;
}

Error fileError(ErrorCode code)
{
    const int number = errno;
    return {number == ENOSPC || number == EDQUOT ? ErrorCode::DiskFull : code, std::strerror(number)};
}

bool isReserved(ByteView key) { return !key.empty() && key.front() == MarkedStore::kMarkerKey; }

} // namespace

Hash CommitMarker::hash() const { return crypto::keccak256(encode(*this)); }

/// Two slots in a file: magic, marker, keccak of both.
class MarkedStore::MarkerFile {
public:
    explicit MarkerFile(int descriptor)
        : m_descriptor(descriptor)
    {}
    ~MarkerFile() { ::close(m_descriptor); }
    MarkerFile(const MarkerFile&) = delete;
    MarkerFile& operator=(const MarkerFile&) = delete;

    static Result<std::unique_ptr<MarkerFile>> open(const std::filesystem::path& path)
    {
        const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor < 0) return fileError(ErrorCode::FileUnreadable);
        return std::make_unique<MarkerFile>(descriptor);
    }

    /// Makes a file that says "no commit yet" and sees to it that its name survives a power cut.
    static Result<std::unique_ptr<MarkerFile>> create(const std::filesystem::path& path)
    {
        const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) return fileError(ErrorCode::FileUnwritable);
        auto file = std::make_unique<MarkerFile>(descriptor);
        STOA_TRY_VOID(file->write({}));
        const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
        const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) return fileError(ErrorCode::FileUnwritable);
        const bool isSynced = ::fsync(folder) == 0;
        ::close(folder);
        if (!isSynced) return fileError(ErrorCode::FileUnwritable);
        return file;
    }

    Result<void> write(const CommitMarker& marker)
    {
        Bytes slot = toBytes(viewOf(kMagic));
        append(slot, encode(marker));
        append(slot, crypto::keccak256(slot));
        const auto offset = static_cast<off_t>(marker.number % 2 * kSlotDistance);
        const ssize_t written = ::pwrite(m_descriptor, slot.data(), slot.size(), offset);
        if (written != static_cast<ssize_t>(slot.size())) return fileError(ErrorCode::FileUnwritable);
        if (::fdatasync(m_descriptor) != 0) return fileError(ErrorCode::FileUnwritable);
        return {};
    }

    /// The newest marker that can be read.
    std::optional<CommitMarker> newest() const
    {
        std::optional<CommitMarker> best;
        for (const std::size_t offset : {std::size_t{0}, kSlotDistance}) {
            Bytes slot(kMagic.size() + kMarkerSize + kCheckSize);
            const ssize_t size = ::pread(m_descriptor, slot.data(), slot.size(), static_cast<off_t>(offset));
            if (size != static_cast<ssize_t>(slot.size())) continue;
            const ByteView view = slot;
            const ByteView checked = view.first(view.size() - kCheckSize);
            if (!equal(crypto::keccak256(checked), view.last(kCheckSize))) continue;
            if (textOf(view.first(kMagic.size())) != kMagic) continue;
            const auto marker = decode(checked.subspan(kMagic.size()));
            if (marker && (!best || marker->number > best->number)) best = marker;
        }
        return best;
    }

private:
    int m_descriptor;
};

MarkedStore::MarkedStore(std::unique_ptr<Store> store, std::unique_ptr<MarkerFile> file)
    : m_store(std::move(store))
    , m_file(std::move(file))
{}

MarkedStore::~MarkedStore() = default;

Result<std::unique_ptr<MarkedStore>> MarkedStore::open(std::unique_ptr<Store> store,
                                                       const std::filesystem::path& markerFile)
{
    std::error_code ignored;
    const bool hasFile = std::filesystem::exists(std::filesystem::symlink_status(markerFile, ignored));
    if (!hasFile) {
        // A store that has anything in it once had a file.
        bool isEmpty = true;
        STOA_TRY_VOID(store->iterate({}, [&isEmpty](ByteView, ByteView) { return isEmpty = false; }));
        if (!isEmpty) return Error{ErrorCode::StoreDamaged, "the marker file is missing"};
    }
    STOA_TRY(auto file, hasFile ? MarkerFile::open(markerFile) : MarkerFile::create(markerFile));
    std::unique_ptr<MarkedStore> marked(new MarkedStore(std::move(store), std::move(file)));
    STOA_TRY_VOID(marked->catchUp());
    STOA_TRY_VOID(marked->checkNumbers());
    return marked;
}

/// Something in the middle may be gone although the newest commit is there: a table that LevelDB has
/// forgotten.
Result<void> MarkedStore::checkNumbers()
{
    STOA_TRY(const auto base, m_store->get(kBaseKey));
    if (base && base->size() != 8) return Error{ErrorCode::StoreDamaged, "the first commit's number"};
    std::uint64_t last = base ? codec::Reader(*base).u64() : 0;
    std::size_t count = 0;
    bool isWhole = true;
    STOA_TRY_VOID(m_store->iterate(kNumberPrefix, [&](ByteView key, ByteView) {
        ++count;
        ++last;
        isWhole = equal(key, numberKey(last));
        return isWhole;
    }));
    const bool isOld = !base && count == 0 && m_last.number != 0; // made before there were such keys
    if (!isOld && (!isWhole || last != m_last.number))
        return Error{ErrorCode::StoreDamaged,
                     "commits are missing after number " + std::to_string(last - (isWhole ? 0 : 1))};
    if (!isOld && count <= kNumbersKept) return {};
    WriteBatch drop;
    for (std::uint64_t number = m_last.number - count + 1; number <= m_last.number; ++number)
        drop.erase(numberKey(number));
    codec::Writer newBase;
    newBase.u64(m_last.number);
    drop.put(ByteView(kBaseKey), newBase.view());
    return link(std::move(drop), Durability::Synced);
}

/// Reads both sides and brings the file up to the store.
Result<void> MarkedStore::catchUp()
{
    if (m_isCertain) return {};
    STOA_TRY(const auto bytes, m_store->get(kKey));
    CommitMarker inStore;
    if (bytes) {
        const auto decoded = decode(*bytes);
        if (!decoded) return Error{ErrorCode::StoreDamaged, "the marker cannot be read"};
        inStore = *decoded;
    }
    const auto inFile = m_file->newest();
    if (!inFile) return Error{ErrorCode::StoreDamaged, "the marker file cannot be read"};
    if (inStore != *inFile) STOA_TRY_VOID(follow(*inFile, inStore));
    m_last = inStore;
    m_isCertain = true;
    return {};
}

/// The program ended, or the disk failed, after commits that the file did not hear of.
Result<void> MarkedStore::follow(const CommitMarker& inFile, const CommitMarker& inStore)
{
    if (inStore.number < inFile.number)
        return Error{ErrorCode::StoreDamaged, "the store ends at commit " + std::to_string(inStore.number) +
                                                  ", " + std::to_string(inFile.number) +
                                                  " were acknowledged"};
    const Hash expected = inFile.number == 0 ? Hash{} : inFile.hash();
    bool follows = inStore.number == inFile.number + 1 && inStore.previous == expected;
    if (inStore.number > inFile.number + 1) {
        STOA_TRY(const auto previous, m_store->get(numberKey(inFile.number + 1)));
        follows = previous && equal(*previous, expected.bytes);
    }
    if (!follows) return Error{ErrorCode::StoreDamaged, "store and marker file do not belong together"};
    STOA_TRY_VOID(m_store->commit({}, Durability::Synced)); // never ahead of the disk
    return m_file->write(inStore);
}

Result<std::optional<Bytes>> MarkedStore::get(ByteView key) { return m_store->get(key); }

Result<void> MarkedStore::commit(WriteBatch batch, Durability durability)
{
    for (const WriteBatch::Change& change : batch.changes())
        if (isReserved(change.key)) return Error{ErrorCode::InvalidArgument, "reserved key"};
    if (durability == Durability::Buffered) return m_store->commit(std::move(batch), durability);
    STOA_TRY_VOID(catchUp());
    return link(std::move(batch), durability);
}

/// Commits the batch as the next link of the chain.
Result<void> MarkedStore::link(WriteBatch batch, Durability durability)
{
    CommitMarker next;
    next.number = m_last.number + 1;
    next.previous = m_last.number == 0 ? Hash{} : m_last.hash();
    next.content = contentHash(batch);
    batch.put(numberKey(next.number), toBytes(next.previous.bytes));
    batch.put(kKey, encode(next));
    m_isCertain = false;
    STOA_TRY_VOID(m_store->commit(std::move(batch), durability));
    if (durability == Durability::Synced) STOA_TRY_VOID(m_file->write(next));
    m_last = next;
    m_isCertain = true;
    return {};
}

Result<void> MarkedStore::iterate(ByteView prefix, const Visitor& visit)
{
    if (isReserved(prefix)) return {};
    return m_store->iterate(prefix, [&visit](ByteView key, ByteView value) {
        return isReserved(key) ? true : visit(key, value);
    });
}

} // namespace stoa::storage
