// SPDX-License-Identifier: MIT
// Batches that are read before their turn are those of the main chain when it comes, and no other ones.
#include "core/operator/batches_ahead.h"

#include <algorithm>
#include <vector>

#include <QTest>

#include "core/crypto/keccak.h"
#include "tests/support/chain_world.h"
#include "tests/support/forwarding_chain.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

using node::BatchesAhead;

/// Notes down which batches are read, and does not give some of them.
class ReadChain final : public ForwardingChain {
public:
    using ForwardingChain::ForwardingChain;
    Result<rollup::Batch> batch(std::uint64_t number) override
    {
        reads.push_back(number);
        if (number == missing) return ErrorCode::Offline;
        return m_chain.batch(number);
    }
    std::size_t readsOf(std::uint64_t number) const
    {
        return static_cast<std::size_t>(std::ranges::count(reads, number));
    }
    /// Up to which batch one has been read.
    std::uint64_t furthest() const { return reads.empty() ? 0 : std::ranges::max(reads); }

    std::vector<std::uint64_t> reads;
    std::uint64_t missing = 0; ///< cannot be read; 0: all can
};

/// One chain first, then another, as when it is reorganised.
class SwitchedChain final : public ForwardingChain {
public:
    SwitchedChain(mainchain::MainChain& first, mainchain::MainChain*& now)
        : ForwardingChain(first)
        , m_now(now)
    {}
    std::uint64_t tip() const override { return m_now->tip(); }
    Result<rollup::Batch> batch(std::uint64_t number) override { return m_now->batch(number); }

private:
    mainchain::MainChain*& m_now;
};

/// A chain with batches of one to three transfers; the first takes in a deposit, too.
struct Posted {
    explicit Posted(std::uint64_t count)
    {
        world.deposit();
        add(count);
    }
    void add(std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            std::vector<Bytes> steps;
            for (std::uint64_t left = world.chain->tip() % 3 + 1; left > 0; --left)
                steps.push_back(world.transfer(m_nonce++, 1));
            STOA_CHECK(world.post(steps).has_value());
        }
    }
    /// Is it the batch that the main chain has, with each step as it is seen alone?
    bool isRight(BatchesAhead& ahead, std::uint64_t number)
    {
        const Hash header = *world.chain->headerHash(number);
        const auto item = ahead.at(number, header);
        const auto there = world.chain->batch(number);
        if (!item || !there || rollup::headerHash(item->batch->header) != header) return false;
        if (item->batch->steps != there->steps || item->batch->roots != there->roots) return false;
        const Hash domain = world.definition.rules().domain;
        for (std::uint32_t i = 0; i < there->steps.size(); ++i) {
            const mvm::CheckedStep alone = mvm::checkStep(there->steps[i], domain);
            const mvm::CheckedStep& seen = item->checked(i);
            if (seen.hash != alone.hash || seen.digest != alone.digest || seen.signer != alone.signer)
                return false;
        }
        return true;
    }

    ChainWorld world;
    ReadChain chain{*world.chain};

private:
    std::uint32_t m_nonce = 0;
};

constexpr std::uint64_t kAtOnce = 16;

} // namespace

class BatchesAheadTest : public QObject {
    Q_OBJECT

private slots:
    void eachIsReadOnceAndIsTheOneOfTheChain()
    {
        constexpr std::uint64_t kCount = 2 * kAtOnce + 5;
        for (const bool remembers : {false, true}) {
            Posted posted(kCount);
            mvm::SignerMemo memo;
            BatchesAhead ahead(posted.chain, remembers ? &memo : nullptr);
            for (std::uint64_t number = 1; number <= kCount; ++number) QVERIFY(posted.isRight(ahead, number));
            for (std::uint64_t number = 1; number <= kCount; ++number)
                QCOMPARE(posted.chain.readsOf(number), std::size_t{1});
            QCOMPARE(posted.chain.reads.size(), std::size_t{kCount}); // nothing behind the tip
            if (!remembers) continue;
            const auto last = posted.world.chain->batch(kCount);
            QVERIFY(memo.find(crypto::keccak256(last->steps.back())) == posted.world.member.address());
        }
    }

    void theNextSixteenAreReadWhenTheFirstOfSixteenIs()
    {
        Posted posted(3 * kAtOnce);
        BatchesAhead ahead(posted.chain, nullptr);
        for (std::uint64_t number = 1; number <= 3 * kAtOnce; ++number) {
            QVERIFY(posted.isRight(ahead, number));
            const std::uint64_t windows = (number - 1) / kAtOnce + 2;
            QCOMPARE(posted.chain.furthest(), std::min(windows, std::uint64_t{3}) * kAtOnce);
        }
    }

