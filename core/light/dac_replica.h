// SPDX-License-Identifier: MIT
// A company's whole state on a member's computer. Nothing gets in that does not hash to the root which an
// aggregator has signed for. That this aggregator is bonded, and that the block continues the ones before, is
// HeaderChain's to say (header_chain.h, with what it has to believe); whoever updates a replica asks it
// first.
#pragma once

#include <optional>

#include "core/operator/node_service.h"
#include "core/state/records.h"
#include "core/state/tree.h"

namespace stoa::light {

/// Signature (of a head that has one) and completeness: the records of `snapshot` are all there are under the
/// company's prefix in the state that its head names. Errors: ProofFailed, BadSignature.
Result<state::Tree> checkSnapshot(const node::CompanySnapshot& snapshot, const DacId& dac,
                                  const Hash& definition);

/// The record that `proof` shows for `key`, absent if it proves absence. Errors: ProofFailed, BadSignature.
Result<std::optional<Bytes>> checkRecord(const node::RecordProof& proof, const state::Key& key,
                                         const Hash& definition);

class DacReplica {
public:
    explicit DacReplica(const DacId& dac)
        : m_dac(dac)
    {}

    /// Takes the snapshot over if it proves itself. The caller has had its head accepted by the HeaderChain.
    /// True if any record is different from before. On an error nothing has changed. Errors: as
    /// checkSnapshot.
    Result<bool> update(const node::CompanySnapshot& snapshot, const Hash& definition);

    const DacId& dac() const { return m_dac; }
    const state::Tree& records() const { return m_records; }
    const Hash& root() const { return m_root; }
    /// The newest head that it was checked against.
    const rollup::SignedHeader& head() const { return m_head; }
    bool isEmpty() const { return m_records.isEmpty(); }

    template <typename R>
    std::optional<R> read(const state::Key& key) const
    {
        const ByteView* bytes = m_records.get(key);
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }

    /// Calls `visit(key, record)` for each record of one table.
    template <typename R, typename Visit>
    void forEach(state::Table table, Visit&& visit) const
    {
        Bytes prefix = state::companyPrefix(m_dac);
        prefix.push_back(static_cast<std::uint8_t>(table));
        m_records.forEach(prefix, [&](const state::Key& key, ByteView bytes) {
            if (const auto record = state::decodeRecord<R>(bytes)) visit(key, *record);
        });
    }

    /// For the member's own disk: head(signed) ‖ records.
    Bytes encode() const;
    /// Errors: BadEncoding.
    static Result<DacReplica> decode(const DacId& dac, ByteView bytes);

private:
    DacId m_dac;
    rollup::SignedHeader m_head;
    Hash m_root;
    state::Tree m_records;
};

} // namespace stoa::light
