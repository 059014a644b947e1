// SPDX-License-Identifier: MIT
#include "core/tx/transaction.h"

#include <utility>

#include "core/base/overloaded.h"
#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::tx {
namespace {

constexpr std::size_t kSignatureBytes = 65;

/// A kind that carries bytes of any length behind its fields.
template <typename T>
concept HasTail = requires
{
    T::kTailName;
};

template <typename T>
std::string typeStringOf()
{
    std::string text{T::kName};
    text += '(';
    const char* separator = "";
    const auto add = [&](const auto& each) {
        using Type = typename std::remove_cvref_t<decltype(each)>::Type;
        text += separator + solidityType<Type>() + ' ' + std::string(each.name);
        separator = ",";
    };
    if constexpr (T::kOrigin == Origin::Signed)
        Envelope::fields([&](const auto&... each) { (add(each), ...); });
    T::fields([&](const auto&... each) { (add(each), ...); });
    if constexpr (HasTail<T>) text += ",bytes " + std::string(T::kTailName);
    return text + ')';
}

template <std::unsigned_integral T>
void appendWord(Bytes& target, T value)
{
    target.insert(target.end(), 32 - sizeof(T), 0);
    appendFixed(target, value);
}

/// bytesN stands at the left of its word, an address at the right.
template <std::size_t N, typename Tag>
void appendWord(Bytes& target, const FixedBytes<N, Tag>& value)
{
    constexpr bool kIsAddress = std::is_same_v<FixedBytes<N, Tag>, Address>;
    if (kIsAddress) target.insert(target.end(), 32 - N, 0);
    append(target, value.bytes);
    if (!kIsAddress) target.insert(target.end(), 32 - N, 0);
}

template <typename T>
Result<Transaction> decodeAs(ByteView rest, bool withSignature)
{
    constexpr bool kIsSigned = T::kOrigin == Origin::Signed;
    constexpr std::size_t kFixed = widthOfFields<T>() + (kIsSigned ? widthOfFields<Envelope>() : 0);
    const std::size_t tail = kIsSigned && withSignature ? kSignatureBytes : 0;
    if constexpr (HasTail<T>) {
        if (rest.size() < kFixed + tail) return ErrorCode::WrongLength;
    } else if (rest.size() != kFixed + tail) {
        return ErrorCode::WrongLength;
    }
    Transaction transaction;
    if constexpr (kIsSigned) takeFields(rest, transaction.envelope);
    T payload;
    takeFields(rest, payload);
    if constexpr (HasTail<T>) payload.*T::tail() = toBytes(rest.first(rest.size() - tail));
    if (tail != 0) {
        STOA_TRY(transaction.signature, crypto::RecoverableSignature::decode(rest.last(tail)));
    }
    transaction.payload = std::move(payload);
    return transaction;
}

/// Finds the alternative of Payload whose kind is `kind`.
template <std::size_t... Index>
Result<Transaction> decodeKind(Kind kind, ByteView rest, bool withSignature, std::index_sequence<Index...>)
{
    Result<Transaction> result = ErrorCode::UnknownKind;
    const auto tryOne = [&]<typename T>(const T*) {
        if (T::kKind != kind) return false;
        result = decodeAs<T>(rest, withSignature);
        return true;
    };
    (void)(tryOne(static_cast<const std::variant_alternative_t<Index, AnyKind>*>(nullptr)) || ...);
    return result;
}

Result<Transaction> decodeEither(ByteView bytes, bool withSignature)
{
    if (bytes.empty()) return ErrorCode::WrongLength;
    if (bytes.size() > kMaxStepBytes) return ErrorCode::TooLarge;
    return decodeKind(static_cast<Kind>(bytes[0]), bytes.subspan(1), withSignature,
                      std::make_index_sequence<std::variant_size_v<AnyKind>>{});
}

template <std::size_t... Index>
Result<Payload> decodeActKind(Kind kind, ByteView rest, std::index_sequence<Index...>)
{
    Result<Payload> result = ErrorCode::UnknownKind;
    const auto tryOne = [&]<typename T>(const T*) {
        if (T::kKind != kind || T::kOrigin != Origin::Signed || HasTail<T>) return false;
        result = ErrorCode::WrongLength;
        if (rest.size() != widthOfFields<T>()) return true;
        T payload;
        takeFields(rest, payload);
        result = Payload(payload);
        return true;
    };
    (void)(tryOne(static_cast<const std::variant_alternative_t<Index, AnyKind>*>(nullptr)) || ...);
    return result;
}

} // namespace

std::string typeStringOf(const Payload& payload)
{
    return std::visit([]<typename T>(const T&) { return typeStringOf<T>(); }, payload);
}

Payload::Payload() = default;
Payload::Payload(const Payload& other) = default;
Payload::Payload(Payload&& other) noexcept = default;
Payload& Payload::operator=(const Payload& other) = default;
Payload& Payload::operator=(Payload&& other) noexcept = default;
Payload::~Payload() = default;

Kind kindOf(const Payload& payload)
{
    return std::visit([]<typename T>(const T&) { return T::kKind; }, payload);
}

