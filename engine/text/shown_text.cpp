#include "text/shown_text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>

namespace kith::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

UText* open(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Calls `take(code point, its bytes)`; a code point below 0 is no UTF-8.
template <class Take>
void for_each_code_point(std::string_view text, Take take) {
  const std::unique_ptr<UText, decltype(&utext_close)> reader(open(text), &utext_close);
  for (auto start = utext_getNativeIndex(reader.get());;) {
    const UChar32 code = utext_next32(reader.get());
    if (code == U_SENTINEL) return;
    const auto end = utext_getNativeIndex(reader.get());
    const auto bytes = text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
    take(code == 0xFFFD && bytes != kReplacement ? -1 : code, bytes);
    start = end;
  }
}

/// Cc, and the marks of the bidirectional algorithm that embed, override or isolate.
bool must_be_seen(UChar32 code) {
  return u_charType(code) == U_CONTROL_CHAR || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F || code == 0x061C || code == 0xFEFF;
}

}  // namespace

std::string shown_text(std::string_view text) {
  std::string shown;
  for_each_code_point(text, [&](UChar32 code, std::string_view bytes) {
    if (code < 0) {
      shown += kReplacement;
    } else if (code != '\n' && code != '\t' && must_be_seen(code)) {
      char name[16];
      std::snprintf(name, sizeof name, "[U+%04X]", static_cast<unsigned>(code));
      shown += name;
    } else {
      shown += bytes;
    }
  });
  return shown;
}

std::vector<std::string> lines_of(std::string_view text, std::size_t most) {
  std::vector<std::string> lines;
  if (is_ascii(text)) {
    for (std::size_t i = 0; i < text.size(); i += most) lines.emplace_back(text.substr(i, most));
    if (lines.empty()) lines.emplace_back();
    return lines;
  }
  const auto whole = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> characters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) return {std::string(text)};
  characters->setText(whole);
  std::int32_t start = 0;
  std::size_t n = 0;
  const auto end_line = [&](std::int32_t end) {
    whole.tempSubStringBetween(start, end).toUTF8String(lines.emplace_back());
    start = end;
    n = 0;
  };
  characters->first();
  for (auto at = characters->next(); at != icu::BreakIterator::DONE; at = characters->next()) {
    if (++n == most) end_line(at);
  }
  if (n > 0 || lines.empty()) end_line(whole.length());
  return lines;
}

double width_of(std::string_view text) {
  double width = 0;
  for_each_code_point(text, [&](UChar32 code, std::string_view) {
    const int wide = code < 0 ? 0 : u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    width += code >= 0 && code < 0x80 ? 1 : wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1.5;
  });
  return width;
}

}  // namespace kith::text
