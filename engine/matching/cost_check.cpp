#include "matching/cost_check.hpp"

namespace kith::matching {

std::vector<CostNote> find_costly(const Case& data, const EvidenceTable& evidence, double cost_limit) {
  std::vector<CostNote> notes;
  if (evidence.has_parts()) return notes;  // one typed relative at a time: never near a sensible limit
  for (TargetIndex target = 0; target < evidence.n_targets; ++target) {
    if (data.families[data.missing[target].family].pedigree.size() < kLargeFamily) continue;
    for (std::uint32_t column = 0; column < evidence.columns.size(); ++column) {
      const double predicted = evidence.columns[column]->predicted_cost(target);
      if (predicted > cost_limit) notes.push_back({target, column, predicted});
    }
  }
  return notes;
}

}  // namespace kith::matching