Origin originOf(const Payload& payload)
{
    return std::visit([]<typename T>(const T&) { return T::kOrigin; }, payload);
}

std::string_view nameOf(const Payload& payload)
{
    return std::visit([]<typename T>(const T&) { return T::kName; }, payload);
}

Amount feeOf(const Payload& payload)
{
    return std::visit([]<typename T>(const T&) { return T::kFee; }, payload);
}

MoneyOut moneyOutOf(const Payload& payload)
{
    return std::visit(Overloaded{
                          [](const Transfer& step) {
                              return MoneyOut{step.amount, false};
                          },
                          [](const Withdraw& step) {
                              return MoneyOut{step.amount, false};
                          },
                          [](const FundTreasury& step) {
                              return MoneyOut{step.amount, false};
                          },
                          [](const Dispute& step) {
                              return MoneyOut{step.courtFee, false};
                          },
                          [](const Appeal& step) {
                              return MoneyOut{step.fee, false};
                          },
                          [](const CreateDac& step) {
                              return MoneyOut{step.stake, true};
                          },
                          [](const Invite& step) {
                              return MoneyOut{step.gift, true};
                          },
                          [](const Propose& step) {
                              return MoneyOut{step.reward + step.askerDeposit, true, !step.asker.isZero()};
                          },
                          [](const Accept& step) {
                              return MoneyOut{step.deposit, true};
                          },
                          [](const TakeSeat& step) {
                              return MoneyOut{step.deposit, true};
                          },
                          [](const auto&) { return MoneyOut{}; },
                      },
                      payload);
}

Bytes encodeUnsigned(const Transaction& transaction)
{
    Bytes bytes;
    std::visit(
        [&]<typename T>(const T& payload) {
            bytes.push_back(static_cast<std::uint8_t>(T::kKind));
            if constexpr (T::kOrigin == Origin::Signed) appendFields(bytes, transaction.envelope);
            appendFields(bytes, payload);
            if constexpr (HasTail<T>) append(bytes, payload.*T::tail());
        },
        transaction.payload);
    return bytes;
}

Bytes encode(const Transaction& transaction)
{
    Bytes bytes = encodeUnsigned(transaction);
    if (originOf(transaction.payload) == Origin::Signed) {
        append(bytes, transaction.signature.r.bytes);
        append(bytes, transaction.signature.s.bytes);
        bytes.push_back(transaction.signature.v);
    }
    return bytes;
}

Result<Transaction> decode(ByteView bytes) { return decodeEither(bytes, true); }

Result<Transaction> decodeUnsigned(ByteView bytes) { return decodeEither(bytes, false); }

Bytes encodeAct(const Payload& payload)
{
    Bytes bytes{static_cast<std::uint8_t>(kindOf(payload))};
    std::visit([&](const auto& each) { appendFields(bytes, each); }, payload);
    return bytes;
}

Result<Payload> decodeAct(ByteView bytes)
{
    if (bytes.empty()) return ErrorCode::WrongLength;
    return decodeActKind(static_cast<Kind>(bytes[0]), bytes.subspan(1),
                         std::make_index_sequence<std::variant_size_v<AnyKind>>{});
}

Hash actHashOf(const Payload& payload) { return crypto::keccak256(encodeAct(payload)); }

Bytes structWords(const Transaction& transaction)
{
    return std::visit(
        [&]<typename T>(const T& payload) {
            static const Hash typeHash = crypto::keccak256(viewOf(typeStringOf<T>()));
            Bytes words;
            words.reserve(512);
            append(words, typeHash.bytes);
            const auto add = [&](std::string_view, const auto& value) { appendWord(words, value); };
            if constexpr (T::kOrigin == Origin::Signed) forEachField(transaction.envelope, add);
            forEachField(payload, add);
            if constexpr (HasTail<T>) append(words, crypto::keccak256(payload.*T::tail()).bytes);
            return words;
        },
        transaction.payload);
}

Hash digestOf(const Transaction& transaction, const Hash& domain)
{
    return crypto::typedDataDigest(domain, crypto::keccak256(structWords(transaction)));
}

std::vector<Hash> digestsOf(std::span<const Transaction* const> transactions, const Hash& domain)
{
    std::vector<Bytes> structs;
    structs.reserve(transactions.size());
    for (const Transaction* each : transactions) structs.push_back(structWords(*each));
    const std::vector<Hash> hashes =
        crypto::keccak256Each(std::vector<ByteView>(structs.begin(), structs.end()));
    return crypto::typedDataDigests(domain, hashes);
}

Hash ticketDigest(const DacId& dac, const Address& joiner, const Hash& domain)
{
    static const Hash typeHash = crypto::keccak256(viewOf("Ticket(bytes8 dac,address joiner)"));
    Bytes words(typeHash.begin(), typeHash.end());
    appendWord(words, dac);
    appendWord(words, joiner);
    return crypto::typedDataDigest(domain, crypto::keccak256(words));
}

ObjectId pageIdOf(std::string_view name)
{
    return ObjectId::fromPrefix(crypto::keccak256({viewOf("page"), viewOf(name)}).bytes);
}

} // namespace stoa::tx
