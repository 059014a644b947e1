// SPDX-License-Identifier: MIT
#include "app/commands/command.h"

namespace stoa::commands {

Answer<Step> prepare(Context& context, engine::Action action,
                     std::function<Answer<Reply>(const engine::Draft&, const engine::Sent&)> finish)
{
    STOA_TRY(engine::Draft draft, ask(context.engine, engine::Prepare{std::move(action)}));
    Unsigned step;
    step.draft = draft;
    step.finish = [draft = std::move(draft), finish = std::move(finish)](const engine::Sent& sent) {
        return finish(draft, sent);
    };
    return Step(std::move(step));
}

} // namespace stoa::commands
