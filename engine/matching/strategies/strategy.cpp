#include "matching/strategies/strategy.hpp"

#include <algorithm>

namespace kith::matching {

const std::vector<const Strategy*>& strategies() {
  static const std::vector<const Strategy*> all = {
      &tiled_strategy(),   &screened_strategy(), &exhaustive_strategy(), &combined_strategy(),   &dna_strategy(),
      &blocked_strategy(), &pairwise_strategy(), &ibs_strategy(),        &attributes_strategy(), &similarity_strategy(),
  };
  return all;
}

Result<const Strategy*> find_strategy(std::string_view name) {
  const auto& all = strategies();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Strategy* s) { return s->name() == name; });
  if (found != all.end()) return *found;
  std::string known;
  for (const Strategy* strategy : all) known += (known.empty() ? "" : ", ") + std::string(strategy->name());
  return Error{Errc::bad_option, "no strategy is called '" + std::string(name) + "'; there are: " + known};
}

EvidenceTable Strategy::evidence(const Case& data, const EvidenceOptions& options) const {
  return build_evidence(data, options);
}

}  // namespace kith::matching
