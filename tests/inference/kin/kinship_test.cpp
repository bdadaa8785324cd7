// Parent and child, siblings, half siblings: closed forms, the naive twin over random observations with mutation,
// theta, dropout and silent alleles, and the law that every LR averages to 1 over strangers.
#include "inference/kin/kinship.hpp"

#include <doctest/doctest.h>

#include "reference/naive_likelihood.hpp"
#include "support/builders.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::Observation;
using genetics::Replicate;
using genetics::Sex;
using inference::Copies;
using inference::Kinship;
using inference::kLinks;
using inference::Link;
using inference::LinkProbability;

constexpr double kSameFormula = 1e-10;  // two ways to add up the same products

LinkProbability compare(const Observation& a, const Observation& b, const genetics::Marker& marker) {
  const auto likelihood = [&](const Observation& seen) {
    return inference::kin_likelihood(inference::likelihood_of(seen, marker, Copies::two), marker);
  };
  return inference::link_probability(likelihood(a), likelihood(b), marker);
}

double of(const LinkProbability& found, Link link) { return found.of_link[static_cast<std::size_t>(link)]; }
double lr(const LinkProbability& found, Link link) { return of(found, link) / found.unrelated; }

Observation seen(std::vector<genetics::AlleleIndex> alleles, genetics::DropModel model) {
  return {.replicates = {Replicate{std::move(alleles), model}}};
}

TEST_CASE("kinship: half siblings share one allele in two") {
  const double p = 0.1, q = 0.3;
  const auto m = marker({p, q, 0.6});
  for (const Link link : {Link::half_paternal, Link::half_maternal}) {
    CHECK(lr(compare(g(0, 0), g(0, 0), m), link) == doctest::Approx(0.5 + 0.5 / p));
    CHECK(lr(compare(g(0, 1), g(0, 1), m), link) == doctest::Approx(0.5 + (p + q) / (8 * p * q)));
    CHECK(lr(compare(g(0, 1), g(0, 0), m), link) == doctest::Approx(0.5 + 0.25 / p));
    CHECK(lr(compare(g(0, 0), g(1, 1), m), link) == doctest::Approx(0.5));
  }
}

TEST_CASE("kinship: full siblings, one of whom may have lost an allele") {
  const double p = 0.1, q = 0.3, d = 0.2;
  const auto m = marker({p, q, 0.6});
  const auto one = seen({0}, {.dropout = d, .dropout_homozygote = d * d});
  const double anybody = p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d);
  // A brother of a/b has a/b, or a and something, or b and a, or anything.
  const double brother = 0.25 * d * (1 - d) + 0.25 * anybody +
                         0.25 * ((p * (1 - d * d) + (1 - p) * d * (1 - d)) + p * d * (1 - d));
  CHECK(lr(compare(one, g(0, 1), m), Link::siblings) == doctest::Approx(brother / anybody));
}

TEST_CASE("kinship: theta, a parent and child of the same two alleles") {
  const double p = 0.1, theta = 0.03;
  auto spec = marker_spec({p, 0.3, 0.6});
  spec.theta = theta;
  const auto m = must(genetics::Marker::make(spec));
  const auto both = compare(g(0, 0), g(0, 0), m);
  const double parent = (1 + 2 * theta) / (3 * theta + (1 - theta) * p);
  CHECK(lr(both, Link::father_child) == doctest::Approx(parent));
  CHECK(lr(both, Link::half_maternal) == doctest::Approx(0.5 + 0.5 * parent));
}

TEST_CASE("kinship: a mutation between parent and child is as probable as the parent's sex has it") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.mutation_male = {.kind = genetics::MutationKind::equal, .rate = 0.004};
  spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.001};
  const auto m = must(genetics::Marker::make(spec));
  const auto found = compare(g(0, 0), g(1, 1), m);
  // The child's other allele comes from the population, through the other parent's meiosis.
  const auto received = [&](double rate) { return 0.3 * (1 - rate) + 0.7 * rate / 2; };
  CHECK(lr(found, Link::father_child) == doctest::Approx(0.002 * received(0.001) / 0.09));
  CHECK(lr(found, Link::mother_child) == doctest::Approx(0.0005 * received(0.004) / 0.09));
  CHECK(lr(found, Link::child_father) == doctest::Approx(0.002 * (0.2 * 0.999 + 0.8 * 0.0005) * 0.09 / (0.04 * 0.09)));
}

TEST_CASE("kinship: links weigh alike where the sexes allow them") {
  const auto weights = inference::link_weights(Kinship::parent_child, Sex::male, Sex::unknown);
  CHECK(weights == inference::LinkValues{0.5, 0, 0.25, 0.25, 0, 0, 0});
  CHECK(inference::link_weights(Kinship::full_siblings, Sex::male, Sex::male)[4] == 1);
  CHECK(inference::link_weights(Kinship::second_degree, Sex::male, Sex::male)[5] == 0.5);
  CHECK(inference::link_weights(Kinship::same_person, Sex::male, Sex::male) == inference::LinkValues{});
}

