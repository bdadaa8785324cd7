#include "simulate/scenario/random.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace kith::simulate {
namespace {

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
std::uint32_t high(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); }

}  // namespace

Random::Random(std::uint64_t seed, Stream stream, std::uint64_t index)
    : key_{low(seed), high(seed)}, counter_{0, static_cast<std::uint32_t>(stream), low(index), high(index)} {}

void Random::refill() {
  const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto block = r123::Philox4x32{}(counter, key);
  for (std::size_t k = 0; k < 2; ++k) {
    ready_[k] = (static_cast<std::uint64_t>(block[2 * k + 1]) << 32U) | block[2 * k];
  }
  n_ready_ = 2;
  ++counter_[0];
  KITH_CHECK(counter_[0] != 0);  // a stream has 2^33 numbers
}

double Random::uniform() {
  if (n_ready_ == 0) refill();
  constexpr double kStep = 0x1p-52;
  return (static_cast<double>(ready_[--n_ready_] >> 12U) + 0.5) * kStep;
}

std::uint64_t Random::below(std::uint64_t n) {
  KITH_CHECK(n > 0);
  return std::min(n - 1, static_cast<std::uint64_t>(uniform() * static_cast<double>(n)));
}

double Random::normal(double mean, double sd) {
  const double radius = std::sqrt(-2 * std::log(uniform()));
  return mean + sd * radius * std::cos(2 * std::numbers::pi * uniform());
}

double Random::normal_within(double mean, double sd, double low, double high) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const double value = normal(mean, sd);
    if (value >= low && value <= high) return value;
  }
  return low + (high - low) * uniform();
}

double Random::gamma(double shape) {
  KITH_CHECK(shape > 0);
  if (shape < 1) return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal(0, 1);
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

std::uint32_t Random::poisson(double mean) {
  KITH_CHECK(mean >= 0 && mean < 700);
  double probability = std::exp(-mean);
  double rest = uniform();
  std::uint32_t n = 0;
  while (rest >= probability && n < 10'000) {
    rest -= probability;
    probability *= mean / ++n;
  }
  return n;
}

std::size_t Random::pick(std::span<const double> cumulative) {
  KITH_CHECK(!cumulative.empty());
  const double at = uniform() * cumulative.back();
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), at);
  return std::min(static_cast<std::size_t>(found - cumulative.begin()), cumulative.size() - 1);
}

}  // namespace kith::simulate
