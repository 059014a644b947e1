// SPDX-License-Identifier: MIT
#include "ui/pages/network/network_page.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/earnings_form.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/clock_text.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/plurals.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::BatchCheck;
using engine::BatchStage;
using engine::BatchView;
using engine::ChainEventView;

namespace {

QIcon stageIcon(BatchStage stage)
{
    switch (stage) {
    case BatchStage::Open: return icon(u"edit"_s, Tone::Idle);
    case BatchStage::Posted: return icon(u"half"_s, Tone::Info);
    case BatchStage::Challenged: return icon(u"warning"_s, Tone::Dispute);
    case BatchStage::RolledBack: return icon(u"rollback"_s, Tone::Danger);
    case BatchStage::Final: return icon(u"check-circle"_s, Tone::Ok);
    }
    return {};
}

QIcon checkIcon(BatchCheck check)
{
    switch (check) {
    case BatchCheck::NotChecked: return icon(u"circle"_s, Tone::Idle);
    case BatchCheck::Same: return icon(u"check"_s, Tone::Ok);
    case BatchCheck::Different: return icon(u"error"_s, Tone::Danger);
    }
    return {};
}

QIcon eventIcon(ChainEventView::What what)
{
    using What = ChainEventView::What;
    switch (what) {
    case What::Joined: return icon(u"deposit"_s, Tone::Info);
    case What::Deposited: return icon(u"receive"_s, Tone::Ok);
    case What::Posted: return icon(u"batch"_s, Tone::Info);
    case What::Announced: return icon(u"flag"_s, Tone::Dispute);
    case What::BatchProvedWrong: return icon(u"error"_s, Tone::Danger);
    case What::BatchProvedRight: return icon(u"check"_s, Tone::Ok);
    case What::RolledBack: return icon(u"rollback"_s, Tone::Danger);
    case What::Slashed: return icon(u"gavel"_s, Tone::Dispute);
    case What::Left: return icon(u"deposit"_s, Tone::Idle);
    }
    return {};
}

enum Fact { Mode, Head, Clock, OwnClock, Operator, Validator, Definition, Trust };

struct ClockFact {
    Q_DECLARE_TR_FUNCTIONS(NetworkPage)
};

/// How this computer's clock stands to the network's time; what that means stands in a banner.
QString ownClockText(const engine::NetworkView& network)
{
    if (network.clockIsSettable || network.mode == engine::NetworkMode::Sample)
        return ClockFact::tr("not used: the network has a time of its own");
    if (network.clock.behind != 0)
        return ClockFact::tr("%1 behind the network's time").arg(durationText(network.clock.behind));
    if (network.clock.ahead != 0)
        return ClockFact::tr("%1 ahead of the network's time").arg(durationText(network.clock.ahead));
    if (const QString still = stoodStillText(network.clock); !still.isEmpty()) return still;
    return network.mode == engine::NetworkMode::Local
               ? ClockFact::tr("the network's time follows it")
               : ClockFact::tr("no more than five minutes apart from the network's time");
}

} // namespace

