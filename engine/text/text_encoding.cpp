#include "text/text_encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace kith::text {
namespace {

/// A conversion of the C library, closed at the end.
class Conversion {
 public:
  Conversion(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion() {
    if (ok()) iconv_close(handle_);
  }

  // iconv_open reports failure as the pointer -1.
  [[nodiscard]] bool ok() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  /// Converts as much of `text` as possible and consumes it; appends to `out` where that is not null.
  void run(std::string_view& text, std::string* out) {
    std::array<char, 1 << 14> buffer{};
    char* in = const_cast<char*>(text.data());  // iconv's signature; it does not write there
    std::size_t n_in = text.size();
    std::size_t status = 0;
    do {
      char* to = buffer.data();
      std::size_t n_to = buffer.size();
      status = iconv(handle_, &in, &n_in, &to, &n_to);
      if (out != nullptr) out->append(buffer.data(), buffer.size() - n_to);
    } while (status == static_cast<std::size_t>(-1) && errno == E2BIG);
    text.remove_prefix(text.size() - n_in);
  }

 private:
  iconv_t handle_;
};

bool is_plain(char c) { return static_cast<signed char>(c) > 0; }

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    return Error{Errc::file_unreadable, "is a folder, not a file", path.string()};
  }
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return Error{Errc::file_unreadable, std::strerror(errno), path.string()};
  const auto size = file.tellg();
  std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  file.seekg(0);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) return Error{Errc::file_unreadable, "could not be read to its end", path.string()};
  return bytes;
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  // Nearly all tables are plain ASCII; only the rest, from the first other byte on, goes through the converter.
  const auto special = std::find_if_not(text.begin(), text.end(), is_plain);
  if (special == text.end()) return std::nullopt;
  Conversion check("UTF-8", "UTF-8");
  KITH_CHECK(check.ok());
  auto rest = text.substr(static_cast<std::size_t>(special - text.begin()));
  const auto nul = rest.find('\0');
  const auto end = text.size() - (nul == std::string_view::npos ? 0 : rest.size() - nul);
  rest = rest.substr(0, nul);
  check.run(rest, nullptr);
  const auto bad = end - rest.size();
  return bad == text.size() ? std::nullopt : std::optional(bad);
}

std::optional<std::size_t> first_control_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  // No branches and no look-ups: every table is read to its end, and compilers make this many bytes at a time.
  const auto may_begin = [&](std::size_t i) {
    const auto c = byte(i);
    const bool blank = (c == '\t') | (c == '\n') | (c == '\r');
    return static_cast<unsigned char>(((c < 0x20) & !blank) | (c == 0x7F) | (c == 0xC2));
  };
  constexpr std::size_t block = 1024;
  for (std::size_t first = 0; first < text.size(); first += block) {
    const std::size_t last = std::min(first + block, text.size());
    unsigned char any = 0;
    for (std::size_t i = first; i < last; ++i) any |= may_begin(i);
    if (any == 0) continue;
    for (std::size_t i = first; i < last; ++i) {
      // U+0080 to U+009F are C2 80 to C2 9F.
      if (may_begin(i) != 0 && (byte(i) != 0xC2 || (i + 1 < text.size() && byte(i + 1) < 0xA0))) return i;
    }
  }
  return std::nullopt;
}

Result<DecodedText> decode_foreign(std::string_view bytes) {
  const bool has_utf16_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!has_utf16_mark && bytes.find('\0') != std::string_view::npos)
    return Error{Errc::unsupported_format, "binary data, or UTF-16 without a byte order mark"};
  if (!has_utf16_mark && !first_bad_byte(bytes))
    return DecodedText{std::string(without_byte_order_mark(bytes)), "UTF-8"};
  DecodedText result{{}, has_utf16_mark ? "UTF-16" : "Windows-1252"};
  Conversion conversion("UTF-8", has_utf16_mark ? "UTF-16" : "CP1252");
  KITH_CHECK(conversion.ok());
  auto rest = bytes;
  conversion.run(rest, &result.text);
  if (rest.empty()) return result;
  return Error{Errc::unsupported_format, "a byte that is not " +
                                             std::string(has_utf16_mark ? "UTF-16" : "UTF-8 and not Windows-1252") +
                                             ", number " + std::to_string(bytes.size() - rest.size() + 1)};
}

Result<std::string> decode(std::string_view text, const char* code_page) {
  Conversion conversion("UTF-8", code_page);
  if (!conversion.ok()) return Error{Errc::bad_option, std::string("unknown code page ") + code_page};
  std::string result;
  while (!text.empty()) {
    const auto before = text.size();
    conversion.run(text, &result);
    if (text.empty()) break;
    KITH_CHECK(text.size() <= before);
    result += '?';
    text.remove_prefix(1);
  }
  return result;
}

}  // namespace kith::text
