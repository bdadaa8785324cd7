#include "text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <memory>

#include "core/text.hpp"
#include "text/text_encoding.hpp"

namespace kith::text {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

constexpr auto kNames =
    "UTF-8, windows-1250, windows-1251, windows-1252, windows-1254, ISO-8859-1, ISO-8859-2, ISO-8859-5, ISO-8859-9, "
    "ISO-8859-15, KOI8-R and other code pages of one byte a character";

/// A name as ICU has it: "1251", "win1251" and "Windows 1251" are "windows-1251".
std::string icu_name(std::string_view name) {
  std::string key;
  for (const char c : trimmed(name)) {
    if (c != ' ' && c != '-' && c != '_') key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string_view prefix : {"windows", "win", "cp", "ansi", ""}) {
    const bool is_number = key.size() == prefix.size() + 4 && key.compare(prefix.size(), 3, "125") == 0;
    if (key.starts_with(prefix) && is_number) return "windows-" + key.substr(prefix.size());
  }
  if (key.starts_with("8859")) return "iso" + key;
  return std::string(trimmed(name));
}

/// The character of one byte as UTF-8; empty for none and for control characters beyond ASCII, which no text holds.
std::string character_of(UConverter* converter, char byte) {
  UErrorCode status = U_ZERO_ERROR;
  ucnv_reset(converter);
  const icu::UnicodeString text(&byte, 1, converter, status);
  const UChar32 point = text.char32At(0);
  if (U_FAILURE(status) || text.length() != 1 || point == 0xFFFD || (point >= 0x80 && point < 0xA0)) return {};
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string hexadecimal(char byte) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02X", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

Result<Encoding> Encoding::find(std::string_view name) {
  const Error unknown{Errc::bad_option,
                      "'" + std::string(name) + "' is no encoding Kith knows; it knows " + std::string(kNames)};
  const std::string sought = icu_name(name);
  if (sought.empty()) return unknown;
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(sought.c_str(), &status));
  if (U_FAILURE(status)) return unknown;
  Encoding encoding;
  if (ucnv_getType(converter.get()) == UCNV_UTF8) {
    encoding.name_ = "UTF-8";
    return encoding;
  }
  if (ucnv_getMaxCharSize(converter.get()) != 1) return unknown;
  for (std::size_t byte = 0; byte < encoding.utf8_.size(); ++byte) {
    encoding.utf8_[byte] = character_of(converter.get(), static_cast<char>(byte));
    if (byte >= 0x20 && byte < 0x7F && encoding.utf8_[byte] != std::string(1, static_cast<char>(byte))) return unknown;
  }
  for (const char* standard : {"MIME", "IANA"}) {
    status = U_ZERO_ERROR;
    const char* found = ucnv_getStandardName(sought.c_str(), standard, &status);
    if (found == nullptr) continue;
    encoding.name_ = found;
    return encoding;
  }
  encoding.name_ = sought;
  return encoding;
}

Result<std::string> Encoding::to_utf8(std::string bytes) const {
  const bool is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (is_utf16 || name_ == "UTF-8" || !first_bad_byte(bytes)) return bytes;
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 4);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto& character = utf8_[static_cast<unsigned char>(bytes[i])];
    if (character.empty()) {
      const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(i), '\n');
      return Error{Errc::unsupported_format, "the byte " + hexadecimal(bytes[i]) + " in line " + std::to_string(line) +
                                                 " is no character of " + name_ +
                                                 ": the file is written in another encoding"};
    }
    text += character;
  }
  return text;
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::string_view encoding) {
  auto bytes = read_file(path);
  if (!bytes || encoding.empty()) return bytes;
  const auto code_page = Encoding::find(encoding);
  if (!code_page) return code_page.error();
  return code_page.value().to_utf8(std::move(bytes).value());
}

}  // namespace kith::text
