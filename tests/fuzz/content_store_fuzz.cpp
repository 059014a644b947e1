// SPDX-License-Identifier: MIT
// What lies in the store of texts and may be damaged there: objects and notes about revisions. What is read
// has the hash that was asked for; nothing is read for ever.
#include "core/content/page_history.h"
#include "core/crypto/keccak.h"
#include "core/storage/memory_store.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

struct Start {
    storage::MemoryStore store;
    std::vector<Hash> revisions; ///< oldest first
    std::vector<Bytes> keys;
};

const Start& start()
{
    static const Start made = [] {
        Start s;
        content::ContentStore contents(s.store, Bytes{'c'});
        content::PageHistory history(contents, Bytes{'h'});
        std::string text = "# Home\n";
        for (int number = 0; number < 9; ++number) {
            content::PageRevision page;
            page.page = "Home";
            page.title = "Home";
            text += "Line " + std::to_string(number) + " says something that the others do not say.\n";
            page.text = text;
            page.time = 1'700'000'000 + static_cast<Timestamp>(number);
            if (number > 0) page.parents = {s.revisions.back()};
            if (number == 6) page.parents.push_back(s.revisions[3]); // a merge
            const std::string encoded = content::encodePageRevision(page);
            const auto similar = number > 0 ? std::optional(s.revisions.back()) : std::nullopt;
            content::ContentBatch batch(contents);
            const auto hash = batch.put(viewOf(encoded), similar);
            STOA_CHECK(hash && history.note(batch, *hash, page) && batch.commit());
            s.revisions.push_back(*hash);
        }
        STOA_CHECK(s.store.iterate({}, [&](ByteView key, ByteView) {
            s.keys.push_back(toBytes(key));
            return true;
        }));
        return s;
    }();
    return made;
}

} // namespace

/// which record ‖ its value
std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    storage::MemoryStore store = start().store;
    for (std::uint8_t at = 0; at < start().keys.size(); ++at)
        list.push_back(seed(at, *store.get(start().keys[at]).value()));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    storage::MemoryStore store = start().store;
    storage::WriteBatch batch;
    batch.put(start().keys[data[0] % start().keys.size()], toBytes(ByteView{data + 1, size - 1}));
    STOA_CHECK(store.commit(std::move(batch)));
    content::ContentStore contents(store, Bytes{'c'});
    static_cast<void>(contents.verify().has_value());
    for (const Hash& each : start().revisions) {
        const auto object = contents.get(each);
        STOA_CHECK(!object || crypto::keccak256(*object) == each);
    }
    content::PageHistory history(contents, Bytes{'h'});
    const Hash& head = start().revisions.back();
    static_cast<void>(history.versions(head).has_value());
    for (const std::uint32_t number : {1U, 4U, 9U})
        static_cast<void>(history.version(head, number).has_value());
    static_cast<void>(history.contains(head, start().revisions[2]).has_value());
    static_cast<void>(history.commonAncestor(head, start().revisions[5]).has_value());
    const auto read = history.read(start().revisions[4]);
    STOA_CHECK(!read || read->title == "Home");
    return 0;
}
