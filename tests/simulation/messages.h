// SPDX-License-Identifier: MIT
// The network between computers: questions and answers as JSON-RPC, which get lost, come twice, late and in
// another order, in one direction only.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/operator/node_service.h"
#include "core/sync/transport.h"
#include "tests/simulation/fault_plan.h"

namespace stoa::test {

class Messages {
public:
    Messages(SeededRandom& random, const FaultPlan& plan)
        : m_random(random)
        , m_plan(plan)
    {}

    /// Who answers as `name`; null: the computer is off.
    void connect(const std::string& name, node::NodeService* node) { m_servers[name] = node; }

    Result<std::string> post(const std::string& client, const std::string& server, std::string_view body);
    /// What was under way and arrives by `now`, in any order. The answers come too late for anybody.
    void deliver(Timestamp now);
    /// Cuts or mends what goes from one computer to the other. Cutting one way: questions arrive, answers do
    /// not.
    void cut(const std::string& from, const std::string& to) { m_cuts.insert({from, to}); }
    void mend() { m_cuts.clear(); }
    bool isCut() const { return !m_cuts.empty(); }
    /// Nothing is under way any more.
    void forget() { m_late.clear(); }

    struct Counts {
        std::size_t sent = 0;
        std::size_t lost = 0;
        std::size_t doubled = 0;
        std::size_t late = 0;
    };
    const Counts& counts() const { return m_counts; }

private:
    struct Late {
        Timestamp arrives = 0;
        std::string server;
        std::string body;
    };
    bool strikes(unsigned chance) { return chance != 0 && m_random.next() % 1000 < chance; }
    Result<std::string> serve(const std::string& server, const std::string& body);

    SeededRandom& m_random;
    const FaultPlan& m_plan;
    std::map<std::string, node::NodeService*> m_servers;
    std::set<std::pair<std::string, std::string>> m_cuts;
    std::vector<Late> m_late;
    Timestamp m_now = 0;
    Counts m_counts;
};

/// One computer's end of it. `server` may be changed at any time: another node answers then.
class Line final : public sync::Transport {
public:
    Line(Messages& messages, std::string client, std::string toServer)
        : server(std::move(toServer))
        , m_messages(messages)
        , m_client(std::move(client))
    {}

    Result<std::string> post(std::string_view, std::string_view body) override
    {
        return m_messages.post(m_client, server, body);
    }

    std::string server;

private:
    Messages& m_messages;
    std::string m_client;
};

} // namespace stoa::test
