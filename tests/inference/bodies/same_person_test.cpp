// One person, two siblings, two strangers: closed forms, the naive twin over random observations, and the law that
// every LR averages to 1 under its alternative.
#include "inference/bodies/same_person.hpp"

#include <doctest/doctest.h>

#include "reference/naive_likelihood.hpp"
#include "support/builders.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::MarkerKind;
using genetics::Observation;
using genetics::Replicate;
using genetics::Sex;
using inference::Copies;
using inference::PairProbability;

constexpr double kSameFormula = 1e-10;  // two ways to add up the same products

PairProbability compare(const Observation& a, const Observation& b, const genetics::Marker& marker,
                        Copies copies = Copies::two, double error = 0) {
  return inference::pair_probability(inference::likelihood_of(a, marker, copies, error),
                                     inference::likelihood_of(b, marker, copies, error), marker, copies);
}

double against_unrelated(const PairProbability& p) { return p.same / p.unrelated; }
double against_sibling(const PairProbability& p) { return p.same / p.sibling; }

Observation seen(std::vector<genetics::AlleleIndex> alleles, genetics::DropModel model) {
  return {.replicates = {Replicate{std::move(alleles), model}}};
}

TEST_CASE("same person: whole genotypes against a stranger and against a brother") {
  const double p = 0.1, q = 0.3;
  const auto m = marker({p, q, 0.6});
  CHECK(against_unrelated(compare(g(0, 0), g(0, 0), m)) == doctest::Approx(1 / (p * p)));
  CHECK(against_unrelated(compare(g(0, 1), g(0, 1), m)) == doctest::Approx(1 / (2 * p * q)));
  CHECK(against_sibling(compare(g(0, 0), g(0, 0), m)) == doctest::Approx(4 / ((1 + p) * (1 + p))));
  CHECK(against_sibling(compare(g(0, 1), g(0, 1), m)) == doctest::Approx(4 / (1 + p + q + 2 * p * q)));
  CHECK(compare(g(0, 0), g(0, 1), m).same == 0);
}

TEST_CASE("same person: one allele that may have lost its partner, beside both") {
  const double p = 0.1, q = 0.3, d = 0.2;
  const auto m = marker({p, q, 0.6});
  const auto one = seen({0}, {.dropout = d, .dropout_homozygote = d * d});
  const double anybody = p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d);
  const auto pair = compare(one, g(0, 1), m);
  CHECK(against_unrelated(pair) == doctest::Approx(d * (1 - d) / anybody));
  // A brother of a/b has a and something, or a twice, in these ways.
  const double brother = 0.25 * d * (1 - d) + 0.25 * anybody +
                         0.25 * ((p * (1 - d * d) + (1 - p) * d * (1 - d)) + p * d * (1 - d));
  CHECK(against_sibling(pair) == doctest::Approx(d * (1 - d) / brother));
}

TEST_CASE("same person: theta, the match probability of Balding and Nichols") {
  const double p = 0.1, q = 0.3, theta = 0.03;
  auto spec = marker_spec({p, q, 0.6});
  spec.theta = theta;
  const auto m = must(genetics::Marker::make(spec));
  const double below = (1 + theta) * (1 + 2 * theta);
  CHECK(against_unrelated(compare(g(0, 0), g(0, 0), m)) ==
        doctest::Approx(below / ((2 * theta + (1 - theta) * p) * (3 * theta + (1 - theta) * p))));
  CHECK(against_unrelated(compare(g(0, 1), g(0, 1), m)) ==
        doctest::Approx(below / (2 * (theta + (1 - theta) * p) * (theta + (1 - theta) * q))));
}

