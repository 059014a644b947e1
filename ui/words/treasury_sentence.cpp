// SPDX-License-Identifier: MIT
#include "ui/words/treasury_sentence.h"

#include <QCoreApplication>

#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {
namespace {

using engine::Draft;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TreasurySentence)

public:
    const Draft& draft;
    const QString& symbol;
    Timestamp now;

    QString money(Amount amount) const { return amountText(amount, symbol); }
    QString payer() const { return draft.payer.name.empty() ? tr("a company") : nameOf(draft.payer); }
    QString subject() const
    {
        return draft.subject.empty() ? tr("this collaboration") : tr("“%1”").arg(toQt(draft.subject));
    }
    QString with() const { return nameOf(draft.with); }

    std::optional<Sentence> operator()(const tx::Propose& step) const
    {
        const Amount locked = step.reward + step.askerDeposit;
        const QString whom =
            step.doer.isZero() ? tr("any member who accepts") : tr("%1, if they accept").arg(with());
        return Sentence{
            tr("The treasury of %1 will lock %2 for %3: %4 as its deposit and %5 as the reward for %6.")
                .arg(payer(), money(locked), subject(), money(step.askerDeposit), money(step.reward), whom),
            tr("If all goes well, the deposit comes back to the treasury %1 after the work is accepted, and "
               "the reward goes to the doer. The company can lose all of it if an arbitrator rules against "
               "it. If nobody accepts until %2, everything comes back.")
                .arg(periodText(step.challengePeriod), dayText(step.answerBy, now)),
            tr("Lock %1 of the treasury").arg(money(locked))};
    }
    std::optional<Sentence> operator()(const tx::Accept& step) const
    {
        return Sentence{tr("The treasury of %1 will lock %2 as a deposit for %3 with %4, and the company "
                           "takes the work on.")
                            .arg(payer(), money(step.deposit), subject(), with()),
                        tr("It comes back to the treasury when the challenging period after the accepted "
                           "work is over. The company can lose all of it if an arbitrator rules against it."),
                        tr("Lock %1 of the treasury").arg(money(step.deposit))};
    }
    std::optional<Sentence> operator()(const tx::Cancel&) const
    {
        return Sentence{
            tr("You take back the proposal %1 for %2, because nobody has accepted it yet.")
                .arg(subject(), payer()),
            tr("The proposal ends. Deposit and reward go back to the treasury of %1 at once.").arg(payer()),
            tr("Take it back")};
    }
    std::optional<Sentence> operator()(const tx::Dispute& step) const
    {
        return Sentence{
            tr("You open a dispute with %1 about %2 for %3. You ask that the doer receives %4.")
                .arg(with(), subject(), payer(), money(step.claim)),
            tr("All money of this collaboration is frozen until the arbitrator rules. The company's treasury "
               "pays the fee of %1 now, and gets it back if the company wins. If the company loses, it can "
               "lose all that it put in, %2 with the fee.")
                .arg(money(step.courtFee), money(draft.atRisk)),
            tr("Open the dispute")};
    }
    std::optional<Sentence> operator()(const tx::Appeal& step) const
    {
        return Sentence{tr("You appeal for %1 against the ruling about %2, and its treasury pays %3.")
                            .arg(payer(), subject(), money(step.fee)),
                        tr("A larger panel decides again, and for the last time. What is paid goes to its "
                           "arbitrators, whatever they decide."),
                        tr("Appeal for %1 of the treasury").arg(money(step.fee))};
    }
    template <typename Step>
    std::optional<Sentence> operator()(const Step&) const
    {
        return {};
    }
};

} // namespace

std::optional<Sentence> treasurySentence(const Draft& draft, const QString& symbol, Timestamp now)
{
    if (draft.payer.company.isZero()) return {};
    return std::visit(Words{draft, symbol, now}, draft.payload);
}

} // namespace stoa::ui
