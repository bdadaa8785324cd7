// pedigree/elimination/elimination_plan.hpp — an elimination order turned into straight loops over flat tables.
//
// Every table is laid out for the one step that reads it: the variables summed there slowest, the rest in the order in
// which that step builds its row, so that the inner loops run over consecutive memory:
//   for every state e of the summed variables:
//     row = product of the inputs at e            (an outer product where an input brings new variables)
//     result[offsets] += row                      (once, or 1/2 each to the gametes this parent can send)
#pragma once

#include <cstdint>
#include <vector>

#include "pedigree/elimination/elimination_graph.hpp"
#include "pedigree/elimination/elimination_order.hpp"

namespace kith::pedigree {

struct EliminationStep {
  struct Input {
    std::uint32_t table = 0;
    std::vector<std::uint32_t> state_stride{};   ///< per summed variable; 0 where the table does not hold it
    std::uint32_t n_new = 1;                     ///< entries this input appends to each entry of the row
    std::uint32_t row_before = 1;                ///< length of the row before this input
    std::vector<std::uint32_t> shared_offset{};  ///< per entry of the row before: offset in the input; empty: all 0
  };
  struct Scatter {
    std::uint32_t selection = 0;
    std::uint32_t slot_position[2] = {0, 0};  ///< which summed variable each slot is
    std::uint32_t result_stride = 0;
  };

  Move::Kind kind = Move::Kind::sum;
  std::vector<std::uint32_t> state_domain;  ///< sum: domains of the summed variables; gather: of the slots
  std::vector<Input> inputs;                ///< gather: exactly one; state_stride[0] is the gamete's, then the slots'
  std::vector<Scatter> scatters;            ///< gather: exactly one, its slot positions into state_domain
  std::uint32_t row_size = 1;
  std::vector<std::uint32_t> result_offset;        ///< per entry of the row; empty: consecutive
  std::vector<std::uint32_t> result_state_stride;  ///< gather only: per slot
  std::uint32_t result = 0;                        ///< table number
};

struct EliminationPlan {
  std::vector<EliminationStep> steps;
  std::vector<std::size_t> table_size;  ///< per table, those of the graph first
  /// Per table of the graph: where each entry of the layout its reader wants stands in the graph's; empty: the same.
  std::vector<std::vector<std::uint32_t>> reordered;
  std::size_t largest_row = 1;
  std::size_t arena_size = 0;  ///< doubles needed for all results and reordered copies
  double cost = 0;
};

/// Fails only by cost: where the order's cost or largest table exceeds the limits, `plan.steps` stays empty; where it
/// is the table, the cost is infinite.
inline constexpr double kMaxTableEntries = 1 << 26;
[[nodiscard]] EliminationPlan make_plan(const GraphShape& shape, double cost_limit);

}  // namespace kith::pedigree
