#include "attributes/frame/not_known.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "attributes/frame/cell_text.hpp"
#include "core/check.hpp"
#include "core/text.hpp"

namespace kith::attributes {
namespace {

constexpr std::size_t kLongest = 160;  ///< bytes of a text that is looked up

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_ascii_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Letters that have no accent to take off, and the plain ones that people write for them; 0: left out.
UChar32 plain_letter(UChar32 c) {
  switch (c) {
    case 0x131:  // dotless i
      return 'i';
    case 0x259:  // schwa
      return 'e';
    case 0x111:  // d with stroke
      return 'd';
    case 0x142:  // l with stroke
      return 'l';
    case 0xF8:  // o with stroke
      return 'o';
    case 0x649:  // alef maksura
    case 0x6CC:  // Persian yeh
      return 0x64A;
    case 0x6A9:  // Persian kaf
      return 0x643;
    case 0x629:  // teh marbuta
      return 0x647;
    case 0x640:  // tatweel
      return 0;
    default:
      return u_isalnum(c) != 0 ? c : 0;
  }
}

std::string unicode_key(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* const apart = icu::Normalizer2::getNFDInstance(status);
  KITH_CHECK(U_SUCCESS(status));
  const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  const auto letters = apart->normalize(fold->normalize(text, status), status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    if (const UChar32 c = plain_letter(letters.char32At(i)); c != 0) kept.append(c);
  }
  std::string key;
  kept.toUTF8String(key);
  return key;
}

/// Empty: no letter and no digit.
std::string letters_and_digits(std::string_view utf8) {
  if (!is_ascii(utf8)) return unicode_key(utf8);
  std::string key;
  for (const char c : utf8) {
    if (is_ascii_letter_or_digit(c)) key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key;
}

bool all_are(std::string_view text, char c) { return text.find_first_not_of(c) == std::string_view::npos; }

bool is_of_x(const std::string& key) {
  constexpr std::string_view kCyrillicX = "\xD1\x85";
  std::string_view rest = key;
  while (!rest.empty()) {
    if (rest.front() == 'x') {
      rest.remove_prefix(1);
    } else if (rest.starts_with(kCyrillicX)) {
      rest.remove_prefix(kCyrillicX.size());
    } else {
      return false;
    }
  }
  return !key.empty();
}

bool has_sign(std::string_view text) { return text.find_first_of("/.\\") != std::string_view::npos; }

bool is_spreadsheet_error(std::string_view text) {
  return text.size() > 3 && text.front() == '#' && (text.back() == '!' || text.back() == '?');
}

/// Signs that say something by themselves: a plus, and separators of a list with nothing between them.
bool says_nothing_by_form(std::string_view text, const std::string& key) {
  if (key.empty()) return text.find_first_of("+;") == std::string_view::npos;
  const bool zeros = key.size() >= 8 && all_are(key, '0');
  return zeros || (is_of_x(key) && key != "x" && key != "\xD1\x85") || is_spreadsheet_error(text);
}

/// What a name column holds where there is no name.
constexpr std::array<std::string_view, 24> kNoNames{"nn",
                                                    "nn lice",
                                                    "нн",
                                                    "нн лице",
                                                    "no name",
                                                    "noname",
                                                    "nameless",
                                                    "name unknown",
                                                    "john doe",
                                                    "jane doe",
                                                    "без имени",
                                                    "имя неизвестно",
                                                    "isimsiz",
                                                    "adsız",
                                                    "sin nombre",
                                                    "sans nom",
                                                    "bez imena",
                                                    "без имена",
                                                    "nepoznato lice",
                                                    "непознато лице",
                                                    "nepoznata osoba",
                                                    "unknown person",
                                                    "بدون اسم",
                                                    "անանուն"};

/// Words of the list that are people's names, too.
constexpr std::array<std::string_view, 20> kNamesToo{"na",  "nk",  "nd",   "nil", "nada", "nema",  "no",
                                                     "non", "ne",  "ni",   "nan", "null", "blank", "empty",
                                                     "la",  "pas", "rien", "hic", "tune", "ras"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "Na", "NADA", but not "NA", "n/a", "null".
bool is_written_as_name(std::string_view text, std::string_view key) {
  if (has_sign(text) || text.empty() || text.front() < 'A' || text.front() > 'Z') return false;
  const bool capitals = std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool small = std::none_of(text.begin() + 1, text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals ? key.size() > 2 && key != "nan" && key != "null" : small;
}

std::set<std::string, std::less<>> keys_of_no_names() {
  std::set<std::string, std::less<>> keys;
  for (const auto name : kNoNames) keys.insert(word_key(name));
  return keys;
}

}  // namespace

std::string word_key(std::string_view utf8) {
  auto key = letters_and_digits(utf8);
  return key.empty() ? std::string(trimmed(utf8)) : key;
}

NotKnown::NotKnown() {
  for (const LanguageWords& language : languages_of_not_known()) {
    for (const auto word : split(language.not_known, '|')) {
      (word.ends_with('/') ? with_sign_ : not_known_).insert(word_key(word));
    }
    for (const auto word : split(language.none, '|')) none_.insert(word_key(word));
  }
}

const NotKnown& NotKnown::built_in() {
  static const NotKnown words;
  return words;
}

void NotKnown::add(std::string_view word) {
  const auto key = word_key(word);
  removed_.erase(key);
  none_.erase(key);
  not_known_.insert(key);
}

void NotKnown::remove(std::string_view word) { removed_.insert(word_key(word)); }

Says NotKnown::says_key(std::string_view text, const std::string& key) const {
  if (removed_.contains(key)) return Says::something;
  if (not_known_.contains(key) || (has_sign(text) && with_sign_.contains(key))) return Says::not_known;
  return none_.contains(key) ? Says::none : Says::something;
}

Says NotKnown::says(std::string_view text) const {
  text = trimmed(text);
  if (text.empty()) return Says::not_known;
  if (text.size() > kLongest) return Says::something;
  const auto key = letters_and_digits(text);
  const auto listed = says_key(text, key.empty() ? std::string(text) : key);
  if (listed != Says::something || removed_.contains(key.empty() ? text : std::string_view(key))) return listed;
  if (says_nothing_by_form(text, key)) return Says::not_known;
  const auto remark = text.find('(');
  return remark != std::string_view::npos && remark > 0 ? says(text.substr(0, remark)) : Says::something;
}

bool NotKnown::is_no_word(std::string_view text) const {
  text = trimmed(text);
  if (is_not_known(text)) return true;
  const auto key = letters_and_digits(text);
  if (key.empty() || removed_.contains(key)) return key.empty();
  if (text == "-1" || text == "-9" || key == "u" || is_of_x(key)) return true;
  return all_are(key, '0') || (key.size() > 1 && all_are(key, '9'));
}

std::string NotKnown::name_in(std::string_view text) const {
  static const auto no_names = keys_of_no_names();
  text = trimmed(text);
  const auto key = letters_and_digits(text);
  if (removed_.contains(key)) return std::string(text);
  if (is_one_of(kNamesToo, key)) return is_written_as_name(text, key) ? std::string(text) : std::string();
  if (says(text) != Says::something || is_no_word(text) || no_names.contains(key)) return {};
  std::string known;
  bool left_out = false;
  constexpr std::size_t kLeast = 5;  // letters of a word that is left out
  for (const auto word : split(text, ' ')) {
    const auto word_letters = letters_and_digits(word);
    const bool nothing = word.empty() || word_letters.empty() || word_letters == "nn" ||
                         (word_letters.size() >= kLeast && is_not_known(word));
    left_out = left_out || nothing;
    if (!nothing) known.append(known.empty() ? "" : " ").append(word);
  }
  return left_out ? known : std::string(text);
}

}  // namespace kith::attributes
