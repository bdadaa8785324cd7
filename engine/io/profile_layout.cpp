#include "io/profile_layout.hpp"

#include <cctype>

#include "genetics/allele.hpp"
#include "io/cell_values.hpp"

namespace kith::io {
namespace {

bool is_separator(char c) {
  return c == '/' || c == '|' || c == ';' || c == '-' || std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// "9,3" may be the allele 9.3 or the genotype 9/3, and "9,30" is hardly 9/30; "13,14", "28,30", "9,9.3", "9, 3" are clear.
bool may_be_decimal(std::string_view before, std::string_view after) {
  const bool is_fraction = !after.empty() && after[0] >= '1' && after[0] <= '4';
  if (!is_fraction || after.size() > 2) return false;
  if (after.size() == 1) return true;
  constexpr double kFarApart = 15;  // repeats between the two alleles of one person
  const auto whole = parse_number(before);
  return after[1] == '0' && whole && 10 * (after[0] - '0') - *whole > kFarApart;
}

}  // namespace

std::optional<std::vector<std::string_view>> split_genotype(std::string_view cell) {
  std::vector<std::string_view> labels;
  if (genetics::is_missing_allele(cell)) return labels;
  // Beside an unmistakable separator a comma is a decimal sign: "6/9,3".
  const bool comma_separates = cell.find_first_of("/|;-") == std::string_view::npos;
  std::size_t start = 0;
  const auto take = [&](std::size_t end) {
    if (end > start) labels.push_back(cell.substr(start, end - start));
    start = end + 1;
  };
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == ',' && comma_separates) {
      if (may_be_decimal(cell.substr(start, i - start), cell.substr(i + 1))) return std::nullopt;
      take(i);
    } else if (is_separator(cell[i])) {
      take(i);
    }
  }
  take(cell.size());
  return labels;
}

}  // namespace kith::io
