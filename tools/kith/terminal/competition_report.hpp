// tools/kith/terminal/competition_report.hpp — `kith explain --remains ID`: who comes into question for these remains,
// and why the first rather than the second.
#pragma once

#include <ostream>

#include "identify/competition.hpp"
#include "matching/case/case.hpp"

namespace kith::tool {

void print_competition(std::ostream& out, const matching::Case& the_case, const identify::Identification& answer,
                       const identify::Competition& competition, matching::RemainsIndex remains);

}  // namespace kith::tool
