// genetics/markers/stationary.hpp — the stationary transform "PM" of a mutation matrix (Simonsson & Mostad 2016,
// doi:10.1016/j.fsigen.2016.04.005): founders' allele frequencies p stay the same from generation to generation.
//
//   S = I + D (M - I),  D_kk = Rbar v_k / ((1 - sum_j M_jj v_j) p_k),  Rbar = 1 - sum_k p_k M_kk,  v: stationary for M
//
// so that p S = p and sum_k p_k (1 - S_kk) = Rbar. Where alleles fall into groups between which nothing mutates (9, 10
// |
// 9.3, 10.3 with rate2 = 0), v is not unique; the transform then acts inside each group, which keeps every group's
// rate. Undefined (an error) where D_kk (1 - M_kk) > 1, and where some allele of a group can be left for good.
// Cost: n^3 / 3 additions.   Threads: no state.
#pragma once

#include <span>
#include <string>

#include "core/error.hpp"
#include "genetics/markers/mutation.hpp"

namespace kith::genetics {

/// `p`: as many frequencies > 0 as `matrix` has rows, summing to 1; `labels` name the alleles in errors.
[[nodiscard]] Result<MutationMatrix> make_stationary(const MutationMatrix& matrix, std::span<const double> p,
                                                     std::span<const std::string> labels);

}  // namespace kith::genetics
