#include "attributes/frame/cell_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "core/check.hpp"
#include "core/text.hpp"

namespace kith::attributes {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string fold_case(std::string_view utf8) {
  std::string folded(utf8);
  if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return folded;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* const compose = icu::Normalizer2::getNFCInstance(status);
  KITH_CHECK(U_SUCCESS(status));
  auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  folded.clear();
  compose->normalize(text.foldCase(), status).toUTF8String(folded);
  return folded;
}

std::string normal_word(std::string_view text) {
  std::string word;
  bool blank = false;
  for (const char c : fold_case(trimmed(text))) {
    if (kBlanks.find(c) != std::string_view::npos || c == '_' || c == '-') {
      blank = true;
      continue;
    }
    if (blank && !word.empty()) word += ' ';
    blank = false;
    word += c;
  }
  return word;
}

}  // namespace kith::attributes
