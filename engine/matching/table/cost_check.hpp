// matching/table/cost_check.hpp — which families are too large to compute exactly, known before the run begins.
#pragma once

#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

/// A column that will be left out for a target, and what it would have cost.
struct CostNote {
  TargetIndex target = 0;
  std::uint32_t column = 0;
  pedigree::CostForecast forecast{};
};

/// Families with fewer persons than this cannot come near a sensible limit and are not looked at one by one ...
inline constexpr std::size_t kLargeFamily = 12;
/// ... unless some marker has theta > 0 and they have this many founders: with two, 80 alleles and several typed
/// children it takes some 6e7 multiplications.
inline constexpr std::size_t kManyFounders = 3;

/// The columns of these targets whose predicted cost exceeds `cost_limit`, by target, then column. The run goes
/// on without them: they get the status too_costly.
[[nodiscard]] std::vector<CostNote> find_costly(const Case& data, const EvidenceTable& evidence, double cost_limit);

}  // namespace kith::matching
