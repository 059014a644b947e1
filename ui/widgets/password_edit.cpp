// SPDX-License-Identifier: MIT
#include "ui/widgets/password_edit.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "core/base/password_strength.h"
#include "ui/bridge/convert.h"
#include "ui/theme/icons.h"

namespace stoa::ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(PasswordEdit)
public:
    static QString atOnce() { return tr("Guessable at once — make it longer."); }
    static QString hours() { return tr("Guessable in hours — add two words."); }
    static QString months() { return tr("Guessable in months — add a word."); }
    static QString years() { return tr("Good: guessing it would take years."); }
    static QString strong() { return tr("Strong."); }
};

std::shared_ptr<crypto::Secret> secretOf(const QString& text)
{
    QByteArray bytes = text.toUtf8();
    auto secret = std::make_shared<crypto::Secret>(
        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    bytes.fill('\0');
    return secret;
}

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

int PasswordEdit::strength() const
{
    const std::shared_ptr<crypto::Secret> secret = secretOf(m_field->text());
    return passwordStrength(secret->text());
}

bool PasswordEdit::isLongEnough() const
{
    return countCharacters(secretOf(m_field->text())->text()) >= kMinPasswordLength;
}

QString strengthText(int strength)
{
    switch (strength) {
    case 0: return Words::atOnce();
    case 1: return Words::hours();
    case 2: return Words::months();
    case 3: return Words::years();
    default: return Words::strong();
    }
}

} // namespace stoa::ui