NetworkPage::NetworkPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_chip(new StateChip)
{
    const PageFrame body = makePageFrame(this, tr("Network"));
    m_header = body.header;
    m_banners = body.banners;
    m_header->addChip(m_chip);
    m_collect = m_header->addButton(tr("Collect earnings…"));
    m_collect->setObjectName(u"collectEarnings"_s);
    m_collect->setToolTip(tr("Send what this computer's node has earned to an account"));
    connect(m_collect, &QPushButton::clicked, this, &NetworkPage::collect);
    m_verify = m_header->addButton(tr("&Verify everything"));
    m_verify->setToolTip(tr("Compute again everything that this computer keeps, and compare"));
    connect(m_verify, &QPushButton::clicked, this, &NetworkPage::verify);

    auto* card = new Card;
    auto* facts = new FactList;
    m_facts[Mode] = facts->addFact(tr("Network"), QString());
    m_facts[Head] = facts->addFact(tr("Newest block"), QString());
    m_facts[Clock] = facts->addFact(tr("Its time"), QString());
    m_facts[OwnClock] = facts->addFact(tr("This computer's clock"), QString());
    m_facts[Operator] = facts->addFact(tr("Aggregator"), QString());
    m_facts[Validator] = facts->addFact(tr("Validator"), QString());
    m_facts[Definition] = facts->addFact(tr("Definition"), QString());
    m_facts[Trust] = facts->addFact(tr("Checked here"), QString());
    card->body()->addWidget(facts);
    body.column->addWidget(card);

    buildTables();
    body.column->addWidget(wrappedLabel(tr("Batches"), TextRole::Subtitle));
    body.column->addWidget(m_batchTable);
    body.column->addWidget(wrappedLabel(tr("On the main chain"), TextRole::Subtitle));
    body.column->addWidget(m_eventTable);
    buildTests();
    body.column->addWidget(m_tests);
    body.column->addStretch(1);
    connect(&context.session, &Session::networkChanged, this, &NetworkPage::showNetwork);
    showNetwork();
}

QString NetworkPage::title() const { return tr("Network"); }

void NetworkPage::buildTables()
{
    Session& session = m_context.session;
    m_batches = new TableModel<BatchView>(
        {{tr("Batch"), [](const BatchView& batch) { return QString::number(batch.number); }, Qt::AlignRight},
         {tr("Stage"), [](const BatchView& batch) { return batchStageText(batch.stage); }, Qt::AlignLeft,
          [](const BatchView& batch) { return stageIcon(batch.stage); }},
         {tr("This computer's check"),
          [](const BatchView& batch) { return batchCheckText(batch.check, batch.wrongStep); }, Qt::AlignLeft,
          [](const BatchView& batch) { return checkIcon(batch.check); }},
         {tr("Steps"), [](const BatchView& batch) { return QString::number(batch.steps); }, Qt::AlignRight},
         {tr("Mine"),
          [](const BatchView& batch) { return batch.mine == 0 ? u"–"_s : QString::number(batch.mine); },
          Qt::AlignRight},
         {tr("Posted"),
          [&session](const BatchView& batch) { return shortDateText(batch.time, session.now()); },
          Qt::AlignLeft,
          {},
          [](const BatchView& batch) { return dateText(batch.time); }},
         {tr("Window"),
          [&session](const BatchView& batch) {
              if (batch.stage == BatchStage::Open) return tr("not posted yet");
              if (batch.stage == BatchStage::RolledBack) return tr("–");
              return batch.windowCloses > session.now()
                         ? tr("closes in %1").arg(durationText(batch.windowCloses - session.now()))
                         : tr("closed");
          },
          Qt::AlignLeft,
          {},
          [](const BatchView& batch) {
              return batch.windowCloses == 0 ? QString() : dateText(batch.windowCloses);
          }}},
        [](const BatchView& batch) { return QString::number(batch.number) + idText(batch.header).left(8); },
        this);
    m_batchTable = new Table(tr("Batches"));
    m_batchTable->setModel(m_batches);
    m_batchTable->setStretchedColumn(6);
    m_batchTable->setTitleColumn(0);
    m_batchTable->fitRows(1, 10);

    m_events = new TableModel<ChainEventView>(
        {{tr("When"),
          [&session](const ChainEventView& event) { return shortDateText(event.time, session.now()); },
          Qt::AlignLeft,
          {},
          [](const ChainEventView& event) { return dateText(event.time); }},
         {tr("What happened"),
          [&session](const ChainEventView& event) { return chainEventText(event, session.symbol()); },
          Qt::AlignLeft, [](const ChainEventView& event) { return eventIcon(event.what); }}},
        [](const ChainEventView& event) {
            return u"%1/%2/%3/%4"_s.arg(event.time)
                .arg(static_cast<int>(event.what))
                .arg(event.batch)
                .arg(event.paid);
        },
        this);
    m_eventTable = new Table(tr("What happened on the main chain"));
    m_eventTable->setModel(m_events);
    m_eventTable->setStretchedColumn(1);
    m_eventTable->fitRows(1, 8);
}

