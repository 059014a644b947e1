// SPDX-License-Identifier: MIT
#include "app/node/node_watch.h"

#include "core/base/hex.h"

namespace stoa::node_program {

namespace {

struct EventWords {
    LogLevel level;
    std::string_view name;
    std::string_view sentence;
};

using What = engine::ChainEventView::What;

EventWords wordsOf(What what)
{
    switch (what) {
    case What::Joined: return {LogLevel::Info, "aggregator_joined", "An aggregator put down its bond."};
    case What::Deposited: return {LogLevel::Debug, "deposited", "Money was deposited."};
    case What::Posted: return {LogLevel::Info, "batch_posted", "A batch was posted."};
    case What::Announced: return {LogLevel::Warning, "challenge_announced", "A challenge was announced."};
    case What::BatchProvedWrong:
        return {LogLevel::Warning, "batch_proved_wrong", "A challenge proved a batch wrong."};
    case What::BatchProvedRight:
        return {LogLevel::Warning, "batch_proved_right", "A challenge was wrong: the batch is right."};
    case What::RolledBack:
        return {LogLevel::Warning, "rolled_back", "A wrong batch and all after it were rolled back."};
    case What::Slashed: return {LogLevel::Warning, "slashed", "Somebody who was wrong lost its bond."};
    case What::Left: return {LogLevel::Info, "aggregator_left", "An aggregator left."};
    }
    return {LogLevel::Info, "event", "Something happened on the main chain."};
}

} // namespace

struct NodeWatch::Shared : std::enable_shared_from_this<Shared> {
    Shared(engine::Engine& engine_, EventLog& log_)
        : engine(engine_)
        , log(log_)
    {}

    engine::Engine& engine;
    EventLog& log;
    std::atomic<bool> isAsked = false;
    std::atomic<bool> isOver = false;
    // Of the engine's thread only:
    std::optional<engine::NetworkView> last;
    Hash network;                       ///< whose events are told
    std::optional<std::uint64_t> known; ///< everything up to this event was told, or was there before

    mutable std::mutex mutex;
    Counted counted;

    void look()
    {
        if (isOver || isAsked.exchange(true)) return;
        engine.submit(engine::ReadNetwork{}, [self = shared_from_this()](Result<engine::NetworkView> view) {
            self->isAsked = false;
            if (!view || self->isOver) return;
            self->engine.submit(
                engine::ReadChainEvents{self->known.value_or(0)},
                [self, view = *std::move(view)](const Result<engine::ChainEventsView>& events) {
                    if (self->isOver) return;
                    if (events) self->take(*events);
                    self->take(view);
                });
        });
    }

    void take(const engine::ChainEventsView& view)
    {
        if (!view.until) return;
        // Only what happens from here on. A main chain with fewer events is another one, too.
        if (!known || view.definition != network || *view.until < *known) {
            network = view.definition;
        } else {
            for (const engine::ChainEventView& event : view.events)
                if (event.id > *known) tellEvent(event);
        }
        known = view.until;
    }

    void take(const engine::NetworkView& view)
    {
        if (last) {
            tellLink(*last, view);
            tellChain(*last, view);
        } else {
            log.write(
                LogLevel::Info, "following",
                view.mode == engine::NetworkMode::Remote ? "This node follows another one."
                                                         : "This node runs its own network.",
                {{"block", view.headBlock}, {"tip_batch", view.tipBatch}, {"final_batch", view.finalBatch}});
            tellWrong(0, view);
            if (view.standstill && !isKnownBroken()) tellBroken(*view.standstill);
            if (view.clock.stoodStill != 0)
                log.write(LogLevel::Info, "time_goes_on",
                          "The main chain's newest block is this much older than this computer's clock. If "
                          "nothing could happen for so long, that is right; otherwise the clock is wrong, "
                          "and deadlines that pass by it do not come back.",
                          {{"seconds", view.clock.stoodStill}});
        }
        tellClock(last ? last->clock : engine::ClockView{}, view);
        tellDisk(last ? last->disk : std::nullopt, view.disk);
        tellOperators(last ? last->operators : engine::OperatorView{}, view.operators);
        last = view;
    }

