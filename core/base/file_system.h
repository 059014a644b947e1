// SPDX-License-Identifier: MIT
// Small files, read and replaced as a whole: the wallet, settings of a data folder, imports and exports.
// Databases are core/storage's.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa {

/// The whole file. Follows links; refuses folders and devices.
/// Errors: FileUnreadable (also if it is not there), TooLarge (more than `maxBytes`).
Result<Bytes> readFile(const std::filesystem::path& path, std::size_t maxBytes);

/// Puts `content` in place of the file, readable by its owner only: whoever looks at any moment, and whatever
/// breaks, finds the old content or the new, whole. It reaches the disk before this returns.
///
/// What lies on the disk is read back and given to `check` before it takes the old file's place; its error is
/// passed on. After any error the old file is as it was, except that the new one may be in place when only
/// the last step, making the folder's entry durable, failed. Errors: FileUnwritable, DiskFull, those of
/// `check`.
Result<void> writeFileAtomically(const std::filesystem::path& path, ByteView content,
                                 const std::function<Result<void>(ByteView)>& check = {});

/// Makes the folder and those above it, if they are missing, for their owner only. Errors: FileUnwritable,
/// DiskFull.
Result<void> createDirectories(const std::filesystem::path& path);

/// Makes it durable which names are in the folder. Errors: FileUnwritable, DiskFull.
Result<void> syncFolder(const std::filesystem::path& folder);

/// Whether anything is there.
bool fileExists(const std::filesystem::path& path);

} // namespace stoa
