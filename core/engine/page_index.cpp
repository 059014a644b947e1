// SPDX-License-Identifier: MIT
#include "core/engine/page_index.h"

namespace stoa::engine {

void PageIndex::update(const light::DacReplica& company, content::PageHistory& history)
{
    if (m_isComplete && company.root() == m_root) return;
    m_isComplete = true;
    m_root = company.root();
    std::map<ObjectId, Hash> heads;
    company.forEach<state::Record>(
        state::Table::Record, [&](const state::Key& key, const state::Record& record) {
            const bool isPage = state::toolOf(key) == static_cast<std::uint16_t>(tx::Tool::Wiki) &&
                                record.state == static_cast<std::uint8_t>(tx::PageState::Published);
            if (isPage) heads.emplace(state::recordObjectOf(key), record.content);
        });
    for (auto at = m_pages.begin(); at != m_pages.end();) {
        if (heads.contains(at->first)) {
            ++at;
            continue;
        }
        m_names.erase(at->second.name);
        m_links.remove(at->second.name);
        at = m_pages.erase(at);
    }
    for (const auto& [id, head] : heads) {
        Page& page = m_pages[id];
        if (page.head == head) continue;
        const auto revision = history.read(head);
        const auto info = history.info(head);
        if (!revision || !info) {
            m_isComplete = false;
            if (page.name.empty()) m_pages.erase(id);
            continue;
        }
        page = {head, revision->page, revision->time, info->number};
        m_names.insert(page.name);
        m_links.update(page.name, revision->text);
    }
}

} // namespace stoa::engine
