#include "evidence/attributes/cell_text.hpp"

#include "core/text.hpp"

namespace kith::evidence {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string normal_word(std::string_view text) {
  std::string word;
  bool blank = false;
  for (const char c : trimmed(text)) {
    if (kBlanks.find(c) != std::string_view::npos || c == '_' || c == '-') {
      blank = true;
      continue;
    }
    if (blank && !word.empty()) word += ' ';
    blank = false;
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return word;
}

}  // namespace kith::evidence
