// SPDX-License-Identifier: MIT
#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/random.h"
#include "core/crypto/secret.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/password_edit.h"
#include "ui/widgets/text_label.h"
#include "ui/words/error_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

constexpr int kColumns = 3;
constexpr std::size_t kWordCount = 12;

std::vector<std::string_view> wordsOf(const crypto::Secret& phrase)
{
    std::vector<std::string_view> words;
    const std::string_view text = phrase.text();
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        if (end > start) words.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

/// Three different positions, in order.
std::array<std::size_t, 3> threePositions()
{
    SystemRandom random;
    std::array<std::size_t, 3> chosen{};
    for (std::size_t i = 0; i < chosen.size();) {
        const std::size_t position = random.bytes<1>()[0] % kWordCount;
        if (std::find(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(i), position) !=
            chosen.begin() + static_cast<std::ptrdiff_t>(i))
            continue;
        chosen[i++] = position;
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace

CreateWalletDialog::CreateWalletDialog(EngineBridge& bridge, QWidget* parent)
    : StepDialog(tr("Create a wallet"), parent)
    , m_bridge(bridge)
    , m_asked(threePositions())
{
    setObjectName(QStringLiteral("createWallet"));
    buildPassword();
    buildPhrase();
    buildCheck();
    finishSteps(tr("Create the wallet"), 84, 34);
    askForPhrase();
}

CreateWalletDialog::~CreateWalletDialog()
{
    for (QLabel* word : m_words) word->clear();
}

void CreateWalletDialog::buildPassword()
{
    auto* page = addStep(tr("Password"));
    page->addWidget(wrappedLabel(tr("Choose a password"), TextRole::Title));
    page->addWidget(
        wrappedLabel(tr("This password opens the wallet on this computer only. Nobody can reset it; "
                        "your recovery phrase, in the next step, can.")));
    m_password = new PasswordEdit(tr("Password"));
    m_repeat = new PasswordEdit(tr("The same password again"));
    addField(page, tr("&Password"), m_password);
    m_strength = captionLabel(tr("Four words that do not belong together are good and easy to remember."));
    page->addWidget(m_strength);
    addField(page, tr("The same password &again"), m_repeat);
    connect(m_password, &PasswordEdit::edited, this, [this] {
        m_strength->setText(m_password->isEmpty()
                                ? tr("Four words that do not belong together are good and easy to remember.")
                                : strengthText(m_password->strength()));
    });
    m_password->setFocus();
}

void CreateWalletDialog::buildPhrase()
{
    auto* page = addStep(tr("Recovery phrase"));
    page->addWidget(wrappedLabel(tr("Write down your recovery phrase"), TextRole::Title));
    page->addWidget(
        wrappedLabel(tr("These 12 words are your wallet. Whoever has them has your money. If this "
                        "computer breaks, they are the only way back. Write them on paper, in order.")));
    auto* card = new Card;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(12);
    for (std::size_t i = 0; i < kWordCount; ++i) {
        auto* cell = new QHBoxLayout;
        cell->setSpacing(8);
        auto* number = textLabel(QString::number(i + 1), TextRole::Caption);
        number->setSecondary(true);
        number->setMinimumWidth(charactersWide(number, 3));
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* word = textLabel({}, TextRole::Mono);
        word->setMinimumWidth(charactersWide(word, 10));
        cell->addWidget(number);
        cell->addWidget(word, 1);
        m_words.push_back(word);
        grid->addLayout(cell, static_cast<int>(i) / kColumns, static_cast<int>(i) % kColumns);
    }
    card->body()->addLayout(grid);
    page->addWidget(card);
    m_show = new QPushButton(tr("&Show the words"));
    m_show->setObjectName(QStringLiteral("showWords"));
    m_show->setAutoDefault(false);
    connect(m_show, &QPushButton::clicked, this,
            [this] { showWords(!m_words.front()->property("shown").toBool()); });
    page->addWidget(m_show, 0, Qt::AlignLeft);
    page->addWidget(
        captionLabel(tr("Make sure that nobody looks over your shoulder. There is no copy button on "
                        "purpose: other programs can read what is copied.")));
}

void CreateWalletDialog::buildCheck()
{
    auto* page = addStep(tr("Check"));
    page->addWidget(wrappedLabel(tr("Check what you wrote"), TextRole::Title));
    page->addWidget(
        wrappedLabel(tr("Look at your paper and type these three words. The first four letters are "
                        "enough.")));
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        m_answers[i] = new QLineEdit;
        m_answers[i]->setObjectName(QStringLiteral("checkWord%1").arg(m_asked[i] + 1));
        m_answers[i]->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhSensitiveData |
                                          Qt::ImhLowercaseOnly);
        addField(page, tr("Word %1").arg(m_asked[i] + 1), m_answers[i]);
        connect(m_answers[i], &QLineEdit::textChanged, m_answers[i], [field = m_answers[i]] {
            field->setProperty("invalid", false);
            field->update();
        });
    }
}

void CreateWalletDialog::askForPhrase()
{
    m_bridge.send(engine::NewPhrase{}, this, [this](const Result<std::shared_ptr<crypto::Secret>>& reply) {
        if (!reply) {
            banners()->show(QStringLiteral("phrase"), Tone::Danger, errorText(reply.error()));
            return;
        }
        m_phrase = *reply;
        showWords(false);
    });
}

void CreateWalletDialog::showWords(bool shown)
{
    if (!m_phrase) return;
    const auto words = wordsOf(*m_phrase);
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_words[i]->setText(shown && i < words.size() ? toQt(words[i]) : QStringLiteral("••••••"));
        m_words[i]->setAccessibleName(shown ? tr("Word %1: %2").arg(i + 1).arg(m_words[i]->text())
                                            : tr("Word %1, hidden").arg(i + 1));
        m_words[i]->setProperty("shown", shown);
    }
    m_show->setText(shown ? tr("&Hide the words") : tr("&Show the words"));
    if (shown) m_wasShown = true;
}

