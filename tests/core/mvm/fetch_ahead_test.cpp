// SPDX-License-Identifier: MIT
#include "core/mvm/fetch_ahead.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {
namespace {

const Address kSender{{1}};
const Address kOther{{2}};
const DacId kDac{{3}};

mvm::CheckedStep stepOf(const tx::Payload& payload)
{
    mvm::CheckedStep step;
    tx::Transaction transaction;
    transaction.envelope.from = kSender;
    transaction.payload = payload;
    step.transaction = transaction;
    step.digest = Hash{{4}};
    return step;
}

bool names(const tx::Payload& payload, std::initializer_list<state::Key> wanted)
{
    std::vector<state::Key> keys;
    mvm::addNamedKeys(stepOf(payload), keys);
    return std::all_of(wanted.begin(), wanted.end(), [&](const state::Key& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
}

} // namespace

class FetchAheadTest : public QObject {
    Q_OBJECT
private slots:
    void whatAStepNamesIsFetched()
    {
        using namespace state;
        QVERIFY(names(tx::Transfer{kOther, 1}, {accountKey(kSender), accountKey(kOther)}));
        tx::Propose propose;
        propose.dac = kDac;
        propose.doer = tx::personParty(kOther);
        propose.asker = tx::companyParty(DacId{{5}});
        QVERIFY(names(propose, {accountKey(kSender), accountKey(kOther), charterKey(kDac), purseKey(kDac),
                                memberKey(kDac, kSender), purseKey(DacId{{5}}),
                                collaborationKey(kDac, tx::objectIdOf(Hash{{4}}))}));
        tx::Accept accept;
        accept.dac = kDac;
        accept.collaboration = ObjectId{{6}};
        QVERIFY(names(accept, {collaborationKey(kDac, ObjectId{{6}})}));
        tx::PutRecord put;
        put.dac = kDac;
        put.tool = 2;
        put.object = ObjectId{{7}};
        QVERIFY(names(put, {toolKey(kDac, 2), recordKey(kDac, 2, ObjectId{{7}})}));
        put.object = {}; // a new one
        QVERIFY(names(put, {recordKey(kDac, 2, tx::objectIdOf(Hash{{4}}))}));
        std::vector<Key> keys;
        mvm::addNamedKeys({}, keys); // a step that cannot be read
        QVERIFY(keys.empty());
    }

    /// Each step is asked for once, in time, and none at or behind the end that was told.
    void stepsAreAskedForOnceAndInTime()
    {
        const mvm::CheckedStep step = stepOf(tx::Transfer{kOther, 1});
        for (const std::size_t piece : {1U, 5U, 16U, 64U, 250U}) {
            mvm::FetchAhead fetch;
            std::size_t asked = 0;
            for (std::size_t i = 0; i < 500; ++i) {
                const std::size_t end = std::min<std::size_t>(500, (i / piece + 1) * piece);
                bool isRight = true;
                fetch.before(i, end, {}, [&](std::size_t which) -> const mvm::CheckedStep& {
                    isRight = isRight && which == asked++ && which < end && which < i + mvm::kFetchedTogether;
                    return step;
                });
                QVERIFY(isRight);
                QVERIFY(asked > i);
            }
            QCOMPARE(asked, std::size_t{500});
        }
    }
};

STOA_TEST(FetchAheadTest)

} // namespace stoa::test

#include "fetch_ahead_test.moc"
