// SPDX-License-Identifier: MIT
// The local network as a member sees it: money in, steps, batches, time, lies and restarts.
#include "core/operator/local_network.h"

#include <QTest>

#include "core/codec/sparse.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::BatchInfo;
using node::BatchStage;
using node::ChainEvent;
using node::StepStatus;

namespace {

tx::Transfer transferTo(const Address& to, Amount amount)
{
    tx::Transfer transfer;
    transfer.to = to;
    transfer.amount = amount;
    return transfer;
}

bool isSound(NetworkWorld& world)
{
    const auto batches = world.network->verifyBatches();
    const auto supply = world.network->verifySupply();
    return batches && !batches->problem && supply && !supply->problem;
}

} // namespace

class LocalNetworkTest : public QObject {
    Q_OBJECT

private slots:
    void faucetMoneyIsThereAtOnce()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QCOMPARE(world.balance(1), 5 * kToken);
        QVERIFY(world.network->faucet(world.address(1), 2 * kToken));
        QCOMPARE(world.balance(1), 7 * kToken);
        QVERIFY(isSound(world));
        QCOMPARE(world.network->faucet(world.address(1), ~Amount{0}).error().code, ErrorCode::AmountOverflow);
        // Half of what can be minted is kept for bonds.
        QCOMPARE(world.network->faucet(world.address(1), Amount{1} << 61U).error().code,
                 ErrorCode::AmountOverflow);
        QVERIFY(world.network->faucet(world.address(1), world.network->chain().mintable()));
        QCOMPARE(world.network->faucet(world.address(1), 1).error().code, ErrorCode::AmountOverflow);
        QCOMPARE(world.send(1, transferTo(world.address(2), kToken)).stage, StepStatus::Stage::Included);
        QVERIFY(isSound(world));
    }

    /// A store fails, and what is on the disk then cannot be opened: that is said until it can.
    void whatCannotBeOpenedAgainIsNotOpen()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        const storage::MemoryStore right = world.aggregatorStore;
        const Bytes step = world.step(1, transferTo(world.address(2), kToken));
        world.aggregatorStore.failCommit(1);
        QVERIFY(!world.network->submit({step}));
        storage::WriteBatch spoilt;
        spoilt.put(Bytes{'k'}, Bytes{1, 2, 3});
        QVERIFY(world.aggregatorStore.commit(spoilt));
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(world.network->tick().error().code, ErrorCode::StoreDamaged);
            QVERIFY(!world.network->node(0).isOpen());
        }
        world.aggregatorStore = right;
        QVERIFY(world.network->tick());
        QVERIFY(world.network->node(0).isOpen());
        QCOMPARE(world.balance(1), 5 * kToken);
    }

    void whatMembersAreNotToldIsCounted()
    {
        using What = mainchain::Event::What;
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QVERIFY(world.network->force(world.step(1, transferTo(world.address(2), kToken))));
        for (int i = 0; i < 2; ++i) QVERIFY(world.network->events(0, 1000)); // each counts once
        QCOMPARE(world.network->node(0).eventCount(What::Forced), std::uint64_t{1});
        QCOMPARE(world.network->node(0).eventCount(What::Claimed), std::uint64_t{0});
        // Also what somebody passes over who asks for the newest.
        QVERIFY(world.network->force(world.step(1, transferTo(world.address(2), kToken), 1)));
        const std::uint64_t newest = world.network->chain().eventCount();
        QVERIFY(world.network->faucet(world.address(1), kToken));
        for (const std::uint64_t after : {newest, std::uint64_t{0}}) {
            QVERIFY(world.network->events(after, 1000));
            QCOMPARE(world.network->node(0).eventCount(What::Forced), std::uint64_t{2});
        }
        QVERIFY(world.reopen()); // from here on
        QVERIFY(world.network->events(0, 1000));
        QCOMPARE(world.network->node(0).eventCount(What::Forced), std::uint64_t{0});
    }

    void whatCameInIsTold()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QCOMPARE(world.send(1, transferTo(world.address(2), kToken)).stage, StepStatus::Stage::Included);
        QCOMPARE(world.send(1, transferTo(world.address(2), 2 * kToken)).stage, StepStatus::Stage::Included);
        for (int start = 0; start < 2; ++start) {
            const auto first = *world.network->credits(world.address(1), 10, {});
            QCOMPARE(first.size(), std::size_t{1}); // what one pays oneself is no income
            QCOMPARE(first[0].amount, 5 * kToken);
            QCOMPARE(first[0].kind, static_cast<std::uint16_t>(tx::Kind::Deposit));
            QVERIFY(first[0].from.isZero());
            const auto second = *world.network->credits(world.address(2), 10, {});
            QCOMPARE(second.size(), std::size_t{2});
            QCOMPARE(second[0].amount, 2 * kToken); // the newest first
            QCOMPARE(second[1].amount, kToken);
            QVERIFY(second[0].from == world.address(1));
            QCOMPARE(world.network->credits(world.address(2), 1, {})->size(), std::size_t{1});
            const node::CreditPlace place{second[0].block, second[0].step};
            const auto older = *world.network->credits(world.address(2), 10, place);
            QCOMPARE(older.size(), std::size_t{1}); // what is older than the newest
            QCOMPARE(older[0].amount, kToken);
            QVERIFY(world.network->credits(world.address(3), 10, {})->empty());
            QVERIFY(world.reopen());
        }
    }

    /// A rollback leaves notes of steps that are gone, or that stand there again and brought nothing.
    void whatIsNotedOfAnotherStateIsNotTold()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 9 * kToken));
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        QVERIFY(world.sends(1, transferTo(world.address(2), 2 * kToken)));
        const std::uint64_t newest = world.network->credits(world.address(2), 1, {})->front().block;
        Bytes prefix{'y'};
        append(prefix, world.address(2).bytes);
        std::vector<std::pair<Bytes, Bytes>> notes;
        QVERIFY(world.aggregatorStore.iterate(prefix, [&](ByteView key, ByteView value) {
            notes.emplace_back(toBytes(key), toBytes(value));
            return true;
        }));
        QCOMPARE(notes.size(), std::size_t{2});
        const auto at = [&](std::uint64_t block, std::uint32_t step) {
            Bytes key = prefix;
            appendFixed(key, ~block);
            appendFixed(key, ~step);
            return key;
        };
        storage::WriteBatch writes;
        writes.put(at(newest + 1, 0), notes[0].second); // a block that is not there any more
        writes.put(at(newest, 200), notes[0].second);   // no step is there
        notes[1].second.front() ^= 1;                   // what stands there led to another state
        writes.put(notes[1].first, notes[1].second);
        QVERIFY(world.aggregatorStore.commit(std::move(writes)));
        const auto credits = *world.network->credits(world.address(2), 10, {});
        QCOMPARE(credits.size(), std::size_t{1});
        QCOMPARE(credits[0].amount, 2 * kToken);
    }

    void aRollbackForgetsWhatWasNotedOfIt()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        const auto notesOf = [&](std::size_t who) {
            Bytes prefix{'y'};
            append(prefix, world.address(who).bytes);
            int count = 0;
            const auto read = world.aggregatorStore.iterate(prefix, [&](ByteView, ByteView) {
                ++count;
                return true;
            });
            return read ? count : -1;
        };
        QVERIFY(world.network->faucet(world.address(1), 100 * kToken));
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        QVERIFY(world.network->postNow());
        QVERIFY(world.network->tick());
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        QVERIFY(world.sends(1, transferTo(world.address(3), kToken)));
        QVERIFY(world.network->postNow());
        QCOMPARE(notesOf(2), 2);
        QCOMPARE(notesOf(3), 1);
        for (int i = 0; i < 5 && world.network->info()->rollbacks == 0; ++i) {
            QVERIFY(world.network->tick());
            world.clock.advance(1);
        }
        QCOMPARE(world.network->info()->rollbacks, std::uint64_t{1});
        QCOMPARE(notesOf(2), 1); // what stands keeps its own
        QCOMPARE(notesOf(3), 0);
        QCOMPARE(world.network->credits(world.address(2), 10, {})->size(), std::size_t{1});
        QVERIFY(isSound(world));
    }

    void theSupplyIsCountedOverTheRecordsThatHoldMoney()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QCOMPARE(world.network->verifySupply()->records, std::uint64_t{0});
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QVERIFY(world.network->faucet(world.address(2), 5 * kToken));
        QCOMPARE(world.network->verifySupply()->records, std::uint64_t{2});
    }

    void aStepIsAnsweredFromADurableBlock()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        const StepStatus status = world.send(1, transferTo(world.address(2), kToken));
        QCOMPARE(status.stage, StepStatus::Stage::Included);
        const auto before = world.network->info();
        QVERIFY(before);
        QCOMPARE(status.block, before->head.header.number);
        QVERIFY(rollup::checkSignature(before->head, world.definition.hash()));
        QVERIFY(world.reopen()); // as after kill -9
        QCOMPARE(world.balance(2), kToken);
        const auto after = world.network->info();
        QVERIFY(after);
        QVERIFY(after->head.header == before->head.header);
        QCOMPARE(after->openBatch, before->openBatch);
        const auto known = world.network->status({world.digest(), Hash{{9}}});
        QVERIFY(known);
        QCOMPARE(known->at(0).stage, StepStatus::Stage::Included);
        QCOMPARE(known->at(0).block, status.block);
        QCOMPARE(known->at(1).stage, StepStatus::Stage::Unknown);
        QVERIFY(world.network->postNow());
        QVERIFY(isSound(world));
    }

    void aStepThatIsSentTwiceHappensOnce()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        const Bytes step = world.step(1, transferTo(world.address(2), kToken));
        const auto first = world.network->submit({step});
        const auto second = world.network->submit({step});
        QVERIFY(first && second);
        QCOMPARE(second->front().stage, StepStatus::Stage::Included);
        QCOMPARE(second->front().block, first->front().block);
        QCOMPARE(world.balance(2), kToken);
    }

    void aRefusedStepIsNotIncludedAndSaysWhy()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const StepStatus status = world.send(1, transferTo(world.address(2), kToken));
        QCOMPARE(status.stage, StepStatus::Stage::Refused);
        QCOMPARE(status.refusal, std::optional(ErrorCode::InsufficientBalance));
        const auto garbage = world.network->submit({Bytes{0xff, 1, 2}, Bytes{}, Bytes(5000, 1)});
        QVERIFY(garbage);
        QCOMPARE(garbage->at(0).refusal, std::optional(ErrorCode::UnknownKind));
        QCOMPARE(garbage->at(1).refusal, std::optional(ErrorCode::WrongLength));
        QCOMPARE(garbage->at(2).refusal, std::optional(ErrorCode::TooLarge));
        QCOMPARE(world.network->info()->head.header.number, std::uint64_t{0});
        // What only the main chain may bring is refused from anybody else.
        const Bytes deposit = tx::encode({{}, tx::Deposit{0, world.address(1), kToken}, {}});
        QCOMPARE(world.network->submit({deposit})->front().refusal, std::optional(ErrorCode::WrongOrigin));
    }

    void moreStepsThanABatchHoldsFillSeveral()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 500 * kToken));
        std::vector<Bytes> steps;
        for (std::uint32_t i = 0; i < 600; ++i)
            steps.push_back(world.step(1, transferTo(world.address(2), 1000 + i), i));
        const auto answers = world.network->submit(steps);
        QVERIFY(answers);
        for (const StepStatus& answer : *answers) QCOMPARE(answer.stage, StepStatus::Stage::Included);
        QVERIFY(world.network->postNow());
        const auto batches = world.network->batches(1, 10);
        QVERIFY(batches);
        QCOMPARE(batches->size(), std::size_t{3});
        QCOMPARE(batches->at(0).header.steps, std::uint32_t{256});
        QVERIFY(isSound(world));
    }

    void aBatchIsPostedAfterThreeSecondsAndFinalAfterItsWindow()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QCOMPARE(world.network->batches(1, 10)->front().stage, BatchStage::Open);
        world.clock.advance(2);
        QVERIFY(world.network->tick());
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{0});
        world.clock.advance(1);
        QVERIFY(world.network->tick());
        const BatchInfo posted = world.network->batches(1, 10)->front();
        QCOMPARE(posted.stage, BatchStage::Posted);
        QCOMPARE(posted.check, BatchInfo::Check::Same);
        QCOMPARE(posted.windowCloses, NetworkWorld::kStart + 3 + 600);
        world.clock.advance(599);
        QVERIFY(world.network->tick());
        QCOMPARE(world.network->info()->finalBatch, std::uint64_t{0});
        world.clock.advance(1);
        QVERIFY(world.network->tick());
        QCOMPARE(world.network->info()->finalBatch, std::uint64_t{1});
        QCOMPARE(world.network->batches(1, 10)->front().stage, BatchStage::Final);
    }

    void whatWasAcknowledgedSurvivesALongSleep()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        world.network.reset(); // stopped with an open batch, and started two days later
        world.clock.advance(2 * kDay);
        QVERIFY(world.reopen());
        QVERIFY(world.network->tick());
        QCOMPARE(world.balance(2), kToken);
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{1});
        QCOMPARE(world.network->now(), NetworkWorld::kStart + 2 * kDay);
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        world.clock.advance(kDay); // the same while it runs and the computer sleeps
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        world.clock.set(NetworkWorld::kStart); // a clock that was set back does not turn time around
        QVERIFY(world.network->tick());
        QCOMPARE(world.network->now(), NetworkWorld::kStart + 3 * kDay);
        QVERIFY(world.network->postNow());
        QVERIFY(isSound(world));
    }

    void aProposalThatNobodyAnswersReturnsItsMoneyUnasked()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(!dac.isZero());
        const Amount before = world.balance(1);
        QVERIFY(world.sends(1, world.proposal(dac, 2)));
        QVERIFY(world.balance(1) < before - 120 * kToken);
        QVERIFY(world.network->advanceTime(kDay + 1));
        QCOMPARE(world.balance(1), before - 5000 - 1000); // fee and tip
        QVERIFY(isSound(world));
        QVERIFY(world.reopen());
        QVERIFY(isSound(world));
    }

    void aProposalTakenBackIsPaidOutInTheSameBlock()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        const Amount before = world.balance(1);
        QVERIFY(world.sends(1, world.proposal(dac, 2)));
        tx::Cancel cancel;
        cancel.dac = dac;
        cancel.collaboration = tx::objectIdOf(world.digest());
        QVERIFY(world.sends(1, cancel));
        QCOMPARE(world.balance(1), before - 5000 - 1000 - 1000);
    }

    void aWholeCollaborationSettlesByTimeAlone()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(world.sends(1, world.proposal(dac, 2)));
        const ObjectId id = tx::objectIdOf(world.digest());
        QVERIFY(world.sends(2, world.acceptance(dac, id)));
        tx::Deliver deliver;
        deliver.dac = dac;
        deliver.collaboration = id;
        deliver.seq = world.read<state::Collaboration>(state::collaborationKey(dac, id))->seq;
        deliver.delivery = contentIdOf("work");
        QVERIFY(world.sends(2, deliver));
        const Amount doer = world.balance(2);
        // Silence is consent: the review period, then the challenging period.
        QVERIFY(world.network->advanceTime(40 * kDay));
        QCOMPARE(world.balance(2), doer + 130 * kToken - 5 * kToken); // tax: 5 %
        QVERIFY(isSound(world));
    }

    void aLieIsFoundChallengedAndRolledBack()
    {
        NetworkWorld world(1, false);
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 100 * kToken));
        QVERIFY(world.network->postNow());
        QVERIFY(world.network->tick());
        const Address liar = world.network->info()->aggregator;
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.network->info()->corruptNextBatch);
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        QVERIFY(world.network->postNow());
        QVERIFY(!world.network->info()->corruptNextBatch);
        bool wasSeenChallenged = false;
        for (int i = 0; i < 5 && world.network->info()->rollbacks == 0; ++i) {
            QVERIFY(world.network->tick());
            if (world.network->batches(2, 1)->front().stage == BatchStage::Challenged)
                wasSeenChallenged = true;
            world.clock.advance(1);
        }
        QVERIFY(wasSeenChallenged);
        const auto info = world.network->info();
        QCOMPARE(info->rollbacks, std::uint64_t{1});
        QCOMPARE(info->tipBatch, std::uint64_t{1});
        QVERIFY(info->aggregator != liar);
        const auto rolledBack = world.network->batches(2, 1);
        QCOMPARE(rolledBack->front().stage, BatchStage::RolledBack);
        QCOMPARE(rolledBack->front().check, BatchInfo::Check::Different);
        const auto status = world.network->status({world.digest()});
        QCOMPARE(status->front().stage, StepStatus::Stage::RolledBack);
        QCOMPARE(world.balance(1), 100 * kToken);
        QCOMPARE(world.balance(2), Amount{0});
        // Half of the bond to the validator, with its own back; half burnt.
        QCOMPARE(info->validatorCredit, 500 * kToken + 10 * kToken);
        const auto events = world.network->events(0, 100);
        const auto slashed = std::find_if(events->begin(), events->end(), [](const ChainEvent& event) {
            return event.what == ChainEvent::What::Slashed;
        });
        QVERIFY(slashed != events->end());
        QCOMPARE(slashed->who, liar);
        QCOMPARE(slashed->paid, 500 * kToken);
        QCOMPARE(slashed->burnt, 500 * kToken);
        // The same signed step goes in again, and the network works on.
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        world.clock.advance(3);
        QVERIFY(world.network->tick());
        QCOMPARE(world.network->info()->tipBatch, std::uint64_t{2});
        QCOMPARE(world.network->batches(2, 1)->front().check, BatchInfo::Check::Same);
        QVERIFY(isSound(world));
    }

    void depositsAreTakenInOnceAlsoAcrossARollback()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 100 * kToken));
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        // The batch that lies has the deposit in it.
        QVERIFY(world.network->advanceTime(1));
        QCOMPARE(world.network->info()->rollbacks, std::uint64_t{1});
        QCOMPARE(world.balance(1), 100 * kToken);
        QCOMPARE(world.balance(2), Amount{0});
        QVERIFY(world.network->advanceTime(1));
        QVERIFY(isSound(world));
    }

    void severalAggregatorsShareOneMainChain()
    {
        NetworkWorld world;
        world.aggregators = 3;
        QVERIFY(world.reopen());
        QCOMPARE(world.network->nodes(), std::size_t{3});
        QVERIFY(world.network->faucet(world.address(1), 100 * kToken));
        QVERIFY(world.sends(1, transferTo(world.address(2), kToken)));
        QVERIFY(world.network->advanceTime(4));
        const auto areAlike = [&] {
            for (std::size_t index = 1; index < 3; ++index)
                if (world.network->node(index).aggregator().tree().root() !=
                    world.network->node(0).aggregator().tree().root())
                    return false;
            return true;
        };
        QVERIFY(areAlike());
        // The first is switched off; another one makes the batches, and the first follows when it is back.
        world.network->run(0, false);
        QVERIFY(world.network->advanceTime(world.definition.slot));
        const Bytes step = world.step(1, transferTo(world.address(2), kToken));
        QCOMPARE(world.network->node(2).submit({step})->front().stage, StepStatus::Stage::Included);
        QVERIFY(world.network->advanceTime(4));
        QCOMPARE(world.network->chain().header(world.network->chain().tip())->aggregator,
                 world.network->node(2).aggregator().address());
        world.network->run(0, true);
        QVERIFY(world.network->tick());
        QVERIFY(areAlike());
        QCOMPARE(world.balance(2), 2 * kToken);
        // It is not the first one's turn: what it gets, it hands on.
        const Bytes handed = world.step(1, transferTo(world.address(2), kToken));
        QCOMPARE(world.network->submit({handed})->front().stage, StepStatus::Stage::Waiting);
        QVERIFY(world.network->advanceTime(4));
        QCOMPARE(world.network->status({world.digestOf(handed)})->front().stage, StepStatus::Stage::Included);
        QCOMPARE(world.balance(2), 3 * kToken);
        QVERIFY(world.reopen());
        QVERIFY(areAlike() && isSound(world));
    }

    void contentIsServedByItsHash()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const Bytes object = toBytes(viewOf("a page"));
        QVERIFY(world.network->putContents({object}));
        const auto found = world.network->contents({contentIdOf("another"), contentIdOf("a page")});
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t{1});
        QVERIFY(found->front() == object);
        QCOMPARE(world.network->putContents({Bytes{}}).error().code, ErrorCode::BadContent);
    }

    /// Somebody waits for an answer: checking has days, the person has seconds.
    void whoIsWaitedForChecksOneBatchAtATime()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        for (int i = 0; i < 5; ++i) {
            QVERIFY(world.sends(1, tx::Transfer{world.address(2), kToken}));
            QVERIFY(world.network->postNow());
        }
        const node::Validator& validator = *world.network->node(0).validator();
        const std::uint64_t before = validator.checkedBatch();
        const std::uint64_t tip = world.network->chain().tip();
        QVERIFY(before + 3 < tip);
        QVERIFY(world.network->tick(true));
        QCOMPARE(validator.checkedBatch(), before + 1);
        QVERIFY(world.network->tick(true));
        QCOMPARE(validator.checkedBatch(), before + 2);
        QVERIFY(world.network->tick());
        QCOMPARE(validator.checkedBatch(), tip);
    }

    void companiesAndRecordsComeWithTheirPaths()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        const auto snapshot = world.network->company(dac, {});
        QVERIFY(snapshot);
        QVERIFY(!snapshot->isUnchanged);
        QVERIFY(state::provesSubtree(snapshot->path, state::companyPrefix(dac), snapshot->root,
                                     snapshot->head.header.postRoot));
        state::Tree rebuilt;
        for (const auto& [key, record] : snapshot->records) rebuilt.put(key, record);
        QVERIFY(rebuilt.root() == snapshot->root);
        const auto again = world.network->company(dac, snapshot->root);
        QVERIFY(again->isUnchanged && again->records.empty());
        const auto proof = world.network->record(state::accountKey(world.address(0)));
        QVERIFY(state::foldPath(state::accountKey(world.address(0)), proof->path) ==
                proof->head.header.postRoot);
        const auto absent = world.network->company(DacId{{1}}, Hash{{1}});
        QVERIFY(absent->root.isZero() && absent->records.empty() && !absent->isUnchanged);
    }

    void timeMovesByCommandOnATestNetworkOnly()
    {
        NetworkWorld real(1, false);
        QVERIFY(real.reopen());
        QCOMPARE(real.network->advanceTime(5).error().code, ErrorCode::TestClockOnly);
        NetworkWorld test;
        QVERIFY(test.reopen());
        test.clock.advance(1000);
        QVERIFY(test.network->tick());
        QCOMPARE(test.network->now(), NetworkWorld::kStart);
        QCOMPARE(*test.network->advanceTime(500), NetworkWorld::kStart + 500);
        QVERIFY(test.reopen());
        QCOMPARE(test.network->now(), NetworkWorld::kStart + 500);
    }

    void damagedRecordsAreNoticed()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        QVERIFY(world.network->faucet(world.address(1), 5 * kToken));
        Bytes key{'s'};
        append(key, state::accountKey(world.address(1)).bytes);
        auto record = *world.aggregatorStore.get(key);
        QVERIFY(record);
        auto account = codec::fromSparse(*record, state::kMaxRecordBytes);
        QVERIFY(account);
        (*account)[40] ^= 1;
        storage::WriteBatch writes;
        writes.put(key, codec::toSparse(*account));
        QVERIFY(world.aggregatorStore.commit(writes));
        QCOMPARE(world.reopen().error().code, ErrorCode::StoreDamaged);
    }
};

STOA_TEST(LocalNetworkTest)

} // namespace stoa::test

#include "local_network_test.moc"
