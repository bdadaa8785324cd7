#include "inference/evaluation/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/check.hpp"

namespace kith::inference {

namespace {

/// The value below which a share q of the sorted values lies, between neighbours by the straight line.
double quantile(std::span<const double> ascending, double q) {
  const double place = q * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  const double part = place - static_cast<double>(below);
  if (part == 0 || ascending[below] == ascending[above]) return ascending[below];
  return ascending[below] + part * (ascending[above] - ascending[below]);
}

/// The central 95 %; values that are not defined are left out.
Interval percentiles(std::vector<double> values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), values.end());
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {none, none};
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace

FamilyBootstrap::FamilyBootstrap(std::size_t n_families, std::size_t n_resamples, std::uint64_t seed)
    : n_families_(n_families), times_drawn_(n_resamples, std::vector<std::uint8_t>(n_families, 0)) {
  KITH_CHECK(n_families <= std::numeric_limits<std::uint32_t>::max());
  for (std::size_t b = 0; b < n_resamples && n_families > 0; ++b) {
    std::seed_seq sequence{seed & 0xffffffffU, seed >> 32U, std::uint64_t{b}};
    std::mt19937_64 random(sequence);
    for (std::size_t draw = 0; draw < n_families; ++draw) {
      // The high half of a product with n: uniform over 0 .. n - 1 up to 2^-32 n, and the same on every machine.
      const auto family = static_cast<std::size_t>(((random() >> 32U) * n_families) >> 32U);
      std::uint8_t& times = times_drawn_[b][family];
      if (times < std::numeric_limits<std::uint8_t>::max()) ++times;
    }
  }
}

ResampledSums FamilyBootstrap::resample(const FamilySums& sums) const {
  const std::size_t n = sums.n_columns;
  KITH_CHECK(sums.values.size() == n * n_families_);
  ResampledSums result;
  result.totals.assign(n, 0.0);
  for (std::size_t i = 0; i < sums.values.size(); ++i) result.totals[i % n] += sums.values[i];
  for (const std::vector<std::uint8_t>& times : times_drawn_) {
    std::vector<double> totals(n, 0.0);
    for (std::size_t f = 0; f < n_families_; ++f) {
      if (times[f] == 0) continue;
      for (std::size_t c = 0; c < n; ++c) totals[c] += times[f] * sums.values[f * n + c];
    }
    result.resamples.push_back(std::move(totals));
  }
  return result;
}

Estimate estimate(const ResampledSums& sums, const Measure& measure) {
  std::vector<double> values;
  for (const auto& totals : sums.resamples) values.push_back(measure(totals));
  return {measure(sums.totals), percentiles(std::move(values))};
}

Estimate estimate_difference(const ResampledSums& a, const ResampledSums& b, const Measure& measure) {
  KITH_CHECK(a.resamples.size() == b.resamples.size());
  std::vector<double> values;
  for (std::size_t i = 0; i < a.resamples.size(); ++i) {
    values.push_back(measure(a.resamples[i]) - measure(b.resamples[i]));
  }
  return {measure(a.totals) - measure(b.totals), percentiles(std::move(values))};
}

Measure ratio_of(std::size_t numerator, std::size_t denominator) {
  return [=](std::span<const double> sums) {
    return sums[denominator] > 0 ? sums[numerator] / sums[denominator] : std::numeric_limits<double>::quiet_NaN();
  };
}

}  // namespace kith::inference
