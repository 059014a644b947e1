// SPDX-License-Identifier: MIT
// Who may speak to the server: by which names it may be called (Host), which pages may call it (Origin),
// and who is the owner (token). Decided on the head alone, before a body is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/net/http_head.h"
#include "core/base/random.h"

namespace stoa::net {

/// The names under which a server on `port` may be called: loopback's three, and the bound address when it
/// is another one.
std::vector<std::string> allowedHosts(std::uint16_t port, std::string_view boundAddress);

/// 0 if the request may be read on; 400 without a Host; 403 for a foreign Host, and for any Origin: no web
/// page has business here.
int refusalOf(const HttpHead& head, const std::vector<std::string>& hosts);

/// 256 bits as 64 digits.
std::string newToken(Random& random);

/// Takes as long for a wrong token as for a right one of the same length.
bool isSameToken(std::string_view given, std::string_view right);

enum class TokenCheck { Absent, Right, Wrong };

/// Looks at "Authorization: Bearer …". Any other scheme counts as Wrong.
TokenCheck checkToken(const HttpHead& head, std::string_view right);

} // namespace stoa::net
