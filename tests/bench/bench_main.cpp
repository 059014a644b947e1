// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string_view>

#include "tests/bench/bench.h"

namespace stoa::bench {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace stoa::bench

/// bench [NAME…]: all of them without a name. Writes build/bench/<name>.json below the current folder.
int main(int argc, char** argv)
{
    const std::vector<std::pair<std::string, std::function<nlohmann::json()>>> measurements = {
        {"ingest", stoa::bench::measureIngest},
        {"wiki_import", stoa::bench::measureWikiImport},
    };
    bool ranOne = false;
    for (const auto& [name, measure] : measurements) {
        const bool isWanted = argc == 1 || std::any_of(argv + 1, argv + argc,
                                                       [&](std::string_view word) { return word == name; });
        if (!isWanted) continue;
        ranOne = true;
        const nlohmann::json result = measure();
        std::ofstream("build/bench/" + name + ".json") << result.dump(2) << '\n';
        for (const auto& [key, value] : result.items())
            std::printf("%s.%s = %s\n", name.c_str(), key.c_str(), value.dump().c_str());
    }
    if (!ranOne) std::fprintf(stderr, "There is no measurement of that name.\n");
    return ranOne ? 0 : 2;
}
