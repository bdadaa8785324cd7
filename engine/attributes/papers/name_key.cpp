#include "attributes/papers/name_key.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "attributes/papers/name_spellings.hpp"
#include "core/check.hpp"

namespace kith::attributes {
namespace {

/// ICU rules: special letters of Azerbaijani and of scholarly romanisations as English writes their sounds; the
/// alphabets by BGN/PCGN; then plain small Latin letters and blanks.
constexpr char16_t kRules
    [] = u":: NFC; :: Lower;"
         u"љ > lj; њ > nj; ј > j; ђ > đ; ћ > ć; џ > dzh; ة > ;"
         u"№ > ; ə > a; ç > ch; č > ch; ş > sh; š > sh; ğ > gh; ž > zh; ı > i; дж > j; х > h; й > y; ё > e; ь > ; ъ > "
         u"; э > e;"
         u":: Russian-Latin/BGN; :: Armenian-Latin/BGN; :: Any-Latin; :: Latin-ASCII; :: Lower;"
         u"['\u2019\u02BC\u02BB\u02BE\u02BF\u0300-\u036f] > ; [^a-z] > ' ' ;";

using Replacement = std::pair<std::string_view, std::string_view>;

/// In this order, each wherever it occurs.
constexpr std::array kSounds{
    // sounds with several spellings
    Replacement{"shch", "s"}, Replacement{"sch", "s"}, Replacement{"tsh", "ch"}, Replacement{"dzh", "z"},
    Replacement{"dj", "z"}, Replacement{"zh", "z"}, Replacement{"sh", "s"}, Replacement{"ch", "1"},
    Replacement{"tch", "1"}, Replacement{"ts", "2"}, Replacement{"tz", "2"}, Replacement{"kh", "h"},
    Replacement{"gh", "h"}, Replacement{"ph", "f"}, Replacement{"ks", "3"}, Replacement{"x", "h"},
    Replacement{"q", "h"}, Replacement{"k", "h"}, Replacement{"g", "h"}, Replacement{"w", "v"}, Replacement{"c", "z"},
    // glides: ya, yu, ye, iy
    Replacement{"ii", "i"}, Replacement{"ya", "a"}, Replacement{"ia", "a"}, Replacement{"ja", "za"},
    Replacement{"yu", "u"}, Replacement{"iu", "u"}, Replacement{"ye", "e"}, Replacement{"ie", "e"},
    Replacement{"yi", "i"}, Replacement{"iy", "i"}, Replacement{"y", "i"}, Replacement{"j", "z"},
    Replacement{"ee", "i"}, Replacement{"oo", "u"}, Replacement{"ou", "u"}, Replacement{"e", "a"}};

/// Of patronymics and surnames, the longest first; what is left must have three letters.
constexpr std::array<std::string_view, 26> kEndings{
    "ovich", "evich", "ovna", "evna", "zadeh", "zada", "zade", "yants", "yanc", "iants", "ova",   "eva",  "yan",
    "ian",   "ov",    "ev",   "off",  "eff",   "skiy", "ski",  "li",    "lu",   "ly",    "oghlu", "oglu", "ogly"};
/// Words that mean son, daughter, mister.
constexpr std::array<std::string_view, 12> kParticles{"oglu", "ogly", "oghlu", "ogli", "oghli", "uglu",
                                                      "qizi", "gizi", "kizi",  "kyzy", "gyzy",  "qyzy"};

void replace_all(std::string& text, const Replacement& replacement) {
  for (std::size_t at = text.find(replacement.first); at != std::string::npos;
       at = text.find(replacement.first, at + replacement.second.size())) {
    text.replace(at, replacement.first.size(), replacement.second);
  }
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

void cut_ending(std::string& word) {
  constexpr std::size_t kLeast = 3;
  for (const auto ending : kEndings) {
    if (word.size() < ending.size() + kLeast || !word.ends_with(ending)) continue;
    word.resize(word.size() - ending.size());
    break;
  }
  // Kuli-y-ev; Andrey, Andrei
  const bool is_glide = word.size() > kLeast &&
                        (word.back() == 'y' || (word.back() == 'i' && is_vowel(word[word.size() - 2])));
  if (is_glide) word.pop_back();
}

std::string fold_word(std::string word) {
  cut_ending(word);
  for (const auto& sound : kSounds) replace_all(word, sound);
  word.erase(std::unique(word.begin(), word.end()), word.end());
  return word;
}

}  // namespace

struct NameFolder::Transliterator {
  std::unique_ptr<icu::Transliterator> icu;
};

NameFolder::NameFolder() : transliterator_(std::make_unique<Transliterator>()) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  transliterator_->icu.reset(
      icu::Transliterator::createFromRules("kith-name", icu::UnicodeString(kRules), UTRANS_FORWARD, where, status));
  KITH_CHECK(U_SUCCESS(status) && transliterator_->icu != nullptr);
}

NameFolder::~NameFolder() = default;

NameKey NameFolder::fold(std::string_view utf8) const {
  NameKey key;
  for (auto& word : latin_words(utf8)) key.push_back(fold_word(std::move(word)));
  return key;
}

NameSpellings NameFolder::spellings(std::string_view utf8) const {
  NameSpellings result{.script = script_of(utf8)};
  for (const auto& spelling : printed_spellings(utf8)) {
    auto key = fold(spelling);
    const bool is_new = std::find(result.keys.begin(), result.keys.end(), key) == result.keys.end();
    if (is_new && !key.empty()) result.keys.push_back(std::move(key));
  }
  for (const auto& word : latin_words(utf8)) {
    auto consonants = consonants_of(word, result.script);
    if (consonants.size() > 1) result.consonants.push_back(std::move(consonants));
  }
  return result;
}

std::vector<std::string> NameFolder::latin_words(std::string_view utf8) const {
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  transliterator_->icu->transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  std::vector<std::string> words;
  std::string word;
  for (const char c : latin + ' ') {
    if (c != ' ') {
      word += c;
      continue;
    }
    const bool says_something = word.size() > 1;  // an initial is no name
    if (says_something && std::find(kParticles.begin(), kParticles.end(), word) == kParticles.end()) {
      words.push_back(word);
    }
    word.clear();
  }
  return words;
}

double jaro_winkler(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  constexpr std::size_t kLongest = 64;  // letters of a word that are compared: one bit each
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  const std::size_t half = std::max(a.size(), b.size()) / 2;
  const std::size_t window = half > 0 ? half - 1 : 0;
  std::uint64_t taken = 0;
  std::array<char, kLongest> matched{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t last = std::min(b.size(), i + window + 1);
    for (std::size_t j = i > window ? i - window : 0; j < last; ++j) {
      if ((taken >> j & 1U) != 0 || a[i] != b[j]) continue;
      taken |= std::uint64_t{1} << j;
      matched[n++] = a[i];
      break;
    }
  }
  if (n == 0) return 0;
  std::size_t out_of_order = 0;
  std::size_t k = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if ((taken >> j & 1U) != 0 && b[j] != matched[k++]) ++out_of_order;
  }
  const auto m = static_cast<double>(n);
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(out_of_order) / 2) / m) /
                      3;
  std::size_t common = 0;
  while (common < std::min({a.size(), b.size(), std::size_t{4}}) && a[common] == b[common]) ++common;
  return jaro + 0.1 * static_cast<double>(common) * (1 - jaro);
}

