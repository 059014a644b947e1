// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/wallet_history.h"

#include <algorithm>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/dialog.h"
#include "ui/theme/icons.h"
#include "ui/widgets/address.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/names.h"
#include "ui/words/plurals.h"
#include "ui/words/sentence_text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {
constexpr std::size_t kRowsAtATime = 25;
constexpr std::uint32_t kLinesAtATime = 200;
constexpr std::size_t kMostLines = 10'000; ///< an import is many lines of one row; somewhere it has to end
} // namespace

WalletHistory::WalletHistory(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_most(kRowsAtATime)
    , m_onlyMoney(new QCheckBox(tr("Only what &moved money")))
    , m_table(new Table(tr("History")))
    , m_nothing(secondaryLabel({}))
    , m_end(captionLabel({}))
    , m_older(new QPushButton(tr("Show &older")))
{
    Session& session = context.session;
    m_model = new TableModel<WalletRow>(
        {{tr("When"),
          [&session](const WalletRow& row) { return shortDateText(rowTime(row), session.now()); },
          Qt::AlignLeft,
          {},
          [](const WalletRow& row) { return dateText(rowTime(row)); }},
         {tr("What"), [&session](const WalletRow& row) { return rowText(row, session.symbol()); },
          Qt::AlignLeft,
          [](const WalletRow& row) {
              return row.incoming()          ? icon(u"receive"_s, Tone::Ok)
                     : !row.together.empty() ? icon(u"wiki"_s, Tone::Idle)
                     : movesMoney(row)       ? icon(u"send"_s, Tone::Idle)
                                             : icon(u"edit"_s, Tone::Idle);
          }},
         {tr("Amount"), [&session](const WalletRow& row) { return rowAmount(row, session.symbol()); },
          Qt::AlignRight},
         {tr("Fee"),
          [&session](const WalletRow& row) {
              return rowFee(row) == 0 ? QString() : amountText(rowFee(row), session.symbol());
          },
          Qt::AlignRight},
         {tr("Finality"), [](const WalletRow& row) { return finalityShortText(rowFinality(row)); },
          Qt::AlignLeft,
          [](const WalletRow& row) {
              return icon(finalityIcon(rowFinality(row).stage), finalityTone(rowFinality(row).stage));
          },
          [&session](const WalletRow& row) { return finalityExplanation(rowFinality(row), session.now()); }}},
        rowKey, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(wrappedLabel(tr("History"), TextRole::Subtitle));
    column->addWidget(m_onlyMoney);
    column->addWidget(m_nothing);
    m_table->setModel(m_model);
    m_table->setStretchedColumn(1);
    m_table->fitRows(1, 100'000); // the page scrolls, not the table in it
    m_table->setObjectName(u"walletHistory"_s);
    column->addWidget(m_table);
    auto* below = new QHBoxLayout;
    m_older->setAutoDefault(false);
    m_older->setObjectName(u"showOlder"_s);
    below->addWidget(m_older);
    below->addStretch(1);
    column->addLayout(below);
    column->addWidget(m_end);
    connect(m_onlyMoney, &QCheckBox::toggled, this, &WalletHistory::refresh);
    connect(m_older, &QPushButton::clicked, this, [this] {
        m_most += kRowsAtATime;
        refresh();
    });
    connect(m_table, &Table::rowActivated, this, [this](int row) { showDetails(m_model->row(row)); });
}

void WalletHistory::refresh()
{
    m_lines.clear();
    read({}, ++m_round);
}

void WalletHistory::read(const engine::HistoryPlace& before, int round)
{
    m_context.bridge.send(engine::ReadWalletHistory{before, kLinesAtATime}, this,
                          [this, round](const Result<engine::WalletHistoryView>& reply) {
                              if (round != m_round) return;
                              if (!reply) {
                                  m_rows.clear();
                                  m_isRead = reply.error().code == ErrorCode::NoWallet;
                                  m_isCut = false;
                                  m_problem = m_isRead ? std::nullopt : std::optional(reply.error().code);
                                  showRows();
                                  return;
                              }
                              m_lines.insert(m_lines.end(), reply->lines.begin(), reply->lines.end());
                              m_problem = reply->incomingProblem;
                              m_rows = historyRows(m_lines);
                              m_isCut = reply->older.has_value();
                              m_isRead = true;
                              // The last row may go on in the next answer, so one more is wanted than is
                              // shown.
                              if (reply->older && rowsThatFit() <= m_most && m_lines.size() < kMostLines) {
                                  read(*reply->older, round);
                                  return;
                              }
                              showRows();
                          });
}

std::size_t WalletHistory::rowsThatFit() const
{
    if (!m_onlyMoney->isChecked()) return m_rows.size();
    return static_cast<std::size_t>(std::count_if(m_rows.begin(), m_rows.end(), movesMoney));
}

void WalletHistory::showRows()
{
    std::vector<WalletRow> rows;
    for (const WalletRow& row : m_rows)
        if (!m_onlyMoney->isChecked() || movesMoney(row)) rows.push_back(row);
    const bool hasMore = rows.size() > m_most || m_isCut;
    if (m_isCut && !rows.empty() && rowKey(rows.back()) == rowKey(m_rows.back()))
        rows.back().mayBeMore = true;
    if (rows.size() > m_most) rows.resize(m_most);
    m_onlyMoney->setVisible(!m_rows.empty());
    m_table->setVisible(!rows.empty());
    m_nothing->setVisible(rows.empty());
    m_nothing->setText(!m_isRead        ? tr("Not known yet.")
                       : m_rows.empty() ? tr("Nothing happened yet. Up to date with block %1.")
                                              .arg(countText(m_context.session.network().headBlock))
                                        : tr("Nothing of what is listed moved money."));
    m_older->setVisible(hasMore);
    m_end->setVisible(m_problem.has_value());
    if (m_problem)
        m_end->setText(tr("Money that came in may be missing from this list; it is in the balance above. %1")
                           .arg(errorText({*m_problem, {}})));
    m_model->setRows(std::move(rows));
}

void WalletHistory::showDetails(const WalletRow& row)
{
    const Session& session = m_context.session;
    auto* dialog = new Dialog(rowText(row, session.symbol()), window());
    auto* facts = new FactList;
    auto* chip = new FinalityChip;
    chip->setFinality(rowFinality(row), session.now());
    facts->addFact(tr("Finality"), chip);
    facts->addFact(tr("What that means"), finalityExplanation(rowFinality(row), session.now()));
    const engine::ActionView* action = row.action();
    const engine::IncomingView* incoming = row.incoming();
    if (action && action->refusal)
        facts->addFact(tr("Why it was refused"), errorText({*action->refusal, {}}));
    facts->addFact(tr("When"), fullTimeText(rowTime(row), session.now()));
    if (action && row.together.empty()) facts->addFact(tr("Kind"), kindText(action->payload));
    const QString amount = rowAmount(row, session.symbol());
    if (!amount.isEmpty()) facts->addFact(tr("Amount"), amount);
    if (action)
        facts->addFact(row.together.empty() ? tr("Fee") : tr("Fees"),
                       amountText(rowFee(row), session.symbol()));
    const engine::PersonView person = action ? action->with : incoming->from;
    if (!person.address.isZero() && row.together.empty()) {
        facts->addFact(incoming ? tr("From") : tr("With"), nameOf(person));
        facts->addFact(tr("Address"), new AddressLabel(person.address));
    }
    if (incoming && session.network().mode == engine::NetworkMode::Remote)
        facts->addFact(tr("Who says so"),
                       tr("The node that this computer follows. That the money is in your balance was "
                          "checked here; whom it came from was not."));
    if (action && row.together.empty()) {
        auto* id = wrappedLabel(groupedHex(action->id), TextRole::Mono);
        id->setSelectable();
        facts->addFact(tr("Digest"), id);
    }
    dialog->body()->addWidget(facts);
    if (!row.together.empty()) {
        dialog->body()->addWidget(wrappedLabel(tr("The pages"), TextRole::Subtitle));
        QStringList names;
        for (const auto& each : row.together) names << toQt(each.subject);
        names.sort(Qt::CaseInsensitive);
        auto* list = wrappedLabel(names.join(u'\n'));
        list->setSelectable();
        dialog->body()->addWidget(list);
    }
    dialog->addCancel(tr("Close"))->setFocus();
    dialog->finish(76, 26);
    dialog->open();
}

} // namespace stoa::ui
