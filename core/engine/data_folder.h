// SPDX-License-Identifier: MIT
// A member's data folder: who holds it, and where what is.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/storage/store.h"

namespace stoa::engine {

/// Holds the folder for this program until it is destroyed.
class DataFolder {
public:
    /// Makes what is missing, with access for the owner only.
    /// Errors: DataInUse (another program holds it), NewerFormat, StoreDamaged (no data folder at all), and
    /// FileUnwritable.
    static Result<DataFolder> open(std::string path);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder();

    const std::string& path() const { return m_path; }
    std::string below(std::string_view name) const { return m_path + "/" + std::string(name); }
    /// Opens or makes the store of that name. Errors: those of storage; StoreDamaged with the detail
    /// "store/NAME: …", here and from the store.
    Result<std::unique_ptr<storage::Store>>
    openStore(std::string_view name, storage::Contents contents = storage::Contents::Texts) const;
    /// Renames a store that is not open, so that openStore makes a new one; nothing happens if there is none.
    /// It is on the disk when this returns; where it was broken off, openStore ends it. Errors:
    /// FileUnwritable, DiskFull.
    Result<void> setAside(std::string_view name) const;
    /// Whether a store of that name was begun here and not set aside, or not wholly.
    bool hasStore(std::string_view name) const;
    /// Whether it can be written, found out by writing a megabyte and removing it, if there is as much.
    /// Errors: those of writeFileAtomically.
    Result<void> checkRoom() const;
    /// What is in it is of this version's format, or becomes so when it is opened: an earlier version will
    /// not open it any more. Errors: those of writeFileAtomically.
    Result<void> markCurrent();

private:
    DataFolder(std::string path, int lock)
        : m_path(std::move(path))
        , m_lock(lock)
    {}

    std::string m_path;
    int m_lock;
    bool m_isOlder = false; ///< as its file "format" says
};

} // namespace stoa::engine
