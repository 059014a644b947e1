// SPDX-License-Identifier: MIT
// A wallet's history beyond what one answer holds, and what is said when the node cannot be asked.
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

class WalletHistoryTest final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// Everything, in answers of `limit` lines.
    static std::vector<std::variant<ActionView, IncomingView>> readAll(Person& person, std::uint32_t limit)
    {
        std::vector<std::variant<ActionView, IncomingView>> lines;
        std::optional<HistoryPlace> place = HistoryPlace{};
        while (place) {
            const auto part = ask(*person.engine, ReadWalletHistory{*place, limit});
            if (!part || part->incomingProblem || part->lines.size() > limit) return {};
            if (part->lines.empty()) break;
            lines.insert(lines.end(), part->lines.begin(), part->lines.end());
            place = part->older;
        }
        return lines;
    }

private Q_SLOTS:
    void whatIsOlderIsToldInParts()
    {
        Person ana(m_folder.filePath(QStringLiteral("ana")), nullptr);
        QVERIFY(ana.start());
        QCOMPARE(ask(*ana.engine, ReadWalletHistory{}).error().code, ErrorCode::NoWallet);
        QVERIFY(ana.createWallet());
        // A network without a block has brought nothing: that is known, nobody has to be asked.
        STOA_SUCCEEDS(fresh, ask(*ana.engine, ReadWalletHistory{}));
        QVERIFY(fresh->lines.empty() && !fresh->incomingProblem);
        Address friendly;
        friendly[0] = 7;
        constexpr Amount kOften = 207; // more than a node tells at once
        for (Amount i = 1; i <= kOften; ++i) QVERIFY(ask(*ana.engine, UseFaucet{{}, i * kToken}));
        for (Amount i = 1; i <= 5; ++i) QVERIFY(ana.act(SendMoney{friendly, i}));
        for (const std::uint32_t limit : {1U, 7U, 200U}) {
            const auto lines = readAll(ana, limit);
            QCOMPARE(lines.size(), std::size_t{kOften + 5});
            std::vector<Amount> came;
            std::vector<Amount> went;
            for (const auto& line : lines) {
                if (const auto* incoming = std::get_if<IncomingView>(&line))
                    came.push_back(incoming->amount);
                else
                    went.push_back(std::get<tx::Transfer>(std::get<ActionView>(line).payload).amount);
            }
            QCOMPARE(came.size(), std::size_t{kOften});
            for (Amount i = 0; i < kOften; ++i) QCOMPARE(came[i], (kOften - i) * kToken); // newest first
            QVERIFY((went == std::vector<Amount>{5, 4, 3, 2, 1}));
        }
        QCOMPARE(ask(*ana.engine, ReadWallet{})->incoming.size(), std::size_t{200});
    }

    void whatCannotBeAskedIsSaid()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("node")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("member")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
        wire.server = ana.engine.get();
        mira.nodeUrl = "http://127.0.0.1:4242";
        QVERIFY(mira.start() && mira.createWallet());
        for (Amount i = 1; i <= 201; ++i) QVERIFY(ana.act(SendMoney{mira.address, i * kToken / 1000}));
        (void)ask(*mira.engine, Verify{}); // looks at the network
        QCOMPARE(readAll(mira, 150).size(), std::size_t{201});

        const auto first = ask(*mira.engine, ReadWalletHistory{{}, 150});
        QVERIFY(first->older.has_value());
        wire.isCut = true;
        const auto older = ask(*mira.engine, ReadWalletHistory{*first->older, 200});
        QVERIFY(older->incomingProblem == ErrorCode::Offline);
        wire.isCut = false;
        // An older node knows no places: it begins anew. Its answer is not taken for older lines.
        const auto newest =
            ask(*ana.engine, ServeRpc{"credits", std::make_shared<const nlohmann::json>(nlohmann::json{
                                                     {"account", toHex(mira.address)}, {"count", 200U}})});
        QVERIFY(newest);
        wire.onRequest = [&](const std::string& method) {
            return method == "credits" ? std::optional(*newest) : std::nullopt;
        };
        QVERIFY(ask(*mira.engine, ReadWalletHistory{*first->older, 200})->incomingProblem ==
                ErrorCode::BadAnswer);
    }
};

STOA_TEST(WalletHistoryTest)

} // namespace stoa::test

#include "wallet_history_test.moc"
