// SPDX-License-Identifier: MIT
// Signed calls and keys that may challenge but not move money.
#include <QTest>

#include "core/codec/writer.h"
#include "core/mainchain/local_chain.h"
#include "core/state/tape.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using mainchain::Method;
using mainchain::SignedCall;

namespace {

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

constexpr auto kAccepted = std::optional<ErrorCode>();
constexpr Amount kStake = 10 * kToken; ///< a challenger's bond

crypto::KeyPair keyNamed(std::uint8_t name)
{
    Bytes secret(32, name);
    return *crypto::KeyPair::fromSecret(crypto::Secret32(ByteView(secret)));
}

SignedCall callOf(const ChainWorld& world, const crypto::KeyPair& key, Method method, std::uint64_t number,
                  Bytes arguments)
{
    SignedCall call{method, key.address(), number, std::move(arguments), {}};
    call.signature = key.sign(mainchain::digestOf(call, world.definition.hash()));
    return call;
}

/// A batch that lies at its first step, and the challenge of it.
struct Fraud {
    explicit Fraud(ChainWorld& world)
    {
        world.deposit();
        isPosted = bool(world.submit(world.lying({world.transfer(0)}, 1)));
        challenge = world.challengeOf(1, 1, world.tree);
    }
    Hash blindBy(const Address& sender) const
    {
        return mainchain::blindOf(sender, challenge.header.number, challenge.step, challenge.salt);
    }
    bool isPosted = false;
    mainchain::Challenge challenge;
};

} // namespace

class LocalChainCallsTest : public QObject {
    Q_OBJECT

private slots:
    // ---- signed calls

    void aCallIsMadeInTheNameOfWhoSignedIt()
    {
        ChainWorld world;
        const Amount before = world.account(world.challenger).balance;
        const auto made = world.chain->perform(callOf(world, world.challenger, Method::Deposit, 0,
                                                      mainchain::packedArguments(Address{{5}}, kToken)));
        QVERIFY(made);
        QCOMPARE(*mainchain::decodeNumberAnswer(*made), std::uint64_t{0});
        QCOMPARE(world.account(world.challenger).balance, before - kToken);
        QCOMPARE(*world.chain->callNumber(world.challenger.address()), std::uint64_t{1});
        QVERIFY(world.isSolvent());
    }

    void aCallIsRefusedIfAnythingOfItWasChanged()
    {
        ChainWorld world;
        const SignedCall good =
            callOf(world, world.challenger, Method::Join, 0, mainchain::packedArguments(ChainWorld::kBond));
        const auto refused = [&](auto change) {
            SignedCall call = good;
            change(call);
            return refusal(world.chain->perform(call)) == std::optional(ErrorCode::WrongSigner);
        };
        QVERIFY(refused([](SignedCall& c) { c.method = Method::Leave; }));
        QVERIFY(refused([&](SignedCall& c) { c.from = world.member.address(); }));
        QVERIFY(refused([](SignedCall& c) { c.number = 1; }));
        QVERIFY(refused([](SignedCall& c) { c.arguments.back() ^= 1; }));
        QVERIFY(refused([](SignedCall& c) { c.signature.s[5] ^= 1; }));
        rollup::NetworkDefinition other = world.definition;
        other.seed[0] ^= 1;
        QVERIFY(refused([&](SignedCall& c) {
            c.signature = world.challenger.sign(mainchain::digestOf(c, other.hash()));
        }));
        QCOMPARE(world.account(world.challenger).bond, Amount{0});
        QCOMPARE(refusal(world.chain->perform(good)), kAccepted);
    }

    void aCallIsMadeOnceHoweverOftenItIsSent()
    {
        ChainWorld world;
        const Bytes arguments = mainchain::packedArguments(Address{{5}}, kToken);
        const SignedCall first = callOf(world, world.challenger, Method::Deposit, 0, arguments);
        const auto answer = world.chain->perform(first);
        QVERIFY(answer);
        const Amount balance = world.account(world.challenger).balance;
        const auto again = world.chain->perform(first);
        QVERIFY(again && *again == *answer);
        world.reopen(); // the number and the answer are on the disk
        const auto later = world.chain->perform(first);
        QVERIFY(later && *later == *answer);
        QCOMPARE(world.account(world.challenger).balance, balance);
        QCOMPARE(world.chain->inboxCount(), std::uint64_t{1});
        QVERIFY(world.chain->perform(callOf(world, world.challenger, Method::Deposit, 1, arguments)));
        // No longer the last one: refused, not repeated.
        QCOMPARE(refusal(world.chain->perform(first)), std::optional(ErrorCode::WrongNonce));
        QCOMPARE(refusal(world.chain->perform(callOf(world, world.challenger, Method::Payout, 3, {}))),
                 std::optional(ErrorCode::WrongNonce));
    }

