// text/table_union.hpp — rows of a new table below those of an old one, under the columns of both.
#pragma once

#include <string>

#include "text/csv_table.hpp"

namespace kith::text {

/// CSV text: the columns of `old` in its order, then those only `added` has; cells a table lacks stay empty. Columns
/// are the same if their column_key() is; decimal commas stay as they are, so tables with different delimiters and
/// numbers with commas do not mix (the caller sees to that).
[[nodiscard]] std::string table_union(const CsvTable& old, const CsvTable& added);

}  // namespace kith::text
