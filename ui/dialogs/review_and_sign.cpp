// SPDX-License-Identifier: MIT
#include "ui/dialogs/review_and_sign.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStandardItemModel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/hex.h"
#include "core/base/overloaded.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/password_edit.h"
#include "ui/widgets/text_label.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/plurals.h"
#include "ui/words/sentence_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {
constexpr int kPauseSeconds = 3;
constexpr std::size_t kListedSteps = 5000; ///< more than anybody reads
constexpr int kRowsAtOnce = 7;

/// The fingerprint of the content that is signed along; zero if there is none.
Hash contentOf(const tx::Payload& payload)
{
    return std::visit(Overloaded{
                          [](const tx::CreateDac& step) { return step.text; },
                          [](const tx::Propose& step) { return step.statement; },
                          [](const tx::Accept& step) { return step.statement; },
                          [](const tx::Deliver& step) { return step.delivery; },
                          [](const tx::RequestChanges& step) { return step.reasons; },
                          [](const tx::Approve& step) { return step.delivery; },
                          [](const tx::Dispute& step) { return step.evidence; },
                          [](const tx::Answer& step) { return step.evidence; },
                          [](const tx::RevealRuling& step) { return step.reasons; },
                          [](const tx::PutRecord& step) { return step.content; },
                          [](const tx::SpendTreasury& step) { return step.reason; },
                          [](const tx::AmendCharter& step) { return step.text; },
                          [](const tx::InstallTool& step) { return step.manifest; },
                          [](const tx::Amend& step) { return step.statement; },
                          [](const tx::AgreeAmendment& step) { return step.statement; },
                          [](const tx::Appeal& step) { return step.evidence; },
                          [](const auto&) { return Hash{}; },
                      },
                      payload);
}

/// Where money goes, when it goes to an address.
Address recipientOf(const engine::Draft& draft)
{
    if (const auto* transfer = std::get_if<tx::Transfer>(&draft.payload)) return transfer->to;
    if (const auto* spending = std::get_if<tx::SpendTreasury>(&draft.payload)) return spending->to;
    if (const auto* withdraw = std::get_if<tx::Withdraw>(&draft.payload)) return withdraw->to;
    return draft.with.address;
}

} // namespace

ReviewAndSign::ReviewAndSign(EngineBridge& bridge, Session& session, engine::Draft draft, QWidget* parent)
    : Dialog(tr("Review and sign"), parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_draft(std::move(draft))
{
    setObjectName(QStringLiteral("reviewAndSign"));
    setWindowModality(Qt::ApplicationModal);
    const Sentence sentence = sentenceOf(m_draft, session.symbol(), session.now());
    m_effect = sentence.button;

    auto* card = new Card;
    auto* what = wrappedLabel(sentence.sentence, TextRole::Subtitle);
    what->setObjectName(QStringLiteral("sentence"));
    card->body()->addWidget(what);
    auto* consequence = wrappedLabel(sentence.consequence);
    consequence->setObjectName(QStringLiteral("consequence"));
    card->body()->addWidget(consequence);
    body()->addWidget(card);

    if (m_draft.isSigned)
        card->body()->addWidget(captionLabel(
            tr("You signed this before its batch was rolled back. It is sent again exactly as it was, so no "
               "password is needed.")));
    addSteps();
    addFacts();
    addWarnings();
    addTechnicalDetails();

    m_passwordRow = new QWidget;
    auto* column = new QVBoxLayout(m_passwordRow);
    column->setContentsMargins(0, 0, 0, 0);
    m_password = new PasswordEdit(tr("Wallet password"));
    addField(column, tr("Wallet &password"), m_password,
             tr("The wallet is locked. The password opens it on this computer only."));
    m_passwordRow->setVisible(session.isLocked() && !m_draft.isSigned);
    body()->addWidget(m_passwordRow);
    connect(m_password, &PasswordEdit::edited, this, &ReviewAndSign::updateButton);

    m_cancel = addCancel();
    m_sign = addButton(m_effect, "primary");
    m_sign->setObjectName(QStringLiteral("sign"));
    connect(m_sign, &QPushButton::clicked, this, &ReviewAndSign::sign);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, &ReviewAndSign::sign);
    }
    if (m_draft.isFirstPaymentToThem && amountOut(m_draft) > 0) {
        // The first money for somebody new gets a breath in between.
        m_pauseLeft = kPauseSeconds;
        m_pause = new QTimer(this);
        m_pause->setInterval(1000);
        connect(m_pause, &QTimer::timeout, this, [this] {
            if (--m_pauseLeft <= 0) m_pause->stop();
            updateButton();
        });
        m_pause->start();
    }
    // The draft belongs to the engine that made it; another one may know another draft by the same number.
    connect(&bridge, &EngineBridge::engineChanged, this, [this] {
        m_isDone = true;
        reject();
    });
    updateButton();
    finish(76, 34);
}

