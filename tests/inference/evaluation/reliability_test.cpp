#include "inference/evaluation/reliability.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace kith::inference {
namespace {

using doctest::Approx;

/// A row of sums per family.
class Families {
 public:
  explicit Families(std::size_t n) : sums_{.n_columns = kReliabilityColumns} {
    sums_.values.assign(n * kReliabilityColumns, 0.0);
  }
  void add(std::size_t family, double posterior, bool is_true, double weight = 1) {
    add_to_reliability(sums_.values.data() + family * kReliabilityColumns, posterior, is_true, weight);
  }
  [[nodiscard]] std::vector<ReliabilityBin> bins(std::size_t n_resamples = 2000) const {
    const FamilyBootstrap bootstrap(sums_.values.size() / kReliabilityColumns, n_resamples, 1);
    return reliability(bootstrap.resample(sums_), 0);
  }

 private:
  FamilySums sums_;
};

TEST_CASE("reliability: bins by posterior; what is claimed and what holds") {
  Families families(3);
  families.add(0, 0.5, true);
  families.add(1, 0.5, false, 3);  // stands for three
  families.add(1, 0.0, false);
  families.add(2, 1.0, true);
  families.add(2, 0.91, true);
  const auto bins = families.bins();
  REQUIRE(bins.size() == 10);
  CHECK(bins[5].n == 4);
  CHECK(bins[5].n_true == 1);
  CHECK(bins[5].n_families == 2);
  CHECK(bins[5].mean_posterior == Approx(0.5));
  CHECK(bins[9].n_true == 2);
  CHECK(bins[9].mean_posterior == Approx(0.955));
  CHECK(bins[0].n == 1);
  CHECK(bins[0].n_true == 0);
  CHECK(bins[3].n == 0);
  CHECK(bins[3].interval.low == 0);
  CHECK(bins[3].interval.high == 1);
  // All of one kind: one family is one trial, however many pairs it has. Wilson, 1 of 1: 1 / (1 + z^2) to 1.
  CHECK(bins[9].n_effective == 1);
  CHECK(bins[9].interval.low == Approx(1 / (1 + 1.959964 * 1.959964)).epsilon(1e-6));
  CHECK(bins[9].interval.high == Approx(1));
}

TEST_CASE("reliability: four samples of a man are one trial") {
  // 200 families with one pair each, half of them true: 200 trials. With every pair four times, 200 still.
  Families single(200);
  Families fourfold(200);
  for (std::size_t f = 0; f < 200; ++f) {
    single.add(f, 0.55, f % 2 == 0);
    for (int sample = 0; sample < 4; ++sample) fourfold.add(f, 0.55, f % 2 == 0);
  }
  const auto one = single.bins()[5];
  const auto four = fourfold.bins()[5];
  CHECK(one.n_effective == Approx(200).epsilon(0.1));
  CHECK(four.n == 800);
  CHECK(four.n_effective == Approx(200).epsilon(0.1));
  CHECK(four.interval.low == Approx(wilson_interval(0.5, 200).low).epsilon(0.02));
  CHECK(four.interval.high == Approx(wilson_interval(0.5, 200).high).epsilon(0.02));
}

}  // namespace
}  // namespace kith::inference
