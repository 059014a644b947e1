// SPDX-License-Identifier: MIT
// What is read is written in one form, which is read back as the same value.
#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds() { return {seed(R"({"a":[1,-2,"ü",null,true],"b":{"c":""}})")}; }

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const std::string_view text = textOf({data, size});
    static_cast<void>(codec::parseJson(text, 1 << 20, codec::JsonNumbers::Any).has_value());
    const auto value = codec::parseJson(text, 1 << 20);
    if (!value) return 0;
    const std::string written = codec::canonicalJson(*value);
    const auto again = codec::parseJson(written, 1 << 22);
    STOA_CHECK(again && *again == *value);
    STOA_CHECK(codec::canonicalJson(*again) == written);
    return 0;
}
