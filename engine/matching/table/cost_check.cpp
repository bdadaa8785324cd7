#include "matching/table/cost_check.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

namespace kith::matching {
namespace {

std::size_t n_founders(const pedigree::Pedigree& pedigree) {
  std::size_t n = 0;
  for (std::size_t p = 0; p < pedigree.size(); ++p) {
    n += pedigree.is_founder(static_cast<pedigree::PersonIndex>(p)) ? 1U : 0U;
  }
  return n;
}

}  // namespace
std::vector<CostNote> find_costly(const Case& data, const EvidenceTable& evidence, double cost_limit) {
  std::vector<CostNote> notes;
  if (evidence.has_parts()) return notes;  // one typed relative at a time: never near a sensible limit
  const bool any_theta = std::any_of(data.panel.markers.begin(), data.panel.markers.end(),
                                     [](const genetics::Marker& marker) { return marker.theta() > 0; });
  std::vector<std::vector<CostNote>> of_target(evidence.n_targets);
  tbb::parallel_for(std::size_t{0}, evidence.n_targets, [&](std::size_t t) {
    const auto target = static_cast<TargetIndex>(t);
    const pedigree::Pedigree& pedigree = data.families[data.missing[target].family].pedigree;
    if (pedigree.size() < kLargeFamily && !(any_theta && n_founders(pedigree) >= kManyFounders)) return;
    for (std::uint32_t column = 0; column < evidence.columns.size(); ++column) {
      const pedigree::CostForecast forecast = evidence.columns[column]->forecast_cost(target);
      if (forecast.multiplications > cost_limit) of_target[t].push_back({target, column, forecast});
    }
  });
  for (const std::vector<CostNote>& found : of_target) notes.insert(notes.end(), found.begin(), found.end());
  return notes;
}

}  // namespace kith::matching
