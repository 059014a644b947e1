// SPDX-License-Identifier: MIT
// What was refused keeps its words: they are shown, sent again where that is possible, and called past
// sending where it is not.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/three.h"

namespace stoa::test {

namespace {

using Part = StepWords::Part;

/// Ana runs the network, Mira is a member of her company, and both have a task.
struct WorkingTwo {
    bool begin()
    {
        if (!three.start()) return false;
        tx::CharterTerms terms = *ask(*three.ana.engine, DefaultTerms{});
        terms.court = tx::personParty(three.jo.address);
        terms.courtFee = 2 * kToken;
        const auto company = three.ana.act(CreateCompany{"Forge", "We build", terms, 0});
        if (!company || !three.joins(three.mira, company->dac)) return false;
        save.dac = company->dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        const auto made = three.mira.act(save);
        if (!made) return false;
        save.task = made->object;
        three.wait(0);
        return true;
    }
    /// Mira writes while she reaches nobody, and Ana does something else.
    bool overtakes(const Action& miras, const Action& anas)
    {
        three.cut(true);
        const auto signedNow = three.mira.act(miras);
        const bool isWaiting = signedNow && signedNow->finality.stage == Finality::Waiting;
        const bool isDone = three.ana.act(anas).has_value();
        three.cut(false);
        three.wait(0);
        return isWaiting && isDone;
    }
    std::vector<OutboxItem> outbox() { return *ask(*three.mira.engine, ReadOutbox{}); }
    Result<Sent> resend(const Hash& action)
    {
        STOA_TRY(const Draft draft, ask(*three.mira.engine, PrepareResend{action}));
        return ask(*three.mira.engine, SignAndSend{draft.id});
    }
    TaskView task() { return ask(*three.ana.engine, ListTasks{save.dac})->front(); }

    Three three;
    SaveTask save;
};

bool hasWords(const OutboxItem& item, Part part, std::string_view text)
{
    return std::ranges::any_of(item.words, [&](const StepWords& words) {
        return words.part == part && words.text.find(text) != std::string::npos;
    });
}

} // namespace

class OutboxWordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Who has only moved the task has not touched its words: both happen.
    void newWordsOfATaskGoOnItsNewState()
    {
        WorkingTwo two;
        QVERIFY(two.begin());
        SaveTask words = two.save;
        words.description = "long words, typed by hand";
        QVERIFY(two.overtakes(words, MoveTask{two.save.dac, two.save.task, tx::TaskState::Ready}));
        const auto items = two.outbox();
        QCOMPARE(items.size(), std::size_t{1});
        QCOMPARE(items[0].action.refusal, std::optional(ErrorCode::ContentConflict));
        QVERIFY(hasWords(items[0], Part::Title, "Port the compiler"));
        QVERIFY(hasWords(items[0], Part::Description, words.description));
        QVERIFY(hasWords(items[0], Part::Statement, "## Context"));
        QVERIFY(items[0].canResend);
        STOA_SUCCEEDS(again, two.resend(items[0].action.id));
        QCOMPARE(two.task().description, words.description);
        QCOMPARE(two.task().state, tx::TaskState::Ready);
        QVERIFY(two.outbox().empty());
    }

    /// Words of both are not made one: what cannot be sent again is not offered, and can be read.
    void wordsThatWereOvertakenAreKeptAndNotOfferedAgain()
    {
        WorkingTwo two;
        QVERIFY(two.begin());
        SaveTask mine = two.save;
        mine.description = "my long words";
        SaveTask theirs = two.save;
        theirs.description = "their words";
        QVERIFY(two.overtakes(mine, theirs));
        const auto items = two.outbox();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(hasWords(items[0], Part::Description, mine.description));
        QVERIFY(!items[0].canResend && items[0].canDrop);
        QCOMPARE(two.resend(items[0].action.id).error().code, ErrorCode::ContentConflict);
        // A reward that differs may be the other's: nobody can tell, so it is not signed away.
        WorkingTwo other;
        QVERIFY(other.begin());
        mine = theirs = other.save;
        mine.description = "my long words";
        theirs.reward = kToken;
        QVERIFY(other.overtakes(mine, theirs));
        QVERIFY(!other.outbox().at(0).canResend);
    }

    /// A delivery has words, too; what only stood behind it can be sent again without it.
    void wordsOfADeliveryAreKept()
    {
        WorkingTwo two;
        QVERIFY(two.begin());
        const DacId dac = two.save.dac;
        STOA_SUCCEEDS(id, propose(two.three, dac, {.doer = two.three.mira.address, .again = true}));
        STOA_SUCCEEDS(accepted, two.three.mira.act(ActOnCollaboration{dac, *id, Act::Accept, {}, 0, 0}));
        two.three.wait(0);
        two.three.cut(true);
        STOA_SUCCEEDS(delivered, two.three.mira.act(ActOnCollaboration{dac, *id, Act::Deliver,
                                                                       "All of it is there.", 0, 0}));
        STOA_SUCCEEDS(named, two.three.mira.act(SetProfileName{"Mira M."}));
        auto items = two.outbox();
        QCOMPARE(items.size(), std::size_t{2});
        QVERIFY(hasWords(items[0], Part::Text, "All of it is there."));
        QVERIFY(hasWords(items[1], Part::Name, "Mira M."));
        STOA_SUCCEEDS(disputed, two.three.ana.act(ActOnCollaboration{dac, *id, Act::Dispute, "Late.", 0, 0}));
        two.three.cut(false);
        two.three.wait(0);
        items = two.outbox();
        QCOMPARE(items.size(), std::size_t{2});
        QVERIFY(hasWords(items[0], Part::Text, "All of it is there."));
        QVERIFY(!items[0].canResend);
        QVERIFY(!two.resend(items[0].action.id));
        QVERIFY(items[1].canResend && items[1].action.isAfterRefused);
        STOA_SUCCEEDS(again, two.resend(items[1].action.id));
    }
};

STOA_TEST(OutboxWordsTest)

} // namespace stoa::test

#include "outbox_words_test.moc"
