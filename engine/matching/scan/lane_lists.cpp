#include "matching/scan/lane_lists.hpp"

#include <algorithm>

namespace kith::matching {

LaneLists::LaneLists(std::size_t width, std::size_t top, std::size_t most_at_once)
    : width_(width),
      top_(top),
      most_at_once_(most_at_once),
      capacity_(2 * most_at_once),
      bounds_(width * (top + 1)),
      n_waiting_(width),
      waiting_(width * capacity_) {
  clear();
}

void LaneLists::clear() {
  std::fill(bounds_.begin(), bounds_.end(), std::numeric_limits<float>::lowest());
  for (std::size_t lane = 0; lane < width_; ++lane) bounds_[lane * (top_ + 1)] = std::numeric_limits<float>::max();
  std::fill(n_waiting_.begin(), n_waiting_.end(), 0U);
}

}  // namespace kith::matching
