// SPDX-License-Identifier: MIT
// What one program reads of another: rpc.json in a data folder, the URL of a node, the head of its answer.
#include <fstream>

#include <sys/stat.h>

#include "app/net/connection_file.h"
#include "app/net/http_answer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/temporary_folder.h"

namespace stoa::fuzz {
namespace {

std::string folder()
{
    static const TemporaryFolder one;
    return one.path().string();
}

void writeFile(ByteView bytes)
{
    const std::string path = folder() + "/rpc.json";
    {
        std::ofstream file(path, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    STOA_CHECK(::chmod(path.c_str(), 0600) == 0);
}

void checkFile(ByteView bytes)
{
    writeFile(bytes);
    const auto read = net::readConnection(folder());
    if (!read) return;
    STOA_CHECK(!read->url.empty() && !read->token.empty());
    STOA_CHECK(net::writeConnection(folder(), *read));
    const auto again = net::readConnection(folder());
    // Escapes may make it longer than such a file may be.
    if (!again) return;
    STOA_CHECK(again->url == read->url && again->token == read->token && again->pid == read->pid &&
               again->version == read->version && again->build == read->build);
}

} // namespace

std::vector<Bytes> seeds()
{
    return {
        seed(0,
             viewOf(std::string_view(
                 R"({"url":"http://127.0.0.1:8686/","token":"00","pid":7,"version":"0.1.0","build":"b"})"))),
        seed(1, viewOf("http://127.0.0.1:8686/")),
        seed(1, viewOf("http://[fe80::1%eth0]:80")),
        seed(1, viewOf("http://localhost")),
        seed(2, viewOf("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12")),
        seed(2, viewOf("HTTP/1.0 100 Continue"))};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0] % 3) {
    case 0: fuzz::checkFile(bytes); break;
    case 1:
        if (const auto target = net::readUrl(textOf(bytes))) {
            STOA_CHECK(target->port != 0 && !target->host.empty());
            // No line of its own in the head of a request.
            STOA_CHECK(target->host.find_first_of("\r\n \t") == std::string::npos);
        }
        break;
    default:
        if (const auto head = net::readAnswerHead(textOf(bytes)))
            STOA_CHECK(head->status >= 0 && head->status <= 999 && (head->hasLength || head->length == 0));
        break;
    }
    return 0;
}
