// SPDX-License-Identifier: MIT
// THE list of what may be asked over the port: methods, topics and the shapes of their values. The dispatcher
// checks requests against it, `stoad rpc-docs` prints it, and a test asks every example in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace stoa::net {

/// Who may ask.
enum class Who {
    Anybody,  ///< while the program serves; its owner always
    Owner,    ///< with the token of rpc.json
    Listener, ///< as Anybody, over a WebSocket
};

struct RpcField {
    std::string_view name;
    std::string_view type; ///< a name of rpcTypes(), with "[]" behind it for a list
    std::string_view help;
    bool isOptional = false;
};

/// The shape of a value: an object with exactly `fields`, or whatever `fits`.
struct RpcType {
    std::string_view name;
    std::string_view help;
    std::vector<RpcField> fields;
    bool (*fits)(const nlohmann::json&) = nullptr;
};

struct RpcMethod {
    std::string_view name;
    Who who = Who::Anybody;
    std::string_view summary;
    std::vector<RpcField> parameters;
    std::string_view result; ///< a type, as in RpcField
    std::string_view resultHelp;
    std::vector<std::string_view> refusals; ///< names of error codes, for data.code
    std::string_view example;               ///< parameters, as JSON
    bool isExampleRefused = false;          ///< on a node that is new: with one of `refusals`
};

/// What a listener can be told about.
struct RpcTopic {
    std::string_view name;
    std::string_view summary;
    std::string_view value; ///< type of what it is told
    bool needsAccount = false;
};

const std::vector<RpcMethod>& rpcTable();
const std::vector<RpcTopic>& rpcTopics();
const std::vector<RpcType>& rpcTypes();

/// Null if there is none of that name.
const RpcMethod* findMethod(std::string_view name);

/// Absent if `value` has that shape; otherwise where it has not, for logs and tests.
std::optional<std::string> misfitOf(const nlohmann::json& value, std::string_view type);

/// Absent if these are parameters of the method: all that it needs, nothing else, each of its type.
/// Otherwise one plain sentence; nothing of what was sent is in it.
std::optional<std::string> complaintAbout(const RpcMethod& method, const nlohmann::json& parameters);

/// docs/RPC.md.
std::string rpcDocs();

} // namespace stoa::net
