// SPDX-License-Identifier: MIT
// Witness tapes and paths: whatever a tape says, a replay that counts it as good has seen true records only,
// and has come to the root that the real tree comes to.
#include "core/base/random.h"
#include "core/state/tape.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

state::Key keyAt(std::uint8_t number)
{
    state::Key key{};
    key[0] = number;
    key[31] = static_cast<std::uint8_t>(number * 7);
    return key;
}

const state::Tree& world()
{
    static const state::Tree tree = [] {
        state::Tree made;
        for (std::uint8_t i = 0; i < 12; ++i) made.put(keyAt(static_cast<std::uint8_t>(i * 5)), Bytes(3, i));
        return made;
    }();
    return tree;
}

/// Reads, writes and erases as `script` says. What was read, in order.
std::vector<std::optional<Bytes>> play(state::StateAccess& access, ByteView script)
{
    std::vector<std::optional<Bytes>> seen;
    for (std::size_t i = 0; i + 1 < script.size(); i += 2) {
        const state::Key key = keyAt(static_cast<std::uint8_t>(script[i] % 64));
        seen.push_back(access.get(key));
        if (script[i + 1] % 3 == 1) access.put(key, Bytes(2, script[i + 1]));
        if (script[i + 1] % 3 == 2) access.erase(key);
    }
    return seen;
}

constexpr std::size_t kScript = 8;

} // namespace

std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    SeededRandom random(1);
    for (int i = 0; i < 12; ++i) {
        Bytes script(kScript);
        random.fill(script);
        state::Tree tree = world();
        state::Recorder recorder(tree);
        play(recorder, script);
        append(script, recorder.tape());
        list.push_back(std::move(script));
    }
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size < kScript) return 0;
    const ByteView script{data, kScript};
    state::Replayer replayer(world().root(), {data + kScript, size - kScript});
    const auto claimed = play(replayer, script);
    if (!replayer.isGood()) return 0;
    state::Tree tree = world();
    state::TreeState real(tree);
    STOA_CHECK(play(real, script) == claimed);
    STOA_CHECK(tree.root() == replayer.root());
    return 0;
}
