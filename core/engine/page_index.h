// SPDX-License-Identifier: MIT
// What a company's pages are called and how they link to each other. Made from the newest revisions, and
// kept in step with the records: only pages whose head has changed are read again.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/content/page_history.h"
#include "core/content/wiki_links.h"
#include "core/light/dac_replica.h"

namespace stoa::engine {

class PageIndex {
public:
    struct Page {
        Hash head;
        std::string name;
        Timestamp updated = 0;
        std::uint32_t versions = 0;
    };

    /// Follows the records of `company`. Pages whose text has not arrived yet are left out until it has.
    void update(const light::DacReplica& company, content::PageHistory& history);

    const std::map<ObjectId, Page>& pages() const { return m_pages; }
    bool has(std::string_view name) const { return m_names.contains(name); }
    const std::set<std::string, std::less<>>& names() const { return m_names; }
    std::vector<std::string> linksTo(const std::string& name) const { return m_links.linksTo(name); }

private:
    Hash m_root;
    bool m_isComplete = false;
    std::map<ObjectId, Page> m_pages;
    std::set<std::string, std::less<>> m_names;
    content::LinkIndex m_links;
};

} // namespace stoa::engine
