// SPDX-License-Identifier: MIT
#include "tests/journey/command_line.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kPatience = 60'000; ///< milliseconds for one command
}

CommandLine::CommandLine(Driver& driver, const QString& folder)
    : d(driver)
    , m_folder(folder)
{
    QDir().mkpath(folder);
    QFile password(folder + u"/password.txt"_s);
    if (!password.open(QIODevice::WriteOnly) || password.write("paper boats sail far\n") <= 0)
        d.fail(u"a file with a password could not be written"_s);
}

nlohmann::json CommandLine::ask(const QStringList& words, const QByteArray& input)
{
    QProcess process;
    process.start(QStringLiteral(STOA_BINARY_DIR) + u"/app/stoa-cli"_s,
                  QStringList{u"--data"_s, m_folder + u"/data"_s, u"--password-file"_s,
                              m_folder + u"/password.txt"_s, u"--json"_s} +
                      words);
    process.write(input);
    process.closeWriteChannel();
    // The node that it speaks to lives in this process.
    QElapsedTimer time;
    time.start();
    while (!process.waitForFinished(20) && process.state() != QProcess::NotRunning) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        if (time.elapsed() > kPatience) d.fail(u"“stoa-cli %1” does not end"_s.arg(words.join(u' ')));
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        d.fail(u"“stoa-cli %1” was refused: %2"_s.arg(
            words.join(u' '), QString::fromUtf8(process.readAllStandardError()).trimmed()));
    // Of a batch, the answer to its last command.
    const QByteArray line = process.readAllStandardOutput().trimmed().split('\n').constLast();
    nlohmann::json answer = nlohmann::json::parse(line.toStdString(), nullptr, false);
    if (!answer.is_object()) d.fail(u"“stoa-cli %1” did not answer in JSON"_s.arg(words.join(u' ')));
    return answer;
}

nlohmann::json CommandLine::run(const QStringList& words, const QByteArray& input, const QString& shown)
{
    QStringList written;
    for (const QString& word : words) written << (word.contains(u' ') ? u'“' + word + u'”' : word);
    if (!shown.isEmpty()) written.last() = shown;
    d.did(u"runs `stoa-cli %1`"_s.arg(written.join(u' ').replace(u'\n', u' ')));
    return ask(words, input);
}

nlohmann::json CommandLine::runUntil(const QStringList& words,
                                     const std::function<bool(const nlohmann::json&)>& isGood)
{
    nlohmann::json answer;
    d.waitFor(u"the right answer to “stoa-cli %1”"_s.arg(words.join(u' ')), [&] {
        answer = ask(words, {});
        return isGood(answer);
    });
    d.did(u"runs `stoa-cli %1`"_s.arg(words.join(u' ')));
    return answer;
}

} // namespace stoa::journey
