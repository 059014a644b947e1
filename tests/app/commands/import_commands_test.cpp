// SPDX-License-Identifier: MIT
// What “wiki import” says and asks before anything is published.
#include <QTest>

#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class ImportCommandsTest : public CommandBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }

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
