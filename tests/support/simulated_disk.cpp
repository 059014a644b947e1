// SPDX-License-Identifier: MIT
#include "tests/support/simulated_disk.h"

#include <algorithm>
#include <cstring>

namespace stoa::test {

using leveldb::Slice;
using leveldb::Status;

namespace {

struct Lock final : leveldb::FileLock {
    explicit Lock(std::string lockedName)
        : name(std::move(lockedName))
    {}
    std::string name;
};

} // namespace

class SimulatedDisk::Reader final : public leveldb::SequentialFile, public leveldb::RandomAccessFile {
public:
    Reader(SimulatedDisk& disk, std::shared_ptr<File> file)
        : m_disk(disk)
        , m_file(std::move(file))
    {}
    Status Read(std::size_t count, Slice* result, char* scratch) override
    {
        const Status status = Read(m_at, count, result, scratch);
        m_at += result->size();
        return status;
    }
    Status Skip(std::uint64_t count) override
    {
        m_at += count;
        return Status::OK();
    }
    Status Read(std::uint64_t from, std::size_t count, Slice* result, char* scratch) const override
    {
        const std::lock_guard lock(m_disk.m_mutex);
        const std::string& content = m_file->content;
        const std::size_t at = std::min<std::size_t>(from, content.size());
        const std::size_t size = std::min(count, content.size() - at);
        std::memcpy(scratch, content.data() + at, size);
        *result = Slice(scratch, size);
        return Status::OK();
    }

private:
    SimulatedDisk& m_disk;
    std::shared_ptr<File> m_file;
    std::uint64_t m_at = 0;
};

class SimulatedDisk::Writer final : public leveldb::WritableFile {
public:
    Writer(SimulatedDisk& disk, std::shared_ptr<File> file, std::string name)
        : m_disk(disk)
        , m_file(std::move(file))
        , m_name(std::move(name))
    {}
    Status Append(const Slice& data) override { return m_disk.append(*m_file, m_name, data); }
    Status Close() override { return Status::OK(); }
    Status Flush() override { return Status::OK(); }
    Status Sync() override { return m_disk.sync(*m_file, m_name); }

private:
    SimulatedDisk& m_disk;
    std::shared_ptr<File> m_file;
    std::string m_name;
};

SimulatedDisk::SimulatedDisk(SeededRandom& random)
    : EnvWrapper(leveldb::Env::Default())
    , m_random(random)
{}

SimulatedDisk::~SimulatedDisk() = default;

void SimulatedDisk::failOnce(std::size_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_failAt = m_changes + nth;
}

void SimulatedDisk::fillUp(std::size_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_fullFrom = nth == 0 ? 0 : m_changes + nth;
}

void SimulatedDisk::freeze(std::size_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_frozenFrom = m_changes + nth;
}

Status SimulatedDisk::change(const std::string& name)
{
    ++m_changes;
    if (m_frozenFrom != 0 && m_changes >= m_frozenFrom) return Status::IOError(name, "Input/output error");
    if (m_fullFrom != 0 && m_changes >= m_fullFrom) return Status::IOError(name, "No space left on device");
    if (m_changes == m_failAt) return Status::IOError(name, "Input/output error");
    return Status::OK();
}

Status SimulatedDisk::append(File& file, const std::string& name, const Slice& data)
{
    const std::lock_guard lock(m_mutex);
    const Status status = change(name);
    // What fails may have been done in part.
    const std::size_t size = status.ok() ? data.size() : m_random.next() % (data.size() + 1);
    const bool isFrozen = m_frozenFrom != 0 && m_changes > m_frozenFrom;
    if (!isFrozen) file.content.append(data.data(), size);
    return status;
}

Status SimulatedDisk::sync(File& file, const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    const Status status = change(name);
    if (!status.ok()) return status;
    file.synced = file.content.size();
    m_durableNames = m_names;
    m_unsyncedNames.clear();
    return status;
}

void SimulatedDisk::cutPower()
{
    const std::lock_guard lock(m_mutex);
    const std::size_t kept = m_random.next() % (m_unsyncedNames.size() + 1);
    m_names = kept == 0 ? m_durableNames : m_unsyncedNames[kept - 1];
    for (auto& [name, file] : m_names) {
        const std::size_t unsynced = file->content.size() - file->synced;
        const std::size_t rest = m_random.next() % (unsynced + 1);
        auto left = std::make_shared<File>();
        left->content = file->content.substr(0, file->synced + rest);
        left->synced = left->content.size();
        file = left;
    }
    m_durableNames = m_names;
    m_unsyncedNames.clear();
    m_locks.clear();
    m_failAt = m_fullFrom = m_frozenFrom = 0;
}

std::shared_ptr<SimulatedDisk::File> SimulatedDisk::anyFile()
{
    std::vector<Names::value_type> some;
    for (const auto& each : m_names)
        if (!each.second->content.empty()) some.push_back(each);
    if (some.empty()) return nullptr;
    const auto& chosen = some[m_random.next() % some.size()];
    m_touched = chosen.first;
    return chosen.second;
}

bool SimulatedDisk::flipBit()
{
    const std::lock_guard lock(m_mutex);
    const auto file = anyFile();
    if (!file) return false;
    char& byte = file->content[m_random.next() % file->content.size()];
    byte = static_cast<char>(byte ^ (1 << (m_random.next() % 8)));
    return true;
}

bool SimulatedDisk::cutFile()
{
    const std::lock_guard lock(m_mutex);
    const auto file = anyFile();
    if (!file) return false;
    file->content.resize(m_random.next() % file->content.size());
    file->synced = file->content.size();
    return true;
}

bool SimulatedDisk::removeAnyFile()
{
    const std::lock_guard lock(m_mutex);
    if (m_names.empty()) return false;
    const auto any =
        std::next(m_names.begin(), static_cast<std::ptrdiff_t>(m_random.next() % m_names.size()));
    m_touched = any->first;
    m_names.erase(any);
    m_durableNames = m_names;
    m_unsyncedNames.clear();
    return true;
}

std::map<std::string, std::string> SimulatedDisk::copy() const
{
    const std::lock_guard lock(m_mutex);
    std::map<std::string, std::string> files;
    for (const auto& [name, file] : m_names) files[name] = file->content;
    return files;
}

void SimulatedDisk::restore(const std::map<std::string, std::string>& files)
{
    const std::lock_guard lock(m_mutex);
    m_names.clear();
    for (const auto& [name, content] : files)
        m_names[name] = std::make_shared<File>(File{content, content.size()});
    m_durableNames = m_names;
    m_unsyncedNames.clear();
    m_locks.clear();
}

Status SimulatedDisk::NewSequentialFile(const std::string& name, leveldb::SequentialFile** file)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_names.find(name);
    if (found == m_names.end()) return Status::NotFound(name, "No such file or directory");
    *file = new Reader(*this, found->second);
    return Status::OK();
}

