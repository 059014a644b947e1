// SPDX-License-Identifier: MIT
// A folder of Markdown files from a stranger: whatever lies in it, what is a page is read and the rest
// listed; a second import adds nothing, and what was read is written as a folder that reads the same.
#include <fstream>
#include <tuple>

#include "core/content/importers.h"
#include "core/storage/memory_store.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/temporary_folder.h"

namespace stoa::fuzz {

namespace {

namespace fs = std::filesystem;

enum class Lies : std::uint8_t { File, Link, Folder };

/// what(1) length of the name(1) name length of the text(2) text, one after the other.
Bytes lying(std::initializer_list<std::tuple<Lies, std::string_view, std::string_view>> all)
{
    Bytes bytes;
    for (const auto& [what, name, text] : all) {
        const std::uint8_t head[] = {static_cast<std::uint8_t>(what), static_cast<std::uint8_t>(name.size())};
        append(bytes, head);
        append(bytes, viewOf(name));
        const std::uint8_t size[] = {static_cast<std::uint8_t>(text.size() >> 8U),
                                     static_cast<std::uint8_t>(text.size())};
        append(bytes, size);
        append(bytes, viewOf(text));
    }
    return bytes;
}

/// Whether a name stays below the folder.
bool isBelow(std::string_view name)
{
    const fs::path path(name);
    if (name.empty() || path.is_absolute() || name.find('\0') != std::string_view::npos) return false;
    return std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

void put(const fs::path& root, Lies what, std::string_view name, std::string_view text)
{
    if (!isBelow(name)) return;
    std::error_code none;
    const fs::path path = root / fs::path(name);
    fs::create_directories(path.parent_path(), none);
    switch (what) {
    case Lies::File: std::ofstream(path, std::ios::binary) << text; break;
    case Lies::Link: fs::create_symlink(root / "other.md", path, none); break;
    case Lies::Folder: fs::create_directories(path, none); break;
    }
}

void fill(const fs::path& root, ByteView bytes)
{
    constexpr int kMost = 12;
    for (int i = 0; i < kMost && bytes.size() >= 2; ++i) {
        const auto what = static_cast<Lies>(bytes[0] % 3);
        const std::size_t length = std::min<std::size_t>(bytes[1], bytes.size() - 2);
        const std::string_view name = textOf(bytes.subspan(2, length));
        bytes = bytes.subspan(2 + length);
        std::size_t size = 0;
        if (bytes.size() >= 2) {
            size = std::min<std::size_t>((std::size_t{bytes[0]} << 8U) | bytes[1], bytes.size() - 2);
            bytes = bytes.subspan(2);
        }
        put(root, what, name, textOf(bytes.first(size)));
        bytes = bytes.subspan(size);
    }
}

} // namespace

std::vector<Bytes> seeds()
{
    return {lying({{Lies::File, "Home.md", "# Home\n"}, {Lies::File, "home.md", "Another case."}}),
            lying({{Lies::File, "Manual/First steps.md", "One."},
                   {Lies::Link, "Manual/link.md", ""},
                   {Lies::Folder, "folder.md", ""},
                   {Lies::File, ".hidden/Page.md", "not read"}}),
            lying({{Lies::File, "\xff.md", "a name of no text"}, {Lies::File, "Page.md", "\xff\xfe"}}),
            lying({{Lies::File, "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/Deep.md", "too deep"}})};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    const TemporaryFolder folder;
    const auto from = folder.path() / "from";
    const auto to = folder.path() / "to";
    std::filesystem::create_directory(from);
    fill(from, {data, size});

    storage::MemoryStore store;
    content::ContentStore contents(store, Bytes{'c'});
    content::PageHistory history(contents, Bytes{'h'});
    content::ImportTarget target{contents, history, Address{{1}}, {}, 1'700'000'000};
    const auto first = content::importFolder(from, target);
    STOA_CHECK(first && first->versions == first->pages.size());
    std::vector<std::string> names;
    for (const content::ImportedPage& page : first->pages) {
        STOA_CHECK(names.empty() || names.back() < page.name);
        names.push_back(page.name);
        target.heads[page.name] = page.head;
    }
    const auto again = content::importFolder(from, target);
    STOA_CHECK(again && again->versions == 0 && again->alreadyThere == names.size());

    const auto textOfPage = [&](const std::string& page) -> Result<std::string> {
        STOA_TRY(const content::PageRevision newest, history.read(target.heads[page]));
        return newest.text;
    };
    const auto written = content::exportPages(to, names, textOfPage);
    STOA_CHECK(written && *written == names.size());
    const auto back = content::importFolder(to, target);
    STOA_CHECK(back && back->versions == 0 && back->alreadyThere == names.size() && back->skipped.empty());
    STOA_CHECK(contents.verify());
    return 0;
}
