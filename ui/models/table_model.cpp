// SPDX-License-Identifier: MIT
#include "ui/models/table_model.h"

namespace stoa::ui {

int TableModelBase::rowOf(const QString& id) const
{
    for (qsizetype i = 0; i < idCount(); ++i)
        if (idAt(i) == id) return static_cast<int>(i);
    return -1;
}

} // namespace stoa::ui
