// core/text.hpp — what every reader of text does to it.
#pragma once

#include <string_view>

namespace kith {

inline constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// 0 to 9, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without blanks, tabs and line ends at either end.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace kith
