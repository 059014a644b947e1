// SPDX-License-Identifier: MIT
// A member whose node is another computer, which may be away, lie, or have only half of what it should have.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/hex.h"
#include "core/content/page_revision.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// Ana runs the network; Mira has joined her company from another computer.
struct TwoComputers {
    TwoComputers()
    {
        STOA_CHECK(ana.start() && ana.createWallet());
        STOA_CHECK(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
        const auto company =
            ana.act(CreateCompany{"Far Away", "Apart", *ask(*ana.engine, DefaultTerms{}), 0});
        STOA_CHECK(company);
        dac = company->dac;
    }
    bool join()
    {
        ana.answerAt(wire);
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 50 * kToken});
        return mira.start() && mira.createWallet() && invitation && mira.act(JoinCompany{invitation->link});
    }
    /// Mira looks at the network now.
    VerifyReport look() { return *ask(*mira.engine, Verify{}); }
    bool anaWrites(const std::string& page, const std::string& text)
    {
        return ana.act(SavePage{dac, page, text, "", {}}).has_value();
    }
    Result<PageView> miraReads(const std::string& page) { return ask(*mira.engine, ReadPage{dac, page, 0}); }

    QTemporaryDir folder;
    Wire wire;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
    Person mira{folder.filePath(QStringLiteral("mira")), &wire};
    DacId dac;
};

using What = VerifyReport::Line::What;
using Finding = VerifyReport::Line::Finding;

const VerifyReport::Line* lineOf(const VerifyReport& report, What what,
                                 std::optional<Finding> finding = std::nullopt)
{
    for (const VerifyReport::Line& line : report.lines)
        if (line.what == what && (!finding || line.finding == *finding)) return &line;
    return nullptr;
}

/// Text that does not get smaller on the wire or on the disk.
std::string noise(std::size_t size, std::uint64_t seed)
{
    SeededRandom random(seed);
    Bytes bytes(size / 2);
    random.fill(bytes);
    return toHex(bytes);
}

} // namespace

class RemoteMemberTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNodeOfAnotherNetworkIsNotFollowedAndNothingBecomesReadOnly()
    {
        TwoComputers two;
        QVERIFY(two.join());
        Person other(two.folder.filePath(QStringLiteral("other")), nullptr);
        QVERIFY(other.start());
        bool isFaulty = false;
        const auto subscription = two.mira.engine->subscribe(
            [&](const Event& event) { isFaulty = isFaulty || std::holds_alternative<EngineFault>(event); });
        two.wire.server = other.engine.get();
        const VerifyReport report = two.look();
        QCOMPARE(two.mira.network().problem, std::optional(ErrorCode::WrongNetwork));
        QVERIFY(!report.isGood);
        QCOMPARE(lineOf(report, What::Headers)->finding, Finding::Wrong);
        STOA_SUCCEEDS(page, two.mira.act(SavePage{two.dac, "Home", "Written meanwhile", "", {}}));
        QCOMPARE(page->finality.stage, Finality::Waiting);
        two.wire.server = two.ana.engine.get();
        QVERIFY(two.look().isGood);
        QCOMPARE(two.mira.network().problem, std::optional<ErrorCode>());
        QVERIFY(ask(*two.mira.engine, ReadOutbox{})->empty());
        QVERIFY(!isFaulty);
    }

    void aTextThatIsTooLargeIsRefusedBeforeAnythingIsSigned()
    {
        TwoComputers two;
        const auto refusal = [&](std::string text) {
            const auto draft =
                ask(*two.ana.engine, Prepare{SavePage{two.dac, "Home", std::move(text), "", {}}});
            return draft ? Error{ErrorCode::Internal, "taken"} : draft.error();
        };
        const Error page = refusal(std::string(content::kMaxPageText + 1, 'a'));
        QCOMPARE(page.code, ErrorCode::TooLarge);
        QCOMPARE(page.detail, std::string("text"));
        const Error object = refusal(std::string(content::kMaxPageText, '"')); // each takes two bytes
        QCOMPARE(object.code, ErrorCode::TooLarge);
        QCOMPARE(object.detail, std::string("content"));
        QVERIFY(ask(*two.ana.engine, ReadOutbox{})->empty());
        // What may be kept can also be handed on.
        QVERIFY(two.anaWrites("Home", std::string(content::kMaxPageText - 1000, '"')));
        QVERIFY(two.join());
        (void)two.look();
        STOA_SUCCEEDS(read, two.miraReads("Home"));
        QCOMPARE(read->text.size(), content::kMaxPageText - 1000);
    }

    void aTextWithAnotherHashIsNotKeptAndTheRightOneIsAskedForAgain()
    {
        TwoComputers two;
        QVERIFY(two.join());
        QVERIFY(two.look().isComplete);
        two.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            if (method != "contents") return std::nullopt;
            return "[\"" + toHex(toBytes(viewOf("something else"))) + "\"]";
        };
        const std::uint64_t before = lineOf(two.look(), What::Content)->count;
        QVERIFY(two.anaWrites("Home", "The right text"));
        const VerifyReport report = two.look();
        QCOMPARE(lineOf(report, What::Content, Finding::Good)->count, before); // nothing was kept
        QCOMPARE(lineOf(report, What::Content, Finding::Missing)->count, std::uint64_t{1});
        QVERIFY(report.isGood);
        QVERIFY(!report.isComplete);
        QCOMPARE(two.mira.network().missingTexts, std::uint64_t{1});
        QCOMPARE(two.miraReads("Home").error().code, ErrorCode::ContentMissing);
        QCOMPARE(lineOf(two.look(), What::Content, Finding::Good)->count, before); // nor by looking at it

        // Also after a restart it is known that it is missing.
        two.mira.stop();
        two.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            return method == "contents" ? std::optional<std::string>("[]") : std::nullopt;
        };
        QVERIFY(two.mira.start());
        QCOMPARE(two.mira.network().missingTexts, std::uint64_t{1});
        two.wire.onRequest = {};
        for (int i = 0; i < 1000 && two.mira.network().missingTexts != 0; ++i) (void)two.look();
        QCOMPARE(two.mira.network().missingTexts, std::uint64_t{0});
        STOA_SUCCEEDS(page, two.miraReads("Home"));
        QCOMPARE(page->text, std::string("The right text"));
        QVERIFY(two.look().isComplete);
    }

    void aClaimThatAStepIsInABlockMustProveItself()
    {
        TwoComputers two;
        QVERIFY(two.join());
        QVERIFY(two.look().isGood);
        two.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            if (method != "submit") return std::nullopt;
            return R"([{"stage":1,"block":1,"batch":1,"step":0}])";
        };
        bool wasShaped = false;
        two.wire.onResult = [&](const std::string& method, std::string& result) {
            if (method == "status") wasShaped = result.find("\"stage\":") != std::string::npos;
        };
        STOA_SUCCEEDS(page, two.mira.act(SavePage{two.dac, "Home", "Is it there?", "", {}}));
        QVERIFY(wasShaped);
        QCOMPARE(page->finality.stage, Finality::Waiting);
        QCOMPARE(two.mira.network().problem, std::optional(ErrorCode::ProofFailed));
        QCOMPARE(ask(*two.mira.engine, ReadOutbox{})->size(), std::size_t{1});
        two.wire.onRequest = {};
        QVERIFY(two.look().isGood);
        QVERIFY(ask(*two.mira.engine, ReadOutbox{})->empty());
    }

    void aPostedStepCannotBeTalkedAway()
    {
        TwoComputers two;
        QVERIFY(two.join());
        STOA_SUCCEEDS(page, two.mira.act(SavePage{two.dac, "Home", "Here to stay", "", {}}));
        STOA_SUCCEEDS(posted, ask(*two.ana.engine, AdvanceTime{10}));
        QVERIFY(two.look().isGood);
        const auto stage = [&] {
            const auto wallet = ask(*two.mira.engine, ReadWallet{});
            for (const ActionView& action : wallet->history)
                if (action.id == page->ids.front()) return action.finality.stage;
            return Finality::Local;
        };
        QCOMPARE(stage(), Finality::InBatch);
        two.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            if (method != "status") return std::nullopt;
            return R"([{"stage":0,"block":0,"batch":0,"step":0},)"
                   R"({"stage":0,"block":0,"batch":0,"step":0}])";
        };
        QVERIFY(two.anaWrites("Other", "so that the head moves"));
        (void)two.look();
        QCOMPARE(two.mira.network().problem, std::optional(ErrorCode::ProofFailed));
        QCOMPARE(stage(), Finality::InBatch);
        QVERIFY(ask(*two.mira.engine, ReadOutbox{})->empty()); // nothing was taken for rolled back
        two.wire.onRequest = {};
        QVERIFY(two.look().isGood);
    }

    void aNodeThatIsAwayIsNoFalseAlarm()
    {
        TwoComputers two;
        QVERIFY(two.join());
        QVERIFY(two.anaWrites("Home", "Hello"));
        QVERIFY(two.look().isComplete);
        two.wire.isCut = true;
        const VerifyReport report = two.look();
        QVERIFY(report.isOffline);
        QVERIFY(report.isGood);
        QVERIFY(!report.isComplete);
        QCOMPARE(lineOf(report, What::Content)->finding,
                 Finding::Good); // what is on this computer was checked
        QVERIFY(lineOf(report, What::Content)->count > 0);
        QCOMPARE(lineOf(report, What::Company)->finding, Finding::NotChecked);
        QCOMPARE(lineOf(report, What::Headers)->finding, Finding::NotChecked);
        QCOMPARE(lineOf(report, What::Company)->problem, std::optional(ErrorCode::Offline));
        two.wire.isCut = false;
        QVERIFY(two.look().isComplete);
    }

    /// The node cannot take the number of an action whose forerunner it refused: that says nothing about this
    /// one, and its owner hears so.
    void whatWasSignedBehindARefusedActionSaysSo()
    {
        TwoComputers two;
        QVERIFY(two.join());
        SaveTask save;
        save.dac = two.dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_SUCCEEDS(task, two.ana.act(save));
        save.task = task->object;
        save.title = "Port the linker";
        QVERIFY(two.look().isComplete);
        two.wire.isCut = true;
        STOA_SUCCEEDS(first, two.mira.act(AssignTask{two.dac, task->object, two.mira.address}));
        STOA_SUCCEEDS(second, two.mira.act(FundCompany{two.dac, kToken}));
        STOA_SUCCEEDS(third, two.mira.act(FundCompany{two.dac, 2 * kToken}));
        STOA_SUCCEEDS(meanwhile, two.ana.act(save));
        two.wire.isCut = false;
        (void)two.look();
        STOA_SUCCEEDS(left, ask(*two.mira.engine, ReadOutbox{}));
        QCOMPARE(left->size(), std::size_t{3});
        QCOMPARE(left->at(0).action.refusal, std::optional(ErrorCode::ContentConflict));
        QVERIFY(!left->at(0).action.isAfterRefused);
        for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
            QCOMPARE(left->at(at).action.refusal, std::optional(ErrorCode::WrongNonce));
            QVERIFY(left->at(at).action.isAfterRefused);
        }
        // They hold no number: what is signed now does not wait for them.
        STOA_SUCCEEDS(later, two.mira.act(FundCompany{two.dac, 3 * kToken}));
        // Nothing that it follows is left: then it is only known that its number does not fit.
        QVERIFY(ask(*two.mira.engine, DropAction{left->at(0).action.id}));
        STOA_SUCCEEDS(rest, ask(*two.mira.engine, ReadOutbox{}));
        QCOMPARE(rest->size(), std::size_t{2});
        QVERIFY(!rest->at(0).action.isAfterRefused && rest->at(1).action.isAfterRefused);
    }

    void whereThereIsNothingToCheckNothingIsCalledGood()
    {
        QTemporaryDir folder;
        Person ana(folder.filePath(QStringLiteral("new")), nullptr);
        QVERIFY(ana.start());
        STOA_SUCCEEDS(empty, ask(*ana.engine, Verify{}));
        QVERIFY(empty->lines.empty());
        QVERIFY(empty->isGood);
        QVERIFY(ana.createWallet());
        STOA_SUCCEEDS(money, ask(*ana.engine, UseFaucet{{}, kToken}));
        STOA_SUCCEEDS(report, ask(*ana.engine, Verify{}));
        QCOMPARE(lineOf(*report, What::Supply)->count, std::uint64_t{1});
        for (const VerifyReport::Line& line : report->lines) QVERIFY(line.count > 0);
    }

    void aWikiOfFortyMegabytesArrivesWhole()
    {
        constexpr std::size_t kPages = 40;
        constexpr std::size_t kSize = 1'000'000;
        TwoComputers two;
        const auto pageName = [](std::size_t i) { return "Page " + std::to_string(i); };
        for (std::size_t i = 0; i < kPages; ++i) QVERIFY(two.anaWrites(pageName(i), noise(kSize, i)));
        two.wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            return method == "contents" ? std::optional<std::string>("[]") : std::nullopt;
        };
        QVERIFY(two.join());
        QVERIFY(two.look().isGood);
        std::uint64_t missing = two.mira.network().missingTexts;
        QVERIFY(missing >= kPages);
        two.wire.onRequest = {};
        QVERIFY(two.anaWrites("Home", "so that it is not left to rest"));
        for (int rounds = 0; missing > 0 && rounds < 20; ++rounds) {
            const VerifyReport report = two.look();
            const auto* line = lineOf(report, What::Content, Finding::Missing);
            QVERIFY(!line || line->count < missing); // each round brings some
            missing = line ? line->count : 0;
        }
        QCOMPARE(missing, std::uint64_t{0});
        for (std::size_t i = 0; i < kPages; ++i) {
            STOA_SUCCEEDS(page, two.miraReads(pageName(i)));
            QVERIFY(page->text == noise(kSize, i));
        }
    }
};

STOA_TEST(RemoteMemberTest)

} // namespace stoa::test

#include "remote_member_test.moc"
