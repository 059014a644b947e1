// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

namespace stoa::ui {

/// Moves between pages. The shell implements it; pages know only this.
class Navigator : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Shows the page, and in it the object (an id as `idText` writes it, a wiki page's name; empty: the
    /// page's own start). What was shown can be gone back to.
    virtual void go(const QString& page, const QString& object = {}) = 0;
    /// Replaces the engine by the sample company, or brings the own one back.
    virtual void lookAround(bool sample) { Q_UNUSED(sample) }
};

} // namespace stoa::ui
