// SPDX-License-Identifier: MIT
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/terms_options.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "app/net/http_transport.h"
#include "core/base/hex.h"
#include "ui/words/amounts.h"
#include "ui/words/names.h"
#include "ui/words/node_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

Answer<Step> createCompany(Context& context, const Invocation& call)
{
    engine::CreateCompany action;
    action.name = *call.option("name");
    action.purpose = *call.option("purpose");
    if (looksLikeId(action.name))
        return usage(quotedText(action.name) +
                     " looks like an id, and would be taken for one; choose a name.");
    STOA_TRY(const tx::CharterTerms usual, ask(context.engine, engine::DefaultTerms{}));
    STOA_TRY(action.terms, readTerms(context, call, usual));
    STOA_TRY(action.stake, amountOption(call, "stake", 0));
    const std::string name = action.name;
    return prepare(context, std::move(action),
                   [name](const engine::Draft& draft, const engine::Sent& sent) -> Answer<Reply> {
                       const DacId dac = sent.dac.isZero() ? draft.dac : sent.dac;
                       Reply reply{{{"company", toHex(dac)}, {"name", name}}, {}};
                       reply.json.update(sentJson(sent));
                       reply.text =
                           doneText("The company “" + lineText(name) + "” exists: " + toHex(dac) + ".", sent);
                       return reply;
                   });
}

Answer<Step> listCompanies(Context& context, const Invocation&)
{
    STOA_TRY(const auto companies, ask(context.engine, engine::ListCompanies{}));
    Reply reply{{{"companies", Json::array()}}, {}};
    for (const auto& company : companies) {
        reply.json["companies"].push_back({{"company", toHex(company.dac)},
                                           {"name", company.name},
                                           {"role", nameOf(company.myRole)},
                                           {"members", company.members},
                                           {"needsMe", company.needsMe},
                                           {"finality", finalityJson(company.finality)}});
        reply.text += (reply.text.empty() ? "" : "\n") + toHex(company.dac) + "  " + lineText(company.name) +
                      "  " + countText(company.members, "member", "members") +
                      ", you: " + std::string(nameOf(company.myRole));
        if (company.needsMe != 0)
            reply.text +=
                ", " + countText(company.needsMe, "collaboration waits", "collaborations wait") + " for you";
    }
    reply.isEmpty = companies.empty();
    if (reply.isEmpty)
        reply.text = "You are in no company yet: create one with “stoa-cli company create”, or join one with "
                     "“stoa-cli company join LINK”.";
    return Step(std::move(reply));
}

Json memberJson(const engine::MemberView& member)
{
    Json json = personJson(member.person);
    json["role"] = nameOf(member.role);
    json["since"] = member.since;
    json["stake"] = amountJson(member.stake);
    json["settled"] = member.settled;
    json["lost"] = member.lost;
    json["late"] = member.late;
    return json;
}

std::string memberText(const engine::MemberView& member)
{
    return addressJson(member.person.address) + "  " +
           (member.person.name.empty()        ? "(no name)"
            : looksLikeId(member.person.name) ? "(called " + quotedText(member.person.name) + ")"
                                              : lineText(member.person.name, 40)) +
           (member.person.isMe ? " (you)" : "") + "  " + std::string(nameOf(member.role)) + "  " +
           std::to_string(member.settled) + " settled, " + std::to_string(member.lost) + " lost, " +
           std::to_string(member.late) + " late";
}

std::string inviteText(const engine::InviteView& invite)
{
    return "\n  " + addressJson(invite.ticket) + "  " + std::string(nameOf(invite.role)) + ", " +
           countText(invite.usesLeft, "use", "uses") + " left, until " + timeText(invite.expires);
}

