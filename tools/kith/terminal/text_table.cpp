#include "terminal/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kith::tool {

void print_table(std::ostream& out, const std::vector<TextRow>& rows, const std::set<std::size_t>& right) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const TextRow& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  }
  for (const TextRow& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += right.count(c) > 0 ? fmt::format("  {:>{}}", row[c], widths[c])
                                 : fmt::format("  {:<{}}", row[c], widths[c]);
    }
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
}

}  // namespace kith::tool
