// identify/population_views.hpp — the evidence of a run under every population that counts; most runs have one.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "identify/options.hpp"
#include "identify/run_populations.hpp"
#include "inference/pairs/population_minimum.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::identify {

class PopulationViews {
 public:
  PopulationViews() = default;
  /// Encodes the case under each population. The case, and those of `populations`, outlive this.
  PopulationViews(const matching::Case& the_case, const RunPopulations& populations, const matching::Strategy& strategy,
                  const Options& options);

  [[nodiscard]] std::size_t size() const { return views_.size(); }
  [[nodiscard]] const inference::PopulationView& operator[](std::size_t population) const { return views_[population]; }
  [[nodiscard]] std::span<const inference::PopulationView> all() const { return views_; }
  /// Under the first population.
  [[nodiscard]] const matching::EvidenceTable& evidence() const { return *tables_.front(); }

 private:
  std::vector<std::unique_ptr<matching::EvidenceTable>> tables_;
  std::vector<inference::PopulationView> views_;
};

/// Every pair under the most conservative of its populations. Errors: bad_option where a marker counts under some of a
/// person's populations only. @pre several populations.
[[nodiscard]] Result<matching::MatchResult> match_views(const PopulationViews& views, const RunPopulations& populations,
                                                        const Options& options, const matching::Progress& progress);

/// n_remains x n_targets: the DNA's log10 LR of every pair, the lowest over the populations that count for it.
[[nodiscard]] std::vector<double> lowest_matrix(const PopulationViews& views, const RunPopulations& populations,
                                                const Options& options, const matching::Progress& progress);

}  // namespace kith::identify
