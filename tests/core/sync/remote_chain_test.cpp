// SPDX-License-Identifier: MIT
// The main chain behind JSON-RPC: the same as the chain itself, away, lying, or another one.
#include "core/sync/remote_chain.h"

#include <QTest>

#include "core/base/hex.h"
#include "core/operator/node.h"
#include "core/operator/validator.h"
#include "tests/support/chain_world.h"
#include "tests/support/hosted_chain.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::Validator;
using sync::RemoteChain;
using Cut = HostedChain::Cut;

namespace {

template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

/// ChainWorld's chain, seen from another program.
struct Afar {
    explicit Afar(ChainWorld& chainWorld)
        : world(chainWorld)
        , host(*chainWorld.chain)
        , chain(host, "http://127.0.0.1:1/", chainWorld.definition)
    {
        for (const crypto::KeyPair* key : {&world.aggregator, &world.challenger, &world.member})
            chain.signFor(key->address(), [key](const Hash& digest) { return key->sign(digest); });
        isKnown = bool(chain.refresh());
    }
    ChainWorld& world;
    HostedChain host;
    RemoteChain chain;
    bool isKnown = false;
};

} // namespace

class RemoteChainTest : public QObject {
    Q_OBJECT

private slots:
    void everyViewIsThatOfTheChain()
    {
        ChainWorld world;
        world.deposit();
        for (std::uint32_t i = 0; i < 4; ++i) {
            QVERIFY(world.post({world.transfer(i)}));
            world.deposit(kToken);
        }
        QVERIFY(world.chain->appoint(world.challenger.address(), world.member.address(), 20 * kToken));
        Afar afar(world);
        QVERIFY(afar.isKnown);
        mainchain::MainChain& there = *world.chain;
        mainchain::MainChain& here = afar.chain;
        QCOMPARE(here.blockNumber(), there.blockNumber());
        QCOMPARE(here.time(), there.time());
        QCOMPARE(here.tip(), there.tip());
        QCOMPARE(here.rollbacks(), there.rollbacks());
        QCOMPARE(here.inboxCount(), there.inboxCount());
        QCOMPARE(here.eventCount(), there.eventCount());
        QCOMPARE(here.requiredBond(), there.requiredBond());
        QCOMPARE(here.solvency().held, there.solvency().held);
        QCOMPARE(here.solvency().value, there.solvency().value);
        QCOMPARE(here.solvency().bonds, there.solvency().bonds);
        for (std::uint64_t n = 0; n <= 5; ++n) {
            QCOMPARE(refusal(here.header(n)), refusal(there.header(n)));
            if (n <= 4) QVERIFY(*here.header(n) == *there.header(n));
            if (n <= 4) QVERIFY(*here.headerHash(n) == *there.headerHash(n));
            if (n <= 4) QCOMPARE(*here.isFinal(*there.header(n)), *there.isFinal(*there.header(n)));
            QCOMPARE(refusal(here.batch(n)), refusal(there.batch(n)));
            if (n >= 1 && n <= 4)
                QVERIFY(rollup::encodeBatch(*here.batch(n)) == rollup::encodeBatch(*there.batch(n)));
            QCOMPARE(refusal(here.inbox(n)), refusal(there.inbox(n)));
            if (n <= 4) QVERIFY(here.inbox(n)->step == there.inbox(n)->step);
            QCOMPARE(refusal(here.inboxAcc(n)), refusal(there.inboxAcc(n)));
            QVERIFY(*here.inboxAcc(n) == *there.inboxAcc(n));
        }
        for (const crypto::KeyPair* key : {&world.aggregator, &world.challenger, &world.member}) {
            const auto mine = *here.account(key->address());
            const auto theirs = *there.account(key->address());
            QVERIFY(mine.balance == theirs.balance && mine.bond == theirs.bond &&
                    mine.credit == theirs.credit && mine.lockedUntil == theirs.lockedUntil &&
                    mine.isSlashed == theirs.isSlashed);
        }
        QVERIFY(here.appointment(world.challenger.address())->key == world.member.address());
        const auto events = *here.events(2, 3);
        QCOMPARE(events.size(), std::size_t{3});
        QCOMPARE(events.front().id, std::uint64_t{3});
        QCOMPARE(int(events.front().what), int(there.events(2, 1)->front().what));
    }

