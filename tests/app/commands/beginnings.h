// SPDX-License-Identifier: MIT
// What tests of commands begin with: an engine of plain values, keys that answer by themselves, and a motion.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/commands/command_table.h"
#include "app/commands/sending.h"
#include "app/commands/statement_text.h"
#include "tests/support/fake_engine.h"

namespace stoa::commands {

class TestKeys final : public KeyRing {
public:
    std::string word = "right and long";
    int asked = 0;
    Answer<std::shared_ptr<crypto::Secret>> password(bool) override
    {
        ++asked;
        return std::make_shared<crypto::Secret>(std::string_view(word));
    }
};

/// A test class of commands. Each of its tests begins with renew().
class CommandBench : public QObject {
protected:
    void renew()
    {
        m_engine = std::make_unique<test::FakeEngine>();
        m_keys = {};
        m_input.clear();
        m_show = {};
    }

    Answer<Reply> run(std::string_view text)
    {
        STOA_TRY(const auto words, splitLine(text));
        STOA_TRY(const auto line, parseCommandLine(words));
        Context context{*m_engine,
                        line.global("company"),
                        m_folder.path().toStdString(),
                        &m_keys,
                        [this]() -> Answer<std::string> { return m_input; },
                        m_show};
        STOA_TRY(auto step, runCommand(context, line.call));
        if (auto* reply = std::get_if<Reply>(&step)) return std::move(*reply);
        return signHere(context, std::get<Unsigned>(step));
    }

    /// What the command wants to do, as the engine sees it.
    template <typename Action>
    Action prepared(std::string_view text)
    {
        const auto reply = run(text);
        if (!reply) {
            QTest::qFail(reply.error().message.c_str(), __FILE__, __LINE__);
            return {};
        }
        if (m_engine->prepared.empty() || !std::holds_alternative<Action>(m_engine->prepared.back())) {
            QTest::qFail("another action was prepared", __FILE__, __LINE__);
            return {};
        }
        return std::get<Action>(m_engine->prepared.back());
    }

    void write(const char* name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    /// The files that the examples of the commands name.
    void writeFilesOfExamples()
    {
        write("password.txt", "a long enough password\n");
        write("phrase.txt", "legal winner thank year wave sausage worth useful legal winner thank yellow\n");
        write("lexer.md", QByteArray::fromStdString(statementTemplate("Port the lexer")));
        write("delivery.md", "It is done.\n");
        write("tool.json", R"({"manifest": "Bounties", "states": 2, "rules": [{"from": 0, "to": 1, "roles":
            ["member"]}, {"from": 1, "to": 2, "roles": ["officer"], "by": ["author"], "money": "pay"}]})");
        write("history.jsonl.zst", "{}\n");
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("notes")));
    }

    std::unique_ptr<test::FakeEngine> m_engine;
    TestKeys m_keys;
    QTemporaryDir m_folder;
    std::string m_input;
    std::function<Result<void>(const Reply&)> m_show;
};

inline engine::MotionView someMotion()
{
    engine::MotionView view;
    view.id[0] = 0x5a;
    view.id[1] = 0x17;
    view.kind = tx::Kind::SpendTreasury;
    view.hasAct = true;
    view.act = tx::SpendTreasury{{}, Address{{1}}, 5 * kToken, {}, 1};
    view.total = 5;
    view.against = 1;
    view.bond = kToken;
    view.iMayVote = true;
    view.next.who = engine::Actor::Members;
    view.next.by = view.next.otherwiseAt = 1'800'000'000;
    view.next.ifNobodyActs = engine::DefaultOutcome::MotionPasses;
    view.next.waitsForMe = true;
    return view;
}

} // namespace stoa::commands
