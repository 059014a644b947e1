// SPDX-License-Identifier: MIT
#include <map>

#include <QLocalServer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "app/desktop/desktop_options.h"
#include "app/desktop/display.h"
#include "tests/support/registry.h"

using namespace stoa::desktop;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isThere(const std::map<std::string, std::string>& variables)
{
    return hasDisplay([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    });
}

} // namespace

class DisplayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameWithoutAServerIsNoDisplay()
    {
        QVERIFY(!isThere({}));
        QVERIFY(!isThere({{"DISPLAY", ":9731"}}));
        QVERIFY(!isThere({{"DISPLAY", "nonsense"}}) && !isThere({{"DISPLAY", ":x"}}));
        QTemporaryDir folder;
        QVERIFY(
            !isThere({{"WAYLAND_DISPLAY", "wayland-0"}, {"XDG_RUNTIME_DIR", folder.path().toStdString()}}));
    }

    void aServerThatAnswersIsADisplay()
    {
        QTemporaryDir folder;
        QLocalServer wayland;
        QVERIFY(wayland.listen(folder.filePath(u"wayland-0"_s)));
        QVERIFY(
            isThere({{"WAYLAND_DISPLAY", "wayland-0"}, {"XDG_RUNTIME_DIR", folder.path().toStdString()}}));
        QVERIFY(isThere({{"WAYLAND_DISPLAY", folder.filePath(u"wayland-0"_s).toStdString()}}));
        wayland.close();
        QVERIFY(!isThere({{"WAYLAND_DISPLAY", folder.filePath(u"wayland-0"_s).toStdString()}}));

        QTcpServer far;
        int number = -1;
        for (int port = 6900; port < 6990 && number < 0; ++port)
            if (far.listen(QHostAddress::LocalHost, static_cast<quint16>(port))) number = port - 6000;
        QVERIFY(number > 0);
        QVERIFY(isThere({{"DISPLAY", "127.0.0.1:" + std::to_string(number) + ".0"}}));
    }

    void aPlatformThatIsChosenByHandCounts() { QVERIFY(isThere({{"QT_QPA_PLATFORM", "offscreen"}})); }

    void theProgramCanBeAsked()
    {
        const auto options = parseDesktopOptions({"--has-display"});
        QVERIFY(options && options->asksForDisplay);
        QVERIFY(!parseDesktopOptions({"--has-display=1"}));
    }
};

STOA_TEST(DisplayTest)
#include "display_test.moc"