bool CreateWalletDialog::isWord(std::size_t position, const QString& typed) const
{
    const auto words = wordsOf(*m_phrase);
    if (position >= words.size()) return false;
    const QString word = toQt(words[position]);
    const QString given = typed.trimmed().toLower();
    constexpr int kUniqueLetters = 4;
    return given == word || (given.size() >= kUniqueLetters && word.startsWith(given));
}

QString CreateWalletDialog::faultOf(int step)
{
    if (step == 0) {
        if (!m_password->isLongEnough()) {
            m_password->setFocus();
            return tr("The password is too short. Use at least eight characters, better four words.");
        }
        if (m_password->strength() == 0) {
            m_password->setFocus();
            return tr("This password is among the first that somebody would try. Choose another one.");
        }
        if (!m_password->equals(*m_repeat)) {
            m_repeat->setFocus();
            return tr("The two passwords are not the same. Type the second one again.");
        }
        return {};
    }
    if (step == 1) {
        if (m_wasShown) return {};
        m_show->setFocus();
        return tr(
            "Show the words and write them down first. Without them a broken computer means lost money.");
    }
    if (!m_phrase) return tr("Still starting. Try again in a moment.");
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        if (isWord(m_asked[i], m_answers[i]->text())) continue;
        m_answers[i]->setProperty("invalid", true);
        m_answers[i]->setFocus();
        m_answers[i]->selectAll();
        return tr("That is not word %1. Look at your paper: neighbours are easy to swap.")
            .arg(m_asked[i] + 1);
    }
    return {};
}

void CreateWalletDialog::entered(int step)
{
    showWords(false);
    if (step == 0) m_password->setFocus();
    if (step == 1) m_show->setFocus();
    if (step == 2) m_answers[0]->setFocus();
}

void CreateWalletDialog::finishAll()
{
    effectButton()->setEnabled(false);
    auto password = m_password->take();
    m_repeat->clear();
    m_bridge.send(engine::CreateWallet{m_phrase, std::move(password)}, this,
                  [this](const Result<Address>& reply) {
                      effectButton()->setEnabled(true);
                      if (!reply) {
                          banners()->show(QStringLiteral("create"), Tone::Danger, errorText(reply.error()));
                          return;
                      }
                      Q_EMIT created(*reply);
                      accept();
                  });
}

} // namespace stoa::ui
