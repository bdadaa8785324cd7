// core/number_word.hpp — numbers as explanations show them.
#pragma once

#include <cstdio>
#include <string>

namespace kith {

/// At most `digits` significant digits, without zeros at the end: "0.053", "171.3", "1e-05".
[[nodiscard]] inline std::string number_word(double value, int digits = 4) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.*g", digits, value);
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace kith
