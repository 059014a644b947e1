// SPDX-License-Identifier: MIT
// What this computer does in its own way: looks, serving, lock, backup.
#pragma once

#include "ui/pages/page.h"

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;

namespace stoa::ui {

class BannerArea;
class TextLabel;

class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void refresh() override;

private:
    QWidget* makeAppearance();
    QWidget* makeServing();
    QWidget* makeWallet();
    QWidget* makeAbout();

    PageContext m_context;
    BannerArea* m_banners;
    QComboBox* m_appearance = nullptr;
    QSpinBox* m_textSize = nullptr;
    QCheckBox* m_motion = nullptr;
    QCheckBox* m_serving = nullptr;
    QSpinBox* m_port = nullptr;
    TextLabel* m_servingState = nullptr;
    QSpinBox* m_autoLock = nullptr;
    QPushButton* m_backup = nullptr;
};

} // namespace stoa::ui
