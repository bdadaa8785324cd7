// attributes/frame/normal.hpp — the normal distribution, where the tails matter: densities as logarithms.
#pragma once

#include <cmath>
#include <numbers>

#include "core/log_add.hpp"

namespace kith::attributes {

/// ln of the density of N(mean, sd^2) at x.
[[nodiscard]] inline double log_normal(double x, double mean, double sd) {
  constexpr double kLogRootTwoPi = 0.918938533204672741780;
  const double z = (x - mean) / sd;
  return -0.5 * z * z - std::log(sd) - kLogRootTwoPi;
}

/// P(Z <= z) of the standard normal.
[[nodiscard]] inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// ln(w exp(a) + (1 - w) exp(b)); a weight of 0 or 1 takes the other term out, whatever it is.
[[nodiscard]] inline double log_mixture(double w, double a, double b) {
  if (w >= 1) return a;
  if (w <= 0) return b;
  return log_add(std::log(w) + a, std::log1p(-w) + b);
}

}  // namespace kith::attributes
