// text/file_hash.hpp — SHA-256 of files (libsodium), so that a result names exactly the inputs it came from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace kith::text {

struct FileHash {
  std::string name;  ///< file name without its folder
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 lower-case hexadecimal digits
};

/// Reads the file once, in blocks. Error: file_unreadable.
[[nodiscard]] Result<FileHash> hash_file(const std::filesystem::path& path);

/// SHA-256 of a text, 64 lower-case hexadecimal digits.
[[nodiscard]] std::string hash_text(std::string_view text);

}  // namespace kith::text
