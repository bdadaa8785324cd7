// The tree of a line against the sum over all alleles of its untyped men, written out; brothers who differ; order.
#include "evidence/lineage/line_alleles.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace kith::testing {
namespace {

using evidence::LineAlleles;
using genetics::YAllele;
using genetics::YHaplotype;
using Node = LineAlleles::Node;

constexpr double kRate = 0.03, kTwo = 0.1;

std::vector<genetics::YTransmission> transmissions(const std::vector<genetics::YMarker>& markers) {
  std::vector<genetics::YTransmission> all;
  for (unsigned m = 0; m < 8; ++m) all.emplace_back(markers, m, kTwo);
  return all;
}

double meiosis(int change) {
  const int n = std::abs(change);
  return n == 0 ? 1 - kRate : n == 1 ? kRate * (1 - kTwo) / 2 : n == 2 ? kRate * kTwo / 2 : 0;
}

/// sum over all alleles from `low` to `high` of everybody untyped, the first's allele x given.
double naive(const std::vector<Node>& line, std::vector<int>& alleles, std::size_t v, int low, int high) {
  if (v == line.size()) {
    double p = 1;
    for (std::size_t u = 1; u < line.size(); ++u) p *= meiosis(alleles[u] - alleles[line[u].neighbour]);
    return p;
  }
  if (line[v].haplotype != nullptr) {
    alleles[v] = (*line[v].haplotype)[0][0] / 10;
    return naive(line, alleles, v + 1, low, high);
  }
  double sum = 0;
  for (int x = low; x <= high; ++x) {
    alleles[v] = x;
    sum += naive(line, alleles, v + 1, low, high);
  }
  return sum;
}

TEST_CASE("line of typed men: random trees against the sum over all alleles") {
  std::mt19937 random(7);
  const std::vector<genetics::YMarker> markers{{"DYS19", kRate}};
  const auto by_meioses = transmissions(markers);
  for (int round = 0; round < 40; ++round) {
    const std::size_t n = 2 + random() % 4;
    std::vector<YHaplotype> typed(n);
    std::vector<Node> line(n);
    for (std::size_t v = 1; v < n; ++v) {
      line[v].neighbour = random() % v;
      if (v + 1 < n && random() % 2 == 0) continue;
      typed[v] = {{static_cast<YAllele>(10 * (14 + random() % 3))}};
      line[v].haplotype = &typed[v];
    }
    const LineAlleles alleles(markers, line, by_meioses, kTwo);
    constexpr int kLow = 4, kHigh = 26;
    double total = 0;
    std::vector<double> of_first;
    std::vector<int> scratch(n);
    for (int x = kLow; x <= kHigh; ++x) {
      scratch[0] = x;
      of_first.push_back(naive(line, scratch, 1, kLow, kHigh));
      total += of_first.back();
    }
    for (int x = 12; x <= 18; ++x) {
      const std::vector<YAllele> seen{static_cast<YAllele>(10 * x)};
      const double expected = std::max(of_first[static_cast<std::size_t>(x - kLow)] / total, genetics::kBeyondModel);
      CHECK(alleles.probability(0, seen) == doctest::Approx(expected).epsilon(1e-10));
    }
  }
}

// The remains share b1's allele, b2 is one step off. Father's allele x: P = sum_x M(x, 15) M(x, 15) M(x, 16) over the
// same without the remains. With single steps: (1-r)^2 r/2 + (r/2)^2 (1-r) over 2 (1-r) r/2; b2's step cancels.
TEST_CASE("line of typed men: two brothers who differ cost as good as nothing, in either order") {
  const double r = 0.002;
  const std::vector<genetics::YMarker> markers{{"DYS576", r}};
  std::vector<genetics::YTransmission> by_meioses;
  for (unsigned m = 0; m < 4; ++m) by_meioses.emplace_back(markers, m);
  const YHaplotype b1{{150}}, b2{{160}};
  const LineAlleles one(markers, {{}, {0}, {1, &b1}, {1, &b2}}, by_meioses, 0);
  const LineAlleles other(markers, {{}, {0}, {1, &b2}, {1, &b1}}, by_meioses, 0);
  const double keep = 1 - r, step = r / 2;
  const double both = keep * keep * step + step * step * keep;
  const double expected = both / (2 * keep * step);
  const std::vector<YAllele> seen{150};
  CHECK(one.probability(0, seen) == doctest::Approx(expected).epsilon(1e-12));
  CHECK(other.probability(0, seen) == doctest::Approx(expected).epsilon(1e-12));
  CHECK(expected == doctest::Approx(0.5).epsilon(0.01));  // either brother may be the one who mutated
}

TEST_CASE("line of typed men: several copies and part repeats go by the nearest, the mean of equally near ones") {
  const std::vector<genetics::YMarker> markers{{"DYS385", 0.001, 2}, {"DYS19", 0.002}};
  const auto by_meioses = transmissions(markers);
  const YHaplotype near{{110, 140}, {152}}, equal{{110, 150}, {150}}, far{{100, 100}, {150}};
  const LineAlleles line(markers, {{}, {0}, {1, &near}, {1, &equal}, {2, &far}}, by_meioses, kTwo);
  for (std::size_t locus = 0; locus < 2; ++locus) {
    const double a = by_meioses[2].probability(locus, near[locus], near[locus]);
    const double b = by_meioses[2].probability(locus, near[locus], equal[locus]);
    CHECK(line.probability(locus, near[locus]) == doctest::Approx((a + b) / 2).epsilon(1e-12));
  }
}

TEST_CASE("line of typed men: one reference is the convolution of its meioses, with two-step changes") {
  const std::vector<genetics::YMarker> markers{{"DYS19", kRate}};
  const auto by_meioses = transmissions(markers);
  const YHaplotype uncle{{150}};
  const LineAlleles line(markers, {{}, {0}, {1}, {2, &uncle}}, by_meioses, kTwo);
  for (YAllele allele = 110; allele <= 190; allele += 10) {
    const std::vector<YAllele> seen{allele};
    CHECK(line.probability(0, seen) == doctest::Approx(by_meioses[3].probability(0, seen, uncle[0])).epsilon(1e-10));
  }
  // one meiosis, two repeats: r s / 2 (folder y_two_steps_and_no_database: mu * .035 / 2)
  const std::vector<YAllele> two{170};
  CHECK(by_meioses[1].probability(0, two, uncle[0]) == doctest::Approx(kRate * kTwo / 2).epsilon(1e-12));
}

}  // namespace
}  // namespace kith::testing
