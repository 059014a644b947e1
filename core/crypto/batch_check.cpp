// SPDX-License-Identifier: MIT
// A signature (r, s, v) of the digest z is the key Q's if s·R = z·G + r·Q, R being the point that r and v
// name. With a weight c of 128 bits for each signature, drawn from the hash of all of them, that is
//     Σ c·R  =  (Σ c·z/s)·G  +  Σ over keys (Σ c·r/s)·Q
// for all together. Every sum and product is libsecp256k1's; here is only the order in which they are asked
// for.
#include "core/crypto/batch_check.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include <secp256k1.h>

#include "core/crypto/keccak.h"

namespace stoa::crypto {
namespace {

constexpr std::size_t kWeightBits = 128;

// The order of the curve less two, and x of its generator, whose y is even.
constexpr Hash kOrderLessTwo{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                              0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48,
                              0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x3f}};
constexpr Hash kGeneratorX{{0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62,
                            0x95, 0xce, 0x87, 0x0b, 0x07, 0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce,
                            0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98}};

using Point = secp256k1_pubkey; ///< never infinity
using MaybePoint = std::optional<Point>;

/// A number modulo the order of the curve. Never zero: what would be zero, or is not below the order, is
/// reported as a failure, and the signatures are then looked at one by one.
struct Scalar {
    Hash bytes;

    bool times(const Hash& other)
    {
        return secp256k1_ec_seckey_tweak_mul(secp256k1_context_static, bytes.data(), other.data()) == 1;
    }
    bool plus(const Hash& other)
    {
        return secp256k1_ec_seckey_tweak_add(secp256k1_context_static, bytes.data(), other.data()) == 1;
    }
};

/// By Fermat.
std::optional<Hash> inverse(const Hash& value)
{
    Scalar power{value}; // the first bit of the exponent is set
    for (std::size_t bit = 1; bit < 256; ++bit) {
        if (!power.times(Hash(power.bytes))) return std::nullopt;
        const bool isSet = (kOrderLessTwo[bit / 8] >> (7 - bit % 8) & 1) != 0;
        if (isSet && !power.times(value)) return std::nullopt;
    }
    return power.bytes;
}

/// One over each s: a single inversion, and three products for each.
std::optional<std::vector<Hash>> inversesOfS(std::span<const ClaimedSignature> all)
{
    std::vector<Hash> products; // of all before
    Scalar product{all.front().signature.s};
    for (const ClaimedSignature& each : all.subspan(1)) {
        products.push_back(product.bytes);
        if (!product.times(each.signature.s)) return std::nullopt;
    }
    auto rest = inverse(product.bytes);
    if (!rest) return std::nullopt;
    std::vector<Hash> inverses(all.size());
    for (std::size_t i = all.size() - 1; i > 0; --i) {
        Scalar own{*rest};
        Scalar others{*rest};
        if (!own.times(products[i - 1]) || !others.times(all[i].signature.s)) return std::nullopt;
        inverses[i] = own.bytes;
        rest = others.bytes;
    }
    inverses[0] = *rest;
    return inverses;
}

/// Each in the last half of its bytes; the first half is zero.
std::vector<Hash> weightsOf(std::span<const ClaimedSignature> all)
{
    constexpr std::size_t kLength = Hash::kSize + RecoverableSignature::kSize + PublicKey::kSize;
    Bytes messages;
    messages.reserve(all.size() * kLength);
    for (const ClaimedSignature& each : all) {
        append(messages, each.digest.bytes);
        append(messages, each.signature.encode().bytes);
        append(messages, each.key.bytes);
    }
    std::vector<Hash> hashes(all.size());
    keccak256Many(messages, kLength, hashes);
    Bytes list;
    for (const Hash& hash : hashes) append(list, hash.bytes);
    const Hash seed = keccak256(list);
    Bytes seeded;
    seeded.reserve(2 * list.size());
    for (const Hash& hash : hashes) {
        append(seeded, seed.bytes);
        append(seeded, hash.bytes);
    }
    std::vector<Hash> weights(all.size());
    keccak256Many(seeded, 2 * Hash::kSize, weights);
    for (Hash& weight : weights) std::fill(weight.begin(), weight.begin() + Hash::kSize - kWeightBits / 8, 0);
    return weights;
}

/// The point whose encoding (SEC 1) is `form` and then `coordinates`. Absent: there is none.
std::optional<Point> pointOf(std::uint8_t form, ByteView coordinates)
{
    Bytes encoded{form};
    append(encoded, coordinates);
    Point point;
    if (secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, encoded.data(), encoded.size()) != 1)
        return std::nullopt;
    return point;
}

std::optional<Point> pointWithX(const Hash& x, bool isYOdd) { return pointOf(isYOdd ? 3 : 2, x.bytes); }
std::optional<Point> pointOf(const PublicKey& key) { return pointOf(4, key.bytes); }

/// Absent: infinity.
MaybePoint sum(std::span<const Point* const> points)
{
    if (points.empty()) return std::nullopt;
    if (points.size() == 1) return *points.front();
    Point total;
    if (secp256k1_ec_pubkey_combine(secp256k1_context_static, &total, points.data(), points.size()) != 1)
        return std::nullopt;
    return total;
}

/// How many bits of a weight are looked at together: few points want few buckets.
std::size_t windowFor(std::size_t count) { return count >= 768 ? 5 : count >= 192 ? 4 : 3; }

unsigned bitsAt(const Hash& weight, std::size_t position, std::size_t count)
{
    unsigned bits = 0;
    for (std::size_t i = 0; i < count && position + i < kWeightBits; ++i) {
        const std::size_t bit = position + i;
        bits |= (weight[Hash::kSize - 1 - bit / 8] >> bit % 8 & 1U) << i;
    }
    return bits;
}

