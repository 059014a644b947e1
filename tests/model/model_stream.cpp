// SPDX-License-Identifier: MIT
// model_stream --seed N --steps M: random steps and what the machine did with each, for the model to read
// (tests/model/README.md says what the lines are). Half of the steps are random histories; the others stand
// around the moments of the rule cases: the same step with other numbers, names, senders and times.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>

#include "core/base/hex.h"
#include "tests/support/kinds.h"
#include "tests/support/random_history.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

namespace {

constexpr int kStepsInAHistory = 500;
constexpr int kStepsAroundACase = 40;
constexpr std::size_t kKnownPeople = 24;

std::string hexOf(ByteView bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    if (bytes.empty()) return "-";
    std::string result;
    result.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        result += kDigits[byte >> 4];
        result += kDigits[byte & 15];
    }
    return result;
}

/// Writes what the model reads, until there have been enough steps.
class Stream {
public:
    explicit Stream(std::size_t most)
        : m_left(most)
    {}

    bool isDone() const { return m_left == 0; }

    /// An empty world of these rules.
    void begin(const MachineWorld& world)
    {
        std::printf("N %s %llu %llu %llu\n", hexOf(world.rules.domain.bytes).c_str(),
                    static_cast<unsigned long long>(world.rules.minimumPeriod),
                    static_cast<unsigned long long>(world.rules.maximumPeriod),
                    static_cast<unsigned long long>(world.rules.answerPeriod));
    }

    /// All records as they are, kept to come back to.
    void keep(const MachineWorld& world)
    {
        world.tree.forEach({}, [](const state::Key& key, ByteView record) {
            std::printf("P %s %s\n", hexOf(key.bytes).c_str(), hexOf(record).c_str());
        });
        std::puts("K");
    }
    void goBack() { std::puts("B"); }

    void step(const Seen& seen)
    {
        const MachineWorld& world = seen.world;
        if (isDone()) return;
        --m_left;
        const mvm::BatchContext& c = seen.context;
        std::string line =
            "T " + std::to_string(c.number) + ' ' + std::to_string(c.time) + ' ' + std::to_string(c.step) +
            (c.fromInbox ? " 1 " : " 0 ") + hexOf(c.aggregator.bytes) + ' ' + hexOf(c.entropy.bytes) + ' ' +
            hexOf(seen.checked.signer.bytes) + ' ' + hexOf(ticketSigner(world, seen.checked).bytes) + ' ' +
            hexOf(seen.checked.digest.bytes) + ' ' + hexOf(seen.step.bytes) + ' ';
        line += seen.result ? "accepted" : name(seen.result.error().code);
        line += " R";
        for (const state::Key& key : seen.read) line += ' ' + hexOf(key.bytes);
        line += " W";
        for (const state::Key& key : seen.written) {
            const ByteView* record = world.tree.get(key);
            line += ' ' + hexOf(key.bytes) + ' ' + (record ? hexOf(*record) : "-");
        }
        std::puts(line.c_str());
    }

private:
    static Address ticketSigner(const MachineWorld& world, const mvm::CheckedStep& checked)
    {
        if (!checked.transaction) return {};
        const auto* join = std::get_if<tx::Join>(&checked.transaction->payload);
        if (join == nullptr || join->ticket.isZero()) return {};
        const Hash digest =
            tx::ticketDigest(join->dac, checked.transaction->envelope.from, world.rules.domain);
        return crypto::recoverSigner(digest, {join->ticketR, join->ticketS, join->ticketV})
            .value_or(Address{});
    }

    std::size_t m_left;
};

/// Steps like the one of a rule case, in its world.
class Neighbourhood {
public:
    Neighbourhood(const RuleCase& rule, SeededRandom& random, Stream& stream)
        : m_random(random)
        , m_stream(stream)
        , m_step(rule.make(m_world))
    {
        auto decoded = tx::decode(m_step.bytes);
        if (!decoded) decoded = mvm::checkStep(m_step.bytes, m_world.rules.domain).transaction;
        if (decoded) m_transaction = *std::move(decoded);
        learn();
    }

