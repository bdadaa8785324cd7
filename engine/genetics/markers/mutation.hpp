// genetics/markers/mutation.hpp — mutation models of forensic STR markers as transition matrices.
//
// M(i, j) = P(child receives j | parent transmits i). R = rate, r = range, R2 = rate2, n alleles, p frequencies:
//   equal         M_ii = 1 - R, M_ij = R / (n - 1)
//   proportional  M_ij = a p_j (j != i), M_ii = 1 - a + a p_i, a = R / sum_k p_k (1 - p_k)      (stationary)
//                 beside a silent allele, p the frequencies among the visible, P their share: a = R / (P sum_k p_k (1 -
//                   p_k))
//   one_step      R spread evenly over the alleles exactly one repeat away; M_ii = 1 where there are none
//   stepwise      alleles group by their fraction (9, 10 | 9.3, 10.3); inside the group M_ij ~ r^|x_i - x_j|, summing
//     to
//                 R; the alleles of other groups share R2 evenly; a mass without a receiver stays on the diagonal
//   dawid         M_ij = R / p_i (1 - r) / (2 r (n - a)) r^|i - j| over ranks, a = (1 - r^n) / (1 - r)
//                 (stationary and reversible; Dawid, Mortera & Pascali 2002, doi:10.1016/S0379-0738(02)00073-4)
//   custom        the matrix is given
// `stationary` rescales the rows of a model so that p is stationary and the expected rate is kept: transform "PM" of
// Simonsson & Mostad 2016 (doi:10.1016/j.fsigen.2016.04.005). Egeland, Kling & Mostad 2015 compare the models.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "genetics/markers/mutation_matrix.hpp"

namespace kith::genetics {

enum class MutationKind : std::uint8_t { none, equal, proportional, one_step, stepwise, dawid, custom };

struct MutationSpec {
  MutationKind kind = MutationKind::none;
  double rate = 0;          ///< R, probability that a meiosis mutates
  double rate2 = 0;         ///< R2, stepwise only: probability of a change that is no whole number of repeats
  double range = 0.1;       ///< r, stepwise and dawid: P(n + 1 steps) / P(n steps)
  bool stationary = false;  ///< apply the stationary transform to the model's matrix
  MutationMatrix matrix{};  ///< custom only, n x n; empty: none
};

/// "none", "equal", "proportional", "onestep", "stepwise", "dawid" or "custom"; the inverse of `to_string`.
[[nodiscard]] Result<MutationKind> parse_mutation_kind(std::string_view name);
[[nodiscard]] std::string_view to_string(MutationKind kind);

/// The matrix of `spec` for alleles with these canonical labels and frequencies (same length, the visible alleles only,
/// frequencies > 0; they may sum to less than 1 where a silent allele takes the rest).
/// Errors: a rate outside [0, 1] or outside the model's domain (the largest admissible rate is named), labels that are
/// not repeat numbers under a step model, a custom matrix of the wrong size or with rows that do not sum to 1.
[[nodiscard]] Result<MutationMatrix> mutation_matrix(const MutationSpec& spec, std::span<const std::string> labels,
                                                     std::span<const double> frequencies);

}  // namespace kith::genetics
