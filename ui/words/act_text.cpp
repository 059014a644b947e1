// SPDX-License-Identifier: MIT
#include "ui/words/act_text.h"

#include <QCoreApplication>

#include "core/base/overloaded.h"
#include "ui/words/amounts.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ActText)
public:
    static QString subject(const engine::MotionSubject& motion, const AddressName& nameOf,
                           const std::function<QString(std::uint16_t)>& tool, const QString& symbol)
    {
        return std::visit(
            Overloaded{
                [&](const tx::SpendTreasury& step) {
                    return tr("Pay %1 out of the treasury to %2")
                        .arg(amountText(step.amount, symbol), nameOf(step.to));
                },
                [&](const tx::SetRole& step) {
                    return tr("Make %1: %2", "person, role")
                        .arg(nameOf(step.member), roleText(static_cast<tx::Role>(step.role)).toLower());
                },
                [](const tx::AmendCharter&) { return tr("Change the rules"); },
                [&](const tx::InstallTool&) { return tr("Add %1").arg(addedToolText(motion.words)); },
                [&](const tx::RemoveTool& step) {
                    if (motion.isGone)
                        return tr("Remove %1, which is not there any more")
                            .arg(removedToolText(step.tool, motion.removedText));
                    return motion.removedText.empty()
                               ? tr("Remove the tool %1").arg(tool(step.tool))
                               : tr("Remove %1").arg(removedToolText(step.tool, motion.removedText));
                },
                [](const auto&) { return tr("Something that this version does not know"); },
            },
            motion.act);
    }
    /// What it is about has not arrived on this computer: its record says of which kind it is, and no more.
    static QString unread(tx::Kind kind)
    {
        if (kind == tx::Kind::SpendTreasury)
            return tr("Pay out of the treasury (to whom and how much cannot be read on this computer)");
        if (kind == tx::Kind::SetRole)
            return tr("Change a role (whose and to which cannot be read on this computer)");
        if (kind == tx::Kind::AmendCharter)
            return tr("Change the rules (to which cannot be read on this computer)");
        if (kind == tx::Kind::InstallTool) return tr("Add a tool (which cannot be read on this computer)");
        if (kind == tx::Kind::RemoveTool) return tr("Remove a tool (which cannot be read on this computer)");
        return tr("What it is about cannot be read on this computer");
    }
    static QString withRules(const QString& subject, const QString& rules)
    {
        return tr("%1. %2", "what a motion is about; what a tool's rules do").arg(subject, rules);
    }
    static QString state(engine::MotionState state)
    {
        switch (state) {
        case engine::MotionState::Open: return tr("Open");
        case engine::MotionState::Passed: return tr("Passed");
        case engine::MotionState::Rejected: return tr("Rejected");
        case engine::MotionState::Enacted: return tr("Carried out");
        case engine::MotionState::Lapsed: return tr("Lapsed");
        }
        return {};
    }
    static QString votes(const QString& inFavour, const QString& against, const QString& total)
    {
        return tr("%1 for, %2 against, of %3").arg(inFavour, against, total);
    }
};

} // namespace

QString motionSubject(const engine::MotionSubject& motion, const AddressName& nameOf,
                      const std::function<QString(std::uint16_t)>& tool, const QString& symbol)
{
    return motion.hasAct ? Words::subject(motion, nameOf, tool, symbol) : Words::unread(motion.kind);
}

QString motionSentences(const engine::MotionSubject& motion, const QString& symbol, const AddressName& nameOf)
{
    const auto numberOf = [](std::uint16_t number) { return QString::number(number); };
    const QString subject = motionSubject(motion, nameOf, numberOf, symbol);
    const auto* tool = std::get_if<tx::InstallTool>(&motion.act);
    return motion.hasAct && tool ? Words::withRules(subject, toolRulesText(tool->rules())) : subject + u'.';
}

QString motionStateText(engine::MotionState state) { return Words::state(state); }

QString votesText(const engine::MotionView& motion, const QString& symbol)
{
    const auto weight = [&](std::uint64_t amount) {
        return motion.isByStake ? amountText(amount, symbol) : QString::number(amount);
    };
    return Words::votes(weight(motion.inFavour), weight(motion.against), weight(motion.total));
}

} // namespace stoa::ui