    void run(int steps)
    {
        m_stream.begin(m_world);
        m_stream.keep(m_world);
        m_world.watch = [this](const Seen& seen) { m_stream.step(seen); };
        const state::Tree kept = m_world.tree;
        const Timestamp keptNow = m_world.now;
        (void)m_world.apply(m_step);
        for (int i = 1; i < steps && m_transaction; ++i) {
            if (!once(5)) {
                m_world.tree = kept;
                m_world.now = keptNow;
                m_stream.goBack();
            }
            (void)m_world.apply(another());
        }
    }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool once(std::uint64_t in) { return below(in) == 0; }

    /// What numbers and names there are, so that changed steps name things that exist.
    void learn()
    {
        for (std::size_t person = 0; person < kKnownPeople; ++person) {
            const Address address = addressOf(person);
            m_names[20].emplace_back(address.bytes.begin(), address.bytes.end());
            const tx::Party party = partyOf(person);
            m_names[21].emplace_back(party.bytes.begin(), party.bytes.end());
        }
        m_world.tree.forEach({}, [this](const state::Key& key, ByteView) {
            const ByteView bytes = key.bytes;
            if (bytes[0] == 2) {
                m_names[8].emplace_back(bytes.begin() + 1, bytes.begin() + 9);
                const tx::Party party = tx::companyParty(DacId::fromPrefix(bytes.subspan(1)));
                m_names[21].emplace_back(party.bytes.begin(), party.bytes.end());
                m_names[18].emplace_back(bytes.begin() + 10, bytes.begin() + 28);
            }
        });
        const auto note = [this](std::string_view, const auto& value) { noteNumber(value); };
        for (const Seconds period : {m_world.rules.minimumPeriod, m_world.rules.maximumPeriod})
            for (const std::uint64_t from : {Timestamp{0}, m_world.now, m_world.now + period})
                m_numbers.push_back(from + period);
        if (m_transaction)
            std::visit([&](const auto& kind) { forEachField(kind, note); }, m_transaction->payload);
        m_world.tree.forEach({}, [&](const state::Key&, ByteView record) {
            const auto as = [&]<typename R>(const R*) {
                if (const auto decoded = state::decodeRecord<R>(record)) forEachField(*decoded, note);
            };
            as(static_cast<const state::Account*>(nullptr));
            as(static_cast<const state::Charter*>(nullptr));
            as(static_cast<const state::Purse*>(nullptr));
            as(static_cast<const state::Member*>(nullptr));
            as(static_cast<const state::Invite*>(nullptr));
            as(static_cast<const state::Collaboration*>(nullptr));
            as(static_cast<const state::Motion*>(nullptr));
            as(static_cast<const state::Seat*>(nullptr));
            as(static_cast<const state::Case*>(nullptr));
            as(static_cast<const state::Juror*>(nullptr));
            as(static_cast<const state::Record*>(nullptr));
        });
    }

