// inference/joint/left_out_sums.hpp — what pairs that are not looked at one by one weigh together (a corrected
// expansion).
//
// With x = prior odds * LR of a pair, P0 the distribution without the pairs left out, and each of these below some
// epsilon,
//
//   a missing person whom no looked-at pair places weighs   1 + h_m,   h_m = sum over left-out pairs of x * P(b is
//     free)
//   a body that no looked-at pair places weighs             1 + h_b,   h_b = sum over left-out pairs of x * P(m is
//     free)
//
// to all orders in the sums at one person or body, and to the first in each pair: the free energy of Bethe, with blocks
// of looked-at pairs summed exactly as its vertices (Yedidia, Freeman & Weiss 2005, doi:10.1109/TIT.2005.850085). Free
// means placed by no pair of either sort, so that the h are a fixed point; each step at most halves their distance from
// it in all cases met (the derivative of h / (1 + h) is at most 1/4 a side).
//
// What is not in it are closed ways: a missing person goes to a left-out body b', and b' own person comes back to the
// body over another left-out pair. Beside "both free", that weighs x x', x' < epsilon: relative to 1 - p of a looked-at
// pair (and to P of a left-out one) the error is at most epsilon times the sum of x at the person or at the body, and
// epsilon more for counting the pair itself in "is free": `relative_error`.
#pragma once

#include <span>
#include <vector>

#include "inference/joint/pair_scan.hpp"

namespace kith::inference {

class LeftOutSums {
 public:
  /// `pairs` outlives the object. `odds`: prior odds of an assigned pair.
  LeftOutSums(const LeftOutPairs& pairs, double odds, std::size_t n_bodies, std::size_t n_missing);

  /// A pair more is left out. @pre before the first update().
  void leave_out(const PairLr& pair);
  [[nodiscard]] bool empty() const { return pairs_.empty() && more_.empty(); }

  /// New sums from P(free), one per body and one per missing person. @return the largest change of a log(1 + h).
  double update(std::span<const double> free_body, std::span<const double> free_missing);

  [[nodiscard]] double of_missing(MissingIndex m) const { return of_missing_[m]; }
  [[nodiscard]] double of_body(BodyIndex b) const { return of_body_[b]; }
  /// The sum of a free place given an assignment, whose left-out LRs sum to `sum` (UnitTable::rest_given).
  [[nodiscard]] double given(MissingIndex m, double sum) const;
  /// Of 1 - p of a pair of this person, or body: see above.
  [[nodiscard]] double relative_error_of_missing(MissingIndex m) const { return epsilon_ * (2 + all_of_missing_[m]); }
  [[nodiscard]] double relative_error_of_body(BodyIndex b) const { return epsilon_ * (2 + all_of_body_[b]); }
  [[nodiscard]] double epsilon() const { return epsilon_; }

 private:
  void sum_all();

  const LeftOutPairs& pairs_;
  double odds_;
  std::vector<PairLr> more_{};
  std::vector<double> of_missing_{};
  std::vector<double> of_body_{};
  std::vector<double> all_of_missing_{};  ///< as if everybody were free
  std::vector<double> all_of_body_{};
  double epsilon_ = 0;
};

}  // namespace kith::inference
