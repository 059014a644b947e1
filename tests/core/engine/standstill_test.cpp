// SPDX-License-Identifier: MIT
// Folders whose own network cannot go on: made by an earlier version, or damaged. What is in them can be
// read, nothing in them changes, and it is said what it is.
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/check.h"
#include "core/crypto/key_pair.h"
#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"
#include "core/rollup/network_definition.h"
#include "core/state/records.h"
#include "core/storage/commit_marker.h"
#include "core/storage/leveldb_store.h"
#include "core/tx/transaction.h"
#include "tests/support/first_form.h"
#include "tests/support/network_world.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;
namespace fs = std::filesystem;

class StandstillTest final : public QObject {
    Q_OBJECT

private:
    /// Somebody with a company, a page and a text that is not published.
    struct World {
        bool begin()
        {
            if (!ana.start() || !ana.createWallet()) return false;
            if (!ask(*ana.engine, UseFaucet{{}, 1000 * kToken})) return false;
            const auto made =
                ana.act(CreateCompany{"Kept", "To be kept", *ask(*ana.engine, DefaultTerms{}), 0});
            if (!made) return false;
            dac = made->dac;
            const bool isWritten = ana.act(SavePage{dac, "Home", "Published.", "", {}}).has_value() &&
                                   ask(*ana.engine, KeepPageDraft{dac, "Home", "Not yet."}).has_value();
            money = ana.balance();
            ana.stop();
            return isWritten;
        }
        fs::path data() const { return folder.filePath(QStringLiteral("data")).toStdString(); }
        fs::path store(const char* name) const { return data() / "store" / name; }
        std::string file(const char* name) const
        {
            return folder.filePath(QString::fromLatin1(name)).toStdString();
        }
        std::string format() const
        {
            std::ifstream in(data() / "format");
            return {std::istreambuf_iterator<char>(in), {}};
        }
        /// As an earlier version left it: its networks had no number.
        bool makeOlder() const
        {
            std::ofstream(data() / "format") << "stoa data 1\n";
            auto plain = storage::LevelDbStore::open(store("chain"));
            if (!plain) return false;
            auto chain = storage::MarkedStore::open(*std::move(plain), store("chain.marker"));
            if (!chain) return false;
            storage::WriteBatch batch;
            const auto read = (*chain)->iterate({}, [&](ByteView key, ByteView value) {
                std::string text(textOf(value));
                const std::string number = "\"protocol\":" + std::to_string(rollup::kProtocol) + ",";
                if (const auto at = text.find(number); at != std::string::npos)
                    batch.put(key, viewOf(text.erase(at, number.size())));
                return true;
            });
            return read && batch.changes().size() == 1 && (*chain)->commit(batch);
        }
        /// What an earlier version kept of the states, in that folder.
        bool makeFirstForm() const
        {
            std::ofstream(data() / "format") << "stoa data 2\n";
            for (const std::string name : {"aggregator", "validator"}) {
                const auto state = open(name);
                if (!state || !toFirstForm(*state)) return false;
            }
            return true;
        }
        std::unique_ptr<storage::Store> open(const std::string& name) const
        {
            auto plain = storage::LevelDbStore::open(store(name.c_str()));
            if (!plain) return nullptr;
            auto marked = storage::MarkedStore::open(*std::move(plain), store((name + ".marker").c_str()));
            return marked ? std::unique_ptr<storage::Store>(*std::move(marked)) : nullptr;
        }
        /// Everything that this computer knows is shown, nothing is changed, and the wallet can be taken
        /// along.
        void isReadable(ErrorCode why)
        {
            const NetworkView network = ana.network();
            QVERIFY(network.standstill.has_value());
            QCOMPARE(network.standstill->code, why);
            QVERIFY(!network.isOffline);
            STOA_SUCCEEDS(page, ask(*ana.engine, ReadPage{dac, "Home", 0}));
            QCOMPARE(page->text, std::string("Published."));
            QCOMPARE(page->draft, std::string("Not yet."));
            const auto wallet = ask(*ana.engine, ReadWallet{});
            QVERIFY(wallet->isKnown);
            QCOMPARE(wallet->available, money);
            const std::string pages = file("pages");
            const std::string backup = file("backup.json");
            fs::remove_all(pages);
            fs::remove(backup);
            STOA_SUCCEEDS(exported, ask(*ana.engine, ExportWiki{dac, pages}));
            QCOMPARE(*exported, std::uint64_t{1});
            STOA_SUCCEEDS(saved, ask(*ana.engine, BackupWallet{backup}));
            QVERIFY(ana.unlock());
            QCOMPARE(ana.act(SavePage{dac, "Home", "Changed.", "", {}}).error().code, why);
            QCOMPARE(ask(*ana.engine, UseFaucet{{}, kToken}).error().code, why);
            QCOMPARE(ask(*ana.engine, AdvanceTime{1}).error().code, why);
            STOA_SUCCEEDS(report, ask(*ana.engine, Verify{}));
            QVERIFY(!report->isComplete);
            QVERIFY(report->lines.front().what == VerifyReport::Line::What::Store);
            QVERIFY(report->lines.front().problem == why);
        }

