// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/history_rows.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/widgets/table.h"
#include "ui/words/amounts.h"
#include "ui/words/plurals.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;
using engine::ActionView;
using engine::Finality;
using engine::IncomingView;

namespace {

constexpr Timestamp kStart = 1'700'000'000;
const QString kSymbol = u"MTS"_s;

Address somebody(std::uint8_t number)
{
    Address address;
    address[0] = number;
    return address;
}

ActionView action(int number, Timestamp time, tx::Payload payload)
{
    ActionView view;
    view.id[0] = static_cast<std::uint8_t>(number);
    view.id[1] = static_cast<std::uint8_t>(number >> 8);
    view.time = time;
    view.payload = std::move(payload);
    view.from = somebody(1);
    view.fee = 2'000;
    view.subject = "page-" + std::to_string(number);
    view.finality.stage = Finality::Final;
    view.finality.batch = 3;
    return view;
}

ActionView published(int number, Timestamp time)
{
    tx::PutRecord put;
    put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
    put.state = static_cast<std::uint8_t>(tx::PageState::Published);
    return action(number, time, put);
}

ActionView paid(int number, Timestamp time)
{
    return action(number, time, tx::Transfer{somebody(2), 5 * kToken});
}

IncomingView received(Timestamp time, Amount amount)
{
    IncomingView view;
    view.what = IncomingView::What::Payment;
    view.time = time;
    view.amount = amount;
    view.from = {somebody(2), "Ana R.", false};
    view.finality.stage = Finality::Final;
    return view;
}

struct WalletStage : test::PageStage {
    std::unique_ptr<WalletPage> page;

    explicit WalletStage(const engine::WalletView& wallet)
        : PageStage(worldOf(wallet))
        , page(std::make_unique<WalletPage>(context()))
    {
        installPlurals();
        page->resize(1200, 800);
        page->show();
        page->refresh();
        test::settle();
    }
    static test::FakeWorld worldOf(const engine::WalletView& wallet)
    {
        test::FakeWorld world = test::sampleWorld();
        world.wallet.history = wallet.history;
        world.wallet.incoming = wallet.incoming;
        return world;
    }
    Table* table() const { return page->findChild<Table*>(u"walletHistory"_s); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    int rows() const { return table()->model()->rowCount(); }
    bool says(const QString& text) const
    {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }
};

} // namespace

class HistoryRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCameInStandsAmongWhatWentOut()
    {
        engine::WalletView wallet;
        wallet.history = {paid(1, kStart + 300), paid(2, kStart + 100)};
        wallet.incoming = {received(kStart + 200, 7 * kToken), received(kStart + 50, 3 * kToken)};
        WalletStage stage(wallet);
        QCOMPARE(stage.rows(), 4);
        QCOMPARE(stage.cell(1, 1), u"Received from Ana R."_s);
        QVERIFY(stage.cell(1, 2).startsWith(u"+7.00"_s));
        QVERIFY(stage.cell(2, 2).startsWith(QChar(0x2212)) || stage.cell(2, 2).startsWith(u'-'));
        QVERIFY(stage.cell(3, 2).startsWith(u"+3.00"_s));
        QVERIFY(stage.cell(1, 3).isEmpty()); // whoever sent it paid the fee
        QCOMPARE(stage.cell(1, 4), u"Final"_s);
        QVERIFY(!stage.says(u"not listed"_s));
        Q_EMIT stage.table()->rowActivated(1);
        test::settle();
        const auto* dialog = stage.page->findChild<QDialog*>();
        QVERIFY(dialog && dialog->windowTitle() == u"Received from Ana R."_s);
    }

    void settlementsSayWhatFor()
    {
        IncomingView view = received(kStart, kToken);
        view.from = {};
        view.what = IncomingView::What::Settlement;
        view.title = "Port the compiler";
        QCOMPARE(rowText({view, {}, false}, kSymbol), u"Paid out to you from “Port the compiler”"_s);
        view.title.clear();
        QCOMPARE(rowText({view, {}, false}, kSymbol), u"Paid out to you from a collaboration"_s);
        view.what = IncomingView::What::Deposit;
        QCOMPARE(rowText({view, {}, false}, kSymbol), u"Arrived from the main chain"_s);
    }

