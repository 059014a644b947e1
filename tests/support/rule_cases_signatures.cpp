// SPDX-License-Identifier: MIT
// The rules about the form of signatures, of steps and of tickets: there is one for a key and a nonce.
#include "core/crypto/recoverable_signature.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;
using Signature = crypto::RecoverableSignature;

namespace {

constexpr Hash kOrder{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                       0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48,
                       0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41}};
/// Half of it, rounded down.
constexpr Hash kHalf{{0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                      0xff, 0xff, 0xff, 0xff, 0xff, 0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4,
                      0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0}};

Hash less(Hash from, const Hash& amount)
{
    int borrow = 0;
    for (std::size_t i = Hash::kSize; i-- > 0;) {
        const int digit = int{from[i]} - int{amount[i]} - borrow;
        borrow = digit < 0 ? 1 : 0;
        from[i] = static_cast<std::uint8_t>(digit + 256 * borrow);
    }
    return from;
}

/// The other form, from which the same key follows: n − s, and the other v.
Signature otherForm(const Signature& signature)
{
    return {signature.r, less(kOrder, signature.s), static_cast<std::uint8_t>(55 - signature.v)};
}

Hash small(std::uint8_t value)
{
    Hash number;
    number[31] = value;
    return number;
}

/// A signature with the largest s that there may be, and whose it is: somebody's whom nobody knows.
std::pair<Signature, Address> largest(const Hash& digest)
{
    for (std::uint8_t r = 1; r < 100; ++r) {
        const Signature signature{small(r), kHalf, 27};
        if (const auto signer = crypto::recoverSigner(digest, signature)) return {signature, *signer};
    }
    return {};
}

/// No point of the curve has this r.
Signature ofNoPoint(const Hash& digest)
{
    for (std::uint8_t r = 1; r < 100; ++r) {
        const Signature signature{small(r), small(1), 27};
        if (!crypto::recoverSigner(digest, signature)) return signature;
    }
    return {};
}

/// A transfer whose signature `change` makes another one of.
template <typename Change>
RuleCase step(const char* name, std::optional<ErrorCode> refusal, Change change)
{
    return {"Step", name, refusal, [=](World& w) {
                w.money(kAsker, 5 * kToken);
                tx::Transaction t = w.transaction(kAsker, tx::Transfer{addressOf(kDoer), kToken});
                const Hash digest = tx::digestOf(t, w.rules.domain);
                t.signature = change(keyOf(kAsker).sign(digest), digest);
                return Step{tx::encode(t)};
            }};
}

/// The same with the account's controller being whoever could sign with the largest s.
RuleCase largestStep(const char* name, std::optional<ErrorCode> refusal, bool isOther)
{
    return {"Step", name, refusal, [=](World& w) {
                w.money(kAsker, 5 * kToken);
                tx::Transaction t = w.transaction(kAsker, tx::Transfer{addressOf(kDoer), kToken});
                const auto [signature, signer] = largest(tx::digestOf(t, w.rules.domain));
                state::Account account = w.account(kAsker);
                account.controller = signer;
                w.place(state::accountKey(addressOf(kAsker)), account);
                t.signature = isOther ? otherForm(signature) : signature;
                return Step{tx::encode(t)};
            }};
}

/// Joins with the ticket of whoever has signed for `make`'s signature.
template <typename Make>
RuleCase join(const char* name, std::optional<ErrorCode> refusal, Make make)
{
    return {"Join", name, refusal, [=](World& w) {
                const DacId dac = w.readyCompany();
                w.money(kNewcomer, 5 * kToken);
                const Hash digest = tx::ticketDigest(dac, addressOf(kNewcomer), w.rules.domain);
                const auto [signature, ticket] = make(digest);
                tx::Invite invite = World::invite(dac, w.now + kDay);
                invite.ticket = ticket;
                w.must(w.send(kFounder, invite), "inviting");
                return w.by(kNewcomer, tx::Join{dac, ticket, signature.r, signature.s, signature.v});
            }};
}

} // namespace

RuleCases signatureRules()
{
    const auto bad = ErrorCode::BadSignature;
    const auto usual = [](const Hash& digest) {
        return std::pair{keyOf(kTicket).sign(digest), addressOf(kTicket)};
    };
    return {
        largestStep("with the largest s", std::nullopt, false),
        largestStep("with an s that is one larger, of the same key", bad, true),
        step("with the other form of its signature", bad,
             [](const Signature& signature, const Hash&) { return otherForm(signature); }),
        step("with a v of 29", bad,
             [](Signature signature, const Hash&) {
                 signature.v = 29;
                 return signature;
             }),
        step("with an r of no point", bad,
             [](const Signature&, const Hash& digest) { return ofNoPoint(digest); }),
        step("with an r that is the order", bad,
             [](Signature signature, const Hash&) {
                 signature.r = kOrder;
                 return signature;
             }),
        join("with a ticket's largest s", std::nullopt, [](const Hash& digest) { return largest(digest); }),
        join("with a ticket's s that is one larger, of the same key", ErrorCode::BadTicket,
             [](const Hash& digest) {
                 const auto [signature, ticket] = largest(digest);
                 return std::pair{otherForm(signature), ticket};
             }),
        join("with the other form of a ticket's signature", ErrorCode::BadTicket,
             [=](const Hash& digest) {
                 const auto [signature, ticket] = usual(digest);
                 return std::pair{otherForm(signature), ticket};
             }),
        join("with a ticket's v of 26", ErrorCode::BadTicket,
             [=](const Hash& digest) {
                 auto [signature, ticket] = usual(digest);
                 signature.v = 26;
                 return std::pair{signature, ticket};
             }),
        join("with a ticket's v of 29", ErrorCode::BadTicket,
             [=](const Hash& digest) {
                 auto [signature, ticket] = usual(digest);
                 signature.v = 29;
                 return std::pair{signature, ticket};
             }),
    };
}

} // namespace stoa::test
