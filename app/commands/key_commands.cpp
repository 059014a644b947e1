// SPDX-License-Identifier: MIT
// Who signs for an account: guardians, recovery, another key.
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"

namespace stoa::commands {

namespace {

Answer<Step> send(Context& context, engine::Action action, std::string done)
{
    return prepare(context, std::move(action),
                   [done](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       return Reply{sentJson(sent), doneText(done, sent)};
                   });
}

Answer<Step> guardian(Context& context, const Invocation& call)
{
    if (call.operands[0] == "nobody")
        return send(context, engine::NameGuardian{}, "Nobody can give your account another key any more.");
    STOA_TRY(const Address who, findPerson(context, {}, call.operands[0]));
    return send(context, engine::NameGuardian{who},
                personText({who, {}, false, {}}) +
                    " can give your account another key from now on, which counts after "
                    "14 days in which you can say no.");
}

Answer<Step> rotateKey(Context& context, const Invocation& call)
{
    if (call.operands[0] == "own")
        return send(context, engine::HandKeyOver{}, "Your account's own key signs for it again.");
    STOA_TRY(const Address who, readAddress(call.operands[0]));
    if (!call.has("i-have-this-key"))
        return usage(
            "From then on only the key of " + addressJson(who) +
            " signs for your account, not this wallet. Go on in the data folder whose wallet has that key, "
            "with “stoa-cli wallet act-for” and your account. If that is what you want, and you have that "
            "key, say --i-have-this-key.");
    STOA_TRY(const Address account, myAddress(context));
    return send(context, engine::HandKeyOver{who},
                "Only the key of " + addressJson(who) +
                    " signs for your account from now on. Go on in the data folder of that wallet: “stoa-cli "
                    "wallet act-for " +
                    addressJson(account) + "”.");
}

Answer<Step> actFor(Context& context, const Invocation& call)
{
    const bool isOwn = call.operands[0] == "own";
    Address account;
    if (!isOwn) {
        STOA_TRY(account, readAddress(call.operands[0]));
    }
    STOA_TRY(const auto before, ask(context.engine, engine::ReadWallet{}));
    STOA_TRY_VOID(checkWallet(before));
    const auto done = ask(context.engine, engine::ActForAccount{account});
    if (!done && done.error().code == ErrorCode::WrongSigner)
        return refusal(
            ErrorCode::WrongSigner,
            "The key of this wallet, " + addressJson(before.key) +
                ", does not sign for that account, so nothing has changed. Its owner hands it over "
                "with “stoa-cli wallet rotate-key”, or their guardian with “wallet recover”, which "
                "counts after 14 days.");
    if (!done && done.error().code == ErrorCode::NotFound)
        return refusal(ErrorCode::NotFound, "The network knows no account " + addressJson(account) + ".");
    if (!done) return Failure(done.error());
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    Reply reply{{{"address", addressJson(wallet.address)}, {"key", addressJson(wallet.key)}}, {}};
    reply.text = wallet.address == wallet.key
                     ? "This wallet acts for its own account again."
                     : "This wallet acts for " + addressJson(wallet.address) +
                           " from now on: its money, companies and agreements. “stoa-cli wallet act-for own” "
                           "goes back to its own account.";
    return Step(std::move(reply));
}

Answer<Step> recover(Context& context, const Invocation& call)
{
    engine::RecoverAccount action;
    STOA_TRY(action.account, findPerson(context, {}, call.operands[0]));
    STOA_TRY(action.controller, readAddress(*call.option("to")));
    return send(context, action,
                "In 14 days the key of " + addressJson(action.controller) + " signs for " +
                    addressJson(action.account) + ", unless its owner says no.");
}

Answer<Step> keepKey(Context& context, const Invocation&)
{
    engine::RecoverAccount action;
    STOA_TRY(action.account, myAddress(context));
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    if (wallet.isKnown && wallet.newKey.isZero())
        return refusal(ErrorCode::NothingDue, "Your guardian has named no other key, so there is nothing to "
                                              "cancel: your key goes on signing. Nothing was changed.");
    return send(context, action, "Your guardian's change is cancelled; your key stays.");
}

} // namespace

std::vector<Command> keyCommands()
{
    return {
        {"wallet",
         "guardian",
         "WHO",
         1,
         1,
         "Names who may give your account another key if you lose yours; “nobody” takes it back",
         "--password-file password.txt wallet guardian nobody",
         {},
         &guardian},
        {"wallet",
         "recover",
         "ACCOUNT",
         1,
         1,
         "As somebody's guardian: gives their account another key. It counts after 14 days, in which the "
         "owner can "
         "cancel it",
         "--password-file password.txt wallet recover 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 --to "
         "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
         {{"to", "ADDRESS", "the address of the new key", true}},
         &recover},
        {"wallet",
         "keep-key",
         "",
         0,
         0,
         "Cancels what your guardian has begun: your key goes on signing",
         "--password-file password.txt wallet keep-key",
         {},
         &keepKey},
        {"wallet",
         "act-for",
         "ACCOUNT",
         1,
         1,
         "Goes on with an account that was handed over to this wallet's key, or that a guardian gave it; "
         "“own” goes back to the wallet's own",
         "wallet act-for own",
         {},
         &actFor},
        {"wallet",
         "rotate-key",
         "ADDRESS",
         1,
         1,
         "Lets another key sign for your account, and only that one; “own” gives it back to its own",
         "--password-file password.txt wallet rotate-key own", // whoever tries an example loses nothing
         {{"i-have-this-key", "", "that you have the other key, and that this wallet signs no more"}},
         &rotateKey},
    };
}

} // namespace stoa::commands
