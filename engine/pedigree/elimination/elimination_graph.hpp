// pedigree/elimination/elimination_graph.hpp — one locus of a family as a product of small tables and Mendelian
// selections.
//
// Variables are alleles (of an untyped person, one for each side), whole genotypes (of a founder or a typed person, one
// state for each genotype that fits) and gametes (the parental allele that went into a meiosis, before mutation).
//   table       f(v), f(v, w) or f(v, w, u): founder frequencies, observation weights, mutation M(gamete -> child's
//     allele)
//   selection   1/2 [gamete = allele of slot 0] + 1/2 [gamete = allele of slot 1]: Mendel's law, never stored as a
//     table
// The likelihood is the sum, over all variables that are not free, of the product of everything.
//
// The shape (domain sizes and who meets whom) decides the elimination plan; the values do not. Plans are cached by
// shape.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace kith::pedigree {

using VariableIndex = std::uint16_t;

struct GraphShape {
  struct Selection {
    std::array<VariableIndex, 2> slot{};  ///< the parent's variables; equal where one variable is the whole genotype
    VariableIndex gamete = 0;
  };
  struct Table {
    std::uint8_t n_variables = 0;  ///< 1 to 3
    std::array<VariableIndex, 3> variables{};
  };

  std::vector<std::uint32_t> domain;  ///< number of states per variable, each >= 1
  std::vector<Table> tables;
  std::vector<Selection> selections;
  std::vector<VariableIndex> free;  ///< variables of the result, in its layout order; at most two
  std::vector<VariableIndex>
      late;  ///< a hint for the order: variables that are often better summed out after all others

  /// A key that is equal exactly for equal shapes.
  void append_signature(std::vector<std::uint32_t>& key) const;
};

/// Shape and values. Reused between loci: clear() keeps the memory.
struct EliminationGraph {
  GraphShape shape;
  std::vector<std::uint32_t> table_offset;  ///< per table: where its values start in `values`
  std::vector<double> values;               ///< row-major, first variable slowest
  /// Per selection and slot: where the map from the slot's state to the gamete's state starts in `maps`.
  std::vector<std::array<std::uint32_t, 2>> map_offset;
  std::vector<std::int32_t> maps;  ///< -1: this allele cannot be the gamete's
  double constant = 1;             ///< factor of the whole product; 0: impossible
  double log_constant = 0;         ///< natural logarithm of a further factor

  void clear();
  [[nodiscard]] VariableIndex add_variable(std::size_t domain_size);
  /// Space for a table over one to three variables; the caller fills it before anything else is added.
  [[nodiscard]] double* add_table(std::initializer_list<VariableIndex> variables);
  [[nodiscard]] double* add_table(VariableIndex v) { return add_table({v}); }
  [[nodiscard]] double* add_table(VariableIndex v, VariableIndex w) { return add_table({v, w}); }
  void multiply_constant(double factor);
};

}  // namespace kith::pedigree
