// SPDX-License-Identifier: MIT
#include "tests/simulation/volume.h"

#include <utility>

#include "core/storage/leveldb_store.h"

namespace stoa::test {

using storage::LevelDbStore;
using storage::MemoryStore;

/// LevelDB wants to tidy up in a thread of its own; here it does so between two calls, always at the same
/// place.
class Volume::OnDisk final : public storage::Store {
public:
    OnDisk(std::unique_ptr<LevelDbStore> store, SimulatedDisk& disk)
        : m_store(std::move(store))
        , m_disk(disk)
    {}
    ~OnDisk() override { m_disk.runScheduled(); }

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override { return tidied(m_store->get(key)); }
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override
    {
        return tidied(m_store->commit(std::move(batch), durability));
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        return tidied(m_store->iterate(prefix, visit));
    }

private:
    template <typename R>
    R tidied(R result)
    {
        m_disk.runScheduled();
        return result;
    }

    std::unique_ptr<LevelDbStore> m_store;
    SimulatedDisk& m_disk;
};

/// As LevelDbStore, which opens itself anew after a commit that failed: what it finds then is on the disk,
/// and whoever looks may tell others of it.
class Volume::InMemory final : public storage::Store {
public:
    explicit InMemory(MemoryStore& memory)
        : m_memory(memory)
    {
        m_memory.openAnew();
    }

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override
    {
        openAnew();
        return m_memory.get(key);
    }
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override
    {
        openAnew();
        auto done = m_memory.commit(std::move(batch), durability);
        m_hasFailed = !done;
        return done;
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        openAnew();
        return m_memory.iterate(prefix, visit);
    }

private:
    void openAnew()
    {
        if (std::exchange(m_hasFailed, false)) m_memory.openAnew();
    }

    MemoryStore& m_memory;
    bool m_hasFailed = false;
};

Volume::Volume(std::uint64_t seed, bool isOnLevelDb)
    : m_random(seed)
{
    if (!isOnLevelDb) return;
    m_disk = std::make_unique<SimulatedDisk>(m_random);
    m_disk->scheduleByHand();
}

Volume::~Volume() = default;

Result<std::unique_ptr<storage::Store>> Volume::open()
{
    if (!m_disk) return std::unique_ptr<storage::Store>(std::make_unique<InMemory>(m_memory));
    auto opened = LevelDbStore::open("disk", storage::Contents::Signatures, m_disk.get());
    m_disk->runScheduled();
    if (!opened) return opened.error();
    return std::unique_ptr<storage::Store>(std::make_unique<OnDisk>(*std::move(opened), *m_disk));
}

void Volume::failSoon()
{
    const std::size_t nth = 1 + m_random.next() % 6;
    const bool isWritten = m_random.next() % 2 == 0;
    if (m_disk)
        m_disk->failOnce(nth);
    else
        m_memory.failCommit(nth, isWritten ? MemoryStore::FaultEffect::Written
                                           : MemoryStore::FaultEffect::NotWritten);
}

void Volume::failNext()
{
    const bool isWritten = m_random.next() % 2 == 0;
    if (m_disk)
        m_disk->failOnce(1 + m_random.next() % 2); // the log is written, then synced
    else
        m_memory.failCommit(1, isWritten ? MemoryStore::FaultEffect::Written
                                         : MemoryStore::FaultEffect::NotWritten);
}

void Volume::fill()
{
    m_isFull = true;
    if (m_disk)
        m_disk->fillUp(1 + m_random.next() % 10);
    else
        m_memory.failEveryCommit(true);
}

void Volume::makeRoom()
{
    m_isFull = false;
    if (m_disk)
        m_disk->fillUp(0);
    else
        m_memory.failEveryCommit(false);
}

void Volume::heal()
{
    makeRoom();
    if (m_disk)
        m_disk->failOnce(0);
    else
        m_memory.failCommit(0);
}

void Volume::cutPowerSoon()
{
    if (m_disk)
        m_disk->freeze(1 + m_random.next() % 10);
    else
        m_memory.failEveryCommit(true);
}

void Volume::powerIsBack()
{
    if (m_disk) {
        m_disk->cutPower();
    } else {
        m_memory.failEveryCommit(false);
        m_memory.loseUnsynced();
    }
    if (m_isFull) fill();
}

} // namespace stoa::test
