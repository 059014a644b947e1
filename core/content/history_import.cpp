// SPDX-License-Identifier: MIT
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/codec/writer.h"
#include "core/content/importers.h"
#include "core/content/line_source.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"

namespace stoa::content {
namespace {

using nlohmann::json;

// What waits in memory before it goes to the store.
constexpr std::size_t kMaxHistoryPages = 100'000;
constexpr std::size_t kMaxVersions = 2'000'000;

struct Record {
    std::string page;
    Timestamp time = 0;
    std::string author;
    std::string revision;
    std::optional<std::string> previous;
    std::string text;
};

std::string stringOrNumber(const json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
    return {};
}

Result<Record> parseRecord(std::string_view line)
{
    STOA_TRY(json value, codec::parseJson(line, kMaxLine));
    if (!value.is_object()) return Error{ErrorCode::BadImport, "not an object"};
    Record record;
    const auto take = [&value](const char* key) -> json {
        const auto found = value.find(key);
        return found == value.end() ? json() : std::move(*found);
    };
    const json page = take("page");
    const json time = take("time");
    json text = take("text");
    const json previous = take("previous");
    record.author = stringOrNumber(take("author"));
    record.revision = stringOrNumber(take("revision"));
    if (!page.is_string()) return Error{ErrorCode::BadImport, "page"};
    if (!time.is_number_unsigned()) return Error{ErrorCode::BadImport, "time"};
    if (!text.is_string()) return Error{ErrorCode::BadImport, "text"};
    if (!previous.is_null() && !previous.is_string()) return Error{ErrorCode::BadImport, "previous"};
    if (record.author.empty()) return Error{ErrorCode::BadImport, "author"};
    if (record.revision.empty()) return Error{ErrorCode::BadImport, "revision"};
    record.page = page.get<std::string>();
    record.time = time.get<std::uint64_t>();
    record.text = std::move(text.get_ref<std::string&>());
    if (previous.is_string()) record.previous = previous.get<std::string>();
    return record;
}

/// What has to be known of a page to go on with it.
struct PageState {
    std::optional<Hash> head;
    std::uint32_t versions = 0;
    std::string lastRevision;
    std::unordered_set<std::string> revisions;
    std::unordered_set<std::size_t> texts; ///< by hash: they are only counted
    /// What earlier imports brought, by everything that a record says, and how often it is still expected.
    std::unordered_map<Hash, std::uint32_t> imported;
};

/// Stands for a record, whoever imports it.
Hash markOf(std::string_view revision, const std::optional<std::string>& previous, std::string_view author,
            Timestamp time, std::string_view text)
{
    codec::Writer writer;
    writer.blob(viewOf(revision));
    writer.u8(previous ? 1 : 0);
    writer.blob(viewOf(previous.value_or("")));
    writer.blob(viewOf(author));
    writer.u64(time);
    writer.blob(viewOf(text));
    return crypto::keccak256(writer.take());
}

class HistoryImport {
public:
    explicit HistoryImport(const ImportTarget& target)
        : m_target(target)
        , m_batch(target.content)
    {}

    Result<ImportResult> run(const std::filesystem::path& file)
    {
        STOA_TRY(LineSource lines, LineSource::open(file));
        for (;;) {
            const auto line = lines.next();
            if (!line) return atLine(line.error(), lines.lineNumber() + 1);
            if (!*line) break;
            if (trimmed(**line).empty()) continue;
            if (auto added = addLine(**line); !added) return atLine(added.error(), lines.lineNumber());
            if (m_batch.byteSize() > kImportBatchBytes)
                STOA_TRY_VOID(m_batch.commit(storage::Durability::Buffered));
        }
        STOA_TRY_VOID(m_batch.commit());
        for (const auto& [name, page] : m_pages)
            if (page.versions != 0) m_result.pages.push_back({name, *page.head, page.versions});
        m_result.authors = m_authors.size();
        return std::move(m_result);
    }

private:
    /// What is wrong with the file is told with its line; a failing disk is not the file's fault.
    static Error atLine(const Error& error, std::uint64_t line)
    {
        for (const ErrorCode code : {ErrorCode::BadImport, ErrorCode::BadJson, ErrorCode::BadPageName,
                                     ErrorCode::BadContent, ErrorCode::TooLarge})
            if (error.code == code)
                return {ErrorCode::BadImport, "line " + std::to_string(line) + ": " + error.detail};
        return error;
    }

