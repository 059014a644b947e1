// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include <exception>
#include <map>
#include <mutex>
#include <utility>

#include "core/crypto/mnemonic.h"
#include "core/engine/handlers.h"
#include "core/engine/mailbox.h"
#include "core/engine/sample.h"
#include "core/operator/steps_ahead.h"
#include "core/sync/rpc_node.h"

namespace stoa::engine {
namespace {

constexpr std::chrono::milliseconds kTick{250};

/// The handlers of events. Shared with every Subscription, so that one may outlive the engine. Thread-safe.
class Subscribers {
public:
    std::uint64_t add(std::function<void(const Event&)> handler)
    {
        const std::scoped_lock lock(m_mutex);
        m_handlers.emplace(++m_last, std::move(handler));
        return m_last;
    }
    void remove(std::uint64_t id)
    {
        const std::scoped_lock lock(m_mutex); // waits for a running emit()
        m_handlers.erase(id);
    }
    void emit(const Event& event)
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& [id, handler] : m_handlers) handler(event);
    }

private:
    std::mutex m_mutex;
    std::map<std::uint64_t, std::function<void(const Event&)>> m_handlers;
    std::uint64_t m_last = 0;
};

class LocalEngine final : public Engine {
public:
    /// `random`: what `world` refers to, if it is this engine's own.
    LocalEngine(EngineOptions options, EngineWorld world, std::unique_ptr<Random> random = nullptr)
        : m_random(std::move(random))
        , m_member(std::make_unique<Member>(
              std::move(options), world,
              [subscribers = m_subscribers](const Event& event) { subscribers->emit(event); }))
    {}
    ~LocalEngine() override
    {
        // On the engine's own thread, behind everything that was asked before.
        m_mailbox.post([this] {
            guarded([this] { return m_member->local ? m_member->local->postNow() : Result<void>(); });
            guarded([this] { return m_member->operators ? m_member->operators->postNow() : Result<void>(); });
            m_member.reset();
        });
        m_mailbox.stop();
    }

    Member& member() { return *m_member; }

    /// From here on it answers.
    void begin()
    {
        const EngineOptions& options = m_member->options;
        m_followed = options.nodeUrl.empty() ? options.chainUrl : options.nodeUrl;
        lookAhead();
        startTicking();
    }

#define STOA_SUBMIT(Request)                                                                                 \
    void submit(Request request, Done<Request> done) override { post(std::move(request), std::move(done)); }
    STOA_REQUESTS(STOA_SUBMIT)
#undef STOA_SUBMIT

    std::string followed() const override { return m_followed; }

    Subscription subscribe(std::function<void(const Event&)> handler) override
    {
        const std::uint64_t id = m_subscribers->add(std::move(handler));
        return Subscription([subscribers = m_subscribers, id] { subscribers->remove(id); });
    }

private:
    /// From here on the network's time passes by itself.
    void startTicking()
    {
        if (m_member->options.manualTicks) return;
        m_mailbox.runEvery(kTick, [this] {
            if (m_member && !m_fault) synchronize(m_mailbox.isWaitedFor() ? 1 : node::Node::kChecksInATick);
        });
    }

    /// From here on the signers of steps that others hand in are recovered while they wait for their turn.
    void lookAhead()
    {
        if (m_member->local)
            m_ahead =
                std::make_unique<node::StepsAhead>(m_member->rules.domain, m_member->local->node(0).memo());
    }

    template <typename Request>
    void post(Request request, Done<Request> done)
    {
        auto shared = std::make_shared<Done<Request>>(std::move(done));
        std::shared_ptr<node::StepsAhead::Waiting> steps;
        if constexpr (std::is_same_v<Request, ServeRpc>)
            if (m_ahead && request.method == "submit" && request.params)
                steps = m_ahead->foresee([params = request.params] { return sync::submittedSteps(*params); });
        const bool posted = m_mailbox.post([this, request = std::move(request), shared, steps] {
            if (steps) steps->itIsTheirTurn();
            (*shared)(answer(request));
        });
        if (!posted) (*shared)(Error{ErrorCode::EngineStopped, {}});
    }

