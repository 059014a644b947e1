// SPDX-License-Identifier: MIT
// How a company governs itself: money, roles, rules, motions; and the seats of one that judges.
#include <algorithm>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/terms_options.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/act_text.h"
#include "ui/words/address_text.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

Answer<Step> fund(Context& context, const Invocation& call)
{
    engine::FundCompany action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(action.amount, readAmount(call.operands[0], "The amount"));
    if (action.amount == 0) return usage("AMOUNT must be more than 0.");
    return prepareAct(context, action, false, "The treasury has received it.");
}

Answer<Step> spend(Context& context, const Invocation& call)
{
    engine::SpendFromTreasury action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(action.to, findPerson(context, action.dac, call.operands[0]));
    STOA_TRY(action.amount, readAmount(call.operands[1], "The amount"));
    if (action.amount == 0) return usage("AMOUNT must be more than 0. Nothing was paid.");
    action.reason = call.option("reason").value_or(std::string());
    action.asMotion = call.has("as-motion");
    const bool asMotion = action.asMotion;
    return prepareAct(context, std::move(action), asMotion, "The treasury has paid.");
}

Answer<Step> role(Context& context, const Invocation& call)
{
    engine::ChangeRole action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(action.member, findMember(context, action.dac, call.operands[0], "Who gets the role"));
    STOA_TRY(action.role, readRole(call.operands[1]));
    action.asMotion = call.has("as-motion");
    return prepareAct(context, action, action.asMotion, "The role is changed.");
}

Answer<Step> stake(Context& context, const Invocation& call)
{
    engine::SetStake action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(action.stake, readAmount(call.operands[0], "The amount"));
    return prepareAct(context, action, false, "That is what you have locked in the company now.");
}

Answer<Step> leave(Context& context, const Invocation&)
{
    engine::LeaveCompany action;
    STOA_TRY(action.dac, findCompany(context));
    return prepareAct(context, action, false, "You are no member any more, and what you had locked is back.");
}

Answer<Step> rules(Context& context, const Invocation& call)
{
    engine::ChangeRules action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto company, ask(context.engine, engine::ReadCompany{action.dac}));
    STOA_TRY(action.terms, readTerms(context, call, company.terms));
    action.asMotion = call.has("as-motion");
    const bool asMotion = action.asMotion;
    return prepareAct(context, std::move(action), asMotion, "The company has other rules.");
}

// ---- motions ----------------------------------------------------------------------------------------

/// By id, or its beginning of at least four digits.
Answer<engine::MotionView> findMotion(Context& context, const DacId& dac, std::string_view called)
{
    STOA_TRY(const auto all, ask(context.engine, engine::ListMotions{dac}));
    std::string wanted(called);
    std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!wanted.starts_with("0x")) wanted.insert(0, "0x");
    std::vector<const engine::MotionView*> found;
    for (const engine::MotionView& each : all)
        if (wanted.size() >= 6 && toHex(each.id).starts_with(wanted)) found.push_back(&each);
    if (found.empty())
        return refusal(ErrorCode::NoSuchMotion, "There is no motion " + quotedText(called) +
                                                    " here; “stoa-cli company motions” lists them.");
    if (found.size() > 1)
        return refusal(ErrorCode::Ambiguous, "More than one motion begins so; give more of its id.");
    return *found.front();
}

/// The fields of an act, named as in the protocol.
Json actJson(const tx::Payload& act)
{
    Json json = {{"kind", std::visit([](const auto& one) { return std::string(one.kName); }, act)}};
    std::visit(
        [&](const auto& one) {
            std::decay_t<decltype(one)>::fields([&](const auto&... each) {
                const auto add = [&](const auto& field) {
                    const auto& value = one.*field.member;
                    using Type = std::decay_t<decltype(value)>;
                    if constexpr (std::is_same_v<Type, Address>)
                        json[std::string(field.name)] = addressJson(value);
                    else if constexpr (std::is_same_v<Type, Amount>)
                        json[std::string(field.name)] = amountJson(value);
                    else if constexpr (std::is_integral_v<Type>)
                        json[std::string(field.name)] = value;
                    else
                        json[std::string(field.name)] = toHex(value);
                };
                (add(each), ...);
            });
        },
        act);
    return json;
}

template <std::size_t... Index>
std::string nameOfKind(tx::Kind kind, std::index_sequence<Index...>)
{
    std::string name = "unknown";
    const auto look = [&]<typename T>(std::in_place_type_t<T>) {
        if (T::kKind == kind) name = T::kName;
    };
    (look(std::in_place_type<std::variant_alternative_t<Index, tx::AnyKind>>), ...);
    return name;
}

