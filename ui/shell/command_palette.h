// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QList>
#include <QPointer>

class QAction;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace stoa::ui {

/// One field that finds every action. Actions that cannot run now stand last, with the reason.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    struct Item {
        QString group;
        QPointer<QAction> action;
    };
    CommandPalette(const QList<Item>& items, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void run();

    QList<Item> m_items;
    QLineEdit* m_field;
    QListView* m_list;
    QStandardItemModel* m_model;
};

} // namespace stoa::ui
