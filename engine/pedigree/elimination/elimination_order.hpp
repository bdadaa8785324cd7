// pedigree/elimination/elimination_order.hpp — in what order the variables of a graph are summed out, and what that
// costs.
//
// Three kinds of moves:
//   sum      multiply all tables that hold the variables E and sum over E
//   scatter  the same, where E is a parent: each state's product is added to the gamete states it can send (1/2 each)
//   gather   sum out a gamete first: R(gamete, ...) becomes 1/2 R(allele of slot 0, ...) + 1/2 R(allele of slot 1, ...)
// Going down a family scatters, going up gathers; both keep Mendel's law out of the tables. Finding the cheapest order
// is NP-hard (Arnborg, Corneil & Proskurowski 1987), so several greedy rules run (smallest result, least work, least
// growth: weighted min-fill over domain sizes) and the plan with the least predicted work wins.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "pedigree/elimination/elimination_graph.hpp"

namespace kith::pedigree {

/// Tables are numbered: first those of the graph, then the results of the moves in order.
struct Move {
  enum class Kind : std::uint8_t { sum, gather };
  Kind kind = Kind::sum;
  std::vector<VariableIndex> eliminated{};  ///< sum: the variables E; gather: the gamete alone
  std::vector<std::uint32_t> inputs{};      ///< numbers of the tables multiplied
  std::vector<std::uint32_t> selections{};  ///< sum: those scattered; gather: the one used
  std::vector<VariableIndex> result{};      ///< variables of the result, ascending
};

struct EliminationOrder {
  std::vector<Move> moves;   ///< the last one multiplies what is left into a table over the free variables
  double cost = 0;           ///< predicted multiplications
  double largest_table = 0;  ///< entries of the largest table
};

/// @pre shape.domain.size() <= kMaxVariables.
inline constexpr std::size_t kMaxVariables = 1024;
[[nodiscard]] EliminationOrder find_order(const GraphShape& shape);

}  // namespace kith::pedigree
