// SPDX-License-Identifier: MIT
#include <QCoreApplication>

#include "tests/support/registry.h"

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return stoa::test::runRegisteredTests(argc, argv);
}
