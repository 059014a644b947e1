// SPDX-License-Identifier: MIT
// A member whose node goes another way, lies for a while, takes long or does not have everything, on clocks
// that only the test moves.
#include <QTest>

#include "core/engine/handlers.h"
#include "tests/support/light_world.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"
#include "tests/support/served_node.h"

namespace stoa::test {

using namespace stoa::engine;
using Stage = sync::OutboxEntry::Stage;

namespace {

constexpr std::size_t kMe = 5;
constexpr std::size_t kOther = 1; ///< whose payments make the batches
const std::string kUrl = "http://127.0.0.1:4242/";
const std::string kElsewhere = "http://127.0.0.1:5555/";
const auto kNoProblem = std::optional<ErrorCode>();

/// A node in the member's own program whose next step would make or lose money.
class StoppedNode final : public sync::ForwardingNode {
public:
    using ForwardingNode::ForwardingNode;
    Result<std::vector<node::StepStatus>> submit(const std::vector<Bytes>&) override
    {
        return Error{ErrorCode::MoneyMismatch, "step"};
    }
};

/// The member has a hundred tokens. Its own disk outlives it.
struct Followed {
    Followed()
    {
        STOA_CHECK(network().faucet(there.world.address(kMe), 100 * kToken));
        STOA_CHECK(start(kUrl));
    }
    bool start(const std::string& url)
    {
        member.reset();
        EngineOptions options;
        options.nodeUrl = url;
        options.manualTicks = true;
        member =
            std::make_unique<Member>(options, EngineWorld{clock(), random, &served}, [](const Event&) {});
        std::vector<crypto::KeyPair> keys;
        const auto& mine = there.world.key(kMe);
        keys.push_back(*crypto::KeyPair::fromSecret(crypto::Secret32(mine.secret().view())));
        return member
            ->openOn(std::make_unique<BorrowedStore>(notes), std::make_unique<BorrowedStore>(texts),
                     wallet::Vault::ofKeys(std::move(keys)))
            .has_value();
    }
    node::LocalNetwork& network() { return *there.world.network; }
    ManualClock& clock() { return there.world.clock; } // the network's own time does not depend on it

    /// The member pays a token to somebody, as people do it.
    Result<Hash> pay()
    {
        PendingDraft draft;
        tx::Transaction payment;
        payment.payload = tx::Transfer{there.world.address(2), kToken};
        draft.transactions.push_back(std::move(payment));
        STOA_TRY(const Draft kept, member->keepDraft(std::move(draft)));
        STOA_TRY(const Sent sent, handle(*member, SignAndSend{kept.id}));
        return sent.ids.front();
    }
    const sync::OutboxEntry& entry(const Hash& action) const { return *member->outbox->find(action); }
    Finality finality(const Hash& action) const { return member->finalityOf(entry(action)).stage; }
    /// Zero while it is not known.
    Amount balance() const { return member->myAccount() ? member->myAccount()->account.balance : 0; }
    /// Asks the node now, and returns what was wrong with its answers.
    std::optional<ErrorCode> problem()
    {
        STOA_CHECK(member->synchronizeNow());
        return member->nodeProblem;
    }

    Light there;
    ServedNode served{*there.node};
    SeededRandom random{11};
    storage::MemoryStore notes;
    storage::MemoryStore texts;
    std::unique_ptr<Member> member;
};

} // namespace

class FollowedNodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Where another chain is believed from now on, and so long a one that the header of the action's batch
    /// is not kept, nothing is left to compare it with afterwards.
    void anActionOfAChainThatIsLeftIsLookedAtAnew_data()
    {
        QTest::addColumn<bool>("isFinal");
        QTest::addRow("not final, and the main chain goes another way") << false;
        QTest::addRow("final, and the person chooses another node") << true;
    }
    void anActionOfAChainThatIsLeftIsLookedAtAnew()
    {
        QFETCH(const bool, isFinal);
        Followed f;
        STOA_SUCCEEDS(action, f.pay());
        QVERIFY(f.network().postNow() && f.member->synchronize());
        QCOMPARE(f.finality(*action), Finality::InBatch);
        if (isFinal) {
            QVERIFY(f.network().advanceTime(f.there.world.definition.window) && f.member->synchronize());
            QCOMPARE(f.finality(*action), Finality::Final);
        }

        NetworkWorld other(2); // the same network by its definition, and nothing in it is the same
        QVERIFY(other.reopen());
        QVERIFY(other.definition == f.there.world.definition);
        QVERIFY(other.network->faucet(other.address(kOther), 1000 * kToken));
        for (int batches = 0; batches < 260; ++batches)
            QVERIFY(other.sends(kOther, tx::Transfer{other.address(2), kToken}) && other.network->postNow());
        QVERIFY(other.network->advanceTime(other.definition.window));

        f.served.node = other.network.get();
        QVERIFY(isFinal ? f.start(kElsewhere) : f.member->synchronize().has_value());
        QCOMPARE(f.member->nodeProblem, kNoProblem);
        QCOMPARE(f.member->headers->tip(), std::uint64_t{260});
        QCOMPARE(f.member->headers->finalBatch(), std::uint64_t{260});
        QVERIFY(!f.member->headers->batch(f.entry(*action).batch)); // which is what this is about
        QVERIFY(f.finality(*action) != Finality::Final);
        QCOMPARE(f.entry(*action).stage, Stage::RolledBack);
    }

