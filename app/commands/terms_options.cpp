// SPDX-License-Identifier: MIT
#include "app/commands/terms_options.h"

#include <array>

#include "app/commands/find.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/amounts.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

struct Permit {
    std::string_view name;
    tx::Permission permission;
};
constexpr std::array<Permit, 7> kPermits = {{{"invite", tx::Permission::Invite},
                                             {"records", tx::Permission::PutRecords},
                                             {"propose", tx::Permission::Propose},
                                             {"accept", tx::Permission::AcceptOpen},
                                             {"spend", tx::Permission::Spend},
                                             {"roles", tx::Permission::ChangeRoles},
                                             {"amend", tx::Permission::Amend}}};

std::uint64_t bitOf(tx::Permission permission)
{
    return std::uint64_t{1} << static_cast<unsigned>(permission);
}

Json permitsJson(std::uint64_t mask)
{
    Json list = Json::array();
    for (const Permit& each : kPermits)
        if ((mask & bitOf(each.permission)) != 0) list.push_back(each.name);
    return list;
}

std::string permitsText(std::uint64_t mask)
{
    std::string text;
    for (const Permit& each : kPermits)
        if ((mask & bitOf(each.permission)) != 0) text += (text.empty() ? "" : ", ") + std::string(each.name);
    return text.empty() ? "nothing" : text;
}

/// "invite,records" or "nothing".
Answer<std::uint64_t> readPermits(std::string_view text, std::string_view option)
{
    std::uint64_t mask = 0;
    if (text == "nothing") return mask;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const std::string_view word = text.substr(0, comma);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
        bool isKnown = false;
        for (const Permit& each : kPermits) {
            if (each.name != word) continue;
            mask |= bitOf(each.permission);
            isKnown = true;
        }
        if (!isKnown)
            return usage(std::string(option) +
                         " takes words of invite, records, propose, accept, spend, roles "
                         "and amend, with commas between them, or “nothing”.");
    }
    return mask;
}

Answer<std::monostate> readPermits(const Invocation& call, std::string_view name, std::uint64_t& mask)
{
    if (const auto text = call.option(name)) {
        STOA_TRY(mask, readPermits(*text, "--" + std::string(name)));
    }
    return std::monostate();
}

Answer<std::monostate> readShareOption(const Invocation& call, std::string_view name, std::uint16_t& share)
{
    if (const auto text = call.option(name)) {
        STOA_TRY(share, readShare(*text, "--" + std::string(name)));
    }
    return std::monostate();
}

/// Who judges, and how a company judges for others.
Answer<std::monostate> readCourt(Context& context, const Invocation& call, tx::CharterTerms& terms)
{
    const int courts = int{call.has("arbitrator")} + int{call.has("court")} + int{call.has("no-court")};
    if (courts > 1) return usage("Give one of --arbitrator, --court and --no-court.");
    if (const auto text = call.option("arbitrator")) {
        STOA_TRY(const Address arbitrator, findPerson(context, {}, *text));
        terms.court = tx::personParty(arbitrator);
        terms.panel = 1;
    }
    if (const auto text = call.option("court")) {
        STOA_TRY(const DacId court, ask(context.engine, engine::FindCompany{*text}));
        terms.court = tx::companyParty(court);
    }
    if (call.has("no-court")) terms.court = {};
    if (call.has("serves") && call.has("serves-not")) return usage("Give one of --serves and --serves-not.");
    if (call.has("serves")) terms.serves = 1;
    if (call.has("serves-not")) terms.serves = 0;
    if (call.has("serves") && terms.panel == 0) terms.panel = 3;
    if (const auto text = call.option("panel")) {
        STOA_TRY(const auto size, readNumber(*text, "--panel", 5));
        if (size % 2 == 0) return usage("--panel is 1, 3 or 5.");
        terms.panel = static_cast<std::uint8_t>(size);
    }
    STOA_TRY(terms.courtFee, amountOption(call, "court-fee", terms.courtFee));
    STOA_TRY(terms.seatDeposit, amountOption(call, "seat-deposit", terms.seatDeposit));
    STOA_TRY(terms.commitPeriod, durationOption(call, "seal-period", terms.commitPeriod));
    STOA_TRY(terms.revealPeriod, durationOption(call, "ruling-period", terms.revealPeriod));
    STOA_TRY(terms.appealPeriod, durationOption(call, "appeal-period", terms.appealPeriod));
    return readShareOption(call, "silence-costs", terms.slash);
}

