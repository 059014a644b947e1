// SPDX-License-Identifier: MIT
// The reader against pages that want more than to be read. Runs with the web engine where it can run, and
// always with the text document.
#include "ui/web/page_view.h"

#include <QFile>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QTest>
#include <QWebEngineProfile>
#include <QWebEngineView>

#include "tests/support/registry.h"
#include "ui/theme/theme.h"
#include "ui/web/text_surface.h"
#include "ui/web/web_engine.h"
#include "ui/web/web_surface.h"

using namespace Qt::Literals::StringLiterals;
using namespace stoa::ui;

class PageViewTest : public QObject {
    Q_OBJECT

    static bool hasWebEngine() { return whyNoWebEngine().isEmpty(); }

private Q_SLOTS:
    void everySettingIsInTheTableAndWhatCouldHurtIsOff()
    {
        QSet<int> seen;
        const QSet<int> on = {
            QWebEngineSettings::LinksIncludedInFocusChain, QWebEngineSettings::ShowScrollBars,
            QWebEngineSettings::PlaybackRequiresUserGesture, QWebEngineSettings::WebRTCPublicInterfacesOnly};
        for (const WebSetting& setting : webSettings()) {
            seen.insert(setting.attribute);
            QCOMPARE(setting.isOn, on.contains(setting.attribute));
        }
        for (int attribute = 0; attribute <= QWebEngineSettings::NavigateOnDropEnabled; ++attribute)
            QVERIFY2(seen.contains(attribute), qPrintable(QString::number(attribute)));
    }

