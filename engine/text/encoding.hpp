// text/encoding.hpp — text that is not UTF-8: national code pages by name, and which of them a text may be written in.
//
// A code page here has one byte a character, the first 128 as ASCII: Windows-1250/1251/1252/1254, ISO-8859-x, KOI8-R,
// IBM866 and all others ICU knows of that sort, under any of its names for them.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/problem.hpp"

namespace kith::text {

class Encoding {
 public:
  /// By name; case, blanks and '-' do not count: "windows-1251", "cp1251", "1251", "latin2", "UTF-8".
  /// Errors: bad_option, with names that can be given.
  [[nodiscard]] static Result<Encoding> find(std::string_view name);

  /// "windows-1251", "ISO-8859-9", "UTF-8".
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The text as UTF-8. Bytes that are UTF-8 already, and UTF-16 by its byte order mark, come back as they are: a case
  /// may hold tables from several programs. Errors: unsupported_format, for a byte the code page has no character for.
  [[nodiscard]] Result<std::string> to_utf8(std::string bytes) const;

 private:
  friend class LikelyEncodings;

  std::string name_;
  std::array<std::string, 256> utf8_{};  ///< of each byte; empty: no character. All empty: UTF-8
};

/// The bytes of a file, decoded by Encoding::to_utf8() where `encoding` is named. Errors: those of read_file() and
/// Encoding.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path, std::string_view encoding);

/// "windows-1251 (Cyrillic)", or several with "or" between them, the likelier first; empty if nothing fits. Those under
/// which the text is the same count as one. Told from the letters: of names, not of the ASCII around them.
[[nodiscard]] std::string likely_encodings(std::string_view bytes);
/// The first of likely_encodings() by its name; empty if nothing fits.
[[nodiscard]] std::string likeliest_encoding(std::string_view bytes);

/// "this is not UTF-8; by its letters it may be windows-1251 (Cyrillic): run with --encoding windows-1251, look at the
/// names, or save it as UTF-8"
[[nodiscard]] std::string not_utf8_message(std::string_view bytes);

/// The error for text whose byte `first_bad` is not UTF-8.
[[nodiscard]] Problem not_utf8(std::string_view bytes, std::size_t first_bad, std::string file);

}  // namespace kith::text