void NetworkPage::buildTests()
{
    m_tests = new Card(tr("Test network"));
    m_tests->body()->addWidget(
        secondaryLabel(tr("These switches exist only in a network for trying things out.")));
    m_clockRow = new QWidget;
    auto* clock = new QHBoxLayout(m_clockRow);
    clock->setContentsMargins(0, 0, 0, 0);
    clock->addWidget(textLabel(tr("Move the network's time on by")));
    m_advance = new QSpinBox;
    m_advance->setRange(1, 365);
    m_advance->setAccessibleName(tr("How much"));
    auto* unit = new QComboBox;
    unit->setAccessibleName(tr("Unit of time"));
    unit->addItem(tr("days"), QVariant::fromValue<quint64>(kDay));
    unit->addItem(tr("hours"), QVariant::fromValue<quint64>(kHour));
    unit->addItem(tr("minutes"), QVariant::fromValue<quint64>(kMinute));
    auto* advance = new QPushButton(tr("Advance time"));
    advance->setObjectName(u"advanceTime"_s);
    advance->setAutoDefault(false);
    clock->addWidget(m_advance);
    clock->addWidget(unit);
    clock->addWidget(advance);
    clock->addStretch(1);
    m_tests->body()->addWidget(m_clockRow);
    connect(advance, &QPushButton::clicked, this, [this, unit, advance] {
        const quint64 seconds = static_cast<quint64>(m_advance->value()) * unit->currentData().toULongLong();
        advance->setEnabled(false);
        m_context.bridge.send(
            engine::AdvanceTime{seconds}, this, [this, advance](const Result<Timestamp>& reply) {
                advance->setEnabled(true);
                if (reply)
                    m_banners
                        ->show(u"time"_s, Tone::Ok, tr("The network's time is now %1.").arg(dateText(*reply)))
                        ->setClosable();
                else
                    m_banners->show(u"time"_s, Tone::Danger, errorText(reply.error()))->setClosable();
            });
    });

    m_corruptRow = new QWidget;
    auto* corrupt = new QHBoxLayout(m_corruptRow);
    corrupt->setContentsMargins(0, 0, 0, 0);
    corrupt->addWidget(
        secondaryLabel(tr("See the protection at work: the aggregator puts one wrong step into its "
                          "next batch. The validator has to find it.")),
        1);
    m_corrupt = new QPushButton(tr("Corrupt the next batch"));
    m_corrupt->setObjectName(u"corruptNextBatch"_s);
    m_corrupt->setAutoDefault(false);
    corrupt->addWidget(m_corrupt);
    m_tests->body()->addWidget(m_corruptRow);
    connect(m_corrupt, &QPushButton::clicked, this, [this] {
        m_context.bridge.send(engine::CorruptNextBatch{}, this, [this](const Result<std::monostate>& reply) {
            if (!reply) m_banners->show(u"corrupt"_s, Tone::Danger, errorText(reply.error()))->setClosable();
        });
    });
}

void NetworkPage::refresh() { showNetwork(); }

