#include "io/amelogenin.hpp"

#include <algorithm>

namespace kith::io {

using genetics::Sex;

std::optional<Sex> sex_shown(const MergedTyping& amelogenin, const MergedProfiles& merged,
                             const std::vector<std::string>& names) {
  std::vector<LabelIndex> seen{amelogenin.first, amelogenin.second};
  const bool may_lose = amelogenin.soft != 0;
  if (may_lose) {
    const genetics::Observation& observation = merged.soft[amelogenin.soft - 1];
    seen.clear();
    for (const auto& replicate : observation.replicates) {
      seen.insert(seen.end(), replicate.seen.begin(), replicate.seen.end());
    }
    if (observation.certain_allele != genetics::kNoAllele) seen.push_back(observation.certain_allele);
  }
  const auto shows = [&](std::string_view name) {
    return std::any_of(seen.begin(), seen.end(), [&](LabelIndex label) { return names[label] == name; });
  };
  const bool x = shows("X"), y = shows("Y");
  const auto is_neither = [&](LabelIndex label) { return names[label] != "X" && names[label] != "Y"; };
  if (std::any_of(seen.begin(), seen.end(), is_neither)) return std::nullopt;
  if (y) return x || may_lose ? std::optional(Sex::male) : std::nullopt;
  return may_lose ? Sex::unknown : Sex::female;
}

}  // namespace kith::io
