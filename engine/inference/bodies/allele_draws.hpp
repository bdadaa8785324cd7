// inference/bodies/allele_draws.hpp — alleles drawn one after another from a population with coancestry theta: the next
// is a with (n_a theta + (1 - theta) p_a) / (1 + (n - 1) theta) (Balding & Nichols 1994,
// doi:10.1016/0379-0738(94)90222-4).
//
// Equivalently draws fall into blocks of copies of one allele from p, a block of s draws with weight
// (1 - theta) (s - 1)! theta^(s - 1); a set of n draws is the sum over its partitions, divided by norm(n).
#pragma once

namespace kith::inference {

struct AlleleDraws {
  double theta = 0;

  /// Weight of a block of one draw; likewise of two, three and four copies below.
  [[nodiscard]] double one() const { return 1 - theta; }
  [[nodiscard]] double two() const { return one() * theta; }
  [[nodiscard]] double three() const { return one() * 2 * theta * theta; }
  [[nodiscard]] double four() const { return one() * 6 * theta * theta * theta; }
  /// prod_{k < n} (1 + (k - 1) theta)
  [[nodiscard]] double norm(int n) const {
    double product = 1;
    for (int k = 0; k < n; ++k) product *= 1 + (k - 1) * theta;
    return product;
  }
};

}  // namespace kith::inference
