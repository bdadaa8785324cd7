// identify/reported_pairs.hpp — from the scan to the tables: reported pairs are corrected for linked markers and taken
// apart column by column, and the best of them are written to breakdown.csv on the way.
#pragma once

#include <cstdint>
#include <ostream>
#include <vector>

#include "identify/population_views.hpp"
#include "inference/pairs/linkage.hpp"
#include "inference/pairs/pair_detail.hpp"

namespace kith::identify {

/// The corrections of a run's pairs.
struct Linkage {
  std::vector<inference::LinkedLoci> loci{};      ///< empty: no correction
  double from = 0;                                ///< log10 LR of DNA from which pairs are corrected
  std::vector<inference::LinkageScore> scores{};  ///< by pair as the scan orders them; empty with several populations
};

/// The corrections of the pairs under one population.
[[nodiscard]] Linkage find_linkage(const inference::PopulationView& view, const matching::MatchResult& result,
                                   const Options& options);

struct TakenApart {
  std::vector<inference::PairDetail> details{};  ///< one per pair
  std::uint64_t n_broken_down = 0;               ///< pairs that breakdown.csv takes apart
};

/// Adds the corrections to `result`, puts it into the new order, and writes the rows of breakdown.csv (null: none) for
/// the best pairs.
[[nodiscard]] TakenApart take_apart(const inference::PopulationView& view, matching::MatchResult& result,
                                    std::span<const inference::LinkageScore> linkage, const Options& options,
                                    std::ostream* breakdown, const matching::Progress& progress);

/// The same under several populations: every pair gets its lowest score, with the population it comes from.
[[nodiscard]] TakenApart take_apart_lowest(const PopulationViews& views, const RunPopulations& populations,
                                           matching::MatchResult& result, const Options& options,
                                           std::ostream* breakdown);

}  // namespace kith::identify