    void whatIsKnownIsNotAskedForAgain()
    {
        ChainWorld world;
        world.deposit();
        for (std::uint32_t i = 0; i < 20; ++i) QVERIFY(world.post({world.transfer(i)}));
        Afar afar(world);
        QVERIFY(mainchain::finalBatchOf(afar.chain));
        for (std::uint64_t n = 1; n <= 20; ++n) QVERIFY(afar.chain.header(n));
        QVERIFY(afar.chain.batch(20) && afar.chain.inbox(0));
        const int asked = afar.host.requests;
        QVERIFY(asked < 8);
        for (std::uint64_t n = 1; n <= 20; ++n) QVERIFY(afar.chain.header(n));
        QVERIFY(afar.chain.batch(20) && afar.chain.inbox(0) && afar.chain.inboxAcc(1));
        QCOMPARE(afar.host.requests, asked);
    }

    void everyCallDoesWhatItDoesOnTheChain()
    {
        ChainWorld world;
        Afar afar(world);
        const Address challenger = world.challenger.address();
        QCOMPARE(refusal(afar.chain.join(challenger, kToken)), std::optional(ErrorCode::BelowMinimum));
        QVERIFY(afar.chain.join(challenger, ChainWorld::kBond));
        QCOMPARE(world.account(world.challenger).bond, ChainWorld::kBond);
        QVERIFY(afar.chain.leave(challenger));
        QCOMPARE(*afar.chain.payout(challenger), ChainWorld::kBond);
        QCOMPARE(*afar.chain.deposit(world.member.address(), world.member.address(), 100 * kToken),
                 std::uint64_t{0});
        QCOMPARE(afar.chain.inboxCount(), std::uint64_t{1}); // known at once
        QCOMPARE(*afar.chain.force(challenger, Bytes{0xee}), std::uint64_t{1});
        const auto header = afar.chain.submit(world.aggregator.address(), world.honest({world.transfer(0)}));
        QVERIFY(header);
        QVERIFY(*header == *world.chain->header(1));
        QCOMPARE(afar.chain.tip(), std::uint64_t{1});
        QVERIFY(afar.chain.announce(challenger, Hash{{1}}));
        QCOMPARE(refusal(afar.chain.announce(challenger, Hash{{1}})),
                 std::optional(ErrorCode::AlreadyExists));
        QCOMPARE(refusal(afar.chain.expire(challenger, Hash{{1}})), std::optional(ErrorCode::TooEarly));
        world.chain->advanceTo(world.chain->time() + world.definition.announceExpiry);
        QVERIFY(afar.chain.expire(challenger, Hash{{1}}));
        QVERIFY(afar.chain.appoint(challenger, Address{{4}}, 10 * kToken));
        QVERIFY(afar.chain.appoint(challenger, Address{}, 0));
        QCOMPARE(refusal(afar.chain.announceFor(challenger, Address{{4}}, Hash{{2}})),
                 std::optional(ErrorCode::NotPermitted));
        QCOMPARE(refusal(afar.chain.claim(*header, {}, challenger, 1, {})),
                 std::optional(ErrorCode::NotFinal));
        QCOMPARE(refusal(afar.chain.leave(Address{{7}})), std::optional(ErrorCode::NotPermitted)); // no key
        QVERIFY(world.isSolvent());
    }

