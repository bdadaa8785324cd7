// Which code page a text may be written in. ICU's detector tells the Cyrillic and Arabic pages from one another by the
// frequencies of their letters, but not Latin ones by a handful of names: there, each page's text is held against the
// letters its languages use, so that the right page makes the fewest odd letters.
#include <unicode/uchar.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "text/encoding.hpp"

namespace kith::text {

namespace {

struct Candidate {
  const char* name;
  const char* region;
  const char16_t* languages;  ///< the small letters beyond ASCII of each, separated by '|'
};

constexpr auto
    kCyrillic = u"абвгдеёжзийклмнопрстуфхцчшщъыьэюя|абвгдђежзијклљмнњопрстћуфхцчџш|абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
constexpr auto kRussian = u"абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
constexpr auto kWestern = u"áéíóúñüçºª|áàâãçéêíóôõúü|àâæçéèêëîïôœùûüÿ|àèéìòóù|äöüßé|åäöæøéü";
constexpr auto kCentral = u"čćđšž|áčďéěíňóřšťúůýž|áäčďéíĺľňóôŕšťúýž|ąćęłńóśźż|áéíóöőúüű|ăâîşţ";
constexpr auto kTurkish = u"çğıöşüâîûi̇";
/// Without ΐ and ΰ, which are rare in Greek; their bytes are common letters of Cyrillic.
constexpr auto kGreek = u"αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ";
constexpr auto kHebrew = u"אבגדהוזחטיךכלםמןנסעףפץצקרשת";

/// By how often they are met.
constexpr std::array<Candidate, 16> kCandidates{
    {{"windows-1251", "Cyrillic", kCyrillic},
     {"windows-1252", "Western European", kWestern},
     {"windows-1250", "Central European", kCentral},
     {"windows-1254", "Turkish", kTurkish},
     {"windows-1253", "Greek", kGreek},
     {"windows-1255", "Hebrew", kHebrew},
     {"ISO-8859-2", "Central European", kCentral},
     {"ISO-8859-9", "Turkish", kTurkish},
     {"ISO-8859-1", "Western European", kWestern},
     {"ISO-8859-15", "Western European", kWestern},
     {"KOI8-R", "Cyrillic", kRussian},
     {"ISO-8859-5", "Cyrillic", kCyrillic},
     {"ISO-8859-7", "Greek", kGreek},
     {"ISO-8859-8", "Hebrew", kHebrew},
     {"IBM866", "Cyrillic", kRussian},
     {"windows-1256", "Arabic", u"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ"}}};

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool ends_word(char c) {
  constexpr std::string_view ends = " \t\r\n,;|/\"";
  return ends.find(c) != std::string_view::npos;
}

/// The words that hold a byte beyond ASCII, with blanks between them; a few thousand bytes tell enough.
std::string words_beyond_ascii(std::string_view bytes) {
  constexpr std::size_t enough = 4000;
  std::string words;
  while (!bytes.empty() && words.size() < enough) {
    const auto end = static_cast<std::size_t>(std::find_if(bytes.begin(), bytes.end(), ends_word) - bytes.begin());
    const auto word = bytes.substr(0, end);
    if (!std::all_of(word.begin(), word.end(), is_ascii)) words.append(word).append(" ");
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return words;
}

/// Odd things in decoded words: letters the languages do not use (more so, signs that are no letters), two alphabets in
/// a word, a capital behind a small letter, a Greek final sigma within a word.
std::size_t oddities(const icu::UnicodeString& text, const icu::UnicodeString& letters) {
  constexpr UChar32 kFinalSigma = 0x3C2;
  std::size_t odd = 0;
  bool after_small = false;
  UScriptCode script = USCRIPT_COMMON;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const UChar32 c = text.char32At(i);
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode own = uscript_getScript(c, &status);
    if (u_isalpha(c) != 0) {
      if (c >= 0x80 && letters.indexOf(u_tolower(c)) < 0) ++odd;
      if (script != USCRIPT_COMMON && own != USCRIPT_COMMON && own != script) ++odd;
      if (after_small && u_isupper(c) != 0) ++odd;
      if (c == kFinalSigma && i + 1 < text.length() && u_isalpha(text.char32At(i + 1)) != 0) ++odd;
      script = own;
    } else {
      if (c >= 0x80) odd += 3;
      if (c == ' ') script = USCRIPT_COMMON;
    }
    after_small = u_islower(c) != 0;
  }
  return odd;
}

/// As the one of the languages has it that fits best.
std::size_t fewest_oddities(const icu::UnicodeString& text, std::u16string_view languages) {
  auto fewest = static_cast<std::size_t>(-1);
  while (!languages.empty()) {
    const auto end = std::min(languages.find(u'|'), languages.size());
    const icu::UnicodeString letters(languages.data(), static_cast<std::int32_t>(end));
    fewest = std::min(fewest, oddities(text, letters));
    languages.remove_prefix(std::min(end + 1, languages.size()));
  }
  return fewest;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

/// Names of ICU's guesses, the likeliest first.
std::vector<std::string> detected(const std::string& words) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), words.data(), static_cast<std::int32_t>(words.size()), &status);
  std::int32_t n = 0;
  const auto* matches = ucsdet_detectAll(detector.get(), &n, &status);
  std::vector<std::string> names;
  if (U_FAILURE(status)) return names;
  for (std::int32_t i = 0; i < n; ++i) names.emplace_back(ucsdet_getName(matches[i], &status));
  return names;
}

}  // namespace

