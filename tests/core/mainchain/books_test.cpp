// SPDX-License-Identifier: MIT
// The contract's books: what every call moves from where to where, to the gwei, and that it moves nothing
// else. Whatever line of LocalChain books money, a call here tells its absence.
#include <map>

#include <QTest>

#include "core/base/check.h"
#include "core/base/hex.h"
#include "core/mainchain/local_chain.h"
#include "core/state/tape.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

constexpr auto kOne = static_cast<std::int64_t>(kToken);
constexpr Amount kStake = 10 * kToken; ///< a challenger's bond
constexpr auto kBondInBooks = static_cast<std::int64_t>(ChainWorld::kBond);
const Address kKey{{7}};   ///< may challenge for somebody
const Address kPayee{{8}}; ///< has nothing at first

/// Amounts by name, in gwei.
using Books = std::map<std::string, std::int64_t>;

/// Everything that the chain knows of money, and who has lost a bond.
Books booksOf(ChainWorld& world)
{
    Books books;
    const auto put = [&](const std::string& name, Amount amount) {
        books[name] = static_cast<std::int64_t>(amount);
    };
    const std::pair<std::string, Address> people[] = {{"aggregator", world.aggregator.address()},
                                                      {"challenger", world.challenger.address()},
                                                      {"member", world.member.address()},
                                                      {"key", kKey},
                                                      {"payee", kPayee}};
    for (const auto& [name, who] : people) {
        const auto account = world.chain->account(who);
        const auto appointed = world.chain->appointment(who);
        STOA_CHECK(account.has_value() && appointed.has_value());
        put(name + " balance", account->balance);
        put(name + " bond", account->bond);
        put(name + " credit", account->credit);
        put(name + " slashed", account->isSlashed);
        put(name + " allowance", appointed->allowance);
    }
    const mainchain::Solvency money = world.chain->solvency();
    put("held", money.held);
    put("value", money.value);
    put("bonds", money.bonds);
    put("credits", money.credits);
    put("burnt", money.burnt);
    put("mintable", world.chain->mintable());
    return books;
}

/// "held +5; member balance -5", in the order of names; what is zero is left out.
std::string textOf(const Books& changes)
{
    std::string text;
    for (const auto& [name, change] : changes)
        if (change != 0)
            text += (text.empty() ? "" : "; ") + name + (change > 0 ? " +" : " ") + std::to_string(change);
    return text;
}

/// What `call` moves, as the disk has it afterwards; or why it was refused.
template <typename Call>
std::string movedBy(ChainWorld& world, Call call)
{
    Books changes = booksOf(world);
    const auto made = call();
    if (!made) return std::string(name(made.error().code));
    world.reopen();
    for (const auto& [name, amount] : booksOf(world)) changes[name] = amount - changes[name];
    return textOf(changes);
}

using What = mainchain::Event::What;

/// "Deposited" is its number; then batch or message, who, what was paid and what was burnt.
std::string lineOf(What what, std::uint64_t number, const Address& who, std::int64_t paid = 0,
                   std::int64_t burnt = 0)
{
    std::string line = std::to_string(static_cast<unsigned>(what)) + " of " + std::to_string(number) + " by ";
    line += toHex(who) + " paid " + std::to_string(paid) + " burnt " + std::to_string(burnt) + "\n";
    return line;
}

/// What `call` tells whoever follows the chain, a line each; or why it was refused.
template <typename Call>
std::string toldBy(ChainWorld& world, Call call)
{
    const std::uint64_t before = world.chain->eventCount();
    world.chain->advanceTo(world.chain->time() + 1);
    const auto made = call();
    if (!made) return std::string(name(made.error().code));
    world.reopen();
    const auto events = world.chain->events(before, 10);
    STOA_CHECK(events.has_value());
    std::string lines;
    for (const mainchain::Event& event : *events) {
        if (event.time != world.chain->time()) lines += "another time: ";
        lines += lineOf(static_cast<What>(event.what), event.number, event.who,
                        static_cast<std::int64_t>(event.paid), static_cast<std::int64_t>(event.burnt));
    }
    return lines;
}

