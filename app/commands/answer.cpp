// SPDX-License-Identifier: MIT
#include "app/commands/answer.h"

#include "app/net/sentences.h"

namespace stoa::commands {

namespace {

/// A title that can be none, wherever it is given.
bool isTyped(const Error& error)
{
    return error.code == ErrorCode::BadContent &&
           (error.detail == "title length" || error.detail == "title characters");
}

} // namespace

Failure::Failure(const Error& error)
    : code(name(error.code))
    , message(net::sentenceOf(error))
    , exitCode(isTyped(error) ? kExitUsage : exitCodeOf(code))
{}

int exitCodeOf(std::string_view code)
{
    if (code == "usage") return kExitUsage;
    for (const ErrorCode typed : {ErrorCode::BadAmount, ErrorCode::BadHex, ErrorCode::BadAddress,
                                  ErrorCode::BadPageName, ErrorCode::InvalidArgument}) {
        if (code == name(typed)) return kExitUsage;
    }
    return kExitRefused;
}

Failure usage(std::string sentence) { return {"usage", std::move(sentence), kExitUsage}; }

Failure refusal(ErrorCode code, std::string sentence)
{
    return {std::string(name(code)), std::move(sentence), kExitRefused};
}

Failure keysStayHere(ErrorCode code)
{
    return refusal(code, "Another program has this data folder (stoad, another stoa-cli or the window), and "
                         "keys, passwords and recovery phrases are never sent to another program. Nothing "
                         "was done. End that program, do this again, and start it anew; if it is the window, "
                         "it can do this itself.");
}

} // namespace stoa::commands
