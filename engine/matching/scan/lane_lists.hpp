// matching/scan/lane_lists.hpp — for each target of a tile the pairs that may belong to its list, by bounds of their
// scores.
//
// A target's cutoff is the `top`-th largest lower bound seen. A pair whose upper bound does not exceed it is beaten by
// `top` pairs of earlier remains, and those win at equal scores, too; its remains or the threshold may ask for it all
// the same. All wait here until they are settled: scored exactly, if nobody's cutoff has overtaken them meanwhile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/scan/tile_scan.hpp"

namespace kith::matching {

class LaneLists {
 public:
  struct Waiting {
    RemainsIndex remains;
    float at_most;
  };

  /// A list may grow by `most_at_once` pairs between calls of is_full().
  LaneLists(std::size_t width, std::size_t top, std::size_t most_at_once);

  /// For the next tile.
  void clear();
  /// A pair survives in a lane if its upper bound exceeds this; no cutoff is below -FLT_MAX.
  [[nodiscard]] float cutoff(std::size_t lane) const { return bounds_[lane * (top_ + 1) + top_]; }
  /// Takes the pair. No branches: what happens to it is unpredictable. @pre ascending order of remains.
  void add(const Prospect& pair) {
    float* const bounds = bounds_.data() + pair.lane * (top_ + 1);
    waiting_[pair.lane * capacity_ + n_waiting_[pair.lane]++] = {pair.remains, pair.at_most};
    for (std::size_t i = top_; i > 0; --i) {  // a sorted list: what is smaller moves down
      const float moved = bounds[i - 1] < pair.at_least ? bounds[i - 1] : pair.at_least;
      bounds[i] = bounds[i] < moved ? moved : bounds[i];
    }
  }
  /// Room for another `most_at_once` pairs must be made in this lane.
  [[nodiscard]] bool is_full(std::size_t lane) const { return n_waiting_[lane] + most_at_once_ > capacity_; }
  /// What was taken in this lane since it was last forgotten. The target asks for none whose at_most is below the
  /// cutoff.
  [[nodiscard]] std::span<const Waiting> waiting(std::size_t lane) const {
    return {waiting_.data() + lane * capacity_, n_waiting_[lane]};
  }
  void forget(std::size_t lane) { n_waiting_[lane] = 0; }

 private:
  std::size_t width_;
  std::size_t top_;
  std::size_t most_at_once_;
  std::size_t capacity_;
  std::vector<float> bounds_;  ///< per lane +infinity, then the `top` largest lower bounds, descending
  std::vector<std::uint32_t> n_waiting_;
  std::vector<Waiting> waiting_;
};

}  // namespace kith::matching
