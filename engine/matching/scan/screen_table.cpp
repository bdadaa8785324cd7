#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "matching/scan/screen.hpp"
#include "matching/scan/transpose.hpp"

namespace kith::matching {

namespace {

constexpr double kUnits = 65'000;  ///< what is shared out, leaving room for the additions of whole units

/// Twice what double rounding can do to a sum of this target's values and to the sum of its columns' highest values.
double double_margin(std::span<const ValueRange> ranges) {
  constexpr double kUnitRoundoff = 1.0 / (std::uint64_t{1} << 53);
  return 8 * static_cast<double>(ranges.size() + 1) * kUnitRoundoff * total_magnitude(ranges);
}

/// An upper bound of the target's scores.
double best_score(std::span<const ValueRange> ranges) {
  double best = 0;
  for (const ValueRange& range : ranges) best += range.highest;
  return best + double_margin(ranges);
}

double total_range(std::span<const ValueRange> ranges) {
  double total = 0;
  for (const ValueRange& range : ranges) total += range.highest - range.lowest;
  return total;
}

}  // namespace

// No pair above a cutoff is lost. For one target let S be the scale, h_c the highest finite value of column c, d_c the
// value of the remains' row, M = sum of max |d_c|, v = 2^-53, and let no d_c be -infinity (such a pair is no
// candidate). The reported score e is the double sum of the d_c: |e - sum d_c| <= 1.01 n v M; the double sum T of the
// h_c is as close to theirs. top >= T + m with m = 8 (n + 1) v M (best_score), and in units
//   start = 1 + floor(fl(S (top - (T + m)))),   q_c = floor(fl(S (h_c - d_c))), at most 65535.
// 1. Rounding in double lifts a q_c, or the start, by less than 65536 * 3 v before its floor (each is the product of
// one
//    subtraction, so the error is relative): together less than 1e-6 units for n <= 50,000. m, rounding of T + m
//    included, covers what the two sums in double are off.
// 2. So the sum D' = start + sum q_c, if nothing saturates, is
//      D' <= 1 + S (top - T - m + sum h_c - sum d_c) + 1e-6 <= 1 + S (top - e) + 1e-6.
//    Saturating additions of what is not negative give min(D', 65535): still no more than that.
// 3. The kernel's limit for a float cutoff x < e is floor(fl(fl(S (top - x)) + 2)), at most 65535, in single precision:
//    S (top - x) is low by at most 65536 * 2^-22 < 0.02. The deficit is a whole number below S (top - x) + 1 + 1e-6,
//    so it is within the limit. A limit beyond 65535 admits every deficit.
// 4. highest_limit is 65534 only if start + sum over columns of q_c(lowest finite value) <= 65534 for every target of
// the
//    tile, counted in integers: then every possible pair has a deficit of at most 65534.
// 5. Bounds. By 2, e <= top - (D - 1.01) / S: at_most takes 1.5, which leaves half a unit for the roundings of double
//    (a unit is at least 2^-42 |top|, as top is rounded up to a float). Each floor takes less than a unit, so if
//      nothing
//    saturated D >= S (top - T - m + sum h_c - sum d_c) - n - 1e-6, and e >= top - (D + n + 0.01) / S - 2 m: at_least
//      is
//    n + 3 units and 2 m below at_most.
// What is lost in sharpness: at most one unit a column and three for start and limit, so (n + 3) / S in log10 LR.
void ScreenTable::choose_scale(const TileTables& tables) {
  double top = std::numeric_limits<double>::lowest(), range = 0, margin = 0;
  for (std::size_t lane = 0; lane < tables.n_targets(); ++lane) top = std::max(top, best_score(tables.ranges(lane)));
  for (std::size_t lane = 0; lane < tables.n_targets(); ++lane) {
    const auto ranges = tables.ranges(lane);
    margin = std::max(margin, double_margin(ranges));
    range = std::max(range, top - best_score(ranges) + total_range(ranges));
  }
  top_ = std::nextafter(static_cast<float>(top), std::numeric_limits<float>::max());
  // Everything possible in 16 bits if that leaves units of 1 / (2 n); else what is above -40, at least 100 below the
  // top.
  constexpr double kFinest = 4096, kLowestOfInterest = -40, kLeastRange = 100;
  const double fits = kUnits / std::max(range + (double{top_} - top), kUnits / kFinest);
  const double wanted = 2 * static_cast<double>(tables.codes().n_columns());
  scale_ = static_cast<float>(fits >= wanted ? fits : kUnits / std::max(top - kLowestOfInterest, kLeastRange));
  unit_ = 1 / double{scale_};
  at_most_ = double{top_} + 1.5 * unit_;
  slack_ = (static_cast<double>(tables.codes().n_columns()) + 3) * unit_ + 2 * margin;
}

ScreenTable::ScreenTable(std::size_t n_rows, std::size_t width)
    : n_rows_(n_rows), width_(width), by_lane_(n_rows * width, 0), deficits_(n_rows * width, 0) {
  KITH_CHECK(width <= kMaxTileWidth);
}

void ScreenTable::fill(const TileTables& tables) {
  n_targets_ = tables.n_targets();
  choose_scale(tables);
  std::uint64_t worst = 0;
  for (std::size_t lane = 0; lane < n_targets_; ++lane) worst = std::max(worst, fill_lane(tables, lane));
  all_fit_ = worst < kSaturated;
  transpose({n_targets_, n_rows_, width_}, by_lane_.data(), deficits_.data());
}

std::uint64_t ScreenTable::fill_lane(const TileTables& tables, std::size_t lane) {
  const auto ranges = tables.ranges(lane);
  const double scale = scale_;
  std::uint16_t* const deficits = by_lane_.data() + lane * n_rows_;
  start_[lane] = saturated(1 + (double{top_} - best_score(ranges)) * scale);
  std::uint64_t worst = start_[lane];
  for (std::size_t c = 0; c < ranges.size(); ++c) {
    const double highest = ranges[c].highest;
    const std::size_t begin = tables.codes().first_row(c);
    const std::size_t n = tables.codes().first_row(c + 1) - begin;
    quantise(tables.values(lane).subspan(begin, n), highest, scale, deficits + begin);
    worst += saturated((highest - ranges[c].lowest) * scale);
  }
  return worst;
}

ScreenTile ScreenTable::tile() const {
  return {.deficits = deficits_.data(),
          .start = start_.data(),
          .width = width_,
          .used = n_targets_ == kMaxTileWidth ? ~std::uint64_t{0} : (std::uint64_t{1} << n_targets_) - 1,
          .top = top_,
          .scale = scale_,
          .highest_limit = static_cast<std::uint16_t>(kSaturated - (all_fit_ ? 1 : 0))};
}

}  // namespace kith::matching
