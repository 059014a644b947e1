// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/registry.h"
#include "ui/web/web_engine.h"

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    stoa::ui::prepareWebEngine();
    stoa::ui::registerWebSchemes();
    const QApplication application(argc, argv);
    return stoa::test::runRegisteredTests(argc, argv);
}