/// How the members decide.
Answer<std::monostate> readMotionTerms(const Invocation& call, tx::CharterTerms& terms)
{
    STOA_TRY(terms.objectionPeriod, durationOption(call, "objection-period", terms.objectionPeriod));
    STOA_TRY(terms.votePeriod, durationOption(call, "vote-period", terms.votePeriod));
    STOA_TRY(terms.motionBond, amountOption(call, "motion-deposit", terms.motionBond));
    STOA_TRY(terms.silentLimit, amountOption(call, "silent-limit", terms.silentLimit));
    STOA_TRY(terms.spendLimit, amountOption(call, "spend-limit", terms.spendLimit));
    STOA_TRY_VOID(readShareOption(call, "objections", terms.objectionThreshold));
    if (const auto text = call.option("weight")) {
        if (*text != "heads" && *text != "money") return usage("--weight is heads or money.");
        terms.weightRule = *text == "money" ? 1 : 0;
    }
    STOA_TRY_VOID(readPermits(call, "members-may", terms.memberMask));
    STOA_TRY_VOID(readPermits(call, "arbitrators-may", terms.arbitratorMask));
    return readPermits(call, "officers-may", terms.officerMask);
}

} // namespace

std::vector<Option> withTerms(std::vector<Option> options)
{
    const std::vector<Option> terms = {
        {"arbitrator", "ADDRESS",
         "who rules in disputes, alone, member or not, but never about a company of theirs; without one, and "
         "without --court, no dispute can be opened. "
         "An invitation with --role arbitrator gives the role of a member, not the court"},
        {"court", "COMPANY", "a company that judges for others: a panel drawn from its arbitrators rules"},
        {"no-court", "", "nobody rules"},
        {"court-fee", "TOKENS", "what a ruling costs"},
        {"ruling-period", "PERIOD", "how long the arbitrator has; of a panel, to open its rulings"},
        {"tax", "PERCENT", "what the treasury takes of a doer's gain"},
        {"deposit-share", "PERCENT", "least deposit as a share of the reward"},
        {"min-deposit", "TOKENS", "least deposit of each side"},
        {"answer-period", "PERIOD", "time to accept a proposal"},
        {"review-period", "PERIOD", "time to review a delivery"},
        {"challenge-period", "PERIOD", "time before deposits return, such as 14d"},
        {"grace-period", "PERIOD", "time after a missed deadline"},
        {"changes", "N", "rounds of changes that a proposal may allow"},
        {"open", "",
         "the rules let anyone join; this program still joins by a link, so give people one with “company "
         "invite --uses N”"},
        {"by-invitation", "", "people join by invitation only"},
        {"spend-limit", "TOKENS", "what may be paid out of the treasury in 30 days without a motion"},
        {"silent-limit", "TOKENS",
         "up to here a motion to pay passes by silence; above, more than half must agree"},
        {"objection-period", "PERIOD", "time to object to a motion"},
        {"vote-period", "PERIOD", "time to vote, once enough object; also time to carry a motion out"},
        {"objections", "PERCENT", "how much weight against a motion ends its passing by silence"},
        {"motion-deposit", "TOKENS", "what a motion locks, and what it costs if it is rejected"},
        {"weight", "RULE", "heads: one vote each; money: by what each member has locked"},
        {"members-may", "WORDS",
         "of invite, records, propose, accept, spend, roles, amend; with commas, or nothing"},
        {"arbitrators-may", "WORDS", "the same for arbitrators, besides what members may"},
        {"officers-may", "WORDS", "the same for officers, besides what members may"},
        {"serves", "", "this company judges for others"},
        {"serves-not", "", "it does not"},
        {"panel", "N", "of a company that judges: 1, 3 or 5 arbitrators rule"},
        {"seat-deposit", "TOKENS", "of a company that judges: what an arbitrator locks"},
        {"seal-period", "PERIOD", "of a company that judges: time to seal a ruling"},
        {"appeal-period", "PERIOD", "of a company that judges: time to appeal"},
        {"silence-costs", "PERCENT", "of a company that judges: what who never rules loses of the deposit"}};
    options.insert(options.end(), terms.begin(), terms.end());
    return options;
}

Answer<tx::CharterTerms> readTerms(Context& context, const Invocation& call, tx::CharterTerms terms)
{
    STOA_TRY(terms.minimumDeposit, amountOption(call, "min-deposit", terms.minimumDeposit));
    STOA_TRY(terms.answerPeriod, durationOption(call, "answer-period", terms.answerPeriod));
    STOA_TRY(terms.reviewPeriod, durationOption(call, "review-period", terms.reviewPeriod));
    STOA_TRY(terms.challengePeriod, durationOption(call, "challenge-period", terms.challengePeriod));
    STOA_TRY(terms.gracePeriod, durationOption(call, "grace-period", terms.gracePeriod));
    STOA_TRY_VOID(readShareOption(call, "tax", terms.tax));
    STOA_TRY_VOID(readShareOption(call, "deposit-share", terms.depositShare));
    if (const auto text = call.option("changes")) {
        STOA_TRY(const auto number, readNumber(*text, "--changes", 255));
        terms.changes = static_cast<std::uint8_t>(number);
    }
    if (call.has("open") && call.has("by-invitation"))
        return usage("Give one of --open and --by-invitation.");
    if (call.has("open")) terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
    if (call.has("by-invitation")) terms.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Invitation);
    STOA_TRY_VOID(readCourt(context, call, terms));
    STOA_TRY_VOID(readMotionTerms(call, terms));
    return terms;
}

