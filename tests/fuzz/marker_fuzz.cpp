// SPDX-License-Identifier: MIT
// The commit marker's file and the records beside it, whatever they hold: the store opens or is refused; if
// it opens it takes a commit, and what it took is there when it is opened again.
#include <filesystem>
#include <fstream>

#include "core/storage/commit_marker.h"
#include "core/storage/memory_store.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/temporary_folder.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

std::filesystem::path markerFile()
{
    static const TemporaryFolder one;
    return one.path() / "marker";
}

Result<std::unique_ptr<storage::MarkedStore>> open(storage::MemoryStore& store)
{
    return storage::MarkedStore::open(std::make_unique<test::BorrowedStore>(store), markerFile());
}

Bytes fileNow()
{
    std::ifstream file(markerFile(), std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

void writeFile(ByteView bytes)
{
    std::ofstream file(markerFile(), std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

storage::WriteBatch change(std::uint8_t number)
{
    storage::WriteBatch batch;
    batch.put(Bytes{'a', number}, Bytes(3, number));
    return batch;
}

struct Start {
    storage::MemoryStore store;   ///< after three commits
    storage::MemoryStore earlier; ///< after two
    Bytes file;
};

const Start& start()
{
    static const Start made = [] {
        Start s;
        std::error_code none;
        std::filesystem::remove(markerFile(), none);
        auto opened = open(s.store);
        STOA_CHECK(opened && (*opened)->commit(change(1)) && (*opened)->commit(change(2)));
        s.earlier = s.store;
        STOA_CHECK((*opened)->commit(change(3)));
        s.file = fileNow();
        return s;
    }();
    return made;
}

} // namespace

/// which store ‖ the file; or, from 2 on, length of a key ‖ key ‖ value: a record beside the good file
std::vector<Bytes> seeds()
{
    std::vector<Bytes> list = {seed(0, start().file), seed(1, start().file)};
    storage::MemoryStore store = start().store;
    STOA_CHECK(store.iterate(Bytes{storage::MarkedStore::kMarkerKey}, [&](ByteView key, ByteView value) {
        Bytes record{static_cast<std::uint8_t>(key.size())};
        append(record, key);
        append(record, value);
        list.push_back(seed(2, record));
        list.push_back(seed(3, record));
        return true;
    }));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    ByteView rest{data + 1, size - 1};
    storage::MemoryStore store = data[0] % 2 == 0 ? start().store : start().earlier;
    if (data[0] % 4 < 2) {
        writeFile(rest);
    } else {
        if (rest.empty() || rest.size() < 1U + rest[0]) return 0;
        storage::WriteBatch batch;
        batch.put(toBytes(rest.subspan(1, rest[0])), toBytes(rest.subspan(1 + rest[0])));
        STOA_CHECK(store.commit(std::move(batch)));
        writeFile(start().file);
    }
    const Bytes before = fileNow();
    auto opened = open(store);
    if (!opened) {
        STOA_CHECK(fileNow() == before); // what is damaged is left as it is
        return 0;
    }
    if (!(*opened)->commit(change(9))) return 0;
    opened->reset();
    auto again = open(store);
    STOA_CHECK(again);
    const auto kept = (*again)->get(Bytes{'a', 9});
    STOA_CHECK(kept && *kept == Bytes(3, 9));
    return 0;
}
