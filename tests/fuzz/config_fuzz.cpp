// SPDX-License-Identifier: MIT
// The file of --config: whatever it says, it is read or refused with a line's number.
#include "app/node/config_file.h"
#include "app/node/node_options.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds()
{
    return {seed(node_program::configExample()), seed("# one\nport = 8686\n\nbind = 127.0.0.1\n")};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const std::string_view text = textOf(ByteView{data, size});
    const auto lines = node_program::parseConfig(text);
    if (!lines) return 0;
    // Written plainly, it says the same.
    std::string again;
    for (const node_program::ConfigLine& line : *lines) again += line.name + " = " + line.value + "\n";
    const auto read = node_program::parseConfig(again);
    STOA_CHECK(read && read->size() == lines->size());
    for (std::size_t i = 0; i < read->size(); ++i)
        STOA_CHECK((*read)[i].name == (*lines)[i].name && (*read)[i].value == (*lines)[i].value);
    return 0;
}
