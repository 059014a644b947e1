// SPDX-License-Identifier: MIT
// The door into core. One engine owns one data folder and one thread: every call here returns at once,
// every answer comes later, on the engine's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/engine/events.h"
#include "core/engine/requests.h"

namespace stoa::sync {
class Transport;
}

namespace stoa::engine {

/// Ends a subscription when it is destroyed; the handler does not start again once the destructor has
/// returned. Not to be destroyed from inside its own handler.
class [[nodiscard]] Subscription {
public:
    Subscription() = default;
    explicit Subscription(std::function<void()> cancel)
        : m_cancel(std::move(cancel))
    {}
    Subscription(Subscription&& other) noexcept
        : m_cancel(std::exchange(other.m_cancel, nullptr))
    {}
    Subscription& operator=(Subscription&& other) noexcept
    {
        std::swap(m_cancel, other.m_cancel);
        return *this;
    }
    ~Subscription()
    {
        if (m_cancel) m_cancel();
    }

private:
    std::function<void()> m_cancel;
};

template <typename Request>
using Done = std::function<void(Result<typename Request::Reply>)>;

/// STOA_REQUESTS(X): every request, once. A new request is a struct in requests.h, a word here and a
/// `handle` in core/engine/handlers.
// clang-format off
#define STOA_REQUESTS(X)                                                                                     \
    X(NewPhrase)                                                                                             \
    X(CreateWallet)                                                                                          \
    X(RestoreBackup)                                                                                         \
    X(UnlockWallet)                                                                                          \
    X(LockWallet)                                                                                            \
    X(BackupWallet)                                                                                          \
    X(ReadWallet)                                                                                            \
    X(ReadWalletHistory)                                                                                     \
    X(ReadImportReport)                                                                                      \
    X(UseFaucet) X(ActForAccount) X(ListOffers) X(FollowCompany)                                             \
    X(ReadWithdrawals) X(ClaimWithdrawal) X(ForceAction)                                                     \
    X(NameContact) X(ListContacts)                                                                           \
    X(ReadNetwork) X(ReadChainEvents)                                                                        \
    X(ListCompanies)                                                                                         \
    X(FindCompany)                                                                                           \
    X(ReadCompany)                                                                                           \
    X(ListMotions)                                                                                           \
    X(ListSeats)                                                                                             \
    X(ListTools) X(ListToolRecords)                                                                          \
    X(ListTasks)                                                                                             \
    X(ListCollaborations) X(ReadCollaboration) X(ListPages) X(ReadPage) X(ReadPageHistory) X(ComparePage)    \
        X(ReadMyEdit) X(RenderMarkdown) X(ReadInbox) X(ReadOutbox) X(DefaultTerms) X(Prepare) X(SignAndSend)               \
            X(ReadDraftSteps) X(SendSigned) X(DropDraft) X(PrepareResend) X(DropAction) X(DropEdit) X(KeepPageDraft)   \
                X(ExportWiki) X(AdvanceTime) X(CorruptNextBatch) X(AppointChallenger) X(ReadEarnings) X(CollectEarnings) X(Verify) X(ServeRpc) X(SetServing)
// clang-format on

/// Thread-safe: any thread may call any member.
class Engine {
public:
    virtual ~Engine() = default;

    /// `done` runs exactly once, on the engine's thread, also on failure and at shutdown.
#define STOA_SUBMIT(Request) virtual void submit(Request request, Done<Request> done) = 0;
    STOA_REQUESTS(STOA_SUBMIT)
#undef STOA_SUBMIT

    /// URL of the node that it followed, or whose main chain it took part in, when it began; empty: none.
    /// Thread-safe.
    virtual std::string followed() const { return {}; }

    /// `handler` runs on the engine's thread, in the order of events.
    virtual Subscription subscribe(std::function<void(const Event&)> handler) = 0;
};

/// What a node does for its network, besides following it.
struct NodeRoles {
    bool aggregator = false; ///< makes blocks and batches
    bool validator = false;  ///< runs every step again, and challenges where it can
    bool archive = false;    ///< keeps every batch; who has the main chain here does in any case
};

struct EngineOptions {
    std::string dataFolder; ///< created if missing; one program at a time
    std::string nodeUrl;    ///< follow this node; empty: what the folder remembers, or a local network
    /// Take part, in `roles`, in the main chain that the program at this address hosts; its network is
    /// followed, through `nodeUrl` if that is set. Empty: only follow, or the main chain is here.
    std::string chainUrl;
    /// Whose credit the validator's key stakes, once that owner has appointed it; zero: its own money.
    Address challengerOwner;
    bool testClock = false; ///< for a folder that is new: its local network gets a settable clock
    /// Absent: all for a local network, none for a node that is followed.
    std::optional<NodeRoles> roles;
    bool manualTicks = false;               ///< time passes only with AdvanceTime and requests; for tests
    std::uint32_t kdfMemoryKiB = 64 * 1024; ///< of the wallet's password; tests use less
};

/// What the engine needs from the outside world. All must outlive it.
struct EngineWorld {
    const Clock& clock;
    Random& random;
    sync::Transport* transport = nullptr; ///< null: local network only
};

/// Opens the data folder. Errors: DataInUse, NewerFormat, StoreDamaged, StoreUnavailable, FileUnwritable and
/// DiskFull (these three with the detail "folder PATH"), WrongNetwork (nodeUrl leads to another network than
/// the folder's), NotSupported (a local network needs its aggregator here; a network that is only followed
/// has it elsewhere).
Result<std::unique_ptr<Engine>> makeEngine(EngineOptions options, EngineWorld world);

/// Whether a wallet can be restored from these words, found out before a folder is begun. Errors:
/// BadPhraseWord (detail: the number of the first that is none), BadPhraseLength, BadPhraseChecksum.
Result<void> checkPhrase(const crypto::Secret& phrase);

/// A company to look around in: a real engine in memory, on a clock and keys of its own, filled by script.
/// It refuses every change with ReadOnly.
std::unique_ptr<Engine> makeSampleEngine();

} // namespace stoa::engine
