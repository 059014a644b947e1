// SPDX-License-Identifier: MIT
// core's way to other computers, over one plain socket for each question.
#pragma once

#include "core/base/limits.h"
#include "core/sync/transport.h"

namespace stoa::net {

inline constexpr std::size_t kMaxAnswerBytes = kMaxReplyBytes;

/// Whether HttpTransport would call this address at all.
bool isCallable(std::string_view url);

/// Calls "http://" on this computer and on private networks only, by number or as "localhost". Needs no
/// event loop. Thread-safe.
class HttpTransport final : public sync::Transport {
public:
    struct Limits {
        int connectMs = 3'000;
        int totalMs = 30'000;
        std::size_t answerBytes = kMaxAnswerBytes;
        int firstMs = 15'000; ///< until an answer begins, unless the owner asks
    };

    HttpTransport() = default;
    explicit HttpTransport(const Limits& limits)
        : m_limits(limits)
    {}

    Result<std::string> post(std::string_view url, std::string_view body) override;
    /// As post, as the owner of the program that answers there. Errors also: Unauthorized, Busy, and
    /// Unanswered: all or a part of it was sent, and what came of it is not known. After Offline,
    /// Unauthorized and Busy nothing was done.
    Result<std::string> postAsOwner(std::string_view url, std::string_view token, std::string_view body);

private:
    Limits m_limits;
};

} // namespace stoa::net
