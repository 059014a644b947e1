// SPDX-License-Identifier: MIT
#include "core/engine/step_contents.h"

#include <algorithm>
#include <set>

#include "core/content/page_revision.h"
#include "core/engine/page_edits.h"

namespace stoa::engine {
namespace {

/// `newest`, and what it came from, down to `known`, which others have.
std::vector<Hash> versionsOf(Member& member, const Hash& newest, const Hash& known)
{
    std::vector<Hash> versions;
    std::vector<Hash> next{newest};
    std::set<Hash> seen{known};
    while (!next.empty()) {
        const Hash id = next.back();
        next.pop_back();
        if (!seen.insert(id).second) continue;
        const auto object = member.contents->get(id);
        if (!object) continue;
        if (const auto revision = content::decodePageRevision(textOf(*object)))
            next.insert(next.end(), revision->parents.begin(), revision->parents.end());
        versions.push_back(id);
    }
    std::reverse(versions.begin(), versions.end());
    return versions;
}

} // namespace

std::vector<Hash> contentsOfStep(Member& member, const sync::OutboxEntry& entry)
{
    if (!entry.contents.empty()) return entry.contents;
    const auto put = pagePutOf(entry);
    return put && !put->content.isZero() ? versionsOf(member, put->content, put->expected)
                                         : std::vector<Hash>();
}

} // namespace stoa::engine
