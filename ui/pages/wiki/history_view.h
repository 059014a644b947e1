// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/engine/views.h"

class QLabel;
class QPushButton;
class QTableView;

namespace stoa::ui {

class BannerArea;
class DiffView;
class HistoryModel;

/// The versions of one page, the comparison of any two, and the way back to one. Asks by signals.
class HistoryView : public QWidget {
    Q_OBJECT

public:
    explicit HistoryView(QWidget* parent = nullptr);

    void setVersions(std::vector<engine::VersionView> versions, Timestamp now);
    void setDiff(engine::PageDiffView diff);
    void setReadOnly(bool readOnly);
    HistoryModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    QPushButton* restoreButton() const { return m_restore; }
    BannerArea* banners() const { return m_banners; }

Q_SIGNALS:
    void compareWanted(quint32 from, quint32 to);
    void showWanted(quint32 version);
    /// Publishes the text of that version as a new one.
    void restoreWanted(quint32 version);
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    const engine::VersionView* selected() const;
    void compare();
    void updateButtons();
    void fitColumns();

    HistoryModel* m_model;
    QTableView* m_table;
    QLabel* m_what;
    DiffView* m_diff;
    QPushButton* m_restore;
    QPushButton* m_show;
    QPushButton* m_previous;
    QPushButton* m_next;
    BannerArea* m_banners;
    bool m_isReadOnly = false;
};

} // namespace stoa::ui
