// matching/case/attribute_text.hpp — a cell of the AM or PM form as it came.
#pragma once

#include <string_view>

#include "matching/case/case.hpp"

namespace kith::matching {

/// Empty: the form has no such column, or the cell is empty.
[[nodiscard]] inline std::string_view attribute_text(const Attributes& attributes, std::string_view column) {
  for (const auto& [name, text] : attributes) {
    if (name == column) return text;
  }
  return {};
}

}  // namespace kith::matching
