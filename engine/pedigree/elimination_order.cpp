#include "pedigree/elimination_order.hpp"

#include <array>
#include <limits>

#include "pedigree/elimination_search.hpp"

namespace kith::pedigree {
namespace {

template <std::size_t N>
EliminationOrder cheapest_order(const GraphShape& shape) {
  constexpr std::array kRules{Rule::work, Rule::result_size, Rule::growth};
  OrderSearch<N> search(shape);
  EliminationOrder best;
  best.cost = std::numeric_limits<double>::infinity();
  std::array<bool, kRules.size()> avoided{};
  for (const bool avoid_wide_gathers : {true, false}) {
    for (std::size_t r = 0; r < kRules.size(); ++r) {
      if (!avoid_wide_gathers && !avoided[r]) continue;
      const bool done = search.run(kRules[r], avoid_wide_gathers, best.cost);
      if (avoid_wide_gathers) avoided[r] = search.saw_wide_gather();
      if (done && search.cost() < best.cost) best = search.order();
    }
  }
  return best;
}

}  // namespace

EliminationOrder find_order(const GraphShape& shape) {
  const std::size_t n_variables = shape.domain.size();
  if (n_variables <= 64) return cheapest_order<64>(shape);
  if (n_variables <= 256) return cheapest_order<256>(shape);
  return cheapest_order<kMaxVariables>(shape);
}

}  // namespace kith::pedigree
