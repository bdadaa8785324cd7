// tools/kith/terminal/text_table.hpp — a table of text on the terminal.
#pragma once

#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace kith::tool {

using TextRow = std::vector<std::string>;

/// Columns as wide as their widest cell, those in `right` aligned to the right, two blanks between them. @pre all rows
/// are as long as the first.
void print_table(std::ostream& out, const std::vector<TextRow>& rows, const std::set<std::size_t>& right);

}  // namespace kith::tool
