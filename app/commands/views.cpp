// SPDX-License-Identifier: MIT
#include "app/commands/views.h"

#include <algorithm>

#include <QDateTime>

#include "core/base/hex.h"

#include "ui/words/address_text.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

Json timeJson(Timestamp time) { return time == 0 ? Json(nullptr) : Json(time); }

Json textsJson(const std::vector<std::string>& texts)
{
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Json caseJson(const engine::CaseView& view)
{
    Json json = {{"state", nameOf(view.state)},
                 {"round", view.round},
                 {"claimant", view.claimantIsAsker ? "asker" : "doer"},
                 {"claim", amountJson(view.claim)},
                 {"claimText", view.claimText},
                 {"isAnswered", view.isAnswered}};
    if (view.isAnswered) {
        json["counterClaim"] = amountJson(view.counterClaim);
        json["answerText"] = view.answerText;
    }
    json["statusQuo"] = amountJson(view.statusQuo);
    json["fee"] = amountJson(view.fee);
    json["ruling"] = amountJson(view.ruling);
    json["rulingText"] = view.rulingText;
    json["opened"] = timeJson(view.opened);
    json["deadline"] = timeJson(view.deadline);
    json["isAppeal"] = view.isAppeal;
    if (view.isAppeal) json["appellant"] = view.appellantIsAsker ? "asker" : "doer";
    if (!view.isPanel) return json;
    json["panel"] = {{"size", view.size},
                     {"drawn", view.drawn},
                     {"saltIsOpen", view.saltIsOpen},
                     {"iAmJuror", view.iAmJuror},
                     {"iHaveSealed", view.iHaveSealed},
                     {"iHaveOpened", view.iHaveOpened}};
    Json rulings = Json::array();
    for (const Amount each : view.rulings) rulings.push_back(amountJson(each));
    json["panel"]["rulings"] = std::move(rulings);
    if (view.isAppeal) json["firstRuling"] = amountJson(view.firstRuling);
    return json;
}

/// How a proposal ended before it began; null for everything else.
Json endingJson(const engine::CollaborationView& view)
{
    switch (view.ending) {
    case engine::ProposalEnding::None: return nullptr;
    case engine::ProposalEnding::Unanswered: return "unanswered";
    case engine::ProposalEnding::Declined: return "declined";
    case engine::ProposalEnding::TakenBack: return "taken-back";
    }
    return nullptr;
}

} // namespace

std::string amountJson(Amount amount) { return std::to_string(amount); }

std::string addressJson(const Address& address) { return ui::toStd(ui::addressText(address)); }

Json personJson(const engine::PersonView& person)
{
    if (person.address.isZero()) return nullptr;
    if (!person.company.isZero())
        return {{"company", toHex(person.company)}, {"name", person.name}, {"isMe", false}};
    return {{"address", addressJson(person.address)}, {"name", person.name}, {"isMe", person.isMe}};
}

Json finalityJson(const engine::FinalityView& finality)
{
    Json json = {{"stage", nameOf(finality.stage)}};
    if (finality.block != 0) json["block"] = finality.block;
    if (finality.batch != 0) json["batch"] = finality.batch;
    if (finality.windowCloses != 0) json["windowCloses"] = finality.windowCloses;
    return json;
}

std::string amountText(Amount amount, std::string_view symbol)
{
    return formatTokens(amount) + " " + std::string(symbol);
}

std::string personText(const engine::PersonView& person)
{
    if (person.address.isZero()) return "nobody";
    if (!person.company.isZero())
        return person.name.empty() ? toHex(person.company) : lineText(person.name, 40) + ".DAC";
    if (person.isMe) return person.name.empty() ? "you" : lineText(person.name, 40) + " (you)";
    if (person.name.empty()) return addressJson(person.address);
    // A name that looks like somebody's address stands behind the real one.
    if (looksLikeId(person.name))
        return addressJson(person.address) + " (called " + quotedText(person.name) + ")";
    return lineText(person.name, 40);
}

std::string timeText(Timestamp time)
{
    const QDateTime at = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time), Qt::UTC);
    return ui::toStd(at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))) + " UTC";
}

std::string periodText(std::uint64_t seconds)
{
    std::string text;
    const auto part = [&](std::uint64_t unit, std::string_view name) {
        if (seconds < unit) return;
        text += (text.empty() ? "" : " ") + std::to_string(seconds / unit) + " " + std::string(name) +
                (seconds / unit == 1 ? "" : "s");
        seconds %= unit;
    };
    part(kDay, "day");
    part(kHour, "hour");
    part(kMinute, "minute");
    part(1, "second");
    return text.empty() ? "0 seconds" : text;
}

