// SPDX-License-Identifier: MIT
#include "ui/words/treasury_sentence.h"

#include <QTest>

#include "tests/support/registry.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

class TreasurySentenceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What a treasury pays is not called the signer's.
    void aCompanysMoneyIsNotCalledYours()
    {
        tx::Propose proposal;
        proposal.reward = 40 * kToken;
        proposal.askerDeposit = 10 * kToken;
        tx::Accept acceptance;
        acceptance.deposit = 10 * kToken;
        tx::Dispute dispute;
        dispute.courtFee = 2 * kToken;
        tx::Appeal appeal;
        appeal.fee = 4 * kToken;
        for (const tx::Payload& payload :
             {tx::Payload(proposal), tx::Payload(acceptance), tx::Payload(dispute), tx::Payload(appeal),
              tx::Payload(tx::Cancel{})}) {
            engine::Draft draft;
            draft.payload = payload;
            const auto all = [&] {
                const Sentence said = sentenceOf(draft, u"MTS"_s, 0);
                return said.sentence + u' ' + said.consequence;
            };
            QVERIFY(!all().contains(u"treasury"_s));
            draft.payer.company = DacId{{7}};
            draft.payer.name = "Forge";
            QVERIFY2(all().contains(u"Forge.DAC"_s) && all().contains(u"treasury"_s), qPrintable(all()));
            QVERIFY2(!all().contains(u"You will lock"_s) && !all().contains(u"ou pay"_s), qPrintable(all()));
            QVERIFY2(!all().contains(u"decline"_s), qPrintable(all()));
        }
    }
};

STOA_TEST(TreasurySentenceTest)

} // namespace stoa::ui

#include "treasury_sentence_test.moc"