    /// Nobody can say here which of two answers was the lie. Other lies meanwhile do not begin the ten
    /// minutes anew.
    void whoGoesOnSayingLessIsBelievedAfterTenMinutes()
    {
        Followed f;
        QVERIFY(f.there.post());
        QCOMPARE(f.problem(), kNoProblem);
        const std::uint64_t tip = f.member->headers->tip();
        QCOMPARE(tip, std::uint64_t{2}); // the first one gave the member its money
        f.there.pretendRollback();
        QCOMPARE(f.problem(), kNoProblem);
        QCOMPARE(f.member->headers->tip(), tip - 1);
        const Timestamp since = f.clock().now();
        for (const Seconds later : {Seconds{0}, kMinute, 5 * kMinute, 10 * kMinute - 1}) {
            f.clock().set(since + later);
            f.there.node->onInfo = [](node::NodeInfo& info) { info.definition = "{}"; };
            QCOMPARE(f.problem(), std::optional(ErrorCode::WrongNetwork));
            f.there.beHonest();
            QCOMPARE(f.problem(), std::optional(ErrorCode::ProofFailed));
            QCOMPARE(f.member->headers->tip(), tip - 1);
            QCOMPARE(f.member->headers->rollbacks(), std::uint64_t{1});
        }
        f.clock().set(since + 10 * kMinute);
        QCOMPARE(f.problem(), kNoProblem);
        QCOMPARE(f.member->headers->tip(), tip);
        QCOMPARE(f.member->headers->rollbacks(), std::uint64_t{0});
        QVERIFY(f.there.post());
        QCOMPARE(f.problem(), kNoProblem);
        QCOMPARE(f.member->headers->tip(), tip + 1);
    }

    /// They change nothing that is known, and cost no more time afterwards than they have lasted.
    void liesOfAFewSecondsAreOverWhenTheyAreOver()
    {
        constexpr int kTurns = 12; // three seconds
        Followed f;
        QVERIFY(f.there.post());
        const auto old = f.network().info();
        QVERIFY(f.there.post());
        QCOMPARE(f.problem(), kNoProblem);
        const std::uint64_t tip = f.member->headers->tip();
        const Bytes before = f.member->headers->encode();
        // The node is as it was some time ago.
        f.there.node->onInfo = [&](node::NodeInfo& info) { info = *old; };
        f.there.node->onBatches = [&](std::vector<node::BatchInfo>& list) {
            std::erase_if(list, [&](const auto& each) { return each.header.number > old->tipBatch; });
        };
        f.there.node->onEvents = [&](std::vector<node::ChainEvent>& list) {
            std::erase_if(list, [&](const auto& each) { return each.id > old->lastEvent; });
        };
        for (int turn = 0; turn < kTurns; ++turn) {
            if (turn % 4 == 0) f.clock().advance(1);
            QVERIFY(f.member->synchronize());
            QCOMPARE(f.member->nodeProblem, std::optional(ErrorCode::ProofFailed));
            QVERIFY(f.member->headers->encode() == before);
        }
        f.there.beHonest();
        QVERIFY(f.there.post());
        for (int turn = 0; turn < kTurns; ++turn) QVERIFY(f.member->synchronize());
        QCOMPARE(f.member->nodeProblem, kNoProblem);
        QCOMPARE(f.member->headers->tip(), tip + 1);
    }

    /// The engine waits for an answer and does nothing else meanwhile, so it leaves the node alone for as
    /// long as the round has taken.
    void aNodeThatTakesLongIsLeftAloneForAsLong_data()
    {
        QTest::addColumn<Seconds>("seconds");
        QTest::addColumn<bool>("isSilent");
        QTest::addColumn<int>("pause"); // turns: four a second
        QTest::addRow("quick enough") << Seconds{4} << false << 0;
        QTest::addRow("slow") << Seconds{5} << false << 20;
        QTest::addRow("slower") << Seconds{7} << false << 28;
        QTest::addRow("silent") << Seconds{7} << true << 28;
        QTest::addRow("as slow as can be") << Seconds{1000} << false << 120;
    }
    void aNodeThatTakesLongIsLeftAloneForAsLong()
    {
        QFETCH(const Seconds, seconds);
        QFETCH(const bool, isSilent);
        QFETCH(const int, pause);
        Followed f;
        f.served.onRequest = [&](const std::string& method) -> std::optional<ErrorCode> {
            if (method == "node_info") f.clock().advance(seconds);
            return isSilent ? std::optional(ErrorCode::Offline) : std::nullopt;
        };
        for (int round = 0; round < 2; ++round) {
            const int before = f.served.requests;
            QVERIFY(f.member->synchronize());
            QCOMPARE(f.member->isOffline, isSilent);
            const int asked = f.served.requests;
            QVERIFY(asked > before);
            const Timestamp since = f.clock().now();
            for (int turn = 0; turn < pause; ++turn) QVERIFY(f.member->synchronize());
            QCOMPARE(f.served.requests, asked);
            QCOMPARE(f.clock().now(), since);
        }
        f.served.onRequest = {};
        QVERIFY(f.member->synchronize());
        QVERIFY(!f.member->isOffline);
    }