        QTemporaryDir folder;
        Person ana{folder.filePath(QStringLiteral("data")), nullptr};
        DacId dac;
        Amount money = 0;
    };

    static void spoil(const fs::path& file, const QString& how)
    {
        if (how == u"cut") fs::resize_file(file, fs::file_size(file) / 2);
        if (how == u"empty") fs::resize_file(file, 0);
        if (how == u"gone") fs::remove(file);
        if (how == u"zeros") {
            const auto size = static_cast<std::size_t>(fs::file_size(file));
            std::ofstream(file, std::ios::binary) << std::string(size, '\0');
        }
    }

private Q_SLOTS:
    void aNetworkOfAnEarlierVersionCanBeRead()
    {
        World world;
        QVERIFY(world.begin());
        QCOMPARE(world.format(), std::string("stoa data 4\n"));
        QVERIFY(world.makeOlder());
        for (int start = 0; start < 2; ++start) {
            QVERIFY(world.ana.start());
            world.isReadable(ErrorCode::OlderFormat);
            world.ana.stop();
            QCOMPARE(world.format(), std::string("stoa data 1\n")); // its own program still opens it
        }
    }

    void aFolderOfTheSecondFormatGoesOn()
    {
        World world;
        QVERIFY(world.begin());
        QVERIFY(world.makeFirstForm());
        for (int start = 0; start < 2; ++start) {
            QVERIFY(world.ana.start());
            QVERIFY(!world.ana.network().standstill);
            QCOMPARE(world.format(), std::string("stoa data 4\n"));
            if (start == 0) QCOMPARE(world.ana.balance(), world.money);
            QVERIFY(world.ana.unlock());
            STOA_SUCCEEDS(history, ask(*world.ana.engine, ReadWalletHistory{}));
            std::vector<IncomingView> incoming; // from the time before
            for (const auto& line : history->lines)
                if (const auto* each = std::get_if<IncomingView>(&line)) incoming.push_back(*each);
            QCOMPARE(incoming.size(), std::size_t{1});
            QVERIFY(incoming[0].what == IncomingView::What::Deposit && incoming[0].time != 0);
            QCOMPARE(incoming[0].amount, 1000 * kToken);
            const std::string text = "Changed " + std::to_string(start) + ".";
            QVERIFY(world.ana.act(SavePage{world.dac, "Home", text, "", {}}));
            STOA_SUCCEEDS(report, ask(*world.ana.engine, Verify{}));
            QVERIFY(report->isComplete);
            world.ana.stop();
        }
    }

    /// Its own program may open it again.
    void aNetworkOfOlderRulesKeepsItsForm()
    {
        World world;
        QVERIFY(world.begin());
        QVERIFY(world.makeFirstForm() && world.makeOlder());
        QVERIFY(world.ana.start());
        world.isReadable(ErrorCode::OlderFormat);
        world.ana.stop();
        QCOMPARE(world.format(), std::string("stoa data 1\n"));
        const auto marker = world.open("aggregator")->get(Bytes{'k'});
        QCOMPARE(marker->value().size(), 2 * sizeof(std::uint64_t) + Hash::kSize);
    }

    void anUnusedNetworkOfAnEarlierVersionBeginsAnew()
    {
        World world;
        QVERIFY(world.ana.start() && world.ana.createWallet());
        const Hash before = world.ana.network().definition;
        world.ana.stop();
        QVERIFY(world.makeOlder());
        QVERIFY(world.ana.start());
        QVERIFY(!world.ana.network().standstill);
        QVERIFY(world.ana.network().definition != before);
        QCOMPARE(world.format(), std::string("stoa data 4\n"));
        QVERIFY(fs::exists(world.store("chain.earlier"))); // nothing is thrown away
        QVERIFY(world.ana.unlock());
        QVERIFY(ask(*world.ana.engine, UseFaucet{{}, kToken}));
        QCOMPARE(world.ana.balance(), kToken);
    }