Answer<Step> showCompany(Context& context, const Invocation& call)
{
    if (!call.operands.empty()) context.company = call.operands[0];
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto view, ask(context.engine, engine::ReadCompany{dac}));
    Json members = Json::array();
    for (const auto& member : view.members) members.push_back(memberJson(member));
    Json invites = Json::array();
    for (const auto& invite : view.invites) {
        invites.push_back({{"ticket", addressJson(invite.ticket)},
                           {"role", nameOf(invite.role)},
                           {"usesLeft", invite.usesLeft},
                           {"expires", invite.expires},
                           {"giftLeft", amountJson(invite.giftLeft)},
                           {"link", invite.link.empty() ? Json(nullptr) : Json(invite.link)}});
    }
    Reply reply;
    reply.json = {{"company", toHex(view.dac)},
                  {"name", view.name},
                  {"purpose", view.purpose},
                  {"role", nameOf(view.myRole)},
                  {"treasury", amountJson(view.treasury)},
                  {"spendableNow", amountJson(view.spendableNow)},
                  {"arbitrator", personJson(view.arbitrator)},
                  {"terms", termsJson(view.terms)},
                  {"members", std::move(members)},
                  {"invites", std::move(invites)},
                  {"records", view.records},
                  {"root", toHex(view.root)},
                  {"isVerified", view.isVerified},
                  {"finality", finalityJson(view.finality)}};
    STOA_TRY(const std::string symbol, symbolOf(context));
    reply.text = lineText(view.name) + "  " + toHex(view.dac) + "\n" + lineText(view.purpose, 400) +
                 "\nYou: " + std::string(nameOf(view.myRole)) +
                 "\nTreasury: " + amountText(view.treasury, symbol) + ", of which " +
                 amountText(view.spendableNow, symbol) + " can be paid without a motion now" +
                 termsText(view.terms, view.arbitrator, symbol) +
                 "\nChecked against the network's root: " + (view.isVerified ? "yes" : "no") + "\n" +
                 countText(view.members.size(), "Member", "Members") + ":";
    for (const auto& member : view.members) reply.text += "\n  " + memberText(member);
    if (!view.invites.empty()) reply.text += "\nInvitations that are open:";
    for (const auto& invite : view.invites) reply.text += inviteText(invite);
    return Step(std::move(reply));
}

Answer<Step> members(Context& context, const Invocation&)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto view, ask(context.engine, engine::ReadCompany{dac}));
    Reply reply{{{"company", toHex(dac)}, {"members", Json::array()}}, {}};
    for (const auto& member : view.members) {
        reply.json["members"].push_back(memberJson(member));
        reply.text += (reply.text.empty() ? "" : "\n") + memberText(member);
    }
    return Step(std::move(reply));
}

/// Of a link that nobody at another computer can use.
std::string onlyHereText(const std::string& node)
{
    return "\n\nThe link leads to this computer itself (" + node +
           "), so it works for programs here, and for nobody at another computer. For them, run stoad where "
           "they reach it (stoad --bind ADDRESS --no-owner), and say so in the link: stop stoad, make it "
           "with "
           "“stoa-cli company invite --at http://ADDRESS:8686/”, and start stoad again.";
}

Answer<Step> invite(Context& context, const Invocation& call)
{
    engine::InviteMember action;
    STOA_TRY(action.dac, findCompany(context));
    if (const auto text = call.option("role")) {
        STOA_TRY(action.role, readRole(*text));
    }
    if (const auto text = call.option("uses")) {
        STOA_TRY(const auto uses, readNumber(*text, "--uses", 65'535));
        if (uses == 0) return usage("--uses must be at least 1.");
        action.uses = static_cast<std::uint16_t>(uses);
    }
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    if (const auto text = call.option("expires")) {
        STOA_TRY(const auto expires, readDuration(*text));
        if (expires == 0) return usage("--expires must be more than 0: for how long the link works.");
        action.expires = network.now + expires;
    }
    STOA_TRY(action.gift, amountOption(call, "gift", kToken));
    action.node = call.option("at").value_or("");
    if (call.has("at") && !net::isCallable(action.node))
        return usage("--at takes the address at which others reach a node of this network, such as "
                     "http://192.168.1.5:8686/, and " +
                     quotedText(action.node) +
                     " is none: it must be on this computer or in this private network.");
    const bool isServing = network.isServing || network.mode == engine::NetworkMode::Remote;
    return prepare(
        context, action, [isServing](const engine::Draft& draft, const engine::Sent& sent) -> Answer<Reply> {
            const auto* step = std::get_if<tx::Invite>(&draft.payload);
            const Timestamp until = step != nullptr ? step->expires : 0;
            const std::string link = sent.link.empty() ? draft.link : sent.link;
            const std::string node = sent.linkNode.empty() ? draft.linkNode : sent.linkNode;
            const bool isOnlyHere = ui::leadsToOneself(node);
            Reply reply{{{"link", link},
                         {"expires", until},
                         {"isServing", isServing},
                         {"node", node},
                         {"isOnlyHere", isOnlyHere}},
                        {}};
            reply.json.update(sentJson(sent));
            const bool isThere = isTaken(sent);
            reply.text =
                (isThere ? std::string() : sentText(sent) + " The link works once it has been sent.\n\n") +
                "Give this link to the person you invite; whoever has it can join until " + timeText(until) +
                ":\n\n  " + link +
                (isServing ? ""
                           : "\n\nWhile they join, this computer must serve: run "
                             "“stoad”, or switch serving on in Settings. The link expects it at " +
                                 node + ".") +
                (isOnlyHere ? onlyHereText(node) : "");
            return reply;
        });
}

Answer<Step> revoke(Context& context, const Invocation& call)
{
    engine::RevokeInvitation action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(action.ticket, readAddress(call.operands[0]));
    return prepare(context, action, [](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
        return Reply{sentJson(sent), doneText("The invitation is taken back.", sent)};
    });
}

Answer<Step> join(Context& context, const Invocation& call)
{
    return prepare(context, engine::JoinCompany{call.operands[0]},
                   [](const engine::Draft& draft, const engine::Sent& sent) -> Answer<Reply> {
                       const DacId dac = sent.dac.isZero() ? draft.dac : sent.dac;
                       Reply reply{{{"company", toHex(dac)}}, {}};
                       if (!draft.company.empty()) reply.json["name"] = draft.company;
                       reply.json.update(sentJson(sent));
                       reply.text =
                           doneText("You are a member of " +
                                        (draft.company.empty() ? toHex(dac) : lineText(draft.company)) + ".",
                                    sent);
                       return reply;
                   });
}

Answer<Step> offers(Context& context, const Invocation&)
{
    STOA_TRY(const auto offers, ask(context.engine, engine::ListOffers{}));
    Reply reply{{{"offers", Json::array()}}, {}};
    for (const DacId& dac : offers) {
        reply.json["offers"].push_back(toHex(dac));
        reply.text += toHex(dac) + "\n";
    }
    reply.isEmpty = offers.empty();
    reply.text += offers.empty()
                      ? "No company that you do not belong to has named you."
                      : "These companies have named you as an arbitrator, or your company as a side of "
                        "an agreement. Nothing of them is here: look with “stoa-cli company follow "
                        "ID”, or leave them with “stoa-cli company follow ID --never”.";
    return Step(std::move(reply));
}

Answer<Step> follow(Context& context, const Invocation& call)
{
    const auto dac = fixedFromHex<DacId>(call.operands[0]);
    if (!dac) return usage("ID is the number of a company, as “stoa-cli company offers” shows it.");
    const bool isWanted = !call.has("never");
    STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, engine::FollowCompany{*dac, isWanted}));
    return Step(Reply{
        {{"company", toHex(*dac)}, {"isFollowed", isWanted}},
        isWanted
            ? "The records of " + toHex(*dac) + " are here and checked. “stoa-cli company show --company " +
                  toHex(*dac) + "” shows them."
            : "It is not offered any more. “stoa-cli company follow " + toHex(*dac) + "” still fetches it."});
}

} // namespace

