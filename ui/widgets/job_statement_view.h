// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/content/job_statement.h"

class QVBoxLayout;

namespace stoa::ui {

/// A job statement to read, as one page: the text that both sides sign.
class JobStatementView : public QWidget {
    Q_OBJECT

public:
    explicit JobStatementView(QWidget* parent = nullptr);

    void setStatement(const content::JobStatement& statement);
    /// Shown below the text; empty hides it.
    void setFingerprint(const QString& fingerprint);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void heading(const QString& text);
    void paragraph(const QString& text);
    void bullet(const QString& sign, const QString& text, const QString& details = {});

    QVBoxLayout* m_column;
    QString m_fingerprint;
    content::JobStatement m_statement;
};

} // namespace stoa::ui
