// Two examinations of one person: sex, age and stature in closed form; lines that siblings share.
#include "inference/bodies/finding_pairs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "matching/case/case.hpp"

namespace kith::testing {
namespace {

using genetics::Sex;
using inference::FindingPairs;

constexpr double kGrid = 1e-6;  // ages lie on a grid of a quarter of a year

double weigh(double lr, double floor) { return std::log10((1 - floor) * lr + floor); }

double density(double x, double mean, double variance) {
  return std::exp(-(x - mean) * (x - mean) / (2 * variance)) / std::sqrt(2 * std::numbers::pi * variance);
}

/// N2(x, y) / (N(x) N(y)) of x = t + e, y = t + f with independent errors.
double normal_lr(double x, double y, double mean, double s2, double e2, double f2) {
  const double given = mean + s2 / (s2 + e2) * (x - mean);
  return density(y, given, s2 - s2 * s2 / (s2 + e2) + f2) / density(y, mean, s2 + f2);
}

const FindingPairs& named(const std::vector<FindingPairs>& all, const std::string& name) {
  for (const auto& pairs : all) {
    if (pairs.name == name) return pairs;
  }
  FAIL("no column " << name);
  return all.front();
}

TEST_CASE("finding pairs: sex, age and stature of two examinations") {
  matching::Case data;
  data.attribute_parameters = {{{"sex", "male_share"}, 0.9},
                               {{"sex", "error_amelogenin"}, 0},
                               {{"age", "mean"}, 50},
                               {{"age", "sd"}, 8},
                               {{"stature", "mean_male"}, 171},
                               {{"stature", "sd_male"}, 7},
                               {{"stature", "mean_female"}, 160},
                               {{"stature", "sd_female"}, 6}};
  data.remains.resize(3);
  for (int i = 0; i < 2; ++i) {
    auto& remains = data.remains[static_cast<std::size_t>(i)];
    remains.sex = Sex::male;
    remains.description.sex.method = attributes::SexMethod::pelvis;
    remains.description.age = attributes::PmAge{.low = 47.0 + 5 * i, .high = 47.0 + 5 * i, .error = 3.0 + i};
  }
  const std::vector<matching::RemainsIndex> all{0, 1, 2};
  {
    const auto pairs = inference::pair_examinations(data, all);
    const auto& sex = named(pairs, "sex");
    const double anybody = 0.9 * 0.98 + 0.1 * 0.02;
    const double lr = (0.9 * 0.98 * 0.98 + 0.1 * 0.02 * 0.02) / (anybody * anybody);
    CHECK(sex.lr(sex.codes[0], sex.codes[1]).same == doctest::Approx(weigh(lr, 0.005)));
    CHECK(sex.lr(sex.codes[0], sex.codes[1]).sibling == 0);
    CHECK(sex.codes[2] == 0);
    const auto& age = named(pairs, "age");
    CHECK(age.lr(age.codes[0], age.codes[1]).same ==
          doctest::Approx(weigh(normal_lr(47, 52, 50, 64, 9, 16), 0.01)).epsilon(kGrid));
  }
  for (int i = 0; i < 2; ++i) {
    auto& remains = data.remains[static_cast<std::size_t>(i)];
    remains.sex = Sex::unknown;
    remains.amelogenin = Sex::male;
    remains.description.stature = attributes::PmStature{.cm = 175.0 - 3 * i, .error_cm = 4.0 + i};
  }
  const auto pairs = inference::pair_examinations(data, all);
  const auto& stature = named(pairs, "stature");
  CHECK(stature.lr(stature.codes[0], stature.codes[1]).same ==
        doctest::Approx(weigh(normal_lr(175, 172, 171, 49, 16, 25), 0.01)));
}

TEST_CASE("finding pairs: a paternal line speaks against strangers, not against brothers") {
  matching::Case data;
  data.y_markers = {genetics::y_marker("DYS19"), genetics::y_marker("DYS390"), genetics::y_marker("DYS391")};
  const genetics::YHaplotype line{{140}, {240}, {110}}, other{{150}, {230}, {100}};
  for (int i = 0; i < 99; ++i) data.haplotypes.y.push_back(other);
  data.haplotypes.y.push_back(line);
  data.remains.resize(3);
  data.remains[0].y = data.remains[1].y = line;
  data.remains[2].y = other;
  std::vector<std::string> remarks;
  const evidence::LineageOptions options{.estimator = genetics::FrequencyEstimator::plus_one};
  const std::vector<matching::RemainsIndex> all{0, 1, 2};
  const auto pairs = inference::pair_lines(data, all, options, remarks);
  const auto& y = named(pairs, "Y-STR");
  const auto same = y.lr(y.codes[0], y.codes[1]);
  CHECK(same.same == doctest::Approx(std::log10(101.0 / 2)));  // (1 + 1) / (100 + 1)
  double two_meioses = 1;
  for (const auto& marker : data.y_markers) {
    const double mu = marker.mutation_rate;
    two_meioses *= (1 - mu) * (1 - mu) + mu * mu / 2;  // none in two meioses, or one up and one down
  }
  CHECK(same.same - same.sibling == doctest::Approx(-std::log10(two_meioses)));
  CHECK(y.lr(y.codes[0], y.codes[2]).same < -10);
}

}  // namespace
}  // namespace kith::testing
