// SPDX-License-Identifier: MIT
#include "ui/words/finality_text.h"

#include <QCoreApplication>

#include "ui/words/dates.h"
#include "ui/words/plurals.h"

namespace stoa::ui {

using engine::Finality;
using engine::FinalityView;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FinalityText)
public:
    static QString brief(const FinalityView& finality)
    {
        switch (finality.stage) {
        case Finality::Local: return tr("Draft");
        case Finality::Waiting: return tr("Waiting to send");
        case Finality::OnSidechain:
            return finality.block > 0 ? tr("On sidechain · block %1").arg(countText(finality.block))
                                      : tr("On sidechain");
        case Finality::InBatch: return tr("In batch %1").arg(finality.batch);
        case Finality::Final: return tr("Final");
        case Finality::Refused: return tr("Refused");
        case Finality::RolledBack: return tr("Rolled back");
        }
        return {};
    }
    static QString windowCloses(const QString& batch, const QString& left)
    {
        return tr("%1 · window closes in %2").arg(batch, left);
    }
    static QString windowClosing(const QString& batch) { return tr("%1 · window is closing").arg(batch); }
    static QString explanation(const FinalityView& finality, Timestamp now)
    {
        const QString text = stageExplanation(finality, now);
        return finality.isNodesWord
                   ? text + u' ' +
                         tr("That the main chain has it is what the node says; this computer has checked "
                            "that it is in a batch which continues the earlier ones.")
                   : text;
    }
    static QString stageExplanation(const FinalityView& finality, Timestamp now)
    {
        switch (finality.stage) {
        case Finality::Local: return tr("Only on this computer. You can still change it.");
        case Finality::Waiting:
            return tr("Signed, and waiting on this computer for the network. You can still cancel it.");
        case Finality::OnSidechain:
            return tr(
                "The aggregator has included it. It can still change if the batch turns out to be wrong.");
        case Finality::InBatch:
            return finality.windowCloses == 0 ? tr("Posted on the main chain. It can still change if someone "
                                                   "proves the batch wrong.")
                                              : tr("Posted on the main chain. It can still change if someone "
                                                   "proves the batch wrong. "
                                                   "The batch window closes %1.")
                                                    .arg(fullTimeText(finality.windowCloses, now));
        case Finality::Final:
            return tr("On the main chain, and the batch window is closed. It can't change.");
        case Finality::Refused: return tr("The network refused it. Nothing happened.");
        case Finality::RolledBack: return tr("Its batch was wrong and was rolled back. It did not happen.");
        }
        return {};
    }

    static WithdrawalText withdrawal(const engine::WithdrawalView& view, Timestamp now)
    {
        using State = engine::WithdrawalView::State;
        switch (view.state) {
        case State::NotTaken:
            return {tr("Not taken"), tr("The network has not taken it: the money is still yours. “What waits "
                                        "or did not happen” says why.")};
        case State::Waiting:
            if (view.finality.windowCloses == 0)
                return {
                    tr("Waiting for its batch"),
                    tr("It is on the sidechain. Once its batch is on the main chain, it is said here when "
                       "you can claim it.")};
            if (view.finality.windowCloses <= now)
                return {tr("Being made final"),
                        tr("The batch window is over. It can be claimed in a moment.")};
            return {tr("Ready in %1").arg(durationText(view.finality.windowCloses - now)),
                    tr("You can claim it %1. Until then anybody can prove its batch wrong; then it would not "
                       "have happened.")
                        .arg(fullTimeText(view.finality.windowCloses, now))};
        case State::Ready:
            return {tr("Ready"), tr("Final. Claim it, and it is at the address on the main chain.")};
        case State::Claimed: return {tr("Claimed"), tr("It is on the main chain.")};
        }
        return {};
    }
    static QString force(const engine::ForceView& force, Timestamp now)
    {
        if (force.isForced) {
            const QString way = tr("It goes over the main chain, where nobody can leave it out. It is in %1.")
                                    .arg(fullTimeText(force.takenBy, now));
            return force.mayBeLate()
                       ? way + u' ' +
                             tr("It may come too late: what it is about could go on without it before.")
                       : way;
        }
        const bool hasEnd = force.last != 0;
        if (now < force.from) {
            const QString from = fullTimeText(force.from, now);
            return hasEnd && force.last < force.from
                       ? tr("If the network does not take it, you can send it over the main chain %1; but "
                            "that may be too late for what it is about.")
                             .arg(from)
                       : tr("If the network does not take it, you can send it over the main chain %1.")
                             .arg(from);
        }
        if (hasEnd && now > force.last)
            return tr(
                "You can send it over the main chain, where nobody can leave it out; but that may be too "
                "late for what it is about.");
        const QString nobody =
            tr("Nobody takes it? Send it over the main chain: every batch has to take it from there.");
        if (!hasEnd) return nobody;
        const QString last = fullTimeText(force.last, now);
        return nobody + u' ' +
               (force.isPressing(now)
                    ? tr("There is little time: do it at the latest %1. Later it may be too late for what it "
                         "is about.")
                          .arg(last)
                    : tr("Do it at the latest %1: later it may be too late for what it is about.").arg(last));
    }
};

} // namespace

WithdrawalText withdrawalText(const engine::WithdrawalView& view, Timestamp now)
{
    return Words::withdrawal(view, now);
}

QString forceText(const engine::ForceView& force, Timestamp now) { return Words::force(force, now); }

QString finalityShortText(const FinalityView& finality) { return Words::brief(finality); }

QString finalityChipText(const FinalityView& finality, Timestamp now)
{
    const QString brief = Words::brief(finality);
    if (finality.stage != Finality::InBatch || finality.windowCloses == 0) return brief;
    return finality.windowCloses > now ? Words::windowCloses(brief, durationText(finality.windowCloses - now))
                                       : Words::windowClosing(brief);
}

QString finalityExplanation(const FinalityView& finality, Timestamp now)
{
    return Words::explanation(finality, now);
}

} // namespace stoa::ui
