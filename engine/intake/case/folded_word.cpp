#include "intake/case/folded_word.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "intake/case/cell_values.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake {
namespace {

/// Letters that have no mark to lose in Unicode, but do in people's typing.
UChar32 plain_letter(UChar32 letter) {
  switch (letter) {
    case U'ı':
      return U'i';
    case U'đ':
      return U'd';
    case U'ł':
      return U'l';
    default:
      return letter;
  }
}

}  // namespace

std::string folded_word(std::string_view text) {
  const bool is_ascii = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
  UErrorCode status = U_ZERO_ERROR;
  const auto* decompose = is_ascii ? nullptr : icu::Normalizer2::getNFDInstance(status);
  if (decompose == nullptr || U_FAILURE(status) || text::first_bad_byte(text)) return lower_case(text);
  auto word = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  word = decompose->normalize(word.toLower(icu::Locale::getRoot()), status);
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
    const UChar32 letter = word.char32At(i);
    if (u_charType(letter) != U_NON_SPACING_MARK) plain.append(plain_letter(letter));
  }
  std::string utf8;
  plain.toUTF8String(utf8);
  return utf8;
}

bool is_one_of(std::string_view folded, std::string_view words) {
  while (!words.empty()) {
    const auto end = std::min(words.find('|'), words.size());
    if (words.substr(0, end) == folded) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace kith::intake
