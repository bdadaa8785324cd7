// core/log_add.hpp — sums of numbers that only their logarithms can hold.
#pragma once

#include <algorithm>
#include <cmath>

namespace kith {

/// ln(exp(a) + exp(b)); -infinity stands for 0.
[[nodiscard]] inline double log_add(double a, double b) {
  const double high = std::max(a, b);
  return std::isinf(high) ? high : high + std::log1p(std::exp(std::min(a, b) - high));
}

}  // namespace kith