    Result<void> addLine(std::string_view line)
    {
        STOA_TRY(Record record, parseRecord(line));
        auto found = m_pages.find(record.page);
        if (found == m_pages.end()) {
            STOA_TRY_VOID(checkPageName(record.page));
            if (m_pages.size() >= kMaxHistoryPages) return Error{ErrorCode::TooLarge, "pages"};
            STOA_TRY(PageState state, stateOf(record.page));
            found = m_pages.emplace(record.page, std::move(state)).first;
        }
        if (isThere(found->second, record)) return {};
        if (++m_result.versions > kMaxVersions) return Error{ErrorCode::TooLarge, "versions"};
        m_authors.insert(record.author);
        return addVersion(found->second, std::move(record));
    }

    Result<PageState> stateOf(const std::string& page)
    {
        PageState state;
        const auto existing = m_target.heads.find(page);
        if (existing == m_target.heads.end()) return state;
        state.head = existing->second;
        STOA_TRY(const auto versions, m_target.history.versions(existing->second));
        for (const VersionInfo& version : versions) {
            STOA_TRY(const PageRevision revision, m_target.history.read(version.revision));
            state.texts.insert(std::hash<std::string>()(revision.text));
            if (!revision.imported) continue;
            const ImportedFrom& from = *revision.imported;
            state.lastRevision = from.revision;
            state.revisions.insert(from.revision);
            ++state.imported[markOf(from.revision, from.previous, revision.authorName, revision.time,
                                    revision.text)];
        }
        return state;
    }

    bool isThere(PageState& page, const Record& record)
    {
        if (page.imported.empty()) return false;
        const auto found = page.imported.find(
            markOf(record.revision, record.previous, record.author, record.time, record.text));
        if (found == page.imported.end() || found->second == 0) return false;
        --found->second;
        ++m_result.alreadyThere;
        m_lastTime = record.time;
        return true;
    }

    Result<void> addVersion(PageState& page, Record record)
    {
        countDeviations(page, record);
        page.lastRevision = record.revision;
        page.revisions.insert(record.revision);
        page.texts.insert(std::hash<std::string>()(record.text));
        ++page.versions;

        PageRevision revision;
        revision.page = record.page;
        revision.title = std::string(trimmed(record.page));
        if (page.head) revision.parents.push_back(*page.head);
        revision.text = std::move(record.text);
        revision.author = m_target.author;
        revision.authorName = std::move(record.author);
        revision.time = record.time;
        revision.imported = ImportedFrom{std::move(record.revision), std::move(record.previous)};
        STOA_TRY_VOID(checkPageRevision(revision));
        STOA_TRY(const Hash hash, m_batch.put(viewOf(encodePageRevision(revision)), page.head));
        STOA_TRY_VOID(m_target.history.note(m_batch, hash, revision));
        page.head = hash;
        return {};
    }

    void countDeviations(const PageState& page, const Record& record)
    {
        const bool isNew = !page.head;
        if (record.time < m_lastTime) ++m_result.clockWentBack;
        m_lastTime = record.time;
        if (page.texts.contains(std::hash<std::string>()(record.text))) ++m_result.textsReturned;
        if (!record.previous) {
            if (!isNew) ++m_result.previousIsMissing;
        } else if (*record.previous != page.lastRevision) {
            ++(page.revisions.contains(*record.previous) ? m_result.previousIsOlder
                                                         : m_result.previousIsUnknown);
        }
    }

    const ImportTarget& m_target;
    ContentBatch m_batch;
    std::map<std::string, PageState> m_pages;
    std::unordered_set<std::string> m_authors;
    ImportResult m_result;
    Timestamp m_lastTime = 0;
};

} // namespace

Result<ImportResult> importHistory(const std::filesystem::path& file, const ImportTarget& target)
{
    return HistoryImport(target).run(file);
}

} // namespace stoa::content
