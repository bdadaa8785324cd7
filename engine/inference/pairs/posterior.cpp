#include "inference/pairs/posterior.hpp"

#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace kith::inference {

double flat_prior(std::size_t n_missing) { return 1.0 / (static_cast<double>(n_missing) + 1.0); }

double posterior(double log10_lr, double prior) {
  KITH_CHECK(prior > 0 && prior < 1);
  const double log_odds = log10_lr * std::numbers::ln10 + std::log(prior) - std::log1p(-prior);
  return 1 / (1 + std::exp(-log_odds));  // exp overflows to infinity, and 1 / infinity is the 0 that is meant
}

}  // namespace kith::inference
