#include "inference/evaluation/claims.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace kith::inference;

namespace {

/// Two families: persons 0 and 1 are brothers, 2 is of another. Remains 0 are person 0's, 1 are 2's, 2 are nobody's.
CaseFacts small_case() {
  CaseFacts facts;
  facts.truth = {0, 2, kNotReported};
  facts.n_families = 2;
  facts.family_of_target = {0, 0, 1};
  return facts;
}

}  // namespace

TEST_CASE("claims: right, kin and strangers are counted apart, by hand") {
  const CaseFacts facts = small_case();
  const std::vector<ClaimsOfCase> cases{
      {&facts,
       {{.remains = 0, .target = 0, .posterior = 0.6, .posterior_family = 1.0},
        {.remains = 0, .target = 1, .posterior = 0.4, .posterior_family = 1.0},
        {.remains = 1, .target = 1, .posterior = 0.97, .posterior_family = 0.97},
        {.remains = 2, .target = 2, .posterior = 0.9996, .posterior_family = 0.9996}}}};
  const ClaimMeasures measures = measure_claims(cases);
  REQUIRE(measures.decisions.size() == kClaimThresholds.size());
  const ClaimDecisions& half = measures.decisions[0];
  CHECK(half.n_claims == 3);
  CHECK(half.n_right == 1);
  CHECK(half.n_kin == 0);
  CHECK(half.n_strangers == 2);
  CHECK(half.n_reported == 2);
  CHECK(half.precision.value == doctest::Approx(1.0 / 3));
  CHECK(half.recall.value == doctest::Approx(0.5));
  CHECK(half.n_family_claims == 3);  // remains 0 make one claim of their family, not two
  CHECK(half.n_family_right == 1);
  const ClaimDecisions& last = measures.decisions[3];
  CHECK(last.threshold == 0.9995);
  CHECK(last.n_claims == 1);
  CHECK(last.n_right == 0);
  CHECK(last.family_recall.value == doctest::Approx(0.5));

  // A brother's remains are wrong, and kin.
  const std::vector<ClaimsOfCase> brother{
      {&facts, {{.remains = 0, .target = 1, .posterior = 1, .posterior_family = 1}}}};
  CHECK(measure_claims(brother).decisions[0].n_kin == 1);
}

// Three remains that are one body are right or wrong together: one claim.
TEST_CASE("claims: calibration counts a body once") {
  CaseFacts facts = small_case();
  facts.truth = {0, 0, 0};
  std::vector<ClaimsOfCase> cases{{&facts, {}}};
  for (std::uint32_t r = 0; r < 3; ++r)
    cases[0].claims.push_back({.remains = r, .target = 0, .posterior = 0.75, .counts_once = r == 0});
  const ClaimMeasures measures = measure_claims(cases);
  CHECK(measures.decisions[0].n_claims == 3);
  CHECK(measures.bins[7].n == 1);
  CHECK(measures.bins[7].n_true == 1);
  CHECK(measures.chi_square == doctest::Approx(0.25 * 0.25 / (0.75 * 0.25)));
}

TEST_CASE("claims: Clopper and Pearson's interval") {
  // 0 of n: the upper bound is 1 - 0.025^(1/n). 1 of 2: roots of p^2 and (1-p)^2, 1 - sqrt(0.975) and sqrt(0.975).
  CaseFacts facts;
  facts.family_of_target = {0};
  facts.truth = {kNotReported, 0};
  const auto interval_of = [&](std::vector<Claim> claims) {
    const std::vector<ClaimsOfCase> cases{{&facts, std::move(claims)}};
    return measure_claims(cases).decisions[0].precision.interval;
  };
  const auto none = interval_of({{.remains = 0, .target = 0, .posterior = 0.9}});
  CHECK(none.low == 0);
  CHECK(none.high == doctest::Approx(0.975));
  const auto half = interval_of(
      {{.remains = 0, .target = 0, .posterior = 0.9}, {.remains = 1, .target = 0, .posterior = 0.9}});
  CHECK(half.low == doctest::Approx(1 - std::sqrt(0.975)));
  CHECK(half.high == doctest::Approx(std::sqrt(0.975)));
}

TEST_CASE("claims: a posterior that holds passes, one that boasts does not") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform;
  CaseFacts facts;
  facts.family_of_target = {0};
  std::vector<Claim> honest;
  std::vector<Claim> boasting;
  for (RemainsIndex r = 0; r < 20'000; ++r) {
    const double p = uniform(random);
    facts.truth.push_back(uniform(random) < p ? 0 : kNotReported);
    honest.push_back({.remains = r, .target = 0, .posterior = p});
    boasting.push_back({.remains = r, .target = 0, .posterior = std::sqrt(p)});
  }
  const std::vector<ClaimsOfCase> good{{&facts, honest}};
  const ClaimMeasures holds = measure_claims(good);
  CHECK(holds.p_value > 0.001);
  CHECK(std::count_if(holds.bins.begin(), holds.bins.end(), [](const ClaimBin& bin) { return bin.is_in; }) >= 8);
  const std::vector<ClaimsOfCase> bad{{&facts, boasting}};
  const ClaimMeasures fails = measure_claims(bad);
  CHECK(fails.p_value < 1e-6);
  CHECK(std::count_if(fails.bins.begin(), fails.bins.end(), [](const ClaimBin& bin) { return bin.is_in; }) <= 3);
}
