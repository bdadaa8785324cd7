// Closed forms. Allele frequencies are p, q (and r for the rest); alleles 0, 1, 2.
#include "pedigree/locus/likelihood.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "pedigree/likelihood_support.hpp"

namespace kith::testing {
namespace {

constexpr double p = 0.05;
constexpr double q = 0.12;
constexpr double r = 1 - p - q;

constexpr auto kImpossible = -std::numeric_limits<double>::infinity();

/// P(both observed) over the product of the two alone.
double lr(const genetics::Marker& m, const Family& family, std::string_view one, genetics::Observation a,
          std::string_view other, genetics::Observation b) {
  const auto pedigree = pedigree_of(family);
  return likelihood(m, pedigree, {pedigree, {{one, a}, {other, b}}}) /
         (likelihood(m, pedigree, {pedigree, {{one, a}}}) * likelihood(m, pedigree, {pedigree, {{other, b}}}));
}

}  // namespace

TEST_CASE("likelihood: a founder's genotype has Hardy-Weinberg probability, and no data have probability 1") {
  const auto m = marker({p, q, r});
  const auto one = pedigree_of({{"A"}});
  CHECK(likelihood(m, one, {one, {{"A", g(0, 0)}}}) == nearly(p * p));
  CHECK(likelihood(m, one, {one, {{"A", g(0, 1)}}}) == nearly(2 * p * q));
  CHECK(log_likelihood(m, one, Typing(one)) == 0);
}

TEST_CASE("likelihood: paternity") {
  const auto m = marker({p, q, r});
  const auto family = pedigree_of(trio());

  SUBCASE("duo: a child of a homozygous father takes its other allele from the population") {
    CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C", g(0, 1)}}}) == nearly(p * p * q));
  }
  SUBCASE("duo: both heterozygous, the same alleles") {
    CHECK(likelihood(m, family, {family, {{"F", g(0, 1)}, {"C", g(0, 1)}}}) == nearly(2 * p * q * (p + q) / 2));
  }
  SUBCASE("trio: Mendel's quarter") {
    CHECK(likelihood(m, family, {family, {{"F", g(0, 1)}, {"M", g(0, 2)}, {"C", g(1, 2)}}}) ==
          nearly(2 * p * q * 2 * p * r / 4));
  }
  SUBCASE("trio: both parents and the child heterozygous for the same alleles") {
    CHECK(likelihood(m, family, {family, {{"F", g(0, 1)}, {"M", g(0, 1)}, {"C", g(0, 1)}}}) ==
          nearly(std::pow(2 * p * q, 2) / 2));
  }
  SUBCASE("an excluded father has likelihood 0") {
    CHECK(log_likelihood(m, family, {family, {{"F", g(0, 0)}, {"C", g(1, 2)}}}) == kImpossible);
  }
}

TEST_CASE("likelihood: full siblings of untyped parents") {
  const auto m = marker({p, q, r});
  const auto family = pedigree_of(siblings(2));
  const auto both = [&](genetics::Observation a, genetics::Observation b) {
    return likelihood(m, family, {family, {{"C1", a}, {"C2", b}}});
  };
  CHECK(both(g(0, 0), g(0, 0)) == nearly(p * p * (1 + p) * (1 + p) / 4));
  CHECK(both(g(0, 0), g(0, 1)) == nearly(p * p * q * (1 + p) / 2));
  CHECK(both(g(0, 0), g(1, 1)) == nearly(p * p * q * q / 4));
  CHECK(both(g(0, 1), g(0, 1)) == nearly(p * q * (1 + p + q + 2 * p * q) / 2));
  CHECK(both(g(0, 1), g(0, 2)) == nearly(p * q * r * (1 + 2 * p) / 2));
}

TEST_CASE("likelihood: relatives who share at most one allele identical by descent, k1 = 1/2 or 1/4") {
  const auto m = marker({p, q, r});
  for (const bool half : {true, false}) {
    const auto family = half ? half_siblings() : first_cousins();
    const double k1 = half ? 0.5 : 0.25;
    CAPTURE(k1);
    CHECK(lr(m, family, "C1", g(0, 0), "C2", g(0, 0)) == nearly(1 - k1 + k1 / p));
    CHECK(lr(m, family, "C1", g(0, 0), "C2", g(0, 1)) == nearly(1 - k1 + k1 / (2 * p)));
    CHECK(lr(m, family, "C1", g(0, 1), "C2", g(0, 1)) == nearly(1 - k1 + k1 * (p + q) / (4 * p * q)));
    CHECK(lr(m, family, "C1", g(0, 0), "C2", g(1, 1)) == nearly(1 - k1));
  }
}

TEST_CASE("likelihood: double first cousins share two alleles with probability 1/16 and one with 6/16") {
  const auto m = marker({p, q, r});
  const auto family = double_first_cousins();
  CHECK(lr(m, family, "C1", g(0, 0), "C2", g(0, 0)) == nearly((9 + 6 / p + 1 / (p * p)) / 16));
  CHECK(lr(m, family, "C1", g(0, 1), "C2", g(0, 1)) == nearly((9 + 6 * (p + q) / (4 * p * q) + 1 / (2 * p * q)) / 16));
}

TEST_CASE("likelihood: an inbred child is homozygous with p^2 + F p (1 - p)") {
  const auto m = marker({p, q, r});
  struct Inbred {
    Family family;
    std::string_view child;
    double coefficient;
  };
  for (const auto& [family, child, coefficient] :
       {Inbred{sibling_incest(), "C", 1.0 / 4}, Inbred{parent_child_incest(), "C", 1.0 / 4},
        Inbred{cousin_marriage(), "X", 1.0 / 16}}) {
    const auto pedigree = pedigree_of(family);
    CHECK(likelihood(m, pedigree, {pedigree, {{child, g(0, 0)}}}) == nearly(p * p + coefficient * p * (1 - p)));
    CHECK(likelihood(m, pedigree, {pedigree, {{child, g(0, 1)}}}) == nearly(2 * p * q * (1 - coefficient)));
  }
}

TEST_CASE("likelihood: each parent mutates by the matrix of his or her sex") {
  auto spec = marker_spec({p, q, r});
  spec.mutation_male = {.kind = genetics::MutationKind::equal, .rate = 0.004};
  spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.001};
  const auto m = must(genetics::Marker::make(spec));
  const auto family = pedigree_of(trio());
  // F is 0/0, M is 1/1, the child shows 1/2: the father's 0 became 2, or became 1 while the mother's 1 became 2.
  const double expected = p * p * q * q * (0.004 / 2 * (1 - 0.001) + 0.004 / 2 * 0.001 / 2);
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"M", g(1, 1)}, {"C", g(1, 2)}}}) == nearly(expected));

  SUBCASE("a rate of 0 in one sex leaves that sex without mutation") {
    spec.mutation_female.rate = 0;
    const auto only_men = must(genetics::Marker::make(spec));
    CHECK(likelihood(only_men, family, {family, {{"F", g(0, 0)}, {"M", g(1, 1)}, {"C", g(1, 2)}}}) ==
          nearly(p * p * q * q * 0.004 / 2));
    CHECK(log_likelihood(only_men, family, {family, {{"M", g(1, 1)}, {"C", g(0, 0)}}}) == kImpossible);
  }
}

