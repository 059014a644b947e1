// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_fault_text.h"

#include <QTest>

#include "tests/support/registry.h"
#include "ui/words/error_text.h"
#include "ui/words/plurals.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

/// What is refused before it is signed says whose turn it is, how it stands, and what there is already.
class CollaborationFaultTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installPlurals(); }

    void everyRefusalSaysWhatIsInTheWay()
    {
        const std::pair<Error, QString> faults[] = {
            {{ErrorCode::NotAParty, "deliver"}, u"Only the doer can deliver, and here you are the asker"_s},
            {{ErrorCode::NotAParty, "approve"}, u"Only the asker can accept the work"_s},
            {{ErrorCode::NotAParty, "changes"}, u"Only the asker can ask for changes"_s},
            {{ErrorCode::NotAParty, "decline"}, u"take it back"_s},
            {{ErrorCode::NotAParty, "take back"}, u"decline it"_s},
            {{ErrorCode::NotAParty, "for another"}, u"made to somebody else"_s},
            {{ErrorCode::NotAParty, "answer"}, u"the other side answers it"_s},
            {{ErrorCode::NotAParty, "withdraw"}, u"only they can withdraw it"_s},
            {{ErrorCode::NotAParty, "own terms"}, u"the other side agrees"_s},
            {{ErrorCode::NotAParty, "own offer"}, u"the other side accepts it"_s},
            {{ErrorCode::SameParty, "own proposal"}, u"your own proposal"_s},
            {{ErrorCode::SameParty, "one party"}, u"would be the same"_s},
            {{ErrorCode::SameParty, "both sides"}, u"for the other side, too"_s},
            {{ErrorCode::SameParty, "court is side"}, u"would be one of the two sides"_s},
            {{ErrorCode::SameParty, "court is member"}, u"is a member of a company"_s},
            {{ErrorCode::SameParty, "court signs"}, u"You are the arbitrator here"_s},
            {{ErrorCode::SameParty, "own guardian"}, u"guards their own account"_s},
            {{ErrorCode::SameParty, "own court"}, u"does not judge its own"_s},
            {{ErrorCode::SameParty, "judge"}, u"cannot rule on this"_s},
            {{ErrorCode::NotPermitted, "ruled as asked"}, u"nothing to appeal"_s},
            {{ErrorCode::WrongState, "delivered already"}, u"delivered already"_s},
            {{ErrorCode::WrongState, "accepted already"}, u"nothing more was locked"_s},
            {{ErrorCode::WrongState, "begun already"}, u"offers to settle"_s},
            {{ErrorCode::WrongState, "no offer"}, u"Nobody has offered to settle"_s},
            {{ErrorCode::WrongState, "answered already"}, u"answered already"_s},
            {{ErrorCode::WrongState, "state 5"}, u"“In dispute”"_s},
            {{ErrorCode::TooLate, "proposal"}, u"goes back to the asker"_s},
            {{ErrorCode::TooLate, "answer"}, u"time to answer this dispute is over"_s},
            {{ErrorCode::TooLate, "named ruling"}, u"cannot be appealed"_s},
            {{ErrorCode::TooLate, "appeal's ruling"}, u"is final"_s},
            {{ErrorCode::TooEarly, "answer"}, u"can still answer"_s}};
        for (const auto& [error, part] : faults) {
            const QString text = errorText(error);
            QVERIFY2(text.contains(part) && text.contains(u"Nothing was signed"_s) && text.endsWith(u'.'),
                     qPrintable(text));
        }
        QCOMPARE(errorText({ErrorCode::WrongState, "state 99"}), errorText({ErrorCode::WrongState, {}}));
    }

    /// Whoever answers is told what they have already, in the network's unit where it is known.
    void anAnswerThatIsWorseThanTheClaimNamesTheClaim()
    {
        const QString below = errorText({ErrorCode::OutOfRange, "answer below 50000000000\nMTS"});
        QVERIFY2(below.startsWith(u"The other side already grants your side 50.00\u00a0MTS"_s),
                 qPrintable(below));
        QVERIFY(below.contains(u"Nothing was signed. To accept that, answer 50.00\u00a0MTS;"_s));
        const QString above = errorText({ErrorCode::OutOfRange, "answer above 50000000000"});
        QVERIFY2(above.contains(u"asks for no more than 50.00 tokens"_s), qPrintable(above));
        QVERIFY(above.contains(u"Nothing was signed. To accept that, answer 50.00 tokens;"_s));
        QCOMPARE(errorText({ErrorCode::OutOfRange, "answer below <b>"}),
                 errorText({ErrorCode::OutOfRange, {}}));
    }

    /// Whose money is missing, how much there is, in the network's unit and by the company's name.
    void whatIsMissingIsSaidInTheUnitOfTheNetwork()
    {
        const auto says = [](ErrorCode code, const char* detail) {
            return errorText({code, detail}).replace(QChar(0xa0), u' ');
        };
        QVERIFY(
            says(ErrorCode::InsufficientBalance, "own 5000000000 2000000000\nMTS")
                .startsWith(u"This takes 5.00 MTS, the fee included, and you have 2.00 MTS available."_s));
        QVERIFY(says(ErrorCode::InsufficientBalance, "join 50000000 0\nMTS")
                    .startsWith(u"To join costs a fee of 0.05 MTS, and you have 0.00 MTS"_s));
        QVERIFY(says(ErrorCode::InsufficientTreasury, "record 5000000000\nMTS\nForge")
                    .startsWith(u"The treasury of Forge.DAC holds 5.00 MTS, and this takes more."_s));
        QVERIFY(says(ErrorCode::InsufficientTreasury, "case 5000000000 7000000000\nMTS\nForge")
                    .startsWith(u"Here Forge.DAC pays, and its treasury is short: it holds 5.00 MTS"_s));
        QVERIFY(says(ErrorCode::OverLimit, "case 5000000000 2000000000 9000000000 70000000000\nMTS\nForge")
                    .startsWith(u"The spending limit of Forge.DAC leaves 2.00 of 9.00 MTS for now, and the "
                                "treasury holds 70.00 MTS."_s));
    }

    /// Which number it is, what was given, and the limits.
    void aNumberOutsideOfTheLimitsIsNamed()
    {
        const std::pair<Error, QString> faults[] = {
            {{ErrorCode::OutOfRange, "period ruling 60 3600 31536000"},
             u"The time for a ruling would be 1 minute, and this network allows 1 hour to 365 days."_s},
            {{ErrorCode::OutOfRange, "period appeal 60 3600 31536000"}, u"The time to appeal would be"_s},
            {{ErrorCode::OutOfRange, "invitation 31536000"}, u"for 365 days at most"_s},
            {{ErrorCode::OutOfRange, "uses"}, u"for one person at least"_s},
            {{ErrorCode::OutOfRange, "order of dates"}, u"before the day on which the work is due"_s},
            {{ErrorCode::OutOfRange, "answer by 31536000"}, u"answered for 365 days from now at most"_s},
            {{ErrorCode::OutOfRange, "work by 63072000"}, u"within 730 days from now at most"_s},
            {{ErrorCode::OutOfRange, "offer until 31536000"}, u"holds for 365 days from now at most"_s},
            {{ErrorCode::OutOfRange, "claim as it is 5000000000\nMTS"}, u"5.00 MTS for the doer is what"_s},
            {{ErrorCode::BelowMinimum, "court fee 5000000000 1000000000\nMTS"},
             u"The court's fee would be 5.00 MTS, and the least deposit 1.00 MTS."_s},
            {{ErrorCode::BelowMinimum, "deposit 5000000000 7000000000\nMTS"},
             u"A deposit of 5.00 MTS is too small: by the company's rules each side locks 7.00 MTS"_s},
            {{ErrorCode::BelowMinimum, "deposit for court 5000000000 7000000000\nMTS"},
             u"to cover the court's fee"_s}};
        for (const auto& [error, part] : faults) {
            const QString text = errorText(error).replace(QChar(0xa0), u' ');
            QVERIFY2(text.contains(part) && text.contains(u"Nothing was signed"_s) && !text.contains(u'%'),
                     qPrintable(text));
        }
        QCOMPARE(errorText({ErrorCode::OutOfRange, "period <b> 1 2 3"}),
                 errorText({ErrorCode::OutOfRange, {}}));
    }
};

STOA_TEST(CollaborationFaultTextTest)

#include "collaboration_fault_text_test.moc"
