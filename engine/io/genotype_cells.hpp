// io/genotype_cells.hpp — what laboratories write into the cells of a genotype table.
//
//   9, 9.3, 9,3, <6, X                  an allele
//   nothing, NA, NN, NULL, 0, -         nothing was seen
//   12*, 12?                            an allele with a flag of the software or the analyst
//   OL, INC, NR, F, 99, ?, 12<, 12.x    something was there, or may have been, that names no allele: off-ladder,
//                                       inconclusive, not reported, dropped out, an unspecified variant
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::io {

enum class CellContent : std::uint8_t { nothing, allele, unusable, unreadable };

struct AlleleCell {
  CellContent content = CellContent::nothing;
  std::string label{};   ///< of an allele, in the one spelling Kith compares
  bool flagged = false;  ///< it had a trailing '*' or '?'
};

/// One allele. `decimal_comma`: "9,3" is 9.3; else a comma makes a cell unreadable.
[[nodiscard]] AlleleCell read_allele_cell(std::string_view text, bool decimal_comma);

/// The alleles of a cell that lists them, "11, 12, , "; else those of a whole genotype, as split_genotype() takes them.
/// Beside a comma and blank a comma alone is a decimal sign ("9,3, 10"). None where it can be read both ways ("9,3").
[[nodiscard]] std::optional<std::vector<std::string_view>> split_allele_list(std::string_view cell);

}  // namespace kith::io
