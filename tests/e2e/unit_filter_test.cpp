// SPDX-License-Identifier: MIT
// stoad below the list of system calls that packaging/stoad.service leaves it: it asks for nothing else.
#include <cstddef>
#include <map>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/e2e/programs.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

using Calls = std::map<std::string, long>;

#define STOA_CALL(name)                                                                                      \
    {                                                                                                        \
#name, SYS_##name                                                                                    \
    }

// systemd.exec(5); those that every architecture has, as `systemd-analyze syscall-filter` prints them.
const Calls kResources = {STOA_CALL(ioprio_set),        STOA_CALL(mbind),
                          STOA_CALL(migrate_pages),     STOA_CALL(move_pages),
                          STOA_CALL(sched_setaffinity), STOA_CALL(sched_setattr),
                          STOA_CALL(sched_setparam),    STOA_CALL(sched_setscheduler),
                          STOA_CALL(set_mempolicy),     STOA_CALL(setpriority),
                          STOA_CALL(setrlimit)};
const Calls kPrivileged = {STOA_CALL(acct),          STOA_CALL(adjtimex),
                           STOA_CALL(bpf),           STOA_CALL(capset),
                           STOA_CALL(chroot),        STOA_CALL(clock_adjtime),
                           STOA_CALL(clock_settime), STOA_CALL(delete_module),
                           STOA_CALL(fanotify_init), STOA_CALL(fanotify_mark),
                           STOA_CALL(fchown),        STOA_CALL(fchownat),
                           STOA_CALL(finit_module),  STOA_CALL(init_module),
                           STOA_CALL(kexec_load),    STOA_CALL(open_by_handle_at),
                           STOA_CALL(pivot_root),    STOA_CALL(quotactl),
                           STOA_CALL(reboot),        STOA_CALL(setdomainname),
                           STOA_CALL(setfsuid),      STOA_CALL(setgroups),
                           STOA_CALL(sethostname),   STOA_CALL(setresuid),
                           STOA_CALL(setreuid),      STOA_CALL(settimeofday),
                           STOA_CALL(setuid),        STOA_CALL(swapoff),
                           STOA_CALL(swapon),        STOA_CALL(vhangup)};

#undef STOA_CALL

/// What the unit's lines deny, read in their order as systemd reads them. Empty, with a complaint, if a line
/// is of a kind that is not understood here.
Calls deniedBy(const QByteArray& unit)
{
    Calls denied;
    for (const QByteArray& line : unit.split('\n')) {
        if (!line.startsWith("SystemCallFilter=") || line == "SystemCallFilter=@system-service") continue;
        QByteArray names = line.mid(line.indexOf('=') + 1);
        const bool isDenied = names.startsWith('~');
        if (isDenied) names.remove(0, 1);
        for (const QByteArray& name : names.split(' ')) {
            Calls named;
            for (const auto& [group, calls] :
                 {std::pair("@resources", &kResources), {"@privileged", &kPrivileged}}) {
                if (name == group) named = *calls;
                if (const auto one = calls->find(name.toStdString()); one != calls->end()) named.insert(*one);
            }
            if (named.empty()) {
                qWarning("not understood: %s", name.constData());
                return {};
            }
            for (const auto& [call, number] : named) {
                if (isDenied)
                    denied.emplace(call, number);
                else
                    denied.erase(call);
            }
        }
    }
    return denied;
}

/// The kernel ends a program that makes one of these.
std::vector<sock_filter> filterAgainst(const Calls& calls)
{
    std::vector<sock_filter> program;
    const auto add = [&](unsigned code, std::uint32_t k, std::uint8_t onEqual = 0,
                         std::uint8_t otherwise = 0) {
        program.push_back({static_cast<std::uint16_t>(code), onEqual, otherwise, k});
    };
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (const auto& [name, number] : calls) {
        add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1);
        add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    }
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    return program;
}

constexpr int kNoFilterHere = 77;

/// stoad with a network of its own, from its start to a clean end. The exit code; -2: it was killed.
int playBelow(std::vector<sock_filter> filter)
{
    const Person ana(QStringLiteral("Ana"));
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    process.setChildProcessModifier([&program] {
        const bool isSet = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
        if (!isSet) ::_exit(kNoFilterHere);
    });
    if (!ana.run("wallet create --test-clock").isGood()) return -1;
    process.start(programPath(QStringLiteral("stoad")),
                  {QStringLiteral("--data"), ana.data(), QStringLiteral("--port=0")});
    if (process.waitForStarted()) {
        while (process.state() == QProcess::Running && !process.canReadLine())
            process.waitForReadyRead(1'000);
        const bool hasWorked = process.state() == QProcess::Running && ana.run("network faucet").isGood() &&
                               ana.run("network advance-time 100").isGood();
        process.terminate();
        if (!process.waitForFinished(kPatienceMs)) process.kill();
        process.waitForFinished();
        if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 && !hasWorked) return -1;
    }
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

} // namespace

class UnitFilterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheUnitDeniesIsNeverAskedFor()
    {
        QFile unit(QStringLiteral(STOA_SOURCE_DIR "/packaging/stoad.service"));
        QVERIFY(unit.open(QIODevice::ReadOnly));
        const Calls denied = deniedBy(unit.readAll());
        QVERIFY(denied.size() > 30);
        QVERIFY(!denied.contains("setpriority") && denied.contains("sched_setscheduler"));
        const int code = playBelow(filterAgainst(denied));
        if (code == kNoFilterHere) QSKIP("this kernel takes no filter from a program");
        QCOMPARE(code, 0);
        // One that is asked for is noticed.
        QCOMPARE(playBelow(filterAgainst({{"setpriority", SYS_setpriority}})), -2);
    }
};

STOA_TEST(UnitFilterTest)

} // namespace stoa::test

#include "unit_filter_test.moc"
