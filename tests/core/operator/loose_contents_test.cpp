// SPDX-License-Identifier: MIT
// Texts that others bring: those that a step names stay, the others give way to each other.
#include "core/operator/loose_contents.h"

#include <QTest>

#include "core/content/page_revision.h"
#include "core/crypto/keccak.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"

namespace stoa::test {

using node::LooseContents;

namespace {

constexpr std::size_t kPiece = 10'000;

Bytes piece(std::uint8_t letter) { return Bytes(kPiece, letter); }
Hash idOf(const Bytes& object) { return crypto::keccak256(object); }

bool serves(NetworkWorld& world, const Bytes& object)
{
    const auto found = world.network->contents({idOf(object)});
    return found && found->size() == 1 && found->front() == object;
}

/// Person 1 takes this text for a profile.
tx::SetProfile profileOf(NetworkWorld& world, const Bytes& object)
{
    const ByteView key = world.key(1).publicKey().bytes;
    return {Hash::fromPrefix(key.first(32)), Hash::fromPrefix(key.subspan(32)), idOf(object)};
}

/// Person 1 wants to be an officer.
tx::SetRole wish(NetworkWorld& world, const DacId& dac)
{
    return {dac, world.address(1), static_cast<std::uint8_t>(tx::Role::Officer), 1};
}

/// Brings as much as there is room for, and more.
bool floods(NetworkWorld& world, std::uint8_t first)
{
    for (std::uint8_t i = 0; i < 5; ++i)
        if (!world.network->putContents({piece(static_cast<std::uint8_t>(first + i))})) return false;
    return true;
}

Bytes revision(const Hash& parent, std::string_view text)
{
    content::PageRevision made;
    made.page = "Start";
    made.title = "Start";
    if (!parent.isZero()) made.parents = {parent};
    made.text = text;
    return toBytes(viewOf(content::encodePageRevision(made)));
}

} // namespace

class LooseContentsTest : public QObject {
    Q_OBJECT
private slots:
    void theOldestGiveWay()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, 3 * kPiece);
        QVERIFY(loose.load());
        for (const char letter : {'a', 'b', 'c', 'd'})
            QVERIFY(loose.put({piece(static_cast<std::uint8_t>(letter))}, {}));
        QCOMPARE(loose.bytes(), std::uint64_t{3 * kPiece});
        QCOMPARE(loose.get(idOf(piece('a'))).error().code, ErrorCode::ContentMissing);
        QVERIFY(*loose.get(idOf(piece('b'))) == piece('b'));
        QVERIFY(loose.put({piece('b')}, {})); // is here, and as old as before
        LooseContents later(contents, 3 * kPiece);
        QVERIFY(later.load());
        QCOMPARE(later.bytes(), std::uint64_t{3 * kPiece});
        QVERIFY(later.put({piece('e')}, {}));
        QCOMPARE(later.get(idOf(piece('b'))).error().code, ErrorCode::ContentMissing);
        QVERIFY(later.get(idOf(piece('c'))) && later.get(idOf(piece('e'))));
        QCOMPARE(store.size(), std::size_t{2 * 3 + 1}); // nothing of the others is left
        QCOMPARE(later.put({Bytes{}}, {}).error().code, ErrorCode::BadContent);
        QCOMPARE(later.put({piece('f'), piece('g'), piece('h'), piece('i')}, {}).error().code,
                 ErrorCode::NoRoom);
        QVERIFY(later.get(idOf(piece('c')))); // what is refused costs nobody anything
    }

    void manySmallOnesHaveAnEndToo()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, 100 * 4096);
        for (std::uint8_t i = 0; i < 200; ++i) QVERIFY(loose.put({Bytes{1, i}}, {}));
        QCOMPARE(store.size(), std::size_t{2 * 100 + 1});
        QVERIFY(!loose.get(idOf(Bytes{1, 99})));
        QVERIFY(loose.get(idOf(Bytes{1, 100})));
    }

    void whatIsKeptBringsWhatItNames()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, std::uint64_t{1} << 20);
        const Bytes first = revision({}, "one");
        const Bytes second = revision(idOf(first), "two");
        const Bytes third = revision(idOf(second), "three");
        const Bytes other = revision(idOf(first), "else");
        QVERIFY(loose.put({first, second, third, other}, {}));
        QVERIFY(loose.keep(std::vector{idOf(third), Hash{{9}}}, {7, Hash{{7}}}));
        for (const Bytes& object : {first, second, third}) QVERIFY(*contents.get(idOf(object)) == object);
        QVERIFY(!contents.get(idOf(other)));
        QVERIFY(*loose.get(idOf(other)) == other);
        LooseContents later(contents, std::uint64_t{1} << 20);
        QVERIFY(later.load());
        QVERIFY(later.mark() == (LooseContents::Mark{7, Hash{{7}}}));
        QVERIFY(later.put({first}, {})); // stays already
        QVERIFY(!later.get(idOf(first)));
    }

    void whatComesAfterItWasNamedStays()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        const Bytes first = revision({}, "one");
        const Bytes second = revision(idOf(first), "two");
        {
            LooseContents loose(contents, 2 * kPiece);
            QVERIFY(loose.load());
            QVERIFY(loose.keep(std::vector{idOf(second)}, {1, {}}));
        }
        LooseContents loose(contents, 2 * kPiece);
        QVERIFY(loose.load());
        QVERIFY(loose.put({second, piece('a')}, {1, {}}));
        QVERIFY(*contents.get(idOf(second)) == second);
        QVERIFY(!contents.get(idOf(piece('a'))));
        QCOMPARE(loose.bytes(), std::uint64_t{kPiece});
        QCOMPARE(store.size(), std::size_t{1 + 2 + 1}); // nothing is awaited any more
    }

    /// A stranger brings a chain of revisions, newest first, of which one step has named the last: it stays,
    /// and what it names in its turn gives way like everything else.
    void oneStepKeepsNoEndlessChain()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, 4 * kPiece);
        std::vector<Bytes> chain{revision({}, "first")};
        while (chain.size() < 20) chain.push_back(revision(idOf(chain.back()), std::to_string(chain.size())));
        QVERIFY(loose.keep(std::vector{idOf(chain.back())}, {1, {}}));
        std::size_t kept = 0;
        for (auto each = chain.rbegin(); each != chain.rend(); ++each) QVERIFY(loose.put({*each}, {1, {}}));
        for (const Bytes& each : chain) kept += contents.get(idOf(each)).has_value() ? 1 : 0;
        QCOMPARE(kept, std::size_t{1});
        QVERIFY(contents.get(idOf(chain.back())));
        QVERIFY(loose.bytes() <= 4 * kPiece);
    }

    /// Named twice in one block, and by a text of the same block.
    void whatIsNamedTwiceIsNotAwaited()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, std::uint64_t{1} << 20);
        const Bytes first = revision({}, "one");
        const Bytes second = revision(idOf(first), "two");
        QVERIFY(loose.put({first, second}, {}));
        QVERIFY(loose.keep(std::vector{idOf(first), idOf(second), idOf(second)}, {1, {}}));
        QVERIFY(contents.get(idOf(first)) && contents.get(idOf(second)));
        QCOMPARE(store.size(), std::size_t{2 + 1});
    }

    /// Blocks in which nothing is named are not looked at again without end.
    void theMarkIsWrittenNowAndThen()
    {
        storage::MemoryStore store;
        content::ContentStore contents(store, Bytes{'c'});
        LooseContents loose(contents, kPiece);
        const auto written = [&] {
            LooseContents later(contents, kPiece);
            return later.load() ? later.mark().block : 99;
        };
        QVERIFY(loose.keep({}, {255, {}}));
        QCOMPARE(loose.mark().block, std::uint64_t{255});
        QCOMPARE(written(), std::uint64_t{0});
        QVERIFY(loose.keep({}, {256, {}}));
        QCOMPARE(written(), std::uint64_t{256});
        QVERIFY(loose.keep({}, {511, {}}));
        QCOMPARE(written(), std::uint64_t{256});
    }

    void aFailedWriteLosesNothing()
    {
        for (const auto effect :
             {storage::MemoryStore::FaultEffect::NotWritten, storage::MemoryStore::FaultEffect::Written}) {
            storage::MemoryStore store;
            content::ContentStore contents(store, Bytes{'c'});
            LooseContents loose(contents, 2 * kPiece);
            QVERIFY(loose.put({piece('a')}, {}));
            store.failCommit(1, effect);
            QVERIFY(!loose.keep(std::vector{idOf(piece('a'))}, {1, {}}));
            QVERIFY(loose.get(idOf(piece('a'))) || contents.get(idOf(piece('a'))));
            QVERIFY(loose.keep(std::vector{idOf(piece('a'))}, {1, {}}));
            QVERIFY(*contents.get(idOf(piece('a'))) == piece('a'));
        }
    }

    /// Somebody brings zeros without end. What members have signed for is there all the same, and so is what
    /// they bring next.
    void nobodyTakesTheRoomOfWhatStepsName()
    {
        NetworkWorld world;
        world.limits.looseContents = 3 * kPiece;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        const Bytes profile = piece('p');
        const Bytes unnamed = piece('u');
        QVERIFY(world.network->putContents({profile, unnamed}));
        QVERIFY(serves(world, profile) && serves(world, unnamed));
        QVERIFY(world.sends(1, profileOf(world, profile)));
        QVERIFY(floods(world, 'A'));
        QVERIFY(serves(world, profile));
        QVERIFY(!serves(world, unnamed));
        QVERIFY(world.reopen());
        QVERIFY(serves(world, profile));
        const Bytes next = piece('q');
        QVERIFY(world.network->putContents({next}));
        QVERIFY(world.sends(1, profileOf(world, next)));
        QVERIFY(floods(world, 'H'));
        QVERIFY(serves(world, profile) && serves(world, next));
    }

    /// The step came first: over the main chain, say, or its author's connection broke.
    void aTextThatComesAfterItsStepStays()
    {
        for (const bool isStopped : {false, true}) {
            NetworkWorld world;
            world.limits.looseContents = 3 * kPiece;
            QVERIFY(world.reopen());
            QVERIFY(!world.company().isZero());
            const Bytes profile = piece('p');
            QVERIFY(world.sends(1, profileOf(world, profile)));
            QVERIFY(!serves(world, profile));
            if (isStopped) QVERIFY(world.reopen());
            QVERIFY(world.network->putContents({profile}));
            QVERIFY(floods(world, 'A'));
            QVERIFY(serves(world, profile));
        }
    }

    /// The step is in a block, and the program is stopped before it has looked at it.
    void whatABlockNamesIsFoundAfterAStop()
    {
        NetworkWorld world;
        world.limits.looseContents = 3 * kPiece;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        const Bytes profile = piece('p');
        QVERIFY(world.network->putContents({profile}));
        world.contentsStore.failCommit(1, storage::MemoryStore::FaultEffect::NotWritten);
        (void)world.send(1, profileOf(world, profile));
        QCOMPARE(world.read<state::Account>(state::accountKey(world.address(1)))->profile, idOf(profile));
        QVERIFY(world.reopen());
        QVERIFY(floods(world, 'A'));
        QVERIFY(serves(world, profile));
    }

    /// A motion that nobody could read would pass by silence: its step has the words, so its author need not
    /// bring them.
    void whatMembersDecideAboutCanBeReadWhateverItsAuthorBrings()
    {
        NetworkWorld world;
        world.limits.looseContents = 3 * kPiece;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(!dac.isZero());
        const Bytes act = tx::encodeAct(wish(world, dac));
        QVERIFY(world.sends(1, wish(world, dac)));
        QVERIFY(serves(world, act));
        QVERIFY(floods(world, 'A'));
        QVERIFY(world.reopen());
        QVERIFY(serves(world, act));
        // One that is refused (there is an open one) takes no room.
        tx::SetRole other = wish(world, dac);
        other.role = static_cast<std::uint8_t>(tx::Role::Arbitrator);
        QVERIFY(!world.sends(1, other));
        QVERIFY(!serves(world, tx::encodeAct(other)));
        // Nor does what is done at once.
        other.asMotion = 0;
        other.member = world.address(2);
        QVERIFY(world.sends(0, other));
        QVERIFY(!serves(world, tx::encodeAct(other)));
    }

    /// The program is stopped between the block and the words.
    void anActIsFoundAfterAStop()
    {
        for (const auto effect :
             {storage::MemoryStore::FaultEffect::NotWritten, storage::MemoryStore::FaultEffect::Written}) {
            NetworkWorld world;
            QVERIFY(world.reopen());
            const DacId dac = world.company();
            QVERIFY(!dac.isZero());
            world.contentsStore.failCommit(1, effect);
            (void)world.send(1, wish(world, dac));
            QVERIFY(!world.read<state::Member>(state::memberKey(dac, world.address(1)))->motion.isZero());
            QVERIFY(world.reopen());
            QVERIFY(world.network->tick());
            QVERIFY(serves(world, tx::encodeAct(wish(world, dac))));
        }
    }

    /// Of a batch that another node has posted, and over the main chain.
    void everyNodeThatRunsTheStepKeepsTheAct()
    {
        SeveralWorld world;
        for (std::size_t person = 0; person < 2; ++person) QVERIFY(world.deposit(person, 100 * kToken));
        QVERIFY(world.node(0).tick() && world.node(0).postNow() && world.tick());
        world.onlyFollows(1);
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(tx::personParty(world.address(2)));
        const Bytes founding = world.step(0, 0, creation);
        QCOMPARE(world.give(0, founding).stage, node::StepStatus::Stage::Included);
        const DacId dac = tx::dacIdOf(world.digestOf(founding));
        tx::Join join;
        join.dac = dac;
        QCOMPARE(world.give(0, world.step(0, 1, join)).stage, node::StepStatus::Stage::Included);
        const tx::SetRole sent{dac, world.address(1), static_cast<std::uint8_t>(tx::Role::Officer), 1};
        const tx::SpendTreasury forced{dac, world.address(0), kToken, contentIdOf("a reason"), 1};
        QCOMPARE(world.give(0, world.step(0, 1, sent)).stage, node::StepStatus::Stage::Included);
        QVERIFY(world.chain->mint(world.address(9), kToken));
        QVERIFY(world.chain->force(world.address(9), world.step(0, 0, forced)));
        QVERIFY(world.pass(8));
        for (const std::size_t index : {0U, 1U})
            for (const Bytes& act : {tx::encodeAct(sent), tx::encodeAct(forced)}) {
                const auto found = world.node(index).contents({idOf(act)});
                QVERIFY(found && found->size() == 1 && found->front() == act);
            }
    }

    /// A block that named it was undone; the next one counts.
    void afterARollbackTheNewBlocksCount()
    {
        NetworkWorld world;
        world.limits.looseContents = 3 * kPiece;
        QVERIFY(world.reopen());
        QVERIFY(!world.company().isZero());
        QVERIFY(world.network->postNow());
        QVERIFY(world.network->corruptNextBatch());
        QVERIFY(world.sends(2, tx::Transfer{world.address(1), kToken}));
        QVERIFY(world.network->putContents({piece('p')})); // marks the block that will be gone
        QVERIFY(world.network->postNow());
        for (int i = 0; i < 40 && world.network->chain().rollbacks() == 0; ++i)
            QVERIFY(world.network->tick());
        QCOMPARE(world.network->chain().rollbacks(), std::uint64_t{1});
        QVERIFY(world.network->tick());
        QVERIFY(world.sends(1, profileOf(world, piece('p'))));
        QVERIFY(floods(world, 'A'));
        QVERIFY(serves(world, piece('p')));
    }
};

STOA_TEST(LooseContentsTest)

} // namespace stoa::test

#include "loose_contents_test.moc"
