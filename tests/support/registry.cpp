// SPDX-License-Identifier: MIT
#include "tests/support/registry.h"

#include <QStringList>
#include <QTest>

namespace stoa::test {

int runRegisteredTests(int argc, char** argv)
{
    QStringList arguments(argv, argv + argc);
    QString only;
    if (const auto at = arguments.indexOf(QStringLiteral("--class")); at > 0 && at + 1 < arguments.size()) {
        only = arguments.at(at + 1);
        arguments.remove(at, 2);
    }
    int failed = 0;
    int ran = 0;
    for (const TestMaker& make : registeredTests()) {
        const std::unique_ptr<QObject> test = make();
        const QString name =
            QString::fromLatin1(test->metaObject()->className()).section(QStringLiteral("::"), -1);
        if (!only.isEmpty() && name != only) continue;
        ++ran;
        if (QTest::qExec(test.get(), arguments) != 0) ++failed;
    }
    if (ran == 0) ++failed; // a misspelt name must not look like success
    return failed;
}

} // namespace stoa::test