/// Of an act that may not be here.
std::string nameOfKind(tx::Kind kind)
{
    return nameOfKind(kind, std::make_index_sequence<std::variant_size_v<tx::AnyKind>>{});
}

/// What the motion would do, whoever put it.
std::string actText(const engine::MotionSubject& motion, const std::string& symbol)
{
    return lineText(ui::toStd(ui::motionSentences(motion, ui::toQt(symbol), ui::addressText)), 6400);
}

Json motionJson(const engine::MotionView& view, const ui::MotionText& words)
{
    Json json = {{"motion", toHex(view.id)},
                 {"company", toHex(view.dac)},
                 {"state", nameOf(view.state)},
                 {"proposer", personJson(view.proposer)},
                 {"kind", nameOfKind(view.kind)},
                 {"act", view.hasAct ? actJson(view.act) : Json(nullptr)},
                 {"proposed", view.proposed},
                 {"objectBy", view.objectBy},
                 {"decideBy", view.decideBy},
                 {"weight", view.isByStake ? "money" : "heads"},
                 {"total", std::to_string(view.total)},
                 {"for", std::to_string(view.inFavour)},
                 {"against", std::to_string(view.against)},
                 {"needsMajority", view.needsMajority},
                 {"isOpposed", view.isOpposed},
                 {"objections", view.threshold},
                 {"deposit", amountJson(view.bond)},
                 {"iHaveVoted", view.iHaveVoted},
                 {"iMayVote", view.iMayVote},
                 {"next", nextStepJson(view.next)}};
    json["answers"] = {{"now", ui::toStd(words.now)},
                       {"who", ui::toStd(words.who)},
                       {"by", ui::toStd(words.by)},
                       {"otherwise", ui::toStd(words.otherwise)}};
    return json;
}

Answer<Step> motions(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    STOA_TRY(auto all, ask(context.engine, engine::ListMotions{dac}));
    if (!call.operands.empty()) {
        STOA_TRY(auto one, findMotion(context, dac, call.operands[0]));
        all = {std::move(one)};
    }
    const std::string symbol = lineText(network.symbol, 20);
    Reply reply{{{"company", toHex(dac)}, {"motions", Json::array()}}, {}};
    for (const engine::MotionView& view : all) {
        const ui::MotionText words = ui::motionText(view, ui::toQt(symbol), network.now);
        reply.json["motions"].push_back(motionJson(view, words));
        reply.json["motions"].back()["about"] = actText(view, symbol);
        const auto row = [](const char* label, const QString& text) {
            return std::string("\n    ") + label + lineText(ui::toStd(text), 400);
        };
        reply.text += (reply.text.empty() ? "" : "\n") + toHex(view.id) + "  " + actText(view, symbol) +
                      (view.iMayVote ? "  — you can vote" : "") + "\n    Put by " +
                      personText(view.proposer) + row("Now:            ", words.now) +
                      row("Who must act:   ", words.who) + row("By when:        ", words.by) +
                      row("If nobody acts: ", words.otherwise);
    }
    reply.isEmpty = all.empty();
    if (reply.isEmpty) reply.text = "There has been no motion yet.";
    return Step(std::move(reply));
}

Answer<Step> vote(Context& context, const Invocation& call)
{
    engine::VoteOnMotion action;
    STOA_TRY(action.dac, findCompany(context));
    if (call.operands[1] != "for" && call.operands[1] != "against")
        return usage("Say how you vote: “company vote MOTION for” or “company vote MOTION against”.");
    action.side = call.operands[1] == "for" ? tx::Side::For : tx::Side::Against;
    STOA_TRY(const auto motion, findMotion(context, action.dac, call.operands[0]));
    action.motion = motion.id;
    STOA_TRY(const std::string symbol, symbolOf(context));
    return prepareAct(context, action, false,
                      "Your vote " + call.operands[1] + " counts: " + actText(motion, symbol));
}

Answer<Step> enact(Context& context, const Invocation& call)
{
    engine::CarryOutMotion action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto motion, findMotion(context, action.dac, call.operands[0]));
    action.motion = motion.id;
    STOA_TRY(const std::string symbol, symbolOf(context));
    return prepareAct(context, action, false, "The motion is carried out: " + actText(motion, symbol));
}

// ---- seats ------------------------------------------------------------------------------------------