    /// In the middle of sixteen, at their edge, and a batch at a time.
    void whatIsPostedMeanwhileIsFound()
    {
        for (const std::uint64_t first : {std::uint64_t{1}, std::uint64_t{3}, kAtOnce, kAtOnce + 2}) {
            Posted posted(first);
            BatchesAhead ahead(posted.chain, nullptr);
            for (std::uint64_t number = 1; number <= first; ++number) QVERIFY(posted.isRight(ahead, number));
            for (std::uint64_t number = first + 1; number <= first + 3; ++number) {
                posted.add(1);
                QVERIFY(posted.isRight(ahead, number));
            }
            posted.add(kAtOnce + 1);
            for (std::uint64_t number = first + 4; number <= first + 4 + kAtOnce; ++number)
                QVERIFY(posted.isRight(ahead, number));
            for (std::uint64_t number = 1; number <= first + 4 + kAtOnce; ++number)
                QCOMPARE(posted.chain.readsOf(number), std::size_t{1});
        }
    }

    void whoeverGoesBackIsServed()
    {
        Posted posted(2 * kAtOnce + 1);
        BatchesAhead ahead(posted.chain, nullptr);
        for (const std::uint64_t number : {2 * kAtOnce, std::uint64_t{1}, kAtOnce + 1, std::uint64_t{7},
                                           2 * kAtOnce + 1, std::uint64_t{2}})
            QVERIFY(posted.isRight(ahead, number));
    }

    /// What was read before is not given for the batch that stands in its place; among those that are being
    /// run as among those after them.
    void whatIsReplacedIsReadAgain()
    {
        for (const std::uint64_t replaced :
             {std::uint64_t{3}, kAtOnce, kAtOnce + 1, kAtOnce + 4, 2 * kAtOnce}) {
            constexpr std::uint64_t kCount = 2 * kAtOnce + 3;
            Posted former(replaced - 1);
            former.add(kCount + 1 - replaced);
            Posted latter(replaced - 1);
            latter.world.chain->advanceTo(latter.world.chain->time() + 1); // so its batches are others
            latter.add(kCount + 1 - replaced);
            QVERIFY(*former.world.chain->headerHash(replaced - 1) ==
                    *latter.world.chain->headerHash(replaced - 1));
            QVERIFY(*former.world.chain->headerHash(replaced) != *latter.world.chain->headerHash(replaced));

            mainchain::MainChain* now = former.world.chain.get();
            SwitchedChain chain(*former.world.chain, now);
            BatchesAhead ahead(chain, nullptr);
            for (std::uint64_t number = 1; number < replaced; ++number)
                QVERIFY(former.isRight(ahead, number));
            now = latter.world.chain.get();
            for (std::uint64_t number = replaced; number <= kCount; ++number)
                QVERIFY(latter.isRight(ahead, number));
            QVERIFY(latter.isRight(ahead, 1));
        }
    }

    /// It is an error when its turn has come, not before; and none of the chain's mood afterwards.
    void whatCannotBeReadIsAnErrorInItsTurnOnly()
    {
        constexpr std::uint64_t kCount = 2 * kAtOnce + 2;
        for (const std::uint64_t missing : {std::uint64_t{1}, std::uint64_t{5}, kAtOnce, kAtOnce + 1,
                                            kAtOnce + 3, 2 * kAtOnce + 1, kCount}) {
            Posted posted(kCount);
            posted.chain.missing = missing;
            BatchesAhead ahead(posted.chain, nullptr);
            for (std::uint64_t number = 1; number < missing; ++number) QVERIFY(posted.isRight(ahead, number));
            for (int i = 0; i < 2; ++i) {
                const auto failed = ahead.at(missing, *posted.world.chain->headerHash(missing));
                QVERIFY(!failed && failed.error().code == ErrorCode::Offline);
            }
            if (missing > 1) QVERIFY(posted.isRight(ahead, missing - 1)); // what it has is still there
            posted.chain.missing = 0;
            for (std::uint64_t number = missing; number <= kCount; ++number)
                QVERIFY(posted.isRight(ahead, number));
        }
    }

    void aBatchThatIsNotThereIsAnError()
    {
        Posted posted(2);
        BatchesAhead ahead(posted.chain, nullptr);
        QCOMPARE(ahead.at(3, {}).error().code, ErrorCode::NotFound);
        QVERIFY(posted.isRight(ahead, 2));
        QCOMPARE(ahead.at(3, {}).error().code, ErrorCode::NotFound);
    }

    /// Threads that look at what nobody has asked for yet end with it; so a sanitizer sees.
    void itMayEndAtAnyMoment()
    {
        Posted posted(3 * kAtOnce);
        for (std::uint64_t asked = 0; asked <= 2 * kAtOnce; asked += kAtOnce / 2) {
            BatchesAhead ahead(posted.chain, nullptr);
            for (std::uint64_t number = 1; number <= asked; ++number)
                QVERIFY(ahead.at(number, *posted.world.chain->headerHash(number)));
        }
    }
};

STOA_TEST(BatchesAheadTest)

} // namespace stoa::test

#include "batches_ahead_test.moc"