/// Σ weight · point, by Pippenger's buckets.
MaybePoint weightedSum(std::span<const Point> points, std::span<const Hash> weights)
{
    const std::size_t window = windowFor(points.size());
    std::vector<std::vector<const Point*>> buckets(std::size_t{1} << window);
    std::vector<MaybePoint> sums(buckets.size());
    std::vector<MaybePoint> ofBit; // Σ of the points whose weight has that bit
    std::vector<const Point*> chosen;
    for (std::size_t position = 0; position < kWeightBits; position += window) {
        for (auto& bucket : buckets) bucket.clear();
        for (std::size_t i = 0; i < points.size(); ++i)
            buckets[bitsAt(weights[i], position, window)].push_back(&points[i]);
        for (std::size_t digit = 1; digit < buckets.size(); ++digit) sums[digit] = sum(buckets[digit]);
        for (std::size_t bit = 0; bit < window && position + bit < kWeightBits; ++bit) {
            chosen.clear();
            for (std::size_t digit = 1; digit < buckets.size(); ++digit)
                if ((digit >> bit & 1) != 0 && sums[digit]) chosen.push_back(&*sums[digit]);
            ofBit.push_back(sum(chosen));
        }
    }
    MaybePoint total;
    for (auto bit = ofBit.rbegin(); bit != ofBit.rend(); ++bit) {
        chosen.clear();
        if (total) chosen.insert(chosen.end(), {&*total, &*total});
        if (*bit) chosen.push_back(&**bit);
        total = sum(chosen);
    }
    return total;
}

bool multiply(Point& point, const Scalar& by)
{
    return secp256k1_ec_pubkey_tweak_mul(secp256k1_context_static, &point, by.bytes.data()) == 1;
}

/// Adds what may not be there yet.
bool addTo(std::optional<Scalar>& total, const Scalar& more)
{
    if (total) return total->plus(more.bytes);
    total = more;
    return true;
}

} // namespace

bool areAllSignedBy(std::span<const ClaimedSignature> all)
{
    std::vector<Point> points;
    points.reserve(all.size());
    for (const ClaimedSignature& each : all) {
        if (!hasValidForm(each.signature)) return false;
        const auto point = pointWithX(each.signature.r, each.signature.v == 28);
        if (!point) return false;
        points.push_back(*point);
    }
    const std::vector<Hash> weights = weightsOf(all);
    const auto inverses = inversesOfS(all);
    if (!inverses) return false;
    std::optional<Scalar> ofGenerator;
    std::map<PublicKey, std::optional<Scalar>> ofKeys;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Scalar part{(*inverses)[i]};
        if (!part.times(weights[i])) return false;
        Scalar ofKey = part;
        if (!part.times(all[i].digest) || !addTo(ofGenerator, part)) return false;
        if (!ofKey.times(all[i].signature.r) || !addTo(ofKeys[all[i].key], ofKey)) return false;
    }
    std::vector<Point> parts;
    parts.reserve(ofKeys.size() + 1);
    parts.push_back(pointWithX(kGeneratorX, false).value());
    if (!multiply(parts.back(), *ofGenerator)) return false;
    for (const auto& [key, factor] : ofKeys) {
        const auto point = pointOf(key);
        if (!point) return false;
        parts.push_back(*point);
        if (!multiply(parts.back(), *factor)) return false;
    }
    std::vector<const Point*> addresses;
    for (const Point& part : parts) addresses.push_back(&part);
    const MaybePoint right = sum(addresses);
    const MaybePoint left = weightedSum(points, weights);
    return left && right && secp256k1_ec_pubkey_cmp(secp256k1_context_static, &*left, &*right) == 0;
}

// Measured: alone a signature costs some 38 microseconds; together 12, and 35 more for each signer, and 1,300
// for all.
bool isQuickerTogether(std::size_t count, std::size_t signers) { return count >= 64 + 2 * signers; }

FoundSigned findSigned(std::span<const ClaimedSignature> all)
{
    constexpr std::size_t kMostRounds = 3; // over all of them: one, and two for what does not come out
    enum class Finding { Right, Wrong, Unsaid };
    FoundSigned found;
    found.isSigned.resize(all.size());
    std::size_t looked = 0;
    const auto look = [&](std::size_t first, std::size_t count) {
        const auto part = all.subspan(first, count);
        if (looked + count > kMostRounds * all.size()) return Finding::Unsaid;
        std::set<PublicKey> keys;
        for (const ClaimedSignature& each : part) keys.insert(each.key);
        if (!isQuickerTogether(count, keys.size())) return Finding::Unsaid;
        looked += count;
        ++found.groups;
        if (!areAllSignedBy(part)) return Finding::Wrong;
        std::fill_n(found.isSigned.begin() + static_cast<std::ptrdiff_t>(first), count, true);
        return Finding::Right;
    };
    struct Group {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    std::deque<Group> wrong; // larger ones first
    if (look(0, all.size()) == Finding::Wrong) wrong.push_back({0, all.size()});
    for (; !wrong.empty(); wrong.pop_front()) {
        const Group left{wrong.front().first, wrong.front().count / 2};
        const Group right{left.first + left.count, wrong.front().count - left.count};
        const Finding ofLeft = look(left.first, left.count);
        // If it is not the one half, it is the other.
        const Finding ofRight = ofLeft == Finding::Right ? Finding::Wrong : look(right.first, right.count);
        if (ofLeft == Finding::Wrong) wrong.push_back(left);
        if (ofRight == Finding::Wrong) wrong.push_back(right);
    }
    return found;
}

} // namespace stoa::crypto
