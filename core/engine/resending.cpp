// SPDX-License-Identifier: MIT
#include "core/engine/resending.h"

#include "core/content/charter_text.h"
#include "core/content/delivery_text.h"
#include "core/content/profile_text.h"
#include "core/content/text_rules.h"
#include "core/engine/build_acts.h"
#include "core/engine/page_edits.h"
#include "core/engine/tool_moves.h"

namespace stoa::engine {
namespace {

using Part = StepWords::Part;

/// The record of `put`; none of a new one, or of one that is not known here (any more).
std::optional<state::Record> storedRecordOf(Member& member, const tx::PutRecord& put)
{
    const light::DacReplica* replica = put.object.isZero() ? nullptr : member.replica(put.dac);
    return replica ? replica->read<state::Record>(state::recordKey(put.dac, put.tool, put.object))
                   : std::nullopt;
}

bool isWholeText(const tx::Payload& payload)
{
    const auto* put = std::get_if<tx::PutRecord>(&payload);
    return (put && put->tool >= tx::kFirstInstalledTool) || std::holds_alternative<tx::InstallTool>(payload);
}

/// What is written in one object; nothing of an object that is no words.
std::vector<StepWords> wordsIn(std::string_view object, bool isText)
{
    if (isText) return {{Part::Text, std::string(object)}};
    if (const auto task = content::decodeTaskText(object)) {
        std::vector<StepWords> words{{Part::Title, task->title}, {Part::Description, task->description}};
        if (task->statement != content::JobStatement{})
            words.push_back({Part::Statement, content::jobStatementToMarkdown(task->statement)});
        return words;
    }
    if (const auto statement = content::decodeJobStatement(object))
        return {{Part::Statement, content::jobStatementToMarkdown(*statement)}};
    if (const auto delivery = content::decodeDeliveryText(object)) return {{Part::Text, delivery->summary}};
    if (const auto dispute = content::decodeDisputeText(object)) return {{Part::Text, dispute->text}};
    if (const auto profile = content::decodeProfileText(object))
        return {{Part::Name, profile->name}, {Part::Text, profile->about}};
    if (const auto charter = content::decodeCharterText(object))
        return {{Part::Name, charter->name}, {Part::Purpose, charter->purpose}, {Part::Text, charter->rules}};
    // What is left are a tool's words in a motion, and the motion's act, which is no text.
    if (content::checkPlainText(object, kMaxToolTextBytes)) return {{Part::Text, std::string(object)}};
    return {};
}

} // namespace

bool isTooOld(Member& member, const tx::Payload& payload)
{
    if (const auto* put = std::get_if<tx::PutRecord>(&payload)) {
        // With fewer edits than it names, the step waits for another one to be sent again first.
        const auto record = storedRecordOf(member, *put);
        const bool isOther = record && (record->edits > put->edits ||
                                        (record->edits == put->edits && record->content != put->expected));
        return isOther && !onTaskAsItIs(member, payload);
    }
    return std::visit(
        [&](const auto& step) {
            if constexpr (requires {
                              step.collaboration;
                              step.seq;
                          }) {
                const light::DacReplica* replica = member.replica(step.dac);
                const auto c = replica ? replica->read<state::Collaboration>(
                                             state::collaborationKey(step.dac, step.collaboration))
                                       : std::nullopt;
                return c && c->seq > step.seq;
            }
            return false;
        },
        payload);
}

std::optional<tx::PutRecord> onTaskAsItIs(Member& member, const tx::Payload& payload)
{
    const auto* put = std::get_if<tx::PutRecord>(&payload);
    if (!put || put->tool != kTasksTool || put->content == put->expected) return std::nullopt;
    const auto record = storedRecordOf(member, *put);
    // Of a reward that differs nobody can tell here who has changed it. With fewer edits than it names, the
    // step stands on another one of mine.
    if (!record || record->edits <= put->edits || record->content != put->expected ||
        record->amount != put->amount)
        return std::nullopt;
    tx::PutRecord anew = putFor(put->dac, put->tool, put->object, *record);
    anew.content = put->content;
    return anew;
}

std::vector<StepWords> wordsOfStep(Member& member, const sync::OutboxEntry& entry)
{
    const auto transaction = tx::decode(entry.step);
    if (!transaction || pagePutOf(entry)) return {};
    std::vector<StepWords> words;
    for (const Hash& id : entry.contents) {
        const auto object = member.contents->get(id);
        if (!object) continue;
        for (StepWords& each : wordsIn(textOf(*object), isWholeText(transaction->payload)))
            if (!each.text.empty()) words.push_back(std::move(each));
    }
    return words;
}

} // namespace stoa::engine
