// SPDX-License-Identifier: MIT
// Everything that can go wrong in core, as one closed list. The words a person reads for each code
// are in ui/words/error_text.cpp; here is only what programs compare and logs keep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stoa {

/// STOA_ERRORS(X): X(Enumerator, "stable-name"). The names appear in answers, logs and vectors:
/// a name is never changed and never used for something else.
#define STOA_ERRORS(X)                                                                                       \
    /* base and codec */                                                                                     \
    X(BadAmount, "bad-amount")                                                                               \
    X(BadHex, "bad-hex")                                                                                     \
    X(BadEncoding, "bad-encoding")                                                                           \
    X(BadJson, "bad-json")                                                                                   \
    X(TooLarge, "too-large")                                                                                 \
    X(InvalidArgument, "invalid-argument")                                                                   \
    X(NotFound, "not-found")                                                                                 \
    X(Ambiguous, "ambiguous")                                                                                \
    /* crypto and wallet */                                                                                  \
    X(BadPhraseWord, "bad-phrase-word")                                                                      \
    X(BadPhraseLength, "bad-phrase-length")                                                                  \
    X(BadPhraseChecksum, "bad-phrase-checksum")                                                              \
    X(BadAddress, "bad-address")                                                                             \
    X(BadSignature, "bad-signature")                                                                         \
    X(BadKeystore, "bad-keystore")                                                                           \
    X(WrongPassword, "wrong-password")                                                                       \
    X(WeakPassword, "weak-password")                                                                         \
    X(WalletExists, "wallet-exists")                                                                         \
    X(NoWallet, "no-wallet")                                                                                 \
    X(WalletLocked, "wallet-locked")                                                                         \
    /* storage */                                                                                            \
    X(StoreUnavailable, "store-unavailable")                                                                 \
    X(StoreDamaged, "store-damaged")                                                                         \
    X(DiskFull, "disk-full")                                                                                 \
    X(DataInUse, "data-in-use")                                                                              \
    X(NewerFormat, "newer-format")                                                                           \
    X(OlderFormat, "older-format")                                                                           \
    X(FileUnreadable, "file-unreadable")                                                                     \
    X(FileUnwritable, "file-unwritable")                                                                     \
    /* the step itself, before any state is read */                                                          \
    X(UnknownKind, "unknown-kind")                                                                           \
    X(WrongLength, "wrong-length")                                                                           \
    X(WrongOrigin, "wrong-origin")                                                                           \
    X(Expired, "expired")                                                                                    \
    /* the machine: why a step changed nothing */                                                            \
    X(WrongNonce, "wrong-nonce")                                                                             \
    X(WrongSigner, "wrong-signer")                                                                           \
    X(InsufficientBalance, "insufficient-balance")                                                           \
    X(InsufficientTreasury, "insufficient-treasury")                                                         \
    X(AmountOverflow, "amount-overflow")                                                                     \
    X(AlreadyExists, "already-exists")                                                                       \
    X(NoSuchCompany, "no-such-company")                                                                      \
    X(NoSuchInvite, "no-such-invite")                                                                        \
    X(NoSuchCollaboration, "no-such-collaboration")                                                          \
    X(NoSuchCase, "no-such-case")                                                                            \
    X(NoSuchMotion, "no-such-motion")                                                                        \
    X(NoSuchMember, "no-such-member")                                                                        \
    X(NotAMember, "not-a-member")                                                                            \
    X(AlreadyAMember, "already-a-member")                                                                    \
    X(NotPermitted, "not-permitted")                                                                         \
    X(NotAParty, "not-a-party")                                                                              \
    X(NotTheArbitrator, "not-the-arbitrator")                                                                \
    X(NotTheGuardian, "not-the-guardian")                                                                    \
    X(NotEntitled, "not-entitled")                                                                           \
    X(AlreadyVoted, "already-voted")                                                                         \
    X(MotionOpen, "motion-open")                                                                             \
    X(OverLimit, "over-limit")                                                                               \
    X(LastMember, "last-member")                                                                             \
    X(StillHeld, "still-held")                                                                               \
    X(SameParty, "same-party")                                                                               \
    X(WrongState, "wrong-state")                                                                             \
    X(WrongSequence, "wrong-sequence")                                                                       \
    X(TooLate, "too-late")                                                                                   \
    X(TooEarly, "too-early")                                                                                 \
    X(OutOfRange, "out-of-range")                                                                            \
    X(BelowMinimum, "below-minimum")                                                                         \
    X(NoCourt, "no-court")                                                                                   \
    X(AlreadyDisputed, "already-disputed")                                                                   \
    X(NothingDue, "nothing-due")                                                                             \
    X(NoMoreChanges, "no-more-changes")                                                                      \
    X(NotAllowedByTool, "not-allowed-by-tool")                                                               \
    X(ContentConflict, "content-conflict")                                                                   \
    X(BadTicket, "bad-ticket")                                                                               \
    X(BadPublicKey, "bad-public-key")                                                                        \
    X(NotSupported, "not-supported")                                                                         \
    X(NoRoom, "no-room")                                                                                     \
    /* rollup and main chain */                                                                              \
    X(BadWitness, "bad-witness")                                                                             \
    X(BadBatch, "bad-batch")                                                                                 \
    X(WrongParent, "wrong-parent")                                                                           \
    X(NotBonded, "not-bonded")                                                                               \
    X(NotYourSlot, "not-your-slot")                                                                          \
    X(BondTooSmall, "bond-too-small")                                                                        \
    X(AlreadyFinal, "already-final")                                                                         \
    X(NotFinal, "not-final")                                                                                 \
    X(NotAnnounced, "not-announced")                                                                         \
    X(AlreadyClaimed, "already-claimed")                                                                     \
    X(RolledBack, "rolled-back")                                                                             \
    /* content and wiki */                                                                                   \
    X(BadContent, "bad-content")                                                                             \
    X(ContentMissing, "content-missing")                                                                     \
    X(NothingChanged, "nothing-changed")                                                                     \
    X(MergeConflict, "merge-conflict")                                                                       \
    X(BadImport, "bad-import")                                                                               \
    X(BadJobStatement, "bad-job-statement")                                                                  \
    X(BadPageName, "bad-page-name")                                                                          \
    /* network */                                                                                            \
    X(Offline, "offline")                                                                                    \
    X(BadAnswer, "bad-answer")                                                                               \
    X(WrongNetwork, "wrong-network")                                                                         \
    X(ProofFailed, "proof-failed")                                                                           \
    X(BadLink, "bad-link")                                                                                   \
    X(Busy, "busy")                                                                                          \
    X(Unauthorized, "unauthorized")                                                                          \
    X(PortInUse, "port-in-use")                                                                              \
    /* engine */                                                                                             \
    X(EngineStopped, "engine-stopped")                                                                       \
    X(EngineBroken, "engine-broken")                                                                         \
    X(NotReady, "not-ready")                                                                                 \
    X(ReadOnly, "read-only")                                                                                 \
    X(TestClockOnly, "test-clock-only")                                                                      \
    X(LocalNetworkOnly, "local-network-only")                                                                \
    X(NoCompanyChosen, "no-company-chosen")                                                                  \
    X(Internal, "internal")                                                                                  \
    X(MoneyMismatch, "money-mismatch")                                                                       \
    X(Unanswered, "unanswered")                                                                              \
    X(DraftOvertaken, "draft-overtaken")

enum class ErrorCode : std::uint16_t {
#define STOA_ENUMERATOR(enumerator, text) enumerator,
    STOA_ERRORS(STOA_ENUMERATOR)
#undef STOA_ENUMERATOR
};

/// The stable lower-case name, for example "wrong-nonce".
std::string_view name(ErrorCode code);
/// The code of that name. Absent if there is none.
std::optional<ErrorCode> codeOf(std::string_view name);

/// A disk failed, is full, or has lost what a store needs: who asked may try again when it is mended, and has
/// not been refused.
constexpr bool isDiskFailure(ErrorCode code)
{
    return code == ErrorCode::StoreUnavailable || code == ErrorCode::StoreDamaged ||
           code == ErrorCode::DiskFull || code == ErrorCode::FileUnreadable ||
           code == ErrorCode::FileUnwritable; // the last two of a commit's marker
}

/// One failure. `detail` is for logs and for picking a better sentence: English, without secrets, and
/// never shown as it is.
struct [[nodiscard]] Error {
    ErrorCode code;
    std::string detail;
};

} // namespace stoa