    void whoActsWhileASlowNodeIsLeftAloneIsNotKeptWaiting()
    {
        Followed f;
        f.served.onRequest = [&](const std::string& method) -> std::optional<ErrorCode> {
            if (method == "node_info") f.clock().advance(30);
            return std::nullopt;
        };
        QVERIFY(f.member->synchronize());
        const int asked = f.served.requests;
        QVERIFY(f.member->synchronize());
        QCOMPARE(f.served.requests, asked);
        STOA_SUCCEEDS(action, f.pay());
        QCOMPARE(f.entry(*action).stage, Stage::Included);
    }

    void anActionThatCannotBeProvedKeepsNothingElseFromGoingOn()
    {
        Followed f;
        STOA_SUCCEEDS(action, f.pay());
        QVERIFY(f.network().postNow());
        QVERIFY(f.there.world.sends(kOther, tx::Transfer{f.there.world.address(kMe), 3 * kToken}));
        f.served.onRequest = [](const std::string& method) {
            return method == "batch_steps" ? std::optional(ErrorCode::NotFound) : std::nullopt;
        };
        const Amount before = f.balance();
        QVERIFY(before > 0);
        QVERIFY(f.member->synchronize());
        QCOMPARE(f.member->nodeProblem, kNoProblem);
        QCOMPARE(f.balance(), before + 3 * kToken);
        QCOMPARE(f.entry(*action).stage, Stage::Included); // as it was shown
        QCOMPARE(f.finality(*action), Finality::OnSidechain);

        // It is asked about again, and proved as soon as it can be.
        f.served.onRequest = {};
        QVERIFY(f.there.pay() && f.member->synchronize());
        QCOMPARE(f.finality(*action), Finality::InBatch);
    }

    /// The node has done it, and its answer was not heard; now it does not show what proves it.
    void anActionThatWaitsForItsProofKeepsNothingElseFromGoingOn()
    {
        Followed f;
        f.served.onRequest = [](const std::string&) { return std::optional(ErrorCode::Offline); };
        STOA_SUCCEEDS(action, f.pay());
        QVERIFY(f.network().submit({f.entry(*action).step}) && f.network().postNow());
        QVERIFY(f.there.world.sends(kOther, tx::Transfer{f.there.world.address(kMe), 3 * kToken}));
        int accountsAsked = 0;
        f.served.onRequest = [&](const std::string& method) {
            accountsAsked += method == "record" ? 1 : 0;
            return method == "batch_steps" ? std::optional(ErrorCode::NotFound) : std::nullopt;
        };
        QCOMPARE(f.problem(), kNoProblem);
        const Amount balance = f.balance();
        QVERIFY(balance > 100 * kToken);
        QCOMPARE(f.entry(*action).stage, Stage::Waiting); // as it was
        // It is asked about again, which changes nothing, so nothing else is asked for again.
        accountsAsked = 0;
        QCOMPARE(f.problem(), kNoProblem);
        QCOMPARE(accountsAsked, 0);
        QCOMPARE(f.entry(*action).stage, Stage::Waiting);
        // Its number is in the account's record already: what is signed next takes the one after it.
        for (int more = 0; more < 2; ++more) {
            STOA_SUCCEEDS(next, f.pay());
            QCOMPARE(f.entry(*next).stage, Stage::Included);
            QCOMPARE(f.entry(*action).stage, Stage::Waiting);
        }
        const Amount after = f.balance();
        QVERIFY(after < balance - 2 * kToken);

        f.served.onRequest = {};
        QCOMPARE(f.problem(), kNoProblem);
        QCOMPARE(f.entry(*action).stage, Stage::Included);
        QCOMPARE(f.finality(*action), Finality::InBatch);
        QCOMPARE(f.balance(), after); // it was in there already
    }

    /// It is not what some node says, but what this program has found out about itself.
    void moneyThatDoesNotAddUpInThisProgramStopsIt()
    {
        Followed f;
        f.served.onRequest = [](const std::string&) { return std::optional(ErrorCode::Offline); };
        STOA_SUCCEEDS(action, f.pay());
        StoppedNode stopped(f.network());
        f.member->node = &stopped;
        f.served.onRequest = {};
        const auto turned = f.member->synchronizeNow();
        QVERIFY(!turned);
        QCOMPARE(turned.error().code, ErrorCode::MoneyMismatch);
        QCOMPARE(f.member->nodeProblem, kNoProblem);
        QCOMPARE(f.entry(*action).stage, Stage::Waiting);
    }
};

STOA_TEST(FollowedNodeTest)

} // namespace stoa::test

#include "followed_node_test.moc"
