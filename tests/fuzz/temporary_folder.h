// SPDX-License-Identifier: MIT
// A folder of this process for what is read from files, gone at its end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/base/check.h"

namespace stoa::fuzz {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        // As many as mkdtemp() asks for, to put its own in their place.
        std::string name =
            (std::filesystem::temp_directory_path() / "stoa-fuzz-").string() + std::string(6, 'X');
        STOA_CHECK(::mkdtemp(name.data()) != nullptr);
        m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code none;
        std::filesystem::remove_all(m_path, none);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace stoa::fuzz
