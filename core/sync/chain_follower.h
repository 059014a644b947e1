// SPDX-License-Identifier: MIT
// A node that follows another one's chain: it fetches whole batches, runs every step again (validator) and
// keeps them for others (archive). It believes no root, and only headers that have been checked.
#pragma once

#include <memory>
#include <optional>

#include "core/light/header_chain.h"
#include "core/operator/state_store.h"
#include "core/rollup/batch.h"
#include "core/sync/forwarding_node.h"

namespace stoa::sync {

/// Its store is its own. After an error of storage it must be opened anew.
///
/// Checked: that a batch is what its header says, and each root. Not checked, because an embedded main chain
/// is seen only through its node: that the messages at a batch's beginning are those of the main chain.
/// It raises the alarm; only who is on the main chain can challenge.
class ChainFollower {
public:
    struct Setup {
        storage::Store& store;
        const rollup::NetworkDefinition& definition;
        bool checks = true; ///< runs the steps
        bool keeps = true;  ///< keeps the batches
    };
    struct Finding {
        node::BatchInfo::Check check = node::BatchInfo::Check::NotChecked;
        std::uint32_t wrongStep = 0;
    };

    static Result<std::unique_ptr<ChainFollower>> open(const Setup& setup);

    /// Goes on towards the newest batch of `headers`, a few batches at a time; first back, if batches that
    /// were looked at have been rolled back. True if something happened: call it again.
    /// Errors: ProofFailed (the node's batch is not what its header says), those of node and storage.
    Result<bool> follow(node::NodeService& node, const light::HeaderChain& headers);

    /// The newest batch up to which every root was right.
    std::uint64_t checkedBatch() const { return m_state->version(); }
    /// Up to which batches are kept.
    std::uint64_t keptBatch() const { return m_kept; }
    /// The batch after checkedBatch(), if one of its roots is wrong.
    std::optional<std::uint64_t> wrongBatch() const { return m_wrong; }
    Result<Finding> finding(const rollup::Header& header);
    /// Errors: NotFound.
    Result<rollup::Batch> batch(std::uint64_t number);

private:
    struct Note;

    explicit ChainFollower(const Setup& setup);
    Result<void> load();
    Result<bool> goBack(const light::HeaderChain& headers);
    Result<bool> stands(std::uint64_t number, char what, const light::HeaderChain& headers);
    Result<rollup::Batch> fetch(node::NodeService& node, const light::HeaderChain& headers,
                                std::uint64_t number);
    Result<void> check(const rollup::Batch& batch, const light::HeaderChain& headers);
    Result<void> keep(const rollup::Batch& batch);

    Setup m_setup;
    mvm::Rules m_rules;
    std::unique_ptr<node::StateStore> m_state; ///< version = number of the last batch that was right
    std::uint64_t m_kept = 0;
    std::optional<std::uint64_t> m_wrong;
};

/// The node behind, except that batches which are kept here are answered from here, also while it is away.
class ArchivingNode final : public ForwardingNode {
public:
    /// Both must outlive it.
    ArchivingNode(node::NodeService& node, ChainFollower& archive)
        : ForwardingNode(node)
        , m_archive(archive)
    {}

    Result<node::BatchSteps> batchSteps(std::uint64_t number) override;
    Result<rollup::Batch> batch(std::uint64_t number) override;

private:
    ChainFollower& m_archive;
};

} // namespace stoa::sync
