// SPDX-License-Identifier: MIT
// Where other computers find this one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stoa::net {

/// This computer's addresses that other members may call: in private networks, and on more than one link.
std::vector<std::string> ownAddresses();

/// "http://192.168.1.5:8686/" for each of them, where somebody listens at every address of this computer
/// ("0.0.0.0", "::"); empty for any other address, which says by itself where it is.
std::vector<std::string> urlsFromElsewhere(std::string_view bindAddress, std::uint16_t port);

/// Whether `url` leads to who listens at this address and port of this computer.
bool leadsHere(std::string_view url, std::string_view bindAddress, std::uint16_t port);

/// Whether the address is written out: QHostAddress takes "1.2.3" for 1.2.0.3.
bool isWholeAddress(std::string_view address);

} // namespace stoa::net
