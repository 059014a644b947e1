// SPDX-License-Identifier: MIT
#include "core/base/file_system.h"

#include <csignal>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

namespace {

std::string contentOf(const std::filesystem::path& path)
{
    const auto content = readFile(path, 1 << 20);
    return content ? std::string(textOf(*content)) : "unreadable";
}

// Writes beyond `bytes` fail while it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class FileSystemTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = std::filesystem::path(m_folder->path().toStdString()) / "file";
    }

    void whatIsWrittenIsReadBackAndItsOwnersAlone()
    {
        QVERIFY(!fileExists(m_path));
        QVERIFY(writeFileAtomically(m_path, viewOf("first")));
        QVERIFY(writeFileAtomically(m_path, viewOf("second")));
        QVERIFY(contentOf(m_path) == "second");
        struct stat status = {};
        QCOMPARE(::stat(m_path.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0600});
        QVERIFY(onlyFileThere());
    }

    void readingHasALimitAndKnowsOnlyFiles()
    {
        QVERIFY(writeFileAtomically(m_path, viewOf("12345")));
        QVERIFY(readFile(m_path, 5).has_value());
        QVERIFY(readFile(m_path, 4).error().code == ErrorCode::TooLarge);
        QVERIFY(readFile(m_path.parent_path(), 100).error().code == ErrorCode::FileUnreadable);
        QVERIFY(readFile("/dev/zero", 100).error().code == ErrorCode::FileUnreadable);
        QVERIFY(readFile(m_path.string() + "x", 100).error().code == ErrorCode::FileUnreadable);
    }

    void aFailedWriteLeavesTheOldFile()
    {
        QVERIFY(writeFileAtomically(m_path, viewOf("old")));
        {
            const FileSizeLimit limit(10);
            QVERIFY(writeFileAtomically(m_path, viewOf("longer than ten bytes")).error().code ==
                    ErrorCode::FileUnwritable);
        }
        QVERIFY(contentOf(m_path) == "old");
        QVERIFY(onlyFileThere());
    }

    void aFailedCheckLeavesTheOldFile()
    {
        QVERIFY(writeFileAtomically(m_path, viewOf("old")));
        Bytes seen;
        const auto refuse = [&](ByteView content) -> Result<void> {
            seen = toBytes(content);
            return ErrorCode::BadKeystore;
        };
        QVERIFY(writeFileAtomically(m_path, viewOf("new"), refuse).error().code == ErrorCode::BadKeystore);
        QVERIFY(textOf(seen) == "new");
        QVERIFY(contentOf(m_path) == "old");
        QVERIFY(onlyFileThere());
    }

    void aFolderInTheWayIsLeftAlone()
    {
        QVERIFY(createDirectories(m_path / "inside"));
        QVERIFY(writeFileAtomically(m_path, viewOf("new")).error().code == ErrorCode::FileUnwritable);
        QVERIFY(fileExists(m_path / "inside"));
        QVERIFY(onlyFileThere());
    }

    void aLinkInTheWayIsNotFollowed()
    {
        const std::filesystem::path other = m_path.string() + "-other";
        QVERIFY(writeFileAtomically(other, viewOf("untouched")));
        std::filesystem::create_symlink(other, m_path.string() + ".new");
        QVERIFY(!writeFileAtomically(m_path, viewOf("new")));
        QVERIFY(contentOf(other) == "untouched");
    }

    void foldersAreMadeOnce()
    {
        const auto deep = m_path / "a" / "b" / "";
        QVERIFY(createDirectories(deep));
        QVERIFY(createDirectories(deep));
        QVERIFY(std::filesystem::is_directory(deep));
        QVERIFY(writeFileAtomically(m_path / "file", viewOf("x")));
        QVERIFY(createDirectories(m_path / "file").error().code == ErrorCode::FileUnwritable);
        QVERIFY(createDirectories(m_path / "file" / "c").error().code == ErrorCode::FileUnwritable);
    }

    void aKilledWriterLeavesOneWholeFile()
    {
        const std::string versions[] = {std::string(5000, 'a'), std::string(9000, 'b')};
        QVERIFY(writeFileAtomically(m_path, viewOf(versions[0])));
        for (int round = 0; round < 40; ++round) {
            int started[2];
            QCOMPARE(::pipe(started), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                static_cast<void>(::write(started[1], "x", 1) == 1);
                for (std::size_t i = 0;; ++i)
                    static_cast<void>(writeFileAtomically(m_path, viewOf(versions[i % 2])).has_value());
            }
            char byte = 0;
            QCOMPARE(::read(started[0], &byte, 1), ssize_t{1});
            // Later and later in its work; how late in time does not matter.
            for (int spin = 0; spin < round * 20'000; ++spin) asm volatile("");
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            ::close(started[0]);
            ::close(started[1]);
            const std::string content = contentOf(m_path);
            QVERIFY(content == versions[0] || content == versions[1]);
        }
        QVERIFY(writeFileAtomically(m_path, viewOf("after")));
        QVERIFY(onlyFileThere());
    }

private:
    bool onlyFileThere() const
    {
        const std::filesystem::directory_iterator entries(m_path.parent_path());
        return std::distance(begin(entries), end(entries)) == 1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_path;
};

STOA_TEST(FileSystemTest)

} // namespace stoa::test

#include "file_system_test.moc"
