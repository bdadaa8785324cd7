// inference/pairs/near_misses.hpp — pairs that one or two incompatible loci alone keep off the list: a mutation of
// several steps, a lost allele or a typing error in a true match, or close relatives. For an expert to look at; no
// score depends on them.
//
//   log10 LR < threshold <= log10 LR without the loci,  one or two loci that cannot be without mutation, dropout or
//     error
//
// Cost: per missing person one filling of his columns and one sum over the columns per remains; so many pairs and no
// more. Threads: oneTBB; the result does not depend on their number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::inference {

struct NearMiss {
  matching::RemainsIndex remains = 0;
  matching::TargetIndex target = 0;
  double log10_lr = 0;                   ///< -infinity: excluded
  double log10_without = 0;              ///< without the incompatible loci
  std::vector<std::uint32_t> columns{};  ///< these
  std::vector<std::string> needs{};      ///< per column what would make it compatible
};

struct NearMissOptions {
  double threshold = 4;  ///< log10 LR from which a pair is on the list
  std::uint32_t most_loci = 2;
  std::uint64_t most_pairs = 10'000'000;  ///< of the case; none is looked for where there are more
  std::uint32_t threads = 0;
};

/// Whether find_near_misses() would look: scores are sums of log10 LRs of whole families, and the pairs are not too
/// many.
[[nodiscard]] bool can_find_near_misses(const matching::EvidenceTable& evidence, const NearMissOptions& options);

/// The highest without the loci first, then by remains, then by target. @pre can_find_near_misses()
[[nodiscard]] std::vector<NearMiss> find_near_misses(const matching::EvidenceTable& evidence,
                                                     const NearMissOptions& options);

}  // namespace kith::inference