ReviewAndSign::~ReviewAndSign()
{
    if (!m_isDone) m_bridge.send(engine::DropDraft{m_draft.id}, &m_bridge, [](const auto&) {});
}

void ReviewAndSign::showEvent(QShowEvent* event)
{
    Dialog::showEvent(event);
    if (!event->spontaneous()) m_cancel->setFocus(Qt::OtherFocusReason);
}

void ReviewAndSign::addSteps()
{
    if (!hasManySteps()) return;
    const int count = static_cast<int>(m_draft.allSteps.size());
    auto* model = new QStandardItemModel(this);
    const QStringList sentences = stepSentences(m_draft, m_session.symbol(), m_session.now());
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        if (static_cast<std::size_t>(i) == kListedSteps) {
            const auto rest = static_cast<int>(sentences.size() - i);
            model->appendRow(new QStandardItem(tr("… and %n more of the same kind", nullptr, rest)));
            break;
        }
        auto* item = new QStandardItem(
            tr("%1. %2", "number, sentence").arg(countText(static_cast<quint64>(i) + 1), sentences.at(i)));
        item->setToolTip(tipText(sentences.at(i)));
        model->appendRow(item);
    }
    auto* list = new QListView;
    list->setObjectName(QStringLiteral("steps"));
    list->setModel(model);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int row = list->sizeHintForRow(0);
    list->setFixedHeight(std::min(count, kRowsAtOnce) * row + 2 * list->frameWidth() + 2);
    addField(body(), tr("A&ll %n step(s), in the order in which they are sent", nullptr, count), list,
             tr("You sign the digest of each step: %n signature(s). The digests stand in the technical "
                "details.",
                nullptr, count));
}

void ReviewAndSign::addFacts()
{
    const QString symbol = m_session.symbol();
    auto* facts = new FactList;
    const QString from = m_draft.fromName.empty() ? tr("Your account") : toQt(m_draft.fromName);
    facts->addFact(tr("From"), tr("%1 · %2 available").arg(from, amountText(m_draft.availableNow, symbol)));
    if (!m_draft.company.empty()) facts->addFact(tr("Company"), companyTitle(toQt(m_draft.company)));
    const Address recipient = recipientOf(m_draft);
    if (!recipient.isZero()) {
        facts->addFact(tr("With"), m_draft.with.name.empty() && !m_draft.with.isMe
                                       ? tr("Somebody without a name here")
                                       : nameOf(m_draft.with));
        facts->addFact(tr("Address"), new AddressLabel(recipient));
    }
    const bool isOwn = m_draft.payer.company.isZero();
    const Amount amount = isOwn ? amountOut(m_draft) : 0; // what leaves the signer's account
    if (amount > 0)
        facts->addFact(tr("Amount"), m_draft.lockedByIt > 0 ? tr("%1, locked").arg(amountText(amount, symbol))
                                                            : amountText(amount, symbol));
    if (m_draft.paidByPayer > 0)
        facts->addFact(tr("Paid by the company"),
                       tr("%1 out of the treasury of %2")
                           .arg(amountText(m_draft.paidByPayer, symbol), nameOf(m_draft.payer)));
    facts->addFact(tr("Network fee"), m_draft.steps > 1
                                          ? tr("%1, for %n step(s)", nullptr, static_cast<int>(m_draft.steps))
                                                .arg(amountText(m_draft.fee, symbol))
                                          : amountText(m_draft.fee, symbol));
    if (hasManySteps())
        facts->addFact(tr("In all"), amount == 0
                                         ? tr("%1, the fees only").arg(amountText(m_draft.fee, symbol))
                                         : amountText(amount + m_draft.fee, symbol));
    QString after = tr("%1 available").arg(amountText(m_draft.availableAfter, symbol));
    if (m_draft.lockedByIt > 0)
        after += QStringLiteral(" · ") + tr("%1 locked by this").arg(amountText(m_draft.lockedByIt, symbol));
    if (m_draft.comesBack > 0)
        after += QStringLiteral(" · ") + tr("then %1 come back").arg(amountText(m_draft.comesBack, symbol));
    facts->addFact(tr("After this"), after);
    if (hasManySteps())
        facts->addFact(tr("Signs also"), tr("the texts; each step names the fingerprint of its own"));
    else if (const Hash content = contentOf(m_draft.payload); !content.isZero())
        facts->addFact(tr("Signs also"),
                       tr("the text with the fingerprint %1 …").arg(groupedHex(content).left(19)));
    facts->addFact(tr("Asked by"), tr("this program"));
    body()->addWidget(facts);
}

void ReviewAndSign::addWarnings()
{
    auto* area = new BannerArea;
    body()->addWidget(area);
    if (m_draft.isFirstPaymentToThem)
        area->show(
            QStringLiteral("first"), Tone::Warn,
            tr("First time you send or lock money with this address. Compare the whole address with what "
               "they told you."));
    if (m_session.isStale())
        area->show(QStringLiteral("stale"), Tone::Warn,
                   tr("Your computer is behind the network, so “After this” may be out of date."));
}