    void whatARollbackTookAwayDidNotHappen()
    {
        IncomingView view = received(kStart, kToken);
        view.finality.stage = Finality::RolledBack;
        QCOMPARE(rowText({view, {}, false}, kSymbol), u"Did not happen: Received from Ana R."_s);
        QCOMPARE(rowAmount({view, {}, false}, kSymbol), u"—"_s);
    }

    /// It counts once, and says why it stands in another place than before.
    void whatCameAgainSaysSo()
    {
        IncomingView view = received(kStart, kToken);
        view.cameAgain = true;
        QCOMPARE(rowText({view, {}, false}, kSymbol),
                 u"Came again after a rollback, counts once: Received from Ana R."_s);
        QCOMPARE(rowAmount({view, {}, false}, kSymbol), u"+1.00\u00A0MTS"_s);
    }

    void moneyOfACompanyIsFromTheCompany()
    {
        IncomingView view = received(kStart, kToken);
        view.what = IncomingView::What::Company;
        view.from = {Address{{1}}, "Harbour", false, DacId{{7}}};
        const QString text = rowText({view, {}, false}, kSymbol);
        QVERIFY2(text.startsWith(u"Received from Harbour"_s), qPrintable(text));
    }

    void anImportIsOneRow()
    {
        engine::WalletView wallet;
        wallet.history.push_back(paid(0, kStart + 500));
        for (int i = 1; i <= 40; ++i) wallet.history.push_back(published(i, kStart + 100));
        wallet.history.push_back(paid(41, kStart));
        WalletStage stage(wallet);
        QCOMPARE(stage.rows(), 3);
        QCOMPARE(stage.cell(1, 1), u"Published 40 pages at once"_s);
        QVERIFY2(stage.cell(1, 3).startsWith(u"0.00008"_s), qPrintable(stage.cell(1, 3)));
        Q_EMIT stage.table()->rowActivated(1);
        test::settle();
        const auto* dialog = stage.page->findChild<QDialog*>();
        QVERIFY(dialog);
        bool namesAll = false;
        for (const auto* label : dialog->findChildren<QLabel*>())
            namesAll =
                namesAll || (label->text().contains(u"page-7\n"_s) && label->text().contains(u"page-40"_s));
        QVERIFY(namesAll);
    }

    void whatIsInTheMiddleOrDidNotHappenIsNotHidden()
    {
        std::vector<WalletLine> lines;
        for (int i = 0; i < 4; ++i) lines.push_back(published(i, kStart + 9));
        lines.push_back(received(kStart + 8, kToken));
        for (int i = 4; i < 8; ++i) lines.push_back(published(i, kStart + 7));
        ActionView refused = published(8, kStart + 7);
        refused.finality.stage = Finality::Refused;
        lines.push_back(refused);
        lines.push_back(published(9, kStart - 7200)); // alone, long before
        const auto rows = historyRows(lines);
        QCOMPARE(rows.size(), std::size_t{5});
        QCOMPARE(rows[0].together.size(), std::size_t{4});
        QVERIFY(rows[1].incoming());
        QCOMPARE(rows[2].together.size(), std::size_t{4});
        QVERIFY(rows[3].together.empty() && rows[3].action()->finality.stage == Finality::Refused);
        QCOMPARE(rowAmount(rows[3], kSymbol), u"—"_s);
        QVERIFY(rows[4].together.empty());
    }

    /// A proposal's money is the wallet's own, or the company's that it names.
    void whatACompanyPaysIsNotTakenFromTheWallet()
    {
        tx::Propose propose;
        propose.reward = 4 * kToken;
        propose.askerDeposit = kToken;
        const auto rowOf = [&] { return historyRows({action(1, kStart, propose)}).front(); };
        QCOMPARE(rowAmount(rowOf(), kSymbol), amountText(5 * kToken, kSymbol, Sign::Minus));
        QVERIFY(movesMoney(rowOf()));
        propose.asker = tx::companyParty(DacId{{7}});
        QCOMPARE(rowAmount(rowOf(), kSymbol), QString());
        QVERIFY(!movesMoney(rowOf()));
        tx::Accept accept;
        accept.deposit = 5 * kToken;
        ActionView accepted = action(1, kStart, accept);
        QCOMPARE(rowAmount({accepted, {}, false}, kSymbol), amountText(5 * kToken, kSymbol, Sign::Minus));
        accepted.payer.company = DacId{{7}};
        QCOMPARE(rowAmount({accepted, {}, false}, kSymbol), QString());
        QVERIFY(!movesMoney({accepted, {}, false}));
    }

