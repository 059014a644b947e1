// SPDX-License-Identifier: MIT
// Attacks that others have suffered, and the rule of ours that removes each (tests/core/ATTACKS.md has all
// forty rows). Here are those that are the machine's own business; a name begins with its row.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <QTest>

#include "core/base/random.h"
#include "core/crypto/keccak.h"
#include "core/state/tape.h"
#include "tests/support/company_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

namespace {

/// The root that a referee comes to from the tape alone; absent if the tape is not authentic.
std::optional<Hash> judged(const World& w, const Step& step, const Bytes& tape)
{
    state::Replayer replayer(w.tree.root(), tape);
    (void)mvm::applyBytes(replayer, w.rules, w.batch(step.fromInbox), step.bytes);
    return replayer.isGood() ? std::optional(replayer.root()) : std::nullopt;
}

Bytes tapeOf(const World& w, const Step& step, const mvm::BatchContext& batch)
{
    state::Tree tree = w.tree;
    state::Recorder recorder(tree);
    (void)mvm::applyBytes(recorder, w.rules, batch, step.bytes);
    return recorder.tape();
}

} // namespace

class AttacksTest : public QObject {
    Q_OBJECT
private slots:
    /// Hubble: a bad step made the dispute itself revert. Here every byte string is judged, also one whose
    /// receiver is absent, and its tape is authentic.
    void attackC01_unprovableFraudByRevert()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        SeededRandom random(1);
        std::vector<Bytes> steps{{}, {0x00}, {0xff}, Bytes(1024, 0x10), Bytes(2000, 0x40)};
        for (int i = 0; i < 200; ++i) {
            Bytes bytes(random.next() % 300);
            random.fill(bytes);
            if (!bytes.empty() && i % 2 == 0)
                bytes[0] = static_cast<std::uint8_t>(0x10 + random.next() % 0x50);
            steps.push_back(std::move(bytes));
        }
        steps.push_back(
            w.by(kAsker, tx::Transfer{addressOf(kOutsider), kToken}).bytes); // a leaf that is not there
        for (const Bytes& bytes : steps) {
            const Step step{bytes, false};
            const auto root = judged(w, step, tapeOf(w, step, w.batch(false)));
            QVERIFY(root);
            state::Tree tree = w.tree;
            state::TreeState access(tree);
            (void)mvm::applyBytes(access, w.rules, w.batch(false), bytes);
            QVERIFY(*root == tree.root());
        }
    }

    /// What a disputer says about a record counts only if it leads to the root.
    void attackC02_unauthenticatedWitness()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), 50 * kToken});
        Bytes tape = tapeOf(w, step, w.batch(false));
        state::Account rich = w.account(kAsker);
        const Bytes poor = state::encodeRecord(rich);
        rich.balance = 100 * kToken;
        const Bytes forged = state::encodeRecord(rich);
        const auto at = std::search(tape.begin(), tape.end(), poor.begin(), poor.end());
        QVERIFY(at != tape.end());
        QVERIFY(judged(w, step, tape));
        std::copy(forged.begin(), forged.end(), at);
        QVERIFY(!judged(w, step, tape));
    }

    /// OVM: a proof of one position judged another. Number, time, step and aggregator are inputs of every
    /// judgement; the same bytes at another place are another question.
    void attackC05_anotherPosition()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        mvm::BatchContext late = w.batch(false);
        late.time += 30 * kDay; // the step has expired there
        const Bytes there = tapeOf(w, step, late);
        QVERIFY(there != tapeOf(w, step, w.batch(false)));
        QVERIFY(!judged(w, step, there)); // what shows the one place is no evidence at the other
        state::Replayer elsewhere(w.tree.root(), tapeOf(w, step, w.batch(false)));
        (void)mvm::applyBytes(elsewhere, w.rules, late, step.bytes);
        QVERIFY(!elsewhere.isGood());
        const auto here = judged(w, step, tapeOf(w, step, w.batch(false)));
        QVERIFY(here && *here != w.tree.root());
        // After it has happened, its nonce is used: the pair of root and step cannot come again.
        w.must(w.apply(step), "once");
        QCOMPARE(w.apply(step).error().code, ErrorCode::WrongNonce);
    }

    /// The environment has no say: equal state, context and bytes give equal roots, whatever ran before.
    void attackC06_drift()
    {
        World one;
        World other;
        other.money(kOutsider, kToken);
        other.must(other.send(kOutsider, tx::Withdraw{addressOf(kOutsider), 1}), "something before");
        other.tree = one.tree; // the same state again
        one.money(kAsker, 10 * kToken);
        other.money(kAsker, 10 * kToken);
        const Step step = one.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        one.must(one.apply(step), "here");
        other.must(other.apply(step), "there");
        QVERIFY(one.tree.root() == other.tree.root());
    }

    /// An aggregator puts a deposit among its own steps, or a member's step where the main chain's stand.
    void attackC12_forgedDeposit()
    {
        World w;
        const Step deposit = World::unsignedStep(tx::Deposit{0, addressOf(kOutsider), 1000 * kToken});
        QVERIFY(deposit.fromInbox);
        QCOMPARE(w.apply({deposit.bytes, false}).error().code, ErrorCode::WrongOrigin);
        w.money(kAsker, kToken);
        const Step signedStep = w.by(kAsker, tx::Transfer{addressOf(kDoer), 1});
        QCOMPARE(w.apply({signedStep.bytes, true}).error().code, ErrorCode::WrongOrigin);
        QCOMPARE(w.apply(World::forced(deposit)).error().code, ErrorCode::WrongOrigin);
        QCOMPARE(w.balance(kOutsider), Amount{0});
    }

    /// Claims are by the withdrawal's own id, which one step makes once.
    void attackC14_withdrawalIdsDoNotRepeat()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        w.must(w.send(kAsker, tx::Withdraw{addressOf(kAsker), kToken}), "taking out");
        const Hash first = w.digest();
        w.must(w.send(kAsker, tx::Withdraw{addressOf(kAsker), kToken}), "the same again");
        QVERIFY(tx::objectIdOf(first) != tx::objectIdOf(w.digest()));
        const auto kept = w.read<state::Withdrawal>(state::withdrawalKey(tx::objectIdOf(first)));
        QVERIFY(kept && kept->amount == kToken);
    }

    /// A signature is for one network alone, and for one contract behind it.
    void attackC29_replayOnAnotherNetwork()
    {
        World here;
        World there;
        there.rules.domain = contentOf("another network");
        for (World* each : {&here, &there}) each->money(kAsker, 10 * kToken);
        const Step step = here.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        here.must(here.apply(step), "here");
        const auto refused = there.apply(step);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::WrongSigner ||
                refused.error().code == ErrorCode::BadSignature);
    }

    /// The other s, another v, no signer: none is another way to say the same.
    void attackC30_malleableSignature()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        const std::size_t s = step.bytes.size() - 33;
        // n − s, with the other v.
        static constexpr std::uint8_t kOrder[32] = {
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
            0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41};
        Step other = step;
        int borrow = 0;
        for (int i = 31; i >= 0; --i) {
            const int digit = int{kOrder[i]} - int{step.bytes[s + static_cast<std::size_t>(i)]} - borrow;
            borrow = digit < 0 ? 1 : 0;
            other.bytes[s + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(digit + 256 * borrow);
        }
        other.bytes.back() = static_cast<std::uint8_t>(55 - other.bytes.back());
        QCOMPARE(w.apply(other).error().code, ErrorCode::BadSignature);
        Step zero = step;
        std::fill(zero.bytes.end() - 65, zero.bytes.end(), std::uint8_t{0});
        QCOMPARE(w.apply(zero).error().code, ErrorCode::BadSignature);
        for (const int v : {0, 1, 26, 29, 255}) {
            Step strange = step;
            strange.bytes.back() = static_cast<std::uint8_t>(v);
            QVERIFY(!w.apply(strange));
        }
        w.must(w.apply(step), "as it was signed");
    }

    /// Nothing that was signed lies in wait for ever, and a refusal has used nothing up.
    void attackC31_lateInclusion()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        const Hash root = w.tree.root();
        w.now += kDay + 1;
        QCOMPARE(w.apply(step).error().code, ErrorCode::Expired);
        QVERIFY(w.tree.root() == root);
        w.must(w.send(kAsker, tx::Transfer{addressOf(kDoer), kToken}), "the next one, with the same nonce");
    }

    /// Whatever the aggregator wants: what comes over the main chain is run, with the rights of its signer.
    void attackC32_censorship()
    {
        World w;
        const DacId dac = w.readyCompany();
        const Job job = w.jobIn(CollaborationState::Delivered, dac);
        w.must(w.apply(World::forced(w.by(kDoer, w.dispute(job, 150 * kToken)))), "a dispute, forced");
        QVERIFY(w.stateOf(job) == CollaborationState::Disputed);
        // What is due needs nobody's signature, and can be forced as well.
        w.now += 40 * kDay;
        w.must(w.apply(World::forced(World::unsignedStep(World::payout(job)))), "a payout, forced");
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    /// Records that are the same one twice: payer and payee, founder and aggregator, asker and treasury.
    void attackC37_aliasedRecords()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Amount before = w.balance(kAsker);
        w.must(w.send(kAsker, tx::Transfer{addressOf(kAsker), 3 * kToken}), "paying oneself");
        QCOMPARE(w.balance(kAsker), before - tx::Transfer::kFee);
        w.aggregator = addressOf(kAsker);
        const Amount then = w.balance(kAsker);
        w.must(w.send(kAsker, tx::Transfer{addressOf(kAsker), then}), "everything, to oneself, by oneself");
        QCOMPARE(w.balance(kAsker), then);
        // A company that pays itself out of its own treasury, as the asker of its own work.
        World c;
        const DacId dac = governedCompany(c);
        tx::Propose proposal = c.proposal(dac);
        proposal.asker = tx::companyParty(dac);
        proposal.reward = proposal.askerDeposit = 10 * kToken;
        const Amount treasury = c.purse(dac).treasury;
        c.must(c.send(kFounder, proposal), "asking");
        const Job job{dac, tx::objectIdOf(c.digest()), kFounder, kDoer};
        c.now += 4 * kDay;
        c.must(c.sendUnsigned(World::payout(job)), "it lapses");
        QCOMPARE(c.purse(dac).treasury, treasury - mvm::kTip); // the step that pays out has its tip
        QCOMPARE(QString::fromStdString(c.faults() + w.faults()), QString());
    }

    /// Keys that differ in the last bit only make the longest path: it is judged like any other.
    void attackC38_deepTree()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        const state::Key victim = state::accountKey(addressOf(kAsker));
        for (unsigned bit = 0; bit < 256; ++bit) {
            state::Key near = victim;
            near[bit / 8] = static_cast<std::uint8_t>(near[bit / 8] ^ (0x80U >> (bit % 8)));
            w.tree.put(near, state::encodeRecord(state::Withdrawal{}));
        }
        const Bytes tape = tapeOf(w, step, w.batch(false));
        QVERIFY(judged(w, step, tape));
        // Four accesses at 256 levels of 33 bytes, and what they show.
        QVERIFY(tape.size() < 4 * (256 * 33 + 600));
        qInfo("a tape of %zu bytes at the deepest", tape.size());
    }

    /// The table names no test that is not there.
    void everyRowNamesTestsThatExist()
    {
        namespace fs = std::filesystem;
        const fs::path tests = fs::path(STOA_SOURCE_DIR) / "tests";
        const auto textOf = [](const fs::path& path) {
            std::ifstream file(path);
            return std::string(std::istreambuf_iterator<char>(file), {});
        };
        std::vector<std::string> sources;
        for (const auto& each : fs::recursive_directory_iterator(tests))
            if (each.path().extension() == ".cpp") sources.push_back(textOf(each.path()));
        // How many tests are named; each must be there.
        const auto countTests = [&](const std::string& text) {
            static const std::regex named("`([A-Za-z]+Test)(?:::([A-Za-z0-9_]+))?`");
            int count = 0;
            for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at, ++count) {
                const std::string isA = "class " + (*at)[1].str() + " ";
                const std::string slot = (*at)[2].matched ? "void " + (*at)[2].str() + "()" : std::string();
                const bool isThere =
                    std::any_of(sources.begin(), sources.end(), [&](const std::string& source) {
                        return source.find(isA) != std::string::npos &&
                               source.find(slot) != std::string::npos;
                    });
                if (!isThere) QTest::qFail(at->str().c_str(), __FILE__, __LINE__);
            }
            return count;
        };
        const std::string table = textOf(tests / "core" / "ATTACKS.md");
        const int count = countTests(table);
        for (int row = 1; row <= 40; ++row)
            QVERIFY(table.find("| C" + std::string(row < 10 ? "0" : "") + std::to_string(row) + " |") !=
                    std::string::npos);
        QVERIFY2(table.find("| –") == std::string::npos, "a row has no test");
        QVERIFY(count > 60);
        // A kept seed is another history once acts or faults are others: its bug is held by a test.
        std::istringstream seeds(textOf(tests / "simulation" / "seeds.txt"));
        for (std::string line; std::getline(seeds, line);)
            if (!line.starts_with('#')) QVERIFY2(countTests(line) > 0, line.c_str());
    }

    /// The caps that keep every step small enough for a main chain.
    void attackC39_tooLargeAStep()
    {
        World w;
        w.money(kAsker, 10 * kToken);
        tx::EnactMotion act;
        act.act = Bytes(tx::kMaxStepBytes, 0x11);
        QCOMPARE(w.send(kAsker, act).error().code, ErrorCode::TooLarge);
        // The largest number of accesses of all rules is measured where every kind runs (RulesTest); here:
        // the kind with the most.
        const PanelJob p = panelJob(w);
        answered(w, p);
        ruled(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
        w.now = w.collaboration(p.job).deadline;
        w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
        QVERIFY(w.mostAccesses() <= state::kMaxAccesses);
    }
};

STOA_TEST(AttacksTest)

} // namespace stoa::test

#include "attacks_test.moc"
