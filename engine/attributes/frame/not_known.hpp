// attributes/frame/not_known.hpp — words and signs that say "nothing known" (unknown, n/a, ?, неизвестно, naməlum), and
// words that say "looked, and there is nothing" (none, нет, yoxdur). The first are no evidence: two forms that share
// one of them share nothing.
//
// Words are compared by their letters and digits alone: capitals, accents, blanks and punctuation do not count, so
// `N/A`, `n.a.` and `NA` are one word, and so are `not known`, `Not-known` and `NOT KNOWN.`; a remark in parentheses
// behind the word does not count either. By form alone say nothing: a text without a letter or digit (`...`, `--`,
// `???`), two x's or more, eight zeros or more (`0000-00-00`), and what a spreadsheet writes for an error (`#REF!`).
//
// The list: not_known_words.cpp, by language. A case adds words to it or takes them off (attributes.csv, attribute
// `not_known`).
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace kith::attributes {

/// What a text says before its words are looked at.
enum class Says : std::uint8_t { something, not_known, none };

/// The words of one language, separated by '|'.
struct LanguageWords {
  std::string_view language;
  std::string_view not_known;  ///< ending in '/': only where the text has a '/' or '.' in it, as in `s/d`
  std::string_view none;
};
[[nodiscard]] std::span<const LanguageWords> languages_of_not_known();

/// Letters and digits of a text, case folded, without accents; the text itself where it has none of them.
[[nodiscard]] std::string word_key(std::string_view utf8);

class NotKnown {
 public:
  /// The words of all languages.
  NotKnown();
  [[nodiscard]] static const NotKnown& built_in();

  void add(std::string_view word);
  /// From now on the word says something.
  void remove(std::string_view word);

  /// Of a whole cell, or of a part of one that stands by itself.
  [[nodiscard]] Says says(std::string_view text) const;
  [[nodiscard]] bool is_not_known(std::string_view text) const { return says(text) == Says::not_known; }
  /// Of a cell of words, where numbers say nothing either: also `x`, `0`, `99`, `-1` and the like, without a word in
  /// the cell.
  [[nodiscard]] bool is_no_word(std::string_view text) const;
  /// A person's name without the words in it that say nothing: "Unknown Petrović" is "Petrović", "N.N." is "". `Na` and
  /// `Nil` are names, `NA` and `N/A` are none.
  [[nodiscard]] std::string name_in(std::string_view text) const;

 private:
  using Keys = std::set<std::string, std::less<>>;
  [[nodiscard]] Says says_key(std::string_view text, const std::string& key) const;

  Keys not_known_, with_sign_, none_, removed_;
};

}  // namespace kith::attributes
