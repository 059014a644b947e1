// SPDX-License-Identifier: MIT
#include "core/engine/invitation_link.h"

#include <QTest>

#include "core/base/hex.h"
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
