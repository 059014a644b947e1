// SPDX-License-Identifier: MIT
// What tests of commands begin with: keys that answer by themselves, and a motion.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

class TestKeys final : public KeyRing {
public:
    std::string word = "right and long";
    int asked = 0;
    Answer<std::shared_ptr<crypto::Secret>> password(bool) override
    {
        ++asked;
        return std::make_shared<crypto::Secret>(std::string_view(word));
    }
};

inline engine::MotionView someMotion()
{
    engine::MotionView view;
    view.id[0] = 0x5a;
    view.id[1] = 0x17;
    view.hasAct = true;
    view.act = tx::SpendTreasury{{}, Address{{1}}, 5 * kToken, {}, 1};
    view.total = 5;
    view.against = 1;
    view.bond = kToken;
    view.iMayVote = true;
    view.next = {engine::Actor::Members, 1'800'000'000, engine::DefaultOutcome::MotionPasses, 0, 0, 0, true};
    return view;
}

} // namespace stoa::commands
