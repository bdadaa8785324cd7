// text/private_file.hpp — one file, readable by its owner only, that appears whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/error.hpp"

namespace kith::text {

/// Writes `text` beside `path` and moves it into place. An existing file is kept unless `replace`.
/// Errors: output_unwritable.
[[nodiscard]] Result<void> write_private_file(const std::filesystem::path& path, std::string_view text, bool replace);

}  // namespace kith::text
