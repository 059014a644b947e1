// SPDX-License-Identifier: MIT
#include "core/content/page_revision.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/content_store.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"

namespace stoa::content {
namespace {

using nlohmann::json;

constexpr std::string_view kRevisionType = "page-revision";
constexpr std::size_t kMaxSummary = 500;
constexpr std::size_t kMaxAuthorName = 200;
constexpr std::size_t kMaxForeignId = 100;
constexpr std::size_t kSignatureSize = 65;
constexpr Timestamp kLatestTime = (Timestamp{1} << 53U) - 1;

/// Writes an object whose keys come in order. By hand, because an import writes thousands of long texts;
/// a test holds it to codec::canonicalJson.
class ObjectWriter {
public:
    explicit ObjectWriter(std::size_t expectedSize) { m_text.reserve(expectedSize); }

    void text(std::string_view key, std::string_view value)
    {
        beginField(key);
        quote(value);
    }
    void number(std::string_view key, std::uint64_t value)
    {
        beginField(key);
        m_text += std::to_string(value);
    }
    void null(std::string_view key)
    {
        beginField(key);
        m_text += "null";
    }
    void texts(std::string_view key, const std::vector<std::string>& values)
    {
        beginField(key);
        m_text += '[';
        for (std::size_t index = 0; index < values.size(); ++index) {
            if (index > 0) m_text += ',';
            quote(values[index]);
        }
        m_text += ']';
    }
    void beginObject(std::string_view key)
    {
        beginField(key);
        begin();
    }
    void begin()
    {
        m_text += '{';
        m_isFirst = true;
    }
    void end()
    {
        m_text += '}';
        m_isFirst = false;
    }
    std::string take() { return std::move(m_text); }

private:
    void beginField(std::string_view key)
    {
        if (!m_isFirst) m_text += ',';
        m_isFirst = false;
        quote(key);
        m_text += ':';
    }

    void quote(std::string_view value)
    {
        m_text += '"';
        while (!value.empty()) {
            const auto special = std::find_if(value.begin(), value.end(), [](char byte) {
                return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
            });
            const auto plain = static_cast<std::size_t>(special - value.begin());
            m_text.append(value.data(), plain);
            value.remove_prefix(plain);
            if (value.empty()) break;
            escape(value.front());
            value.remove_prefix(1);
        }
        m_text += '"';
    }

    void escape(char byte)
    {
        switch (byte) {
        case '"': m_text += "\\\""; return;
        case '\\': m_text += "\\\\"; return;
        case '\b': m_text += "\\b"; return;
        case '\f': m_text += "\\f"; return;
        case '\n': m_text += "\\n"; return;
        case '\r': m_text += "\\r"; return;
        case '\t': m_text += "\\t"; return;
        default: break;
        }
        constexpr std::string_view kDigits = "0123456789abcdef";
        const auto code = static_cast<unsigned char>(byte);
        m_text += "\\u00";
        m_text += kDigits[code >> 4U];
        m_text += kDigits[code & 0xFU];
    }

    std::string m_text;
    bool m_isFirst = true;
};

} // namespace

Result<void> checkPageRevision(const PageRevision& revision)
{
    STOA_TRY_VOID(checkPageName(revision.page));
    STOA_TRY(const std::string title, checkTitle(revision.title));
    if (title != revision.title) return Error{ErrorCode::BadContent, "spaces around the title"};
    if (revision.parents.size() > kMaxParents) return Error{ErrorCode::BadContent, "parents"};
    if (revision.parents.size() == kMaxParents && revision.parents[0] == revision.parents[1])
        return Error{ErrorCode::BadContent, "the same parent twice"};
    // An imported text is kept as it was, so it may hold any character.
    if (revision.text.size() > kMaxPageText) return Error{ErrorCode::TooLarge, "text"};
    if (!isUtf8(revision.text)) return Error{ErrorCode::BadContent, "text"};
    STOA_TRY_VOID(checkBodyText(revision.summary, kMaxSummary));
    STOA_TRY_VOID(checkBodyText(revision.authorName, kMaxAuthorName));
    if (revision.time > kLatestTime) return Error{ErrorCode::BadContent, "time"};
    if (revision.imported) {
        STOA_TRY_VOID(checkBodyText(revision.imported->revision, kMaxForeignId));
        if (revision.imported->previous)
            STOA_TRY_VOID(checkBodyText(*revision.imported->previous, kMaxForeignId));
    }
    if (!revision.signature.empty() && revision.signature.size() != kSignatureSize)
        return Error{ErrorCode::BadContent, "signature"};
    return {};
}

std::string encodePageRevision(const PageRevision& revision)
{
    std::vector<std::string> parents;
    for (const Hash& parent : revision.parents) parents.push_back(toHex(parent));
    ObjectWriter writer(revision.text.size() + revision.text.size() / 16 + 1000);
    writer.begin();
    writer.text("author", toHex(revision.author));
    writer.text("authorName", revision.authorName);
    if (revision.imported) {
        writer.beginObject("imported");
        if (revision.imported->previous)
            writer.text("previous", *revision.imported->previous);
        else
            writer.null("previous");
        writer.text("revision", revision.imported->revision);
        writer.end();
    }
    writer.text("page", revision.page);
    writer.texts("parents", parents);
    if (!revision.signature.empty()) writer.text("signature", toHex(revision.signature));
    writer.text("summary", revision.summary);
    writer.text("text", revision.text);
    writer.number("time", revision.time);
    writer.text("title", revision.title);
    writer.text("type", kRevisionType);
    writer.end();
    return writer.take();
}

Result<PageRevision> decodePageRevision(std::string_view text)
{
    STOA_TRY(const json value, codec::parseJson(text, kMaxContentBytes));
    FieldReader reader(value);
    PageRevision revision;
    reader.type(kRevisionType);
    revision.page = reader.text("page", kMaxPageNameBytes);
    revision.title = reader.text("title", kMaxTitleBytes);
    for (const std::string& parent : reader.texts("parents", kMaxParents, 2 + 2 * Hash::kSize)) {
        const auto hash = fixedFromExactHex<Hash>(parent);
        if (hash)
            revision.parents.push_back(*hash);
        else
            reader.fail("parents");
    }
    revision.text = reader.text("text", kMaxPageText);
    revision.summary = reader.text("summary", kMaxSummary);
    revision.author = reader.fixed<Address>("author").value_or(Address{});
    revision.authorName = reader.text("authorName", kMaxAuthorName);
    revision.time = reader.number("time", kLatestTime);
    if (const json* const imported = reader.any("imported"); imported != nullptr) {
        FieldReader fields(*imported);
        ImportedFrom from;
        from.revision = fields.text("revision", kMaxForeignId);
        if (const json* const previous = fields.any("previous");
            previous != nullptr && !previous->is_null()) {
            if (previous->is_string())
                from.previous = previous->get<std::string>();
            else
                reader.fail("imported");
        }
        if (!fields.isGood()) reader.fail("imported");
        revision.imported = std::move(from);
    }
    if (const std::string signature = reader.text("signature", 2 + 2 * kSignatureSize); !signature.empty()) {
        const auto bytes = fromExactHex(signature);
        if (bytes)
            revision.signature = *bytes;
        else
            reader.fail("signature");
    }
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkPageRevision(revision));
    return revision;
}

Hash revisionDigest(PageRevision revision)
{
    revision.signature.clear();
    return crypto::keccak256(encodePageRevision(revision));
}

} // namespace stoa::content
