// SPDX-License-Identifier: MIT
// Collects the test classes of one program: STOA_TEST(Class) at the end of a test file is all it takes.
// (Static registration is safe here, because test programs link their own object files, not libraries.)
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>

namespace stoa::test {

using TestMaker = std::function<std::unique_ptr<QObject>()>;

inline std::vector<TestMaker>& registeredTests()
{
    static std::vector<TestMaker> tests;
    return tests;
}

inline bool registerTest(TestMaker maker)
{
    registeredTests().push_back(std::move(maker));
    return true;
}

/// Runs every class, or only those named by `--class NAME`, and returns the number that failed.
int runRegisteredTests(int argc, char** argv);

} // namespace stoa::test

#define STOA_TEST(Class)                                                                                     \
    [[maybe_unused]] static const bool Class##IsRegistered =                                                 \
        ::stoa::test::registerTest([] { return std::make_unique<Class>(); });
