// SPDX-License-Identifier: MIT
// A command: words on one side, requests to the engine on the other. The same code runs in stoa-cli and in
// the program that already holds the data folder.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands/answer.h"
#include "core/engine/engine.h"

namespace stoa::commands {

using Json = nlohmann::ordered_json;

/// What a command answers, for programs and for people.
struct Reply {
    Json json;
    std::string text;       ///< lines, without the last line's end
    std::string note = {};  ///< about the answer, for the person alone: not part of it
    bool isShown = false;   ///< the person has it already, see Context::show
    bool isWaiting = false; ///< signed and kept, and not taken by the network yet: kExitWaiting
    bool isEmpty = false;   ///< a list with nothing in it, as far as this computer knows
};

/// A command that changes something stops here: its draft is to be signed and sent, then `finish` makes the
/// answer out of what was sent. `finish` may outlive the Context, not the engine.
struct Unsigned {
    engine::Draft draft;
    std::function<Answer<Reply>(const engine::Sent&)> finish;
};

using Step = std::variant<Reply, Unsigned>;

/// The words of one command, taken apart.
struct Invocation {
    const struct Command* command = nullptr;
    std::vector<std::string> operands;
    std::map<std::string, std::string, std::less<>> options; ///< without "--"; a switch has an empty value

    std::optional<std::string> option(std::string_view name) const
    {
        const auto at = options.find(name);
        return at == options.end() ? std::nullopt : std::optional(at->second);
    }
    bool has(std::string_view name) const { return options.find(name) != options.end(); }
};

/// The owner's secrets; only where the engine runs in the very program that the person started.
class KeyRing {
public:
    virtual ~KeyRing() = default;
    /// The wallet's password, from a file or the terminal. `isNew`: asked for twice on a terminal.
    virtual Answer<std::shared_ptr<crypto::Secret>> password(bool isNew) = 0;
};

/// What a command has before there is a data folder.
struct Beginning {
    std::string folder; ///< where relative paths start, absolute
    KeyRing& keys;
};

struct Context {
    engine::Engine& engine;
    std::string company;     ///< --company; empty: the only one
    std::string folder;      ///< where relative paths start, absolute
    KeyRing* keys = nullptr; ///< null: this program must not see keys
    /// The whole of standard input; empty function: it carries something else.
    std::function<Answer<std::string>()> input;
    /// Puts an answer before the person at once, for what must not go on unless it got there. Empty: every
    /// answer waits until its command is done.
    std::function<Result<void>(const Reply&)> show = {};
    const std::atomic<bool>* stop = nullptr; ///< turns true when the program ends: no more waiting
};

struct Option {
    std::string_view name;  ///< without "--"
    std::string_view value; ///< what to give it, as help shows it; empty: a switch
    std::string_view help;
    bool isRequired = false;
};

struct Command {
    std::string_view group;
    std::string_view verb;     ///< empty: the group is the command
    std::string_view operands; ///< as help shows them: "PAGE [FILE]"
    std::size_t leastOperands = 0;
    std::size_t mostOperands = 0;
    std::string_view summary;
    std::string_view example; ///< what stands after "stoa-cli "
    std::vector<Option> options;
    Answer<Step> (*run)(Context&, const Invocation&) = nullptr;
    bool needsKeys = false;  ///< handles a phrase or a password itself: never over RPC
    bool takesText = false;  ///< reads standard input when no text is given
    std::string_view more{}; ///< what help says besides, in lines of its own, each with its end
    /// What can be wrong before a data folder is begun for it, so that none is. Null: nothing.
    Answer<std::monostate> (*beforeBegin)(const Beginning&, const Invocation&) = nullptr;
};

/// Waits for the engine's answer. Not to be called on the engine's thread.
template <typename Request>
Result<typename Request::Reply> ask(engine::Engine& engine, Request request)
{
    // Shared, because the engine's thread may still be leaving set_value when the waiting one goes on.
    auto promise = std::make_shared<std::promise<Result<typename Request::Reply>>>();
    auto answer = promise->get_future();
    engine.submit(std::move(request),
                  [promise](Result<typename Request::Reply> reply) { promise->set_value(std::move(reply)); });
    return answer.get();
}

/// Whether the command shows what the network has, without changing anything.
bool readsNetwork(const Command& command);

/// What help says of the answer of such a command, in lines of its own.
extern const std::string_view kAsOfJson;

/// Runs the command. What it says while the node does not answer, it says with when that was so: in the note,
/// in "isOffline" and "asOf" of the object, and behind a refusal that rests on it.
Answer<Step> runCommand(Context& context, const Invocation& call);

/// Prepares `action` into a step that is to be signed.
Answer<Step> prepare(Context& context, engine::Action action,
                     std::function<Answer<Reply>(const engine::Draft&, const engine::Sent&)> finish);

} // namespace stoa::commands
