// attributes/frame/synonyms.hpp — a commission's own words for common ones (synonyms.csv), and with the list of words
// that say nothing (not_known.hpp) all that a case says of its words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "attributes/frame/not_known.hpp"

namespace kith::attributes {

/// Words are found as word_key() writes them: capitals, accents and punctuation do not count.
class Synonyms {
 public:
  /// False: the attribute has this word already.
  bool add(std::string_view attribute, std::string_view word, std::string_view means);
  /// What the word means; none: it is no synonym.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view attribute, std::string_view word) const;
  /// The meaning of a synonym, or the word itself.
  [[nodiscard]] std::string_view meaning(std::string_view attribute, std::string_view word) const {
    return find(attribute, word).value_or(word);
  }

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> words_;
};

struct CaseWords {
  NotKnown not_known{};
  Synonyms synonyms{};

  /// Without words of the case's own.
  [[nodiscard]] static const CaseWords& built_in();
};

}  // namespace kith::attributes
