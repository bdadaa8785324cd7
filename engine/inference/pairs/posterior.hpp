// inference/pairs/posterior.hpp — from a likelihood ratio to a probability, one pair at a time.
//
//   H1: the remains are this missing person        P(H1) = p
//   H2: they are somebody unrelated to the family  P(H2) = 1 - p
//   posterior = LR p / (LR p + 1 - p)
//
// The flat prior says that before any evidence the remains are equally likely to be each of the N missing persons
// reported, or somebody nobody has reported: p = 1 / (N + 1). It takes every pair by itself: two candidates of the same
// remains may both come out above one half; weighing them against each other is the joint analysis's work.
#pragma once

#include <cstddef>

namespace kith::inference {

/// 1 / (n_missing + 1).
[[nodiscard]] double flat_prior(std::size_t n_missing);

/// Safe for any finite log10 LR and for -infinity (0). @pre 0 < prior < 1.
[[nodiscard]] double posterior(double log10_lr, double prior);

}  // namespace kith::inference
