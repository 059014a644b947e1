// SPDX-License-Identifier: MIT
#include "app/cli/session.h"

#include <chrono>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <thread>

#include <unistd.h>

#include "app/cli/password_source.h"
#include "app/commands/owner_desk.h"
#include "app/commands/plain_text.h"
#include "app/commands/sending.h"
#include "app/commands/signed_kinds.h"
#include "app/net/connection_file.h"
#include "app/net/http_transport.h"
#include "app/net/rpc_server.h"
#include "app/net/strict_json.h"
#include "core/base/hex.h"
#include "core/base/limits.h"
#include "core/base/random.h"
#include "core/engine/signer.h"

namespace stoa::cli {

namespace {

using commands::Answer;
using commands::CommandLine;
using commands::Failure;
using commands::Json;
using commands::Reply;

/// How long to wait for a data folder that another program is just taking or leaving.
constexpr std::chrono::seconds kHandOver{5};

/// How often a command is laid out; as many as a program takes at once.
constexpr int kMostOvertaken = 64;

std::string currentFolder()
{
    std::error_code problem;
    const auto path = std::filesystem::current_path(problem);
    return problem ? "/" : path.string();
}

Answer<std::string> readInput()
{
    constexpr std::size_t kMost = 16 * 1024 * 1024 + 1;
    std::string text;
    std::vector<char> buffer(64 * 1024);
    while (text.size() < kMost && std::cin) {
        std::cin.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        text.append(buffer.data(), static_cast<std::size_t>(std::cin.gcount()));
    }
    return text;
}

std::string_view withoutSlash(std::string_view url)
{
    return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

/// Standard input for texts, read once, unless it carries commands.
std::function<Answer<std::string>()> inputOf(const SessionOptions& options)
{
    if (options.inputIsCommands) return {};
    return [read = std::optional<std::string>()]() mutable -> Answer<std::string> {
        if (!read) {
            STOA_TRY(read, readInput());
        }
        return *read;
    };
}

/// What another command overtook, between being laid out and being signed, is laid out anew: of those that
/// come at once one gets through each time.
template <typename Command>
auto untilNotOvertaken(const Command& command)
{
    auto done = command();
    for (int i = 1; i < kMostOvertaken && !done && done.error().code == name(ErrorCode::DraftOvertaken); ++i)
        done = command();
    return done;
}

// ---- an engine of our own ---------------------------------------------------------------------------

class OwnEngine final : public Session {
public:
    OwnEngine(const SessionOptions& options, const PasswordSource& passwords)
        : m_options(options)
        , m_passwords(passwords)
    {}

    Result<void> open()
    {
        engine::EngineOptions options;
        options.dataFolder = m_options.dataFolder;
        options.nodeUrl = m_options.nodeUrl;
        options.testClock = m_options.testClock;
        STOA_TRY(m_engine, engine::makeEngine(options, {m_clock, m_random, &m_transport}));
        if (m_options.inputIsCommands) letOthersIn();
        return {};
    }

    Answer<Reply> run(const CommandLine& line) override
    {
        awaitFirstLook();
        const std::string company = line.global("company");
        commands::Context context{*m_engine,          company.empty() ? m_options.company : company,
                                  currentFolder(),    &m_passwords,
                                  inputOf(m_options), m_options.show};
        return untilNotOvertaken([&]() -> Answer<Reply> {
            STOA_TRY(auto step, commands::runCommand(context, line.call));
            if (auto* reply = std::get_if<Reply>(&step)) return std::move(*reply);
            return commands::signHere(context, std::get<commands::Unsigned>(step));
        });
    }

private:
    /// A batch may take long, so others who come to this folder are answered meanwhile. Where that can't be,
    /// they wait.
    void letOthersIn()
    {
        net::RpcServerOptions options;
        options.dataFolder = m_options.dataFolder;
        options.port = 0;
        options.owner = commands::ownerDesk(*m_engine);
        options.build = commands::buildName();
        if (auto server = net::RpcServer::start(*m_engine, std::move(options))) m_server = *std::move(server);
    }

    /// A remote network is looked at once before the first command, if it answers at all.
    void awaitFirstLook()
    {
        if (std::exchange(m_hasLooked, true)) return;
        const auto end = std::chrono::steady_clock::now() + commands::kPatience;
        while (std::chrono::steady_clock::now() < end) {
            const auto network = commands::ask(*m_engine, engine::ReadNetwork{});
            if (!network || network->isReady || network->isOffline) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

    SessionOptions m_options;
    PasswordSource m_passwords;
    SystemClock m_clock;
    SystemRandom m_random;
    net::HttpTransport m_transport;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<net::RpcServer> m_server; ///< of a batch; ends before the engine
    bool m_hasLooked = false;
};

// ---- the program that has the folder ----------------------------------------------------------------

class RunningProgram final : public Session {
public:
    RunningProgram(const SessionOptions& options, net::Connection connection)
        : m_options(options)
        , m_passwords(options.passwordFile)
        , m_connection(std::move(connection))
        , m_transport({3'000, 3'600'000, net::kMaxAnswerBytes})
    {}

    /// Whether somebody answers there and takes the token.
    Answer<Json> status() { return answerOf(ask("owner_status", nlohmann::json::object())); }

    /// Whether the program with this status follows the node that was asked for, or is that node, if one was.
    bool follows(const Json& status) const
    {
        const std::string node = status.value("node", std::string());
        const auto asked = withoutSlash(m_options.nodeUrl);
        return asked.empty() || withoutSlash(node) == asked || withoutSlash(m_connection.url) == asked;
    }

    /// Why it is not asked.
    Failure followsAnother(const Json& status) const
    {
        const std::string node = commands::lineText(status.value("node", std::string()), 300);
        return commands::refusal(
            ErrorCode::WrongNetwork,
            "The program that has this data folder " +
                (node.empty() ? std::string("runs a network of its own") : "follows " + node) +
                ", not --node " + m_options.nodeUrl +
                ". Nothing was done. Leave --node out to ask that program; to use the other node, stop that "
                "program "
                "first, or choose another folder with --data.");
    }

    Answer<Reply> run(const CommandLine& line) override
    {
        if (line.call.command->needsKeys) return commands::keysStayHere(ErrorCode::DataInUse);
        nlohmann::json params = {{"words", wordsFor(line)}, {"folder", currentFolder()}};
        if (readsInput(line)) {
            if (const auto input = inputOf(m_options)) {
                STOA_TRY(auto text, input());
                params["input"] = std::move(text);
            }
        }
        STOA_TRY(const Json answer, untilNotOvertaken([&]() -> Answer<Json> {
                     STOA_TRY(Json laidOut, begin(params));
                     if (!laidOut.contains("draft")) return laidOut;
                     return sign(*line.call.command, laidOut);
                 }));
        if (!answer.is_object() || !answer.contains("result") || !answer.contains("text") ||
            !answer["text"].is_string())
            return notUnderstood();
        Reply reply{answer["result"], answer["text"].get<std::string>()};
        if (answer.contains("note") && answer["note"].is_string())
            reply.note = answer["note"].get<std::string>();
        reply.isWaiting = answer.contains("isWaiting") && answer["isWaiting"] == true;
        return reply;
    }

private:
    /// The command's own words: what concerns this program alone stays here.
    nlohmann::json wordsFor(const CommandLine& line) const
    {
        nlohmann::json words = nlohmann::json::array();
        const std::string company = line.has("company") ? line.global("company") : m_options.company;
        if (!company.empty()) words.push_back("--company=" + company);
        const commands::Command& command = *line.call.command;
        words.push_back(command.group);
        if (!command.verb.empty()) words.push_back(command.verb);
        for (const auto& [name, value] : line.call.options) {
            const bool isSwitch = value.empty() && isSwitchOf(command, name);
            words.push_back("--" + name + (isSwitch ? "" : "=" + value));
        }
        words.push_back("--");
        for (const std::string& operand : line.call.operands) words.push_back(operand);
        return words;
    }

    static bool isSwitchOf(const commands::Command& command, std::string_view name)
    {
        for (const commands::Option& option : command.options) {
            if (option.name == name) return option.value.empty();
        }
        return true;
    }

    static bool readsInput(const CommandLine& line)
    {
        const auto& operands = line.call.operands;
        if (line.call.option("statement-file") == "-") return true;
        if (!line.call.command->takesText || line.call.has("text")) return false;
        if (operands.size() < 2 && line.call.has("mine")) return false; // it is here already
        return operands.size() < 2 || operands[1] == "-";
    }

    /// What the other program laid out is read here again: only steps of the kinds that the command is for,
    /// from this wallet, are signed, and never a digest that somebody else computed.
    Answer<Json> sign(const commands::Command& command, const Json& draft)
    {
        engine::UnsignedSteps unsignedSteps;
        for (const auto& each : draft.value("steps", Json::array())) {
            auto step = each.is_string() ? fromHex(each.get<std::string>()) : std::nullopt;
            if (!step) return Failure(Error{ErrorCode::BadAnswer, "step"});
            unsignedSteps.steps.push_back(*std::move(step));
        }
        const auto domain = fixedFromHex<Hash>(draft.value("domain", std::string()));
        if (!domain) return Failure(Error{ErrorCode::BadAnswer, "domain"});
        unsignedSteps.domain = *domain;
        const auto from = fixedFromHex<Address>(draft.value("from", std::string()));
        if (!from) return Failure(Error{ErrorCode::BadAnswer, "from"});
        const auto signer = fixedFromHex<Address>(draft.value("signer", std::string()));
        if (!signer) return Failure(Error{ErrorCode::BadAnswer, "signer"});
        unsignedSteps.signer = *signer; // of this wallet, or nothing is signed
        STOA_TRY(const auto password, m_passwords.password(false));
        STOA_TRY(const auto signatures, engine::signSteps(m_options.dataFolder, *password, *from,
                                                          commands::signedKinds(command), unsignedSteps));
        nlohmann::json list = nlohmann::json::array();
        for (const Bytes& signature : signatures) list.push_back(toHex(signature));
        return answerOf(ask("owner_send", {{"draft", draft["draft"].get<engine::DraftId>()},
                                           {"signatures", std::move(list)}}));
    }

    /// A command's first call. The program may have been started anew since the last one: as long as nothing
    /// was done, it is looked for again, once.
    Answer<Json> begin(const nlohmann::json& params)
    {
        auto text = ask("owner_run", params);
        const bool isElsewhere = !text && (text.error().code == name(ErrorCode::Offline) ||
                                           text.error().code == name(ErrorCode::Unauthorized));
        if (isElsewhere && findAgain()) text = ask("owner_run", params);
        return answerOf(std::move(text));
    }

    bool findAgain()
    {
        auto connection = net::readConnection(m_options.dataFolder);
        if (!connection || connection->token == m_connection.token) return false;
        RunningProgram other(m_options, *connection);
        const auto status = other.status();
        if (!status || !follows(*status)) return false;
        m_connection = *std::move(connection);
        return true;
    }

    /// One call over the wire: the text of its answer.
    Answer<std::string> ask(std::string_view method, nlohmann::json params)
    {
        const nlohmann::json request = {
            {"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", std::move(params)}};
        const std::string body = net::toJsonText(request);
        if (body.size() > kMaxRequestBytes)
            return commands::refusal(
                ErrorCode::TooLarge,
                "This is more than 5 MB, and the program that has this data folder takes "
                "no more at once; nothing was done.");
        auto text = m_transport.postAsOwner(m_connection.url, m_connection.token, body);
        if (text) return *std::move(text);
        if (text.error().code == ErrorCode::Unauthorized)
            return commands::refusal(ErrorCode::Unauthorized,
                                     "The program that has this data folder was started anew and did not "
                                     "take this; nothing was done. Give the command again.");
        return text.error();
    }

    Answer<Json> answerOf(Answer<std::string> asked) const
    {
        STOA_TRY(const std::string text, std::move(asked));
        const Json answer = Json::parse(text, nullptr, false);
        if (answer.is_object() && answer.contains("result")) return answer["result"];
        if (!answer.is_object() || !answer.contains("error")) return notUnderstood();
        const Json& error = answer["error"];
        if (!error.is_object() || error.value("code", Json()) == net::kMethodNotFound) return notUnderstood();
        const std::string message = error.value("message", std::string("The other program refused."));
        const std::string code =
            error.contains("data") ? error["data"].value("code", std::string("refused")) : "refused";
        // This program has taken the words apart already: perhaps only the other one does not know them.
        if (code == "usage" && isOfAnotherBuild())
            return commands::usage(message + " (Said by the program that has this data folder, which is " +
                                   otherBuild() + ".)");
        return Failure(code, message, commands::exitCodeOf(code));
    }

    bool isOfAnotherBuild() const
    {
        return m_connection.version != STOA_VERSION || m_connection.build != commands::buildName();
    }
    std::string otherBuild() const
    {
        const std::string version = commands::lineText(m_connection.version, 30);
        if (version != STOA_VERSION) return "version " + version + ", while this one is " STOA_VERSION;
        return "another build of version " + version;
    }
    Failure notUnderstood() const
    {
        if (!isOfAnotherBuild()) return Failure(Error{ErrorCode::BadAnswer, "owner's method"});
        return commands::refusal(
            ErrorCode::NotSupported,
            "The program that has this data folder is " + otherBuild() +
                ", and the two do not understand each other; nothing was done. Close it, "
                "or use the stoa-cli that came with it.");
    }

    SessionOptions m_options;
    PasswordSource m_passwords;
    net::Connection m_connection;
    net::HttpTransport m_transport;
};

/// Nobody has begun the folder, perhaps because its name is mistyped.
Failure nothingThere(const std::string& folder)
{
    return commands::refusal(ErrorCode::NotFound,
                             "There is no data folder of Stoa at " + folder +
                                 ", and nothing was begun there. Check the name (--data); “stoa-cli wallet "
                                 "create” begins a new one, and so does stoad.");
}

/// Somebody has the folder and takes no commands.
Failure nobodyAnswers(const std::string& folder)
{
    return commands::refusal(
        ErrorCode::DataInUse,
        "Another program has the data folder " + folder +
            " and takes no commands: stoad that was started with --no-owner, for one. Nothing was done. Stop "
            "that program, or choose another folder with --data.");
}

} // namespace

Answer<std::unique_ptr<Session>> openSession(const SessionOptions& options)
{
    std::error_code problem;
    const auto mark = std::filesystem::path(options.dataFolder) / "format";
    const bool isBegun = std::filesystem::exists(mark, problem) || problem; // or it cannot be looked at
    if (!isBegun && !options.mayBegin) return nothingThere(options.dataFolder);
    PasswordSource passwords(options.passwordFile); // which asks a person once
    if (!isBegun && options.beforeBegin) {
        STOA_TRY([[maybe_unused]] const auto fine, options.beforeBegin({currentFolder(), passwords}));
    }
    const auto end = std::chrono::steady_clock::now() + kHandOver;
    while (true) {
        auto own = std::make_unique<OwnEngine>(options, passwords);
        const auto opened = own->open();
        if (opened) return std::unique_ptr<Session>(std::move(own));
        if (opened.error().code != ErrorCode::DataInUse) return Failure(opened.error());
        own.reset();

        if (auto connection = net::readConnection(options.dataFolder)) {
            auto running = std::make_unique<RunningProgram>(options, *std::move(connection));
            const auto status = running->status();
            if (!status && status.error().code == name(ErrorCode::NotSupported)) return status.error();
            if (status) {
                if (!running->follows(*status)) return running->followsAnother(*status);
                return std::unique_ptr<Session>(std::move(running));
            }
        }
        if (std::chrono::steady_clock::now() > end) return nobodyAnswers(options.dataFolder);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace stoa::cli
