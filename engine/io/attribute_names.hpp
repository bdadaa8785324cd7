// io/attribute_names.hpp — the descriptive columns of missing_persons.csv (AM) and remains.csv (PM) that have a
// meaning.
// docs/case-format.md says of each what it holds. Other columns are kept too, with a warning.
#pragma once

#include <string_view>

namespace kith::io {

[[nodiscard]] bool is_known_attribute(std::string_view column);

}  // namespace kith::io
