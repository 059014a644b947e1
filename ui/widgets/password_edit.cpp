// SPDX-License-Identifier: MIT
#include "ui/widgets/password_edit.h"

#include <cmath>

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSet>
#include <QToolButton>

#include "ui/bridge/convert.h"
#include "ui/theme/icons.h"

namespace stoa::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(PasswordEdit)
public:
    static QString atOnce() { return tr("Guessable at once — make it longer."); }
    static QString days() { return tr("Guessable in days — add two words."); }
    static QString years() { return tr("Good against most — one more word makes it strong."); }
    static QString strong() { return tr("Strong."); }
};
} // namespace

PasswordEdit::PasswordEdit(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit)
    , m_reveal(new QToolButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setAccessibleName(name);
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    row->addWidget(m_field, 1);
    m_reveal->setCheckable(true);
    m_reveal->setFocusPolicy(Qt::StrongFocus);
    const auto show = [this, name](bool shown) {
        m_field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye")));
        m_reveal->setAccessibleName(shown ? tr("Hide: %1").arg(name) : tr("Show: %1").arg(name));
        m_reveal->setToolTip(shown ? tr("Hide what you typed") : tr("Show what you typed"));
    };
    show(false);
    connect(m_reveal, &QToolButton::toggled, this, show);
    row->addWidget(m_reveal);
    connect(m_field, &QLineEdit::textChanged, this, &PasswordEdit::edited);
    connect(m_field, &QLineEdit::returnPressed, this, &PasswordEdit::returnPressed);
    setFocusProxy(m_field);
}

bool PasswordEdit::isEmpty() const { return m_field->text().isEmpty(); }

int PasswordEdit::length() const { return static_cast<int>(m_field->text().size()); }

std::shared_ptr<crypto::Secret> PasswordEdit::take()
{
    m_reveal->setChecked(false);
    return takeSecret(*m_field);
}

void PasswordEdit::clear()
{
    m_reveal->setChecked(false);
    m_field->clear();
}

bool PasswordEdit::equals(const PasswordEdit& other) const
{
    return m_field->text() == other.m_field->text();
}

int PasswordEdit::strengthBits() const
{
    // Length times what one character carries, less for repetition: enough to say "longer".
    const QString text = m_field->text();
    bool lower = false, upper = false, digit = false, other = false;
    QSet<QChar> seen;
    for (const QChar character : text) {
        seen.insert(character);
        lower |= character.isLower();
        upper |= character.isUpper();
        digit |= character.isDigit();
        other |= !character.isLetterOrNumber();
    }
    const int alphabet = (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0) + (other ? 20 : 0);
    if (alphabet == 0) return 0;
    const double variety =
        text.isEmpty()
            ? 0
            : std::min(1.0, 1.6 * static_cast<double>(seen.size()) / static_cast<double>(text.size()));
    // People choose words, not letters: about half of the letters' worth.
    return static_cast<int>(static_cast<double>(text.size()) * std::log2(alphabet) * 0.55 * variety);
}

QString strengthText(int bits)
{
    if (bits < 28) return Words::atOnce();
    if (bits < 42) return Words::days();
    if (bits < 56) return Words::years();
    return Words::strong();
}

} // namespace stoa::ui