std::vector<Command> companyCommands()
{
    return {
        {"company", "create", "", 0, 0, "Founds a company",
         "--password-file password.txt company create --name Forge --purpose \"We build compilers "
         "together.\"",
         withTerms(
             {{"name", "NAME", "what it is called", true},
              {"purpose", "TEXT", "what it is for, in a sentence", true},
              {"stake", "TOKENS", "what you lock in it as its founder; nothing unless said otherwise"}}),
         &createCompany},
        {"company", "list", "", 0, 0, "Lists your companies", "company list", {}, &listCompanies},
        {"company",
         "offers",
         "",
         0,
         0,
         "Lists companies that have named you, or your company, and that are not on this computer",
         "company offers",
         {},
         &offers},
        {"company",
         "follow",
         "ID",
         1,
         1,
         "Fetches a company's records from now on, and checks them",
         "company follow 0x0102030405060708",
         {{"never", "", "do not list it as an offer again"}},
         &follow},
        {"company",
         "show",
         "[NAME-OR-ID]",
         0,
         1,
         "Shows a company: purpose, rules, members, invitations",
         "company show Forge",
         {},
         &showCompany},
        {"company",
         "invite",
         "",
         0,
         0,
         "Makes an invitation link",
         "--password-file password.txt company invite --uses 1 --expires 7d --gift 2",
         {{"role", "ROLE", "member, arbitrator, officer or founder; member unless said otherwise"},
          {"uses", "N", "how many people may use it; one unless said otherwise"},
          {"expires", "PERIOD",
           "how long it holds; 14d unless said otherwise, or less if the network allows less"},
          {"gift", "TOKENS",
           "pays the newcomers' first fees; with --uses, each gets an equal part of it; 1 unless said "
           "otherwise"},
          {"at", "URL",
           "where others reach a node of this network, for example http://192.168.1.5:8686/; without it, the "
           "node that this computer follows, or this computer itself, where nobody else comes"}},
         &invite},
        {"company",
         "revoke",
         "TICKET",
         1,
         1,
         "Takes an invitation back (“company show” lists the tickets)",
         "--password-file password.txt company revoke 0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
         {},
         &revoke},
        {"company",
         "join",
         "LINK",
         1,
         1,
         "Joins by an invitation link",
         "--password-file password.txt --node http://127.0.0.1:8686/ company join stoa:invite-link",
         {},
         &join},
        {"company",
         "members",
         "",
         0,
         0,
         "Lists the members",
         "--company Forge company members",
         {},
         &members},
    };
}

} // namespace stoa::commands
