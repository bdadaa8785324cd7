// intake/forms/attribute_names.hpp — the description columns of missing_persons.csv (AM) and remains.csv (PM) that Kith
// knows (docs/case-format.md says what each means). Other columns are kept too, with a warning.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kith::intake {

/// Which form asks for it.
enum class Form : std::uint8_t { both, am, pm };

struct AttributeSpec {
  std::string_view name;
  Form form = Form::both;
  std::string_view meaning;
  std::string_view also = {};        ///< other headings for it, as column_key() folds them, separated by blanks
  std::string_view am_example = {};  ///< cells of the example case of `kith new`
  std::string_view pm_example = {};
};

/// Grouped as in docs/case-format.md; tooth_11 ... tooth_48 are known besides.
[[nodiscard]] std::span<const AttributeSpec> known_attributes();

/// Capitals, blanks, '_', '-' and '.' in `column` do not count. `form` is am or pm: the table's own.
[[nodiscard]] bool is_known_attribute(std::string_view column, Form form);

}  // namespace kith::intake