void NetworkPage::showNetwork()
{
    const Session& session = m_context.session;
    const engine::NetworkView& network = session.network();
    const QString symbol = session.symbol();
    if (!session.isLoaded())
        m_chip->setState(tr("Starting"), u"hourglass"_s, Tone::Idle);
    else if (network.isOffline)
        m_chip->setState(tr("Offline"), u"offline"_s, Tone::Warn);
    else if (!network.isReady)
        m_chip->setState(tr("Checking history"), u"hourglass"_s, Tone::Info);
    else
        m_chip->setState(tr("Up to date"), u"check-circle"_s, Tone::Ok);
    QString mode;
    switch (network.mode) {
    case engine::NetworkMode::Local: mode = tr("%1, run by this computer"); break;
    case engine::NetworkMode::Remote:
        mode = tr("%1, followed through %2").arg(u"%1"_s, toQt(network.nodeUrl));
        break;
    case engine::NetworkMode::Sample: mode = tr("%1, in memory only"); break;
    }
    m_facts[Mode]->setText(mode.arg(toQt(network.name)));
    m_facts[Head]->setText(
        tr("%1 · %2").arg(countText(network.headBlock), relativeText(network.headTime, session.now())));
    m_facts[Clock]->setText(network.clockIsSettable ? tr("%1 — set by hand").arg(dateText(session.now()))
                                                    : dateText(session.now()));
    m_facts[OwnClock]->setText(ownClockText(network));
    m_facts[Operator]->setText(
        network.aggregator.isZero()
            ? tr("none")
            : tr("%1 · deposit %2")
                  .arg(groupedAddress(network.aggregator), amountText(network.aggregatorBond, symbol)));
    m_facts[Validator]->setText(
        network.validator.isZero()
            ? tr("not on this computer")
            : tr("%1 · earned by challenges: %2")
                  .arg(groupedAddress(network.validator), amountText(network.validatorCredit, symbol)));
    m_facts[Definition]->setText(groupedHex(network.definition));
    m_facts[Trust]->setText(
        network.mode == engine::NetworkMode::Remote
            ? tr("That every record has its proof, that blocks and batches continue each other, who signed "
                 "them, and that your actions are in them. Not checked, but said by the node alone: what the "
                 "main chain has — batches, deposits of operators, challenges — and the results of its "
                 "validator. So money that others pay you is as sure as this node is honest.")
            : tr("Everything: this computer runs the network."));
    m_batches->setRows(network.batches);
    m_events->setRows(network.events);
    const bool isLocal = network.mode == engine::NetworkMode::Local;
    m_collect->setVisible(isLocal || !network.operators.aggregator.isZero());
    m_clockRow->setVisible(network.clockIsSettable && network.mode != engine::NetworkMode::Sample);
    m_corruptRow->setVisible(isLocal);
    m_tests->setVisible(isLocal || (network.clockIsSettable && network.mode != engine::NetworkMode::Sample));
    m_corrupt->setEnabled(!network.corruptNextBatch);
    m_corrupt->setText(network.corruptNextBatch ? tr("The next batch will be wrong")
                                                : tr("Corrupt the next batch"));
    m_banners->remove(u"problem"_s);
    if (session.isLoaded() && network.problem)
        m_banners->show(u"problem"_s, Tone::Danger,
                        tr("What the node said last was not taken over. What you see is what was known "
                           "before; the node is asked again by itself. %1")
                            .arg(errorText({*network.problem, "node"})));
    m_banners->remove(u"clock"_s);
    if (const QString apart = clockApartText(network); session.isLoaded() && !apart.isEmpty())
        m_banners->show(u"clock"_s, Tone::Warn, apart);
    m_banners->remove(u"texts"_s);
    if (session.isLoaded() && network.missingTexts != 0)
        m_banners->show(u"texts"_s, Tone::Warn,
                        tr("%n text(s) that the company's records name have not arrived here. They are asked "
                           "for again by themselves.",
                           nullptr, static_cast<int>(network.missingTexts)));
    m_banners->remove(u"offline"_s);
    if (session.isLoaded() && network.isOffline)
        m_banners->show(
            u"offline"_s, Tone::Warn,
            tr("The node does not answer. The last answer is from %1. You can keep writing; what you sign "
               "waits.")
                .arg(relativeText(network.lastContact, session.now())));
}

