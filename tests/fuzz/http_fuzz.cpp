// SPDX-License-Identifier: MIT
// Heads of HTTP requests, and JSON bodies.
#include "app/net/access.h"
#include "app/net/http_head.h"
#include "app/net/strict_json.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds()
{
    return {seed("POST / HTTP/1.1\r\nHost: 127.0.0.1:8686\r\nContent-Type: application/json\r\n"
                 "Authorization: Bearer 00\r\nContent-Length: 12\r\n\r\n{\"id\":1}"),
            seed("GET / HTTP/1.1\r\nHost: localhost:8686\r\nUpgrade: websocket\r\nOrigin: null\r\n\r\n"),
            seed(R"({"jsonrpc":"2.0","id":7,"method":"node_info","params":{"a":[1,2.5,"ü"]}})")};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const std::string_view text = textOf({data, size});
    const auto head = net::readHead(text);
    if (head.state == net::HeadResult::State::Complete) {
        STOA_CHECK(head.head.bytes <= size && head.head.bytes <= net::kMaxHeadBytes);
        static const auto hosts = net::allowedHosts(8686, "127.0.0.1");
        static_cast<void>(net::refusalOf(head.head, hosts));
        STOA_CHECK(net::checkToken(head.head, std::string(64, 'a')) != net::TokenCheck::Right ||
                   text.find(std::string(64, 'a')) != std::string_view::npos);
    }
    if (const auto json = net::parseStrictJson(text)) {
        const std::string written = net::toJsonText(*json);
        const auto again = net::parseStrictJson(written);
        STOA_CHECK(again && *again == *json);
    }
    return 0;
}
