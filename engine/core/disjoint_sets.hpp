// core/disjoint_sets.hpp — things 0, 1, ... n - 1 in sets that only ever unite (Tarjan 1975,
// doi:10.1145/321879.321884).
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace kith {

/// Each set is called by its smallest member, in whatever order it was made.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }

  /// The smallest member of its set.
  [[nodiscard]] std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void unite(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = find(a);
    const std::uint32_t y = find(b);
    parent_[std::max(x, y)] = std::min(x, y);
  }
  /// find() of every one.
  [[nodiscard]] std::vector<std::uint32_t> names() {
    for (std::uint32_t i = 0; i < parent_.size(); ++i) parent_[i] = find(i);
    return parent_;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace kith
