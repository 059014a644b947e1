// SPDX-License-Identifier: MIT
// The file of --config and the words behind "stoad": whatever they say, they are read or refused with words
// that a terminal can take, and never let strangers near the owner's methods.
#include <QHostAddress>

#include "app/commands/plain_text.h"
#include "app/node/config_file.h"
#include "app/node/node_options.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

/// Every option with the value of its example.
std::string everyOption()
{
    std::string text;
    const std::string example = node_program::configExample();
    std::string_view rest = example;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.size() > 1 && line[0] == '#' && line[1] != ' ') text += std::string(line.substr(1)) + "\n";
    }
    return text;
}

/// `--config` aside, which would read a file of whoever runs this.
void checkOptions(std::vector<std::string> words)
{
    std::erase_if(words, [](const std::string& word) { return word.starts_with("--config"); });
    const auto options = node_program::parseNodeOptions(words);
    if (!options) {
        STOA_CHECK(commands::isUtf8(options.error().message));
        return;
    }
    if (options->print != node_program::Print::Nothing) return;
    const QHostAddress address(QString::fromStdString(options->bindAddress));
    STOA_CHECK(!address.isNull() && (address.isLoopback() || !options->hasOwner));
    const bool isOperator = options->roles && (options->roles->aggregator || options->roles->validator);
    STOA_CHECK(options->chainUrl.empty() || isOperator);
}

} // namespace

std::vector<Bytes> seeds()
{
    return {seed(node_program::configExample()),
            seed("# one\nport = 8686\n\nbind = 127.0.0.1\n"),
            seed(everyOption()),
            seed("--role\naggregator, serve\n--bind=::\n--no-owner\n--port\n0\n"),
            seed("rpc-docs"),
            seed("--help")};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const std::string_view text = textOf(ByteView{data, size});
    std::vector<std::string> words; // each in a line
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        words.emplace_back(text.substr(from, end - from));
        from = end + 1;
    }
    fuzz::checkOptions(std::move(words));
    const auto lines = node_program::parseConfig(text);
    if (!lines) return 0;
    // Written plainly, it says the same.
    std::string again;
    std::vector<std::string> options;
    for (const node_program::ConfigLine& line : *lines) {
        again += line.name + " = " + line.value + "\n";
        options.push_back("--" + line.name + "=" + line.value);
    }
    fuzz::checkOptions(std::move(options));
    const auto read = node_program::parseConfig(again);
    STOA_CHECK(read && read->size() == lines->size());
    for (std::size_t i = 0; i < read->size(); ++i)
        STOA_CHECK((*read)[i].name == (*lines)[i].name && (*read)[i].value == (*lines)[i].value);
    return 0;
}
