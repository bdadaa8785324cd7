#include "attributes/papers/name_spellings.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/check.hpp"

namespace kith::attributes {
namespace {

/// A small letter, and what is printed for it.
struct Printed {
  char16_t letter;
  const char16_t* as;
};

/// Without its mark, where name_key.cpp writes the sound instead.
constexpr std::array kBare{Printed{u'ç', u"c"}, Printed{u'č', u"c"}, Printed{u'ş', u"s"}, Printed{u'š', u"s"},
                           Printed{u'ș', u"s"}, Printed{u'ğ', u"g"}, Printed{u'ž', u"z"}};
/// South Slavic Cyrillic by way of the Latin alphabet.
constexpr std::array kBareCyrillic{Printed{u'ж', u"z"}, Printed{u'ч', u"c"}, Printed{u'ш', u"s"},
                                   Printed{u'ц', u"c"}, Printed{u'ћ', u"c"}, Printed{u'џ', u"dz"}};
constexpr std::array kTwoLetters{Printed{u'ü', u"ue"}, Printed{u'ö', u"oe"}, Printed{u'ä', u"ae"},
                                 Printed{u'å', u"aa"}, Printed{u'ø', u"oe"}, Printed{u'æ', u"ae"},
                                 Printed{u'đ', u"dj"}, Printed{u'ђ', u"dj"}, Printed{u'ё', u"ио"}};
constexpr std::array kThreeLetters{Printed{u'ü', u"uxx"}, Printed{u'ñ', u"nxx"}};
/// By sound, as newspapers do.
constexpr std::array kSound{Printed{u'đ', u"dj"}, Printed{u'ђ', u"dj"}, Printed{u'ć', u"ch"}, Printed{u'ћ', u"ch"}};

using Table = std::span<const Printed>;

icu::UnicodeString with(const icu::UnicodeString& name, std::initializer_list<Table> tables) {
  icu::UnicodeString result;
  for (std::int32_t i = 0; i < name.length(); ++i) {
    const char16_t c = name.charAt(i);
    const char16_t* as = nullptr;
    for (const Table& table : tables) {
      for (const Printed& printed : table) {
        if (as == nullptr && printed.letter == c) as = printed.as;
      }
    }
    as == nullptr ? result.append(c) : result.append(as, -1);
  }
  return result;
}

icu::UnicodeString unicode(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// One letter for the sounds that romanisations mix up; the order matters.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kConsonants{
    {{"sch", "s"}, {"tch", "c"}, {"ck", "h"}, {"sh", "s"}, {"ch", "c"}, {"kh", "h"}, {"gh", "h"},
     {"dh", "d"},  {"th", "t"},  {"ph", "p"}, {"zh", "j"}, {"dj", "j"}, {"tz", "z"}, {"ts", "z"},
     {"x", "h"},   {"q", "h"},   {"k", "h"},  {"g", "h"},  {"f", "p"},  {"w", "v"}}};

}  // namespace

NameScript script_of(std::string_view utf8) {
  const auto text = unicode(utf8);
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(text.char32At(i), &status);
    if (script == USCRIPT_ARABIC) return NameScript::arabic;
    if (script == USCRIPT_HEBREW) return NameScript::hebrew;
  }
  return NameScript::with_vowels;
}

std::vector<std::string> printed_spellings(std::string_view utf8) {
  std::vector<std::string> spellings{std::string(utf8)};
  const bool is_ascii = std::all_of(utf8.begin(), utf8.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return spellings;
  UErrorCode status = U_ZERO_ERROR;
  const auto* const compose = icu::Normalizer2::getNFCInstance(status);
  KITH_CHECK(U_SUCCESS(status));
  const auto name = compose->normalize(unicode(utf8), status).toLower();
  for (const auto& printed :
       {with(name, {kBare, kBareCyrillic}), with(name, {kTwoLetters, kBare}),
        with(name, {kTwoLetters, kBare, kBareCyrillic}), with(name, {kThreeLetters, kBare}), with(name, {kSound})}) {
    std::string text;
    if (printed != name) printed.toUTF8String(text);
    if (!text.empty() && std::find(spellings.begin(), spellings.end(), text) == spellings.end()) {
      spellings.push_back(std::move(text));
    }
  }
  return spellings;
}

std::string consonants_of(std::string_view word, NameScript script) {
  std::string text(word);
  const bool is_latin = script == NameScript::with_vowels;
  if (is_latin && (text == "al" || text == "el" || text == "ul" || text == "ad" || text == "ud")) return {};
  if (script == NameScript::arabic && text.size() > 4 && text.starts_with("al")) text.erase(0, 2);
  if (script == NameScript::hebrew && text.ends_with('h')) text.pop_back();
  if (is_latin && text.ends_with("ah") && !text.ends_with("llah")) text.pop_back();
  for (const auto& [what, by] : kConsonants) replace_all(text, what, by);
  std::string consonants;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_vowel = std::string_view("aeiouy").find(c) != std::string_view::npos || (c == 'v' && i > 0);
    if (!is_vowel && (consonants.empty() || consonants.back() != c)) consonants += c;
  }
  return consonants;
}

}  // namespace kith::attributes