/// A batch that lies at its first own step, posted with a bond that cannot be halved.
struct PostedLie {
    explicit PostedLie(ChainWorld& world)
    {
        STOA_CHECK(world.chain->join(world.aggregator.address(), 1).has_value());
        world.deposit();
        STOA_CHECK(world.submit(world.lying({world.transfer(0)}, 1)).has_value());
        challenge = world.challengeOf(1, 1, world.tree);
    }
    Hash blindBy(const Address& sender) const
    {
        return mainchain::blindOf(sender, 1, challenge.step, challenge.salt);
    }
    static constexpr std::int64_t kLost = kBondInBooks + 1;
    static constexpr std::int64_t kPaid = kLost / 2;
    static constexpr std::int64_t kBurnt = kLost - kPaid;
    mainchain::Challenge challenge;
};

} // namespace

class BooksTest : public QObject {
    Q_OBJECT

private slots:
    void moneyFromNowhereIsWhoeverAskedsAndLessIsLeft()
    {
        ChainWorld world;
        const Books expected{{"payee balance", 5 * kOne}, {"mintable", -5 * kOne}};
        QCOMPARE(movedBy(world, [&] { return world.chain->mint(kPayee, 5 * kToken); }), textOf(expected));
        QCOMPARE(movedBy(world, [&] { return world.chain->mintForStranger(kPayee, 5 * kToken); }),
                 textOf(expected));
    }

    void aBondIsPutDownAndTakenBack()
    {
        ChainWorld world;
        const Address who = world.challenger.address();
        QCOMPARE(movedBy(world, [&] { return world.chain->join(who, ChainWorld::kBond); }),
                 textOf({{"challenger balance", -kBondInBooks},
                         {"challenger bond", kBondInBooks},
                         {"held", kBondInBooks},
                         {"bonds", kBondInBooks}}));
        QVERIFY(world.chain->mint(who, 3));
        QCOMPARE(movedBy(world, [&] { return world.chain->join(who, 3); }), // more of it
                 textOf({{"challenger balance", -3}, {"challenger bond", 3}, {"held", 3}, {"bonds", 3}}));
        const std::int64_t all = kBondInBooks + 3;
        QCOMPARE(
            movedBy(world, [&] { return world.chain->leave(who); }),
            textOf(
                {{"challenger bond", -all}, {"challenger credit", all}, {"bonds", -all}, {"credits", all}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->leave(who); }), std::string("not-bonded"));
        QCOMPARE(movedBy(world, [&] { return world.chain->payout(who); }),
                 textOf({{"challenger credit", -all},
                         {"challenger balance", all},
                         {"credits", -all},
                         {"held", -all}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->payout(who); }), std::string());
    }

    /// The message brings to the sidechain what was taken here, no more and no less.
    void aDepositBacksWhatItsMessageBrings()
    {
        ChainWorld world;
        const Address from = world.member.address();
        QCOMPARE(movedBy(world, [&] { return world.chain->deposit(from, kPayee, 7 * kToken); }),
                 textOf({{"member balance", -7 * kOne}, {"held", 7 * kOne}, {"value", 7 * kOne}}));
        QCOMPARE(world.chain->inboxCount(), std::uint64_t{1});
        const auto message = world.chain->inbox(0);
        QVERIFY(message);
        const auto step = tx::decode(message->step);
        QVERIFY(step);
        const auto* brought = std::get_if<tx::Deposit>(&step->payload);
        QVERIFY(brought);
        QCOMPARE(brought->amount, 7 * kToken);
        QCOMPARE(brought->to, kPayee);
        // It is counted as held however much there is of it.
        QCOMPARE(movedBy(world, [&] { return world.chain->deposit(from, from, 1); }),
                 textOf({{"member balance", -1}, {"held", 1}, {"value", 1}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->deposit(from, from, 993 * kToken); }),
                 std::string("insufficient-balance"));
    }

    void theFeeOfAForcedStepIsBurnt()
    {
        ChainWorld world;
        const auto fee = static_cast<std::int64_t>(world.definition.forceFee);
        QVERIFY(fee != 0);
        QCOMPARE(
            movedBy(world, [&] { return world.chain->force(world.member.address(), world.transfer(0)); }),
            textOf({{"member balance", -fee}, {"held", fee}, {"burnt", fee}}));
    }

