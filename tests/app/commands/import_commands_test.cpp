// SPDX-License-Identifier: MIT
// What “wiki import” says and asks before anything is published.
#include <QTest>

#include "app/commands/views.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class ImportCommandsTest : public CommandBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

    /// The program before a pipe may have failed.
    void anEmptyTextEmptiesNoPageUnasked()
    {
        const std::string page = "wiki put '" + m_engine->world.pages.front().summary.name + "'";
        QVERIFY(!m_engine->world.pages.front().text.empty());
        const auto refused = run(page);
        QVERIFY(!refused && refused.error().exitCode == kExitUsage);
        QVERIFY2(refused.error().message.find("--empty") != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(m_engine->prepared.empty());
        QVERIFY(run(page + " --empty"));
        QVERIFY(run("wiki put Unheard")); // there was nothing in it
    }

    /// Who has no name is not nobody.
    void aVersionWithoutANameShowsAnAddress()
    {
        engine::VersionView version;
        version.version = 1;
        version.authorAddress = m_engine->world.wallet.address;
        m_engine->world.versions = {version};
        const std::string shown = addressJson(version.authorAddress).substr(0, 10) + "…";
        const auto reply = run("wiki history Page");
        QVERIFY2(reply->text.find(shown) != std::string::npos, reply->text.c_str());
    }

    /// The case is named, not “a number”.
    void zeroIsToldWhereItIsGiven()
    {
        for (const char* line : {"company spend me 0", "company invite --expires 0s"}) {
            const auto refused = run(line);
            QVERIFY2(!refused && refused.error().exitCode == kExitUsage, line);
            QVERIFY2(refused.error().message.find("must be more than 0") != std::string::npos, line);
        }
        m_engine->world.wallet.newKey = {};
        const auto nothing = run("wallet keep-key");
        QVERIFY(!nothing && nothing.error().message.find("named no other key") != std::string::npos);
        QVERIFY(m_engine->prepared.empty());
        m_engine->world.wallet.newKey = Address{{1}};
        QVERIFY(run("wallet keep-key"));
    }

    /// What only waits here is not called published.
    void importingAgainSaysWhatOnlyWaits()
    {
        m_engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::NothingChanged; };
        engine::ImportReport report;
        report.alreadyThere = 1;
        m_engine->onReadImportReport = [&](const auto&) { return report; };
        m_engine->world.outbox.clear();
        QVERIFY(run("wiki import .")->text.find("is in the wiki already") != std::string::npos);
        engine::OutboxItem item;
        tx::PutRecord put;
        put.dac = m_engine->world.companies.front().dac;
        put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
        item.action.payload = put;
        item.action.finality.stage = engine::Finality::Waiting;
        m_engine->world.outbox = {item, item};
        const auto reply = run("wiki import .");
        QVERIFY2(reply->text.find("2 changes of pages wait in the outbox") != std::string::npos,
                 reply->text.c_str());
        QVERIFY2(reply->text.find("in the wiki already") == std::string::npos, reply->text.c_str());
    }

    /// Nobody can take back what is published.
    void aHugeImportIsAskedAbout()
    {
        QCOMPARE(run("wiki import /").error().code, std::string("too-large"));
        QVERIFY(m_engine->prepared.empty());
        std::vector<engine::DraftId> dropped;
        m_engine->onDropDraft = [&](const engine::DropDraft& request) {
            dropped.push_back(request.draft);
            return std::monostate();
        };
        std::uint32_t steps = 5001;
        m_engine->onPrepare = [&,
                               prepare = m_engine->onPrepare](const auto& request) -> Result<engine::Draft> {
            STOA_TRY(engine::Draft draft, prepare(request));
            draft.steps = steps;
            return draft;
        };
        const auto refused = run("wiki import .");
        QVERIFY(!refused && refused.error().message.find("5001 pages") != std::string::npos);
        QCOMPARE(dropped.size(), std::size_t{1});
        QVERIFY(m_engine->signedDrafts.empty());
        QVERIFY(run("wiki import . --yes"));
        steps = 5000;
        QVERIFY(run("wiki import ."));
        QCOMPARE(m_engine->signedDrafts.size(), std::size_t{2});
    }
};

STOA_TEST(ImportCommandsTest)

} // namespace stoa::commands

#include "import_commands_test.moc"
