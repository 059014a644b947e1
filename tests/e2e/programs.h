// SPDX-License-Identifier: MIT
// The real programs, each with a data folder of its own, driven as a person or a script would.
#pragma once

#include <memory>

#include <nlohmann/json.hpp>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace stoa::test {

inline constexpr int kPatienceMs = 120'000;

inline QString programPath(const QString& name)
{
    return QStringLiteral(STOA_BINARY_DIR) + QStringLiteral("/app/") + name;
}

struct Ran {
    int exitCode = -1;
    nlohmann::json json; ///< null if standard output is not one JSON object
    QByteArray output;
    QByteArray error;

    bool isGood() const { return exitCode == 0; }
    /// Signed and kept, and not taken by the network yet.
    bool isWaiting() const { return exitCode == 3; }
    std::string text(const char* key) const { return json.value(key, std::string()); }
    /// Of an answer's error, with --json.
    std::string code() const
    {
        return json.is_object() && json.contains("error") ? json["error"].value("code", std::string()) : "";
    }
};

/// `path`: another program than one of ours.
inline Ran runProgram(const QString& name, const QStringList& words, const QByteArray& input = {},
                      const QString& path = {})
{
    QProcess process;
    process.start(path.isEmpty() ? programPath(name) : path, words);
    Ran ran;
    if (!process.waitForStarted()) return ran;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
        ran.error = "too slow";
        return ran;
    }
    ran.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    ran.output = process.readAllStandardOutput();
    ran.error = process.readAllStandardError();
    ran.json = nlohmann::json::parse(ran.output.toStdString(), nullptr, false);
    if (ran.json.is_discarded()) ran.json = nullptr;
    return ran;
}

/// A person with a data folder, a password file and stoa-cli.
class Person {
public:
    explicit Person(const QString& name)
        : m_name(name)
    {
        write(QStringLiteral("password.txt"), "a long enough password of " + name.toUtf8() + "\n");
    }

    QString data() const { return m_folder.filePath(QStringLiteral("data")); }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& text) const
    {
        QFile target(file(name));
        if (target.open(QIODevice::WriteOnly)) target.write(text);
        return file(name);
    }

    Ran run(const QStringList& words, const QByteArray& input = {}) const
    {
        return runProgram(QStringLiteral("stoa-cli"),
                          QStringList{QStringLiteral("--data"), data(), QStringLiteral("--password-file"),
                                      file(QStringLiteral("password.txt")), QStringLiteral("--json")} +
                              words,
                          input);
    }
    /// Words in one line, quoted as in a shell.
    Ran run(const char* line, const QByteArray& input = {}) const
    {
        return run(QProcess::splitCommand(QString::fromUtf8(line).replace(u'\'', u'"')), input);
    }
    Ran run(const std::string& line, const QByteArray& input = {}) const { return run(line.c_str(), input); }

    std::string address() const { return run("wallet receive").text("address"); }
    std::uint64_t available() const
    {
        return std::stoull(run("wallet show").json.value("available", std::string("0")));
    }

private:
    QString m_name;
    QTemporaryDir m_folder;
};

/// stoad on somebody's data folder.
class Node {
public:
    /// `log`: a file for what it says on standard error.
    explicit Node(const Person& person, const QStringList& more = {}, const QString& log = {})
    {
        m_process.setProcessChannelMode(log.isEmpty() ? QProcess::ForwardedErrorChannel
                                                      : QProcess::SeparateChannels);
        if (!log.isEmpty()) m_process.setStandardErrorFile(log);
        m_process.start(programPath(QStringLiteral("stoad")),
                        QStringList{QStringLiteral("--data"), person.data()} + more);
        if (!m_process.waitForStarted()) return;
        while (m_process.state() == QProcess::Running && !m_process.canReadLine())
            m_process.waitForReadyRead(1'000);
        const QString line = QString::fromUtf8(m_process.readLine());
        m_url = line.section(QStringLiteral(" at "), 1).trimmed();
    }
    ~Node() { stop(); }

    QString url() const { return m_url; }
    bool isReady() const { return m_url.startsWith(QStringLiteral("http://")); }
    qint64 pid() const { return m_process.processId(); }

    /// SIGTERM. True if it ended by itself with exit code 0.
    bool stop()
    {
        if (m_process.state() == QProcess::NotRunning) return true;
        m_process.terminate();
        const bool isDone = m_process.waitForFinished(30'000);
        if (!isDone) kill();
        return isDone && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }
    /// SIGKILL.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    QString m_url;
};

/// All seven factors.
inline QByteArray completeStatement(const QByteArray& title)
{
    return "# " + title +
           "\n\n## Context\n\nThe old lexer is slow, and nobody reads it.\n\n"
           "## Boundaries\n\n### Inside\n\n- the lexer\n\n### Outside\n\n- the parser\n\n"
           "## Goals\n\n- A lexer that everybody can read\n\n"
           "## Results\n\n- Tokens are right | tests that pass | all of them | run the tests | 100\n\n"
           "## Input\n\n- Nothing needed\n\n"
           "## Activities\n\n- Write it | C++ | in the first week\n\n"
           "## Output\n\n- The source | C++ | Lexer | MIT | 1\n";
}

} // namespace stoa::test

/// Fails the test with what the program said.
#define STOA_RAN(expression)                                                                                 \
    do {                                                                                                     \
        const auto ran_ = (expression);                                                                      \
        QVERIFY2(ran_.isGood(), (ran_.error + ran_.output).constData());                                     \
    } while (false)

/// The same for what can only wait.
#define STOA_WAITS(expression)                                                                               \
    do {                                                                                                     \
        const auto ran_ = (expression);                                                                      \
        QVERIFY2(ran_.isWaiting(), (ran_.error + ran_.output).constData());                                  \
    } while (false)
