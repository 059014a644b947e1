// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "app/commands/wallet_history.h"
#include "core/base/hex.h"
#include "core/base/password_strength.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

using SecretPointer = std::shared_ptr<crypto::Secret>;

/// Writes the phrase to a file that did not exist, readable by its owner only.
Answer<std::monostate> writeSecretFile(const std::string& path, std::string_view text)
{
    const Failure failed = refusal(ErrorCode::FileUnwritable,
                                   "The file for the phrase cannot be written, or is already there; no "
                                   "wallet was made.");
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return failed;
    bool isGood = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    isGood = isGood && ::write(file, "\n", 1) == 1 && ::fsync(file) == 0;
    ::close(file);
    if (isGood) return std::monostate();
    ::unlink(path.c_str());
    return failed;
}

Failure phraseUnreadable()
{
    return refusal(ErrorCode::FileUnreadable, "The file with the recovery phrase cannot be read.");
}

/// Not opened: it may be a pipe, which is read once.
bool isReadable(const std::string& path)
{
    std::error_code problem;
    return ::access(path.c_str(), R_OK) == 0 && !std::filesystem::is_directory(path, problem);
}

/// A phrase, read without leaving copies behind.
Answer<SecretPointer> readPhrase(const std::string& folder, const std::string& named)
{
    const std::string path = named == "-" ? "/dev/stdin" : pathFrom(folder, named);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return phraseUnreadable();
    std::array<char, 4096> buffer{};
    const ssize_t size = ::read(file, buffer.data(), buffer.size());
    ::close(file);
    std::string_view text(buffer.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    auto phrase = std::make_shared<crypto::Secret>(text);
    explicit_bzero(buffer.data(), buffer.size());
    if (size < 0) return phraseUnreadable();
    return phrase;
}

Answer<SecretPointer> goodPassword(KeyRing& keys, bool isNew)
{
    STOA_TRY(auto password, keys.password(isNew));
    if (isNew && countCharacters(password->text()) < kMinPasswordLength)
        return Failure(Error{ErrorCode::WeakPassword, {}});
    return password;
}

/// The password for a wallet that is to come; found out first whether one may come at all.
Answer<SecretPointer> newPassword(Context& context, bool isNew)
{
    STOA_TRY(const auto before, ask(context.engine, engine::ReadWallet{}));
    if (before.exists) return Failure(Error{ErrorCode::WalletExists, {}});
    return goodPassword(*context.keys, isNew);
}

Answer<std::monostate> beforeCreate(const Beginning& beginning, const Invocation&)
{
    STOA_TRY([[maybe_unused]] const auto password, goodPassword(beginning.keys, true));
    return std::monostate();
}

Reply createdReply(const Address& address, std::string_view phrase)
{
    Reply reply{{{"address", addressJson(address)}, {"phrase", std::string(phrase)}}, {}};
    reply.text = "Address: " + addressJson(address) +
                 "\n\nThese words are your wallet. Whoever has them has your money; if this computer "
                 "breaks, they are the only way back. Write them down in order; they are not shown "
                 "again:\n\n  " +
                 std::string(phrase);
    return reply;
}

/// With the phrase in a file of its own.
Answer<Step> createWithFile(Context& context, const std::string& path, SecretPointer phrase,
                            SecretPointer password)
{
    STOA_TRY([[maybe_unused]] const auto written, writeSecretFile(path, phrase->text()));
    const auto address = ask(context.engine, engine::CreateWallet{std::move(phrase), std::move(password)});
    if (!address) {
        ::unlink(path.c_str());
        return address.error();
    }
    return Step(Reply{{{"address", addressJson(*address)}, {"phraseFile", path}},
                      "Address: " + addressJson(*address) + "\nThe recovery phrase is in " + path +
                          ". Keep it safe, and not on this computer alone."});
}

Answer<Step> createWallet(Context& context, const Invocation& call)
{
    STOA_TRY(const auto before, ask(context.engine, engine::ReadWallet{}));
    if (before.isDamaged) return Failure(Error{ErrorCode::BadKeystore, {}});
    STOA_TRY(auto password, newPassword(context, true));
    STOA_TRY(auto phrase, ask(context.engine, engine::NewPhrase{}));
    if (const auto out = call.option("phrase-out"))
        return createWithFile(context, pathFrom(context, *out), std::move(phrase), std::move(password));
    // A wallet whose phrase nobody has seen would be a trap: first the words, then the wallet.
    Reply reply;
    bool isUnseen = false;
    engine::CreateWallet request{phrase, std::move(password)};
    request.beforeItCounts = [&](const Address& address) -> Result<void> {
        reply = createdReply(address, phrase->text());
        if (!context.show) return {};
        const Result<void> shown = context.show(reply);
        isUnseen = !shown;
        reply.isShown = !isUnseen;
        return shown;
    };
    const auto address = ask(context.engine, std::move(request));
    if (isUnseen)
        return refusal(ErrorCode::FileUnwritable,
                       "The recovery phrase could not be written to standard output, so no wallet was made; "
                       "try again, or use --phrase-out FILE.");
    if (!address) return address.error();
    if (reply.json.is_null()) reply = createdReply(*address, phrase->text());
    return Step(std::move(reply));
}

Answer<std::monostate> eitherPhraseOrBackup(const Invocation& call)
{
    if (call.has("backup") != call.has("phrase-file")) return std::monostate();
    return usage("Give either --phrase-file FILE with the recovery phrase, or --backup FILE with a copy made "
                 "by “wallet backup”.");
}

Answer<std::monostate> beforeRestore(const Beginning& beginning, const Invocation& call)
{
    STOA_TRY([[maybe_unused]] const auto one, eitherPhraseOrBackup(call));
    const auto backup = call.option("backup");
    const std::string phrase = call.option("phrase-file").value_or("-");
    if (backup && !isReadable(pathFrom(beginning.folder, *backup)))
        return Failure(Error{ErrorCode::FileUnreadable, {}});
    if (phrase != "-" && !isReadable(pathFrom(beginning.folder, phrase))) return phraseUnreadable();
    std::error_code problem;
    if (phrase != "-" && std::filesystem::is_regular_file(pathFrom(beginning.folder, phrase), problem)) {
        STOA_TRY(const auto words, readPhrase(beginning.folder, phrase));
        STOA_TRY_VOID(engine::checkPhrase(*words));
    }
    STOA_TRY([[maybe_unused]] const auto password, goodPassword(beginning.keys, !backup));
    return std::monostate();
}

Answer<Step> restore(Context& context, const Invocation& call)
{
    const auto backup = call.option("backup");
    if (const auto one = eitherPhraseOrBackup(call); !one) return one.error();
    Reply reply;
    Address address;
    if (backup) {
        STOA_TRY(auto password, newPassword(context, false));
        STOA_TRY(address,
                 ask(context.engine, engine::RestoreBackup{pathFrom(context, *backup), std::move(password)}));
    } else {
        STOA_TRY(auto phrase, readPhrase(context.folder, *call.option("phrase-file")));
        STOA_TRY(auto password, newPassword(context, true));
        STOA_TRY(address, ask(context.engine, engine::CreateWallet{std::move(phrase), std::move(password)}));
    }
    reply.json = {{"address", addressJson(address)}};
    reply.text = "Address: " + addressJson(address);
    STOA_TRY(const auto companies, ask(context.engine, engine::ListCompanies{}));
    Json list = Json::array();
    std::string names;
    for (const auto& company : companies) {
        if (company.myRole == tx::Role::None) continue;
        list.push_back({{"company", toHex(company.dac)}, {"name", company.name}});
        names += (names.empty() ? "" : ", ") + lineText(company.name);
    }
    reply.json["companies"] = std::move(list);
    reply.text += names.empty()
                      ? "\nNo company of this wallet is known here. Those that it belongs to come back "
                        "when this folder follows their network: open an invitation link of theirs with "
                        "“stoa-cli company join LINK”, or restore the wallet in a new folder with "
                        "“stoa-cli --data FOLDER --node URL wallet restore”."
                      : "\nMember of: " + names + ".";
    return Step(std::move(reply));
}

std::string_view depositKind(engine::DepositView::What what)
{
    using What = engine::DepositView::What;
    switch (what) {
    case What::Deposit: return "deposit";
    case What::Reward: return "reward";
    case What::ComingIn: return "coming-in";
    case What::Motion: return "motion";
    case What::Invitations: return "invitations";
    case What::Seat: return "seat";
    }
    return "unknown";
}

std::string depositLine(const engine::DepositView& deposit, const std::string& symbol)
{
    using What = engine::DepositView::What;
    const std::string amount = "\n  " + amountText(deposit.amount, symbol);
    const std::string returns = deposit.returnsAt == 0 ? "" : timeText(deposit.returnsAt);
    switch (deposit.what) {
    case What::Motion: return amount + " deposit of your motion in " + quotedText(deposit.title);
    case What::Seat: return amount + " deposit of your seat in " + quotedText(deposit.title);
    case What::Invitations:
        return amount + " gifts of your invitations to " + quotedText(deposit.title) +
               "; of the first to end, what nobody took returns on " + returns;
    case What::Deposit:
    case What::Reward:
    case What::ComingIn: break;
    }
    return amount +
           (deposit.what == What::ComingIn ? " coming in from "
            : deposit.what == What::Reward ? " reward in "
                                           : " deposit in ") +
           quotedText(deposit.title) +
           (deposit.with.address.isZero() ? "" : " with " + personText(deposit.with)) +
           (deposit.isFrozen         ? ", frozen by a dispute"
            : deposit.returnsAt != 0 ? ", due on " + returns
                                     : "");
}

Answer<Step> showWallet(Context& context, const Invocation&)
{
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    STOA_TRY_VOID(checkWallet(wallet));
    Json deposits = Json::array();
    for (const auto& deposit : wallet.deposits) {
        deposits.push_back({{"amount", amountJson(deposit.amount)},
                            {"title", deposit.title},
                            {"with", personJson(deposit.with)},
                            {"what", depositKind(deposit.what)},
                            {"isReward", deposit.what == engine::DepositView::What::Reward},
                            {"isFrozen", deposit.isFrozen},
                            {"returnsAt", deposit.returnsAt == 0 ? Json(nullptr) : Json(deposit.returnsAt)}});
    }
    Reply reply;
    reply.json = {{"address", addressJson(wallet.address)},
                  {"name", wallet.name},
                  {"isKnown", wallet.isKnown},
                  {"asOf", wallet.asOf == 0 ? Json(nullptr) : Json(wallet.asOf)},
                  {"available", amountJson(wallet.available)},
                  {"lockedInDeposits", amountJson(wallet.lockedInDeposits)},
                  {"lockedAsStake", amountJson(wallet.lockedAsStake)},
                  {"comingIn", amountJson(wallet.comingIn)},
                  {"comingInAt", wallet.comingInAt == 0 ? Json(nullptr) : Json(wallet.comingInAt)},
                  {"frozen", amountJson(wallet.frozen)},
                  {"deposits", std::move(deposits)}};
    reply.json["key"] = addressJson(wallet.key);
    reply.json["signs"] =
        wallet.controller.isZero() ? addressJson(wallet.address) : addressJson(wallet.controller);
    reply.text = "Address: " + addressJson(wallet.address);
    if (wallet.key != wallet.address)
        reply.text += "\nThis wallet acts for it with the key of " + addressJson(wallet.key);
    const Address signs = wallet.controller.isZero() ? wallet.address : wallet.controller;
    if (wallet.isKnown && signs != wallet.key)
        reply.text +=
            "\nThe key of " + addressJson(signs) +
            " signs for this account, and this wallet cannot. Go on in the data folder of that key: "
            "“stoa-cli wallet act-for " +
            addressJson(wallet.address) + "”.";
    if (!wallet.newKey.isZero())
        reply.text += "\nYour guardian has named the key of " + addressJson(wallet.newKey) +
                      ", which signs from " + timeText(wallet.newKeyCounts) +
                      " on. If that is not what you want: “stoa-cli wallet keep-key”.";
    if (!wallet.name.empty()) reply.text += "\nName: " + lineText(wallet.name);
    const std::string symbol = lineText(network.symbol, 20);
    if (!wallet.isKnown) {
        reply.text += "\nThe balance is not known yet: the network has not answered.";
        return Step(std::move(reply));
    }
    if (wallet.asOf != 0)
        reply.text += "\nThe node does not answer; this is as of " + timeText(wallet.asOf) + ".";
    reply.text += "\nAvailable: " + amountText(wallet.available, symbol) +
                  "\nIn deposits, rewards and gifts: " + amountText(wallet.lockedInDeposits, symbol) +
                  "\nAs stake: " + amountText(wallet.lockedAsStake, symbol);
    if (wallet.comingIn != 0)
        reply.text += "\nComing in: " + amountText(wallet.comingIn, symbol) + ", next on " +
                      timeText(wallet.comingInAt);
    if (wallet.frozen != 0) reply.text += "\nFrozen by disputes: " + amountText(wallet.frozen, symbol);
    for (const auto& deposit : wallet.deposits) reply.text += depositLine(deposit, symbol);
    return Step(std::move(reply));
}

Answer<Step> receive(Context& context, const Invocation&)
{
    STOA_TRY(const Address address, myAddress(context));
    return Step(Reply{{{"address", addressJson(address)}}, addressJson(address)});
}

Answer<Step> send(Context& context, const Invocation& call)
{
    STOA_TRY(const Address to, findPerson(context, {}, call.operands[0]));
    STOA_TRY(const Amount amount, readAmount(call.operands[1], "AMOUNT"));
    if (amount == 0) return usage("AMOUNT must be more than 0.");
    if (to.isZero()) return usage("Nobody has the address of only zeros; what is paid there would be lost.");
    STOA_TRY(const std::string symbol, symbolOf(context));
    return prepare(context, engine::SendMoney{to, amount},
                   [to, amount, symbol](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{sentJson(sent), {}};
                       reply.json["to"] = addressJson(to);
                       reply.json["amount"] = amountJson(amount);
                       reply.text = doneText(
                           "Sent " + amountText(amount, symbol) + " to " + addressJson(to) + ".", sent);
                       return reply;
                   });
}

Answer<Step> withdrawMoney(Context& context, const Invocation& call)
{
    const auto named = call.option("to");
    if (!named) return usage("Say where on the main chain it shall go: --to ADDRESS.");
    STOA_TRY(const Address to, readAddress(*named));
    STOA_TRY(const Amount amount, readAmount(call.operands[0], "AMOUNT"));
    if (amount == 0) return usage("AMOUNT must be more than 0.");
    if (to.isZero()) return usage("Nobody has the address of only zeros; what goes there would be lost.");
    STOA_TRY(const std::string symbol, symbolOf(context));
    return prepare(context, engine::WithdrawMoney{to, amount},
                   [to, amount, symbol](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{sentJson(sent), {}};
                       reply.json["to"] = addressJson(to);
                       reply.json["amount"] = amountJson(amount);
                       reply.text =
                           doneText("Withdrew " + amountText(amount, symbol) + " for " + addressJson(to) +
                                        " on the main chain.",
                                    sent) +
                           "\nIt can be fetched with “stoa-cli wallet claim” once its batch cannot be "
                           "challenged any more; “wallet withdrawals” says when.";
                       return reply;
                   });
}

std::string_view stateName(engine::WithdrawalView::State state)
{
    using S = engine::WithdrawalView::State;
    switch (state) {
    case S::NotTaken: return "not-taken";
    case S::Waiting: return "waiting";
    case S::Ready: return "ready";
    case S::Claimed: return "claimed";
    }
    return "unknown";
}

std::string stateText(const engine::WithdrawalView& view)
{
    using S = engine::WithdrawalView::State;
    switch (view.state) {
    case S::NotTaken: return "not taken by the network; “stoa-cli outbox list” says why";
    case S::Waiting:
        return view.finality.windowCloses == 0
                   ? "waits until its batch is posted, and then until nobody can challenge it any more"
                   : "waits until " + timeText(view.finality.windowCloses) +
                         ", because until then its batch can be challenged";
    case S::Ready: return "ready: “stoa-cli wallet claim” brings it there";
    case S::Claimed: return "claimed";
    }
    return {};
}

Answer<Step> withdrawals(Context& context, const Invocation&)
{
    STOA_TRY(const auto list, ask(context.engine, engine::ReadWithdrawals{}));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"withdrawals", Json::array()}}, {}};
    for (const auto& each : list) {
        const Timestamp readyAt = each.finality.windowCloses;
        reply.json["withdrawals"].push_back({{"id", toHex(each.action)},
                                             {"withdrawal", toHex(each.id)},
                                             {"to", addressJson(each.to)},
                                             {"amount", amountJson(each.amount)},
                                             {"time", each.time},
                                             {"state", stateName(each.state)},
                                             {"readyAt", readyAt == 0 ? Json(nullptr) : Json(readyAt)}});
        reply.text += (reply.text.empty() ? "" : "\n") + toHex(each.action).substr(0, 12) + "  " +
                      amountText(each.amount, symbol) + " to " + addressJson(each.to) + ", signed on " +
                      timeText(each.time) + ": " + stateText(each);
    }
    if (list.empty()) reply.text = "Nothing was withdrawn with this computer.";
    return Step(std::move(reply));
}

