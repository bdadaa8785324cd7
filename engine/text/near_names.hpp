// text/near_names.hpp — which known name somebody meant who wrote another one.
#pragma once

#include <cstddef>
#include <string_view>

namespace kith::text {

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string
/// alignment).
[[nodiscard]] std::size_t spelling_distance(std::string_view a, std::string_view b);

/// Whether `written` may be `known` misspelt: one slip in words of 4 to 7 letters, two up to 13, three in longer ones.
[[nodiscard]] bool is_misspelling(std::string_view written, std::string_view known);

/// Whether `words`, separated by blanks, hold `word`.
[[nodiscard]] bool lists_word(std::string_view words, std::string_view word);

}  // namespace kith::text
