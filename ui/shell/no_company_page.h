// SPDX-License-Identifier: MIT
// Stands where a company's pages would stand, as long as there is no company: says so, and offers the ways
// to one.
#pragma once

#include "ui/pages/page.h"

class QStackedLayout;

namespace stoa::ui {

class NoCompanyPage : public Page {
    Q_OBJECT

public:
    explicit NoCompanyPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void open(const QString& object) override;
    void refresh() override;

Q_SIGNALS:
    void createWanted();
    void joinWanted();

private:
    PageContext m_context;
    QStackedLayout* m_states;
};

} // namespace stoa::ui