    void anAnnouncementIsPaidForAndItsBondBurnsUnused()
    {
        ChainWorld world;
        const Address who = world.challenger.address();
        const Hash blind{{5}};
        QCOMPARE(movedBy(world, [&] { return world.chain->announce(who, blind); }),
                 textOf({{"challenger balance", -10 * kOne}, {"held", 10 * kOne}, {"bonds", 10 * kOne}}));
        world.chain->advanceTo(world.chain->time() + world.definition.announceExpiry);
        QCOMPARE(movedBy(world, [&] { return world.chain->expire(who, blind); }),
                 textOf({{"bonds", -10 * kOne}, {"burnt", 10 * kOne}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->expire(who, blind); }), // once
                 std::string("not-announced"));
    }

    void anAllowanceIsFilledUpFromTheBalanceAndIsNotPaidOut()
    {
        ChainWorld world;
        const Address owner = world.challenger.address();
        const auto appoint = [&](const Address& key, Amount allowance) {
            return movedBy(world, [&] { return world.chain->appoint(owner, key, allowance); });
        };
        QCOMPARE(appoint(kKey, 2 * kStake), textOf({{"challenger balance", -20 * kOne},
                                                    {"challenger credit", 20 * kOne},
                                                    {"challenger allowance", 20 * kOne},
                                                    {"held", 20 * kOne},
                                                    {"credits", 20 * kOne}}));
        // Credit that there is already is not brought again.
        QCOMPARE(appoint(kKey, 3 * kStake), textOf({{"challenger balance", -10 * kOne},
                                                    {"challenger credit", 10 * kOne},
                                                    {"challenger allowance", 10 * kOne},
                                                    {"held", 10 * kOne},
                                                    {"credits", 10 * kOne}}));
        QCOMPARE(appoint(kKey, kStake), textOf({{"challenger allowance", -20 * kOne}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->payout(owner); }),
                 textOf({{"challenger credit", -20 * kOne},
                         {"challenger balance", 20 * kOne},
                         {"credits", -20 * kOne},
                         {"held", -20 * kOne}}));
        QCOMPARE(appoint({}, 0), textOf({{"challenger allowance", -10 * kOne}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->payout(owner); }),
                 textOf({{"challenger credit", -10 * kOne},
                         {"challenger balance", 10 * kOne},
                         {"credits", -10 * kOne},
                         {"held", -10 * kOne}}));
    }

    void aKeyStakesItsOwnersCreditAndAllowance()
    {
        ChainWorld world;
        const Address owner = world.challenger.address();
        QVERIFY(world.chain->appoint(owner, kKey, 2 * kStake));
        const auto announce = [&](std::uint8_t which) {
            return movedBy(world, [&] { return world.chain->announceFor(kKey, owner, Hash{{which}}); });
        };
        const std::string staked = textOf({{"challenger credit", -10 * kOne},
                                           {"challenger allowance", -10 * kOne},
                                           {"credits", -10 * kOne},
                                           {"bonds", 10 * kOne}});
        QCOMPARE(announce(1), staked);
        QCOMPARE(announce(1), std::string("already-exists"));
        QCOMPARE(announce(2), staked);
        QCOMPARE(announce(3), std::string("insufficient-balance"));
        world.chain->advanceTo(world.chain->time() + world.definition.announceExpiry);
        QCOMPARE(movedBy(world, [&] { return world.chain->expire(kKey, Hash{{1}}); }),
                 textOf({{"bonds", -10 * kOne}, {"burnt", 10 * kOne}}));
    }

    void aProvedLieCostsTheWholeBond()
    {
        ChainWorld world;
        const PostedLie lie(world);
        const Address who = world.challenger.address();
        QVERIFY(world.chain->announce(who, lie.blindBy(who)));
        QCOMPARE(movedBy(world, [&] { return world.chain->challenge(who, lie.challenge); }),
                 textOf({{"aggregator bond", -PostedLie::kLost},
                         {"aggregator slashed", 1},
                         {"challenger credit", PostedLie::kPaid + 10 * kOne},
                         {"bonds", -PostedLie::kLost - 10 * kOne},
                         {"credits", PostedLie::kPaid + 10 * kOne},
                         {"burnt", PostedLie::kBurnt}}));
        QCOMPARE(movedBy(world, [&] { return world.chain->challenge(who, lie.challenge); }),
                 std::string("not-announced"));
    }