void NetworkPage::collect()
{
    m_collect->setEnabled(false);
    m_context.bridge.send(engine::ReadEarnings{}, this, [this](const Result<engine::EarningsView>& reply) {
        m_collect->setEnabled(true);
        if (!reply) {
            m_banners->show(u"collect"_s, Tone::Danger, errorText(reply.error()))->setClosable();
            return;
        }
        const QPointer<NetworkPage> page(this);
        const auto tell = [page](const engine::CollectedView& collected, const QString& whom) {
            if (!page) return;
            const QString symbol = page->m_context.session.symbol();
            const QString fees = amountText(collected.fees, symbol);
            const QString later = amountText(collected.fromMainChain, symbol);
            QString text =
                tr("%1 are on their way to %2, and %3 follow from the main chain with the next batch.")
                    .arg(fees, whom, later);
            if (collected.fromMainChain == 0) text = tr("%1 are on their way to %2.").arg(fees, whom);
            if (collected.fees == 0)
                text = tr("%1 follow from the main chain with the next batch, for %2.").arg(later, whom);
            page->m_banners->show(u"collect"_s, Tone::Ok, text)->setClosable();
        };
        makeCollectForm({m_context.session, m_context.actions, window()}, m_context.bridge, *reply, tell)
            ->begin();
    });
}

void NetworkPage::verify()
{
    m_verify->setEnabled(false);
    m_verify->setText(tr("Verifying…"));
    m_context.bridge.send(engine::Verify{}, this, [this](const Result<engine::VerifyReport>& reply) {
        m_verify->setEnabled(true);
        m_verify->setText(tr("&Verify everything"));
        if (reply)
            showReport(*reply);
        else
            m_banners->show(u"verify"_s, Tone::Danger, errorText(reply.error()))->setClosable();
    });
}

void NetworkPage::showReport(const engine::VerifyReport& report)
{
    using What = engine::VerifyReport::Line::What;
    using Finding = engine::VerifyReport::Line::Finding;
    QStringList lines;
    for (const auto& line : report.lines) {
        QString what;
        const auto count = static_cast<int>(line.count);
        switch (line.what) {
        case What::Store: what = tr("the data of this folder's network"); break;
        case What::StateRoot: what = tr("the root over %n record(s)", nullptr, count); break;
        case What::Batches: what = tr("%n batch(es)", nullptr, count); break;
        case What::Company:
            what = tr("%1: %n record(s)", nullptr, count).arg(companyTitle(toQt(line.subject)));
            break;
        case What::Content: what = tr("%n text(s)", nullptr, count); break;
        case What::Supply: what = tr("the sum of all money"); break;
        case What::Headers: what = tr("%n linked batch(es) of the node", nullptr, count); break;
        }
        switch (line.finding) {
        case Finding::Good: lines += tr("%1: right").arg(what); break;
        case Finding::Wrong:
            lines += line.problem ? tr("%1: wrong. %2").arg(what, errorText({*line.problem, {}}))
                                  : tr("%1: wrong").arg(what);
            break;
        case Finding::NotChecked: lines += tr("%1: not checked").arg(what); break;
        case Finding::Missing:
            lines += tr("%1: not here yet; asked for again by themselves").arg(what);
            break;
        }
    }
    const QString verdict =
        !report.isGood      ? tr("Something is not right.")
        : lines.isEmpty()   ? tr("There is nothing to check yet.")
        : report.isComplete ? tr("Everything on this computer was computed again and is right.")
        : report.isOffline  ? tr("What could be checked here is right. The node does not answer, so the "
                                  "rest was not checked: verify again when it does.")
                            : tr("What could be checked here is right.");
    const QString text = lines.isEmpty() ? verdict : verdict + u"\n"_s + lines.join(u'\n');
    const Tone tone = !report.isGood ? Tone::Danger : report.isComplete ? Tone::Ok : Tone::Warn;
    m_banners->show(u"verify"_s, tone, text)->setClosable();
}

} // namespace stoa::ui
