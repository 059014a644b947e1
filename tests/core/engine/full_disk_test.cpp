// SPDX-License-Identifier: MIT
// A disk that is full while something is sent: who is told that it was not kept can send it again, and must
// not pay twice.
#include <csignal>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include "core/engine/handlers.h"
#include "core/engine/member.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;
using storage::MemoryStore;

namespace {

/// Until its end no file takes anything from this process.
class NoRoom {
public:
    NoRoom()
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;
    ~NoRoom()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

} // namespace

class FullDiskTest final : public QObject {
    Q_OBJECT

private:
    /// Somebody with money on a local network, whose own notes are on a disk that may fail.
    struct World {
        bool begin()
        {
            EngineOptions options;
            options.manualTicks = true;
            member =
                std::make_unique<Member>(options, EngineWorld{clock, random, nullptr}, [](const Event&) {});
            std::vector<crypto::KeyPair> keys;
            keys.push_back(crypto::KeyPair::generate(random));
            return member->openOn(std::make_unique<BorrowedStore>(notes), std::make_unique<MemoryStore>(),
                                  wallet::Vault::ofKeys(std::move(keys))) &&
                   handle(*member, UseFaucet{{}, 10 * kToken});
        }
        Result<DraftId> prepare()
        {
            PendingDraft draft;
            tx::Transaction payment;
            payment.payload = tx::Transfer{crypto::KeyPair::generate(random).address(), kToken};
            draft.transactions.push_back(std::move(payment));
            STOA_TRY(const Draft kept, member->keepDraft(std::move(draft)));
            return kept.id;
        }
        Amount balance() const { return member->myAccount()->account.balance; }

        ManualClock clock{kDay};
        SeededRandom random{7};
        MemoryStore notes;
        std::unique_ptr<Member> member;
    };

private Q_SLOTS:
    void whatFailsOnceItIsKeptIsNotCalledUnkept()
    {
        World world;
        QVERIFY(world.begin());
        const auto draft = world.prepare();
        QVERIFY(draft);
        world.notes.failCommit(2, MemoryStore::FaultEffect::NotWritten, ErrorCode::DiskFull);
        const auto sent = handle(*world.member, SignAndSend{*draft});
        QVERIFY(sent);
        QVERIFY(world.member->diskProblem == ErrorCode::DiskFull); // it did fail
        QVERIFY(world.member->outbox->find(sent->ids.front()) != nullptr);
        QVERIFY(world.member->synchronize());
        QVERIFY(world.balance() < 9 * kToken && world.balance() > 8 * kToken); // once, and the fee
    }

    void aFullDiskIsToldAndSoIsThatThereIsRoomAgain()
    {
        World world;
        QVERIFY(world.begin());
        const auto draft = world.prepare();
        QVERIFY(draft);
        QVERIFY(!world.member->diskProblem);
        world.notes.failEveryCommit(true);
        QCOMPARE(handle(*world.member, SignAndSend{*draft}).error().code, ErrorCode::DiskFull);
        QVERIFY(world.member->outbox->entries().empty());
        // What was refused before anything else was written is told as well, and as long as it is so.
        world.member->heedDisk(ErrorCode::DiskFull);
        QVERIFY(world.member->diskProblem == ErrorCode::DiskFull);
        QVERIFY(world.member->synchronize());
        QVERIFY(world.member->diskProblem == ErrorCode::DiskFull);
        (void)handle(*world.member, UseFaucet{{}, kToken});
        QVERIFY(world.member->diskProblem == ErrorCode::DiskFull);
        world.notes.failEveryCommit(false);
        QVERIFY(world.member->synchronize());
        QVERIFY(!world.member->diskProblem);
        QCOMPARE(world.balance(), 11 * kToken);
    }

    void aFolderThatCannotBeBegunIsNamed()
    {
        const QTemporaryDir temporary;
        const std::string folder = temporary.filePath(QStringLiteral("file/data")).toStdString();
        QFile file(temporary.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const ManualClock clock{kDay};
        SeededRandom random{7};
        EngineOptions options;
        options.dataFolder = folder;
        const auto engine = makeEngine(options, {clock, random, nullptr});
        QCOMPARE(engine.error().code, ErrorCode::FileUnwritable);
        QCOMPARE(engine.error().detail, "folder " + folder);
    }

    /// Of what was asked for and refused before a block was begun nobody else would hear.
    void whoeverRunsANodeHearsOfARefusalThatCameFirst()
    {
        const QTemporaryDir temporary;
        const ManualClock clock{kDay};
        SeededRandom random{7};
        EngineOptions options;
        options.dataFolder = temporary.filePath(QStringLiteral("data")).toStdString();
        options.manualTicks = true;
        STOA_SUCCEEDS(engine, makeEngine(options, {clock, random, nullptr}));
        const Address somebody = crypto::KeyPair::generate(random).address();
        const auto disk = [&] {
            const auto network = ask(**engine, ReadNetwork{});
            return network ? network->disk : std::optional(ErrorCode::Internal);
        };
        QVERIFY(!disk());
        bool isRefused = false;
        std::optional<ErrorCode> told;
        {
            const NoRoom full;
            isRefused = !ask(**engine, NameContact{somebody, "Cleo"});
            told = disk();
        }
        QVERIFY(isRefused);
        QVERIFY(told.has_value());
        QVERIFY(ask(**engine, UseFaucet{somebody, kToken})); // there is room again
        QVERIFY(!disk());
        QVERIFY(!QFile::exists(temporary.filePath(QStringLiteral("data/room"))));
        QVERIFY(ask(**engine, NameContact{somebody, "Cleo"}));
    }
};

STOA_TEST(FullDiskTest)

} // namespace stoa::test

#include "full_disk_test.moc"
