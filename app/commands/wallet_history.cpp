// SPDX-License-Identifier: MIT
#include "app/commands/wallet_history.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/commands/find.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/sentence_text.h"
#include "ui/words/text.h"

namespace stoa::commands {
namespace {

constexpr std::uint32_t kUsualLines = 100;
constexpr std::uint32_t kLinesAtOnce = 200;
constexpr std::uint64_t kMostLines = 1'000'000;

std::string_view nameOfWhat(engine::IncomingView::What what)
{
    using What = engine::IncomingView::What;
    switch (what) {
    case What::Other: return "other";
    case What::Deposit: return "deposit";
    case What::Payment: return "payment";
    case What::Settlement: return "settlement";
    case What::Company: return "company";
    case What::Gift: return "gift";
    case What::GiftReturned: return "gift-returned";
    case What::StakeReturned: return "stake-returned";
    case What::SeatReturned: return "seat-returned";
    case What::BondReturned: return "bond-returned";
    case What::RewardReturned: return "reward-returned";
    case What::ProposalReturned: return "proposal-returned";
    case What::JudgeFee: return "judge-fee";
    case What::CourtFeeReturned: return "court-fee-returned";
    case What::CourtFeeLost: return "court-fee-lost";
    case What::FeesReturned: return "fees-returned";
    }
    return "other";
}

Json incomingJson(const engine::IncomingView& incoming)
{
    Json json = {{"what", nameOfWhat(incoming.what)}, {"time", incoming.time},
                 {"from", personJson(incoming.from)}, {"finality", nameOf(incoming.finality.stage)},
                 {"block", incoming.finality.block},  {"batch", incoming.finality.batch}};
    // What was taken away again is not to be added up; the text says how much it was.
    if (incoming.finality.stage != engine::Finality::RolledBack) json["amount"] = amountJson(incoming.amount);
    if (!incoming.dac.isZero()) json["company"] = toHex(incoming.dac);
    if (!incoming.title.empty()) json["title"] = incoming.title;
    if (incoming.cameAgain) json["cameAgain"] = true;
    return json;
}

std::string incomingText(const engine::IncomingView& incoming, const std::string& symbol)
{
    using What = engine::IncomingView::What;
    const std::string amount = "+" + amountText(incoming.amount, symbol);
    if (incoming.what == What::Deposit) return amount + " from the main chain";
    if (incoming.what == What::Settlement)
        return amount + (incoming.title.empty() ? " paid out from a collaboration"
                                                : " paid out for " + quotedText(incoming.title));
    if (incoming.what == What::Payment || incoming.what == What::Company)
        return amount + " from " + personText(incoming.from);
    return amount + ": " + ui::toStd(ui::incomingText(incoming));
}

/// "12.340.2.1": four numbers, which only the next question reads. Earlier versions wrote three.
std::string placeText(const engine::HistoryPlace& place)
{
    return std::to_string(place.action) + "." + std::to_string(place.block) + "." +
           std::to_string(place.step) + "." + std::to_string(place.told);
}

Answer<engine::HistoryPlace> readPlace(std::string_view text)
{
    const Failure wrong = usage("--before " + quotedText(text) +
                                " is not a place; copy the one that the last answer ended with.");
    constexpr std::uint32_t kAll = ~std::uint32_t{0};
    std::array<std::uint64_t, 4> numbers{0, 0, 0, kAll};
    std::string_view rest = text;
    bool isMore = true;
    for (std::size_t i = 0; i < numbers.size() && isMore; ++i) {
        const auto end = std::min(rest.find('.'), rest.size());
        const char* last = rest.data() + end;
        const auto [stop, problem] = std::from_chars(rest.data(), last, numbers[i]);
        isMore = end < rest.size();
        if (problem != std::errc() || stop != last || (i < 2 && !isMore) || (i == 3 && isMore)) return wrong;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    constexpr auto kMost = engine::HistoryPlace::kNewest;
    if (numbers[0] > kMost || numbers[1] > kMost || numbers[2] > kAll || numbers[3] > kAll) return wrong;
    return engine::HistoryPlace{numbers[0], numbers[1], static_cast<std::uint32_t>(numbers[2]),
                                static_cast<std::uint32_t>(numbers[3])};
}

/// Collects lines for programs and for people.
class Lines {
public:
    explicit Lines(const engine::NetworkView& network)
        : m_symbol(lineText(network.symbol, 20))
        , m_windowSymbol(ui::toQt(network.symbol))
    {}

    void add(const engine::ActionView& action)
    {
        Json entry = actionJson(action);
        const std::string line = ui::toStd(ui::historyText(action, m_windowSymbol));
        entry["text"] = line;
        json["actions"].push_back(std::move(entry));
        addLine(action.time, line, action.finality.stage);
    }
    void add(const engine::IncomingView& incoming)
    {
        Json entry = incomingJson(incoming);
        const bool isUndone = incoming.finality.stage == engine::Finality::RolledBack;
        const std::string came = incomingText(incoming, m_symbol);
        // In front, because long lines are cut.
        const std::string line = isUndone             ? "Did not happen: " + came
                                 : incoming.cameAgain ? ui::toStd(ui::cameAgain(ui::toQt(came)))
                                                      : came;
        entry["text"] = line;
        json["incoming"].push_back(std::move(entry));
        addLine(incoming.time, line, incoming.finality.stage);
    }

    Json json = {{"actions", Json::array()}, {"incoming", Json::array()}};
    std::string text;
    std::size_t count = 0;

private:
    void addLine(Timestamp time, const std::string& line, engine::Finality stage)
    {
        text += (text.empty() ? "" : "\n") + timeText(time) + "  " + lineText(line) + "  [" +
                std::string(nameOf(stage)) + "]";
        ++count;
    }

    std::string m_symbol;
    QString m_windowSymbol;
};

} // namespace

const std::string_view kHistoryJson =
    "With --json the object holds two lists, each newest first, and where they end. Amounts are text:\n"
    "billionths of a token.\n\n"
    "  actions    what you did: id, kind, time, from (who signed), fee (yours), subject, with (a person,\n"
    "             a company or null), finality, block, batch, and text, the line as it is shown. Also,\n"
    "             where it applies:\n"
    "               payer        the company whose treasury paid\n"
    "               setAside     what that treasury sets aside for the network, besides amount\n"
    "               money        paid or locked: your own; company: a company's; fund, pay or refund:\n"
    "                            of a tool's record. Absent of what was refused or rolled back\n"
    "               amount       how much of it, the fee aside; absent when money is\n"
    "               refusal      why the network refused it\n"
    "               isAfterRefused  true: because an earlier action of yours was refused\n"
    "  incoming   what came in: what, time, from, finality, block, batch, and text. Also, where it applies:\n"
    "               amount       absent of what a rollback took away again\n"
    "               company, title  what it came from\n"
    "               cameAgain    true: a rollback had undone it, and it came again; it counts once\n"
    "  before     for --before: the place of what is older; null: there is nothing older\n"
    "  incomingProblem  why not all that came in is here; null: it is\n\n"
    "  finality   local, waiting (not taken yet), on-sidechain, in-batch, final, refused, rolled-back\n"
    "  what       deposit, payment, settlement, company (out of its treasury), gift, gift-returned,\n"
    "             stake-returned, seat-returned, bond-returned, reward-returned, proposal-returned,\n"
    "             judge-fee, court-fee-returned, court-fee-lost (of the other side, to you),\n"
    "             fees-returned, other\n";

Answer<Step> walletHistory(Context& context, const Invocation& call)
{
    if (call.has("all") && call.has("limit")) return usage("Give either --limit or --all.");
    std::uint64_t limit = call.has("all") ? ~std::uint64_t{0} : kUsualLines;
    if (const auto given = call.option("limit")) {
        STOA_TRY(limit, readNumber(*given, "--limit", kMostLines));
        if (limit == 0) return usage("--limit must be at least 1.");
    }
    std::optional<engine::HistoryPlace> place = engine::HistoryPlace{};
    if (const auto given = call.option("before")) {
        STOA_TRY(place, readPlace(*given));
    }
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    STOA_TRY_VOID(checkWallet(wallet));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));

    Lines lines(network);
    std::optional<ErrorCode> problem;
    while (place && lines.count < limit) {
        const auto wanted = std::min<std::uint64_t>(limit - lines.count, kLinesAtOnce);
        STOA_TRY(const auto part,
                 ask(context.engine, engine::ReadWalletHistory{*place, static_cast<std::uint32_t>(wanted)}));
        for (const auto& line : part.lines) std::visit([&](const auto& each) { lines.add(each); }, line);
        place = part.older;
        if (part.incomingProblem) problem = part.incomingProblem;
    }
    Reply reply{std::move(lines.json), std::move(lines.text)};
    reply.json["before"] = place ? Json(placeText(*place)) : Json(nullptr);
    reply.json["incomingProblem"] = problem ? Json(name(*problem)) : Json(nullptr);
    if (reply.text.empty())
        reply.text = call.has("before") ? "There is nothing older." : "Nothing has happened yet.";
    if (place) reply.text += "\nThere is more: wallet history --before " + placeText(*place);
    if (problem)
        reply.text += "\nWhat came in is not all here, because the node could not be asked (" +
                      std::string(name(*problem)) + "). Try again when it answers.";
    return Step(std::move(reply));
}

} // namespace stoa::commands
