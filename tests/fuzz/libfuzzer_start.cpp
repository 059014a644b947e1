// SPDX-License-Identifier: MIT
// With libFuzzer: STOA_SEEDS names a folder that gets the seeds as files before the search begins.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    const char* folder = std::getenv("STOA_SEEDS");
    if (!folder) return 0;
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const stoa::Bytes& seed : stoa::fuzz::seeds()) {
        std::ofstream file(std::filesystem::path(folder) / ("seed-" + std::to_string(number++)),
                           std::ios::binary);
        file.write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
    }
    return 0;
}
