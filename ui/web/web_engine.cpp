// SPDX-License-Identifier: MIT
#include "ui/web/web_engine.h"

#include <array>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QNetworkProxy>
#include <QTemporaryFile>
#include <QUrl>
#include <QWebEngineDownloadRequest>
#include <QWebEngineProfile>
#include <QWebEngineUrlScheme>

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr auto kScheme = "stoa-wiki";
/// The discard port: nobody answers there.
constexpr quint16 kDeadPort = 9;

using S = QWebEngineSettings;
constexpr std::array kSettings = {
    WebSetting{S::AutoLoadImages, false},
    WebSetting{S::JavascriptEnabled, false},
    WebSetting{S::JavascriptCanOpenWindows, false},
    WebSetting{S::JavascriptCanAccessClipboard, false},
    WebSetting{S::LinksIncludedInFocusChain, true}, // links are reached with Tab
    WebSetting{S::LocalStorageEnabled, false},
    WebSetting{S::LocalContentCanAccessRemoteUrls, false},
    WebSetting{S::XSSAuditingEnabled, false},
    WebSetting{S::SpatialNavigationEnabled, false},
    WebSetting{S::LocalContentCanAccessFileUrls, false},
    WebSetting{S::HyperlinkAuditingEnabled, false},
    WebSetting{S::ScrollAnimatorEnabled, false},
    WebSetting{S::ErrorPageEnabled, false},
    WebSetting{S::PluginsEnabled, false},
    WebSetting{S::FullScreenSupportEnabled, false},
    WebSetting{S::ScreenCaptureEnabled, false},
    WebSetting{S::WebGLEnabled, false},
    WebSetting{S::Accelerated2dCanvasEnabled, false},
    WebSetting{S::AutoLoadIconsForPage, false},
    WebSetting{S::TouchIconsEnabled, false},
    WebSetting{S::FocusOnNavigationEnabled, false},
    WebSetting{S::PrintElementBackgrounds, false},
    WebSetting{S::AllowRunningInsecureContent, false},
    WebSetting{S::AllowGeolocationOnInsecureOrigins, false},
    WebSetting{S::AllowWindowActivationFromJavaScript, false},
    WebSetting{S::ShowScrollBars, true},
    WebSetting{S::PlaybackRequiresUserGesture, true},
    WebSetting{S::WebRTCPublicInterfacesOnly, true}, // the stricter way is "on"
    WebSetting{S::JavascriptCanPaste, false},
    WebSetting{S::DnsPrefetchEnabled, false},
    WebSetting{S::PdfViewerEnabled, false},
    WebSetting{S::NavigateOnDropEnabled, false},
};

/// The engine's sandbox is built from user namespaces; without them only half of it would run, silently.
bool canMakeUserNamespace()
{
    const pid_t child = fork();
    if (child == 0) _exit(unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
    if (child < 0) return false;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool canShareMemory()
{
    QTemporaryFile file(u"/dev/shm/stoa-XXXXXX"_s);
    return file.open() && file.write("1", 1) == 1;
}

QString findObstacle()
{
    if (geteuid() == 0) return u"root"_s;
    const QString program =
        QLibraryInfo::path(QLibraryInfo::LibraryExecutablesPath) + u"/QtWebEngineProcess"_s;
    if (!QFileInfo(program).isExecutable()) return u"no-engine-program"_s;
    if (!canShareMemory()) return u"no-shared-memory"_s;
    if (!canMakeUserNamespace()) return u"no-user-namespaces"_s;
    return {};
}

} // namespace

void prepareWebEngine()
{
    for (const char* name : {"QTWEBENGINE_CHROMIUM_FLAGS", "QTWEBENGINE_DISABLE_SANDBOX",
                             "QTWEBENGINE_REMOTE_DEBUGGING", "QTWEBENGINEPROCESS_PATH"})
        qunsetenv(name);
    // Together with the dead proxy of makeSealedProfile no packet leaves by WebRTC; either alone leaks.
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp");
}

void registerWebSchemes()
{
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QWebEngineUrlScheme scheme(kScheme);
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::LocalScheme);
    QWebEngineUrlScheme::registerScheme(scheme);
}

QString whyNoWebEngine()
{
    if (qEnvironmentVariableIsSet("STOA_NO_WEBENGINE")) return u"switched-off"_s;
    static const QString obstacle = findObstacle();
    return obstacle;
}

QString wikiScheme() { return QLatin1String(kScheme); }

QString pageNameOf(const QUrl& link)
{
    if (link.scheme() != wikiScheme()) return {};
    const QString text =
        link.toString(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveFragment | QUrl::RemoveQuery);
    static const QString kPrefix = u"/page/"_s;
    if (!text.startsWith(kPrefix)) return {};
    return QUrl::fromPercentEncoding(text.mid(kPrefix.size()).toLatin1());
}

std::span<const WebSetting> webSettings() { return kSettings; }

QWebEngineProfile* makeSealedProfile(QObject* parent)
{
    QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, kDeadPort));
    auto* profile = new QWebEngineProfile(parent); // without a name: off the record
    profile->setHttpCacheType(QWebEngineProfile::MemoryHttpCache);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    profile->setSpellCheckEnabled(false);
    for (const WebSetting& setting : kSettings)
        profile->settings()->setAttribute(setting.attribute, setting.isOn);
    profile->settings()->setUnknownUrlSchemePolicy(QWebEngineSettings::DisallowUnknownUrlSchemes);
    QObject::connect(profile, &QWebEngineProfile::downloadRequested, profile,
                     [](QWebEngineDownloadRequest* download) { download->cancel(); });
    return profile;
}

} // namespace stoa::ui
