// SPDX-License-Identifier: MIT
#include "core/content/page_revision.h"

#include <string_view>
#include <tuple>

#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/codec/canonical_json.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

namespace {

PageRevision sample()
{
    PageRevision revision;
    revision.page = "Compiler/Lexer";
    revision.title = "Lexer";
    revision.parents = {SeededRandom(1).bytes<32>()};
    revision.text = "# Lexer\n\n\"quoted\" \\ tab\t nul\x01 \x7F é 😀\r\n";
    revision.summary = "First words";
    revision.author.bytes.fill(7);
    revision.authorName = "42";
    revision.time = 1'700'000'000;
    revision.imported = ImportedFrom{"f064741e3dc53056", std::nullopt};
    revision.signature = Bytes(65, 9);
    return revision;
}

} // namespace

class PageRevisionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreCanonicalAndReadBack()
    {
        PageRevision bare;
        bare.page = bare.title = "x";
        PageRevision merge = sample();
        merge.parents.push_back(Hash{});
        merge.imported->previous = "";
        merge.signature.clear();
        for (const PageRevision& revision : {sample(), bare, merge}) {
            const std::string json = encodePageRevision(revision);
            QCOMPARE(json, codec::canonicalJson(nlohmann::json::parse(json)));
            const auto read = decodePageRevision(json);
            QVERIFY2(read, read ? "" : read.error().detail.c_str());
            QCOMPARE(*read, revision);
        }
    }

    /// As FORMAT.md says: "0x" and small digits.
    void hashesAddressesAndSignaturesHaveOneForm()
    {
        PageRevision revision = sample();
        revision.parents = {Hash{{0xaa}}};
        revision.author.bytes.fill(0xbb);
        revision.signature = Bytes(65, 0xcc);
        const std::string json = encodePageRevision(revision);
        QVERIFY(decodePageRevision(json));
        for (const auto& [field, from, to] :
             {std::tuple("parents", "0xaa", "0xAA"), std::tuple("parents", "0xaa", "0Xaa"),
              std::tuple("parents", "0xaa", "aa"), std::tuple("author", "0xbb", "0xBB"),
              std::tuple("author", "0xbb", "bb"), std::tuple("signature", "0xcc", "0xcC"),
              std::tuple("signature", "0xcc", "cc")}) {
            std::string other = json;
            const auto at = other.find(from);
            QVERIFY(at != std::string::npos);
            other.replace(at, std::string_view(from).size(), to);
            const auto read = decodePageRevision(other);
            QVERIFY2(!read && read.error().code == ErrorCode::BadContent && read.error().detail == field,
                     other.c_str());
        }
    }

    void everyCharacterSurvives()
    {
        PageRevision revision = sample();
        revision.text.clear();
        for (int code = 0; code < 128; ++code) revision.text += static_cast<char>(code);
        const std::string json = encodePageRevision(revision);
        QCOMPARE(json, codec::canonicalJson(nlohmann::json::parse(json)));
        QCOMPARE(decodePageRevision(json)->text, revision.text);
    }

    void whatAuthorsSignLeavesTheSignatureOut()
    {
        PageRevision unsignedOne = sample();
        unsignedOne.signature.clear();
        QCOMPARE(revisionDigest(sample()), revisionDigest(unsignedOne));
        unsignedOne.text += ' ';
        QVERIFY(revisionDigest(sample()) != revisionDigest(unsignedOne));
    }

    void badRevisionsAreRefused()
    {
        const auto refused = [](auto change) {
            PageRevision revision = sample();
            change(revision);
            return !checkPageRevision(revision) && !decodePageRevision(encodePageRevision(revision));
        };
        QVERIFY(checkPageRevision(sample()));
        QVERIFY(refused([](auto& r) { r.page = "../x"; }));
        QVERIFY(refused([](auto& r) { r.title = " x"; }));
        QVERIFY(refused([](auto& r) { r.parents.assign(2, Hash{}); }));
        QVERIFY(refused([](auto& r) { r.parents.resize(3); }));
        QVERIFY(refused([](auto& r) { r.text.resize(kMaxPageText + 1, 'x'); }));
        QVERIFY(refused([](auto& r) { r.text = "\xFF"; }));
        QVERIFY(refused([](auto& r) { r.summary.assign(501, 'x'); }));
        QVERIFY(refused([](auto& r) { r.time = std::uint64_t{1} << 53U; }));
        QVERIFY(refused([](auto& r) { r.signature.pop_back(); }));
        QVERIFY(refused([](auto& r) { r.imported->revision.assign(101, 'x'); }));
        QVERIFY(!decodePageRevision("{}"));
        QVERIFY(!decodePageRevision("null"));
    }
};

STOA_TEST(PageRevisionTest)

} // namespace stoa::test

#include "page_revision_test.moc"
