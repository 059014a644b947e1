// SPDX-License-Identifier: MIT
#include "tests/simulation/fault_plan.h"

#include <algorithm>
#include <array>

namespace stoa::test {

const char* name(Hostility hostility)
{
    switch (hostility) {
    case Hostility::WrongRoot: return "C08 wrong root";
    case Hostility::LateLie: return "C08 late lie";
    case Hostility::Descendants: return "C09 descendants";
    case Hostility::Posting: return "C32 posting without members";
    case Hostility::SkippedInbox: return "C32 skipped inbox";
    case Hostility::StaleParent: return "C26 stale parent";
    case Hostility::BentTime: return "C27 bent time";
    case Hostility::OddBatch: return "C28 odd batch";
    case Hostility::ForgedDeposit: return "C12 forged deposit";
    case Hostility::Replay: return "C14 replay";
    case Hostility::Malleable: return "C30 malleable signature";
    case Hostility::SelfChallenge: return "C21 self-challenge";
    case Hostility::WrongChallenge: return "C22 C23 wrong challenge";
    case Hostility::MalformedWitness: return "C02-C05 C16-C19 malformed witness";
    case Hostility::CopiedChallenge: return "C20 C24 copied challenge";
    case Hostility::Flood: return "C33 flood";
    case Hostility::DeepKeys: return "C38 deep keys";
    case Hostility::EarlyExit: return "C35 early exit";
    case Hostility::DoubleClaim: return "C13-C15 double claim";
    case Hostility::LyingNode: return "C25 lying node";
    case Hostility::RefusedStep: return "C01 refused step";
    case Hostility::AliasedStep: return "C37 aliased step";
    case Hostility::ForeignStep: return "C29 foreign step";
    case Hostility::ExpiredStep: return "C31 expired step";
    case Hostility::Equivocation: return "C34 equivocation";
    case Hostility::BrokenPromise: return "C34 broken promise";
    }
    return "";
}

FaultPlan FaultPlan::of(std::uint64_t seed)
{
    // Twice: what neighbouring seeds draw from one place on would be each other's draws, moved by one.
    SeededRandom random(SeededRandom(seed).next());
    const auto below = [&](std::uint64_t limit) { return random.next() % limit; };
    const auto maybe = [&](unsigned few, unsigned many) -> unsigned {
        switch (below(4)) {
        case 0:
        case 1: return 0;
        case 2: return few;
        default: return many;
        }
    };
    FaultPlan plan;
    plan.lost = maybe(20, 150);
    plan.answerLost = maybe(20, 150);
    plan.doubled = maybe(20, 150);
    plan.delayed = maybe(20, 200);
    plan.partitions = maybe(5, 20);
    plan.diskFails = maybe(10, 40);
    plan.diskFills = maybe(4, 12);
    plan.powerCuts = maybe(10, 40);
    plan.chainAway = maybe(20, 100);
    plan.reorganisations = maybe(10, 40);
    plan.deepest = 1 + below(below(2) == 0 ? 3 : 12);
    plan.clockJumps = maybe(5, 20);
    plan.timeJumps = maybe(5, 15);
    plan.isOnLevelDb = below(4) == 0;
    for (std::size_t each = 0; each < kHostilities; ++each)
        if (below(2) == 0) plan.hostilities.push_back(static_cast<Hostility>(each));
    plan.hasTwoHonest = below(2) == 0;
    return plan;
}

bool FaultPlan::has(Hostility hostility) const
{
    return std::find(hostilities.begin(), hostilities.end(), hostility) != hostilities.end();
}

std::string FaultPlan::text() const
{
    std::string text = "in thousandths:";
    const std::pair<const char*, unsigned> chances[] = {
        {"lost", lost},
        {"answer lost", answerLost},
        {"doubled", doubled},
        {"delayed", delayed},
        {"partitions", partitions},
        {"disk fails", diskFails},
        {"disk fills", diskFills},
        {"power cuts", powerCuts},
        {"main chain away", chainAway},
        {"reorganisations", reorganisations},
        {"clock jumps", clockJumps},
        {"time jumps", timeJumps},
    };
    for (const auto& [what, chance] : chances)
        if (chance != 0) text += std::string(" ") + what + " " + std::to_string(chance) + ",";
    text.pop_back();
    if (reorganisations != 0) text += "; up to " + std::to_string(deepest) + " calls deep";
    text += isOnLevelDb ? "; on LevelDB" : "; in memory";
    if (hasTwoHonest) text += "; two honest aggregators";
    text += "; hostile:";
    for (const Hostility each : hostilities) text += std::string(" [") + name(each) + "]";
    return text;
}

} // namespace stoa::test
