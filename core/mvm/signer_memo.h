// SPDX-License-Identifier: MIT
// Signers that this process has recovered already: whoever looks at the same bytes again (a validator after
// the aggregator beside it, steps that are run again after a rollback) need not do the slow part twice.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "core/base/bytes.h"

namespace stoa::mvm {

/// Remembers about as many as kPlaces, the newest; may forget any at any time. Only a pure function of a
/// step's bytes is kept, in memory, so that whoever trusts this process's memory can trust it. For one
/// network: the domain belongs to what is remembered. Safe on several threads.
class SignerMemo {
public:
    static constexpr std::size_t kPlaces = 1U << 15;

    SignerMemo()
        : m_places(std::make_unique<Place[]>(kPlaces))
    {}

    /// Of the step whose bytes hash to `step`; the zero address if its signature is not valid.
    std::optional<Address> find(const Hash& step) const
    {
        const std::lock_guard lock(m_mutex);
        const Place& place = at(step);
        return place.step == step ? std::optional(place.signer) : std::nullopt;
    }
    void keep(const Hash& step, const Address& signer)
    {
        const std::lock_guard lock(m_mutex);
        at(step) = {step, signer};
    }

private:
    struct Place {
        Hash step;
        Address signer;
    };

    Place& at(const Hash& step) const
    {
        const std::size_t number = (std::size_t{step.bytes[0]} << 8 | step.bytes[1]) % kPlaces;
        return m_places[number];
    }

    mutable std::mutex m_mutex;
    std::unique_ptr<Place[]> m_places;
};

} // namespace stoa::mvm
