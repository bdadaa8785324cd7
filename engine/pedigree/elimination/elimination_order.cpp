#include "pedigree/elimination/elimination_order.hpp"

#include <array>
#include <limits>

#include "pedigree/elimination/elimination_search.hpp"

namespace kith::pedigree {
namespace {

/// Shapes with late variables (two loci) are many and some are dear. Looking on takes longer than an order of this
/// cost, ...
constexpr double kCheapEnough = 5e4;
/// ... and one more try is worth it while it takes this part of what the best order does.
constexpr double kCostOfTry = 2e5;
constexpr std::uint64_t kMostTries = 400;

template <std::size_t N>
EliminationOrder cheapest_order(const GraphShape& shape) {
  constexpr std::array kRules{Rule::work, Rule::result_size, Rule::growth};
  OrderSearch<N> search(shape);
  EliminationOrder best;
  best.cost = std::numeric_limits<double>::infinity();
  const double enough = shape.late.empty() ? 0 : kCheapEnough;
  std::array<bool, kRules.size()> had_to_put_off{};
  for (const bool puts_off : {true, false}) {
    for (std::size_t r = 0; r < kRules.size() && best.cost > enough; ++r) {
      if (!puts_off && !had_to_put_off[r]) continue;
      const bool done = search.run(kRules[r], puts_off, best.cost);
      if (puts_off) had_to_put_off[r] = search.had_to_put_off();
      if (done && search.cost() < best.cost) best = search.order();
    }
  }
  if (shape.late.empty()) return best;
  for (std::uint64_t k = 1; k <= kMostTries && static_cast<double>(k) * kCostOfTry < best.cost; ++k) {
    const bool done = search.run_shaken(k % 2 == 0 ? Rule::work : Rule::result_size, k, best.cost);
    if (done && search.cost() < best.cost) best = search.order();
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
