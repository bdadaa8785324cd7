// attributes/frame/words.hpp — numbers as the explanations of attributes show them.
#pragma once

#include <cstdio>
#include <string>

namespace kith::attributes {

/// Four digits: "0.053", "171.3".
[[nodiscard]] inline std::string number_word(double value) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.4g", value);
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace kith::attributes
