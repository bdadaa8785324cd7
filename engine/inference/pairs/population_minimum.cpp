#include "inference/pairs/population_minimum.hpp"

#include <algorithm>
#include <limits>

namespace kith::inference {
namespace {

/// All pairs that a population counts for, scored under it.
PopulationPairs scored_under(const PopulationView& view, PopulationIndex population,
                             std::span<const std::vector<PopulationIndex>> of_target, std::span<const PairScore> pairs,
                             std::uint32_t threads, const pedigree::LikelihoodOptions& options) {
  PopulationPairs result;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& counted = of_target[pairs[i].target];
    if (!std::binary_search(counted.begin(), counted.end(), population)) continue;
    result.positions.push_back(i);
    result.pairs.push_back(pairs[i]);
  }
  const auto scores = matching::score_pairs(*view.evidence, result.pairs, threads);
  for (std::size_t k = 0; k < scores.size(); ++k) result.pairs[k].log10_lr = scores[k];
  if (view.linked.empty()) return result;
  const auto dna = dna_scores(*view.evidence, result.pairs, threads);
  result.linkage = score_linkage(*view.the_case, view.linked, dna, threads, options);
  return result;
}

std::vector<double> with_linkage(const PopulationPairs& scored) {
  std::vector<double> totals;
  for (const PairScore& pair : scored.pairs) totals.push_back(pair.log10_lr);
  for (const LinkageScore& score : scored.linkage) totals[score.pair] += score.log10_correction;
  return totals;
}

/// Only the pairs for which `is_here`, by position among all pairs.
PopulationPairs kept(PopulationPairs scored, const std::vector<bool>& is_here) {
  constexpr auto kGone = std::numeric_limits<std::size_t>::max();
  PopulationPairs result;
  std::vector<std::size_t> place(scored.pairs.size(), kGone);
  for (std::size_t k = 0; k < scored.pairs.size(); ++k) {
    if (!is_here[scored.positions[k]]) continue;
    place[k] = result.pairs.size();
    result.positions.push_back(scored.positions[k]);
    result.pairs.push_back(scored.pairs[k]);
  }
  for (LinkageScore score : scored.linkage) {
    if (place[score.pair] == kGone) continue;
    score.pair = place[score.pair];
    result.linkage.push_back(score);
  }
  return result;
}

}  // namespace

std::vector<PopulationPairs> lowest_populations(std::span<const PopulationView> views,
                                                std::span<const std::vector<PopulationIndex>> of_target,
                                                std::span<const PairScore> pairs, std::uint32_t threads,
                                                const pedigree::LikelihoodOptions& options) {
  std::vector<PopulationPairs> scored;
  std::vector<double> lowest(pairs.size(), std::numeric_limits<double>::infinity());
  std::vector<std::size_t> best(pairs.size(), 0);
  for (std::size_t p = 0; p < views.size(); ++p) {
    scored.push_back(scored_under(views[p], static_cast<PopulationIndex>(p), of_target, pairs, threads, options));
    const std::vector<double> totals = with_linkage(scored.back());
    for (std::size_t k = 0; k < totals.size(); ++k) {
      const std::size_t i = scored.back().positions[k];
      if (!(totals[k] < lowest[i])) continue;
      lowest[i] = totals[k];
      best[i] = p;
    }
  }
  for (std::size_t p = 0; p < views.size(); ++p) {
    std::vector<bool> is_here(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) is_here[i] = best[i] == p;
    scored[p] = kept(std::move(scored[p]), is_here);
  }
  return scored;
}

}  // namespace kith::inference
