// inference/evaluation/calibration.hpp — do likelihood ratios and posteriors mean what they say?
//
//   Cllr = 1/2 [ mean over H1 of log2(1 + 1/LR)  +  mean over H2 of log2(1 + LR) ]
// 0 is perfect, 1 is what LR = 1 everywhere gives; one true pair with LR = 0 makes it infinite. Cllr_min is what the
// same order of pairs gives with the best increasing function in place of the scores (pool adjacent violators); the
// difference is the cost of wrong scale: the calibration part. Bruemmer and du Preez 2006,
// doi:10.1016/j.csl.2005.08.001.
//
// True log LRs obey, with f1 and f2 their distributions under H1 and H2, f1(x) = 10^x f2(x). Hence for every cap c
//   mean over H2 of LR [LR <= c]  =  share of H1 with LR <= c          (c -> infinity: the mean LR under H2 is 1)
//   share of H2 with LR >= t      =  mean over H1 of [LR >= t] / LR    (<= 1/t)
// The left sides are what is found, the right sides what is expected. Without the cap the mean LR is hopeless to
// estimate: it lives from pairs that turn up once in 10^20.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::inference {

/// log2(1 + 1/LR): what a true pair costs. Infinite at LR 0.
[[nodiscard]] double cost_of_h1(double log10_lr);
/// log2(1 + LR): what a pair of strangers costs.
[[nodiscard]] double cost_of_h2(double log10_lr);

/// Both not empty; any order.
[[nodiscard]] double cllr(std::span<const float> h1, std::span<const float> h2);
/// Both in ascending order, not empty.
[[nodiscard]] double cllr_min(std::span<const float> h1_ascending, std::span<const float> h2_ascending);

/// LR where it is at most c, else 0.
[[nodiscard]] double capped_lr(double log10_lr, double log10_cap);
/// 1/LR where LR is at least t, else 0.
[[nodiscard]] double inverse_lr_from(double log10_lr, double log10_t);

struct Interval {
  double low = 0;
  double high = 0;
};

/// Wilson's 95 % interval of a share among n (Wilson 1927, doi:10.1080/01621459.1927.10502953); [0, 1] for n = 0.
[[nodiscard]] Interval wilson_interval(double share, double n);

}  // namespace kith::inference
