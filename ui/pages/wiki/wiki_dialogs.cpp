// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/wiki_dialogs.h"

#include <algorithm>

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/text_label.h"
#include "ui/words/import_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr qsizetype kMostNameBytes = 200;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WikiDialogs)
public:
    static QString nameFault(const QString& name)
    {
        if (name.trimmed().isEmpty()) return tr("A page needs a name.");
        if (name.toUtf8().size() > kMostNameBytes) return tr("The name is too long.");
        if (visibleText(name) != name) return tr("The name has characters that can't be seen.");
        const QStringList segments = name.split(u'/');
        for (const QString& segment : segments)
            if (segment.trimmed().isEmpty() || segment != segment.trimmed())
                return tr("Between slashes there has to be a name, without spaces around it.");
        if (segments.contains(u"."_s) || segments.contains(u".."_s))
            return tr("“.” and “..” can't be names of pages.");
        return {};
    }
};

} // namespace

QString pageNameFault(const QString& name) { return Words::nameFault(name); }

NewPageDialog::NewPageDialog(const QString& start, QWidget* parent)
    : Dialog(tr("What is the new page called?"), parent)
    , m_name(new QLineEdit(start))
    , m_fault(captionLabel({}))
{
    addField(body(), tr("&Name"), m_name,
             tr("A slash makes a branch: “Compiler/Front end” stands below “Compiler”."));
    m_fault->hide();
    body()->addWidget(m_fault);
    addCancel();
    QPushButton* write = addButton(tr("&Write the page"), "primary");
    write->setDefault(true);
    connect(write, &QPushButton::clicked, this, &NewPageDialog::take);
    finish(56, 12);
    m_name->setFocus();
}

void NewPageDialog::take()
{
    const QString name = m_name->text().simplified();
    const QString fault = pageNameFault(name);
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_name->setProperty("invalid", !fault.isEmpty());
    m_name->setAccessibleDescription(fault);
    m_name->update();
    if (!fault.isEmpty()) {
        m_name->setFocus();
        return;
    }
    Q_EMIT named(name);
    accept();
}

OutsideLinkDialog::OutsideLinkDialog(const QString& address, QWidget* parent)
    : Dialog(tr("Open this address outside of the wiki?"), parent)
{
    body()->addWidget(
        wrappedLabel(tr("The page links to this address. Another program opens it, and whoever runs "
                        "it can see that you came.")));
    const QUrl url(address);
    auto* facts = new FactList;
    if (!url.host().isEmpty()) facts->addFact(tr("Host"), url.host(QUrl::FullyEncoded));
    TextLabel* whole = facts->addFact(tr("Address"), address);
    setTextRole(whole, TextRole::Mono);
    body()->addWidget(facts);
    auto* copy = new QPushButton(tr("C&opy the address"));
    copy->setAutoDefault(false);
    addBesideButtons(copy);
    connect(copy, &QPushButton::clicked, this, [address] { QGuiApplication::clipboard()->setText(address); });
    addCancel()->setFocus();
    QPushButton* open = addButton(tr("&Open it"));
    connect(open, &QPushButton::clicked, this, [this, url] {
        QDesktopServices::openUrl(url);
        accept();
    });
    finish(70, 15);
}

DiscardDraftDialog::DiscardDraftDialog(const QString& page, QWidget* parent)
    : Dialog(tr("Discard your text?"), parent)
{
    body()->addWidget(
        wrappedLabel(tr("What you wrote on “%1” since it was last published is deleted from this "
                        "computer. It is nowhere else.")
                         .arg(pageTitle(page))));
    addCancel(tr("&Keep it"))->setFocus();
    QPushButton* discard = addButton(tr("&Discard the text"), "danger");
    connect(discard, &QPushButton::clicked, this, [this] {
        Q_EMIT discarded();
        accept();
    });
    finish(56, 11);
}

ImportReportDialog::ImportReportDialog(const engine::ImportReport& report, QWidget* parent)
    : Dialog(tr("What was imported"), parent)
{
    const QLocale locale;
    auto* facts = new FactList;
    const auto add = [&](const QString& name, std::uint64_t count) {
        facts->addFact(name, locale.toString(static_cast<qulonglong>(count)));
    };
    add(tr("Pages"), report.pages);
    add(tr("Versions"), report.versions);
    add(tr("Authors"), report.authors);
    if (report.alreadyThere != 0) add(tr("Versions that were there already"), report.alreadyThere);
    if (report.versions == 0)
        body()->addWidget(wrappedLabel(
            report.alreadyThere != 0 ? tr("Nothing was added: the wiki has everything already.")
                                     : tr("Nothing was added: there is no page in it that can be used.")));
    body()->addWidget(facts);

    auto* odd = new FactList;
    int oddities = 0;
    const auto addOdd = [&](const QString& name, std::uint64_t count) {
        if (count == 0) return;
        odd->addFact(name, locale.toString(static_cast<qulonglong>(count)));
        ++oddities;
    };
    addOdd(tr("Versions older than the one before them"), report.clockWentBack);
    addOdd(tr("Versions made from an older one than the last"), report.previousIsOlder);
    addOdd(tr("Versions made from one that is not in the source"), report.previousIsUnknown);
    addOdd(tr("Versions that name no earlier one, though there is one"), report.previousIsMissing);
    addOdd(tr("Versions that bring back an earlier text"), report.textsReturned);
    if (oddities > 0) {
        body()->addWidget(wrappedLabel(tr("Out of the ordinary"), TextRole::Strong));
        body()->addWidget(secondaryLabel(tr("Imported as the source has it. Nothing was put right.")));
        body()->addWidget(odd);
    } else
        delete odd;
    if (!report.skipped.empty()) {
        body()->addWidget(
            wrappedLabel(tr("Left out: %1").arg(locale.toString(static_cast<qulonglong>(report.leftOut))),
                         TextRole::Strong));
        auto* list = new QPlainTextEdit;
        list->setReadOnly(true);
        list->setTabChangesFocus(true);
        list->setAccessibleName(tr("Files that were left out, and why"));
        QString text;
        for (const std::string& line : report.skipped) text += visibleText(leftOutText(line)) + u'\n';
        list->setPlainText(text.trimmed());
        list->setMinimumHeight(5 * fontMetrics().lineSpacing());
        body()->addWidget(list, 1);
    }
    QPushButton* close = addButton(tr("&Close"), "primary");
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    finish(64, 20);
}

} // namespace stoa::ui
