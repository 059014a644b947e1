// SPDX-License-Identifier: MIT
// Attacks on the contract that others have suffered (tests/core/ATTACKS.md); a name begins with its row.
#include <nlohmann/json.hpp>
#include <QTest>

#include "core/base/check.h"
#include "core/mainchain/local_chain.h"
#include "core/mvm/machine.h"
#include "core/rollup/referee.h"
#include "core/state/tape.h"
#include "tests/support/chain_world.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using mainchain::Submission;

namespace {

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

const Address kSomebody{{9, 9, 9}};

/// A final batch with a withdrawal of 30 tokens for kSomebody, claimed.
void claimed(ChainWorld& world)
{
    world.deposit();
    const Bytes step = world.withdrawal(0, kSomebody, 30 * kToken);
    const auto header = world.post({step});
    QVERIFY(header);
    const ObjectId id = tx::objectIdOf(tx::digestOf(*tx::decode(step), world.definition.rules().domain));
    state::Tree copy = world.tree;
    state::Recorder recorder(copy);
    QVERIFY(recorder.get(state::withdrawalKey(id)));
    world.chain->advanceTo(ChainWorld::kStart + 600);
    QVERIFY(world.chain->claim(*header, id, kSomebody, 30 * kToken, recorder.tape()));
}

/// So many people, each with what one announcement costs.
std::vector<Address> crowdOf(ChainWorld& world, std::uint32_t count)
{
    std::vector<Address> crowd;
    for (std::uint32_t i = 0; i < count; ++i) {
        crowd.push_back(Address{{0xc0, static_cast<std::uint8_t>(i >> 16U),
                                 static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i)}});
        STOA_CHECK(world.chain->mint(crowd.back(), world.definition.challengerBond).has_value());
    }
    return crowd;
}

/// Each announces that it will challenge that step.
bool announcedByAll(ChainWorld& world, const std::vector<Address>& crowd, const mainchain::Challenge& what)
{
    for (const Address& who : crowd)
        if (!world.chain->announce(who, mainchain::blindOf(who, what.header.number, what.step, what.salt)))
            return false;
    return true;
}

} // namespace

class ChainAttacksTest : public QObject {
    Q_OBJECT
private slots:
    /// A batch of an aggregator's consumes 64 messages, and its friend brings as many before the next one.
    void attackC32_noTurnWhileAMessageWaitsForTooLong()
    {
        ChainWorld world;
        const Address other = world.challenger.address();
        QVERIFY(world.chain->mint(other, ChainWorld::kBond) && world.chain->join(other, ChainWorld::kBond));
        for (int i = 0; i < 150; ++i) world.deposit(1);
        const Timestamp begun = world.chain->time();
        const Seconds delay = world.definition.forceDelay;
        QVERIFY(world.definition.slot < delay);
        world.chain->advanceTo(begun + delay - 2);
        QVERIFY(world.post({})); // 86 are left
        auto slot = world.chain->slot();
        QCOMPARE(slot->who, world.aggregator.address());
        QCOMPARE(slot->until, begun + delay); // sooner than its slot would be over
        QCOMPARE(mainchain::maySubmit(*world.chain, other).error().code, ErrorCode::NotYourSlot);
        world.chain->advanceTo(begun + delay);
        QVERIFY(world.chain->slot()->who.isZero());
        QVERIFY(mainchain::maySubmit(*world.chain, other));
        QVERIFY(world.post({})); // 22 are left, and still anybody may
        QVERIFY(mainchain::maySubmit(*world.chain, other));
        QVERIFY(world.post({})); // none
        QCOMPARE(world.chain->slot()->who, world.aggregator.address());
        QCOMPARE(mainchain::maySubmit(*world.chain, other).error().code, ErrorCode::NotYourSlot);
    }

