// SPDX-License-Identifier: MIT
#include "app/commands/owner_desk.h"

#include <chrono>
#include <map>
#include <mutex>

#include <QCoreApplication>
#include <QThreadPool>

#include "app/commands/command_table.h"
#include "app/commands/sending.h"
#include "app/commands/views.h"
#include "app/net/strict_json.h"
#include "core/base/hex.h"

namespace stoa::commands {

namespace {

constexpr int kThreads = 4;
constexpr int kMaxQueued = 64;
constexpr std::size_t kMaxDrafts = 64;
constexpr std::chrono::minutes kDraftLife{10};

using net::MethodAnswer;
using net::MethodDone;

MethodAnswer failed(const Failure& failure)
{
    return {{}, net::RpcError{net::kRefused, failure.message, failure.code}};
}

MethodAnswer invalidParams(std::string sentence)
{
    return {{}, net::RpcError{net::kInvalidParams, std::move(sentence), {}}};
}

std::string textOfJson(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

MethodAnswer answered(const Reply& reply)
{
    return {textOfJson(Json{{"result", reply.json},
                            {"text", reply.text},
                            {"note", reply.note},
                            {"isWaiting", reply.isWaiting}}),
            std::nullopt};
}

class Desk {
public:
    explicit Desk(engine::Engine& engine)
        : m_engine(engine)
    {
        m_pool.setMaxThreadCount(kThreads);
    }
    ~Desk()
    {
        m_stop = true;
        m_pool.waitForDone();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void take(std::string method, nlohmann::json params, MethodDone done)
    {
        if (m_queued.fetch_add(1) >= kMaxQueued) {
            --m_queued;
            done(net::answerOf(Error{ErrorCode::Busy, {}}));
            return;
        }
        m_pool.start([this, method = std::move(method), params = std::move(params), done = std::move(done)] {
            done(answer(method, params));
            --m_queued;
        });
    }

private:
    struct Waiting {
        Unsigned step;
        std::chrono::steady_clock::time_point since;
    };

    MethodAnswer answer(const std::string& method, const nlohmann::json& params)
    {
        if (!params.is_object()) return invalidParams("The parameters are not given by name.");
        if (method == "owner_status") return status();
        if (method == "owner_run") return run(params);
        if (method == "owner_send") return send(params);
        return {{}, net::RpcError{net::kMethodNotFound, std::string(net::kNoSuchMethod), {}}};
    }

    MethodAnswer status()
    {
        const auto network = ask(m_engine, engine::ReadNetwork{});
        if (!network) return failed(network.error());
        return {textOfJson({{"version", STOA_VERSION},
                            {"build", buildName()},
                            {"pid", QCoreApplication::applicationPid()},
                            {"mode", nameOf(network->mode)},
                            {"node", network->nodeUrl},
                            {"isServing", network->isServing}}),
                std::nullopt};
    }

    MethodAnswer run(const nlohmann::json& params)
    {
        const auto words = params.find("words");
        if (words == params.end() || !words->is_array()) return invalidParams("“words” is missing.");
        std::vector<std::string> texts;
        for (const auto& word : *words) {
            if (!word.is_string()) return invalidParams("“words” holds something else than text.");
            texts.push_back(word.get<std::string>());
        }
        const auto text = [&](const char* key) {
            const auto at = params.find(key);
            return at != params.end() && at->is_string() ? std::optional(at->get<std::string>())
                                                         : std::nullopt;
        };
        const auto line = parseCommandLine(texts);
        if (!line) return failed(line.error());
        const Command* command = line->call.command;
        if (command == nullptr || line->wantsHelp || line->wantsVersion)
            return failed(usage("This is not a command that runs here."));
        if (command->needsKeys) return failed(keysStayHere(ErrorCode::NotPermitted));
        const std::string folder = text("folder").value_or("/");
        if (!folder.starts_with('/')) return invalidParams("“folder” is not an absolute path.");

        Context context{m_engine, line->global("company"), folder, nullptr, {}, {}, &m_stop};
        if (auto input = text("input"))
            context.input = [input = *std::move(input)]() -> Answer<std::string> { return input; };
        auto step = runCommand(context, line->call);
        if (!step) return failed(step.error());
        if (const auto* reply = std::get_if<Reply>(&*step)) return answered(*reply);
        auto change = std::get<Unsigned>(*std::move(step));
        if (change.draft.isSigned) return finish(change, ask(m_engine, engine::SignAndSend{change.draft.id}));
        return keep(std::move(change));
    }

    /// Lays a draft aside until its signatures come.
    MethodAnswer keep(Unsigned step)
    {
        const engine::DraftId id = step.draft.id;
        const auto unsignedSteps = ask(m_engine, engine::ReadDraftSteps{id});
        if (!unsignedSteps) return failed(unsignedSteps.error());
        Json list = Json::array();
        for (const Bytes& each : unsignedSteps->steps) list.push_back(toHex(each));
        Json json = {{"draft", id},
                     {"domain", toHex(unsignedSteps->domain)},
                     {"steps", std::move(list)},
                     {"from", addressJson(step.draft.from)},
                     {"signer", addressJson(unsignedSteps->signer)}};
        const auto now = std::chrono::steady_clock::now();
        std::vector<engine::DraftId> old;
        {
            const std::lock_guard lock(m_mutex);
            for (auto at = m_waiting.begin(); at != m_waiting.end();) {
                const bool isOld = now - at->second.since > kDraftLife || m_waiting.size() >= kMaxDrafts;
                if (isOld) old.push_back(at->first);
                at = isOld ? m_waiting.erase(at) : std::next(at);
            }
            m_waiting.insert_or_assign(id, Waiting{std::move(step), now});
        }
        for (const engine::DraftId each : old) static_cast<void>(ask(m_engine, engine::DropDraft{each}));
        return {textOfJson(json), std::nullopt};
    }

    MethodAnswer send(const nlohmann::json& params)
    {
        const auto draft = params.find("draft");
        const auto list = params.find("signatures");
        if (draft == params.end() || !draft->is_number_unsigned() || list == params.end() ||
            !list->is_array())
            return invalidParams("“draft” or “signatures” is missing.");
        std::vector<Bytes> signatures;
        for (const auto& each : *list) {
            const auto bytes = each.is_string() ? fromHex(each.get_ref<const std::string&>()) : std::nullopt;
            if (!bytes || bytes->size() != 65) return invalidParams("A signature is not 65 bytes of hex.");
            signatures.push_back(*bytes);
        }
        std::optional<Unsigned> step;
        {
            const std::lock_guard lock(m_mutex);
            const auto at = m_waiting.find(draft->get<engine::DraftId>());
            if (at != m_waiting.end()) {
                step = std::move(at->second.step);
                m_waiting.erase(at);
            }
        }
        if (!step) return failed(Error{ErrorCode::NotFound, "draft"});
        return finish(*step, ask(m_engine, engine::SendSigned{step->draft.id, std::move(signatures)}));
    }

    MethodAnswer finish(const Unsigned& step, Result<engine::Sent> sent)
    {
        if (!sent) {
            static_cast<void>(ask(m_engine, engine::DropDraft{step.draft.id}));
            return failed(sent.error());
        }
        if (const auto taken = awaitTaken(m_engine, *sent, &m_stop); !taken) return failed(taken.error());
        const auto reply = finished(step, *sent);
        return reply ? answered(*reply) : failed(reply.error());
    }

    engine::Engine& m_engine;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_queued = 0;
    std::mutex m_mutex;
    std::map<engine::DraftId, Waiting> m_waiting;
    QThreadPool m_pool;
};

} // namespace

net::OwnerHandler ownerDesk(engine::Engine& engine)
{
    auto desk = std::make_shared<Desk>(engine);
    return [desk](std::string method, nlohmann::json params, MethodDone done) {
        desk->take(std::move(method), std::move(params), std::move(done));
    };
}

} // namespace stoa::commands
