// SPDX-License-Identifier: MIT
#include "core/engine/step_contents.h"

#include <algorithm>
#include <set>

#include "core/content/page_revision.h"

namespace stoa::engine {
namespace {

/// `newest`, and what it came from, down to `known`, which others have.
std::vector<Bytes> versionsOf(Member& member, const Hash& newest, const Hash& known)
{
    std::vector<Bytes> objects;
    std::vector<Hash> next{newest};
    std::set<Hash> seen{known};
    while (!next.empty()) {
        const Hash id = next.back();
        next.pop_back();
        if (!seen.insert(id).second) continue;
        auto object = member.contents->get(id);
        if (!object) continue;
        if (const auto revision = content::decodePageRevision(textOf(*object)))
            next.insert(next.end(), revision->parents.begin(), revision->parents.end());
        objects.push_back(*std::move(object));
    }
    std::reverse(objects.begin(), objects.end());
    return objects;
}

} // namespace

std::vector<Bytes> contentsOfStep(Member& member, const sync::OutboxEntry& entry)
{
    if (entry.contents.empty()) {
        const auto step = tx::decode(entry.step);
        const auto* put = step ? std::get_if<tx::PutRecord>(&step->payload) : nullptr;
        const bool isPage = put && put->tool == static_cast<std::uint16_t>(tx::Tool::Wiki);
        return isPage && !put->content.isZero() ? versionsOf(member, put->content, put->expected)
                                                : std::vector<Bytes>();
    }
    std::vector<Bytes> objects;
    for (const Hash& id : entry.contents)
        if (auto object = member.contents->get(id)) objects.push_back(*std::move(object));
    return objects;
}

} // namespace stoa::engine
