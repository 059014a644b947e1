// SPDX-License-Identifier: MIT
#include "tests/simulation/messages.h"

#include <nlohmann/json.hpp>

#include "core/sync/rpc_node.h"

namespace stoa::test {

Result<std::string> Messages::serve(const std::string& server, const std::string& body)
{
    const auto found = m_servers.find(server);
    if (found == m_servers.end() || !found->second) return ErrorCode::Offline;
    const auto request = nlohmann::json::parse(body);
    const auto answer =
        sync::serveNode(*found->second, request.at("method").get<std::string>(), request.at("params"));
    if (answer) return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + *answer + "}";
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"\",\"data\":{\"code\":\"" +
           std::string(name(answer.error().code)) + "\"}}}";
}

Result<std::string> Messages::post(const std::string& client, const std::string& server,
                                   std::string_view body)
{
    ++m_counts.sent;
    const std::string request(body);
    if (m_cuts.contains({client, server}) || strikes(m_plan.lost)) {
        ++m_counts.lost;
        return ErrorCode::Offline;
    }
    if (strikes(m_plan.delayed)) { // the asker gives up waiting; it arrives all the same
        ++m_counts.late;
        m_late.push_back({m_now + 1 + m_random.next() % 60, server, request});
        return ErrorCode::Offline;
    }
    if (strikes(m_plan.doubled)) {
        ++m_counts.doubled;
        m_late.push_back({m_now + m_random.next() % 60, server, request});
    }
    auto answer = serve(server, request);
    if (m_cuts.contains({server, client}) || strikes(m_plan.answerLost)) {
        ++m_counts.lost;
        return ErrorCode::Offline;
    }
    return answer;
}

void Messages::deliver(Timestamp now)
{
    m_now = now;
    std::vector<Late> due;
    std::erase_if(m_late, [&](const Late& late) {
        if (late.arrives > now) return false;
        due.push_back(late);
        return true;
    });
    for (std::size_t i = due.size(); i > 1; --i) std::swap(due[i - 1], due[m_random.next() % i]);
    for (const Late& late : due) (void)serve(late.server, late.body);
}

} // namespace stoa::test
