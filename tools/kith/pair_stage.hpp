// tools/kith/pair_stage.hpp — what `kith match` does between the scan and the tables: reported pairs are corrected for
// linked markers, taken apart column by column, and the best of them written to breakdown.csv on the way.
#pragma once

#include <cstdint>
#include <ostream>
#include <vector>

#include "inference/linkage.hpp"
#include "inference/pair_detail.hpp"
#include "matching/case.hpp"
#include "matching/match.hpp"
#include "settings.hpp"

namespace kith::tool {

struct Linkage {
  std::vector<inference::LinkedLoci> loci{};      ///< empty: no correction
  double from = 0;                                ///< log10 LR of DNA from which pairs are corrected
  std::vector<inference::LinkageScore> scores{};  ///< by pair
};

/// The corrections of the pairs; none with `--linkage off`, nor for a strategy that does not score a family's DNA.
[[nodiscard]] Linkage find_linkage(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                   const matching::MatchResult& result, const Settings& settings);

struct ExplainedPairs {
  std::vector<inference::PairDetail> details{};  ///< one per pair
  std::uint64_t n_broken_down = 0;               ///< pairs that breakdown.csv takes apart
};

/// Adds the corrections to `result`, puts it into the new order, and writes the rows of breakdown.csv for the best
/// `--breakdown-limit` pairs.
[[nodiscard]] ExplainedPairs explain_pairs(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                           matching::MatchResult& result, const Linkage& linkage,
                                           const Settings& settings, std::ostream& breakdown,
                                           const matching::Progress& progress);

}  // namespace kith::tool
