// intake/case/folded_word.hpp — the form under which words of any language are compared.
#pragma once

#include <string>
#include <string_view>

namespace kith::intake {

/// Small letters without their marks: "FRÉQUENCE" -> "frequence", "Кадын" -> "кадын", "Sıklık" -> "siklik", "мужской"
/// -> "мужскои". Text that is not UTF-8 keeps its bytes beyond ASCII.
[[nodiscard]] std::string folded_word(std::string_view text);

/// Whether the text, folded, is one of the words of a list "word|word|word" of folded words.
[[nodiscard]] bool is_one_of(std::string_view folded, std::string_view words);

}  // namespace kith::intake
