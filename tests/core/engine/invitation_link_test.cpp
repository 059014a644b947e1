// SPDX-License-Identifier: MIT
#include "core/engine/invitation_link.h"

#include <QTest>

#include "core/base/hex.h"
#include "core/engine/build_acts.h"
#include "tests/support/registry.h"

namespace stoa::test {

using engine::InvitationLink;

namespace {

InvitationLink sampleLink()
{
    InvitationLink link;
    link.node = "http://127.0.0.1:7447/";
    link.definition[0] = 7;
    link.dac[0] = 9;
    link.ticketSecret.writable()[31] = 5;
    return link;
}

} // namespace

class InvitationLinkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const InvitationLink link = sampleLink();
        const auto read = engine::decodeLink(" " + engine::encodeLink(link) + "\n");
        QVERIFY(read);
        QCOMPARE(read->node, link.node);
        QCOMPARE(read->definition, link.definition);
        QCOMPARE(read->dac, link.dac);
        QCOMPARE(toHex(read->ticketSecret.view()), toHex(link.ticketSecret.view()));
    }

    void anInvitationEndsInTwoWeeksOrAsLateAsTheNetworkAllows()
    {
        mvm::Rules rules;
        rules.maximumPeriod = 365 * kDay;
        QCOMPARE(engine::usualEndOfInvitation(1'000, rules), Timestamp{1'000 + 14 * kDay});
        rules.maximumPeriod = 2 * kDay;
        QCOMPARE(engine::usualEndOfInvitation(1'000, rules), Timestamp{1'000 + 2 * kDay});
    }

    void anAddressWithoutAHostIsNone()
    {
        for (const char* url : {"http://192.168.1.5:8686/", "http://[fe80::1]:8686", "https://node.example/"})
            QVERIFY2(engine::isNodeUrl(url), url);
        for (const char* url : {"", "http://", "http:///", "http://:8686/", "HTTP://127.0.0.1/",
                                "http://a@b/", "http://a/?b", "http://[fe80::1%25eth0]/"})
            QVERIFY2(!engine::isNodeUrl(url), url);
    }

    void aLinkThatIsCutOrChangedIsNone()
    {
        const std::string text = engine::encodeLink(sampleLink());
        for (std::size_t size = 0; size < text.size(); ++size)
            QVERIFY2(!engine::decodeLink(text.substr(0, size)), std::to_string(size).c_str());
        QVERIFY(!engine::decodeLink(text + "00"));
        QVERIFY(!engine::decodeLink(text + "&ticket=" + std::string(64, '0')));
        QVERIFY(!engine::decodeLink(text + "&more=1"));
        std::string other = text;
        other.replace(other.find("http:"), 5, "file:");
        QVERIFY(!engine::decodeLink(other));
    }
};

STOA_TEST(InvitationLinkTest)

} // namespace stoa::test

#include "invitation_link_test.moc"