    void tellLink(const engine::NetworkView& before, const engine::NetworkView& now)
    {
        if (!before.isOffline && now.isOffline)
            log.write(LogLevel::Warning, "offline",
                      "The node that is followed does not answer; it is asked again until it does.");
        if (before.isOffline && !now.isOffline)
            log.write(LogLevel::Info, "online", "The node that is followed answers again.");
        if (now.problem == ErrorCode::NotYourSlot && now.problem != before.problem)
            log.write(LogLevel::Info, "not_its_turn",
                      "It is another node's turn to make blocks; what waits here is sent again by itself.");
        else if (now.problem && now.problem != before.problem)
            log.write(LogLevel::Warning, "not_taken_over",
                      "An answer of the node that is followed was not believed; nothing has changed here.",
                      {{"reason", std::string(name(*now.problem))}});
        if (before.isServing != now.isServing)
            log.write(LogLevel::Info, "serving",
                      now.isServing ? "Other members may use this node." : "Other members are not served.");
    }

    void tellClock(const engine::ClockView& before, const engine::NetworkView& now)
    {
        if (before.behind == 0 && now.clock.behind != 0)
            log.write(LogLevel::Warning, "clock_behind",
                      now.mode == engine::NetworkMode::Remote
                          ? "This computer's clock is this much behind the network's time. If it is the one "
                            "that is wrong, set it: what is final and what is late is judged by it, too."
                          : "This computer's clock is this much behind the main chain's time, which stands "
                            "still until the clock has caught up. Set the clock.",
                      {{"seconds", now.clock.behind}});
        if (before.ahead == 0 && now.clock.ahead != 0)
            log.write(LogLevel::Warning, "clock_ahead",
                      "This computer's clock is this much ahead of the network's time. If it is the one that "
                      "is wrong, set it: what is final and what is late is judged by it, too.",
                      {{"seconds", now.clock.ahead}});
        const bool wasApart = before.behind != 0 || before.ahead != 0;
        if (wasApart && now.clock.behind == 0 && now.clock.ahead == 0)
            log.write(LogLevel::Info, "clock_agrees", "This computer's clock and the network's agree again.");
    }

    void tellDisk(std::optional<ErrorCode> before, std::optional<ErrorCode> now)
    {
        if (now && now != before)
            log.write(LogLevel::Error, "disk",
                      "Nothing can be kept in the data folder; it is tried again until it works.",
                      {{"reason", std::string(name(*now))}});
        if (before && !now) log.write(LogLevel::Info, "disk_back", "The data folder can be written again.");
    }

    void tellOperators(const engine::OperatorView& before, const engine::OperatorView& now)
    {
        const bool isNew = !last;
        if (isNew && now.isValidator && !now.challengerOwner.isZero())
            log.write(LogLevel::Info, "challenger_key",
                      "This node challenges with its owner's credit, once the owner has appointed this key "
                      "(stoa-cli network appoint KEY).",
                      {{"key", toHex(now.validator)}, {"owner", toHex(now.challengerOwner)}});
        if (now.chainProblem && now.chainProblem != before.chainProblem)
            log.write(LogLevel::Warning, "main_chain_away",
                      "The main chain cannot be followed; it is tried again until it can.",
                      {{"reason", std::string(name(*now.chainProblem))}});
        if (!now.chainProblem && before.chainProblem)
            log.write(LogLevel::Info, "main_chain_back", "The main chain is followed again.");
        if (now.missingBond != before.missingBond && now.missingBond != 0)
            log.write(LogLevel::Warning, "bond_needed",
                      "The aggregator cannot post before this address has this much on the main chain.",
                      {{"address", toHex(now.aggregator)}, {"gwei", now.missingBond}});
        if (now.refusal && now.refusal != before.refusal)
            log.write(LogLevel::Warning, "batch_not_taken", "The main chain did not take a batch from here.",
                      {{"reason", std::string(name(*now.refusal))}});
        if (now.bond != before.bond && now.isAggregator)
            log.write(LogLevel::Info, "bond", "The bond of the aggregator here.",
                      {{"address", toHex(now.aggregator)}, {"gwei", now.bond}});
        const bool hasChanged =
            now.missingStake != before.missingStake || now.isAppointed != before.isAppointed;
        if (hasChanged && !now.isAppointed)
            log.write(LogLevel::Warning, "key_not_appointed",
                      "The owner has not appointed this node's key: it cannot challenge.",
                      {{"key", toHex(now.validator)}, {"owner", toHex(now.challengerOwner)}});
        else if (hasChanged && now.missingStake != 0)
            log.write(LogLevel::Warning, "stake_needed",
                      "A challenge needs this much at this address, on the main chain; an owner brings it "
                      "as credit, with a new appointment.",
                      {{"address", toHex(now.challengerOwner.isZero() ? now.validator : now.challengerOwner)},
                       {"gwei", now.missingStake}});
        if (now.challengesWon > before.challengesWon)
            log.write(LogLevel::Warning, "challenge_won", "A challenge from here proved a batch wrong.",
                      {{"won", now.challengesWon}});
    }

