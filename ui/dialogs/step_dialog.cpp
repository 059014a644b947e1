// SPDX-License-Identifier: MIT
#include "ui/dialogs/step_dialog.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/dialogs/dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/stepper.h"

namespace stoa::ui {

StepDialog::StepDialog(const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_stepper(new Stepper)
    , m_pages(new QStackedWidget)
    , m_banners(new BannerArea)
    , m_back(new QPushButton(tr("&Back")))
    , m_next(new QPushButton(tr("&Next")))
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 12);
    column->setSpacing(8);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(24, 0, 24, 0);
    head->addWidget(m_stepper);
    head->addWidget(m_banners);
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(24, 4, 21, 0);
    auto* close = new QPushButton(tr("Cancel"));
    for (QPushButton* button : {close, m_back, m_next}) button->setAutoDefault(false);
    m_next->setProperty("kind", QByteArray("primary"));
    m_next->setObjectName(QStringLiteral("next"));
    row->addWidget(close);
    row->addStretch(1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    column->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(step() - 1); });
    connect(m_next, &QPushButton::clicked, this, &StepDialog::next);
}

int StepDialog::step() const { return m_pages->currentIndex(); }

QVBoxLayout* StepDialog::addStep(const QString& name)
{
    auto* page = new ScrollPage;
    page->setAccessibleName(name);
    m_pages->addWidget(page);
    m_names.append(name);
    return page->body();
}

void StepDialog::finishSteps(const QString& effect, int characters, int lines)
{
    QList<ScrollPage*> pages;
    for (int i = 0; i < m_pages->count(); ++i) pages.append(static_cast<ScrollPage*>(m_pages->widget(i)));
    for (ScrollPage* page : pages) page->finish();
    dropFaultsOnEdit(this, m_banners);
    m_effect = effect;
    fitToContent(this, pages, characters, lines);
    refreshButtons();
    entered(0);
}

void StepDialog::setEffect(const QString& label)
{
    m_effect = label;
    refreshButtons();
}

void StepDialog::goTo(int step)
{
    if (step < 0 || step >= m_pages->count()) return;
    m_banners->clear();
    for (int before = this->step(); before < step; ++before) {
        const QString fault = faultOf(before);
        if (fault.isEmpty()) continue;
        m_pages->setCurrentIndex(before);
        m_banners->show(QStringLiteral("fault"), Tone::Danger, fault);
        faultOf(before); // once more, now that its page is shown, for the focus
        refreshButtons();
        return;
    }
    m_pages->setCurrentIndex(step);
    refreshButtons();
    entered(step);
}

void StepDialog::next()
{
    if (step() + 1 < m_pages->count()) {
        goTo(step() + 1);
        return;
    }
    m_banners->clear();
    const QString fault = faultOf(step());
    if (!fault.isEmpty())
        m_banners->show(QStringLiteral("fault"), Tone::Danger, fault);
    else
        finishAll();
}

void StepDialog::refreshButtons()
{
    m_stepper->setSteps(m_names, step());
    m_back->setEnabled(step() > 0);
    m_back->setToolTip(step() > 0 ? QString() : tr("This is the first step"));
    m_next->setText(step() + 1 < m_pages->count() ? tr("&Next") : m_effect);
}

} // namespace stoa::ui