Json statementJson(const content::JobStatement& statement)
{
    Json json = {{"title", statement.title},
                 {"context", statement.context},
                 {"inside", textsJson(statement.inside)},
                 {"outside", textsJson(statement.outside)},
                 {"goals", textsJson(statement.goals)}};
    Json results = Json::array();
    for (const auto& row : statement.results) {
        results.push_back({{"result", row.result},
                           {"measure", row.measure},
                           {"target", row.target},
                           {"howChecked", row.howChecked},
                           {"weight", row.weight}});
    }
    Json input = Json::array();
    for (const auto& row : statement.input)
        input.push_back({{"item", row.item}, {"from", row.from}, {"link", row.link}, {"due", row.due}});
    Json activities = Json::array();
    for (const auto& row : statement.activities)
        activities.push_back({{"step", row.step}, {"tool", row.tool}, {"date", row.date}});
    Json output = Json::array();
    for (const auto& row : statement.output) {
        Json numbers = Json::array();
        for (const std::uint8_t number : row.results) numbers.push_back(number);
        output.push_back({{"item", row.item},
                          {"format", row.format},
                          {"wikiPage", row.wikiPage},
                          {"licence", row.licence},
                          {"results", std::move(numbers)}});
    }
    json["results"] = std::move(results);
    json["input"] = std::move(input);
    json["nothingNeeded"] = statement.nothingNeeded;
    json["activities"] = std::move(activities);
    json["output"] = std::move(output);
    return json;
}

Json nextStepJson(const engine::NextStep& next)
{
    return {{"who", nameOf(next.who)},
            {"by", timeJson(next.by)},
            {"ifNobodyActs", nameOf(next.ifNobodyActs)},
            {"ifNobodyActsAt", timeJson(next.otherwiseAt)},
            {"toAsker", amountJson(next.toAsker)},
            {"toDoer", amountJson(next.toDoer)},
            {"tax", amountJson(next.taxPaid)},
            {"courtToAsker", amountJson(next.court.toAsker)},
            {"courtToDoer", amountJson(next.court.toDoer)},
            {"courtToCourt", amountJson(next.court.toCourt)},
            {"tips", amountJson(next.tips)},
            {"fromMySeat", amountJson(next.fromMySeat)},
            {"appealCosts", amountJson(next.appealCosts)},
            {"bondToProposer", amountJson(next.motion.toProposer)},
            {"bondToTreasury", amountJson(next.motion.toTreasury)},
            {"ifCarriedOut", amountJson(next.motion.ifCarriedOut)},
            {"waitsForMe", next.waitsForMe}};
}

std::string fourLinesText(const engine::CollaborationView& view, const engine::NetworkView& network)
{
    const ui::FourLines lines = ui::fourLines(view, ui::toQt(network.symbol), network.now);
    const auto row = [](const char* label, const QString& text) {
        return label + lineText(ui::toStd(text), 400);
    };
    return row("Now:                ", lines.now) + "\n" + row("Who must act:       ", lines.who) + "\n" +
           row("By when:            ", lines.by) + "\n" + row("If nobody acts:     ", lines.otherwise);
}

Json fourLinesJson(const engine::CollaborationView& view, const engine::NetworkView& network)
{
    const ui::FourLines lines = ui::fourLines(view, ui::toQt(network.symbol), network.now);
    return {{"now", ui::toStd(lines.now)},
            {"who", ui::toStd(lines.who)},
            {"by", ui::toStd(lines.by)},
            {"otherwise", ui::toStd(lines.otherwise)}};
}

Json collaborationJson(const engine::CollaborationView& view)
{
    Json acts = Json::array();
    for (const engine::Act act : view.myActs) acts.push_back(nameOf(act));
    Json more = Json::array();
    for (const engine::Act act : view.moreActs) more.push_back(nameOf(act));
    Json json = {{"collaboration", toHex(view.id)},
                 {"company", toHex(view.dac)},
                 {"title", view.title},
                 {"state", nameOf(view.state)},
                 {"ending", endingJson(view)},
                 {"asker", personJson(view.asker)},
                 {"doer", personJson(view.doer)},
                 {"arbitrator", personJson(view.arbitrator)},
                 {"reward", amountJson(view.reward)},
                 {"askerDeposit", amountJson(view.askerDeposit)},
                 {"doerDeposit", amountJson(view.doerDeposit)},
                 {"pot", amountJson(view.pot)},
                 {"courtFee", amountJson(view.courtFee)},
                 {"tax", view.tax},
                 {"answerBy", timeJson(view.answerBy)},
                 {"workBy", timeJson(view.workBy)},
                 {"reviewPeriod", view.reviewPeriod},
                 {"challengePeriod", view.challengePeriod},
                 {"gracePeriod", view.gracePeriod},
                 {"changesAllowed", view.changesAllowed},
                 {"changesUsed", view.changesUsed},
                 {"started", timeJson(view.started)},
                 {"deadline", timeJson(view.deadline)},
                 {"stateSince", timeJson(view.stateSince)},
                 {"next", nextStepJson(view.next)},
                 {"myActs", std::move(acts)},
                 {"moreActs", std::move(more)},
                 {"statementHash", toHex(view.statementHash)}};
    if (view.hasStatement) json["statement"] = statementJson(view.statement);
    if (!view.delivery.isZero()) {
        json["delivery"] = toHex(view.delivery);
        json["deliveryText"] = view.deliveryText;
    }
    if (!view.changesText.empty()) json["changesText"] = view.changesText;
    if (view.offer)
        json["offer"] = {{"by", view.offer->byAsker ? "asker" : "doer"},
                         {"amount", amountJson(view.offer->amount)},
                         {"until", view.offer->until}};
    if (view.amendment)
        json["amendment"] = {{"by", view.amendment->byAsker ? "asker" : "doer"},
                             {"reward", amountJson(view.amendment->reward)},
                             {"workBy", view.amendment->workBy},
                             {"isOtherStatement", view.amendment->isOtherStatement}};
    json["paidToAsker"] = amountJson(view.paidToAsker);
    json["paidToDoer"] = amountJson(view.paidToDoer);
    json["paidAsTax"] = amountJson(view.paidAsTax);
    json["feeBorne"] = amountJson(view.feeBorne);
    if (!view.task.isZero()) json["task"] = toHex(view.task);
    if (view.dispute) json["dispute"] = caseJson(*view.dispute);
    json["finality"] = finalityJson(view.finality);
    return json;
}