Answer<Step> seats(Context& context, const Invocation&)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto all, ask(context.engine, engine::ListSeats{dac}));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"company", toHex(dac)}, {"seats", Json::array()}}, {}};
    for (const engine::SeatView& seat : all) {
        reply.json["seats"].push_back({{"seat", seat.number},
                                       {"who", personJson(seat.who)},
                                       {"deposit", amountJson(seat.deposit)},
                                       {"since", seat.since},
                                       {"leavesAt", seat.leavesAt == 0 ? Json(nullptr) : Json(seat.leavesAt)},
                                       {"openCases", seat.openCases},
                                       {"ruled", seat.ruled},
                                       {"missed", seat.missed}});
        reply.text += (reply.text.empty() ? "" : "\n") + std::to_string(seat.number) + "  " +
                      personText(seat.who) + ", " + amountText(seat.deposit, symbol) + " locked, " +
                      std::to_string(seat.ruled) + " ruled, " + std::to_string(seat.missed) + " missed, " +
                      countText(seat.openCases, "case", "cases") + " open" +
                      (seat.leavesAt == 0 ? "" : ", free to leave on " + timeText(seat.leavesAt));
    }
    reply.isEmpty = all.empty();
    if (reply.isEmpty) reply.text = "Nobody has a seat here.";
    return Step(std::move(reply));
}

Answer<Step> takeSeat(Context& context, const Invocation&)
{
    engine::TakeCourtSeat action;
    STOA_TRY(action.dac, findCompany(context));
    return prepareAct(context, action, false,
                      "You have a seat: from now on you may be drawn to rule. “stoa-cli collaboration list” "
                      "shows when you are.");
}

Answer<Step> leaveSeat(Context& context, const Invocation&)
{
    engine::LeaveCourtSeat action;
    STOA_TRY(action.dac, findCompany(context));
    return prepareAct(
        context, action, false,
        "Done. After notice, the deposit comes back with the same command 60 days later, once no "
        "case is open.");
}

} // namespace

std::vector<Command> governanceCommands()
{
    const std::string_view motionHelp =
        "Lists what the members decide about: what now, who, by when, what if nobody acts";
    return {
        {"company",
         "fund",
         "AMOUNT",
         1,
         1,
         "Gives money to the treasury, for good",
         "--password-file password.txt company fund 25",
         {},
         &fund},
        {"company",
         "spend",
         "WHO AMOUNT",
         2,
         2,
         "Pays out of the treasury, within the limit or as a motion",
         "--password-file password.txt company spend 0x9858EfFD232B4033E47d90003D41EC34EcaEda94 5 --reason "
         "\"Hosting, May\" --as-motion",
         {{"reason", "TEXT", "what it is for; everybody can read it"}, kAsMotion},
         &spend},
        {"company",
         "role",
         "WHO ROLE",
         2,
         2,
         "Gives a member another role: member, arbitrator, officer or founder. Roles at or above your own "
         "need "
         "a motion",
         "--password-file password.txt company role me officer --as-motion",
         {kAsMotion},
         &role},
        {"company",
         "stake",
         "AMOUNT",
         1,
         1,
         "Sets how much you have locked in the company; less comes back to you. You cannot vote on motions "
         "that "
         "are open already",
         "--password-file password.txt company stake 50",
         {},
         &stake},
        {"company",
         "leave",
         "",
         0,
         0,
         "Leaves the company; what you have locked comes back",
         "--password-file password.txt --company TranspilerLab company leave",
         {},
         &leave},
        {"company", "rules", "", 0, 0,
         "Changes the company's rules, those that you name; what is under way keeps its own",
         "--password-file password.txt company rules --tax 2.5 --spend-limit 200 --as-motion",
         withTerms({kAsMotion}), &rules},
        {"company", "motions", "[MOTION]", 0, 1, motionHelp, "company motions", {}, &motions},
        {"company",
         "vote",
         "MOTION SIDE",
         2,
         2,
         "Votes for or against a motion; it cannot be changed",
         "--password-file password.txt company vote 0x5a17 against",
         {},
         &vote},
        {"company",
         "enact",
         "MOTION",
         1,
         1,
         "Carries out a motion that has passed",
         "--password-file password.txt company enact 0x5a17",
         {},
         &enact},
        {"court",
         "seats",
         "",
         0,
         0,
         "Lists the seats of a company that judges for others",
         "court seats",
         {},
         &seats},
        {"court",
         "take-seat",
         "",
         0,
         0,
         "Takes a seat among its arbitrators, and locks the deposit for it; your role must be arbitrator or "
         "higher",
         "--password-file password.txt court take-seat",
         {},
         &takeSeat},
        {"court",
         "leave-seat",
         "",
         0,
         0,
         "Gives notice of leaving the seat; 60 days later, the same command brings the deposit back",
         "--password-file password.txt court leave-seat",
         {},
         &leaveSeat},
    };
}

} // namespace stoa::commands
