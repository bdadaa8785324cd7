#include "matching/scan/scan_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "matching/scan/transpose.hpp"

namespace kith::matching {

namespace {

constexpr float kNoScore = -std::numeric_limits<float>::infinity();

}  // namespace

// Let u = 2^-24 be the unit roundoff of float, v = 2^-53 that of double, d_1..d_n the column values, M >= sum |d_i|,
// and m the start. The scan computes s = fl(m + x_1 + ... + x_n) with x_i = fl(d_i); its n additions and the conversion
// give
//   s >= m + sum d_i - g (m + M) - n 2^-150,     g = (1 + u)^(n + 1) - 1,
// the last term for conversions that underflow (additions of floats do not lose to underflow). The exact score adds the
// d_i in double: e <= sum d_i + h M, h = (1 + v)^n - 1. So s >= e if
//   m (1 - g) >= (g + h) M + n 2^-150.
// For n <= 50,000: g <= 1.0015 (n + 1) u, and h < u / 1000 * n, so (g + h) / (1 - g) <= 1.01 (n + 1) u, which is used
// below with n + 2 for good measure; 2 n 2^-149 covers the underflow, and float_above rounds the margin up.
// From -m the same errors, with the other sign, leave s <= e: s <= -m + sum d_i + g (m + M) + n 2^-150.
// Where an x_i is -infinity both sums are. A target whose values are all 0 has margin 0: its sums are exact.
float rounding_margin(std::size_t n_columns, double magnitude) {
  KITH_CHECK(n_columns <= kMostColumns);
  if (magnitude == 0) return 0;
  constexpr double kUnit = 1.0 / (1 << 24);
  const auto n = static_cast<double>(n_columns);
  const double margin = 1.01 * (n + 2) * kUnit * magnitude + 2 * n * double{std::numeric_limits<float>::denorm_min()};
  return std::nextafter(static_cast<float>(margin), std::numeric_limits<float>::max());
}

ScanTable::ScanTable(std::size_t n_rows, std::size_t width) : width_(width), scores_(n_rows * width, kNoScore) {
  KITH_CHECK(width <= kMaxTileWidth);
}

void ScanTable::fill(const TileTables& tables) {
  start_.fill(kNoScore);  // lanes without a target never survive
  for (std::size_t lane = 0; lane < tables.n_targets(); ++lane) {
    start_[lane] = rounding_margin(tables.codes().n_columns(), total_magnitude(tables.ranges(lane)));
    start_from_below_[lane] = -start_[lane];
  }
  const std::size_t n_rows = tables.codes().n_rows();
  transpose({tables.n_targets(), n_rows, width_}, tables.values(0).data(), scores_.data());
}

}  // namespace kith::matching
