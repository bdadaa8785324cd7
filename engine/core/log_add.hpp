// core/log_add.hpp — sums of numbers that only their logarithms can hold.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith {

/// The logarithm of 0: of what cannot be.
inline constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// ln(exp(a) + exp(b)); -infinity stands for 0.
[[nodiscard]] inline double log_add(double a, double b) {
  const double high = std::max(a, b);
  return std::isinf(high) ? high : high + std::log1p(std::exp(std::min(a, b) - high));
}

}  // namespace kith
