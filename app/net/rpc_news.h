// SPDX-License-Identifier: MIT
// Tells listeners what happens on the chain: looks when the engine says that something changed, and tells
// each what it asked for. Knows nothing of sockets.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <QObject>
#include <QTimer>

#include "app/net/later.h"
#include "app/net/rpc_dispatcher.h"
#include "core/engine/engine.h"

namespace stoa::net {

inline constexpr int kMaxSubscriptions = 8;      ///< of one listener
inline constexpr std::size_t kMaxListeners = 24; ///< the owner's aside
inline constexpr int kNewsPauseMs = 250;         ///< between two looks at the chain

/// Confined to one thread.
class RpcNews : public QObject {
    Q_OBJECT

public:
    /// `engine` and `figures` must outlive it.
    RpcNews(engine::Engine& engine, RpcFigures& figures, QObject* parent = nullptr);
    ~RpcNews() override;

    /// Answers `subscribe` and `unsubscribe`, whose parameters have been checked.
    MethodAnswer take(Listener& listener, std::string_view method, const nlohmann::json& params);
    void forget(Listener& listener);
    bool isListening(const Listener& listener) const;

private:
    struct Subscription {
        Listener* listener = nullptr;
        std::string topic;
        std::string account;
        std::string last;  ///< what an account's listener was told
        bool isDue = true; ///< the account's record has not been read since it may have changed
    };

    /// What was told of a batch.
    struct Known {
        std::uint64_t stage = 0;
        std::uint64_t check = 0;
        std::size_t header = 0; ///< hashed
        bool operator==(const Known&) const = default;
    };

    MethodAnswer subscribe(Listener& listener, const nlohmann::json& params);
    void look();
    void ask(std::string method, nlohmann::json params,
             std::function<void(RpcNews&, const nlohmann::json&)> take);
    void takeInfo(const nlohmann::json& info);
    void askForBatches();
    void takeBatches(std::uint64_t from, const nlohmann::json& batches);
    void takeRecord(const std::string& account, const nlohmann::json& record);
    void tell(std::string_view topic, const nlohmann::json& value);
    void tell(std::uint64_t id, Subscription& subscription, const nlohmann::json& value);
    void countSubscriptions();
    bool has(std::string_view topic) const;

    engine::Engine& m_engine;
    RpcFigures& m_figures;
    std::shared_ptr<Later<RpcNews>> m_later;
    engine::Subscription m_events;
    std::shared_ptr<std::atomic<bool>> m_isCalled; ///< a look has been asked for
    QTimer m_pause;
    bool m_isLate = false; ///< something changed during the pause or while a look was under way
    int m_asking = 0;      ///< answers that are awaited
    std::uint64_t m_lastId = 0;
    std::map<std::uint64_t, Subscription> m_subscriptions;
    nlohmann::json m_info;                    ///< null: never looked
    std::map<std::uint64_t, Known> m_batches; ///< not final, when last looked at
    std::uint64_t m_firstBatch = 0;           ///< not told to be final; 0: never looked
};

} // namespace stoa::net
