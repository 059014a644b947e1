// SPDX-License-Identifier: MIT
// Where records stand, how wide they are, and which of their fields are money.
#include "core/state/records.h"

#include <set>

#include <QTest>

#include "core/base/hex.h"
#include "tests/support/kinds.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::Key;
using state::Table;

namespace {

const Address kSomebody = Address::fromPrefix(*fromHex("aabbccddeeff00112233445566778899aabbccdd"));
const DacId kDac = DacId::fromPrefix(*fromHex("0102030405060708"));
const ObjectId kObject = ObjectId::fromPrefix(*fromHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff1011"));

std::string hexOf(const Key& key) { return toHex(key).substr(2); }

template <typename R>
void roundTrip(SeededRandom& random, std::size_t width)
{
    R record;
    forEachField(record, [&](std::string_view, auto& field) { fillField(random, field); });
    const Bytes bytes = state::encodeRecord(record);
    QCOMPARE(bytes.size(), width);
    QVERIFY(bytes.size() <= state::kMaxRecordBytes);
    QCOMPARE(int{bytes[0]}, 1);
    const auto decoded = state::decodeRecord<R>(bytes);
    QVERIFY(decoded && state::encodeRecord(*decoded) == bytes);
    Bytes other = bytes;
    other[0] = 2;
    QVERIFY(!state::decodeRecord<R>(other));
    QVERIFY(!state::decodeRecord<R>(ByteView(bytes).first(width - 1)));
    other = bytes;
    other.push_back(0);
    QVERIFY(!state::decodeRecord<R>(other));
    QVERIFY(!state::decodeRecord<R>({}));
}

} // namespace

class RecordsTest : public QObject {
    Q_OBJECT
private slots:
    void keysStandWhereTheProtocolSays()
    {
        const std::string dac = "02" + std::string("0102030405060708");
        const std::string object = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff1011";
        const std::string person = "aabbccddeeff00112233445566778899aabbccdd";
        const std::string nothing = std::string(44, '0');
        QCOMPARE(hexOf(state::accountKey(kSomebody)), "01000000000000000000" + person + "0000");
        QCOMPARE(hexOf(state::charterKey(kDac)), dac + "01" + nothing);
        QCOMPARE(hexOf(state::purseKey(kDac)), dac + "02" + nothing);
        QCOMPARE(hexOf(state::memberKey(kDac, kSomebody)), dac + "03" + person + "0000");
        QCOMPARE(hexOf(state::inviteKey(kDac, kSomebody)), dac + "04" + person + "0000");
        QCOMPARE(hexOf(state::collaborationKey(kDac, kObject)), dac + "05" + object + "00000000");
        QCOMPARE(hexOf(state::caseKey(kDac, kObject, 2)), dac + "09" + object + "00000002");
        QCOMPARE(hexOf(state::jurorKey(kDac, kObject, 2, 3)), dac + "0a" + object + "02000003");
        QCOMPARE(hexOf(state::recordKey(kDac, 0x0102, kObject)), dac + "0c" + "0102" + object + "0000");
        QCOMPARE(hexOf(state::motionKey(kDac, tx::MotionId::fromPrefix(kObject.bytes))),
                 dac + "06f0f1f2f3f4f5f6f7" + std::string(28, '0'));
        QCOMPARE(hexOf(state::ballotKey(kDac, tx::MotionId::fromPrefix(kObject.bytes), kSomebody)),
                 dac + "07f0f1f2f3f4f5f6f7" + person.substr(12));
        QCOMPARE(hexOf(state::seatKey(kDac, 0x0102)), dac + "08" + std::string(36, '0') + "00000102");
        QCOMPARE(hexOf(state::toolKey(kDac, 0x0102)), dac + "0b0102" + std::string(40, '0'));
        QCOMPARE(hexOf(state::indexKey(kDac, kObject)), dac + "0d" + object + "00000000");
        QCOMPARE(hexOf(state::withdrawalKey(kObject)), "04000000000000000000" + object + "00000000");
        QCOMPARE(toHex(state::companyPrefix(kDac)), "0x" + dac);
    }

    void keysTellWhatTheyAreFor()
    {
        const Key invite = state::inviteKey(kDac, kSomebody);
        QVERIFY(state::spaceOf(invite) == state::Space::Company && state::tableOf(invite) == Table::Invite);
        QVERIFY(state::dacOf(invite) == kDac && state::addressOf(invite) == kSomebody);
        QVERIFY(state::companyKey(kDac, Table::Invite, state::objectOf(invite), state::subOf(invite)) ==
                invite);
        const Key juror = state::jurorKey(kDac, kObject, 2, 3);
        QVERIFY(state::objectOf(juror) == kObject);
        QCOMPARE(state::subOf(juror), 0x02000003U);
        const Key record = state::recordKey(kDac, 2, kObject);
        QCOMPARE(int{state::toolOf(record)}, 2);
        QVERIFY(state::recordObjectOf(record) == kObject);
    }

    void theFirstDifferenceIsFound()
    {
        const Key key = state::accountKey(kSomebody);
        QCOMPARE(state::firstDifference(key, key), 256U);
        for (unsigned bit = 0; bit < 256; ++bit) {
            Key other = key;
            other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (0x80U >> (bit % 8)));
            QCOMPARE(state::firstDifference(key, other), bit);
            QVERIFY(state::bitOf(key, bit) != state::bitOf(other, bit));
            other[31] = static_cast<std::uint8_t>(other[31] ^ 1U);
            if (bit != 255) QCOMPARE(state::firstDifference(key, other), bit);
        }
    }

