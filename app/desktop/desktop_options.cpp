// SPDX-License-Identifier: MIT
#include "app/desktop/desktop_options.h"

#include "app/net/http_transport.h"

namespace stoa::desktop {

Result<DesktopOptions> parseDesktopOptions(const std::vector<std::string>& words)
{
    DesktopOptions options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string word = words[i];
        std::string value;
        bool hasValue = false;
        if (const auto equals = word.find('='); word.rfind("--", 0) == 0 && equals != std::string::npos) {
            value = word.substr(equals + 1);
            word.resize(equals);
            hasValue = true;
        }
        const auto take = [&](std::string& target) -> Result<void> {
            if (!hasValue) {
                if (i + 1 >= words.size())
                    return Error{ErrorCode::InvalidArgument, "The option " + word + " needs a value."};
                value = words[++i];
            }
            if (value.empty())
                return Error{ErrorCode::InvalidArgument, "The option " + word + " needs a value."};
            target = value;
            return {};
        };
        if (word == "--data") {
            STOA_TRY_VOID(take(options.dataFolder));
        } else if (word == "--node") {
            STOA_TRY_VOID(take(options.nodeUrl));
            if (!net::isCallable(options.nodeUrl))
                return Error{
                    ErrorCode::InvalidArgument,
                    "--node takes the address of a node on this computer or in this private network, "
                    "such as http://127.0.0.1:8686/."};
        } else if (word == "--test-clock" && !hasValue)
            options.testClock = true;
        else if ((word == "--help" || word == "-h") && !hasValue)
            options.wantsHelp = true;
        else if (word == "--version" && !hasValue)
            options.wantsVersion = true;
        else if (word == "--has-display" && !hasValue)
            options.asksForDisplay = true;
        else
            return Error{ErrorCode::InvalidArgument,
                         "There is no option \"" + words[i] + "\". Try: stoa --help"};
    }
    return options;
}

std::string desktopHelp()
{
    return "Stoa: work together with deposits, written agreements and rules that nobody can bend.\n"
           "\n"
           "  stoa [--data DIR] [--node URL] [--test-clock]\n"
           "\n"
           "  --data DIR     the folder with wallet and network (default: ~/.local/share/stoa)\n"
           "  --node URL     follow this node; without it: what DIR remembers, or a local network\n"
           "  --test-clock   when DIR is new: its local network gets a clock that can be moved\n"
           "  --has-display  shows nothing; the exit code is 0 if a window could be shown here, else 1\n"
           "  --version      says the version\n"
           "  --help         says this\n"
           "\n"
           "Example: two members on one computer\n"
           "  stoa --data first      (switch serving on in Settings, invite somebody)\n"
           "  stoa --data second     (create a wallet, join with the link)\n";
}

} // namespace stoa::desktop
