// identify/costly_families.hpp — what a run leaves out of a family that is too large to compute, in words.
#pragma once

#include <string>

#include "matching/case/case.hpp"
#include "matching/table/cost_check.hpp"

namespace kith::identify {

/// "family F1, missing person T, marker TH01 left out: predicted at least 3e+10 multiplications, the limit is 2e+09".
[[nodiscard]] std::string describe(const matching::CostNote& note, const matching::Case& the_case,
                                   const matching::EvidenceTable& evidence, double cost_limit);

}  // namespace kith::identify
