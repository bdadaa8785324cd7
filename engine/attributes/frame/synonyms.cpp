#include "attributes/frame/synonyms.hpp"

#include "core/text.hpp"

namespace kith::attributes {

bool Synonyms::add(std::string_view attribute, std::string_view word, std::string_view means) {
  return words_[std::string(attribute)].emplace(word_key(word), trimmed(means)).second;
}

std::optional<std::string_view> Synonyms::find(std::string_view attribute, std::string_view word) const {
  const auto of_attribute = words_.find(attribute);
  if (of_attribute == words_.end()) return std::nullopt;
  const auto found = of_attribute->second.find(word_key(word));
  return found == of_attribute->second.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

const CaseWords& CaseWords::built_in() {
  static const CaseWords words;
  return words;
}

}  // namespace kith::attributes
