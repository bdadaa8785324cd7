// intake/profiles/genotype_cells.hpp — the one reader of alleles, for all tables and importers: what stands in a cell
// that holds an allele, and in one that holds a whole genotype.
//
//   9, 9.3, 9.30, 14.0, 9,3, <6, X      an allele
//   nothing                             nothing was written
//   NA, NN, NULL, 0, -                  no allele was seen; beside an allele: the other one is not known
//   12*, 12?                            an allele with a flag of the software or the analyst
//   OL, INC, NR, ?                      something was there, or may have been, that names no allele: off-ladder,
//                                       inconclusive, not reported
//   F, 99, 12<, 12.x                    likewise, in laboratories' own tables: dropped out, an unspecified variant
//   13,14  13/14  13-14  13 14          two alleles
//
// A comma is a decimal sign where the table's delimiter allows it and the fraction is one the marker can have: behind
// it (or behind a point) stand the bases of a part of a repeat, one digit below the repeat's length. So 13,14 is never
// 13.14, whatever the table.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "genetics/markers/marker_ranges.hpp"

namespace kith::intake {

enum class CellContent : std::uint8_t {
  nothing,   ///< empty
  not_seen,  ///< NA, 0, -
  allele,
  unusable,     ///< OL, INC, NR, ?
  wildcard,     ///< F, 99, 12<, 12.x
  two_alleles,  ///< split_genotype() tells them
  either,       ///< "9,3" where a comma is no decimal sign: one allele or two
  unreadable,
};

/// What the table and the marker say of its cells.
struct AlleleRule {
  bool decimal_comma = false;
  const genetics::MarkerRange* range = nullptr;  ///< null: the marker is not known
};

struct AlleleCell {
  CellContent content = CellContent::nothing;
  std::string label{};   ///< of an allele, in the one spelling Kith compares
  bool flagged = false;  ///< it had a trailing '*' or '?'
};

/// One allele.
[[nodiscard]] AlleleCell read_allele_cell(std::string_view text, const AlleleRule& rule);
/// The label of an allele in a list of them: a frequency table, a ladder, a database. There a comma is always a decimal
/// sign, and 99 an allele. None: it is no allele.
[[nodiscard]] std::optional<std::string> read_listed_allele(std::string_view text, const genetics::MarkerRange* range);
/// What would have been accepted in place of a cell that is no allele: a sentence for Problem::expected; `otherwise`
/// where there is nothing more to say of it.
[[nodiscard]] std::string expected_allele(std::string_view text, const AlleleRule& rule,
                                          std::string otherwise = "an allele label such as 9 or 9.3, or nothing");

/// The labels in a cell that holds a whole genotype: "9/9.3", "9-9.3", "9 9.3", "9;9.3", "9, 9.3" or a single "9". A
/// side left empty ("9/", "9-") is a label "-". Beside '/', '|', ';' or '-' a comma is a decimal sign ("6/9,3"). None
/// where a comma alone can be read as a decimal sign as well as between alleles ("9,3").
[[nodiscard]] std::optional<std::vector<std::string_view>> split_genotype(std::string_view cell,
                                                                          const genetics::MarkerRange* range = nullptr);

/// The alleles of a cell that lists them, "11, 12, , "; else those of a whole genotype, as split_genotype() takes them.
/// Beside a comma and blank a comma alone is a decimal sign ("9,3, 10"). None where it can be read both ways ("9,3").
[[nodiscard]] std::optional<std::vector<std::string_view>> split_allele_list(
    std::string_view cell, const genetics::MarkerRange* range = nullptr);

}  // namespace kith::intake