    /// OVM: evidence was kept for a state and a step, wherever they stood. Here steps of equal bytes upon
    /// equal states stand at several places, one of them with a lie: what shows it convicts nobody elsewhere,
    /// and nothing from elsewhere clears or convicts it.
    void attackC05_evidenceOfAnotherPosition()
    {
        ChainWorld world;
        const Bytes nothing{0xff}; // refused, so the state before it is the state after it
        world.deposit();
        const state::Tree beforeFirst = world.tree;
        QVERIFY(world.post({nothing, nothing, world.transfer(0)}));
        const state::Tree beforeSecond = world.tree;
        QVERIFY(world.submit(world.lying({nothing, nothing, world.transfer(1)}, 1)));
        const Address who = world.challenger.address();
        QVERIFY(world.chain->mint(who, 100'000 * kToken));
        std::vector<mainchain::Challenge> others;
        for (std::uint32_t step = 0; step < 4; ++step)
            others.push_back(world.challengeOf(1, step, beforeFirst));
        for (const std::uint32_t step : {0U, 2U}) others.push_back(world.challengeOf(2, step, beforeSecond));
        const mainchain::Challenge good = world.challengeOf(2, 1, beforeSecond);
        QVERIFY(world.announce(good));
        for (const auto& each : others) QVERIFY(world.announce(each));
        for (std::uint32_t block = 0; block < world.definition.announceAge; ++block)
            QVERIFY(world.chain->mine());

        const auto moved = [](const mainchain::Challenge& evidence, const mainchain::Challenge& to) {
            mainchain::Challenge challenge = evidence;
            challenge.header = to.header;
            challenge.step = to.step;
            challenge.salt = to.salt;
            return challenge;
        };
        const mainchain::Solvency before = world.chain->solvency();
        for (const auto& each : others) {
            QCOMPARE(refusal(world.chain->challenge(who, moved(good, each))),
                     std::optional(ErrorCode::BadWitness));
            QCOMPARE(refusal(world.chain->challenge(who, moved(each, good))),
                     std::optional(ErrorCode::BadWitness));
        }
        QCOMPARE(world.chain->solvency().burnt, before.burnt); // nobody was punished
        QCOMPARE(world.chain->solvency().bonds, before.bonds);
        QCOMPARE(world.chain->tip(), std::uint64_t{2});
        const auto verdict = world.chain->challenge(who, good);
        QVERIFY(verdict && verdict->isFraud);
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
    }

    /// Kroma: the verifier did not know a field that nodes had begun to use. A header says by which rules it
    /// was made, and nobody here judges one that was made by others.
    void attackC07_headersOfOtherRulesAreNotJudged()
    {
        rollup::Header header;
        QVERIFY(rollup::decodeHeader(rollup::encodeHeader(header)));
        ++header.version;
        QCOMPARE(refusal(rollup::decodeHeader(rollup::encodeHeader(header))),
                 std::optional(ErrorCode::NewerFormat));
        header.version = 0;
        QCOMPARE(refusal(rollup::decodeHeader(rollup::encodeHeader(header))),
                 std::optional(ErrorCode::NewerFormat));

        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({}, 0)));
        mainchain::Challenge challenge = world.challengeOf(1, 0, world.tree);
        QVERIFY(world.announce(challenge));
        for (std::uint32_t block = 0; block < world.definition.announceAge; ++block)
            QVERIFY(world.chain->mine());
        ++challenge.header.version;
        QCOMPARE(refusal(world.chain->challenge(world.challenger.address(), challenge)),
                 std::optional(ErrorCode::RolledBack)); // no header of this chain
        --challenge.header.version;
        QVERIFY(world.chain->challenge(world.challenger.address(), challenge));
    }

