// SPDX-License-Identifier: MIT
#include "ui/shell/no_company_page.h"

#include <QStackedLayout>

#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/widgets/empty_state.h"

namespace stoa::ui {

NoCompanyPage::NoCompanyPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_states(new QStackedLayout(this))
{
    auto* withWallet = new EmptyState(
        QStringLiteral("company"), tr("You are not in a company yet."),
        tr("Its home, tasks, collaborations and wiki stand here as soon as you are. Create one of your own, "
           "or join one with the invitation link that a member gave you."));
    withWallet->addAction(tr("&Create a company…"), [this] { Q_EMIT createWanted(); });
    withWallet->addAction(tr("&Join with an invitation…"), [this] { Q_EMIT joinWanted(); });
    auto* withoutWallet =
        new EmptyState(QStringLiteral("company"), tr("You are not in a company yet."),
                       tr("First comes a wallet: it is what signs for you. Then you create a company, or "
                          "join one with an invitation link. You can also look around in a sample."));
    withoutWallet->addAction(tr("&Begin"), [this] { m_context.navigator.go(page::kWelcome); });
    withoutWallet->addAction(tr("&Look around"), [this] { m_context.navigator.lookAround(true); });
    m_states->addWidget(withWallet);
    m_states->addWidget(withoutWallet);
}

QString NoCompanyPage::title() const { return tr("No company yet"); }

void NoCompanyPage::open(const QString&) {}

void NoCompanyPage::refresh() { m_states->setCurrentIndex(m_context.session.hasWallet() ? 0 : 1); }

} // namespace stoa::ui
