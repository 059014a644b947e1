// SPDX-License-Identifier: MIT
#include "ui/pages/welcome/welcome_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/create_company_dialog.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/pages/page_list.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/text_label.h"
#include "ui/words/dates.h"

namespace stoa::ui {

namespace {

/// An icon of its own size that follows the theme.
class IconLabel : public QLabel {
public:
    explicit IconLabel(const QString& name)
        : m_name(name)
    {
        draw();
    }

protected:
    void changeEvent(QEvent* event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) draw();
    }

private:
    void draw()
    {
        setPixmap(iconPixmap(m_name, tokensOf(this).accent, 2 * fontMetrics().height(), devicePixelRatioF()));
    }
    QString m_name;
};

} // namespace

WelcomePage::WelcomePage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_choices(new QVBoxLayout)
    , m_banners(nullptr)
    , m_head(nullptr)
    , m_starting(new EmptyState(QStringLiteral("stoa"), tr("Starting…"),
                                tr("What is on this computer is opened, and every record is checked. Nothing "
                                   "is lost by waiting, or by closing the window.")))
    , m_scroll(nullptr)
{
    const PageFrame body = makePageFrame(this, tr("Welcome to Stoa"), 96);
    m_banners = body.banners;
    m_head = body.header;
    m_scroll = findChild<ScrollPage*>();
    m_starting->setProminent();
    m_starting->hide();
    layout()->addWidget(m_starting);
    m_choices->setSpacing(12);
    body.column->addLayout(m_choices);
    body.column->addStretch(1);
    connect(&context.session, &Session::walletChanged, this, &WelcomePage::refresh);
    connect(&context.session, &Session::networkChanged, this, &WelcomePage::refresh);
    refresh();
}

QString WelcomePage::title() const { return tr("Welcome"); }