/// Those that are meant by the beginning of an id; without a word, all that are ready.
Answer<Step> claim(Context& context, const Invocation& call)
{
    STOA_TRY(const auto list, ask(context.engine, engine::ReadWithdrawals{}));
    STOA_TRY(const std::string symbol, symbolOf(context));
    std::vector<engine::WithdrawalView> meant;
    for (const auto& each : list) {
        const bool isMeant = call.operands.empty() ? each.state == engine::WithdrawalView::State::Ready
                                                   : call.operands[0].size() >= 6 &&
                                                         toHex(each.action).starts_with(call.operands[0]);
        if (isMeant) meant.push_back(each);
    }
    if (meant.empty() && !call.operands.empty())
        return refusal(ErrorCode::NotFound, "There is no withdrawal " + quotedText(call.operands[0]) +
                                                "; “stoa-cli wallet withdrawals” shows them.");
    if (meant.empty())
        return refusal(ErrorCode::NotFinal, "Nothing is ready to be claimed; “stoa-cli wallet withdrawals” "
                                            "says what waits, and until when.");
    Reply reply{{{"claimed", Json::array()}}, {}};
    for (const auto& each : meant) {
        STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, engine::ClaimWithdrawal{each.action}));
        reply.json["claimed"].push_back(
            {{"id", toHex(each.action)}, {"to", addressJson(each.to)}, {"amount", amountJson(each.amount)}});
        reply.text += (reply.text.empty() ? "" : "\n") + std::string("Claimed ") +
                      amountText(each.amount, symbol) + "; it is with " + addressJson(each.to) +
                      " on the main chain.";
    }
    return Step(std::move(reply));
}

