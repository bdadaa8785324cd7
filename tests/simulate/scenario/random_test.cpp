#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "simulate/scenario/random.hpp"

using kith::simulate::Random;
using kith::simulate::Stream;

namespace {

constexpr int kDraws = 200'000;

/// Mean and variance of `draw()` over kDraws numbers.
template <class Draw>
std::array<double, 2> moments(Draw draw) {
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = draw();
    sum += x;
    squares += x * x;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

}  // namespace

TEST_CASE("Random: the published known answer of Philox 4x32-10") {
  // Random123's kat_vectors: counter 0, key 0 -> 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
  Random random(0, static_cast<Stream>(0), 0);
  CHECK(random.uniform() == (static_cast<double>(0x9b00dbd8bc57ac4cULL >> 12U) + 0.5) * 0x1p-52);
  CHECK(random.uniform() == (static_cast<double>(0xe169c58d6627e8d5ULL >> 12U) + 0.5) * 0x1p-52);
}

TEST_CASE("Random: a stream depends on seed, stream and index, and on nothing else") {
  Random first(7, Stream::genomes, 3);
  Random again(7, Stream::genomes, 3);
  CHECK(first.uniform() == again.uniform());
  const double x = Random(7, Stream::genomes, 3).uniform();
  CHECK(x != Random(8, Stream::genomes, 3).uniform());
  CHECK(x != Random(7, Stream::graves, 3).uniform());
  CHECK(x != Random(7, Stream::genomes, 4).uniform());
  CHECK(x != Random(7, Stream::genomes, 3 + (std::uint64_t{1} << 32U)).uniform());
}

TEST_CASE("Random: moments of the distributions") {
  // Bounds are five standard errors: sd(mean) = sd / sqrt(n), sd(variance) = sqrt((m4 - var^2) / n).
  const double root = std::sqrt(kDraws);
  Random random(11, Stream::samples, 0);
  const auto uniform = moments([&] { return random.uniform(); });
  CHECK(std::abs(uniform[0] - 0.5) < 5 * std::sqrt(1.0 / 12) / root);
  CHECK(std::abs(uniform[1] - 1.0 / 12) < 5 * std::sqrt(1.0 / 180) / root);
  const auto normal = moments([&] { return random.normal(3, 2); });
  CHECK(std::abs(normal[0] - 3) < 5 * 2 / root);
  CHECK(std::abs(normal[1] - 4) < 5 * 4 * std::sqrt(2.0) / root);
  const auto gamma = moments([&] { return random.gamma(0.7); });
  CHECK(std::abs(gamma[0] - 0.7) < 5 * std::sqrt(0.7) / root);
  CHECK(std::abs(gamma[1] - 0.7) < 5 * std::sqrt(2 * 0.49 + 6 * 0.7) / root);
  const auto poisson = moments([&] { return random.poisson(2.5); });
  CHECK(std::abs(poisson[0] - 2.5) < 5 * std::sqrt(2.5) / root);
  CHECK(std::abs(poisson[1] - 2.5) < 5 * std::sqrt(2 * 6.25 + 2.5) / root);
}

TEST_CASE("Random: pick draws in proportion, below and normal_within stay inside") {
  Random random(12, Stream::samples, 1);
  const std::vector<double> cumulative{0.2, 0.2, 1.0};  // the second never
  std::array<int, 3> counts{};
  for (int i = 0; i < kDraws; ++i) ++counts[random.pick(cumulative)];
  CHECK(counts[1] == 0);
  CHECK(std::abs(counts[0] - 0.2 * kDraws) < 5 * std::sqrt(kDraws * 0.2 * 0.8));
  for (int i = 0; i < 1000; ++i) {
    CHECK(random.below(3) < 3);
    const double x = random.normal_within(0, 10, -1, 2);
    CHECK(x >= -1);
    CHECK(x <= 2);
  }
}
