// SPDX-License-Identifier: MIT
#include "ui/pages/settings/settings_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/dialog.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/text_label.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

SettingsPage::SettingsPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_banners(nullptr)
{
    const PageFrame body = makePageFrame(this, tr("Settings"), 96);
    m_banners = body.banners;
    body.column->addWidget(makeAppearance());
    body.column->addWidget(makeServing());
    body.column->addWidget(makeWallet());
    body.column->addWidget(makeAbout());
    body.column->addStretch(1);
    connect(&context.settings, &UiSettings::appearanceChanged, this, &SettingsPage::refresh);
    connect(&context.settings, &UiSettings::servingReported, this, &SettingsPage::refresh);
    connect(&context.session, &Session::networkChanged, this, &SettingsPage::refresh);
    connect(&context.session, &Session::walletChanged, this, &SettingsPage::refresh);
    refresh();
}

QString SettingsPage::title() const { return tr("Settings"); }

QWidget* SettingsPage::makeAppearance()
{
    auto* card = new Card(tr("Appearance"));
    m_appearance = new QComboBox;
    m_appearance->addItems({tr("Follow the desktop"), tr("Light"), tr("Dark"), tr("High contrast")});
    addField(card->body(), tr("&Colours"), m_appearance);
    m_textSize = new QSpinBox;
    m_textSize->setRange(80, 200);
    m_textSize->setSingleStep(10);
    m_textSize->setSuffix(tr(" %"));
    m_textSize->setKeyboardTracking(false);
    addField(card->body(), tr("Text &size"), m_textSize, tr("Also with Ctrl and +, −, 0."));
    m_motion = new QCheckBox(tr("&Reduce motion"));
    card->body()->addWidget(m_motion);
    connect(m_appearance, &QComboBox::activated, this,
            [this](int index) { m_context.settings.setAppearance(index); });
    connect(m_textSize, &QSpinBox::valueChanged, this,
            [this](int percent) { m_context.settings.setTextPercent(percent); });
    connect(m_motion, &QCheckBox::toggled, this,
            [this](bool reduces) { m_context.settings.setReducesMotion(reduces); });
    return card;
}

QWidget* SettingsPage::makeServing()
{
    auto* card = new Card(tr("Serving"));
    card->body()->addWidget(
        secondaryLabel(tr("While serving is on, other programs on this computer can follow this "
                          "network: a second member with a data folder of their own, or the "
                          "command line. Invitation links then say where to go. Your keys never "
                          "leave this program.")));
    m_serving = new QCheckBox(tr("Let other programs &follow the network through this one"));
    m_serving->setObjectName(u"serving"_s);
    card->body()->addWidget(m_serving);
    m_port = new QSpinBox;
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("chosen by itself"));
    m_port->setKeyboardTracking(false);
    m_port->setGroupSeparatorShown(false);
    addField(card->body(), tr("&Port"), m_port,
             tr("Only this computer can reach it. A change takes effect at once."));
    m_servingState = wrappedLabel({});
    m_servingState->setSelectable();
    card->body()->addWidget(m_servingState);
    connect(m_serving, &QCheckBox::toggled, this,
            [this](bool serving) { m_context.settings.setServing(serving); });
    connect(m_port, &QSpinBox::valueChanged, this, [this](int port) {
        m_context.settings.setServingPort(static_cast<quint16>(port));
        m_context.settings.setServing(m_context.settings.isServing());
    });
    return card;
}

QWidget* SettingsPage::makeWallet()
{
    auto* card = new Card(tr("Wallet"));
    m_autoLock = new QSpinBox;
    m_autoLock->setRange(0, 24 * 60);
    m_autoLock->setSuffix(tr(" minutes"));
    m_autoLock->setSpecialValueText(tr("never"));
    m_autoLock->setKeyboardTracking(false);
    addField(card->body(), tr("&Lock by itself after"), m_autoLock,
             tr("Without use. Locked means: the keys are gone from memory; everything stays readable."));
    m_backup = new QPushButton(tr("Save a &backup file…"));
    m_backup->setAutoDefault(false);
    card->body()->addWidget(m_backup, 0, Qt::AlignLeft);
    card->body()->addWidget(
        captionLabel(tr("The file is sealed with your password. It does not replace the recovery "
                        "phrase on paper.")));
    connect(m_autoLock, &QSpinBox::valueChanged, this,
            [this](int minutes) { m_context.settings.setAutoLockMinutes(minutes); });
    connect(m_backup, &QPushButton::clicked, this, [this] { backUpWallet(m_context.bridge, m_backup); });
    return card;
}

QWidget* SettingsPage::makeAbout()
{
    auto* card = new Card(tr("About"));
    card->body()->addWidget(wrappedLabel(tr("Stoa %1").arg(QStringLiteral(STOA_VERSION))));
    card->body()->addWidget(
        secondaryLabel(tr("Free software under the MIT licence. Icons: Lucide (ISC licence), and a "
                          "few of our own. Made with Qt (LGPL).")));
    return card;
}

void SettingsPage::refresh()
{
    const UiSettings& settings = m_context.settings;
    const Session& session = m_context.session;
    const QSignalBlocker blockers[] = {QSignalBlocker(m_appearance), QSignalBlocker(m_textSize),
                                       QSignalBlocker(m_motion),     QSignalBlocker(m_serving),
                                       QSignalBlocker(m_port),       QSignalBlocker(m_autoLock)};
    m_appearance->setCurrentIndex(settings.appearance());
    m_textSize->setValue(settings.textPercent());
    m_motion->setChecked(settings.reducesMotion());
    m_serving->setChecked(settings.isServing());
    m_port->setValue(settings.servingPort());
    m_autoLock->setValue(settings.autoLockMinutes());
    const bool mayServe = session.isLoaded() && !session.isReadOnly();
    m_serving->setEnabled(mayServe);
    m_serving->setToolTip(mayServe ? QString() : tr("The sample company is not served"));
    if (!settings.servingProblem().isEmpty())
        m_servingState->setText(settings.servingProblem());
    else if (settings.isServing() && !settings.servingAddress().isEmpty())
        m_servingState->setText(tr("Serving at %1").arg(settings.servingAddress()));
    else
        m_servingState->setText(tr("Serving is off."));
    m_backup->setEnabled(session.hasWallet() && !session.isReadOnly());
    m_backup->setToolTip(m_backup->isEnabled() ? QString() : tr("There is no wallet on this computer yet"));
}

} // namespace stoa::ui
