// SPDX-License-Identifier: MIT
#include "app/commands/answer.h"

#include "app/net/sentences.h"

namespace stoa::commands {

Failure::Failure(const Error& error)
    : code(name(error.code))
    , message(net::sentenceOf(error))
{}

Failure usage(std::string sentence) { return {"usage", std::move(sentence), kExitUsage}; }

Failure refusal(ErrorCode code, std::string sentence)
{
    return {std::string(name(code)), std::move(sentence), kExitRefused};
}

} // namespace stoa::commands