double similarity(const NameKey& a, const NameKey& b) {
  const NameKey& few = a.size() <= b.size() ? a : b;
  const NameKey& many = a.size() <= b.size() ? b : a;
  if (few.empty()) return 0;
  std::vector<bool> used_few(few.size(), false);
  std::vector<bool> used_many(many.size(), false);
  double sum = 0;
  for (std::size_t n = 0; n < few.size(); ++n) {
    double best = -1;
    std::size_t best_few = 0;
    std::size_t best_many = 0;
    for (std::size_t i = 0; i < few.size(); ++i) {
      for (std::size_t j = 0; j < many.size(); ++j) {
        if (used_few[i] || used_many[j]) continue;
        const double value = jaro_winkler(few[i], many[j]);
        if (value <= best) continue;
        best = value;
        best_few = i;
        best_many = j;
      }
    }
    used_few[best_few] = true;
    used_many[best_many] = true;
    sum += best;
  }
  return sum / static_cast<double>(few.size());
}

namespace {

/// By consonants; none where either name has too few to tell names apart.
std::optional<double> consonant_similarity(const NameKey& a, const NameKey& b) {
  constexpr std::size_t kLeast = 3;
  std::string all_a, all_b;
  for (const auto& word : a) all_a += word;
  for (const auto& word : b) all_b += word;
  if (all_a.size() < kLeast || all_b.size() < kLeast) return std::nullopt;
  return all_a == all_b ? 1 : similarity(a, b);  // Abd Allah, Abdullah
}

}  // namespace

std::optional<double> similarity(const NameSpellings& a, const NameSpellings& b) {
  if (!a.readable() || !b.readable()) return std::nullopt;
  if (a.script != b.script) return consonant_similarity(a.consonants, b.consonants);
  double best = 0;
  for (const NameKey& one : a.keys) {
    for (const NameKey& other : b.keys) best = std::max(best, similarity(one, other));
  }
  return best;
}

}  // namespace kith::attributes
