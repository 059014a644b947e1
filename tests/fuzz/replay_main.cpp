// SPDX-License-Identifier: MIT
// replay CORPUS-FOLDER MUTATIONS: a fuzzer as an ordinary test. Feeds it its seeds, the inputs that once
// made trouble, and so many changed ones of each, always the same. Looking for new trouble is libFuzzer's
// work
// (./dev fuzz).
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

void run(const Bytes& input) { LLVMFuzzerTestOneInput(input.data(), input.size()); }

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "replay CORPUS-FOLDER MUTATIONS\n");
        return 2;
    }
    std::vector<Bytes> inputs = fuzz::seeds();
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1], none)) {
        std::ifstream file(entry.path(), std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    if (inputs.empty()) {
        std::fprintf(stderr, "There is nothing to start from.\n");
        return 1;
    }
    run({});
    for (const Bytes& input : inputs) run(input);
    const long mutations = std::atol(argv[2]);
    SeededRandom random(1);
    for (const Bytes& input : inputs)
        for (long i = 0; i < mutations; ++i) run(changed(input, inputs, random));
    std::printf("%zu inputs, %ld changed ones of each\n", inputs.size(), mutations);
    return 0;
}
