// SPDX-License-Identifier: MIT
// Qt WebEngine as this program uses it: started without the environment's say, in its real sandbox, with
// everything off that a page could use against its reader.
#pragma once

#include <span>

#include <QString>
#include <QWebEngineSettings>

class QUrl;
class QWebEngineProfile;

namespace stoa::ui {

/// Call first in main. Takes away what the environment says about the web engine (flags, sandbox, remote
/// debugging) and sets our own flags.
void prepareWebEngine();

/// Call before the application is made: the scheme of wiki pages, and what the engine's windows share.
void registerWebSchemes();

/// Why web pages cannot be shown by the web engine on this computer; empty if they can. A word for the log.
/// STOA_NO_WEBENGINE is set; or, asked once and then remembered: root, no user namespaces, /dev/shm that
/// cannot be written, no engine program.
QString whyNoWebEngine();

/// The scheme of rendered pages and of links between them.
QString wikiScheme();

/// The page that a link of rendered wiki text names; empty if it is no such link.
QString pageNameOf(const QUrl& link);

struct WebSetting {
    QWebEngineSettings::WebAttribute attribute;
    bool isOn;
};
/// Every attribute that Qt knows, with what it has to be.
std::span<const WebSetting> webSettings();

/// A profile that keeps nothing, with every setting of the table. Its network is dead: the application's
/// proxy becomes one that does not answer, so our own sockets have to say NoProxy.
QWebEngineProfile* makeSealedProfile(QObject* parent);

} // namespace stoa::ui
