// SPDX-License-Identifier: MIT
// A wiki's history from a stranger, plain or compressed: read or refused, nothing named unless all of it was
// good, and a second import of the same file adds nothing.
#include <cstdio>

#include <sys/mman.h>
#include <unistd.h>

#include "core/content/delta_codec.h"
#include "core/content/importers.h"
#include "core/storage/memory_store.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds()
{
    const std::string_view lines =
        R"({"page":"Home","time":1000,"author":7,"revision":"1","previous":null,"text":"# Home"})"
        "\n"
        R"({"page":"Home","time":1001,"author":8,"revision":"2","previous":"1","text":"# Home\n\nMore."})"
        "\n";
    return {seed(lines), content::DeltaCodec().compress(viewOf(lines), {})};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const int file = ::memfd_create("history", MFD_CLOEXEC);
    STOA_CHECK(file >= 0 && ::write(file, data, size) == static_cast<ssize_t>(size));
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    storage::MemoryStore store;
    content::ContentStore contents(store, Bytes{'c'});
    content::PageHistory history(contents, Bytes{'h'});
    content::ImportTarget target{contents, history, Address{{1}}, {}, 1'700'000'000};
    const auto first = content::importHistory(path, target);
    if (first) {
        std::uint64_t versions = 0;
        for (const content::ImportedPage& page : first->pages) {
            versions += page.versions;
            const auto all = history.versions(page.head);
            STOA_CHECK(all && all->size() == page.versions);
            target.heads[page.name] = page.head;
        }
        STOA_CHECK(versions == first->versions);
        const auto again = content::importHistory(path, target);
        STOA_CHECK(again && again->versions == 0);
    }
    STOA_CHECK(contents.verify());
    ::close(file);
    return 0;
}
