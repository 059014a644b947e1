// SPDX-License-Identifier: MIT
// What is remembered of money that came in: what a rollback took, what came again, and what the disk holds.
#include <QTest>

#include "core/engine/known_credits.h"
#include "tests/support/registry.h"

namespace stoa::test {

using engine::KnownCredits;
using node::Credit;

class KnownCreditsTest final : public QObject {
    Q_OBJECT

private:
    static Credit credit(std::uint64_t block, Amount amount, std::uint8_t giver = 1)
    {
        Credit made;
        made.block = made.batch = block;
        made.time = 1000 * block;
        made.kind = 1;
        made.from[0] = giver;
        made.amount = amount;
        return made;
    }
    static KnownCredits reopened(const KnownCredits& known)
    {
        const auto read = KnownCredits::decode(known.encode());
        return read ? *read : KnownCredits{};
    }

private Q_SLOTS:
    void whatIsUndoneIsKeptUntilItComesAgain()
    {
        KnownCredits known;
        known.take({credit(5, 50), credit(2, 20)}, 2);
        known = reopened(known);
        known.take({credit(2, 20)}, 2);
        QCOMPARE(known.undone().size(), std::size_t{1});
        QVERIFY(known.isUndone(credit(5, 50)) && !known.isUndone(credit(2, 20)));
        for (int i = 0; i < 2; ++i) { // it is said once
            known = reopened(known);
            known.take({credit(2, 20)}, 2);
            QCOMPARE(known.undone().size(), std::size_t{1});
        }
        known.take({credit(7, 50), credit(2, 20)}, 2);
        QVERIFY(known.undone().empty());
        known = reopened(known);
        known.take({credit(7, 50), credit(2, 20)}, 7);
        QVERIFY(known.cameAgain(credit(7, 50)) && !known.cameAgain(credit(2, 20)));
        // It may be undone once more.
        known = KnownCredits();
        known.take({credit(5, 50)}, 0);
        known.take({}, 0);
        known.take({credit(7, 50)}, 0);
        known.take({}, 0);
        QCOMPARE(known.undone().size(), std::size_t{1});
        QVERIFY(known.isUndone(credit(7, 50)) && !known.cameAgain(credit(7, 50)));
    }

    /// An older payment of the same sum, which is not on the disk, was there all the time; one of somebody
    /// else, or one of much later, is another.
    void anotherPaymentIsNotTheOneThatWasUndone()
    {
        KnownCredits known;
        known.take({credit(5, 50), credit(1, 50)}, 1);
        known = reopened(known);
        known.take({credit(1, 50)}, 1);
        QVERIFY(known.isUndone(credit(5, 50)) && !known.cameAgain(credit(1, 50)));
        known.take({credit(6, 50, 2), credit(1, 50)}, 1);
        QVERIFY(known.isUndone(credit(5, 50)) && !known.cameAgain(credit(6, 50, 2)));
        Credit later = credit(9, 50);
        later.time = credit(5, 50).time + 15 * kDay;
        known.take({later, credit(1, 50)}, 1);
        QVERIFY(known.isUndone(credit(5, 50)) && !known.cameAgain(later));
        // What was final when it was seen stays; that it is not told any more is another node's limit.
        known = KnownCredits();
        known.take({credit(5, 50)}, 5);
        known.take({}, 5);
        QVERIFY(known.undone().empty());
    }

    /// A batch that was made anew around the same blocks has another time, and a newer node says more.
    void theSamePlaceIsTheSameMoney()
    {
        KnownCredits known;
        known.take({credit(5, 50)}, 0);
        Credit now = credit(5, 50);
        now.time += 7;
        now.table = 3;
        known.take({now}, 0);
        QVERIFY(known.undone().empty() && !known.cameAgain(now));
        QCOMPARE(known.listed().front().time, now.time);
    }

    /// What a node does not tell because there is so much newer money was not undone.
    void whatIsOlderThanTheListWasNotUndone()
    {
        KnownCredits known;
        known.take({credit(1, 50)}, 0);
        const Credit newest = credit(1 + KnownCredits::kMost, 50);
        std::vector<Credit> many{newest};
        while (many.size() < KnownCredits::kMost) many.push_back(credit(many.back().block - 1, 10));
        known.take(many, 0);
        QVERIFY(known.undone().empty() && !known.areAll());
        // And one that is told again, because a newer one was undone, has not come now.
        many.erase(many.begin());
        many.push_back(credit(1, 50));
        known = reopened(known);
        known.take(many, 0);
        QVERIFY(known.isUndone(newest) && !known.cameAgain(credit(1, 50)));
    }

    void damagedBytesAreRefused()
    {
        KnownCredits known;
        known.take({credit(5, 50), credit(4, 40)}, 0);
        const Bytes good = known.encode();
        QVERIFY(KnownCredits::decode(good));
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY(!KnownCredits::decode(ByteView(good).first(length)));
        Bytes longer = good;
        longer.push_back(0);
        QVERIFY(!KnownCredits::decode(longer));
        Bytes many = good;
        many[20] = 0xff; // the first byte of the first list's length
        QVERIFY(!KnownCredits::decode(many));
    }
};

STOA_TEST(KnownCreditsTest)

} // namespace stoa::test

#include "known_credits_test.moc"