    void aLieThatAKeyProvesPaysItsOwner()
    {
        for (const bool isDismissed : {false, true}) {
            ChainWorld world;
            const PostedLie lie(world);
            const Address owner = world.challenger.address();
            QVERIFY(world.chain->appoint(owner, kKey, kStake));
            QVERIFY(world.chain->announceFor(kKey, owner, lie.blindBy(kKey)));
            if (isDismissed) QVERIFY(world.chain->appoint(owner, {}, 0));
            QCOMPARE(movedBy(world, [&] { return world.chain->challenge(kKey, lie.challenge); }),
                     textOf({{"aggregator bond", -PostedLie::kLost},
                             {"aggregator slashed", 1},
                             {"challenger credit", PostedLie::kPaid + 10 * kOne},
                             {"challenger allowance", isDismissed ? 0 : 10 * kOne},
                             {"bonds", -PostedLie::kLost - 10 * kOne},
                             {"credits", PostedLie::kPaid + 10 * kOne},
                             {"burnt", PostedLie::kBurnt}}));
        }
    }

    void aWrongAccusationCostsItsBond()
    {
        for (const bool isByAKey : {false, true}) {
            ChainWorld world;
            world.deposit();
            const state::Tree before = world.tree;
            QVERIFY(world.post({world.transfer(0)}));
            const mainchain::Challenge challenge = world.challengeOf(1, 1, before);
            const Address owner = world.challenger.address();
            const Address sender = isByAKey ? kKey : owner;
            const Hash blind = mainchain::blindOf(sender, 1, 1, challenge.salt);
            if (isByAKey) QVERIFY(world.chain->appoint(owner, kKey, kStake));
            QVERIFY(isByAKey ? world.chain->announceFor(kKey, owner, blind)
                             : world.chain->announce(owner, blind));
            QCOMPARE(movedBy(world, [&] { return world.chain->challenge(sender, challenge); }),
                     textOf({{"aggregator credit", 5 * kOne},
                             {"bonds", -10 * kOne},
                             {"credits", 5 * kOne},
                             {"burnt", 5 * kOne}}));
            QCOMPARE(movedBy(world, [&] { return world.chain->challenge(sender, challenge); }),
                     std::string("not-announced"));
        }
    }

    /// Somebody else was quicker: what was announced comes back to who has paid for it, once.
    void whoWasRightAndTooSlowHasTheBondBack()
    {
        for (const bool isByAKey : {false, true}) {
            ChainWorld world;
            const PostedLie lie(world);
            const Address owner = world.challenger.address();
            const Address sender = isByAKey ? kKey : owner;
            const Address quicker = world.member.address();
            if (isByAKey) QVERIFY(world.chain->appoint(owner, kKey, kStake));
            QVERIFY(isByAKey ? world.chain->announceFor(kKey, owner, lie.blindBy(kKey))
                             : world.chain->announce(owner, lie.blindBy(owner)));
            QVERIFY(world.chain->announce(quicker, lie.blindBy(quicker)));
            QVERIFY(world.chain->challenge(quicker, lie.challenge));
            QCOMPARE(movedBy(world, [&] { return world.chain->challenge(sender, lie.challenge); }),
                     textOf({{"challenger credit", 10 * kOne},
                             {"challenger allowance", isByAKey ? 10 * kOne : 0},
                             {"bonds", -10 * kOne},
                             {"credits", 10 * kOne}}));
            QCOMPARE(movedBy(world, [&] { return world.chain->challenge(sender, lie.challenge); }),
                     std::string("not-announced"));
        }
    }

    void aWithdrawalIsCreditedOnceAndFetched()
    {
        ChainWorld world;
        world.deposit();
        const Bytes step = world.withdrawal(0, kPayee, 30 * kToken);
        const auto header = world.post({step});
        QVERIFY(header);
        const ObjectId id = tx::objectIdOf(tx::digestOf(*tx::decode(step), world.definition.rules().domain));
        state::Tree copy = world.tree;
        state::Recorder recorder(copy);
        QVERIFY(recorder.get(state::withdrawalKey(id)));
        const Bytes tape = recorder.tape();
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        const auto claim = [&] {
            return movedBy(world, [&] { return world.chain->claim(*header, id, kPayee, 30 * kToken, tape); });
        };
        QCOMPARE(claim(),
                 textOf({{"payee credit", 30 * kOne}, {"value", -30 * kOne}, {"credits", 30 * kOne}}));
        QCOMPARE(claim(), std::string("already-claimed"));
        QCOMPARE(movedBy(world, [&] { return world.chain->payout(kPayee); }),
                 textOf({{"payee credit", -30 * kOne},
                         {"payee balance", 30 * kOne},
                         {"credits", -30 * kOne},
                         {"held", -30 * kOne}}));
        QCOMPARE(world.chain->events(world.chain->eventCount() - 1, 1)->front().paid, 30 * kToken);
    }

