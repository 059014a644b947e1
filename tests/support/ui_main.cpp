// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/registry.h"

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return stoa::test::runRegisteredTests(argc, argv);
}
