// Y-STR transmission in closed forms, and the laws of a distribution over everything a son can have.
#include "genetics/haplotypes/y_haplotype.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

namespace kith::genetics {
namespace {

using Alleles = std::vector<YAllele>;

double p(double rate, unsigned meioses, const Alleles& seen, const Alleles& reference) {
  const std::vector<YMarker> markers{{"DYS19", rate}};
  return YTransmission(markers, meioses).probability(0, seen, reference);
}

TEST_CASE("Y-STR: the m-step change is the trinomial's net") {
  const double mu = 0.01;
  CHECK(step_distribution(mu, 0) == std::vector<double>{1});
  const auto two = step_distribution(mu, 2);  // -2 .. 2
  CHECK(two[2] == doctest::Approx((1 - mu) * (1 - mu) + 2 * (mu / 2) * (mu / 2)).epsilon(1e-14));
  CHECK(two[1] == doctest::Approx(2 * (1 - mu) * mu / 2).epsilon(1e-14));
  CHECK(two[4] == doctest::Approx(mu / 2 * mu / 2).epsilon(1e-14));
  const auto nine = step_distribution(mu, 9);
  CHECK(std::accumulate(nine.begin(), nine.end(), 0.0) == doctest::Approx(1).epsilon(1e-13));
  for (std::size_t k = 0; k < nine.size(); ++k)
    CHECK(nine[k] == doctest::Approx(nine[nine.size() - 1 - k]).epsilon(1e-12));
}

TEST_CASE("Y-STR: father and son") {
  CHECK(p(0.002, 1, {150}, {150}) == doctest::Approx(0.998));
  CHECK(p(0.002, 1, {160}, {150}) == doctest::Approx(0.001));
  CHECK(p(0.002, 1, {170}, {150}) == kBeyondModel);       // two repeats in one meiosis
  CHECK(p(0.002, 1, {152}, {150}) == kBeyondModel);       // a partial repeat
  CHECK(p(0.002, 1, {150, 160}, {150}) == kBeyondModel);  // a duplication
  CHECK(p(0.002, 0, {150}, {150}) == 1);
  CHECK(p(0.002, 0, {160}, {150}) == kBeyondModel);
}

TEST_CASE("Y-STR: copies are an unordered pair, summed over both pairings") {
  const double mu = 0.01;
  const double same = 1 - mu;
  const double step = mu / 2;
  CHECK(p(mu, 1, {110, 140}, {110, 140}) == doctest::Approx(same * same));
  CHECK(p(mu, 1, {110, 150}, {110, 140}) == doctest::Approx(same * step));
  // 11/12 from 11/12: nobody changed, or each became the other
  CHECK(p(mu, 1, {110, 120}, {110, 120}) == doctest::Approx(same * same + step * step));
  // 12/12 from 11/12: one way only, though the two results are equal
  CHECK(p(mu, 1, {120, 120}, {110, 120}) == doctest::Approx(step * same));
  // 11/12 from 11/11: either copy may be the one that gained
  CHECK(p(mu, 1, {110, 120}, {110, 110}) == doctest::Approx(2 * same * step));
}

TEST_CASE("Y-STR: over all a descendant can show, probabilities sum to 1") {
  const double mu = 0.02;
  for (const unsigned meioses : {1U, 3U}) {
    double pairs = 0;
    for (YAllele a = 50; a <= 200; a += 10) {
      for (YAllele b = a; b <= 200; b += 10) {
        const double value = p(mu, meioses, {a, b}, {110, 120});
        if (value > kBeyondModel) pairs += value;
      }
    }
    CHECK(pairs == doctest::Approx(1).epsilon(1e-4));  // up to values at the floor
  }
  double triples = 0;
  for (YAllele a = 90; a <= 150; a += 10) {
    for (YAllele b = a; b <= 150; b += 10) {
      for (YAllele c = b; c <= 150; c += 10) {
        const double value = p(0.3, 1, {a, b, c}, {110, 110, 130});
        if (value > kBeyondModel) triples += value;
      }
    }
  }
  CHECK(triples == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("Y-STR: published rates, copies, alleles") {
  CHECK(y_marker("DYS438").mutation_rate == doctest::Approx(4.0 / 10673));
  CHECK(y_marker("Y-GATA-H4").mutation_rate == doctest::Approx(25.0 / 8260));
  CHECK(y_marker("DYS385 a/b").copies == 2);
  CHECK(y_marker("DYS999").mutation_rate == kRateElsewhere);
  CHECK(parse_y_allele("17.2") == YAllele{172});
  CHECK(y_allele_text(172) == "17.2");
  CHECK(y_allele_text(170) == "17");
  CHECK_FALSE(parse_y_allele("<9"));
}

TEST_CASE("Y-STR: DYS389II is compared without the DYS389I it contains") {
  std::vector<YMarker> markers;
  const std::size_t one = find_or_add(markers, "DYS389I");
  const std::size_t two = find_or_add(markers, "DYS389 II");
  YHaplotype father{{130}, {290}};
  YHaplotype son{{140}, {300}};  // one mutation, in DYS389I
  subtract_dys389i(markers, father);
  subtract_dys389i(markers, son);
  REQUIRE(markers.size() == 3);
  CHECK(markers[2].mutation_rate == y_marker("DYS389II").mutation_rate);
  CHECK(alleles_at(father, two).empty());
  CHECK(alleles_at(father, 2)[0] == 160);
  const YDistance apart = distance(father, son);
  CHECK(apart.total() == 1);
  CHECK(apart.loci == std::vector<std::size_t>{one});
  YHaplotype only_two{{}, {290}};
  subtract_dys389i(markers, only_two);
  CHECK(alleles_at(only_two, two)[0] == 290);
  add_dys389i(markers, son);
  CHECK(alleles_at(son, two)[0] == 300);
}

TEST_CASE("Y-STR: distance counts steps, and differences that steps cannot make") {
  const YHaplotype a{{150}, {110, 140}, {170}, {}, {120}};
  const YHaplotype b{{170}, {120, 150}, {172}, {130}, {120, 130}};
  const YDistance apart = distance(a, b);
  CHECK(apart.compared == 4);
  CHECK(apart.steps == 2 + 1 + 1);
  CHECK(apart.other == 2);
}

}  // namespace
}  // namespace kith::genetics