    void aRefusedCallUsesNoNumber()
    {
        ChainWorld world;
        QCOMPARE(refusal(world.chain->perform(callOf(world, world.challenger, Method::Leave, 0, {}))),
                 std::optional(ErrorCode::NotBonded));
        QCOMPARE(refusal(world.chain->perform(callOf(world, world.challenger, Method::Join, 0,
                                                     mainchain::packedArguments(Amount{0})))),
                 std::optional(ErrorCode::OutOfRange));
        QCOMPARE(*world.chain->callNumber(world.challenger.address()), std::uint64_t{0});
        QVERIFY(world.chain->perform(
            callOf(world, world.challenger, Method::Join, 0, mainchain::packedArguments(ChainWorld::kBond))));
    }

    void argumentsOfAnotherLengthAreRefusedByEveryMethod()
    {
        for (const Method method : mainchain::kMethods) {
            if (method == Method::Force) continue; // takes any bytes
            ChainWorld world;
            for (const std::size_t size : {1U, 7U, 29U, 300U, 5000U}) {
                const auto made =
                    world.chain->perform(callOf(world, world.member, method, 0, Bytes(size, 0xee)));
                QCOMPARE(refusal(made), std::optional(ErrorCode::InvalidArgument));
            }
            QCOMPARE(*world.chain->callNumber(world.member.address()), std::uint64_t{0});
        }
    }