    void environmentHasNoSayInTheEngine()
    {
        qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--remote-debugging-port=1");
        qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
        qputenv("QTWEBENGINE_REMOTE_DEBUGGING", "1");
        prepareWebEngine();
        QCOMPARE(qgetenv("QTWEBENGINE_CHROMIUM_FLAGS"),
                 QByteArray("--force-webrtc-ip-handling-policy=disable_non_proxied_udp"));
        QVERIFY(!qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX"));
        QVERIFY(!qEnvironmentVariableIsSet("QTWEBENGINE_REMOTE_DEBUGGING"));
    }

    void linkNamesAPageWhateverCharactersItHas()
    {
        QCOMPARE(pageNameOf(QUrl(u"stoa-wiki:/page/Compiler%2FFront%20end"_s)), u"Compiler/Front end"_s);
        QCOMPARE(pageNameOf(QUrl(u"stoa-wiki:/page/%C3%9Cbung%3F%23"_s)), u"Übung?#"_s);
        QCOMPARE(pageNameOf(QUrl(u"stoa-wiki:/document/1"_s)), QString());
        QCOMPARE(pageNameOf(QUrl(u"http://host/page/X"_s)), QString());
        QCOMPARE(pageNameOf(QUrl(u"file:///etc/passwd"_s)), QString());
    }

    void nothingStartsBeforeTheFirstPage()
    {
        const PageView view;
        QVERIFY(view.surface() == nullptr);
    }

    void textDocumentLoadsNothing()
    {
        QTemporaryFile secret;
        QVERIFY(secret.open());
        PageView view(PageView::Kind::TextDocument);
        view.showPage(u"Home"_s, u"<p>text</p><img src=\"file://%1\"><img src=\"http://127.0.0.1/x\">"_s.arg(
                                     secret.fileName()));
        auto* surface = qobject_cast<TextSurface*>(view.surface());
        QVERIFY(surface);
        view.resize(400, 300);
        view.show();
        view.grab();
        QVERIFY(surface->browser()->refused() >= 2);
        QVERIFY(!surface->browser()
                     ->loadResource(QTextDocument::ImageResource, QUrl(u"file:///etc/passwd"_s))
                     .isValid());
    }

    void linksAreToldAndNotFollowed()
    {
        PageView view(PageView::Kind::TextDocument);
        view.showPage(u"Home"_s, u"<p>text</p>"_s);
        QSignalSpy pages(&view, &PageView::pageLinkActivated);
        QSignalSpy outside(&view, &PageView::outsideLinkActivated);
        const auto click = [&view](const QString& url) { Q_EMIT view.surface()->linkActivated(QUrl(url)); };
        click(u"stoa-wiki:/page/Compiler%2FFront%20end#costs"_s);
        QCOMPARE(pages.first().at(1).toString(), u"costs"_s);
        QCOMPARE(pages.takeFirst().first().toString(), u"Compiler/Front end"_s);
        // A name that looks like another is shown as it is sent.
        click(u"https://xn--80ak6aa92e.com/a"_s);
        QCOMPARE(outside.takeFirst().first().toString(), u"https://xn--80ak6aa92e.com/a"_s);
        click(u"file:///etc/passwd"_s);
        click(u"javascript:alert(1)"_s);
        click(u"stoa:join/1#x"_s);
        QVERIFY(pages.isEmpty());
        QVERIFY(outside.isEmpty());
    }

    void brokenEngineIsReplacedByATextDocument()
    {
        PageView view(PageView::Kind::TextDocument);
        view.showPage(u"Home"_s, u"<h1>Welcome</h1>"_s);
        PageSurface* first = view.surface();
        Q_EMIT first->broke();
        QVERIFY(view.surface() != first);
        auto* next = qobject_cast<TextSurface*>(view.surface());
        QVERIFY(next);
        QVERIFY(next->browser()->toPlainText().contains(u"Welcome"_s));
    }

    void webPageIsShownWithEverythingOff()
    {
        if (!hasWebEngine()) QSKIP("the web engine cannot run here");
        PageView view;
        view.resize(600, 400);
        view.show();
        view.showPage(u"Home"_s, u"<h1>Welcome</h1><p>text</p>"_s);
        auto* web = qobject_cast<WebSurface*>(view.surface());
        QVERIFY(web);
        QSignalSpy loaded(web->page(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.wait(30'000));
        QVERIFY(loaded.first().first().toBool());
        QVERIFY(web->page()->profile()->isOffTheRecord());
        for (const WebSetting& setting : webSettings())
            QCOMPARE(web->page()->settings()->testAttribute(setting.attribute), setting.isOn);
        QCOMPARE(QNetworkProxy::applicationProxy().hostName(), u"127.0.0.1"_s);
        QString text;
        web->page()->toPlainText([&text](const QString& plain) { text = plain; });
        QTRY_VERIFY(text.contains(u"Welcome"_s));
    }

    void hostilePageReachesNothing()
    {
        if (!hasWebEngine()) QSKIP("the web engine cannot run here");
        QTcpServer server;
        server.setProxy(QNetworkProxy::NoProxy);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QSignalSpy reached(&server, &QTcpServer::newConnection);
        const QString host = u"http://127.0.0.1:%1/"_s.arg(server.serverPort());
        PageView view;
        view.resize(600, 400);
        view.show();
        view.showPage(u"Bad"_s,
                      u"<title>quiet</title><script>document.title='ran'</script><img src=\"%1a\" "
                      "onerror=\"document.title='ran'\"><iframe src=\"%1b\"></iframe>"
                      "<link rel=stylesheet href=\"%1c\"><link rel=prefetch href=\"%1d\">"
                      "<object data=\"%1e\"></object><video src=\"%1f\" autoplay></video>"
                      "<meta http-equiv=refresh content=\"0;url=%1g\"><img src=\"file:///etc/passwd\">"
                      "<form action=\"%1h\"><input autofocus></form><p>end</p>"_s.arg(host));
        auto* web = qobject_cast<WebSurface*>(view.surface());
        QVERIFY(web);
        QSignalSpy loaded(web->page(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.wait(30'000));
        QTest::qWait(500); // the refresh has to have had its chance
        QVERIFY(reached.isEmpty());
        QVERIFY(web->page()->title() != u"ran"_s);
        QVERIFY(web->page()->url().toString().startsWith(u"stoa-wiki:/document/"_s));
        QVERIFY(!web->guard()->allows(QUrl(host), true));
        QVERIFY(!web->guard()->allows(QUrl(u"file:///etc/passwd"_s), true));
        QVERIFY(!web->guard()->allows(web->page()->url(), false));
        QVERIFY(web->guard()->allows(web->page()->url(), true));
    }

    void rendererRunsInItsSandbox()
    {
        if (!hasWebEngine()) QSKIP("the web engine cannot run here");
        PageView view;
        view.resize(600, 400);
        view.show();
        view.showPage(u"Home"_s, u"<p>text</p>"_s);
        auto* web = qobject_cast<WebSurface*>(view.surface());
        QSignalSpy loaded(web->page(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.wait(30'000));
        const QString process = u"/proc/%1/"_s.arg(web->page()->renderProcessPid());
        QFile status(process + u"status"_s);
        QVERIFY(status.open(QIODevice::ReadOnly));
        QVERIFY(status.readAll().contains("Seccomp:\t2"));
        QFile command(process + u"cmdline"_s);
        QVERIFY(command.open(QIODevice::ReadOnly));
        const QByteArray line = command.readAll();
        QVERIFY(line.contains("QtWebEngineProcess"));
        QVERIFY(!line.contains("--no-"
                               "sandbox"));
        QVERIFY(!line.contains("remote-debugging"));
    }

    void headingsAreReachedAndThePlaceIsKept()
    {
        if (!hasWebEngine()) QSKIP("the web engine cannot run here");
        PageView view;
        view.resize(600, 400);
        view.show();
        const QString body = u"<h1>Top</h1>"_s + u"<p>line</p>"_s.repeated(100) + u"<h2>Deep</h2>"_s +
                             u"<p>line</p>"_s.repeated(100);
        view.showPage(u"Home"_s, body);
        auto* web = qobject_cast<WebSurface*>(view.surface());
        QSignalSpy loaded(web->page(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.wait(30'000));
        view.scrollTo(view.headings().last().id);
        QTRY_VERIFY(web->page()->scrollPosition().y() > 500);
        const qreal before = web->page()->scrollPosition().y();
        loaded.clear();
        view.showPage(u"Home"_s, body + u"<p>one more</p>"_s);
        QVERIFY(loaded.wait(30'000));
        QTRY_VERIFY(qAbs(web->page()->scrollPosition().y() - before) < 40);
    }

    void pageCannotBeLeft()
    {
        if (!hasWebEngine()) QSKIP("the web engine cannot run here");
        PageView view;
        view.resize(600, 400);
        view.show();
        view.showPage(u"Home"_s, u"<p>text</p>"_s);
        auto* web = qobject_cast<WebSurface*>(view.surface());
        QSignalSpy loaded(web->page(), &QWebEnginePage::loadFinished);
        QVERIFY(loaded.wait(30'000));
        const QUrl before = web->page()->url();
        web->page()->setUrl(QUrl(u"http://127.0.0.1/"_s));
        web->page()->setUrl(QUrl(u"file:///etc/passwd"_s));
        web->page()->setUrl(QUrl(u"stoa-wiki:/document/77"_s));
        QTest::qWait(200);
        QCOMPARE(web->page()->url(), before);
    }
};

STOA_TEST(PageViewTest)
#include "page_view_test.moc"
