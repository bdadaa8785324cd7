// inference/pairs/population_minimum.hpp — under which population a reported pair scores lowest, linkage included, and
// its score there.
//
// Each pair's log10 LR under a population is what a run with that population alone would report: the sum over columns,
// and where that is 0 or more the correction for linked markers. The lowest over the populations that count for the
// missing person is reported; of equal ones the first.
//
// Cost: per population one table filling for every missing person with a candidate, and the linkage of its pairs.
#pragma once

#include <span>
#include <vector>

#include "inference/pairs/linkage.hpp"
#include "matching/case/case.hpp"
#include "matching/case/populations.hpp"

namespace kith::inference {

using matching::PopulationIndex;

/// The case as one population's allele frequencies have it.
struct PopulationView {
  const matching::Case* the_case = nullptr;
  const matching::EvidenceTable* evidence = nullptr;
  std::vector<LinkedLoci> linked{};  ///< pairs of markers to correct for; none: no correction
};

/// The pairs that are reported under one population.
struct PopulationPairs {
  std::vector<std::size_t> positions{};  ///< among all pairs, ascending
  std::vector<PairScore> pairs{};        ///< their scores here, without linkage
  std::vector<LinkageScore> linkage{};   ///< positions in `pairs`
};

/// Deals the pairs out to the populations, one entry for each view. `of_target` as in PopulationTables.
[[nodiscard]] std::vector<PopulationPairs> lowest_populations(std::span<const PopulationView> views,
                                                              std::span<const std::vector<PopulationIndex>> of_target,
                                                              std::span<const PairScore> pairs, std::uint32_t threads,
                                                              const pedigree::LikelihoodOptions& options = {});

}  // namespace kith::inference
