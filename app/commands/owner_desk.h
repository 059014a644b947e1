// SPDX-License-Identifier: MIT
// Runs the owner's commands that come over RPC, in the program that holds the data folder:
//   owner_status {}                          → {"version", "build", "pid", "mode", "node", "isServing"}
//   owner_run {"words", "input", "folder"}   → {"result", "text"}, or {"draft", "domain", "steps", "from"}
//                                              when something is to be signed
//   owner_send {"draft", "signatures"}       → {"result", "text"}
// Keys, passwords and phrases never come this way: the calling program signs.
#pragma once

#include "app/net/rpc_server.h"

namespace stoa::commands {

/// For RpcServerOptions::owner. `engine` must outlive it; when the last copy goes, it waits for commands
/// that are running.
net::OwnerHandler ownerDesk(engine::Engine& engine);

} // namespace stoa::commands
