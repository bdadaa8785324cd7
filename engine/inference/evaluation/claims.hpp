// inference/evaluation/claims.hpp — decisions against the truth: what was claimed of remains with which probability,
// whom it was right to name, and whether the probabilities mean what they say. Nobody is left out: kin of the right
// person are wrong here, and remains that nobody reported count as strangers.
//
//   precision(t)  right claims / claims, of those with posterior >= t
//   recall(t)     remains with a right claim >= t / remains whose owner is reported
//   family(t)     likewise for claims "a missing person of this family"
//   calibration   in ten bins of posterior, over all claims (of remains that are one body, once: they are right or
//     wrong
//                 together): the number that is true against the sum of posteriors, with the
//                 exact interval of Clopper & Pearson (1934, doi:10.1093/biomet/26.4.404) for the share; and
//                 chi^2 = sum over bins (true - sum p)^2 / sum p (1 - p), on as many degrees of freedom as bins with a
//                 variance. The claims of one set of remains exclude each other, which makes both a little wide.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "inference/evaluation/bootstrap.hpp"
#include "inference/evaluation/observe.hpp"

namespace kith::inference {

/// These remains are this missing person.
struct Claim {
  RemainsIndex remains = 0;
  TargetIndex target = 0;
  double posterior = 0;
  double posterior_family = 0;  ///< that they are a missing person of his family
  bool counts_once = true;      ///< false: remains of a body whose first remains make this claim already
};

/// Claims of one case, with its truth. @pre what is pointed to outlives it.
struct ClaimsOfCase {
  const CaseFacts* facts = nullptr;
  std::vector<Claim> claims{};  ///< any order
};

struct ClaimDecisions {
  double threshold = 0;  ///< posterior
  std::uint64_t n_claims = 0;
  std::uint64_t n_right = 0;
  std::uint64_t n_kin = 0;        ///< the remains are another missing person of the family
  std::uint64_t n_strangers = 0;  ///< or anybody else
  std::uint64_t n_reported = 0;   ///< remains whose owner is reported
  std::uint64_t n_family_claims = 0;
  std::uint64_t n_family_right = 0;
  Estimate precision{};
  Estimate recall{};
  Estimate family_precision{};
  Estimate family_recall{};
};

struct ClaimBin {
  double low = 0;
  double high = 0;
  std::uint64_t n = 0;
  std::uint64_t n_true = 0;
  double expected = 0;  ///< sum of posteriors
  Interval share{};     ///< of true ones, 95 %
  bool is_in = true;    ///< the mean posterior lies in the interval
};

struct ClaimMeasures {
  std::vector<ClaimDecisions> decisions{};  ///< by kClaimThresholds
  std::array<ClaimBin, 10> bins{};
  double chi_square = 0;
  std::uint32_t degrees = 0;
  double p_value = 1;
};

inline constexpr std::array<double, 4> kClaimThresholds = {0.5, 0.95, 0.99, 0.9995};

/// Cases of several seeds are pooled.
[[nodiscard]] ClaimMeasures measure_claims(std::span<const ClaimsOfCase> cases);

}  // namespace kith::inference