Answer<Step> nameMyself(Context& context, const Invocation& call)
{
    const std::string name = call.operands[0];
    if (name.find_first_not_of(" \t") == std::string::npos)
        return usage("NAME is empty; others see you under it.");
    if (looksLikeId(name))
        return usage(quotedText(name) + " looks like an address, and would be taken for one; choose a name.");
    auto step = prepare(context, engine::SetProfileName{name},
                        [name](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                            Reply reply{sentJson(sent), {}};
                            reply.json["name"] = name;
                            reply.text = doneText("You are called “" + lineText(name) + "” now.", sent);
                            return reply;
                        });
    // It cannot be a name, and never could.
    if (!step && step.error().code == stoa::name(ErrorCode::BadContent)) return usage(step.error().message);
    return step;
}

bool fileIsThere(const std::string& path)
{
    std::error_code problem;
    return std::filesystem::exists(std::filesystem::symlink_status(path, problem));
}

Answer<Step> backup(Context& context, const Invocation& call)
{
    const std::string path = pathFrom(context, call.operands[0]);
    const auto done = ask(context.engine, engine::BackupWallet{path});
    if (!done && done.error().code == ErrorCode::FileUnwritable && fileIsThere(path))
        return refusal(ErrorCode::FileUnwritable,
                       "There already is something else at " + quotedText(call.operands[0]) +
                           ", and it was left as it is; choose another name for the backup.");
    if (!done) return done.error();
    return Step(Reply{{{"file", path}},
                      "The sealed wallet is in " + path +
                          ". It opens with the same password (“wallet restore --backup FILE”); keep the "
                          "recovery phrase too."});
}

} // namespace