Status SimulatedDisk::NewRandomAccessFile(const std::string& name, leveldb::RandomAccessFile** file)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_names.find(name);
    if (found == m_names.end()) return Status::NotFound(name, "No such file or directory");
    *file = new Reader(*this, found->second);
    return Status::OK();
}

Status SimulatedDisk::NewWritableFile(const std::string& name, leveldb::WritableFile** file)
{
    const std::lock_guard lock(m_mutex);
    if (const Status status = change(name); !status.ok()) return status;
    m_names[name] = std::make_shared<File>();
    noteNames();
    *file = new Writer(*this, m_names[name], name);
    return Status::OK();
}

Status SimulatedDisk::NewAppendableFile(const std::string& name, leveldb::WritableFile** file)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_names.find(name); found != m_names.end()) {
            if (const Status status = change(name); !status.ok()) return status;
            *file = new Writer(*this, found->second, name);
            return Status::OK();
        }
    }
    return NewWritableFile(name, file);
}

bool SimulatedDisk::FileExists(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    return m_names.contains(name);
}

Status SimulatedDisk::GetChildren(const std::string& folder, std::vector<std::string>* names)
{
    const std::lock_guard lock(m_mutex);
    names->clear();
    const std::string prefix = folder + '/';
    for (const auto& [name, file] : m_names)
        if (name.starts_with(prefix) && name.find('/', prefix.size()) == std::string::npos)
            names->push_back(name.substr(prefix.size()));
    return Status::OK();
}

Status SimulatedDisk::RemoveFile(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    if (!m_names.contains(name)) return Status::NotFound(name, "No such file or directory");
    if (const Status status = change(name); !status.ok()) return status;
    m_names.erase(name);
    noteNames();
    return Status::OK();
}

Status SimulatedDisk::GetFileSize(const std::string& name, std::uint64_t* size)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_names.find(name);
    if (found == m_names.end()) return Status::NotFound(name, "No such file or directory");
    *size = found->second->content.size();
    return Status::OK();
}

Status SimulatedDisk::RenameFile(const std::string& from, const std::string& to)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_names.find(from);
    if (found == m_names.end()) return Status::NotFound(from, "No such file or directory");
    if (const Status status = change(from); !status.ok()) return status;
    const auto file = found->second;
    m_names.erase(found);
    m_names[to] = file;
    noteNames();
    return Status::OK();
}

Status SimulatedDisk::LockFile(const std::string& name, leveldb::FileLock** lock)
{
    const std::lock_guard guard(m_mutex);
    if (!m_locks.insert(name).second) return Status::IOError("lock " + name, "already held by process");
    *lock = new Lock(name);
    return Status::OK();
}

Status SimulatedDisk::UnlockFile(leveldb::FileLock* lock)
{
    const std::lock_guard guard(m_mutex);
    auto* const held = static_cast<Lock*>(lock);
    m_locks.erase(held->name);
    delete held;
    return Status::OK();
}

Status SimulatedDisk::NewLogger(const std::string&, leveldb::Logger**)
{
    return Status::NotSupported("no log");
}

void SimulatedDisk::Schedule(void (*work)(void*), void* argument)
{
    if (!m_isByHand) return target()->Schedule(work, argument);
    const std::lock_guard guard(m_mutex);
    m_scheduled.emplace_back(work, argument);
}

void SimulatedDisk::runScheduled()
{
    for (;;) {
        std::pair<void (*)(void*), void*> next;
        {
            const std::lock_guard guard(m_mutex);
            if (m_scheduled.empty()) return;
            next = m_scheduled.front();
            m_scheduled.pop_front();
        }
        next.first(next.second);
    }
}

} // namespace stoa::test