Json termsJson(const tx::CharterTerms& terms)
{
    const DacId court = tx::companyOf(terms.court);
    return {{"tax", terms.tax},
            {"depositShare", terms.depositShare},
            {"minimumDeposit", amountJson(terms.minimumDeposit)},
            {"answerPeriod", terms.answerPeriod},
            {"reviewPeriod", terms.reviewPeriod},
            {"challengePeriod", terms.challengePeriod},
            {"gracePeriod", terms.gracePeriod},
            {"changes", terms.changes},
            {"courtFee", amountJson(terms.courtFee)},
            {"rulingPeriod", terms.revealPeriod},
            {"joinRule", terms.joinRule == 0 ? "invitation" : "anyone"},
            {"court", court.isZero() ? Json(nullptr) : Json(toHex(court))},
            {"serves", terms.serves != 0},
            {"panel", terms.panel},
            {"seatDeposit", amountJson(terms.seatDeposit)},
            {"sealPeriod", terms.commitPeriod},
            {"appealPeriod", terms.appealPeriod},
            {"silenceCosts", terms.slash},
            {"spendLimit", amountJson(terms.spendLimit)},
            {"silentLimit", amountJson(terms.silentLimit)},
            {"objectionPeriod", terms.objectionPeriod},
            {"votePeriod", terms.votePeriod},
            {"objections", terms.objectionThreshold},
            {"motionDeposit", amountJson(terms.motionBond)},
            {"weight", terms.weightRule == 0 ? "heads" : "money"},
            {"membersMay", permitsJson(terms.memberMask)},
            {"arbitratorsMay", permitsJson(terms.arbitratorMask)},
            {"officersMay", permitsJson(terms.officerMask)}};
}

std::string termsText(const tx::CharterTerms& terms, const engine::PersonView& arbitrator,
                      const std::string& symbol)
{
    const auto percent = [](std::uint16_t share) { return ui::toStd(ui::shareText(share)); };
    std::string court = "nobody: disputes cannot be opened";
    if (!arbitrator.company.isZero())
        court = personText(arbitrator) + ", on whose terms a panel of its arbitrators rules";
    else if (!arbitrator.address.isZero())
        court = personText(arbitrator) + ", who has " + periodText(terms.revealPeriod) + "; a ruling costs " +
                amountText(terms.courtFee, symbol);
    std::string text =
        std::string("\nWho may join: ") +
        (terms.joinRule == 0 ? "people with an invitation" : "anyone who has the company's network and id") +
        "\nTime to accept a proposal: " + periodText(terms.answerPeriod) +
        "\nTime to review a delivery: " + periodText(terms.reviewPeriod) +
        "\nGrace after a missed deadline: " + periodText(terms.gracePeriod) +
        "\nChallenging period: " + periodText(terms.challengePeriod) +
        "\nRounds of changes: " + std::to_string(terms.changes) +
        "\nLeast deposit: " + amountText(terms.minimumDeposit, symbol) + ", and " +
        percent(terms.depositShare) + " of the reward" + "\nTax on a doer's gain: " + percent(terms.tax) +
        "\nArbitrator: " + court + "\nMembers may: " + permitsText(terms.memberMask) +
        "\nOfficers may: " + permitsText(terms.officerMask) + "\nPayments without a motion: up to " +
        amountText(terms.spendLimit, symbol) + " in 30 days" +
        "\nMotions: " + periodText(terms.objectionPeriod) + " to object, " + periodText(terms.votePeriod) +
        " to vote once " + percent(terms.objectionThreshold) + " are against it; each locks " +
        amountText(terms.motionBond, symbol);
    if (terms.serves != 0)
        text += "\nJudges for others: panels of " + std::to_string(terms.panel) + ", a ruling costs " +
                amountText(terms.courtFee, symbol) + "; a seat locks " +
                amountText(terms.seatDeposit, symbol) + ", silence costs " + percent(terms.slash) +
                " of it; " + periodText(terms.commitPeriod) + " to seal, " + periodText(terms.revealPeriod) +
                " to open, " + periodText(terms.appealPeriod) + " to appeal";
    return text;
}

Answer<tx::Role> readRole(std::string_view text)
{
    for (const tx::Role role :
         {tx::Role::Member, tx::Role::Arbitrator, tx::Role::Officer, tx::Role::Founder}) {
        if (nameOf(role) == text) return role;
    }
    return usage("The role is one of member, arbitrator, officer and founder.");
}

} // namespace stoa::commands