    // ---- what is shown of it

    void bondsAndMessagesAreToldWithTheirAmounts()
    {
        ChainWorld world;
        const Address who = world.challenger.address();
        const Address member = world.member.address();
        const auto fee = static_cast<std::int64_t>(world.definition.forceFee);
        QCOMPARE(toldBy(world, [&] { return world.chain->join(who, ChainWorld::kBond); }),
                 lineOf(What::Joined, 0, who, kBondInBooks));
        QVERIFY(world.chain->mint(who, 20 * kToken));
        QCOMPARE(toldBy(world, [&] { return world.chain->join(who, 3); }), // all of it
                 lineOf(What::Joined, 0, who, kBondInBooks + 3));
        QCOMPARE(toldBy(world, [&] { return world.chain->leave(who); }),
                 lineOf(What::Left, 0, who, kBondInBooks + 3));
        QCOMPARE(toldBy(world, [&] { return world.chain->deposit(member, kPayee, 7 * kToken); }),
                 lineOf(What::Deposited, 0, kPayee, 7 * kOne));
        QCOMPARE(toldBy(world, [&] { return world.chain->force(member, Bytes{0xee}); }),
                 lineOf(What::Forced, 1, member, 0, fee));
        QCOMPARE(toldBy(world, [&] { return world.chain->announce(who, Hash{{1}}); }),
                 lineOf(What::Announced, 0, who));
        world.chain->advanceTo(world.chain->time() + world.definition.announceExpiry);
        QCOMPARE(toldBy(world, [&] { return world.chain->expire(who, Hash{{1}}); }),
                 lineOf(What::Expired, 0, who, 0, 10 * kOne));
        QCOMPARE(toldBy(world, [&] { return world.chain->appoint(who, kKey, kStake); }),
                 lineOf(What::Appointed, 0, who, 10 * kOne));
        QCOMPARE(toldBy(world, [&] { return world.chain->announceFor(kKey, who, Hash{{2}}); }),
                 lineOf(What::Announced, 0, kKey));
    }

    void verdictsAreToldWithTheirAmounts()
    {
        ChainWorld world;
        const PostedLie lie(world);
        const Address liar = world.aggregator.address();
        const Address quicker = world.member.address();
        const Address slower = world.challenger.address();
        for (const Address& who : {quicker, slower}) QVERIFY(world.chain->announce(who, lie.blindBy(who)));
        QCOMPARE(toldBy(world, [&] { return world.chain->challenge(quicker, lie.challenge); }),
                 lineOf(What::ProvedWrong, 1, quicker, PostedLie::kPaid, PostedLie::kBurnt) +
                     lineOf(What::Slashed, 1, liar, PostedLie::kPaid, PostedLie::kBurnt) +
                     lineOf(What::RolledBack, 1, liar));
        QCOMPARE(toldBy(world, [&] { return world.chain->challenge(slower, lie.challenge); }),
                 lineOf(What::Returned, 1, slower, 10 * kOne));

        ChainWorld honest;
        honest.deposit();
        const state::Tree before = honest.tree;
        QCOMPARE(toldBy(honest, [&] { return honest.post({honest.transfer(0)}); }),
                 lineOf(What::Submitted, 1, honest.aggregator.address()));
        const mainchain::Challenge challenge = honest.challengeOf(1, 1, before);
        QVERIFY(honest.announce(challenge));
        QCOMPARE(toldBy(honest, [&] { return honest.chain->challenge(slower, challenge); }),
                 lineOf(What::ProvedRight, 1, slower, 5 * kOne, 5 * kOne) +
                     lineOf(What::Slashed, 1, slower, 5 * kOne, 5 * kOne));
    }
};

STOA_TEST(BooksTest)

} // namespace stoa::test

#include "books_test.moc"