    /// What a release has to pass: the referee is asked about every step that a node has really posted, from
    /// the step's tape and its batch's header alone, and comes to the root that was posted.
    void attackC07_theRefereeKnowsWhatNodesPost()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(!dac.isZero());
        const tx::Propose proposal = world.proposal(dac, 2);
        QVERIFY(world.sends(1, proposal));
        const ObjectId id = tx::objectIdOf(world.digest());
        QVERIFY(world.sends(2, world.acceptance(dac, id)));
        QVERIFY(world.sends(1, tx::Withdraw{kSomebody, kToken}));
        QVERIFY(world.network->force(world.step(1, tx::Transfer{world.address(2), 1})));
        QVERIFY(world.network->advanceTime(40 * kDay) && world.network->postNow()); // what is due is settled
        state::Tree tree;
        const mvm::Rules rules = world.network->definition().rules();
        std::size_t steps = 0;
        const std::uint64_t tip = world.network->info()->tipBatch;
        for (std::uint64_t number = 1; number <= tip; ++number) {
            const auto batch = world.network->batch(number);
            QVERIFY(batch);
            // As the main chain has it, through its bytes.
            const auto header = rollup::decodeHeader(rollup::encodeHeader(batch->header));
            QVERIFY(header);
            for (std::uint32_t i = 0; i < batch->steps.size(); ++i, ++steps) {
                const Hash pre = tree.root();
                const mvm::BatchContext context = rollup::contextOf(*header, i);
                state::Recorder recorder(tree);
                (void)mvm::applyBytes(recorder, rules, context, batch->steps[i]);
                const auto judged = rollup::judge(pre, rules, context, batch->steps[i], recorder.tape());
                QVERIFY(judged);
                QCOMPARE(*judged, batch->roots[i]);
                QVERIFY(tree.root() == batch->roots[i]);
            }
        }
        QVERIFY2(tip >= 2 && steps >= 12, std::to_string(steps).c_str());
    }

    /// Steps and roots are part of the call that posts a batch: what the main chain has is enough to run
    /// everything again, and a batch of which something is missing is not taken.
    void attackC25_nothingIsWithheld()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        world.deposit();
        QVERIFY(world.post({world.transfer(1), world.transfer(2)}));
        world.reopen();
        state::Tree again;
        for (std::uint64_t number = 1; number <= world.chain->tip(); ++number) {
            const auto batch = world.chain->batch(number);
            QVERIFY(batch && rollup::checkBatch(*batch));
            for (std::uint32_t i = 0; i < batch->steps.size(); ++i) {
                state::TreeState access(again);
                (void)mvm::applyBytes(access, world.definition.rules(), rollup::contextOf(batch->header, i),
                                      batch->steps[i]);
                QVERIFY(again.root() == batch->roots[i]);
            }
        }
        QVERIFY(again.root() == world.tree.root());

        const Submission whole = world.honest({world.transfer(3), world.transfer(4)});
        Submission withoutRoot = whole;
        withoutRoot.roots.pop_back();
        QCOMPARE(refusal(world.submit(withoutRoot)), std::optional(ErrorCode::BadBatch));
        Submission withoutStep = whole;
        withoutStep.txs.pop_back();
        QCOMPARE(refusal(world.submit(withoutStep)), std::optional(ErrorCode::BadBatch));
        Submission withoutBytes = whole;
        withoutBytes.txs.back().clear();
        QCOMPARE(refusal(world.submit(withoutBytes)), std::optional(ErrorCode::BadBatch));
        QVERIFY(world.submit(whole));
    }

    /// Nightfall: commitments were kept by their hash alone, so that a copy stood in its owner's way. What
    /// waits to be mined can be read by all: here somebody announces the same words before the owner does.
    void attackC20_aCopyStandsInNobodysWay()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
        const mainchain::Challenge challenge = world.challengeOf(1, 1, world.tree);
        const Address owner = world.challenger.address();
        const Address copier = world.member.address();
        const Hash blind = mainchain::blindOf(owner, 1, 1, challenge.salt);
        QVERIFY(world.chain->announce(copier, blind));
        QVERIFY(world.chain->announce(owner, blind));
        QCOMPARE(refusal(world.chain->challenge(copier, challenge)), std::optional(ErrorCode::NotAnnounced));
        const auto verdict = world.chain->challenge(owner, challenge);
        QVERIFY(verdict && verdict->isFraud);
        QCOMPARE(world.account(world.challenger).credit, ChainWorld::kBond / 2 + 10 * kToken);
        // The copy is its copier's own, good for nothing, and costs its bond.
        QCOMPARE(refusal(world.chain->announce(copier, blind)), std::optional(ErrorCode::AlreadyExists));
        QCOMPARE(refusal(world.chain->challenge(copier, challenge)), std::optional(ErrorCode::NotAnnounced));
        world.chain->advanceTo(ChainWorld::kStart + world.definition.announceExpiry);
        QVERIFY(world.chain->expire(copier, blind));
        QCOMPARE(world.chain->solvency().bonds, Amount{0});
        QCOMPARE(world.chain->solvency().burnt, ChainWorld::kBond / 2 + 10 * kToken);
        QVERIFY(world.isSolvent());
    }

    /// One account is liar, accuser and payer in one call. The half that comes back to it is what anybody
    /// else would have had; the other half is gone all the same, and so is its name.
    void attackC21_challengingOneselfSavesNothing()
    {
        for (const bool isByItsKey : {false, true}) {
            ChainWorld world;
            const Address liar = world.aggregator.address();
            const Address sender = isByItsKey ? kSomebody : liar;
            const Amount stake = world.definition.challengerBond;
            QVERIFY(world.chain->join(liar, 1)); // so that it cannot be halved
            const Amount bond = ChainWorld::kBond + 1;
            world.deposit();
            QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
            const mainchain::Challenge challenge = world.challengeOf(1, 1, world.tree);
            const Hash blind = mainchain::blindOf(sender, 1, 1, challenge.salt);
            if (isByItsKey) QVERIFY(world.chain->appoint(liar, sender, stake));
            QVERIFY(isByItsKey ? world.chain->announceFor(sender, liar, blind)
                               : world.chain->announce(liar, blind));
            QCOMPARE(world.account(world.aggregator).credit, Amount{0});
            const auto verdict = world.chain->challenge(sender, challenge);
            QVERIFY(verdict && verdict->isFraud);
            QCOMPARE(verdict->paid, bond / 2);
            QCOMPARE(verdict->burnt, bond - bond / 2);
            const mainchain::ChainAccount after = world.account(world.aggregator);
            QCOMPARE(after.bond, Amount{0});
            QCOMPARE(after.credit, bond / 2 + stake); // and what its announcement had set aside
            QCOMPARE(after.balance, 2 * ChainWorld::kBond - bond - stake);
            QVERIFY(after.isSlashed != 0);
            QCOMPARE(world.chain->solvency().burnt, bond - bond / 2);
            QCOMPARE(world.chain->solvency().bonds, Amount{0});
            QCOMPARE(world.chain->tip(), std::uint64_t{0});
            QCOMPARE(refusal(world.chain->join(liar, ChainWorld::kBond)),
                     std::optional(ErrorCode::NotPermitted));
            QVERIFY(world.isSolvent());
        }
    }

    /// Accusing oneself without reason makes no money either: half of what was set aside comes back, to
    /// whoever made the batch, and the bond stands as it stood.
    void attackC21_accusingOneselfWronglyCostsHalf()
    {
        for (const bool isByItsKey : {false, true}) {
            ChainWorld world;
            const Address who = world.aggregator.address();
            const Address sender = isByItsKey ? kSomebody : who;
            const Amount stake = world.definition.challengerBond;
            world.deposit();
            const state::Tree before = world.tree;
            QVERIFY(world.post({world.transfer(0)}));
            const mainchain::Challenge challenge = world.challengeOf(1, 1, before);
            const Hash blind = mainchain::blindOf(sender, 1, 1, challenge.salt);
            if (isByItsKey) QVERIFY(world.chain->appoint(who, sender, stake));
            QVERIFY(isByItsKey ? world.chain->announceFor(sender, who, blind)
                               : world.chain->announce(who, blind));
            const auto verdict = world.chain->challenge(sender, challenge);
            QVERIFY(verdict && !verdict->isFraud);
            const mainchain::ChainAccount after = world.account(world.aggregator);
            QCOMPARE(after.bond, ChainWorld::kBond);
            QCOMPARE(after.credit, stake / 2);
            QCOMPARE(after.balance, ChainWorld::kBond - stake);
            QCOMPARE(after.isSlashed, std::uint8_t{0});
            QCOMPARE(world.chain->appointment(who)->allowance, Amount{0});
            QCOMPARE(world.chain->solvency().burnt, stake - stake / 2);
            QCOMPARE(world.chain->tip(), std::uint64_t{1});
            QVERIFY(world.post({world.transfer(1)})); // its turn is still its own
            QVERIFY(world.isSolvent());
        }
    }

    /// An announcement is a word, and no more: while many are open, batches are posted, one is final at its
    /// second, what is final is paid, and bonds are free.
    void attackC22_nothingWaitsForAnAccuser()
    {
        ChainWorld world;
        const Timestamp start = ChainWorld::kStart;
        const Seconds window = world.definition.window;
        const Address aggregator = world.aggregator.address();
        world.deposit();
        const state::Tree before = world.tree;
        const Bytes step = world.withdrawal(0, kSomebody, 30 * kToken);
        const auto header = world.post({step});
        QVERIFY(header);
        const ObjectId id = tx::objectIdOf(tx::digestOf(*tx::decode(step), world.definition.rules().domain));
        state::Tree copy = world.tree;
        state::Recorder recorder(copy);
        QVERIFY(recorder.get(state::withdrawalKey(id)));
        const auto claim = [&] {
            return world.chain->claim(*header, id, kSomebody, 30 * kToken, recorder.tape());
        };
        const mainchain::Challenge challenge = world.challengeOf(1, 1, before);
        const std::vector<Address> early = crowdOf(world, 40);
        QVERIFY(announcedByAll(world, early, challenge));
        world.chain->advanceTo(start + 30);
        QVERIFY(world.post({world.transfer(1)}));
        for (const Address& who : early) {
            const auto verdict = world.chain->challenge(who, challenge);
            QVERIFY(verdict && !verdict->isFraud);
        }
        QVERIFY(world.post({world.transfer(2)}));

        // Just before the end they announce it once more, and keep it open.
        world.chain->advanceTo(start + window - 1);
        for (const Address& who : early) QVERIFY(world.chain->mint(who, world.definition.challengerBond));
        QVERIFY(announcedByAll(world, early, challenge));
        const Amount open = early.size() * world.definition.challengerBond;
        QCOMPARE(world.chain->solvency().bonds, ChainWorld::kBond + open);
        QVERIFY(!*world.chain->isFinal(*header));
        QCOMPARE(refusal(claim()), std::optional(ErrorCode::NotFinal));
        world.chain->advanceTo(start + window);
        QVERIFY(*world.chain->isFinal(*header));
        QCOMPARE(*mainchain::finalBatchOf(*world.chain), std::uint64_t{1});
        QVERIFY(claim());
        for (const Address& who : early)
            QCOMPARE(refusal(world.chain->challenge(who, challenge)), std::optional(ErrorCode::AlreadyFinal));
        const Timestamp free = world.account(world.aggregator).lockedUntil;
        QCOMPARE(free, start + 30 + window); // of its last batch
        world.chain->advanceTo(free - 1);
        QCOMPARE(refusal(world.chain->leave(aggregator)), std::optional(ErrorCode::TooEarly));
        world.chain->advanceTo(free);
        QVERIFY(world.chain->leave(aggregator));
        QCOMPARE(world.chain->solvency().bonds, open); // nobody has ended them yet
    }

    /// A thousand accusers of one honest batch, each under its own name: its aggregator makes no call at all,
    /// keeps its bond and its turn, and has half of what each of them has set aside.
    void attackC23_aCrowdOfAccusersPaysTheDefender()
    {
        ChainWorld world;
        world.deposit();
        const state::Tree before = world.tree;
        const auto header = world.post({world.transfer(0)});
        QVERIFY(header);
        const mainchain::Challenge challenge = world.challengeOf(1, 0, before); // signed by nobody, so quick
        const std::vector<Address> crowd = crowdOf(world, 1000);
        QVERIFY(announcedByAll(world, crowd, challenge));
        for (const Address& who : crowd) {
            const auto verdict = world.chain->challenge(who, challenge);
            QVERIFY(verdict && !verdict->isFraud);
        }
        const Amount stake = world.definition.challengerBond;
        const mainchain::ChainAccount after = world.account(world.aggregator);
        QCOMPARE(after.bond, ChainWorld::kBond);
        QCOMPARE(after.credit, crowd.size() * (stake / 2));
        QCOMPARE(after.lockedUntil, ChainWorld::kStart + world.definition.window);
        for (const Address& who : crowd) {
            const auto accuser = world.chain->account(who);
            QVERIFY(accuser && accuser->balance == 0 && accuser->credit == 0);
        }
        QCOMPARE(world.chain->solvency().burnt, crowd.size() * (stake - stake / 2));
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.chain->slot()->who, world.aggregator.address());
        QVERIFY(world.isSolvent());
        world.chain->advanceTo(ChainWorld::kStart + world.definition.window);
        QVERIFY(*world.chain->isFinal(*header)); // not a second later
    }

    /// One header a number: a second batch upon the same parent is not taken, whoever brings it, and both are
    /// signed with what they were built upon.
    void attackC34_oneHeaderANumber()
    {
        ChainWorld world;
        world.deposit();
        const Submission one = world.honest({world.transfer(0)});
        const Submission other = world.honest({world.transfer(0, 2 * kToken)});
        const auto header = world.submit(one);
        QVERIFY(header);
        QCOMPARE(refusal(world.submit(other)), std::optional(ErrorCode::WrongParent));
        QCOMPARE(refusal(world.submit(one)), std::optional(ErrorCode::WrongParent));
        // Nor from somebody else, who may post now.
        QVERIFY(world.chain->mint(kSomebody, ChainWorld::kBond));
        QVERIFY(world.chain->join(kSomebody, ChainWorld::kBond));
        world.chain->advanceTo(ChainWorld::kStart + world.definition.slot);
        QVERIFY(mainchain::maySubmit(*world.chain, kSomebody));
        QCOMPARE(refusal(world.chain->submit(kSomebody, other)), std::optional(ErrorCode::WrongParent));
        QCOMPARE(refusal(world.chain->submit(kSomebody, one)), std::optional(ErrorCode::WrongParent));
        QVERIFY(*world.chain->headerHash(1) == rollup::headerHash(*header));
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QVERIFY(world.chain->submit(kSomebody, world.honest({Bytes{0xff}}))); // upon the tip it may
    }

    /// Nobody is paid within another call: a claim makes credit, and only payout() hands it over, once, also
    /// when the disk fails at that moment.
    void attackC36_moneyIsFetched()
    {
        ChainWorld world;
        claimed(world);
        QCOMPARE(world.chain->account(kSomebody)->credit, 30 * kToken);
        QCOMPARE(world.chain->account(kSomebody)->balance, Amount{0});
        QCOMPARE(world.chain->solvency().credits, 30 * kToken);
        world.store.failCommit(1);
        QVERIFY(!world.chain->payout(kSomebody));
        QVERIFY(world.chain->refresh());
        QCOMPARE(world.chain->account(kSomebody)->credit, 30 * kToken);
        QCOMPARE(*world.chain->payout(kSomebody), 30 * kToken);
        QCOMPARE(world.chain->account(kSomebody)->credit, Amount{0});
        QCOMPARE(world.chain->account(kSomebody)->balance, 30 * kToken);
        const auto again = world.chain->payout(kSomebody);
        QVERIFY(!again || *again == 0);
        QCOMPARE(world.chain->account(kSomebody)->balance, 30 * kToken);
        QVERIFY(world.isSolvent());
    }

    /// There is no upgrade: other rules are another network, in which nothing that was signed here counts,
    /// and a chain keeps the definition that it was made with.
    void attackC40_otherRulesAreAnotherNetwork()
    {
        ChainWorld world;
        const auto written = nlohmann::json::parse(rollup::encodeDefinition(world.definition));
        int changed = 0;
        for (const auto& [name, value] : written.items()) {
            nlohmann::json other = written;
            if (value.is_boolean())
                other[name] = !value.get<bool>();
            else if (value.is_number())
                other[name] = value.get<std::uint64_t>() + 1;
            else {
                std::string text = value.get<std::string>();
                text.back() = text.back() == '1' ? '2' : '1';
                other[name] = text;
            }
            const auto definition = rollup::decodeDefinition(other.dump());
            if (!definition) continue; // these rules are none at all
            ++changed;
            QVERIFY2(definition->hash() != world.definition.hash(), name.c_str());
            QVERIFY2(definition->rules().domain != world.definition.rules().domain, name.c_str());
        }
        QVERIFY(changed >= 12);
        world.reopen();
        QVERIFY(world.chain->definition() == world.definition);
    }
};

STOA_TEST(ChainAttacksTest)

} // namespace stoa::test

#include "chain_attacks_test.moc"
