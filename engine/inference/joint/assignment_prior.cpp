#include "inference/joint/assignment_prior.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace kith::inference {

Result<AssignmentPrior> AssignmentPrior::odds(double w) {
  if (!(w > 0) || !std::isfinite(w)) {
    return Error{Errc::bad_option,
                 "the prior odds of an assigned pair must be a positive number, not " + std::to_string(w)};
  }
  return AssignmentPrior(PriorKind::odds, std::log(w), 0);
}

AssignmentPrior AssignmentPrior::flat() { return {PriorKind::flat, 0, 0}; }

AssignmentPrior AssignmentPrior::closed(std::size_t n_others) { return {PriorKind::closed, 0, n_others}; }

double AssignmentPrior::log_weight(std::size_t k, std::size_t n_bodies) const {
  if (is_product()) return static_cast<double>(k) * log_odds_;
  const std::size_t n_nobodys = n_bodies - k;
  if (n_nobodys > n_others_) return -std::numeric_limits<double>::infinity();
  double sum = 0;
  for (std::size_t i = 0; i < n_nobodys; ++i) sum += std::log(static_cast<double>(n_others_ - i));
  return sum;
}

}  // namespace kith::inference