    void tellWrong(std::uint64_t before, const engine::NetworkView& now)
    {
        if (now.wrongBatch == 0 || now.wrongBatch == before) return;
        log.write(LogLevel::Error, "wrong_batch",
                  "A batch was run again here, and one of its roots is wrong.", {{"batch", now.wrongBatch}});
    }

    void tellChain(const engine::NetworkView& before, const engine::NetworkView& now)
    {
        if (now.headBlock != before.headBlock)
            log.write(LogLevel::Debug, "block", "There is a newer block.", {{"block", now.headBlock}});
        if (now.finalBatch > before.finalBatch)
            log.write(LogLevel::Info, "batch_final", "Batches up to this one are final.",
                      {{"batch", now.finalBatch}});
        tellWrong(before.wrongBatch, now);
    }

    void tellEvent(const engine::ChainEventView& event)
    {
        const EventWords words = wordsOf(event.what);
        std::vector<EventLog::Field> fields;
        if (event.batch != 0) fields.emplace_back("batch", event.batch);
        if (event.what == What::Posted) fields.emplace_back("steps", std::uint64_t{event.steps});
        log.write(words.level, words.name, words.sentence, fields);
        const std::lock_guard lock(mutex);
        ++counted.chainEvents[static_cast<std::size_t>(event.what)];
        if (event.what != What::Posted) return;
        ++counted.batches;
        counted.steps += event.steps;
    }

    void hear(const engine::Event& event)
    {
        if (std::holds_alternative<engine::NetworkChanged>(event)) look();
        if (const auto* undone = std::get_if<engine::ActionsRolledBack>(&event)) {
            log.write(LogLevel::Warning, "actions_rolled_back",
                      "Actions of this node's wallet did not happen: their batch was wrong.",
                      {{"batch", undone->batch}, {"actions", std::uint64_t{undone->count}}});
            const std::lock_guard lock(mutex);
            counted.rolledBackActions += undone->count;
        }
        if (const auto* fault = std::get_if<engine::EngineFault>(&event)) tellBroken(fault->error);
    }

    bool isKnownBroken() const
    {
        const std::lock_guard lock(mutex);
        return counted.isBroken;
    }

    void tellBroken(const Error& why)
    {
        log.write(LogLevel::Error, "broken",
                  why.code == ErrorCode::MoneyMismatch
                      ? "What all records hold together is not what was deposited, or one more step would "
                        "have made it so: this node only reads from here on. Keep a copy of the data folder, "
                        "and report this line."
                      : "The store is damaged or cannot be used: this node only reads from here on. Start it "
                        "anew; if it says the same again, restore the data folder.",
                  {{"reason", std::string(name(why.code))}});
        const std::lock_guard lock(mutex);
        counted.isBroken = true;
    }
};

NodeWatch::NodeWatch(engine::Engine& engine, EventLog& log)
    : m_shared(std::make_shared<Shared>(engine, log))
{
    m_subscription =
        engine.subscribe([shared = m_shared](const engine::Event& event) { shared->hear(event); });
    m_shared->look();
}

NodeWatch::~NodeWatch()
{
    m_shared->isOver = true;
    m_subscription = {};
}

Counted NodeWatch::counted() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->counted;
}

} // namespace stoa::node_program