TEST_CASE("likelihood: with theta, founder alleles are drawn one after another") {
  constexpr double theta = 0.03;
  auto spec = marker_spec({p, q, r});
  spec.theta = theta;
  const auto m = must(genetics::Marker::make(spec));
  // P(next is an allele of frequency f | n drawn before, k of them this allele)
  const auto next = [](double f, int n, int k) { return (k * theta + (1 - theta) * f) / (1 + (n - 1) * theta); };

  SUBCASE("unrelated persons of one genotype are likelier than their product") {
    const auto two = pedigree_of({{"A"}, {"B"}});
    CHECK(likelihood(m, two, {two, {{"A", g(0, 0)}, {"B", g(0, 0)}}}) ==
          nearly(p * next(p, 1, 1) * next(p, 2, 2) * next(p, 3, 3)));
    CHECK(likelihood(m, two, {two, {{"A", g(0, 1)}, {"B", g(0, 1)}}}) ==
          nearly(4 * p * next(q, 1, 0) * next(p, 2, 1) * next(q, 3, 1)));
  }
  SUBCASE("paternity duo: the mother's allele is the third draw") {
    const auto family = pedigree_of(trio());
    CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C", g(0, 1)}}}) ==
          nearly(p * next(p, 1, 1) * next(q, 2, 0)));
  }
}

