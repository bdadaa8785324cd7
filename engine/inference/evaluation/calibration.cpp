#include "inference/evaluation/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace kith::inference {

namespace {

/// log2(1 + 10^x) without overflow.
double log2_one_plus_power(double x) {
  const double natural = x * std::numbers::ln10;
  const double value = natural > 0 ? natural + std::log1p(std::exp(-natural)) : std::log1p(std::exp(natural));
  return value / std::numbers::ln2;
}

/// Neighbours in the order of scores that the isotonic regression gives one common odds.
struct Block {
  double n_h1 = 0;
  double n_h2 = 0;
};

/// Does `a` claim at least the share of true pairs that `b` claims, although its scores are lower?
bool violates(const Block& a, const Block& b) { return a.n_h1 * b.n_h2 >= b.n_h1 * a.n_h2; }

/// One block per distinct score, pooled from the left until shares of true pairs ascend.
std::vector<Block> pool_adjacent_violators(std::span<const float> h1, std::span<const float> h2) {
  std::vector<Block> blocks;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < h1.size() || j < h2.size()) {
    const bool take_h1 = j == h2.size() || (i < h1.size() && h1[i] <= h2[j]);
    const float score = take_h1 ? h1[i] : h2[j];
    Block block;
    for (; i < h1.size() && h1[i] == score; ++i) ++block.n_h1;
    for (; j < h2.size() && h2[j] == score; ++j) ++block.n_h2;
    while (!blocks.empty() && violates(blocks.back(), block)) {
      block.n_h1 += blocks.back().n_h1;
      block.n_h2 += blocks.back().n_h2;
      blocks.pop_back();
    }
    blocks.push_back(block);
  }
  return blocks;
}

}  // namespace

double cost_of_h1(double log10_lr) { return log2_one_plus_power(-log10_lr); }

double cost_of_h2(double log10_lr) { return log2_one_plus_power(log10_lr); }

double cllr(std::span<const float> h1, std::span<const float> h2) {
  KITH_CHECK(!h1.empty() && !h2.empty());
  double of_h1 = 0;
  for (const float score : h1) of_h1 += cost_of_h1(score);
  double of_h2 = 0;
  for (const float score : h2) of_h2 += cost_of_h2(score);
  return (of_h1 / static_cast<double>(h1.size()) + of_h2 / static_cast<double>(h2.size())) / 2;
}

double cllr_min(std::span<const float> h1_ascending, std::span<const float> h2_ascending) {
  KITH_CHECK(!h1_ascending.empty() && !h2_ascending.empty());
  const auto n1 = static_cast<double>(h1_ascending.size());
  const auto n2 = static_cast<double>(h2_ascending.size());
  double of_h1 = 0;
  double of_h2 = 0;
  for (const Block& block : pool_adjacent_violators(h1_ascending, h2_ascending)) {
    const double lr = block.n_h1 / block.n_h2 * n2 / n1;  // infinite for a block of true pairs only: they cost nothing
    if (block.n_h1 > 0) of_h1 += block.n_h1 * std::log2(1 + 1 / lr);
    if (block.n_h2 > 0) of_h2 += block.n_h2 * std::log2(1 + lr);
  }
  return (of_h1 / n1 + of_h2 / n2) / 2;
}

double capped_lr(double log10_lr, double log10_cap) { return log10_lr <= log10_cap ? std::pow(10.0, log10_lr) : 0; }

double inverse_lr_from(double log10_lr, double log10_t) { return log10_lr >= log10_t ? std::pow(10.0, -log10_lr) : 0; }

Interval wilson_interval(double share, double n) {
  if (!(n > 0)) return {0, 1};
  constexpr double kZ = 1.959963984540054;  // 97.5 % quantile of the normal distribution
  const double scale = 1 / (1 + kZ * kZ / n);
  const double centre = scale * (share + kZ * kZ / (2 * n));
  const double half = scale * kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace kith::inference
