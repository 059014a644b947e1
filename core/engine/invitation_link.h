// SPDX-License-Identifier: MIT
// An invitation as text that can be pasted anywhere: which node, which network, which company, which ticket.
//
//   stoa://invite?node=<url>&network=<hash>&company=<id>&ticket=<secret key>
//
// Whoever has it can join once for each use that is left; it moves no money of the inviter but the gift.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/fixed_secret.h"

namespace stoa::engine {

struct InvitationLink {
    std::string node; ///< http URL of a node; may be empty
    Hash definition;
    DacId dac;
    crypto::Secret32 ticketSecret;
};

/// The text holds the ticket's secret key: it is shown to the one who invites, and kept in their data folder.
std::string encodeLink(const InvitationLink& link);
/// Errors: BadLink.
Result<InvitationLink> decodeLink(std::string_view text);

/// Where a node is expected while none serves; the same as of net::kUsualPort.
inline constexpr std::uint16_t kUsualNodePort = 8686;

/// Whether a link can name it: only what a host, a port and a bare path need; no user, no query, nothing
/// escaped.
bool isNodeUrl(std::string_view url);

/// URL of a node on this computer; empty for port 0.
std::string localNodeUrl(std::uint16_t port);

} // namespace stoa::engine