    void argumentsSayTheSameAfterwards()
    {
        ChainWorld world;
        world.deposit();
        const mainchain::Submission submission = world.honest({world.transfer(0), Bytes{1, 2}});
        const Bytes submitted = mainchain::encodeSubmission(submission);
        const auto read = mainchain::decodeSubmission(submitted);
        QVERIFY(read && mainchain::encodeSubmission(*read) == submitted);
        const auto made = world.chain->perform(callOf(world, world.aggregator, Method::Submit, 0, submitted));
        QVERIFY(made);
        QVERIFY(*rollup::decodeHeader(*made) == *world.chain->header(1));
        for (std::size_t size = 0; size < submitted.size(); ++size)
            QVERIFY(!mainchain::decodeSubmission(ByteView(submitted).first(size)));

        ChainWorld wrong;
        const Fraud fraud(wrong);
        const Bytes bytes = mainchain::encodeChallenge(fraud.challenge);
        const auto challenge = mainchain::decodeChallenge(bytes);
        QVERIFY(challenge && mainchain::encodeChallenge(*challenge) == bytes);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!mainchain::decodeChallenge(ByteView(bytes).first(size)));
    }

    // ---- keys that may challenge only

    void anAppointedKeyWinsForItsOwner()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        const Fraud fraud(world);
        QVERIFY(fraud.isPosted);
        const Hash blind = fraud.blindBy(key.address());
        QCOMPARE(refusal(world.chain->announceFor(key.address(), owner, blind)),
                 std::optional(ErrorCode::NotPermitted));
        QVERIFY(world.chain->appoint(owner, key.address(), kStake));
        QCOMPARE(world.account(world.challenger).credit, kStake);
        QVERIFY(world.isSolvent());
        QVERIFY(world.chain->announceFor(key.address(), owner, blind));
        QCOMPARE(world.account(world.challenger).credit, Amount{0});
        QCOMPARE(world.chain->appointment(owner)->allowance, Amount{0});
        QVERIFY(world.isSolvent());
        // Another key cannot use the announcement, nor the owner itself.
        QCOMPARE(refusal(world.chain->challenge(owner, fraud.challenge)),
                 std::optional(ErrorCode::NotAnnounced));
        const auto verdict = world.chain->challenge(key.address(), fraud.challenge);
        QVERIFY(verdict && verdict->isFraud);
        QCOMPARE(verdict->paid, ChainWorld::kBond / 2);
        QCOMPARE(world.account(world.challenger).credit, kStake + ChainWorld::kBond / 2);
        QCOMPARE(world.chain->appointment(owner)->allowance, kStake); // it may go on
        QCOMPARE(world.account(key).credit, Amount{0});
        QCOMPARE(world.account(key).balance, Amount{0});
        QVERIFY(world.isSolvent());
    }

    void aDismissedKeyCannotBeginAndWhatItBeganIsStillTheOwners()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        const Fraud fraud(world);
        QVERIFY(world.chain->appoint(owner, key.address(), 2 * kStake));
        QVERIFY(world.chain->announceFor(key.address(), owner, fraud.blindBy(key.address())));
        QVERIFY(world.chain->appoint(owner, Address{}, 0));
        QCOMPARE(refusal(world.chain->announceFor(key.address(), owner, Hash{{1}})),
                 std::optional(ErrorCode::NotPermitted));
        QVERIFY(world.chain->challenge(key.address(), fraud.challenge)->isFraud);
        QCOMPARE(world.account(world.challenger).credit, 2 * kStake + ChainWorld::kBond / 2);
        QVERIFY(world.chain->appointment(owner)->key.isZero());
        QVERIFY(world.isSolvent());
    }

    void aStolenKeyLosesItsAllowanceAtMost()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));                        // nothing is wrong with it
        QVERIFY(world.chain->appoint(owner, key.address(), 5 * kStake)); // credit of five
        QVERIFY(world.chain->appoint(owner, key.address(), 2 * kStake)); // of which it may stake two
        for (std::uint8_t i = 0; i < 2; ++i)
            QVERIFY(world.chain->announceFor(key.address(), owner, Hash{{i}}));
        QCOMPARE(refusal(world.chain->announceFor(key.address(), owner, Hash{{9}})),
                 std::optional(ErrorCode::InsufficientBalance));
        world.chain->advanceTo(world.chain->time() + world.definition.announceExpiry);
        for (std::uint8_t i = 0; i < 2; ++i) QVERIFY(world.chain->expire(key.address(), Hash{{i}}));
        QCOMPARE(world.account(world.challenger).credit, 3 * kStake);
        QVERIFY(world.isSolvent());
    }

    void aWrongAccusationByTheKeyCostsTheOwnersStakeOnly()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        world.deposit();
        const state::Tree before = world.tree;
        QVERIFY(world.post({world.transfer(0)}));
        const mainchain::Challenge challenge = world.challengeOf(1, 1, before);
        QVERIFY(world.chain->appoint(owner, key.address(), kStake));
        const Amount balance = world.account(world.challenger).balance;
        QVERIFY(world.chain->announceFor(key.address(), owner,
                                         mainchain::blindOf(key.address(), 1, 1, challenge.salt)));
        const auto verdict = world.chain->challenge(key.address(), challenge);
        QVERIFY(verdict && !verdict->isFraud);
        QCOMPARE(world.account(world.challenger).credit, Amount{0});
        QCOMPARE(world.account(world.challenger).balance, balance);
        QCOMPARE(world.account(world.aggregator).credit, kStake / 2);
        QCOMPARE(world.chain->appointment(owner)->allowance, Amount{0});
        QVERIFY(world.isSolvent());
    }

    /// Every call that moves money, signed by the key: refused, or about its own empty account.
    void theKeyItselfMovesNothing()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        QVERIFY(world.chain->appoint(owner, key.address(), 3 * kStake));
        QVERIFY(world.chain->mint(owner, ChainWorld::kBond));
        QVERIFY(world.chain->join(owner, ChainWorld::kBond));
        const auto before = *world.chain->account(owner);
        const auto try_ = [&](Method method, Bytes arguments) {
            const auto number = *world.chain->callNumber(key.address());
            return refusal(world.chain->perform(callOf(world, key, method, number, std::move(arguments))));
        };
        // Of nothing; and what is set aside for it is not handed over even to the owner.
        QCOMPARE(try_(Method::Payout, mainchain::packedArguments(key.address())), kAccepted);
        QCOMPARE(try_(Method::Payout, mainchain::packedArguments(owner)), kAccepted);
        QCOMPARE(try_(Method::Leave, {}), std::optional(ErrorCode::NotBonded));
        QCOMPARE(try_(Method::Join, mainchain::packedArguments(ChainWorld::kBond)),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(try_(Method::Deposit, mainchain::packedArguments(key.address(), kToken)),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(try_(Method::Announce, mainchain::packedArguments(Hash{{1}})),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(try_(Method::Appoint, mainchain::packedArguments(Address{{8}}, kStake)),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(try_(Method::Appoint, mainchain::packedArguments(Address{}, Amount{0})),
                 std::optional(ErrorCode::NothingChanged));
        const rollup::Header genesis = rollup::genesisHeader(world.definition.genesis);
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QCOMPARE(try_(Method::Claim, mainchain::encodeClaim({genesis, {}, key.address(), kToken, {}})),
                 std::optional(ErrorCode::BadWitness));
        // In the owner's name only the owner signs.
        SignedCall forged = callOf(world, key, Method::Payout, 0, mainchain::packedArguments(key.address()));
        forged.from = owner;
        QCOMPARE(refusal(world.chain->perform(forged)), std::optional(ErrorCode::WrongSigner));
        const auto after = *world.chain->account(owner);
        QVERIFY(after.credit == before.credit && after.balance == before.balance &&
                after.bond == before.bond);
        QCOMPARE(world.chain->account(key.address())->balance, Amount{0});
        QVERIFY(world.isSolvent());
    }

    /// Whoever wants to lie in peace has the guard's owner paid out, for the price of one withdrawal.
    void nobodyPaysOutWhatIsSetAsideForAKey()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.challenger.address();
        world.deposit();
        const Bytes step = world.withdrawal(0, owner, kToken);
        const auto header = world.post({step});
        QVERIFY(header);
        const ObjectId id = tx::objectIdOf(tx::digestOf(*tx::decode(step), world.definition.rules().domain));
        state::Tree copy = world.tree;
        state::Recorder recorder(copy);
        QVERIFY(recorder.get(state::withdrawalKey(id)));
        QVERIFY(world.chain->appoint(owner, key.address(), kStake));
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QVERIFY(world.chain->claim(*header, id, owner, kToken, recorder.tape()));
        const auto number = *world.chain->callNumber(world.member.address());
        const auto paid = world.chain->perform(
            callOf(world, world.member, Method::Payout, number, mainchain::packedArguments(owner)));
        QVERIFY(paid);
        QCOMPARE(*mainchain::decodeNumberAnswer(*paid), kToken); // the owner's, and no more than that
        QCOMPARE(world.account(world.challenger).credit, kStake);
        QVERIFY(world.chain->announceFor(key.address(), owner, Hash{{1}}));
        QVERIFY(world.isSolvent());
    }

    /// Who was right and too slow loses nothing; whoever announces a later step has used up the bond.
    void noStepAfterTheProvedOneGivesABondBack()
    {
        ChainWorld world;
        const crypto::KeyPair key = keyNamed(7);
        const Address owner = world.member.address();
        const Fraud fraud(world);
        QVERIFY(fraud.isPosted);
        const auto blindOf = [&](const Address& who, std::uint32_t step) {
            return mainchain::blindOf(who, fraud.challenge.header.number, step, fraud.challenge.salt);
        };
        const std::uint32_t wrong = fraud.challenge.step;
        QVERIFY(world.chain->mint(owner, 4 * kStake));
        QVERIFY(world.chain->appoint(owner, key.address(), kStake));
        QVERIFY(world.chain->announceFor(key.address(), owner, blindOf(key.address(), wrong)));
        QVERIFY(world.chain->announce(owner, blindOf(owner, wrong + 1)));
        mainchain::Challenge again;
        again.header = fraud.challenge.header;
        again.step = wrong;
        again.salt = fraud.challenge.salt;
        // As long as the batch stands, this is no proof of anything.
        for (std::uint64_t i = 0; i <= world.definition.announceAge; ++i) QVERIFY(world.chain->mine());
        QCOMPARE(refusal(world.chain->challenge(key.address(), again)), std::optional(ErrorCode::BadWitness));
        const Address challenger = world.challenger.address();
        QVERIFY(world.announce(fraud.challenge));
        for (std::uint64_t i = 0; i <= world.definition.announceAge; ++i) QVERIFY(world.chain->mine());
        QVERIFY(world.chain->challenge(challenger, fraud.challenge)->isFraud);
        QVERIFY(world.chain->announce(owner, blindOf(owner, wrong))); // when everybody knew it

        QCOMPARE(refusal(world.chain->challenge(challenger, again)), std::optional(ErrorCode::NotAnnounced));
        QCOMPARE(refusal(world.chain->challenge(owner, again)), std::optional(ErrorCode::RolledBack));
        again.step = wrong + 1;
        QCOMPARE(refusal(world.chain->challenge(owner, again)), std::optional(ErrorCode::RolledBack));
        again.step = wrong;
        world.reopen();
        const auto number = *world.chain->callNumber(key.address());
        const auto answer = world.chain->perform(
            callOf(world, key, Method::Challenge, number, mainchain::encodeChallenge(again)));
        QVERIFY(answer);
        const auto verdict = mainchain::decodeVerdict(*answer);
        QVERIFY(verdict && verdict->isFraud && verdict->computed.isZero());
        QCOMPARE(verdict->paid + verdict->burnt, Amount{0});
        QCOMPARE(world.account(world.member).credit, kStake);
        QCOMPARE(world.chain->appointment(owner)->allowance, kStake); // it may go on
        const auto events = world.chain->events(world.chain->eventCount() - 1, 1);
        QCOMPARE(events->back().what, static_cast<std::uint8_t>(mainchain::Event::What::Returned));
        QCOMPARE(events->back().paid, kStake);
        QCOMPARE(refusal(world.chain->challenge(key.address(), again)),
                 std::optional(ErrorCode::NotAnnounced));
        QVERIFY(world.isSolvent());
    }

    /// The liar has lied twice, and a friend has announced the second lie before anybody saw the batch:
    /// whoever then announces the first one, as everybody honest does, is overtaken.
    void aLaterLieTakesNobodysStakeAway()
    {
        ChainWorld world;
        world.deposit();
        mainchain::Submission lies = world.lying({world.transfer(0), Bytes{0x63}}, 1);
        lies.roots[2][0] ^= 1; // the meaningless step changes the state, too
        QVERIFY(world.submit(lies));
        const mainchain::Challenge second = world.challengeOf(1, 2, world.tree);
        const mainchain::Challenge first = world.challengeOf(1, 1, world.tree);
        const Address accomplice = world.member.address();
        QVERIFY(world.chain->announce(accomplice, mainchain::blindOf(accomplice, 1, 2, second.salt)));
        for (std::uint64_t i = 0; i <= world.definition.announceAge; ++i) QVERIFY(world.chain->mine());
        QVERIFY(world.announce(first));
        const auto proved = world.chain->challenge(accomplice, second);
        QVERIFY(proved && proved->isFraud);
        QCOMPARE(world.chain->tip(), std::uint64_t{0});

        QCOMPARE(world.account(world.challenger).credit, Amount{0});
        const auto returned = world.chain->challenge(world.challenger.address(), first);
        QVERIFY(returned && returned->isFraud && returned->computed.isZero());
        QCOMPARE(world.account(world.challenger).credit, kStake);
        QVERIFY(world.isSolvent());
    }

    void anAppointmentIsCheckedAndStays()
    {
        ChainWorld world;
        const Address owner = world.challenger.address();
        const Address key = keyNamed(7).address();
        QCOMPARE(refusal(world.chain->appoint(owner, key, kStake - 1)),
                 std::optional(ErrorCode::BelowMinimum));
        QCOMPARE(refusal(world.chain->appoint(owner, owner, kStake)), std::optional(ErrorCode::OutOfRange));
        QCOMPARE(refusal(world.chain->appoint(owner, Address{}, kStake)),
                 std::optional(ErrorCode::OutOfRange));
        QCOMPARE(refusal(world.chain->appoint(owner, key, ChainWorld::kBond * 10)),
                 std::optional(ErrorCode::InsufficientBalance));
        QVERIFY(world.chain->appoint(owner, key, kStake));
        world.reopen();
        QVERIFY(world.chain->appointment(owner)->key == key);
        // The owner takes the money out at any time, with the key's leave to use it.
        QCOMPARE(*world.chain->payout(owner), Amount{0});
        QVERIFY(world.chain->appoint(owner, Address{}, 0));
        QCOMPARE(*world.chain->payout(owner), kStake);
        QCOMPARE(refusal(world.chain->announceFor(key, owner, Hash{{1}})),
                 std::optional(ErrorCode::NotPermitted));
        QVERIFY(world.isSolvent());
    }

    /// Announcements of earlier versions name no payer.
    void anAnnouncementOfAnEarlierVersionIsItsSenders()
    {
        ChainWorld world;
        const Fraud fraud(world);
        QVERIFY(world.announce(fraud.challenge));
        Bytes key{'n'};
        append(key, world.challenger.address().bytes);
        append(key, fraud.blindBy(world.challenger.address()).bytes);
        auto stored = world.store.get(key);
        QVERIFY(stored && *stored);
        (*stored)->resize((*stored)->size() - Address::kSize);
        storage::WriteBatch batch;
        batch.put(key, **stored);
        QVERIFY(world.store.commit(batch));
        QVERIFY(world.chain->challenge(world.challenger.address(), fraud.challenge)->isFraud);
        QCOMPARE(world.account(world.challenger).credit, kStake + ChainWorld::kBond / 2);
        QVERIFY(world.isSolvent());
    }
};

STOA_TEST(LocalChainCallsTest)

} // namespace stoa::test

#include "local_chain_calls_test.moc"