    void twoPagesStayTwoRows()
    {
        QCOMPARE(historyRows({published(1, kStart), published(2, kStart)}).size(), std::size_t{2});
    }

    void onlyMoneyCanBeShown()
    {
        engine::WalletView wallet;
        wallet.history = {published(1, kStart + 9), paid(2, kStart + 8), published(3, kStart + 7)};
        wallet.incoming = {received(kStart + 5, kToken)};
        WalletStage stage(wallet);
        QCOMPARE(stage.rows(), 4);
        for (auto* box : stage.page->findChildren<QCheckBox*>()) box->setChecked(true);
        test::settle();
        QCOMPARE(stage.rows(), 2);
        QVERIFY(stage.cell(1, 2).startsWith(u'+'));
    }

    void olderOnesComeOnDemand()
    {
        engine::WalletView wallet;
        for (int i = 0; i < 700; ++i)
            wallet.history.push_back(paid(i, kStart - static_cast<Timestamp>(i) * kHour));
        wallet.incoming = {received(kStart - 10, kToken), received(kStart - 650 * kHour - 1, 3 * kToken)};
        WalletStage stage(wallet);
        auto* older = stage.page->findChild<QPushButton*>(u"showOlder"_s);
        const int atFirst = stage.rows();
        QVERIFY(atFirst < 100 && older->isVisible());
        for (int i = 0; i < 100 && older->isVisible(); ++i) {
            older->click();
            test::settle();
        }
        QCOMPARE(stage.rows(), 702);
        QVERIFY(stage.cell(1, 2).startsWith(u"+1.00"_s));
        QVERIFY(stage.cell(652, 2).startsWith(u"+3.00"_s));
    }

    void whatIsOlderThanAnImportIsFoundBehindIt()
    {
        engine::WalletView wallet;
        for (int i = 0; i < 488; ++i) wallet.history.push_back(published(i, kStart));
        wallet.incoming = {received(kStart - kHour, kToken)};
        WalletStage stage(wallet);
        QCOMPARE(stage.rows(), 2);
        QCOMPARE(stage.cell(0, 1), u"Published 488 pages at once"_s);
        QCOMPARE(stage.cell(1, 1), u"Received from Ana R."_s);
        QVERIFY(!stage.page->findChild<QPushButton*>(u"showOlder"_s)->isVisible());
    }

    void aRowThatMayGoOnSaysAtLeast()
    {
        WalletRow row{published(1, kStart), std::vector<ActionView>(200, published(1, kStart)), true};
        QCOMPARE(rowText(row, kSymbol), u"Published at least 200 pages at once"_s);
    }

    void aRowThatWaitsIsNotSaidToBeDone()
    {
        installPlurals();
        ActionView waiting = paid(1, kStart);
        waiting.finality = {};
        waiting.finality.stage = Finality::Waiting;
        const QString text = rowText({waiting, {}, false}, kSymbol);
        QVERIFY2(text.startsWith(u"Not done yet: send 5.00"_s), qPrintable(text));
        ActionView page = published(1, kStart);
        page.finality.stage = Finality::Waiting;
        QCOMPARE(rowText({page, std::vector<ActionView>(3, page), false}, kSymbol),
                 u"Not done yet: publish 3 pages"_s);
    }

    void whatCouldNotBeAskedIsSaid()
    {
        engine::WalletView wallet;
        wallet.history = {paid(1, kStart)};
        WalletStage stage(wallet);
        QVERIFY(!stage.says(u"may be missing"_s));
        stage.engine->onReadWalletHistory = [&](const auto&) {
            engine::WalletHistoryView view;
            view.lines.emplace_back(paid(1, kStart));
            view.incomingProblem = ErrorCode::Offline;
            return view;
        };
        stage.page->refresh();
        test::settle();
        QVERIFY(stage.says(u"may be missing"_s));
        QCOMPARE(stage.rows(), 1);
    }
};

STOA_TEST(HistoryRowsTest)
#include "history_rows_test.moc"
