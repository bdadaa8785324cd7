// attributes/papers/name_key.hpp — a person's name as it is compared: the same key for the spellings that one name has
// in Latin, Cyrillic, Azerbaijani and Armenian letters and in their romanisations.
//
//   Məmmədov  Mammadov  Mamedov  Мамедов            one key
//   Cəfərov  Jafarov  Dzhafarov  Джафаров           one key
//   Պետրոսյան  Petrosyan  Petrossian  Петросян      one key
//
// Letters become Latin by ICU (BGN/PCGN for Russian and Armenian). Then sounds that romanisations write differently are
// one letter: kh x h gh ğ g q k (Qasımov, Kasimov); zh j dzh c(Azerbaijani) z; sh s; ch; ya a e ə; doubled letters.
// Endings that say nothing or come and go with the language of the paper are cut off: -ov -ev -ova -eva, -li -lu, -yan
// -ian, patronymics -ovich -ovna, and the words oglu, qızı. So Məmmədov and Məmmədli have one key too: families changed
// one for the other.
//
// A name that has letters with marks has more keys, one for each way in which papers print them (name_spellings.cpp):
// bare (Çelik CELIK, Шарић SARIC), as the machine-readable zone of passports does (ICAO Doc 9303 part 3: Müller MUELLER
// MUXXLER, Größe GROESSE, Øystein OEYSTEIN, Åse AASE), Đorđević as DJORDJEVIC. Names are as alike as the two keys that
// are most alike.
//
// Arabic and Hebrew leave out vowels. Such a name is compared with a name in another script by the consonants of both
// (محمد, MUHAMMAD, MOHAMMED: mhmd); where one has fewer than three of them nothing can be said.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::attributes {

/// The words of a name, folded, in the order written; empty where nothing of it can be read as letters.
using NameKey = std::vector<std::string>;

/// Whether a script writes vowels, and which one does not.
enum class NameScript : std::uint8_t { with_vowels, arabic, hebrew };

struct NameSpellings {
  std::vector<NameKey> keys{};  ///< the first as NameFolder::fold makes it; empty where nothing can be read
  NameKey consonants{};         ///< of the words that have two or more
  NameScript script = NameScript::with_vowels;

  [[nodiscard]] bool readable() const { return !keys.empty(); }
  friend auto operator<=>(const NameSpellings&, const NameSpellings&) = default;
};

/// Makes keys. Not for several threads at once: its transliterator is not.
class NameFolder {
 public:
  NameFolder();
  ~NameFolder();
  NameFolder(const NameFolder&) = delete;
  NameFolder& operator=(const NameFolder&) = delete;

  [[nodiscard]] NameKey fold(std::string_view utf8) const;
  [[nodiscard]] NameSpellings spellings(std::string_view utf8) const;

 private:
  /// In plain small letters, without initials and particles.
  [[nodiscard]] std::vector<std::string> latin_words(std::string_view utf8) const;

  struct Transliterator;
  std::unique_ptr<Transliterator> transliterator_;
};

/// Jaro's similarity with Winkler's bonus for a common start (0.1 a letter, up to 4): 0 to 1, 1 for equal words.
/// Winkler 1990: MARTHA, MARHTA 0.961.
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);

/// The mean Jaro-Winkler similarity of the words of the shorter name, each with a word of its own of the other, best
/// pair first. 0 if either is empty. So a paper with a surname only agrees with whoever has that surname.
[[nodiscard]] double similarity(const NameKey& a, const NameKey& b);

/// Of the two keys that are most alike; by consonants where the scripts ask for it; none where nothing can be said.
[[nodiscard]] std::optional<double> similarity(const NameSpellings& a, const NameSpellings& b);

}  // namespace kith::attributes
