// pedigree/elimination/cost_forecast.hpp — what a marker of a family will cost, known before any of it is computed.
//
// Everything that target_joint() and, with theta > 0, unrelated_joint() will eliminate is gone through without
// eliminating it. Cost: building the graphs and, for shapes not met before, finding their orders.
#pragma once

#include "core/error.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::pedigree {

struct CostForecast {
  /// Of both functions together, or as much as is certain beyond the limit; infinite where no limit would help: founder
  /// alleles beyond kMaxUnknownFounderAlleles, a table beyond kMaxTableEntries.
  double multiplications = 0;
  std::size_t n_unknown_founder_alleles = 0;  ///< theta > 0: those to be summed over

  [[nodiscard]] bool has_too_many_founder_alleles() const;
};

/// Where `multiplications` is within options.cost_limit, neither function fails by cost when what the first one spent
/// is taken off the limit of the second. Errors: those of target_joint but cost_limit_exceeded.
[[nodiscard]] Result<CostForecast> forecast_cost(const genetics::Marker& marker, const Pedigree& pedigree,
                                                 Observations observed, PersonIndex target, Workspace& workspace,
                                                 const LikelihoodOptions& options = {});

}  // namespace kith::pedigree
