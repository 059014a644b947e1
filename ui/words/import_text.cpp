// SPDX-License-Identifier: MIT
#include "ui/words/import_text.h"

#include <QCoreApplication>

#include "ui/words/text.h"

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(stoa::ui::ImportText)

public:
    static QString reason(const QString& code)
    {
        if (code == QLatin1String("file-unreadable")) return tr("It cannot be read");
        if (code == QLatin1String("link")) return tr("It is a link, and links are not followed");
        if (code == QLatin1String("not-a-file")) return tr("It is no ordinary file");
        if (code == QLatin1String("too-deep")) return tr("It lies below more than 16 folders");
        if (code == QLatin1String("bad-page-name")) return tr("Its name cannot be a page's");
        if (code == QLatin1String("ambiguous"))
            return tr("Its name differs from another one's only in capital letters");
        if (code == QLatin1String("too-large")) return tr("It is larger than a page may be (1 MiB)");
        if (code == QLatin1String("bad-encoding")) return tr("It is no text in UTF-8");
        return code;
    }
};

} // namespace

QString leftOutText(const std::string& skipped)
{
    const auto end = skipped.rfind(": ");
    if (end == std::string::npos) return toQt(skipped);
    return Words::reason(toQt(skipped.substr(end + 2))) + QLatin1String(": ") + toQt(skipped.substr(0, end));
}

} // namespace stoa::ui