Json taskJson(const engine::TaskView& view)
{
    Json json = {{"task", toHex(view.id)},
                 {"number", view.number},
                 {"title", view.title},
                 {"state", nameOf(view.state)},
                 {"description", view.description},
                 {"statement", statementJson(view.statement)},
                 {"factorsComplete", view.factorsComplete},
                 {"author", personJson(view.author)},
                 {"assignee", personJson(view.assignee)},
                 {"reward", amountJson(view.reward)},
                 {"updated", timeJson(view.updated)},
                 {"content", toHex(view.content)},
                 {"edits", view.edits}};
    json["collaboration"] = view.collaboration ? Json(toHex(*view.collaboration)) : Json(nullptr);
    if (view.collaborationState) json["collaborationState"] = nameOf(*view.collaborationState);
    json["finality"] = finalityJson(view.finality);
    return json;
}

std::string_view moneyName(tx::ToolMoney money)
{
    switch (money) {
    case tx::ToolMoney::None: return "none";
    case tx::ToolMoney::Fund: return "fund";
    case tx::ToolMoney::Pay: return "pay";
    case tx::ToolMoney::Refund: return "refund";
    }
    return "unknown";
}

namespace {

/// What an action does with money, the fee aside, and how much; no word: nothing. Of a tool's step: fund, pay
/// or refund, with the company's money; else “company” for its money, “locked” and “paid” for the signer's
/// own.
std::pair<std::string_view, Amount> moneyOf(const engine::ActionView& view)
{
    if (view.moved.money != tx::ToolMoney::None) return {moneyName(view.moved.money), view.moved.amount};
    const tx::Payload& act = view.motion && view.motion->hasAct ? view.motion->act : view.payload;
    const auto* spending = std::get_if<tx::SpendTreasury>(&act);
    if (spending && (view.motion || spending->asMotion == 0)) return {"company", spending->amount};
    const tx::MoneyOut out = tx::moneyOutOf(view.payload);
    if (out.amount == 0) return {};
    const bool isCompanys = out.isCompanys || !view.payer.company.isZero();
    return {isCompanys ? "company" : out.isLocked ? "locked" : "paid", out.amount};
}

} // namespace

Json actionJson(const engine::ActionView& view)
{
    Json json = {
        {"id", toHex(view.id)},
        {"kind", std::visit([](const auto& payload) { return std::string(payload.kName); }, view.payload)},
        {"time", timeJson(view.time)},
        {"from", addressJson(view.from)},
        {"fee", amountJson(view.fee)},
        {"subject", view.subject},
        {"with", personJson(view.with)},
        {"finality", nameOf(view.finality.stage)},
        {"block", view.finality.block},
        {"batch", view.finality.batch}};
    if (!view.payer.company.isZero()) json["payer"] = personJson(view.payer);
    if (view.setAside != 0) json["setAside"] = amountJson(view.setAside);
    const engine::Finality stage = view.finality.stage;
    const bool neverHappened = stage == engine::Finality::Refused || stage == engine::Finality::RolledBack;
    const auto [money, amount] = moneyOf(view);
    if (!money.empty() && !neverHappened) {
        json["money"] = money;
        json["amount"] = amountJson(amount);
    }
    if (view.refusal) json["refusal"] = name(*view.refusal);
    if (view.isAfterRefused) json["isAfterRefused"] = true;
    return json;
}

} // namespace stoa::commands