    /// What is set aside before a new network begins is set aside whole, also in two attempts.
    void settingAsideGoesOnWhereItWasBrokenOff()
    {
        World world;
        QVERIFY(world.ana.start() && world.ana.createWallet());
        const Hash before = world.ana.network().definition;
        world.ana.stop();
        QVERIFY(world.makeOlder());
        const fs::path obstacle = world.store("aggregator.earlier.marker");
        fs::create_directories(obstacle);
        QVERIFY(!world.ana.start());
        fs::remove(obstacle);
        QVERIFY(world.ana.start());
        QVERIFY(!world.ana.network().standstill);
        QVERIFY(world.ana.network().definition != before);
        for (const char* name : {"chain", "aggregator"}) {
            QVERIFY(fs::exists(world.store((name + std::string(".earlier")).c_str())));
            QVERIFY(fs::exists(world.store((name + std::string(".earlier.marker")).c_str())));
        }
    }

    void aDamagedNetworkCanBeRead_data()
    {
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("how");
        for (const char* store : {"chain", "aggregator", "validator"})
            for (const char* how : {"cut", "empty", "gone", "zeros"})
                QTest::addRow("%s %s", store, how) << QString::fromLatin1(store) << QString::fromLatin1(how);
    }
    void aDamagedNetworkCanBeRead()
    {
        QFETCH(QString, store);
        QFETCH(QString, how);
        World world;
        QVERIFY(world.begin());
        const fs::path folder = world.store(qPrintable(store));
        for (const auto& entry : fs::directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("MANIFEST") || name.ends_with(".log")) spoil(entry.path(), how);
        }
        QVERIFY(world.ana.start());
        world.isReadable(ErrorCode::StoreDamaged);
        const Error why = *world.ana.network().standstill;
        QVERIFY2(why.detail.starts_with("store/" + store.toStdString() + ":"), why.detail.c_str());
    }

    /// A step on the main chain must be taken in, and would lose money on the records that are here.
    void aNetworkWhoseMoneyIsWrongCanBeRead()
    {
        const auto stranger = *crypto::KeyPair::fromSecret(crypto::Secret32(ByteView(Hash{{9}}.bytes)));
        const Address who = stranger.address();
        World world;
        QVERIFY(world.begin());
        QVERIFY(world.ana.start() && ask(*world.ana.engine, UseFaucet{who, 1000 * kToken}));
        world.ana.stop();
        const auto open = [&](const std::string& name) {
            auto plain = storage::LevelDbStore::open(world.store(name.c_str()));
            STOA_CHECK(plain.has_value());
            auto marked =
                storage::MarkedStore::open(*std::move(plain), world.store((name + ".marker").c_str()));
            STOA_CHECK(marked.has_value());
            return *std::move(marked);
        };
        tx::Transaction founding;
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(tx::personParty(Address{{3}}));
        creation.stake = 10 * kToken;
        founding.payload = creation;
        founding.envelope.from = who;
        {
            const auto store = open("chain");
            STOA_SUCCEEDS(chain, mainchain::LocalChain::open(*store));
            founding.envelope.validUntil = (*chain)->time() + kDay;
            const Hash digest = tx::digestOf(founding, (*chain)->definition().rules().domain);
            founding.signature = stranger.sign(digest);
            QVERIFY((*chain)->mint(who, 100 * kToken));
            QVERIFY((*chain)->force(who, tx::encode(founding)));
            state::Member member;
            member.stake = 50 * kToken;
            state::Account account;
            account.balance = 950 * kToken;
            QVERIFY(forgeRecords(*open("aggregator"), {{state::accountKey(who), state::encodeRecord(account)},
                                                       {state::memberKey(tx::dacIdOf(digest), who),
                                                        state::encodeRecord(member)}}));
        }
        for (int start = 0; start < 2; ++start) {
            QVERIFY(world.ana.start());
            world.isReadable(ErrorCode::MoneyMismatch);
            world.ana.stop();
        }
    }

    /// More is held than was deposited: it does not come as far as a step.
    void aNetworkThatHoldsTooMuchCanBeRead()
    {
        World world;
        QVERIFY(world.begin());
        {
            auto plain = storage::LevelDbStore::open(world.store("aggregator"));
            QVERIFY(plain);
            auto store = storage::MarkedStore::open(*std::move(plain), world.store("aggregator.marker"));
            QVERIFY(store);
            state::Account account;
            account.balance = kToken;
            QVERIFY(forgeRecords(**store, {{state::accountKey(Address{{9}}), state::encodeRecord(account)}}));
        }
        QVERIFY(world.ana.start());
        world.isReadable(ErrorCode::MoneyMismatch);
    }

    /// Whoever is slashed would lose a bond that the contract does not hold: found when it happens, and at
    /// every start again.
    void aMainChainWhoseMoneyIsWrongCanBeRead()
    {
        World world;
        QVERIFY(world.begin());
        QVERIFY(world.ana.start());
        const Address aggregator = world.ana.network().aggregator;
        world.ana.stop();
        {
            auto plain = storage::LevelDbStore::open(world.store("chain"));
            QVERIFY(plain);
            auto store = storage::MarkedStore::open(*std::move(plain), world.store("chain.marker"));
            QVERIFY(store);
            const Bytes key = mainchain::keyOf('a', aggregator.bytes);
            STOA_SUCCEEDS(bytes, (*store)->get(key));
            QVERIFY(bytes->has_value());
            STOA_SUCCEEDS(account, mainchain::unpacked<mainchain::ChainAccount>(**bytes));
            account->bond += kToken;
            storage::WriteBatch writes;
            writes.put(key, mainchain::packed(*account));
            QVERIFY((*store)->commit(std::move(writes)));
        }
        QVERIFY(world.ana.start() && world.ana.unlock());
        QVERIFY(!world.ana.network().standstill);
        QVERIFY(ask(*world.ana.engine, CorruptNextBatch{}));
        QVERIFY(world.ana.act(SendMoney{Address{{9}}, kToken}));
        world.money = world.ana.balance();
        QCOMPARE(ask(*world.ana.engine, AdvanceTime{30}).error().code, ErrorCode::MoneyMismatch);
        QVERIFY(world.ana.network().standstill);
        QCOMPARE(world.ana.network().standstill->code, ErrorCode::MoneyMismatch);
        QCOMPARE(world.ana.act(SendMoney{Address{{9}}, kToken}).error().code, ErrorCode::MoneyMismatch);
        for (int start = 0; start < 2; ++start) {
            world.ana.stop();
            QVERIFY(world.ana.start());
            world.isReadable(ErrorCode::MoneyMismatch);
        }
    }

    void whatStandsStillJoinsNothing()
    {
        World world;
        QVERIFY(world.ana.start() && world.ana.createWallet());
        world.ana.stop();
        spoil(world.store("chain") / "CURRENT", QStringLiteral("empty"));
        QVERIFY(world.ana.start());
        QVERIFY(world.ana.network().standstill);
        Wire wire;
        Person mira(world.folder.filePath(QStringLiteral("mira")), &wire);
        QVERIFY(mira.start() && mira.createWallet());
        QVERIFY(ask(*mira.engine, UseFaucet{{}, 100 * kToken}));
        STOA_SUCCEEDS(company,
                      mira.act(CreateCompany{"Other", "Else", *ask(*mira.engine, DefaultTerms{}), 0}));
        (void)ask(*mira.engine, SetServing{4242});
        STOA_SUCCEEDS(invitation, mira.act(InviteMember{company->dac, tx::Role::Member, 1, 0, kToken}));
        const auto joined = ask(*world.ana.engine, Prepare{JoinCompany{invitation->link}});
        QCOMPARE(joined.error().code, ErrorCode::StoreDamaged);
        QCOMPARE(world.ana.network().mode, NetworkMode::Local);
    }

    void whatIsDamagedApartFromTheNetworkIsSaid()
    {
        for (const char* store : {"member", "content"}) {
            World world;
            QVERIFY(world.begin());
            spoil(world.store(store) / "CURRENT", QStringLiteral("empty"));
            QCOMPARE(world.ana.startOrWhy(), std::optional(ErrorCode::StoreDamaged));
            QVERIFY(fs::exists(world.data() / "wallet/keystore.json"));
        }
    }
};

STOA_TEST(StandstillTest)

} // namespace stoa::test

#include "standstill_test.moc"