void ReviewAndSign::addTechnicalDetails()
{
    auto* toggle = new QToolButton;
    toggle->setText(tr("Technical details"));
    toggle->setCheckable(true);
    toggle->setArrowType(Qt::RightArrow);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toggle->setFocusPolicy(Qt::StrongFocus);
    body()->addWidget(toggle);

    const std::string name =
        std::visit([](const auto& step) { return std::string(step.kName); }, m_draft.payload);
    auto* details = new QWidget;
    auto* column = new QVBoxLayout(details);
    column->setContentsMargins(0, 0, 0, 0);
    auto* facts = new FactList;
    facts->addFact(tr("Kind"), toQt(name));
    facts->addFact(tr("Nonce"), hasManySteps() ? tr("%1 for the first step").arg(m_draft.nonce)
                                               : QString::number(m_draft.nonce));
    facts->addFact(tr("Valid until"), dateText(m_draft.validUntil));
    column->addWidget(facts);
    const auto addHex = [column](const QString& label, const QString& text) {
        auto* field = new QPlainTextEdit(text);
        field->setReadOnly(true);
        field->setTabChangesFocus(true);
        setTextRole(field, TextRole::Mono);
        field->setFixedHeight(field->fontMetrics().lineSpacing() * 6);
        addField(column, label, field);
        return field;
    };
    if (hasManySteps()) {
        addHex(tr("Digests that are signed"), digestsText())->setObjectName(QStringLiteral("digests"));
    } else {
        auto* digest = wrappedLabel(groupedHex(m_draft.digest), TextRole::Mono);
        digest->setSelectable();
        facts->addFact(tr("Digest"), digest);
    }
    addHex(hasManySteps() ? tr("Bytes of the first step") : tr("Bytes that are signed"),
           groupedHex(m_draft.bytes));
    auto* copy = new QPushButton(hasManySteps() ? tr("Copy digests and bytes") : tr("Copy digest and bytes"));
    copy->setAutoDefault(false);
    const QString all = (hasManySteps() ? digestsText() : toQt(toHex(m_draft.digest))) + QLatin1Char('\n') +
                        toQt(toHex(m_draft.bytes));
    connect(copy, &QPushButton::clicked, copy, [all] { QGuiApplication::clipboard()->setText(all); });
    column->addWidget(copy, 0, Qt::AlignLeft);
    details->hide();
    body()->addWidget(details);
    connect(toggle, &QToolButton::toggled, details, [toggle, details](bool shown) {
        toggle->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        details->setVisible(shown);
    });
}

QString ReviewAndSign::digestsText() const
{
    QStringList lines;
    for (std::size_t i = 0; i < m_draft.allSteps.size(); ++i)
        lines << QStringLiteral("%1  %2").arg(i + 1).arg(toQt(toHex(m_draft.allSteps[i].digest)));
    return lines.join(QLatin1Char('\n'));
}

void ReviewAndSign::updateButton()
{
    const bool needsPassword = m_session.isLocked() && !m_draft.isSigned && m_password->isEmpty();
    m_sign->setEnabled(!m_isBusy && m_pauseLeft <= 0 && !needsPassword && m_session.hasWallet());
    m_sign->setText(m_isBusy          ? tr("Signing on this computer…")
                    : m_pauseLeft > 0 ? tr("%1 (%2)").arg(m_effect).arg(m_pauseLeft)
                                      : m_effect);
    m_sign->setToolTip(needsPassword ? tr("Enter the wallet password first") : QString());
    m_sign->setAccessibleDescription(m_sign->toolTip());
}

void ReviewAndSign::setBusy(bool busy)
{
    m_isBusy = busy;
    m_passwordRow->setEnabled(!busy);
    updateButton();
}

void ReviewAndSign::sign()
{
    if (!m_sign->isEnabled()) return;
    banners()->clear();
    setBusy(true);
    if (!m_session.isLocked() || m_draft.isSigned) {
        signNow();
        return;
    }
    m_bridge.send(engine::UnlockWallet{m_password->take()}, this, [this](const Result<Address>& unlocked) {
        if (unlocked) {
            signNow();
            return;
        }
        setBusy(false);
        banners()->show(QStringLiteral("password"), Tone::Danger, errorText(unlocked.error()));
        m_password->setFocus();
    });
}

void ReviewAndSign::signNow()
{
    m_bridge.send(engine::SignAndSend{m_draft.id}, this, [this](const Result<engine::Sent>& reply) {
        m_isDone = true;
        // Closing deletes the dialog later; the listeners run first.
        if (reply)
            Q_EMIT sent(*reply);
        else
            Q_EMIT refused(reply.error());
        accept();
    });
}

} // namespace stoa::ui
