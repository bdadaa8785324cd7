// bench/scan_roofline.hpp — the scan's memory traffic and its additions, and nothing else: no start, no cutoffs, no
// selection, no candidates. What the machine allows at best for this layout; bench/scan_bench.cpp gives the ratio.
#pragma once

#include "matching/scan/scan.hpp"

namespace kith::bench {

/// Adds up, for every remains, the rows of the tile that its codes name. @return the sum of everything, to be used.
float scan_roofline(const matching::ScanCodes& codes, const matching::ScanTile& tile);

}  // namespace kith::bench
