// SPDX-License-Identifier: MIT
#include "core/crypto/keccak.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/base/check.h"

namespace stoa::crypto {

namespace {

static_assert(std::endian::native == std::endian::little, "lanes are read from memory as they lie");

constexpr std::size_t kRate = 136;
constexpr std::size_t kOneBlock = kRate - 1; ///< the longest message that fits one block with its padding

constexpr std::uint64_t kRoundConstants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

#define LANE std::uint64_t
#define XOR(a, b) ((a) ^ (b))
#define XOR5(a, b, c, d, e) ((a) ^ (b) ^ (c) ^ (d) ^ (e))
#define ROL(a, n) std::rotl((a), (n))
#define CHI(a, b, c) ((a) ^ (~(b) & (c)))
#define CONSTANT(c) (c)

void permutePlain(std::uint64_t* state)
{
    std::uint64_t s[25];
    std::memcpy(s, state, sizeof s);
#include "core/crypto/keccak_rounds.inc"
    std::memcpy(state, s, sizeof s);
}

#if defined(__x86_64__)
__attribute__((target("bmi,bmi2"))) void permuteBmi(std::uint64_t* state)
{
    std::uint64_t s[25];
    std::memcpy(s, state, sizeof s);
#include "core/crypto/keccak_rounds.inc"
    std::memcpy(state, s, sizeof s);
}
#endif

#undef LANE
#undef XOR
#undef XOR5
#undef ROL
#undef CHI
#undef CONSTANT

using Permute = void (*)(std::uint64_t*);

Permute choosePermute()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) return permuteBmi;
#endif
    return permutePlain;
}

void permute(std::uint64_t* state)
{
    static const Permute chosen = choosePermute();
    chosen(state);
}

void absorbBlock(std::uint64_t* state, const std::uint8_t* block)
{
    for (std::size_t i = 0; i < kRate / 8; ++i) {
        std::uint64_t lane = 0;
        std::memcpy(&lane, block + 8 * i, 8);
        state[i] ^= lane;
    }
}

void padBlock(std::uint8_t* block, std::size_t filled)
{
    std::memset(block + filled, 0, kRate - filled);
    block[filled] ^= 0x01;
    block[kRate - 1] ^= 0x80;
}

#if defined(__x86_64__)

// Several messages side by side: lane i of message k is word k of vector i.

#define LANE __m256i
#define XOR(a, b) _mm256_xor_si256((a), (b))
#define XOR5(a, b, c, d, e) XOR(XOR(XOR(a, b), XOR(c, d)), e)
#define ROL(a, n) _mm256_or_si256(_mm256_slli_epi64((a), (n)), _mm256_srli_epi64((a), 64 - (n)))
#define CHI(a, b, c) XOR(a, _mm256_andnot_si256((b), (c)))
#define CONSTANT(c) _mm256_set1_epi64x(static_cast<long long>(c))

__attribute__((target("avx2"))) void permute4(std::uint64_t* state)
{
    __m256i s[25];
    for (std::size_t i = 0; i < 25; ++i)
        s[i] = _mm256_load_si256(reinterpret_cast<const __m256i*>(state + 4 * i));
#include "core/crypto/keccak_rounds.inc"
    for (std::size_t i = 0; i < 25; ++i) _mm256_store_si256(reinterpret_cast<__m256i*>(state + 4 * i), s[i]);
}

#undef LANE
#undef XOR
#undef XOR5
#undef ROL
#undef CHI
#undef CONSTANT

#define LANE __m512i
#define XOR(a, b) _mm512_xor_si512((a), (b))
#define XOR5(a, b, c, d, e)                                                                                  \
    _mm512_ternarylogic_epi64(_mm512_ternarylogic_epi64((a), (b), (c), 0x96), (d), (e), 0x96)
// The plain _mm512_rol_epi64 makes GCC 12 warn of its own header; this form compiles to the same.
#define ROL(a, n) _mm512_maskz_rol_epi64(0xFF, (a), (n))
#define CHI(a, b, c) _mm512_ternarylogic_epi64((a), (b), (c), 0xD2)
#define CONSTANT(c) _mm512_set1_epi64(static_cast<long long>(c))

__attribute__((target("avx512f"))) void permute8(std::uint64_t* state)
{
    __m512i s[25];
    for (std::size_t i = 0; i < 25; ++i) s[i] = _mm512_load_si512(state + 8 * i);
#include "core/crypto/keccak_rounds.inc"
    for (std::size_t i = 0; i < 25; ++i) _mm512_store_si512(state + 8 * i, s[i]);
}

#undef LANE
#undef XOR
#undef XOR5
#undef ROL
#undef CHI
#undef CONSTANT