TEST_CASE("same person: X-linked markers of men and of women") {
  const double p = 0.2, q = 0.3;
  auto spec = marker_spec({p, q, 0.5});
  spec.kind = MarkerKind::x_linked;
  const auto m = must(genetics::Marker::make(spec));
  const auto men = compare(g(0, 0), g(0, 0), m, Copies::one);
  CHECK(against_unrelated(men) == doctest::Approx(1 / p));
  CHECK(against_sibling(men) == doctest::Approx(2 / (1 + p)));
  const auto women = compare(g(0, 1), g(0, 1), m);
  CHECK(against_unrelated(women) == doctest::Approx(1 / (2 * p * q)));
  // The father's allele is shared: they differ if the mother gives different ones.
  CHECK(against_sibling(women) == doctest::Approx(2 / (1 + (p + q) / 2)));
}

TEST_CASE("same person: a typing error makes any difference possible") {
  const double e = 0.01;
  const auto m = marker({0.1, 0.3, 0.6});
  const double both_right = (1 - e) * (1 - e);
  CHECK(against_unrelated(compare(g(0, 0), g(1, 2), m, Copies::two, e)) == doctest::Approx(1 - both_right));
  CHECK(against_unrelated(compare(g(0, 0), g(0, 0), m, Copies::two, e)) ==
        doctest::Approx(both_right / 0.01 + 1 - both_right));
}

TEST_CASE("same person: what is not typed says nothing") {
  auto spec = marker_spec({0.1, 0.3, 0.6});
  spec.theta = 0.02;
  const auto m = must(genetics::Marker::make(spec));
  const auto pair = compare(Observation::untyped(), g(0, 1), m);
  CHECK(against_unrelated(pair) == doctest::Approx(1));
  CHECK(against_sibling(pair) == doctest::Approx(1));
}

Observation random_observation(Rng& rng, const genetics::Marker& marker, Copies copies) {
  const auto n = marker.n_visible();
  const auto allele = [&] { return static_cast<genetics::AlleleIndex>(below(rng, n)); };
  const auto x = allele(), y = copies == Copies::one ? x : allele();
  const double kind = uniform(rng);
  if (kind < 0.1) return Observation::partial(x);
  if (kind < 0.4) return g(x, y);
  Observation result;
  const std::size_t replicates = 1 + below(rng, 2);
  for (std::size_t k = 0; k < replicates; ++k) {
    Replicate replicate;
    replicate.model = {.dropout = 0.05 + 0.4 * uniform(rng), .dropout_homozygote = 0.1 * uniform(rng), .drop_in = 0.02};
    for (const auto a : {x, y}) {
      if (uniform(rng) < 0.7) replicate.seen.push_back(a);
    }
    if (uniform(rng) < 0.2) replicate.seen.push_back(allele());
    std::sort(replicate.seen.begin(), replicate.seen.end());
    replicate.seen.erase(std::unique(replicate.seen.begin(), replicate.seen.end()), replicate.seen.end());
    result.replicates.push_back(std::move(replicate));
  }
  return result;
}

/// The same three probabilities by pedigrees, every assignment of alleles written down.
class Twin {
 public:
  Twin(const genetics::Marker& marker, Sex sex, double error)
      : marker_(marker),
        error_(error),
        one_(pedigree_of({{.id = "A", .sex = sex}})),
        two_(pedigree_of({{.id = "A", .sex = sex}, {.id = "B", .sex = sex}})),
        siblings_(pedigree_of({{.id = "F", .sex = Sex::male},
                               {.id = "M", .sex = Sex::female},
                               {.id = "A", .father = "F", .mother = "M", .sex = sex},
                               {.id = "B", .father = "F", .mother = "M", .sex = sex}})) {}

  [[nodiscard]] PairProbability compare(const Observation& a, const Observation& b) const {
    const double right = (1 - error_) * (1 - error_);
    const double apart = of(one_, {{"A", a}}) * of(one_, {{"A", b}});
    const auto mixed = [&](double both_right) { return right * both_right + (1 - right) * apart; };
    return {.same = mixed(of(one_, {{"A", genetics::joined(a, b)}})),
            .sibling = mixed(of(siblings_, {{"A", a}, {"B", b}})),
            .unrelated = mixed(of(two_, {{"A", a}, {"B", b}}))};
  }

