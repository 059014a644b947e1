// SPDX-License-Identifier: MIT
// People with engines and folders of their own, and the wire between two of them, which can be cut and can
// lie.
#pragma once

#include <functional>
#include <future>
#include <optional>

#include <QString>

#include "core/engine/engine.h"
#include "core/sync/transport.h"

namespace stoa::test {

template <typename Request>
Result<typename Request::Reply> ask(engine::Engine& engine, Request request)
{
    std::promise<Result<typename Request::Reply>> promise;
    engine.submit(std::move(request), [&](auto reply) { promise.set_value(std::move(reply)); });
    return promise.get_future().get();
}

/// Answers a member's requests with another engine's network methods, as a server would.
class Wire final : public sync::Transport {
public:
    Result<std::string> post(std::string_view url, std::string_view body) override;

    engine::Engine* server = nullptr;
    bool isCut = false;
    /// What is answered in the server's place, as JSON; nothing: the server is asked.
    std::function<std::optional<std::string>(const std::string& method)> onRequest;
    /// A method that is refused, with this code.
    std::function<std::optional<ErrorCode>(const std::string& method)> refuses;
    /// The server does what it is asked, and nobody hears of it.
    std::function<bool(const std::string& method)> losesAnswer;
    /// Changes what the server answered.
    std::function<void(const std::string& method, std::string& result)> onResult;
    std::function<void(const std::string& url)> onUrl;
};

/// One person at one computer.
class Person {
public:
    Person(const QString& folder, Wire* wire)
        : m_folder(folder.toStdString())
        , m_wire(wire)
    {}

    bool start() { return !startOrWhy(); }
    /// Absent: it has started.
    std::optional<ErrorCode> startOrWhy();
    void stop() { engine.reset(); }
    bool createWallet();
    bool unlock();
    /// Serves the network, and answers what is asked over `wire`.
    void answerAt(Wire& wire);
    Result<engine::Sent> act(const engine::Action& action);
    Amount balance() { return ask(*engine, engine::ReadWallet{})->available; }
    engine::NetworkView network() { return *ask(*engine, engine::ReadNetwork{}); }

    std::unique_ptr<engine::Engine> engine;
    Address address;
    std::string nodeUrl;                    ///< given at the start, as --node
    std::string chainUrl;                   ///< given at the start, as --chain
    std::optional<engine::NodeRoles> roles; ///< given at the start, as --role
    Address challengerOwner;                ///< given at the start, as --challenger-owner

private:
    std::string m_folder;
    Wire* m_wire;
    SystemClock m_clock;
    SystemRandom m_random;
};

#define STOA_SUCCEEDS(variable, expression)                                                                  \
    auto variable = (expression);                                                                            \
    QVERIFY2(variable,                                                                                       \
             variable ? ""                                                                                   \
                      : (std::string(name(variable.error().code)) + " " + variable.error().detail).c_str())

} // namespace stoa::test
