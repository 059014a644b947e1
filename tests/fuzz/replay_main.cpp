// SPDX-License-Identifier: MIT
// replay CORPUS-FOLDER CHANGED: a fuzzer as an ordinary test. Feeds it its seeds, the files of its corpus,
// and so many changed ones of them, always the same. Looking for new trouble is libFuzzer's work (./dev
// fuzz).
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/random.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace stoa;

/// Changes a few places: a bit, a byte, a run left out, doubled or brought in from another input.
Bytes changed(const Bytes& input, const std::vector<Bytes>& inputs, SeededRandom& random)
{
    Bytes bytes = input;
    const auto below = [&](std::size_t limit) {
        return static_cast<std::size_t>(random.next() % std::max<std::size_t>(limit, 1));
    };
    const auto place = [&](std::size_t at) { return bytes.begin() + static_cast<std::ptrdiff_t>(at); };
    for (std::size_t count = 1 + below(4); count > 0; --count) {
        const std::size_t at = below(bytes.size());
        const std::size_t length = std::min(bytes.size() - at, 1 + below(24));
        switch (below(6)) {
        case 0:
            if (!bytes.empty()) bytes[at] ^= static_cast<std::uint8_t>(1U << below(8));
            break;
        case 1:
            if (!bytes.empty()) bytes[at] = static_cast<std::uint8_t>(random.next());
            break;
        case 2: bytes.erase(place(at), place(at + length)); break;
        case 3: {
            const Bytes run(place(at), place(at + length));
            bytes.insert(place(at), run.begin(), run.end());
            break;
        }
        case 4: {
            const Bytes& other = inputs[below(inputs.size())];
            const std::size_t from = below(other.size());
            const auto begin = other.begin() + static_cast<std::ptrdiff_t>(from);
            const auto end =
                begin + static_cast<std::ptrdiff_t>(std::min(other.size() - from, 1 + below(64)));
            bytes.insert(place(at), begin, end);
            break;
        }
        default: bytes.resize(at); break;
        }
    }
    return bytes;
}

const Bytes* g_now = nullptr; ///< what is being fed

/// The input that made it stop, in hexadecimal, for a file in the corpus.
void show(int)
{
    if (!g_now) return;
    std::fputs("the input was: ", stderr);
    for (const std::uint8_t byte : *g_now) std::fprintf(stderr, "%02x", byte);
    std::fputs("\n", stderr);
}

void run(const Bytes& input)
{
    g_now = &input;
    LLVMFuzzerTestOneInput(input.data(), input.size());
    g_now = nullptr;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "replay CORPUS-FOLDER CHANGED\n");
        return 2;
    }
    std::vector<Bytes> inputs = fuzz::seeds();
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    if (files.empty()) {
        std::fprintf(stderr, "%s holds nothing.\n", argv[1]);
        return 1;
    }
    std::sort(files.begin(), files.end()); // the same order everywhere
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::signal(SIGABRT, show);
    run({});
    for (const Bytes& input : inputs) run(input);
    const auto count = static_cast<std::size_t>(std::max(std::atol(argv[2]), 0L));
    SeededRandom random(1);
    for (std::size_t i = 0; i < count; ++i) run(changed(inputs[i % inputs.size()], inputs, random));
    std::printf("%zu seeds, %zu files, %zu changed ones\n", inputs.size() - files.size(), files.size(),
                count);
    return 0;
}