/// The candidates that make the fewest oddities, of equal texts the first.
class LikelyEncodings {
 public:
  explicit LikelyEncodings(std::string_view bytes) : words_(words_beyond_ascii(bytes)) {
    for (const auto& candidate : kCandidates) consider(candidate);
    keep_one_a_region();
  }

  [[nodiscard]] const std::vector<const Candidate*>& best() const { return best_; }

 private:
  void consider(const Candidate& candidate) {
    const auto encoding = Encoding::find(candidate.name);
    if (!encoding) return;
    std::string utf8;
    for (const char byte : words_) {
      const auto& character = encoding.value().utf8_[static_cast<unsigned char>(byte)];
      if (character.empty()) return;
      utf8 += character;
    }
    const auto odd = fewest_oddities(icu::UnicodeString::fromUTF8(utf8), candidate.languages);
    if (odd > least_odd_ || std::find(texts_.begin(), texts_.end(), utf8) != texts_.end()) return;
    if (odd < least_odd_) {
      best_.clear();
      texts_.clear();
    }
    least_odd_ = odd;
    best_.push_back(&candidate);
    texts_.push_back(std::move(utf8));
  }

  /// Where alphabets are the same, what ICU thinks of the letters' frequencies decides.
  void keep_one_a_region() {
    const auto guesses = detected(words_);
    const auto rank = [&](const Candidate* candidate) {
      return std::find(guesses.begin(), guesses.end(), candidate->name) - guesses.begin();
    };
    std::vector<const Candidate*> kept;
    for (const auto* candidate : best_) {
      const auto same = std::find_if(kept.begin(), kept.end(), [&](const auto* other) {
        return std::string_view(other->region) == candidate->region;
      });
      if (same == kept.end()) {
        kept.push_back(candidate);
      } else if (rank(candidate) < rank(*same)) {
        *same = candidate;
      }
    }
    best_ = std::move(kept);
  }

  std::string words_;
  std::size_t least_odd_ = static_cast<std::size_t>(-1);
  std::vector<const Candidate*> best_;
  std::vector<std::string> texts_;  ///< what each of them makes of the words
};

std::string likely_encodings(std::string_view bytes) {
  const LikelyEncodings likely(bytes);
  std::string names;
  for (const auto* candidate : likely.best()) {
    names += std::string(names.empty() ? "" : " or ") + candidate->name + " (" + candidate->region + ")";
  }
  return names;
}

std::string likeliest_encoding(std::string_view bytes) {
  const LikelyEncodings likely(bytes);
  return likely.best().empty() ? std::string() : likely.best().front()->name;
}

std::string not_utf8_message(std::string_view bytes) {
  const auto likely = likely_encodings(bytes);
  if (likely.empty()) return "this is not UTF-8: save it as UTF-8, or name its code page with --encoding NAME";
  const bool is_one = likely.find(" or ") == std::string::npos;
  return "this is not UTF-8; by its letters it may be " + likely +
         (is_one ? ": run with --encoding " : ", whichever language it is in: run with --encoding ") +
         likeliest_encoding(bytes) + (is_one ? "" : " or the other one") + ", look at the names, or save it as UTF-8";
}

Problem not_utf8(std::string_view bytes, std::size_t first_bad, std::string file) {
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(first_bad), '\n');
  return {.code = Errc::unsupported_format,
          .file = std::move(file),
          .row = static_cast<std::size_t>(line),
          .message = not_utf8_message(bytes)};
}

}  // namespace kith::text
