// SPDX-License-Identifier: MIT
// The network as this computer sees it: how fresh it is, its batches and who checked them, what happened on
// the main chain.
#pragma once

#include "core/engine/views.h"
#include "ui/models/table_model.h"
#include "ui/pages/page.h"

class QPushButton;
class QSpinBox;

namespace stoa::ui {

class BannerArea;
class Card;
class FactList;
class PageHeader;
class StateChip;
class Table;
class TextLabel;

class NetworkPage : public Page {
    Q_OBJECT

public:
    explicit NetworkPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void refresh() override;

private:
    void buildTables();
    void buildTests();
    void showNetwork();
    void verify();
    void collect();
    void showReport(const engine::VerifyReport& report);

    PageContext m_context;
    PageHeader* m_header;
    BannerArea* m_banners;
    StateChip* m_chip;
    TextLabel* m_facts[8] = {};
    TableModel<engine::BatchView>* m_batches = nullptr;
    TableModel<engine::ChainEventView>* m_events = nullptr;
    Table* m_batchTable = nullptr;
    Table* m_eventTable = nullptr;
    Card* m_tests = nullptr;
    QWidget* m_clockRow = nullptr;
    QWidget* m_corruptRow = nullptr;
    QSpinBox* m_advance = nullptr;
    QPushButton* m_corrupt = nullptr;
    QPushButton* m_verify = nullptr;
    QPushButton* m_collect = nullptr;
};

} // namespace stoa::ui