 private:
  [[nodiscard]] double of(const pedigree::Pedigree& pedigree,
                          std::initializer_list<std::pair<std::string_view, Observation>> typed) const {
    const Typing typing(pedigree, typed);
    return reference::likelihood(marker_, pedigree, typing.pointers());
  }

  const genetics::Marker& marker_;
  double error_;
  pedigree::Pedigree one_, two_, siblings_;
};

/// Relative to `expected`; what is impossible is exactly 0.
void check_equal(double found, double expected) {
  if (expected == 0) {
    CHECK(found == 0);
  } else {
    CHECK(found == doctest::Approx(expected).epsilon(kSameFormula).scale(0));
  }
}

TEST_CASE("same person: random observations agree with pedigrees written out") {
  Rng rng(15);
  for (int i = 0; i < 300; ++i) {
    auto spec = marker_spec(random_frequencies(rng, 2 + below(rng, 2)));
    if (below(rng, 2) == 0) spec.theta = 0.2 * uniform(rng);
    if (below(rng, 3) == 0) {
      spec.silent_frequency = 0.05;
      for (double& p : spec.frequencies) p *= 0.95;
    }
    const bool x_linked = below(rng, 3) == 0;
    if (x_linked) spec.kind = MarkerKind::x_linked;
    const auto m = must(genetics::Marker::make(spec));
    const Sex sex = below(rng, 2) == 0 ? Sex::male : Sex::female;
    const Copies copies = x_linked && sex == Sex::male ? Copies::one : Copies::two;
    const double error = below(rng, 3) == 0 ? 0.05 : 0;
    const auto a = random_observation(rng, m, copies), b = random_observation(rng, m, copies);
    const auto found = compare(a, b, m, copies, error);
    const auto expected = Twin(m, sex, error).compare(a, b);
    CAPTURE(i);
    check_equal(found.same, expected.same);
    check_equal(found.sibling, expected.sibling);
    check_equal(found.unrelated, expected.unrelated);
  }
}

TEST_CASE("same person: the LR averages to 1 over everything that strangers or siblings can show") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.theta = 0.05;
  const auto m = must(genetics::Marker::make(spec));
  const genetics::DropModel poor{.dropout = 0.3, .dropout_homozygote = 0.09, .drop_in = 0.05};
  const genetics::DropModel fair{.dropout = 0.1, .dropout_homozygote = 0.01, .drop_in = 0};
  double mean_unrelated = 0, mean_sibling = 0;
  for (unsigned x = 0; x < 8; ++x) {
    for (unsigned y = 0; y < 8; ++y) {
      const auto alleles = [](unsigned set) {
        std::vector<genetics::AlleleIndex> result;
        for (genetics::AlleleIndex a = 0; a < 3; ++a) {
          if ((set >> a & 1U) != 0) result.push_back(a);
        }
        return result;
      };
      const auto pair = compare(seen(alleles(x), poor), seen(alleles(y), fair), m, Copies::two, 0.02);
      if (pair.unrelated == 0) continue;
      mean_unrelated += pair.unrelated * against_unrelated(pair);
      mean_sibling += pair.sibling * against_sibling(pair);
    }
  }
  CHECK(mean_unrelated == doctest::Approx(1).epsilon(kSameFormula));
  CHECK(mean_sibling == doctest::Approx(1).epsilon(kSameFormula));
}

TEST_CASE("same person: the product of two samples is the likelihood of their joint observation") {
  Rng rng(16);
  const auto m = marker({0.2, 0.3, 0.5});
  const auto a = random_observation(rng, m, Copies::two), c = random_observation(rng, m, Copies::two);
  const auto b = g(1, 2);
  const auto both = inference::product(inference::likelihood_of(a, m, Copies::two),
                                       inference::likelihood_of(c, m, Copies::two), m, Copies::two);
  const auto found = inference::pair_probability(both, inference::likelihood_of(b, m, Copies::two), m, Copies::two);
  const auto expected = compare(genetics::joined(a, c), b, m);
  CHECK(found.same / found.unrelated == doctest::Approx(expected.same / expected.unrelated));
}

}  // namespace
}  // namespace kith::testing
