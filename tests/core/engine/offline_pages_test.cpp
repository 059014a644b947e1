// SPDX-License-Identifier: MIT
// Pages that a member edits while the node is away: no word is lost, and nobody else is blamed.
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;
using Next = UnsentEdit::Next;

namespace {

const std::string kLines = "1\n2\n3\n4\n5\n";

/// Ana runs the network; Mira is a member of her company from another computer, and both have a page "Q".
struct Wiki {
    bool begin()
    {
        if (!ana.start() || !ana.createWallet() || !ask(*ana.engine, UseFaucet{{}, 1000 * kToken}))
            return false;
        const auto company =
            ana.act(CreateCompany{"Far Away", "Apart", *ask(*ana.engine, DefaultTerms{}), 0});
        if (!company) return false;
        dac = company->dac;
        ana.answerAt(wire);
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 50 * kToken});
        return invitation && mira.start() && mira.createWallet() && mira.act(JoinCompany{invitation->link}) &&
               mira.act(SavePage{dac, "Q", kLines, "", {}});
    }
    void look() { (void)ask(*mira.engine, Verify{}); }
    void cut()
    {
        wire.isCut = true;
        look();
    }
    void lock() { (void)ask(*mira.engine, LockWallet{}); }
    void comeBack()
    {
        wire.isCut = false;
        look();
    }
    Result<Sent> miraWrites(const std::string& text, const std::string& page = "Q")
    {
        return mira.act(SavePage{dac, page, text, "", {}});
    }
    bool anaWrites(const std::string& text, const std::string& page = "Q")
    {
        return ana.act(SavePage{dac, page, text, "", {}}).has_value();
    }
    std::string read(Person& who, const std::string& page = "Q")
    {
        const auto view = ask(*who.engine, ReadPage{dac, page, 0});
        return view ? view->text : std::string(name(view.error().code));
    }
    Result<UnsentEdit> mine(const std::string& page = "Q")
    {
        return ask(*mira.engine, ReadMyEdit{dac, page});
    }
    std::vector<OutboxItem> outbox() { return *ask(*mira.engine, ReadOutbox{}); }
    Result<std::monostate> drop(const Hash& action) { return ask(*mira.engine, DropAction{action}); }
    Result<Sent> resend(const Hash& action)
    {
        STOA_TRY(const Draft draft, ask(*mira.engine, PrepareResend{action}));
        return ask(*mira.engine, SignAndSend{draft.id});
    }

    QTemporaryDir folder;
    Wire wire;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
    Person mira{folder.filePath(QStringLiteral("mira")), &wire};
    DacId dac;
};

} // namespace

class OfflinePagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Unlike a page, a task or another record is not merged: the second change waits for the first.
    void aSecondChangeOfARecordSaysThatOnesOwnFirstWaits()
    {
        Wiki wiki;
        QVERIFY(wiki.begin());
        SaveTask save;
        save.dac = wiki.dac;
        save.title = "Paint the hall";
        STOA_SUCCEEDS(made, wiki.mira.act(save));
        wiki.look();
        wiki.cut();
        save.task = made->object;
        save.title = "Paint the door";
        STOA_SUCCEEDS(waiting, wiki.mira.act(save));
        QCOMPARE(waiting->finality.stage, Finality::Waiting);
        const std::size_t kept = wiki.outbox().size();
        save.title = "Paint the wall";
        const auto second = wiki.mira.act(save);
        QVERIFY(!second && second.error().code == ErrorCode::ContentConflict);
        QCOMPARE(second.error().detail, std::string("own edit"));
        QCOMPARE(wiki.outbox().size(), kept); // nothing was signed
        wiki.comeBack();
        STOA_SUCCEEDS(now, wiki.mira.act(save));
        QCOMPARE(ask(*wiki.mira.engine, ListTasks{wiki.dac})->front().title, std::string("Paint the wall"));
    }

    /// Whoever takes the first change back may make another one at once.
    void aChangeOfARecordThatWasTakenBackIsInNobodysWay()
    {
        Wiki wiki;
        QVERIFY(wiki.begin());
        SaveTask save;
        save.dac = wiki.dac;
        save.title = "Paint the hall";
        STOA_SUCCEEDS(made, wiki.mira.act(save));
        wiki.look();
        wiki.cut();
        save.task = made->object;
        save.title = "Paint the door";
        STOA_SUCCEEDS(waiting, wiki.mira.act(save));
        STOA_SUCCEEDS(dropped, wiki.drop(waiting->ids.front()));
        save.title = "Paint the wall";
        STOA_SUCCEEDS(second, wiki.mira.act(save));
        QCOMPARE(second->finality.stage, Finality::Waiting);
        wiki.comeBack();
        QVERIFY(wiki.outbox().empty());
        QCOMPARE(ask(*wiki.ana.engine, ListTasks{wiki.dac})->front().title, std::string("Paint the wall"));
    }

    void anEditThatIsTakenBackLeavesThePageAsItWas()
    {
        for (const bool isStartedAnew : {false, true}) {
            Wiki w;
            QVERIFY(w.begin());
            w.cut();
            STOA_SUCCEEDS(edit, w.miraWrites("not this\n"));
            STOA_SUCCEEDS(page, w.miraWrites("nor this\n", "New"));
            QCOMPARE(w.read(w.mira), std::string("not this\n"));
            if (isStartedAnew) {
                w.mira.stop();
                QVERIFY(w.mira.start() && w.mira.unlock());
            }
            STOA_SUCCEEDS(first, w.drop(edit->ids.front()));
            STOA_SUCCEEDS(second, w.drop(page->ids.front()));
            QCOMPARE(w.read(w.mira), kLines);
            QVERIFY(ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->isSent);
            QVERIFY(!w.mine() && !w.mine("New"));
            QCOMPARE(ask(*w.mira.engine, ListPages{w.dac})->size(), std::size_t{1});
            w.comeBack();
            QCOMPARE(w.read(w.ana), kLines); // it went nowhere
            QCOMPARE(ask(*w.ana.engine, ListPages{w.dac})->size(), std::size_t{1});
            STOA_SUCCEEDS(other, w.miraWrites("this\n"));
            QCOMPARE(w.read(w.ana), std::string("this\n"));
            QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Q"})->size(), std::size_t{2});
        }
    }

    /// The later words were written upon the ones that were taken back; they are not lost with them.
    void anEditThatStoodOnOneThatWasTakenBackKeepsItsWords()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
        STOA_SUCCEEDS(second, w.miraWrites("1 M\n2\n3\n4\n5 M\n"));
        STOA_SUCCEEDS(dropped, w.drop(first->ids.front()));
        QCOMPARE(w.outbox().size(), std::size_t{1});
        w.comeBack();
        w.look();
        QCOMPARE(w.read(w.ana), kLines); // it did not fit by itself
        STOA_SUCCEEDS(mine, w.mine());
        QCOMPARE(mine->text, std::string("1 M\n2\n3\n4\n5 M\n"));
        QCOMPARE(mine->next, Next::Signature);
        const auto items = w.outbox();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(items.front().canResend);
        STOA_SUCCEEDS(again, w.resend(items.front().action.id));
        QCOMPARE(w.read(w.ana), std::string("1 M\n2\n3\n4\n5 M\n"));
        QVERIFY(w.outbox().empty());
    }

    /// The merge stands in the edit's place: the step that was signed first is never sent again.
    void aWaitingEditThatIsReplacedByItsMergeIsSentOnce()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
        QVERIFY(w.anaWrites("1\n2\n3\n4\n5 A\n"));
        w.comeBack();
        w.look();
        STOA_SUCCEEDS(again, w.resend(first->ids.front()));
        QVERIFY(again->ids.front() != first->ids.front());
        // The old step is in nobody's list any more, and neither sent again nor to be taken back.
        QVERIFY(w.outbox().empty());
        QCOMPARE(w.resend(first->ids.front()).error().code, ErrorCode::NotFound);
        QCOMPARE(w.drop(first->ids.front()).error().code, ErrorCode::NotFound);
        w.look();
        QCOMPARE(w.read(w.ana), std::string("1 M\n2\n3\n4\n5 A\n"));
        QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Q"})->size(), std::size_t{4});
    }

    void aPageCanBeEditedAgainWhileTheFirstEditWaits()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("once\n"));
        QCOMPARE(first->finality.stage, Finality::Waiting);
        STOA_SUCCEEDS(second, w.miraWrites("twice\n"));
        STOA_SUCCEEDS(view, ask(*w.mira.engine, ReadPage{w.dac, "Q", 0}));
        QCOMPARE(view->text, std::string("twice\n"));
        QCOMPARE(view->version, 3U);
        QVERIFY(!view->isSent);
        QCOMPARE(view->summary.sharing, PageSharing::Waiting);
        STOA_SUCCEEDS(versions, ask(*w.mira.engine, ReadPageHistory{w.dac, "Q"}));
        QCOMPARE(versions->size(), std::size_t{3});
        QVERIFY(!versions->at(0).isSent && !versions->at(1).isSent && versions->at(2).isSent);
        STOA_SUCCEEDS(again, w.miraWrites("thrice\n"));
        w.comeBack();
        QVERIFY(w.outbox().empty());
        QCOMPARE(w.read(w.ana), std::string("thrice\n"));
        QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Q"})->size(), std::size_t{4});
        QVERIFY(ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->isSent);
    }

    void aPageFirstWrittenOfflineCanBeReadAndIsListed()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(page, w.miraWrites("new words\n", "New"));
        STOA_SUCCEEDS(view, ask(*w.mira.engine, ReadPage{w.dac, "New", 0}));
        QCOMPARE(view->text, std::string("new words\n"));
        QCOMPARE(view->version, 1U);
        QVERIFY(!view->isSent);
        STOA_SUCCEEDS(pages, ask(*w.mira.engine, ListPages{w.dac}));
        QCOMPARE(pages->size(), std::size_t{2});
        QCOMPARE(pages->front().name, std::string("New"));
        QCOMPARE(pages->front().sharing, PageSharing::Waiting);
        QCOMPARE(w.mine("New")->next, Next::ByItself);
        w.mira.stop();
        QVERIFY(w.mira.start()); // still away
        QCOMPARE(w.read(w.mira, "New"), std::string("new words\n"));
        w.comeBack();
        QCOMPARE(w.read(w.ana, "New"), std::string("new words\n"));
        QVERIFY(!w.mine("New"));
    }

    void editsOfDifferentPartsAreMergedWhenTheirAuthorSendsThemAgain()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
        STOA_SUCCEEDS(second, w.miraWrites("1 Mi\n2\n3\n4\n5\n"));
        STOA_SUCCEEDS(other, w.miraWrites("another page\n", "New"));
        QVERIFY(w.anaWrites("1\n2\n3\n4\n5 A\n"));
        w.comeBack();
        w.look();
        // Nothing is signed that nobody has seen, though the wallet is open.
        QCOMPARE(w.read(w.ana), std::string("1\n2\n3\n4\n5 A\n"));
        QCOMPARE(w.mine()->next, Next::Signature);
        for (std::size_t left = w.outbox().size(); left > 0; left = w.outbox().size()) {
            QVERIFY(w.outbox().front().canResend);
            STOA_SUCCEEDS(again, w.resend(w.outbox().front().action.id));
            QVERIFY(w.outbox().size() < left);
        }
        QCOMPARE(w.read(w.ana), std::string("1 Mi\n2\n3\n4\n5 A\n"));
        QCOMPARE(w.read(w.mira), std::string("1 Mi\n2\n3\n4\n5 A\n"));
        QVERIFY(w.outbox().empty());
        QCOMPARE(w.read(w.ana, "New"), std::string("another page\n")); // it came after a refused one
        // Every version of both is in the history.
        QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Q"})->size(), std::size_t{5});
    }

    void withALockedWalletTheMergeWaitsForItsAuthor()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
        QVERIFY(w.anaWrites("1\n2\n3\n4\n5 A\n"));
        w.lock();
        w.comeBack();
        QCOMPARE(w.read(w.mira), std::string("1\n2\n3\n4\n5 A\n"));
        const auto items = w.outbox();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(items.front().canResend);
        QCOMPARE(items.front().edit, std::optional(Next::Signature));
        STOA_SUCCEEDS(mine, w.mine());
        QCOMPARE(mine->text, std::string("1 M\n2\n3\n4\n5\n"));
        QVERIFY(ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->mine.has_value());
        QVERIFY(w.mira.unlock());
        STOA_SUCCEEDS(again, w.resend(items.front().action.id));
        QCOMPARE(w.read(w.ana), std::string("1 M\n2\n3\n4\n5 A\n"));
        QVERIFY(w.outbox().empty());
    }

    void whoIsOvertakenWhileReviewingReviewsTheMerge()
    {
        Wiki w;
        QVERIFY(w.begin());
        STOA_SUCCEEDS(draft, ask(*w.mira.engine, Prepare{SavePage{w.dac, "Q", "1 M\n2\n3\n4\n5\n", "", {}}}));
        QVERIFY(w.anaWrites("1\n2\n3\n4\n5 A\n"));
        const auto sent = ask(*w.mira.engine, SignAndSend{draft->id});
        QVERIFY(!sent && sent.error().code == ErrorCode::ContentConflict);
        QCOMPARE(w.read(w.ana), std::string("1\n2\n3\n4\n5 A\n"));
        STOA_SUCCEEDS(again, w.resend(w.outbox().front().action.id));
        QCOMPARE(w.read(w.ana), std::string("1 M\n2\n3\n4\n5 A\n"));
        QVERIFY(w.outbox().empty());
    }

    void whereBothChangedTheSameBothTextsAreKeptUntilOneIsChosen()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
        QVERIFY(w.anaWrites("1 A\n2\n3\n4\n5\n"));
        w.comeBack();
        const auto items = w.outbox();
        QCOMPARE(items.size(), std::size_t{1});
        QVERIFY(!items.front().canResend);
        QCOMPARE(items.front().edit, std::optional(Next::Choice));
        QCOMPARE(w.resend(items.front().action.id).error().code, ErrorCode::MergeConflict);
        w.mira.stop();
        QVERIFY(w.mira.start() && w.mira.unlock());
        STOA_SUCCEEDS(mine, w.mine());
        QCOMPARE(mine->text, std::string("1 M\n2\n3\n4\n5\n"));
        QCOMPARE(mine->places.size(), std::size_t{1});
        QCOMPARE(mine->places.front().mine, std::string("1 M\n"));
        QCOMPARE(mine->places.front().theirs, std::string("1 A\n"));
        QVERIFY(mine->marked.find("1 M\n") != std::string::npos);
        SavePage both{w.dac, "Q", "1 A and M\n2\n3\n4\n5\n", "", {}};
        both.edit = mine->revision;
        both.isResolved = true;
        STOA_SUCCEEDS(solved, w.mira.act(both));
        QCOMPARE(w.read(w.ana), std::string("1 A and M\n2\n3\n4\n5\n"));
        QVERIFY(w.outbox().empty());
        QVERIFY(!w.mine());
        // Mira's own version is a version of the page, too.
        QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Q"})->size(), std::size_t{4});
    }

    /// Where the other's words are the whole page, there is nothing to publish: the edit is let go.
    void whoTakesTheOthersWordsHasNothingLeftToDecide()
    {
        for (const bool isSigned : {true, false}) {
            Wiki w;
            QVERIFY(w.begin());
            const Hash old = ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->revision;
            if (isSigned) {
                w.cut();
                STOA_SUCCEEDS(first, w.miraWrites("1 M\n2\n3\n4\n5\n"));
                QVERIFY(w.anaWrites("1 A\n2\n3\n4\n5\n"));
                w.comeBack();
            } else {
                QVERIFY(w.anaWrites("1 A\n2\n3\n4\n5\n"));
                w.look();
                SavePage late{w.dac, "Q", "1 M\n2\n3\n4\n5\n", "", old};
                late.keepsConflict = true;
                QCOMPARE(w.mira.act(late).error().code, ErrorCode::MergeConflict);
            }
            STOA_SUCCEEDS(mine, w.mine());
            QCOMPARE(mine->action.isZero(), !isSigned);
            SavePage theirs{w.dac, "Q", mine->text, "", mine->base};
            theirs.edit = mine->revision;
            theirs.answer = SavePage::Answer::Theirs;
            QCOMPARE(w.mira.act(theirs).error().code, ErrorCode::NothingChanged);
            QVERIFY(w.mine()); // not forgotten before somebody says so
            QVERIFY(ask(*w.mira.engine, DropEdit{w.dac, "Q", mine->revision}));
            QVERIFY(!w.mine());
            QVERIFY(w.outbox().empty());
            QVERIFY(!ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->mine);
            QCOMPARE(w.read(w.mira), std::string("1 A\n2\n3\n4\n5\n"));
            QVERIFY(!ask(*w.mira.engine, DropEdit{w.dac, "Q", mine->revision}));
        }
    }

    void twoPagesOfOneNameAreAChoice()
    {
        Wiki w;
        QVERIFY(w.begin());
        w.cut();
        STOA_SUCCEEDS(page, w.miraWrites("Mira's words\n", "New"));
        QVERIFY(w.anaWrites("Ana's words\n", "New"));
        w.comeBack();
        QCOMPARE(w.read(w.mira, "New"), std::string("Ana's words\n"));
        STOA_SUCCEEDS(mine, w.mine("New"));
        QCOMPARE(mine->next, Next::Choice);
        QCOMPARE(mine->text, std::string("Mira's words\n"));
    }

    void aConflictWithAnOlderVersionCanBeAnsweredAndItsWordsAreKept()
    {
        Wiki w;
        QVERIFY(w.begin());
        const Hash old = ask(*w.mira.engine, ReadPage{w.dac, "Q", 0})->revision;
        STOA_SUCCEEDS(newer, w.miraWrites("1 new\n2\n3\n4\n5\n"));
        SavePage late{w.dac, "Q", "1 late\n2\n3\n4\n5 late\n", "", old};
        late.keepsConflict = true;
        QCOMPARE(w.mira.act(late).error().code, ErrorCode::MergeConflict);
        STOA_SUCCEEDS(mine, w.mine());
        QCOMPARE(mine->text, late.text);
        QCOMPARE(mine->next, Next::Choice);
        QVERIFY(mine->action.isZero());
        SavePage chosen{w.dac, "Q", mine->text, "", mine->base};
        chosen.edit = mine->revision;
        chosen.answer = SavePage::Answer::Theirs;
        STOA_SUCCEEDS(sent, w.mira.act(chosen));
        QCOMPARE(w.read(w.mira), std::string("1 new\n2\n3\n4\n5 late\n"));
        QVERIFY(!w.mine());
        SavePage again = late;
        again.text = "1 again\n2\n3\n4\n5\n";
        again.answer = SavePage::Answer::Mine;
        STOA_SUCCEEDS(ours, w.mira.act(again));
        QCOMPARE(w.read(w.mira), std::string("1 again\n2\n3\n4\n5 late\n"));
    }

    void aMemberThatStartsWhileItsNodeIsAwayKnowsWhatItKnew()
    {
        Wiki w;
        QVERIFY(w.begin());
        STOA_SUCCEEDS(later, ask(*w.ana.engine, AdvanceTime{60 * kDay}));
        w.look();
        const Amount balance = w.mira.balance();
        QVERIFY(balance > 0);
        const NetworkView before = w.mira.network();
        QCOMPARE(before.asOf, Timestamp{0});
        w.mira.stop();
        w.wire.isCut = true;
        QVERIFY(w.mira.start());
        const NetworkView after = w.mira.network();
        QVERIFY(after.isOffline);
        QCOMPARE(after.headBlock, before.headBlock);
        QCOMPARE(after.headTime, before.headTime);
        QCOMPARE(after.now, before.now);
        QCOMPARE(after.asOf, before.now);
        QVERIFY(after.lastContact <= after.now);
        QVERIFY(after.now - after.lastContact < kDay); // not the sixty days between two clocks
        STOA_SUCCEEDS(wallet, ask(*w.mira.engine, ReadWallet{}));
        QVERIFY(wallet->isKnown);
        QCOMPARE(wallet->available, balance);
        QCOMPARE(wallet->asOf, before.now);
        // What is signed by that time is not too late when the node is back.
        QVERIFY(w.mira.unlock());
        STOA_SUCCEEDS(page, w.miraWrites("signed meanwhile\n"));
        w.comeBack();
        QVERIFY(w.outbox().empty());
        QCOMPARE(w.read(w.ana), std::string("signed meanwhile\n"));
        QCOMPARE(w.mira.network().asOf, Timestamp{0});
    }

    /// More steps than are handed over at once are taken in turns: with the last one all are, not with the
    /// first.
    void anImportInSeveralTurnsIsTakenWithItsLastStep()
    {
        Wiki w;
        QVERIFY(w.begin());
        const std::filesystem::path pages = w.folder.filePath(QStringLiteral("pages")).toStdString();
        std::filesystem::create_directory(pages);
        constexpr std::size_t kPages = 130;
        for (std::size_t i = 0; i < kPages; ++i)
            std::ofstream(pages / ("Page " + std::to_string(i) + ".md")) << "Words of " << i << ".\n";
        int turns = 0;
        w.wire.refuses = [&turns](const std::string& method) -> std::optional<ErrorCode> {
            if (method == "submit" && ++turns > 1) return ErrorCode::NotYourSlot;
            return {};
        };
        STOA_SUCCEEDS(sent, w.mira.act(ImportWiki{w.dac, pages.string(), false}));
        QCOMPARE(sent->ids.size(), kPages);
        QVERIFY(turns > 1);
        const std::size_t waiting = w.outbox().size();
        QVERIFY2(waiting > 0 && waiting < kPages, std::to_string(waiting).c_str());
        QCOMPARE(sent->finality.stage, Finality::Waiting);
        w.wire.refuses = {};
        w.look();
        w.look();
        QVERIFY(w.outbox().empty());
        // The words come with the steps: whoever imports is not the only one who can read them.
        for (std::size_t i = 0; i < kPages; ++i) {
            const std::string text = w.read(w.ana, "Page " + std::to_string(i));
            QVERIFY2(text == "Words of " + std::to_string(i) + ".\n", text.c_str());
        }
        std::ofstream(pages / "Page 7.md") << "Other words.\n";
        STOA_SUCCEEDS(again, w.mira.act(ImportWiki{w.dac, pages.string(), false}));
        QCOMPARE(again->ids.size(), std::size_t{1});
        QCOMPARE(w.read(w.ana, "Page 7"), std::string("Other words.\n"));
        QCOMPARE(ask(*w.ana.engine, ReadPageHistory{w.dac, "Page 7"})->size(), std::size_t{2});
    }

    /// More versions of one page than are brought at once, and nothing is brought to a node that does not say
    /// what it lacks.
    void aLongHistoryIsBroughtWholeAndOnlyToANodeThatAnswers()
    {
        Wiki w;
        QVERIFY(w.begin());
        constexpr std::uint32_t kVersions = 10;
        const std::string rest(1'000'000, 'x'); // all together are more than is brought at once
        const std::string history = w.folder.filePath(QStringLiteral("history.jsonl")).toStdString();
        std::ofstream file(history);
        for (std::uint32_t i = 1; i <= kVersions; ++i)
            file << nlohmann::json{{"page", "Long"},
                                   {"time", 1'600'000'000 + i},
                                   {"author", 1},
                                   {"revision", std::to_string(i)},
                                   {"previous", nullptr},
                                   {"text", "Version " + std::to_string(i) + "\n" + rest}}
                        .dump()
                 << '\n';
        file.close();
        int brought = 0;
        bool isAsked = false;
        w.wire.refuses = [&](const std::string& method) -> std::optional<ErrorCode> {
            isAsked = isAsked || method == "status";
            brought += method == "put_contents" ? 1 : 0;
            if (method == "status") return ErrorCode::Offline;
            return {};
        };
        STOA_SUCCEEDS(sent, w.mira.act(ImportWiki{w.dac, history, true}));
        QCOMPARE(sent->finality.stage, Finality::Waiting);
        QVERIFY(isAsked);
        QCOMPARE(brought, 0);
        w.wire.refuses = {};
        w.look();
        QVERIFY(w.outbox().empty());
        for (std::uint32_t i = 1; i <= kVersions; ++i) {
            STOA_SUCCEEDS(page, ask(*w.ana.engine, ReadPage{w.dac, "Long", i}));
            QVERIFY2(page->text == "Version " + std::to_string(i) + "\n" + rest, std::to_string(i).c_str());
        }
    }
};

STOA_TEST(OfflinePagesTest)

} // namespace stoa::test

#include "offline_pages_test.moc"