void WelcomePage::addChoice(const QString& iconName, const QString& title, const QString& text,
                            const QString& button, bool isMain, std::function<void(QWidget*)> run)
{
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(new IconLabel(iconName), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(wrappedLabel(title, TextRole::Subtitle));
    words->addWidget(secondaryLabel(text));
    row->addLayout(words, 1);
    auto* push = new QPushButton(button);
    push->setAutoDefault(false);
    push->setAccessibleDescription(text);
    push->setObjectName(QStringLiteral("choice-") + iconName);
    if (isMain) push->setProperty("kind", QByteArray("primary"));
    connect(push, &QPushButton::clicked, this, [push, run = std::move(run)] { run(push); });
    row->addWidget(push, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    m_choices->addWidget(card);
}

void WelcomePage::refresh()
{
    const Session& session = m_context.session;
    const int wanted = !session.isLoaded() ? 0 : session.isReadOnly() ? 1 : session.hasWallet() ? 2 : 3;
    if (wanted == m_shown) return;
    m_shown = wanted;
    m_scroll->setVisible(wanted != 0);
    m_starting->setVisible(wanted == 0);
    while (m_choices->count() > 0) {
        QWidget* card = m_choices->takeAt(0)->widget();
        card->hide();
        card->deleteLater();
    }
    auto* head = static_cast<PageHeader*>(m_head);
    switch (wanted) {
    case 0: return;
    case 1:
        head->setTitle(tr("You are looking around"));
        head->setSubtitle(tr("This is a sample company. Nothing here can be changed, and no money is real."));
        addChoice(QStringLiteral("home"), tr("Walk through the company"),
                  tr("Home, tasks, collaborations, wiki, wallet and network are in the list on the left."),
                  tr("Go to Home"), true, [this](QWidget*) { m_context.navigator.go(page::kHome); });
        addChoice(QStringLiteral("undo"), tr("Back to your own"), tr("The sample is closed."),
                  tr("Leave the sample"), false, [this](QWidget*) { m_context.navigator.lookAround(false); });
        return;
    case 2:
        head->setTitle(tr("Your wallet is ready"));
        head->setSubtitle(tr("Next: a company of your own, or one that somebody invites you to."));
        addChoice(QStringLiteral("company"), tr("Create a company"),
                  tr("Three steps: what it is for, its rules, and a last look. Nothing is signed before."),
                  tr("Create a company…"), true, [this](QWidget*) { createCompany(); });
        addChoice(QStringLiteral("invite"), tr("Join with an invitation"),
                  tr("Paste the link that a member sent you."), tr("Join…"), false,
                  [this](QWidget*) { join(); });
        if (session.network().mode == engine::NetworkMode::Local)
            addChoice(
                QStringLiteral("gift"), tr("Get money to try things out"),
                tr("This computer runs a network of its own. Its faucet gives money that is worth nothing "
                   "elsewhere."),
                tr("Go to the wallet"), false, [this](QWidget*) { m_context.navigator.go(page::kWallet); });
        return;
    default:
        head->setTitle(tr("Welcome to Stoa"));
        head->setSubtitle(
            tr("People work together here without a boss in between: both sides lock a deposit, the work "
               "is written down first, and the money moves by rules that nobody can bend."));
        addChoice(QStringLiteral("wallet"), tr("Create a wallet"),
                  tr("A password, twelve words on paper, a short check. It takes about two minutes."),
                  tr("Create a wallet…"), true, [this](QWidget*) { createWallet(); });
        addChoice(QStringLiteral("key"), tr("Restore a wallet"),
                  tr("With the recovery phrase that you wrote down before."), tr("Restore…"), false,
                  [this](QWidget*) { restoreWallet(); });
        addChoice(QStringLiteral("invite"), tr("Join with an invitation"),
                  tr("You have a link from a member. A wallet is made first."), tr("Join…"), false,
                  [this](QWidget*) { join(); });
        addChoice(QStringLiteral("eye"), tr("Look around"),
                  tr("Walk through a sample company. Read-only, no wallet needed."), tr("Look around"), false,
                  [this](QWidget*) { m_context.navigator.lookAround(true); });
        return;
    }
}

void WelcomePage::walletIsReady()
{
    const int minutes = m_context.settings.autoLockMinutes();
    m_banners
        ->show(QStringLiteral("wallet"), Tone::Ok,
               minutes > 0
                   ? tr("Wallet ready. It locks after %1 without use; you can change that in Settings.")
                         .arg(periodText(static_cast<quint64>(minutes) * kMinute))
                   : tr("Wallet ready."))
        ->setClosable();
    refresh();
}

void WelcomePage::createWallet()
{
    auto* dialog = new CreateWalletDialog(m_context.bridge, window());
    connect(dialog, &CreateWalletDialog::created, this, &WelcomePage::walletIsReady);
    dialog->open();
}

void WelcomePage::restoreWallet()
{
    auto* dialog = new RestoreWalletDialog(m_context.bridge, window());
    connect(dialog, &RestoreWalletDialog::restored, this, &WelcomePage::walletIsReady);
    dialog->open();
}

void WelcomePage::createCompany()
{
    auto* dialog = new CreateCompanyDialog(m_context.bridge, m_context.session, m_context.actions,
                                           m_context.settings, window());
    connect(dialog, &CreateCompanyDialog::created, this, [this](const DacId& dac) {
        m_context.session.setCompany(dac);
        m_context.navigator.go(page::kHome);
    });
    dialog->open();
}

void WelcomePage::join()
{
    if (!m_context.session.hasWallet()) {
        auto* wallet = new CreateWalletDialog(m_context.bridge, window());
        connect(wallet, &CreateWalletDialog::created, this, [this] {
            walletIsReady();
            openJoinDialog();
        });
        wallet->open();
        return;
    }
    openJoinDialog();
}

void WelcomePage::openJoinDialog()
{
    auto* dialog = new JoinDialog(m_context.actions, window());
    connect(dialog, &JoinDialog::joined, this, [this](const DacId& dac) {
        m_context.session.setCompany(dac);
        m_context.navigator.go(page::kHome);
    });
    dialog->open();
}

} // namespace stoa::ui
