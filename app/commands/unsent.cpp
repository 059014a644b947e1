// SPDX-License-Identifier: MIT
#include "app/commands/unsent.h"

#include "app/commands/views.h"
#include "core/base/hex.h"

namespace stoa::commands {

using Next = engine::UnsentEdit::Next;

Json unsentJson(const engine::UnsentEdit& edit)
{
    const auto hash = [](const Hash& id) { return id.isZero() ? Json(nullptr) : Json(toHex(id)); };
    Json json = {
        {"page", edit.page},          {"isSent", false},
        {"id", hash(edit.action)},    {"revision", toHex(edit.revision)},
        {"base", hash(edit.base)},    {"version", edit.version},
        {"text", edit.text},          {"time", edit.time},
        {"summary", edit.summary},    {"refusal", edit.refusal ? Json(name(*edit.refusal)) : Json(nullptr)},
        {"needs", nameOf(edit.next)}, {"newest", hash(edit.newest)}};
    if (edit.next != Next::Choice) return json;
    json["marked"] = edit.marked;
    json["places"] = Json::array();
    for (const auto& place : edit.places)
        json["places"].push_back({{"mine", place.mine}, {"theirs", place.theirs}});
    return json;
}

std::string placesText(const engine::UnsentEdit& edit)
{
    constexpr std::size_t kMost = 5;
    std::string text;
    for (std::size_t i = 0; i < edit.places.size() && i < kMost; ++i)
        text += (i == 0 ? "" : "; ") + std::string("yours ") + quotedText(edit.places[i].mine) + ", theirs " +
                quotedText(edit.places[i].theirs);
    if (edit.places.size() > kMost) text += "; and " + std::to_string(edit.places.size() - kMost) + " more";
    return text;
}

std::string unsentText(const engine::UnsentEdit& edit)
{
    const std::string page = "“stoa-cli wiki put " + shellWord(edit.page);
    switch (edit.next) {
    case Next::ByItself: return "Not sent yet: it is sent as soon as the network can be reached.";
    case Next::Nothing:
        return "Not sent, and not needed: the page has these words already. " + page +
               " --mine” forgets this edit.";
    case Next::Signature:
        if (edit.action.isZero())
            return "Not sent, and it fits the page as it is now: " + page + " --mine” sends it.";
        return "Not sent, and it needs you: “stoa-cli outbox resend " + toHex(edit.action).substr(0, 12) +
               "” brings it together with the page as it is now and sends it.";
    case Next::Choice:
        return "Not sent, and it needs you: somebody else changed the same lines (" + placesText(edit) +
               "). Choose with " + page +
               " --mine --resolve mine” or “theirs”; or write “stoa-cli wiki get " + shellWord(edit.page) +
               " --mine --marked” to a file, make one text of both, and send it with " + page +
               " FILE --mine”.";
    }
    return {};
}

std::string needsText(Next next)
{
    switch (next) {
    case Next::ByItself: return {};
    case Next::Signature: return "needs you: send it again";
    case Next::Choice: return "needs you: both changed the same lines";
    case Next::Nothing: return "the page has these words already";
    }
    return {};
}

} // namespace stoa::commands
