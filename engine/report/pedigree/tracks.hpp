// report/pedigree/tracks.hpp — parallel stretches that must not touch: each takes the first track that is free along
// it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace kith::report {

class Tracks {
 public:
  /// The track, counted from 0, of a stretch from `low` to `high`.
  std::size_t take(double low, double high) {
    constexpr double kApart = 4;
    const Stretch stretch{low - kApart, high + kApart};
    std::size_t track = 0;
    while (track < tracks_.size() && overlaps(tracks_[track], stretch)) ++track;
    if (track == tracks_.size()) tracks_.emplace_back();
    tracks_[track].push_back(stretch);
    return track;
  }

  [[nodiscard]] std::size_t size() const { return tracks_.size(); }

 private:
  struct Stretch {
    double low, high;
  };

  static bool overlaps(const std::vector<Stretch>& track, const Stretch& stretch) {
    return std::any_of(track.begin(), track.end(),
                       [&](const Stretch& other) { return other.low <= stretch.high && stretch.low <= other.high; });
  }

  std::vector<std::vector<Stretch>> tracks_;
};

}  // namespace kith::report