    /// Two transactions from another program, and its key is paid.
    void aValidatorAfarFindsTheLieAndIsPaid()
    {
        ChainWorld world;
        Afar afar(world);
        storage::MemoryStore store;
        const auto fund = [&](const Address& who, Amount amount) { return afar.chain.faucet(who, amount); };
        auto validator = Validator::open({store, afar.chain, world.random, fund});
        QVERIFY(validator);
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        QVERIFY(world.submit(world.lying({world.transfer(1)}, 0)));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(afar.chain.refresh());
            QVERIFY((*validator)->step());
        }
        QCOMPARE((*validator)->won(), std::uint64_t{1});
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE((*validator)->checkedBatch(), std::uint64_t{1});
        const auto account = world.chain->account((*validator)->address());
        QCOMPARE(account->credit, ChainWorld::kBond / 2 + 10 * kToken);
        const mainchain::Solvency money = world.chain->solvency();
        QCOMPARE(money.credits, account->credit);
        QCOMPARE(money.burnt, ChainWorld::kBond - ChainWorld::kBond / 2);
    }

    void aValidatorWithALimitedKeyWinsForItsOwner()
    {
        ChainWorld world;
        Afar afar(world);
        storage::MemoryStore store;
        const auto nobody = [](const Address&, Amount) -> Result<void> {
            return ErrorCode::InsufficientBalance;
        };
        const Address owner = world.challenger.address();
        auto validator = Validator::open({store, afar.chain, world.random, nobody, nullptr, owner});
        QVERIFY(validator);
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0)}, 0)));
        const auto run = [&] {
            auto last = Validator::Progress::Idle;
            for (int i = 0; i < 20; ++i) {
                if (!afar.chain.refresh()) break;
                const auto progress = (*validator)->step();
                if (progress) last = *progress;
            }
            return last;
        };
        QVERIFY(!(*validator)->missing()->isAppointed);
        QVERIFY(run() == Validator::Progress::Unfunded);
        QVERIFY(afar.chain.appoint(owner, (*validator)->address(), 10 * kToken));
        QVERIFY((*validator)->missing()->isAppointed);
        QCOMPARE((*validator)->missing()->amount, Amount{0});
        QVERIFY(run() == Validator::Progress::Idle);
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.account(world.challenger).credit, ChainWorld::kBond / 2 + 10 * kToken);
        const auto key = *world.chain->account((*validator)->address());
        QVERIFY(key.credit == 0 && key.balance == 0 && key.bond == 0);
    }

    void withTheChainAwayEveryCallSaysSoAndComesBackWithIt()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        Afar afar(world);
        afar.host.cut = Cut::Before;
        const Address who = world.challenger.address();
        const auto offline = std::optional(ErrorCode::Offline);
        QCOMPARE(refusal(afar.chain.refresh()), offline);
        QCOMPARE(refusal(afar.chain.header(1)), offline);
        QCOMPARE(refusal(afar.chain.batch(1)), offline);
        QCOMPARE(refusal(afar.chain.inbox(0)), offline);
        QCOMPARE(refusal(afar.chain.account(who)), offline);
        QCOMPARE(refusal(afar.chain.events(0, 10)), offline);
        QCOMPARE(refusal(afar.chain.join(who, kToken)), offline);
        QCOMPARE(refusal(afar.chain.faucet(who, kToken)), offline);
        QCOMPARE(afar.chain.tip(), std::uint64_t{1}); // as it was
        afar.host.cut = Cut::Nowhere;
        QVERIFY(afar.chain.refresh() && afar.chain.batch(1) && afar.chain.join(who, ChainWorld::kBond));
    }

    /// For a moment the hosting program shows a chain on which nothing has happened. That is no damage here.
    void aChainThatForgetsWhatWasFinalForAMomentStopsNobody()
    {
        ChainWorld world;
        Afar afar(world);
        storage::MemoryStore contentsStore;
        content::ContentStore contents(contentsStore, Bytes{'c'});
        ManualClock clock{ChainWorld::kStart};
        SeededRandom random{5};
        const auto openStore = [](std::string_view) -> Result<std::unique_ptr<storage::Store>> {
            return std::unique_ptr<storage::Store>(std::make_unique<storage::MemoryStore>());
        };
        const auto nobody = [](const Address&, Amount) -> Result<void> {
            return ErrorCode::InsufficientBalance;
        };
        auto follower = node::Node::open(
            {afar.chain, openStore, clock, random, contents, node::Roles{false, true}, nobody, {}, {}});
        QVERIFY(follower);
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        QVERIFY((*follower)->tick());
        world.chain->advanceTo(world.chain->time() + world.definition.window);
        QVERIFY(world.post({world.transfer(1)}));
        QVERIFY((*follower)->tick()); // knows now that the first one is final
        afar.host.onResult = [](const std::string& method, nlohmann::json& result) {
            if (method == "chain_info") result["tip"] = 0;
        };
        for (int i = 0; i < 3; ++i) {
            const auto refused = (*follower)->tick();
            QCOMPARE(refusal(refused), std::optional(ErrorCode::BadAnswer));
        }
        afar.host.onResult = nullptr;
        QVERIFY(world.post({world.transfer(2)}));
        QVERIFY((*follower)->tick());
        QCOMPARE((*follower)->aggregator().followedBatch(), std::uint64_t{3});
        QCOMPARE((*follower)->validator()->checkedBatch(), std::uint64_t{3});
    }

    /// A call that was made and whose answer was lost is not made twice.
    void aLostAnswerIsHeardTheSecondTime()
    {
        ChainWorld world;
        Afar afar(world);
        const Address who = world.member.address();
        const Amount before = world.account(world.member).balance;
        QVERIFY(afar.chain.payout(world.challenger.address()));
        for (int i = 0; i < 3; ++i) {
            const auto lost = [&]() -> Result<std::uint64_t> {
                // Cut after the call itself, not already after the question for its number.
                afar.host.onResult = [&](const std::string& method, nlohmann::json&) {
                    if (method == "chain_account") afar.host.cut = Cut::After;
                };
                return afar.chain.deposit(who, who, kToken);
            }();
            QCOMPARE(refusal(lost), std::optional(ErrorCode::Offline));
            afar.host.cut = Cut::Nowhere;
            afar.host.onResult = nullptr;
            QCOMPARE(*afar.chain.deposit(who, who, kToken), std::uint64_t(i));
        }
        QCOMPARE(world.account(world.member).balance, before - 3 * kToken);
        QCOMPARE(world.chain->inboxCount(), std::uint64_t{3});
    }

    void anotherChainIsRefusedPlainly()
    {
        ChainWorld world;
        Afar afar(world);
        rollup::NetworkDefinition other = world.definition;
        other.seed[0] ^= 1;
        RemoteChain stranger(afar.host, "http://127.0.0.1:1/", other);
        QCOMPARE(refusal(stranger.refresh()), std::optional(ErrorCode::WrongNetwork));
        // A host that becomes another chain's: nothing is taken over.
        storage::MemoryStore store;
        auto second = mainchain::LocalChain::create(store, other);
        QVERIFY(second);
        afar.host.chain = second->get();
        QCOMPARE(refusal(afar.chain.refresh()), std::optional(ErrorCode::WrongNetwork));
        // A call that is signed for one network is refused by the other.
        QCOMPARE(refusal(afar.chain.join(world.challenger.address(), kToken)),
                 std::optional(ErrorCode::WrongSigner));
    }

    void aRollbackInBetweenIsNoticed()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        QVERIFY(world.submit(world.lying({world.transfer(1)}, 0)));
        Afar afar(world);
        const mainchain::Challenge challenge = world.challengeOf(2, 0, world.tree);
        QVERIFY(world.announce(challenge));
        QVERIFY(world.chain->challenge(world.challenger.address(), challenge)->isFraud);
        QCOMPARE(refusal(afar.chain.header(2)), std::optional(ErrorCode::Busy));
        QCOMPARE(refusal(afar.chain.batch(2)), std::optional(ErrorCode::Busy));
        QVERIFY(afar.chain.refresh());
        QCOMPARE(refusal(afar.chain.header(2)), std::optional(ErrorCode::NotFound));
        QVERIFY(afar.chain.header(1));
    }

    void whatDoesNotFitIsNotBelieved()
    {
        ChainWorld world;
        world.deposit();
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        QVERIFY(world.post({world.transfer(1)}));
        const auto bad = std::optional(ErrorCode::BadAnswer);
        const auto with = [&](const char* which, auto change, auto ask) {
            Afar afar(world);
            afar.host.onResult = [&](const std::string& method, nlohmann::json& result) {
                if (method == which) change(result);
            };
            return refusal(ask(afar.chain));
        };
        const auto header = [](RemoteChain& chain) { return chain.header(1); };
        const auto batch = [](RemoteChain& chain) { return chain.batch(2); };
        const auto inbox = [](RemoteChain& chain) { return chain.inbox(0); };
        const auto swap = [](nlohmann::json& list) { std::swap(list[0], list[1]); };
        QCOMPARE(with(
                     "chain_headers", [&](auto& r) { swap(r["headers"]); }, header),
                 bad);
        QCOMPARE(with(
                     "chain_headers", [](auto& r) { r["headers"][0] = "0x00"; }, header),
                 bad);
        QCOMPARE(with(
                     "chain_headers", [](auto& r) { r = nullptr; }, header),
                 bad);
        const std::string other = toHex(rollup::encodeBatch(*world.chain->batch(1)));
        QCOMPARE(with(
                     "chain_batch", [&](auto& r) { r = other; }, batch),
                 bad);
        QCOMPARE(with(
                     "chain_batch", [](auto& r) { r = "0x"; }, batch),
                 bad);
        QCOMPARE(with("chain_inbox", swap, inbox), bad);
        QCOMPARE(with(
                     "chain_inbox", [](auto& r) { r[0]["time"] = 5; }, inbox),
                 bad);
        QCOMPARE(with(
                     "chain_inbox", [](auto& r) { r = nlohmann::json::array(); }, inbox),
                 bad);
        QCOMPARE(with(
                     "chain_info", [](auto& r) { r["tip"] = "many"; },
                     [](RemoteChain& chain) { return chain.refresh(); }),
                 bad);
    }

    void theFaucetGivesWhatAnOperatorNeedsAndNoMore()
    {
        ChainWorld world;
        Afar afar(world);
        const Address who{{9}};
        const Amount most = world.chain->requiredBond() + world.definition.challengerBond;
        QCOMPARE(refusal(afar.chain.faucet(who, most + 1)), std::optional(ErrorCode::OverLimit));
        QVERIFY(afar.chain.faucet(who, most));
        QCOMPARE(refusal(afar.chain.faucet(who, 1)), std::optional(ErrorCode::OverLimit));
        QCOMPARE(world.chain->account(who)->balance, most);
    }

    /// They cost nothing, and whoever forces a step goes through all that have come since the last one.
    void depositsOfOthersWaitWhileTheInboxIsFull()
    {
        ChainWorld world;
        Afar afar(world);
        const Address who = world.member.address();
        for (int i = 0; i < 4095; ++i) QVERIFY(world.chain->deposit(who, who, 1));
        QVERIFY(afar.chain.deposit(who, who, 1));
        QCOMPARE(refusal(afar.chain.deposit(who, who, 1)), std::optional(ErrorCode::Busy));
        QVERIFY(world.chain->deposit(who, who, 1)); // whose network it is goes on
        QVERIFY(afar.chain.refresh());
        QVERIFY(afar.chain.force(who, Bytes{1})); // and what cannot be left out comes in
        for (int i = 0; i < 2; ++i) QVERIFY(world.post({}));
        QVERIFY(afar.chain.refresh());
        QVERIFY(afar.chain.deposit(who, who, 1));
    }

    /// Whoever is told to come back later with what was done already makes it twice.
    void aDepositThatWasMadeHearsItsAnswerAlsoWhileTheInboxIsFull()
    {
        ChainWorld world;
        Afar afar(world);
        const Address who = world.member.address();
        for (int i = 0; i < 4095; ++i) QVERIFY(world.chain->deposit(who, who, 1));
        const Amount before = world.account(world.member).balance;
        afar.host.onResult = [&](const std::string& method, nlohmann::json&) {
            if (method == "chain_account") afar.host.cut = Cut::After;
        };
        QCOMPARE(refusal(afar.chain.deposit(who, who, kToken)), std::optional(ErrorCode::Offline));
        afar.host.cut = Cut::Nowhere;
        afar.host.onResult = nullptr;
        QCOMPARE(world.chain->inboxCount(), std::uint64_t{4096}); // it was made, and was the last one
        const auto repeated = afar.chain.deposit(who, who, kToken);
        QCOMPARE(refusal(repeated), std::optional<ErrorCode>());
        QCOMPARE(*repeated, std::uint64_t{4095});
        QCOMPARE(world.account(world.member).balance, before - kToken);
        QCOMPARE(world.chain->inboxCount(), std::uint64_t{4096});
        QCOMPARE(refusal(afar.chain.deposit(who, who, kToken)), std::optional(ErrorCode::Busy));
    }

    void parametersThatDoNotFitAreRefused()
    {
        ChainWorld world;
        const auto code = [&](std::string_view method, std::string_view params) {
            return refusal(sync::serveChain(*world.chain, method, nlohmann::json::parse(params)));
        };
        const auto wrong = std::optional(ErrorCode::InvalidArgument);
        QCOMPARE(code("chain_headers", "{\"from\":-1}"), wrong);
        QCOMPARE(code("chain_batch", "{\"number\":1}"), wrong);
        QCOMPARE(code("chain_account", "{\"account\":\"0x12\"}"), wrong);
        QCOMPARE(code("chain_join", "{}"), wrong);
        QCOMPARE(code("chain_join", "[]"), wrong);
        QCOMPARE(code("chain_nothing", "{}"), std::optional(ErrorCode::NotFound));
        QCOMPARE(code("join", "{}"), std::optional(ErrorCode::NotFound));
    }
};

STOA_TEST(RemoteChainTest)

} // namespace stoa::test

#include "remote_chain_test.moc"