/// Takes in the next `count` bytes of each message, at most a block. The messages begin `length` apart.
template <std::size_t Ways>
void absorbEach(std::uint64_t* state, const std::uint8_t* messages, std::size_t length, std::size_t count)
{
    for (std::size_t k = 0; k < Ways; ++k, messages += length)
        for (std::size_t done = 0; done < count; done += 8) {
            std::uint64_t lane = 0;
            std::memcpy(&lane, messages + done, std::min<std::size_t>(8, count - done));
            state[done / 8 * Ways + k] ^= lane;
        }
}

#define EVEN_WORDS(a, b) __builtin_shufflevector((a), (b), 0, 8, 2, 10, 4, 12, 6, 14)
#define ODD_WORDS(a, b) __builtin_shufflevector((a), (b), 1, 9, 3, 11, 5, 13, 7, 15)
#define EVEN_PAIRS(a, b) __builtin_shufflevector((a), (b), 0, 1, 4, 5, 8, 9, 12, 13)
#define ODD_PAIRS(a, b) __builtin_shufflevector((a), (b), 2, 3, 6, 7, 10, 11, 14, 15)

/// Eight words of eight messages: in comes a vector for each message, out comes one for each word.
__attribute__((target("avx512f"))) inline void turn(__m512i* rows)
{
    __m512i pairs[8]; // word by word of two messages: the even words of the first two, their odd words …
    for (std::size_t i = 0; i < 8; i += 2) {
        pairs[i] = EVEN_WORDS(rows[i], rows[i + 1]);
        pairs[i + 1] = ODD_WORDS(rows[i], rows[i + 1]);
    }
    for (std::size_t i = 0; i < 2; ++i) {
        const __m512i first04 = EVEN_PAIRS(pairs[i], pairs[i + 2]);
        const __m512i first26 = ODD_PAIRS(pairs[i], pairs[i + 2]);
        const __m512i last04 = EVEN_PAIRS(pairs[i + 4], pairs[i + 6]);
        const __m512i last26 = ODD_PAIRS(pairs[i + 4], pairs[i + 6]);
        rows[i] = EVEN_PAIRS(first04, last04);
        rows[i + 2] = EVEN_PAIRS(first26, last26);
        rows[i + 4] = ODD_PAIRS(first04, last04);
        rows[i + 6] = ODD_PAIRS(first26, last26);
    }
}

#undef EVEN_WORDS
#undef ODD_WORDS
#undef EVEN_PAIRS
#undef ODD_PAIRS

/// As absorbEach.
__attribute__((target("avx512f,avx512bw"))) void absorb8(std::uint64_t* state, const std::uint8_t* messages,
                                                         std::size_t length, std::size_t count)
{
    for (std::size_t done = 0; done < count; done += 64) {
        const std::size_t rest = std::min<std::size_t>(64, count - done);
        const __mmask64 mask = ~std::uint64_t{0} >> (64 - rest);
        __m512i rows[8];
        for (std::size_t k = 0; k < 8; ++k)
            rows[k] = _mm512_maskz_loadu_epi8(mask, messages + k * length + done);
        turn(rows);
        for (std::size_t i = 0; 8 * i < rest; ++i) {
            auto* const lanes = reinterpret_cast<__m512i*>(state + (done / 8 + i) * 8);
            _mm512_store_si512(lanes, _mm512_xor_si512(_mm512_load_si512(lanes), rows[i]));
        }
    }
}

using Absorb = void (*)(std::uint64_t*, const std::uint8_t*, std::size_t, std::size_t);

template <std::size_t Ways>
void digestGroup(Absorb absorb, Permute permuteAll, const std::uint8_t* messages, std::size_t length,
                 Hash* digests)
{
    alignas(64) std::uint64_t state[25 * Ways] = {};
    std::size_t done = 0;
    for (; length - done >= kRate; done += kRate) {
        absorb(state, messages + done, length, kRate);
        permuteAll(state);
    }
    const std::size_t rest = length - done;
    absorb(state, messages + done, length, rest);
    for (std::size_t k = 0; k < Ways; ++k) { // the padding, which is the same for all
        state[rest / 8 * Ways + k] ^= std::uint64_t{0x01} << 8 * (rest % 8);
        state[(kRate / 8 - 1) * Ways + k] ^= std::uint64_t{0x80} << 56U;
    }
    permuteAll(state);
    for (std::size_t k = 0; k < Ways; ++k)
        for (std::size_t i = 0; i < 4; ++i) std::memcpy(digests[k].data() + 8 * i, &state[i * Ways + k], 8);
}

#endif

