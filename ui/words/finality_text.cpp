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
};

} // namespace

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
