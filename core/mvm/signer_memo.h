// SPDX-License-Identifier: MIT
// Signers that this process has recovered already: whoever looks at the same bytes again (a validator after
// the aggregator beside it, steps that are run again after a rollback) need not do the slow part twice, and
// the next signatures of a known key are checked many together.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "core/crypto/recoverable_signature.h"

namespace stoa::mvm {

/// Remembers about as many as kPlaces, and kKeyPlaces, the newest; may forget any at any time. Only what
/// follows from the bytes of a step, or of an address, is kept, in memory, so that whoever trusts this
/// process's memory can trust it. For one network: the domain belongs to what is remembered. Safe on several
/// threads.
class SignerMemo {
public:
    static constexpr std::size_t kPlaces = 1U << 15;
    static constexpr std::size_t kKeyPlaces = 1U << 12;

    SignerMemo()
        : m_places(std::make_unique<Place[]>(kPlaces))
        , m_keys(std::make_unique<crypto::Signer[]>(kKeyPlaces))
    {}

    /// Of the step whose bytes hash to `step`; the zero address if its signature is not valid.
    std::optional<Address> find(const Hash& step) const
    {
        const std::lock_guard lock(m_mutex);
        const auto row = rowOf(step);
        const auto place = std::ranges::find(row, step, &Place::step);
        return place != row.end() ? std::optional(place->signer) : std::nullopt;
    }
    void keep(const Hash& step, const Address& signer)
    {
        const std::lock_guard lock(m_mutex);
        const auto row = rowOf(step);
        const auto there = std::ranges::find(row, step, &Place::step);
        // Else the oldest gives way.
        std::shift_right(row.begin(), there == row.end() ? there : std::next(there), 1);
        row.front() = {step, signer};
    }

    /// The public key that `address` is made of.
    std::optional<crypto::PublicKey> keyOf(const Address& address) const
    {
        const std::lock_guard lock(m_mutex);
        const crypto::Signer& known = keyAt(address);
        return known.address == address && !address.isZero() ? std::optional(known.key) : std::nullopt;
    }
    void keepKey(const crypto::Signer& signer)
    {
        const std::lock_guard lock(m_mutex);
        keyAt(signer.address) = signer;
    }

    /// How many signers were found by recovering their key, which is the slow way.
    std::uint64_t recovered() const
    {
        const std::lock_guard lock(m_mutex);
        return m_recovered;
    }
    void countRecovered(std::uint64_t more)
    {
        const std::lock_guard lock(m_mutex);
        m_recovered += more;
    }

private:
    struct Place {
        Hash step;
        Address signer;
    };

    static std::size_t numberIn(ByteView bytes) { return std::size_t{bytes[0]} << 8 | bytes[1]; }
    /// Where a step may be, the newest first: with one place for each, steps of one submit would push out
    /// one another.
    std::span<Place> rowOf(const Hash& step) const
    {
        constexpr std::size_t kInARow = 4;
        return {&m_places[kInARow * (numberIn(step.bytes) % (kPlaces / kInARow))], kInARow};
    }
    crypto::Signer& keyAt(const Address& who) const { return m_keys[numberIn(who.bytes) % kKeyPlaces]; }

    mutable std::mutex m_mutex;
    std::unique_ptr<Place[]> m_places;
    std::unique_ptr<crypto::Signer[]> m_keys;
    std::uint64_t m_recovered = 0;
};

} // namespace stoa::mvm