Family family_of(Link link) {
  switch (link) {
    case Link::father_child:
      return {{.id = "A", .sex = Sex::male}, {.id = "M"}, {.id = "B", .father = "A", .mother = "M"}};
    case Link::mother_child:
      return {{.id = "A", .sex = Sex::female}, {.id = "F"}, {.id = "B", .father = "F", .mother = "A"}};
    case Link::child_father:
      return {{.id = "B", .sex = Sex::male}, {.id = "M"}, {.id = "A", .father = "B", .mother = "M"}};
    case Link::child_mother:
      return {{.id = "B", .sex = Sex::female}, {.id = "F"}, {.id = "A", .father = "F", .mother = "B"}};
    case Link::siblings:
      return {{.id = "F"},
              {.id = "M"},
              {.id = "A", .father = "F", .mother = "M"},
              {.id = "B", .father = "F", .mother = "M"}};
    case Link::half_paternal:
      return {{.id = "F"},
              {.id = "M"},
              {.id = "N"},
              {.id = "A", .father = "F", .mother = "M"},
              {.id = "B", .father = "F", .mother = "N"}};
    case Link::half_maternal:
      break;
  }
  return {{.id = "F"},
          {.id = "G"},
          {.id = "M"},
          {.id = "A", .father = "F", .mother = "M"},
          {.id = "B", .father = "G", .mother = "M"}};
}

/// The same by a pedigree, every assignment of alleles written down.
double written_out(const Family& family, const Observation& a, const Observation& b, const genetics::Marker& marker) {
  const auto pedigree = pedigree_of(family);
  const Typing typing(pedigree, {{"A", a}, {"B", b}});
  return reference::likelihood(marker, pedigree, typing.pointers());
}

Observation random_observation(Rng& rng, const genetics::Marker& marker) {
  const auto allele = [&] { return static_cast<genetics::AlleleIndex>(below(rng, marker.n_visible())); };
  const auto x = allele(), y = allele();
  if (uniform(rng) < 0.2) return Observation::partial(x);
  if (uniform(rng) < 0.5) return g(x, y);
  Replicate replicate{.seen = {x}, .model = {.dropout = 0.05 + 0.4 * uniform(rng), .dropout_homozygote = 0.05}};
  if (uniform(rng) < 0.5) replicate.model.drop_in = 0.02;
  if (x != y && uniform(rng) < 0.6) replicate.seen = {std::min(x, y), std::max(x, y)};
  return {.replicates = {replicate}};
}

TEST_CASE("kinship: random observations agree with pedigrees written out") {
  Rng rng(151);
  for (int i = 0; i < 60; ++i) {
    auto spec = marker_spec(random_frequencies(rng, 2 + below(rng, 2)));
    if (below(rng, 2) == 0) spec.theta = 0.2 * uniform(rng);
    if (below(rng, 3) > 0) spec.mutation_male = random_mutation(rng);
    if (below(rng, 3) > 0) spec.mutation_female = random_mutation(rng);
    if (below(rng, 4) == 0) {
      spec.silent_frequency = 0.05;
      for (double& p : spec.frequencies) p *= 0.95;
    }
    const auto made = genetics::Marker::make(spec);
    if (!made) continue;  // a rate beyond the model's domain
    const genetics::Marker& m = made.value();
    const auto a = random_observation(rng, m), b = random_observation(rng, m);
    const LinkProbability found = compare(a, b, m);
    CAPTURE(i);
    const double unrelated = written_out({{.id = "A"}, {.id = "B"}}, a, b, m);
    CHECK(found.unrelated == doctest::Approx(unrelated).epsilon(kSameFormula).scale(0));
    for (std::size_t link = 0; link < kLinks; ++link) {
      CAPTURE(link);
      const double expected = written_out(family_of(static_cast<Link>(link)), a, b, m);
      if (expected == 0) {
        CHECK(found.of_link[link] == 0);
      } else {
        CHECK(found.of_link[link] == doctest::Approx(expected).epsilon(kSameFormula).scale(0));
      }
    }
  }
}

TEST_CASE("kinship: every LR averages to 1 over what strangers can show") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.theta = 0.05;
  spec.mutation_male = {.kind = genetics::MutationKind::one_step, .rate = 0.01};
  spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.02};
  const auto m = must(genetics::Marker::make(spec));
  const genetics::DropModel poor{.dropout = 0.3, .dropout_homozygote = 0.09, .drop_in = 0.05};
  const genetics::DropModel fair{.dropout = 0.1, .dropout_homozygote = 0.01, .drop_in = 0.02};
  const auto alleles = [](unsigned set) {
    std::vector<genetics::AlleleIndex> result;
    for (genetics::AlleleIndex a = 0; a < 3; ++a) {
      if ((set >> a & 1U) != 0) result.push_back(a);
    }
    return result;
  };
  inference::LinkValues mean{};
  for (unsigned x = 0; x < 8; ++x) {
    for (unsigned y = 0; y < 8; ++y) {
      const auto found = compare(seen(alleles(x), poor), seen(alleles(y), fair), m);
      if (found.unrelated == 0) continue;
      for (std::size_t link = 0; link < kLinks; ++link)
        mean[link] += found.unrelated * (found.of_link[link] / found.unrelated);
    }
  }
  for (const double value : mean) CHECK(value == doctest::Approx(1).epsilon(kSameFormula));
}

}  // namespace
}  // namespace kith::testing