std::vector<Command> walletCommands()
{
    return {
        {"wallet",
         "create",
         "",
         0,
         0,
         "Makes a new wallet and shows its recovery phrase once",
         "--password-file password.txt wallet create --phrase-out phrase.txt",
         {{"phrase-out", "FILE", "write the phrase to this new file (mode 0600) instead of showing it"}},
         &createWallet,
         true,
         false,
         {},
         &beforeCreate},
        {"wallet",
         "restore",
         "",
         0,
         0,
         "Brings a wallet back from its recovery phrase, or from a copy made by “wallet backup”. With a "
         "phrase "
         "the password is a new one; a copy keeps its own. Companies, contacts and drafts are not in "
         "either: companies come back from the network",
         "--password-file password.txt wallet restore --phrase-file phrase.txt",
         {{"phrase-file", "FILE", "the file with the words; “-” for standard input"},
          {"backup", "FILE", "a copy of the sealed wallet, instead of the words"}},
         &restore,
         true,
         false,
         {},
         &beforeRestore},
        {"wallet", "show", "", 0, 0, "Shows the balance and what is locked", "wallet show", {}, &showWallet},
        {"wallet",
         "receive",
         "",
         0,
         0,
         "Shows the address that others pay to",
         "wallet receive",
         {},
         &receive},
        {"wallet",
         "send",
         "WHO AMOUNT",
         2,
         2,
         "Pays tokens to an address, or to who has this name in your address book",
         "--password-file password.txt wallet send 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 12.5",
         {},
         &send},
        {"wallet",
         "withdraw",
         "AMOUNT",
         1,
         1,
         "Takes tokens out of the network, to an address on the main chain. They can be fetched there once "
         "the "
         "batch with this cannot be challenged any more",
         "--password-file password.txt wallet withdraw 12.5 --to 0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
         {{"to", "ADDRESS", "who gets them on the main chain"}},
         &withdrawMoney},
        {"wallet",
         "withdrawals",
         "",
         0,
         0,
         "Lists what was withdrawn with this computer: what waits, until when, what is ready, what was "
         "claimed",
         "wallet withdrawals",
         {},
         &withdrawals},
        {"wallet",
         "claim",
         "[ID]",
         0,
         1,
         "Fetches withdrawals on the main chain that are ready; without ID, all of them",
         "wallet claim",
         {},
         &claim},
        {"wallet",
         "name",
         "NAME",
         1,
         1,
         "Sets the name under which others see you",
         "--password-file password.txt wallet name \"Ana R.\"",
         {},
         &nameMyself},
        {"wallet",
         "history",
         "",
         0,
         0,
         "Lists what you have done and what came in, newest first; what came in is the word of the node",
         "wallet history --limit 20",
         {{"limit", "N", "so many lines; 100 without it"},
          {"before", "PLACE", "what is older: the place that the last answer ended with"},
          {"all", "", "everything there is"}},
         &walletHistory,
         false,
         false,
         kHistoryJson},
        {"wallet",
         "backup",
         "FILE",
         1,
         1,
         "Copies the sealed wallet to a new file, for “wallet restore --backup FILE”. It holds the keys and "
         "nothing else: no contacts, drafts or companies",
         "wallet backup wallet-backup.json",
         {},
         &backup},
    };
}

} // namespace stoa::commands
