#include "inference/evaluation/calibration.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "inference/evaluation/bootstrap.hpp"
#include "inference/evaluation/tied_rank.hpp"
#include "support/property.hpp"

namespace kith::inference {
namespace {

using doctest::Approx;
using Scores = std::vector<float>;

constexpr float kImpossible = -std::numeric_limits<float>::infinity();

TEST_CASE("tied rank: equal answers share the places they fill") {
  CHECK(probability_within({.scored = true, .better = 0, .equal = 0}, 1) == 1);
  CHECK(probability_within({.scored = true, .better = 1, .equal = 0}, 1) == 0);
  CHECK(probability_within({.scored = true, .better = 0, .equal = 1}, 1) == 0.5);  // two brothers
  CHECK(probability_within({.scored = true, .better = 3, .equal = 3}, 5) ==
        0.5);  // places 4 to 7, of which 4 and 5 count
  CHECK(probability_within({.scored = true, .better = 3, .equal = 3}, 10) == 1);
  CHECK(probability_within({}, 10) == 0);
}

TEST_CASE("Cllr by hand") {
  const auto third = static_cast<float>(std::log10(3.0));
  CHECK(cllr(Scores{0}, Scores{0}) == Approx(1));
  // log2(1 + 1/3) on both sides
  CHECK(cllr(Scores{third}, Scores{-third}) == Approx(std::log2(4.0 / 3.0)).epsilon(1e-6));
  // a misleading pair of strangers of LR 3 costs log2 4 = 2: (log2(4/3) + (2 + log2(4/3)) / 2) / 2
  CHECK(cllr(Scores{third}, Scores{third, -third}) ==
        Approx((std::log2(4.0 / 3.0) + (2 + std::log2(4.0 / 3.0)) / 2) / 2).epsilon(1e-6));
  CHECK(cllr(Scores{kImpossible}, Scores{0}) == std::numeric_limits<double>::infinity());
  CHECK(cllr(Scores{0}, Scores{kImpossible}) == Approx(0.5));
  CHECK(cost_of_h1(400) == Approx(0).epsilon(1e-12));
  CHECK(cost_of_h2(400) == Approx(400 * std::log2(10.0)));
}

TEST_CASE("Cllr_min by hand: pool adjacent violators") {
  CHECK(cllr_min(Scores{5, 6}, Scores{kImpossible, 4}) == 0);  // separated: no cost but that of the scale
  CHECK(cllr_min(Scores{0}, Scores{0}) == Approx(1));
  CHECK(cllr_min(Scores{0}, Scores{1}) == Approx(1));  // the wrong way round is worth nothing
  // In order: H2, H1, H2, H1. The middle two pool to LR 1 and cost 1 each, the outer ones nothing.
  CHECK(cllr_min(Scores{1, 3}, Scores{0, 2}) == Approx(0.5));
  // H2 H2 {H1 H2 equal}: LR of the last = (1/1) * 3/1; costs log2(4/3) and, for a third of H2, log2(4)
  CHECK(cllr_min(Scores{2}, Scores{0, 1, 2}) == Approx((std::log2(4.0 / 3.0) + 2.0 / 3.0) / 2));
}

TEST_CASE("Cllr_min: no more than Cllr, and the same for any increasing scale") {
  testing::check_law([] {
    const auto draw = [] {
      auto scores = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-6, 7)));
      std::sort(scores.begin(), scores.end());
      return Scores(scores.begin(), scores.end());
    };
    Scores h1 = draw();
    Scores h2 = draw();
    const double least = cllr_min(h1, h2);
    RC_ASSERT(least <= cllr(h1, h2) + 1e-12);
    RC_ASSERT(least <= 1 + 1e-12);
    for (Scores* scores : {&h1, &h2}) {
      for (float& score : *scores) score = score * score * score + 7;
    }
    RC_ASSERT(std::abs(cllr_min(h1, h2) - least) < 1e-12);
  });
}

TEST_CASE("Wilson's interval: examples of Newcombe 1998, method 3") {
  const auto check = [](std::uint64_t r, std::uint64_t n, double low, double high) {
    const Interval interval = wilson_interval(static_cast<double>(r) / static_cast<double>(n), static_cast<double>(n));
    CHECK(std::abs(interval.low - low) < 5e-5);
    CHECK(std::abs(interval.high - high) < 5e-5);
  };
  check(81, 263, 0.2553, 0.3662);
  check(15, 148, 0.0624, 0.1605);
  check(0, 20, 0.0000, 0.1611);
  check(1, 29, 0.0061, 0.1718);
}

TEST_CASE("capped LRs and inverse LRs: both sides of f1 = LR f2 on a distribution written out") {
  // Under H2: LR 0, 1/2, 4 with probability 1/8, 6/8, 1/8; under H1 then 0, 3/8, 4/8 ... plus 1/8 at infinity left out:
  // scale 8/7.
  const double f2[] = {0.125, 0.75, 0.125};
  const double log_lr[] = {-std::numeric_limits<double>::infinity(), std::log10(0.5), std::log10(4.0)};
  double capped = 0;
  for (int i = 0; i < 3; ++i) capped += f2[i] * capped_lr(log_lr[i], std::log10(2.0));
  CHECK(capped == Approx(0.375));  // = P(LR <= 2 | H1)
  const double from_4_h1 = 0.5 * inverse_lr_from(log_lr[2], std::log10(4.0)) +
                           0.375 * inverse_lr_from(log_lr[1], std::log10(4.0));
  CHECK(from_4_h1 == Approx(f2[2]));  // = P(LR >= 4 | H2)
}

TEST_CASE("bootstrap: what every family agrees on has no width, and the rest about that of theory") {
  const FamilyBootstrap bootstrap(400, 500, 1);
  FamilySums sums{.n_columns = 3};
  for (int f = 0; f < 400; ++f) {
    sums.values.push_back(f % 2);  // hits in every second family
    sums.values.push_back(1);
    sums.values.push_back(2);
  }
  const Estimate share = estimate(bootstrap.resample(sums), ratio_of(0, 1));
  CHECK(share.value == 0.5);
  // standard error sqrt(1/4/400) = 0.025: interval 0.451 to 0.549
  CHECK(share.interval.low == Approx(0.451).epsilon(0.02));
  CHECK(share.interval.high == Approx(0.549).epsilon(0.02));
  const Estimate constant = estimate(bootstrap.resample(sums), ratio_of(2, 1));
  CHECK(constant.interval.low == 2);
  CHECK(constant.interval.high == 2);
  const Estimate again = estimate(FamilyBootstrap(400, 500, 1).resample(sums), ratio_of(0, 1));
  CHECK(again.interval.low == share.interval.low);
  CHECK(estimate(FamilyBootstrap(400, 500, 2).resample(sums), ratio_of(0, 1)).interval.low != share.interval.low);
  const auto same = bootstrap.resample(sums);
  const Estimate none = estimate_difference(same, same, ratio_of(0, 1));
  CHECK(none.interval.low == 0);
  CHECK(none.interval.high == 0);
  CHECK(std::isnan(estimate(FamilyBootstrap(0, 10, 1).resample({.n_columns = 2}), ratio_of(0, 1)).interval.low));
}

}  // namespace
}  // namespace kith::inference
