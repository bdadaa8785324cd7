// report/tables/near_misses_table.hpp — near_misses.csv: pairs that one or two incompatible loci alone keep off the
// list.
#pragma once

#include <ostream>
#include <span>

#include "inference/pairs/near_misses.hpp"
#include "matching/case/case.hpp"

namespace kith::report {

void write_near_misses(std::ostream& out, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                       std::span<const inference::NearMiss> misses);

/// "R1 and M1: 20.3 without FGA".
[[nodiscard]] std::string describe(const inference::NearMiss& miss, const matching::Case& the_case,
                                   const matching::EvidenceTable& evidence);

}  // namespace kith::report