    template <typename T>
    void noteNumber(const T& value)
    {
        if constexpr (std::is_same_v<T, std::uint32_t>) m_numbers.push_back(value);
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            m_numbers.push_back(value);
            if (value > 1'600'000'000 && value < 3'000'000'000) m_times.push_back(value);
        } else if constexpr (!std::is_integral_v<T>) {
            m_names[value.bytes.size()].emplace_back(value.bytes.begin(), value.bytes.end());
        }
    }

    template <typename T>
    void change(T& field)
    {
        if constexpr (std::is_integral_v<T>) {
            const T borders[] = {T(0),           T(1),
                                 T(~T(0)),       T(field + 1),
                                 T(field - 1),   T(field ^ (T(1) << below(8 * sizeof(T)))),
                                 T(m_world.now), T(m_world.now + 1),
                                 T(2 * field)};
            const std::uint64_t which = below(std::size(borders) + 4);
            if (which < std::size(borders) || m_numbers.empty())
                field = borders[which % std::size(borders)];
            else
                field = static_cast<T>(m_numbers[below(m_numbers.size())] + below(3) - 1);
        } else {
            const auto& known = m_names[field.bytes.size()];
            if (once(5)) {
                field = {};
            } else if (once(4) || known.empty()) {
                field.bytes[below(field.bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
            } else {
                const Bytes& name = known[below(known.size())];
                std::copy(name.begin(), name.end(), field.bytes.begin());
            }
        }
    }

    Step another()
    {
        const Timestamp times[] = {m_world.now + 1, m_world.now + kHour, m_world.now + 3 * kDay};
        if (once(4)) m_world.now = times[below(std::size(times))];
        if (once(3) && !m_times.empty()) // never back: a batch's time does not fall
            m_world.now = std::max(m_world.now, m_times[below(m_times.size())] + below(3) - 1);
        if (once(20)) ++m_world.batchNumber;

        tx::Payload payload = m_transaction->payload;
        std::size_t sender = kKnownPeople;
        for (std::size_t person = 0; person < kKnownPeople; ++person)
            if (addressOf(person) == m_transaction->envelope.from) sender = person;
        if (sender == kKnownPeople || once(6)) sender = below(kKnownPeople);
        std::visit(
            [&](auto& kind) {
                std::size_t count = 0;
                forEachField(kind, [&](std::string_view, auto&) { ++count; });
                for (std::uint64_t changes = below(3); changes > 0 && count > 0; --changes) {
                    std::size_t at = below(count);
                    forEachField(kind, [&](std::string_view, auto& field) {
                        if (at-- == 0) change(field);
                    });
                }
            },
            payload);
        tx::Transaction transaction = m_world.transaction(sender, payload);
        if (tx::originOf(payload) != tx::Origin::Signed) transaction.envelope = {};
        if (once(30)) transaction.envelope.lane = static_cast<std::uint8_t>(below(10));
        if (once(30)) change(transaction.envelope.nonce);
        if (once(30)) change(transaction.envelope.validUntil);
        const Address controller = m_world.account(sender).controller;
        std::size_t signer = sender;
        for (std::size_t person = 0; person < kKnownPeople; ++person)
            if (addressOf(person) == controller && !once(4)) signer = person;
        Step step{tx::originOf(payload) == tx::Origin::Signed ? m_world.sign(transaction, signer)
                                                              : tx::encode(transaction),
                  tx::originOf(payload) == tx::Origin::MainChain};
        if (once(60)) step.bytes[below(step.bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
        if (once(15)) step = MachineWorld::forced(step);
        if (once(60)) step.fromInbox = !step.fromInbox;
        return step;
    }

    SeededRandom& m_random;
    Stream& m_stream;
    MachineWorld m_world;
    Step m_step;
    std::optional<tx::Transaction> m_transaction;
    std::map<std::size_t, std::vector<Bytes>> m_names;
    std::vector<std::uint64_t> m_numbers;
    std::vector<Timestamp> m_times;
};

void write(std::uint64_t seed, std::size_t steps)
{
    Stream stream(steps);
    SeededRandom random(seed);
    for (std::uint64_t round = 0; !stream.isDone(); ++round) {
        const MachineWorld empty;
        stream.begin(empty);
        RandomHistory history(seed * 1'000'000 + round, [&](const Seen& seen) { stream.step(seen); });
        history.run(kStepsInAHistory);
        for (int i = 0; i < kStepsInAHistory / kStepsAroundACase && !stream.isDone(); ++i) {
            const RuleCase& rule = allRules()[random.next() % allRules().size()];
            Neighbourhood(rule, random, stream).run(kStepsAroundACase);
        }
    }
}

} // namespace

} // namespace stoa::test

int main(int argc, char** argv)
{
    std::uint64_t seed = 1;
    std::uint64_t steps = 10'000;
    for (int i = 1; i + 1 < argc; i += 2) {
        std::uint64_t* target = std::strcmp(argv[i], "--seed") == 0    ? &seed
                                : std::strcmp(argv[i], "--steps") == 0 ? &steps
                                                                       : nullptr;
        const char* end = argv[i + 1] + std::strlen(argv[i + 1]);
        if (target == nullptr || std::from_chars(argv[i + 1], end, *target).ptr != end) {
            std::fputs("model_stream [--seed N] [--steps M]\n", stderr);
            return 2;
        }
    }
    static char buffer[1 << 20];
    std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    stoa::test::write(seed, steps);
    return 0;
}
