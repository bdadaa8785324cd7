// attributes/frame/cell_text.hpp — the cells of a description as text: blanks around it, capitals, parts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::attributes {

/// The parts between separators, trimmed; an empty text has one empty part.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Capitals made small in every script (Unicode case folding, composed).
[[nodiscard]] std::string fold_case(std::string_view utf8);
/// A word as it is compared: capitals made small, runs of blanks, '_' and '-' made one blank, trimmed.
[[nodiscard]] std::string normal_word(std::string_view text);

}  // namespace kith::attributes