    void recordsHaveTheirWidths()
    {
        SeededRandom random(40);
        roundTrip<state::Account>(random, 1 + 32 + 8 + 20 + 20 + 20 + 8 + 64 + 32 + 16 + 8);
        roundTrip<state::Charter>(random, 1 + widthOfFields<tx::CharterTerms>());
        roundTrip<state::Purse>(random, 1 + 8 + 4 + 8 + 4 + 2 + 12 + 24);
        roundTrip<state::Member>(random, 1 + 1 + 8 + 8 + 8 + 8 + 4 + 20);
        roundTrip<state::Invite>(random, 1 + 20 + 1 + 2 + 8 + 8);
        roundTrip<state::Collaboration>(random, 1 + widthOfFields<state::Collaboration>());
        roundTrip<state::Case>(random, 1 + widthOfFields<state::Case>());
        roundTrip<state::Juror>(random, 1 + 20 + 4 + 32 + 8 + 32 + 1);
        roundTrip<state::Record>(random, 1 + 1 + 40 + 32 + 8 + 26 + 8 + 4);
        roundTrip<state::Withdrawal>(random, 1 + 28);
        roundTrip<state::Motion>(random, 1 + 1 + 20 + 1 + 32 + 24 + 1 + 24 + 2 + 8);
        roundTrip<state::Ballot>(random, 1 + 1 + 8);
        roundTrip<state::Seat>(random, 1 + 20 + 8 + 16 + 12);
        roundTrip<state::Tool>(random, 1 + 32 + 8 + 4 + 1 + 128);
        roundTrip<state::Index>(random, 1 + 8 + 1);
    }

    void everyLaneHasItsOwnNonce()
    {
        state::Account account;
        for (std::uint8_t lane = 0; lane < tx::kLanes; ++lane) account.setNonce(lane, 0xfffffff0U + lane);
        for (std::uint8_t lane = 0; lane < tx::kLanes; ++lane)
            QCOMPARE(account.nonce(lane), 0xfffffff0U + lane);
    }

    void aCaseHoldsSevenAmountsAndPlaces()
    {
        state::Case dispute;
        for (std::size_t i = 0; i < 7; ++i) dispute.setPlace(i, ~std::uint32_t{0} - static_cast<unsigned>(i));
        for (std::size_t i = 0; i < 7; ++i)
            QCOMPARE(dispute.place(i), ~std::uint32_t{0} - static_cast<unsigned>(i));
        for (std::size_t i = 0; i < 7; ++i) dispute.setAmount(i, ~Amount{i});
        for (std::size_t i = 0; i < 7; ++i) QCOMPARE(dispute.amount(i), ~Amount{i});
    }

    void moneyIsCountedWhereItIs()
    {
        state::Account account;
        account.balance = 5;
        QCOMPARE(state::heldIn(state::accountKey(kSomebody), state::encodeRecord(account)), Amount{5});
        state::Purse purse;
        purse.treasury = 6;
        QCOMPARE(state::heldIn(state::purseKey(kDac), state::encodeRecord(purse)), Amount{6});
        state::Member member;
        member.stake = 7;
        QCOMPARE(state::heldIn(state::memberKey(kDac, kSomebody), state::encodeRecord(member)), Amount{7});
        state::Invite invite;
        invite.gift = 8;
        QCOMPARE(state::heldIn(state::inviteKey(kDac, kSomebody), state::encodeRecord(invite)), Amount{8});
        state::Case dispute;
        dispute.fee = 9;
        dispute.tip = 10;
        dispute.claim = 1000;
        QCOMPARE(state::heldIn(state::caseKey(kDac, kObject, 1), state::encodeRecord(dispute)), Amount{19});
        QCOMPARE(state::heldIn(state::withdrawalKey(kObject),
                               state::encodeRecord(state::Withdrawal{kSomebody, 11})),
                 Amount{11});
        state::Motion motion;
        motion.bond = 12;
        motion.total = 1000;
        const auto motionKey = state::motionKey(kDac, tx::MotionId::fromPrefix(kObject.bytes));
        QCOMPARE(state::heldIn(motionKey, state::encodeRecord(motion)), Amount{12});
        state::Seat seat;
        seat.deposit = 13;
        QCOMPARE(state::heldIn(state::seatKey(kDac, 1), state::encodeRecord(seat)), Amount{13});
        state::Tool tool;
        tool.escrow = 14; // the records hold it
        QCOMPARE(state::heldIn(state::toolKey(kDac, 32), state::encodeRecord(tool)), Amount{0});
        // Only the right kind of record counts, and what the built-in tools set beside a record is no money.
        QCOMPARE(state::heldIn(state::accountKey(kSomebody), state::encodeRecord(purse)), Amount{0});
        state::Record record;
        record.amount = 12;
        QCOMPARE(state::heldIn(state::recordKey(kDac, 1, kObject), state::encodeRecord(record)), Amount{0});
        QCOMPARE(state::heldIn(state::recordKey(kDac, 31, kObject), state::encodeRecord(record)), Amount{0});
        QCOMPARE(state::heldIn(state::recordKey(kDac, 32, kObject), state::encodeRecord(record)), Amount{12});
        QCOMPARE(state::heldIn(state::charterKey(kDac), state::encodeRecord(state::Charter{})), Amount{0});
    }

    void aCollaborationHoldsWhatItsStateSays()
    {
        state::Collaboration c;
        c.reward = 1;
        c.askerDeposit = 20;
        c.doerDeposit = 300;
        c.tip = 4000;
        const Amount expected[] = {0, 4021, 4321, 4321, 4321, 4321, 4321, 0, 0, 0, 0};
        for (std::uint8_t state = 0; state < std::size(expected); ++state) {
            c.state = state;
            QCOMPARE(state::heldIn(state::collaborationKey(kDac, kObject), state::encodeRecord(c)),
                     expected[state]);
        }
    }
};

STOA_TEST(RecordsTest)

} // namespace stoa::test

#include "records_test.moc"
