// text/text_encoding.hpp — files as text: read whole, checked to be UTF-8, or decoded from UTF-16 or a Windows code
// page.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace kith::text {

/// The bytes of a regular file. Errors: file_unreadable (the reason of the operating system is named).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// `text` without a leading UTF-8 byte order mark.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// Offset of the first byte that is not UTF-8 (or is NUL, which no text holds); none if all is well.
[[nodiscard]] std::optional<std::size_t> first_bad_byte(std::string_view text);

/// Offset of the first control character but tab and line ends, none if there is none: a terminal may obey one. @pre
/// UTF-8.
[[nodiscard]] std::optional<std::size_t> first_control_character(std::string_view text);

/// Text and what it was written in: "UTF-8", "UTF-16" or "Windows-1252".
struct DecodedText {
  std::string text;  ///< UTF-8 without a byte order mark
  std::string_view encoding;
};
/// A foreign file as text: UTF-16 by its byte order mark (Excel's "Unicode text"), UTF-8, else Windows-1252.
/// Errors: unsupported_format, for bytes that are none of these.
[[nodiscard]] Result<DecodedText> decode_foreign(std::string_view bytes);

/// UTF-8 of text in `code_page` ("CP1252"); bytes the page does not define become '?'.
[[nodiscard]] Result<std::string> decode(std::string_view text, const char* code_page);

}  // namespace kith::text
