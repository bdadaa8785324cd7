// inference/evaluation/tied_rank.hpp — the place of the right answer among all, where scores may be equal.
//
// With b answers better and e others equal, the order among the equal ones is chance: the right one is among the first
// k with probability
//   P = min(1, max(0, (k - b) / (e + 1)))
// Summed over questions this is the expected recall at rank k. Two missing full brothers count one half each.
#pragma once

#include <cstdint>

namespace kith::inference {

struct TiedRank {
  bool scored = false;  ///< false: the right answer has no score at all and is nowhere
  std::uint64_t better = 0;
  std::uint64_t equal = 0;  ///< others with the same score
};

[[nodiscard]] inline double probability_within(const TiedRank& rank, std::uint64_t k) {
  if (!rank.scored || rank.better >= k) return 0;
  const double places = static_cast<double>(k - rank.better) / static_cast<double>(rank.equal + 1);
  return places < 1 ? places : 1;
}

}  // namespace kith::inference
