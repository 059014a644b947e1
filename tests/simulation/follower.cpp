// SPDX-License-Identifier: MIT
#include "tests/simulation/follower.h"

namespace stoa::test {

void Follower::stop()
{
    m_archive.reset();
    m_follower.reset();
    m_store.reset();
}

void Follower::powerIsBack()
{
    stop();
    m_volume.powerIsBack();
    m_headers = light::HeaderChain(m_definition); // an engine keeps them; here they are read anew
}

Result<void> Follower::follow()
{
    if (!m_follower) {
        STOA_TRY(m_store, m_volume.open());
        STOA_TRY(m_follower, sync::ChainFollower::open({*m_store, m_definition, true, true}));
        m_archive = std::make_unique<sync::ArchivingNode>(m_remote, *m_follower);
    }
    STOA_TRY(const node::NodeInfo info, m_remote.info());
    STOA_TRY_VOID(m_headers.follow(m_remote, info, m_clock.now()));
    if (m_headers.isBehind()) return {};
    for (;;) {
        STOA_TRY(const bool happened, m_follower->follow(m_remote, m_headers));
        if (!happened) return {};
    }
}

Result<void> Follower::tick()
{
    const auto done = follow();
    if (done) return {};
    const ErrorCode code = done.error().code;
    // What is in memory may not be what is stored.
    if (code == ErrorCode::StoreUnavailable || code == ErrorCode::DiskFull) stop();
    return done;
}

} // namespace stoa::test