    template <typename Request>
    Result<typename Request::Reply> answer(const Request& request)
    {
        if (!m_member) return Error{ErrorCode::EngineStopped, {}}; // it came behind the last job
        try {
            if constexpr (looksFirst<Request>) lookWhereOthersActed();
            auto reply = handle(*m_member, request);
            if (!reply) m_member->heedDisk(reply.error().code);
            if (!reply && isFault(reply.error().code)) fail(reply.error());
            return reply;
        } catch (const std::exception& exception) {
            const Error error{ErrorCode::EngineBroken, exception.what()};
            fail(error);
            return error;
        }
    }

    /// Others only act. And who asks for events does so after every look: theirs would be the reason for the
    /// next one, for as long as others act.
    template <typename Request>
    static constexpr bool looksFirst =
        !std::is_same_v<Request, ServeRpc> && !std::is_same_v<Request, ReadChainEvents>;

    /// What somebody else was told is done is seen by this computer's owner, too, and not a moment later.
    void lookWhereOthersActed()
    {
        if (!m_fault && std::exchange(m_member->haveOthersActed, false)) synchronize(0);
    }

    /// `checks`: see Node::tick.
    void synchronize(int checks)
    {
        m_member->mostChecks = checks;
        guarded([this] { return m_member->synchronize(); });
        m_member->mostChecks = node::Node::kChecksInATick;
    }

    /// A job of the engine's own; what goes wrong in it is a fault of the engine.
    template <typename Job>
    void guarded(Job&& job)
    {
        try {
            const Result<void> done = job();
            if (!done && isFault(done.error().code)) fail(done.error());
        } catch (const std::exception& exception) {
            fail({ErrorCode::EngineBroken, exception.what()});
        }
    }

    static bool isFault(ErrorCode code)
    {
        return code == ErrorCode::StoreDamaged || code == ErrorCode::MoneyMismatch ||
               code == ErrorCode::EngineBroken;
    }

    /// From here on this engine only reads.
    void fail(const Error& error)
    {
        if (m_fault) return;
        m_fault = true;
        if (m_member) m_member->onlyRead(error);
        m_subscribers->emit(EngineFault{error});
    }

    std::shared_ptr<Subscribers> m_subscribers = std::make_shared<Subscribers>();
    std::unique_ptr<Random> m_random;          ///< may be null
    std::unique_ptr<node::StepsAhead> m_ahead; ///< set before the first request; may be null
    std::string m_followed;                    ///< set before the first request
    // Below: touched by the mailbox's thread only, once it runs jobs.
    std::unique_ptr<Member> m_member;
    bool m_fault = false;
    Mailbox m_mailbox; // last: its thread ends before the rest is destroyed
};

/// Names the folder where it is the folder that stands in the way.
Error ofFolder(Error error, const std::string& folder)
{
    const bool isAboutIt = error.code == ErrorCode::FileUnwritable ||
                           error.code == ErrorCode::StoreUnavailable || error.code == ErrorCode::DiskFull;
    if (isAboutIt) error.detail = "folder " + folder;
    return error;
}

} // namespace

Result<void> checkPhrase(const crypto::Secret& phrase)
{
    STOA_TRY([[maybe_unused]] const auto entropy, crypto::parsePhrase(phrase));
    return {};
}

std::unique_ptr<Engine> makeSampleEngine()
{
    static const SystemClock clock;
    auto ownRandom = std::make_unique<SeededRandom>(0x5a3b1e);
    Random& random = *ownRandom;
    EngineOptions options;
    options.testClock = true;
    auto engine = std::make_unique<LocalEngine>(std::move(options), EngineWorld{clock, random, nullptr},
                                                std::move(ownRandom));
    const auto filled = [&]() -> Result<void> {
        const crypto::Secret phrase = crypto::newPhrase(random);
        STOA_TRY_VOID(engine->member().openInMemory(phrase, kSamplePeople));
        return fillSample(engine->member());
    }();
    STOA_CHECK(filled);
    return engine;
}

Result<std::unique_ptr<Engine>> makeEngine(EngineOptions options, EngineWorld world)
{
    auto engine = std::make_unique<LocalEngine>(std::move(options), world);
    // Nothing has been posted yet: this thread may still touch what will be the mailbox's.
    if (const auto opened = engine->member().open(); !opened)
        return ofFolder(opened.error(), engine->member().options.dataFolder);
    engine->begin();
    return std::unique_ptr<Engine>(std::move(engine));
}

} // namespace stoa::engine
