// SPDX-License-Identifier: MIT
// What the tour imports: a folder of Markdown files, and a history file, counted without the program's help.
#pragma once

#include <QString>

namespace stoa::journey {

/// What a history file has, counted line by line.
struct HistoryCount {
    int pages = 0;
    int versions = 0;
    int authors = 0;
    QString longest; ///< the page with the most versions
    int longestVersions = 0;
};

/// Three pages in two folders, and one file that is no page.
void writeMarkdownFolder(const QString& folder);

/// The file that STOA_WIKI_HISTORY names, else a small one that is written into `folder`.
QString historyFile(const QString& folder);

/// Stops the program when the file cannot be read.
HistoryCount countHistory(const QString& path);

} // namespace stoa::journey