void digestOne(const std::uint8_t* message, std::size_t length, Hash& digest)
{
    std::uint64_t state[25] = {};
    std::uint8_t block[kRate];
    if (length > 0) std::memcpy(block, message, length);
    padBlock(block, length);
    absorbBlock(state, block);
    permute(state);
    std::memcpy(digest.data(), state, 32);
}

} // namespace

Hash keccak256(ByteView message)
{
    Hash digest;
    if (message.size() <= kOneBlock) {
        digestOne(message.data(), message.size(), digest);
        return digest;
    }
    Keccak256 hasher;
    hasher.update(message);
    return hasher.finish();
}

Hash keccak256(std::initializer_list<ByteView> parts)
{
    std::uint8_t joined[kOneBlock];
    std::size_t length = 0;
    for (const ByteView part : parts) {
        if (part.size() > kOneBlock - length) {
            Keccak256 hasher;
            for (const ByteView each : parts) hasher.update(each);
            return hasher.finish();
        }
        if (!part.empty()) std::memcpy(joined + length, part.data(), part.size());
        length += part.size();
    }
    Hash digest;
    digestOne(joined, length, digest);
    return digest;
}

void Keccak256::update(ByteView bytes)
{
    auto* const block = reinterpret_cast<std::uint8_t*>(m_state);
    while (!bytes.empty()) {
        if (m_filled == 0 && bytes.size() >= kRate) {
            absorbBlock(m_state, bytes.data());
            bytes = bytes.subspan(kRate);
            permute(m_state);
            continue;
        }
        const std::size_t count = std::min(bytes.size(), kRate - m_filled);
        for (std::size_t i = 0; i < count; ++i) block[m_filled + i] ^= bytes[i];
        bytes = bytes.subspan(count);
        m_filled += count;
        if (m_filled == kRate) {
            permute(m_state);
            m_filled = 0;
        }
    }
}

Hash Keccak256::finish()
{
    auto* const block = reinterpret_cast<std::uint8_t*>(m_state);
    block[m_filled] ^= 0x01;
    block[kRate - 1] ^= 0x80;
    permute(m_state);
    Hash digest;
    std::memcpy(digest.data(), m_state, 32);
    return digest;
}

void keccak256Many(ByteView messages, std::size_t length, std::span<Hash> digests)
{
    static const detail::KeccakPath best =
        detail::hasPath(detail::KeccakPath::Avx512) ? detail::KeccakPath::Avx512
        : detail::hasPath(detail::KeccakPath::Avx2) ? detail::KeccakPath::Avx2
                                                    : detail::KeccakPath::Scalar;
    detail::keccak256Many(best, messages, length, digests);
}

std::vector<Hash> keccak256Each(std::span<const ByteView> messages)
{
    std::vector<Hash> digests(messages.size());
    std::vector<std::size_t> order(messages.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto length = [&](std::size_t index) { return messages[index].size(); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return length(a) < length(b); });
    Bytes joined;
    std::vector<Hash> some;
    for (auto first = order.begin(); first != order.end();) {
        const auto last = std::find_if(first, order.end(),
                                       [&](std::size_t each) { return length(each) != length(*first); });
        joined.clear();
        some.resize(static_cast<std::size_t>(last - first));
        for (auto each = first; each != last; ++each) append(joined, messages[*each]);
        keccak256Many(joined, length(*first), some);
        for (std::size_t i = 0; i < some.size(); ++i)
            digests[*(first + static_cast<std::ptrdiff_t>(i))] = some[i];
        first = last;
    }
    return digests;
}

namespace detail {

bool hasPath(KeccakPath path)
{
#if defined(__x86_64__)
    if (path == KeccakPath::Avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    if (path == KeccakPath::Avx2) return __builtin_cpu_supports("avx2");
#endif
    return path == KeccakPath::Scalar;
}

void keccak256Many(KeccakPath path, ByteView messages, std::size_t length, std::span<Hash> digests)
{
    STOA_CHECK(messages.size() == length * digests.size());
    const std::uint8_t* message = messages.data();
    std::size_t done = 0;
#if defined(__x86_64__)
    if (path == KeccakPath::Avx512)
        for (; done + 8 <= digests.size(); done += 8)
            digestGroup<8>(absorb8, permute8, message + done * length, length, &digests[done]);
    // What is left of the groups of eight may still fill one of four.
    if (path != KeccakPath::Scalar && hasPath(KeccakPath::Avx2))
        for (; done + 4 <= digests.size(); done += 4)
            digestGroup<4>(absorbEach<4>, permute4, message + done * length, length, &digests[done]);
#endif
    for (; done < digests.size(); ++done) digests[done] = keccak256({message + done * length, length});
}

} // namespace detail

} // namespace stoa::crypto