TEST_CASE("likelihood: X-linked alleles, one copy in men") {
  auto spec = marker_spec({p, q, r});
  spec.kind = genetics::MarkerKind::x_linked;
  const auto m = must(genetics::Marker::make(spec));
  const auto family = pedigree_of(siblings(2));  // C1 a son, C2 a daughter
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}}}) == nearly(p));
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C2", g(0, 1)}}}) == nearly(p * q));
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C1", g(1, 1)}}}) == nearly(p * q));
  CHECK(likelihood(m, family, {family, {{"M", g(0, 1)}, {"C1", g(1, 1)}}}) == nearly(2 * p * q / 2));
  CHECK(log_likelihood(m, family, {family, {{"F", g(0, 0)}, {"C2", g(1, 2)}}}) == kImpossible);
  CHECK(log_likelihood(m, family, {family, {{"F", g(0, 1)}}}) == kImpossible);
}

TEST_CASE(
    "likelihood: X-linked with theta: father 0, daughter 0/1 is p (1 - theta) q, which pedprobr 1.1.0 gets wrong") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.kind = genetics::MarkerKind::x_linked;
  spec.theta = 0.05;
  const auto m = must(genetics::Marker::make(spec));
  const auto family = pedigree_of(trio());
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C", g(0, 1)}}}) == nearly(0.2 * 0.95 * 0.3));
}

TEST_CASE("likelihood: a silent allele explains opposite homozygotes") {
  constexpr double s = 0.01;
  auto spec = marker_spec({p, q, r - s});
  spec.silent_frequency = s;
  const auto m = must(genetics::Marker::make(spec));
  const auto family = pedigree_of(trio());
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}}}) == nearly(p * p + 2 * p * s));
  // The father is 0/silent and passes the silent allele on; the mother passes 1.
  CHECK(likelihood(m, family, {family, {{"F", g(0, 0)}, {"C", g(1, 1)}}}) == nearly(p * s * q));
}

TEST_CASE("likelihood: dropout weighs the genotypes a single allele may stand for") {
  constexpr double d = 0.2;
  const auto m = marker({p, q, r});
  const auto family = pedigree_of(trio());
  const genetics::Observation only_zero{
      .replicates = {{.seen = {0}, .model = {.dropout = d, .dropout_homozygote = d * d}}}};
  const double homozygote = p * p * (1 - d * d);
  const double heterozygote = 2 * p * (1 - p) * d * (1 - d);
  CHECK(likelihood(m, family, {family, {{"F", only_zero}}}) == nearly(homozygote + heterozygote));
  // With a child 1/1 the father is 0/1 and passes on the 1; the mother gives the other.
  CHECK(likelihood(m, family, {family, {{"F", only_zero}, {"C", g(1, 1)}}}) == nearly(2 * p * q * d * (1 - d) * q / 2));
}

TEST_CASE("likelihood: of a partial genotype the other allele is summed over") {
  const auto m = marker({p, q, r});
  const auto family = pedigree_of(trio());
  const auto zero = genetics::Observation::partial(0);
  CHECK(likelihood(m, family, {family, {{"F", zero}}}) == nearly(1 - (1 - p) * (1 - p)));
  CHECK(likelihood(m, family, {family, {{"F", zero}, {"C", g(1, 1)}}}) == nearly(2 * p * q * q / 2));
}

TEST_CASE("likelihood: a hundred generations do not underflow") {
  const double rare = 1e-4;
  const auto m = marker({rare, rare, 1 - 2 * rare});
  Family line{{"P0", "", "", genetics::Sex::male}};
  for (int i = 1; i < 100; ++i) {
    line.push_back({"P" + std::to_string(i), "P" + std::to_string(i - 1), "", genetics::Sex::male});
  }
  const auto pedigree = pedigree_of(line);
  Typing typing(pedigree);
  for (pedigree::PersonIndex i = 0; i < 100; ++i) typing.set(i, g(0, 1));
  // The child of a 0/1 father is 0/1 with probability (p + q) / 2.
  CHECK(log_likelihood(m, pedigree, typing) == nearly(std::log(2 * rare * rare) + 99 * std::log(rare)));
}

TEST_CASE("likelihood: a cost beyond the limit is refused, and the predicted cost is named") {
  const auto m = marker({p, q, r});
  const auto family = pedigree_of(siblings(3));
  pedigree::Workspace workspace;
  const Typing typing(family, {{"C1", g(0, 1)}, {"C2", g(0, 2)}, {"C3", g(1, 2)}});
  const auto refused = pedigree::log_likelihood(m, family, typing.pointers(), workspace, {.cost_limit = 1});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Errc::cost_limit_exceeded);
}

}  // namespace kith::testing
