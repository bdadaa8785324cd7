// Two linked loci: hand-derived cases, and the law that free recombination is the product of the loci.
#include "pedigree/linked/linked_likelihood.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "pedigree/likelihood_support.hpp"
#include "reference/naive_linked.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::Marker;
using pedigree::Pedigree;

double linked(const Marker& a, const Marker& b, double r, const Pedigree& family, const Typing& at_a,
              const Typing& at_b) {
  pedigree::Workspace workspace;
  const auto seen_a = at_a.pointers();
  const auto seen_b = at_b.pointers();
  return must(pedigree::linked_log_likelihood({a, b, r}, family, {seen_a, seen_b}, workspace));
}

}  // namespace

TEST_CASE("linked loci: with recombination 1/2 the product of the two loci, in any family") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    auto spec = marker_spec(random_frequencies(rng, 3));
    const bool mutates = seed % 2 == 0;
    if (mutates) spec.mutation_male = random_mutation(rng);
    if (mutates) spec.mutation_female = random_mutation(rng);
    const auto a = must(Marker::make(spec));
    const auto b = marker(random_frequencies(rng, 4));
    const auto family = pedigree_of(random_family(rng, 7));
    const auto at_a = random_typing(rng, a, family);
    const auto at_b = random_typing(rng, b, family);
    const double product = log_likelihood(a, family, at_a) + log_likelihood(b, family, at_b);
    const double found = linked(a, b, 0.5, family, at_a, at_b);
    if (std::isinf(product)) {
      CHECK(found == product);
    } else {
      CHECK(found == doctest::Approx(product).epsilon(1e-11).scale(1));
    }
  }
}

TEST_CASE("linked loci: grandfather and grandchild share a phase") {
  // Grandfather A 0/0, B 0/0; his son's wife and all others untyped; the grandchild shows 0/1 at A and 0/1 at B, no
  // mutation. Let G = the father is handed on GF's alleles at A (probability 1/2) and at B: both or neither with (1 -
  // r)/2 each. Rare alleles 0 at both loci (p at A, q at B): P(grandchild's 0 at A and at B | phase) are compared term
  // by term.
  const double p = 0.1;
  const double q = 0.2;
  const double r = 0.1;
  const auto a = marker({p, 1 - p});
  const auto b = marker({q, 1 - q});
  const Family three{
      {"GF", "", "", genetics::Sex::male}, {"F", "GF", "", genetics::Sex::male}, {"C", "F", "", genetics::Sex::male}};
  const auto family = pedigree_of(three);
  const Typing at_a(family, {{"GF", g(0, 0)}, {"C", g(0, 1)}});
  const Typing at_b(family, {{"GF", g(0, 0)}, {"C", g(0, 1)}});
  // One locus: paternal allele is GF's 0 (choice 1) or a random one (choice 0); maternal random.
  const auto one = [](double freq, bool from_grandfather) {
    return from_grandfather ? 1 - freq : 2 * freq * (1 - freq);
  };
  double sum = 0;
  for (const bool ca : {false, true}) {
    for (const bool cb : {false, true}) {
      sum += (ca == cb ? (1 - r) / 2 : r / 2) * one(p, ca) * one(q, cb);
    }
  }
  CHECK(std::exp(linked(a, b, r, family, at_a, at_b)) == doctest::Approx(p * p * q * q * sum).epsilon(1e-12));
}

TEST_CASE("linked loci: two siblings, against the sum over all four-gamete choices") {
  // Untyped parents, both children 0/0 at A and at B. Per parent: alleles x, y at A and u, v at B (phase xu, yv). Two
  // children choose; with s = agreement of the two children's choices at A, t at B: P(t = s) = (1 - r)^2 + r^2.
  // A parent hands 0 to both children at A: p if they chose the same copy, p^2 if not.
  const double p = 0.3;
  const double q = 0.4;
  const double r = 0.12;
  const auto a = marker({p, 1 - p});
  const auto b = marker({q, 1 - q});
  const auto family = pedigree_of(siblings(2));
  const Typing at_a(family, {{"C1", g(0, 0)}, {"C2", g(0, 0)}});
  const Typing at_b(family, {{"C1", g(0, 0)}, {"C2", g(0, 0)}});
  const double agree = (1 - r) * (1 - r) + r * r;
  const double parent = 0.5 * (agree * p * q + (1 - agree) * p * q * q) +
                        0.5 * (agree * p * p * q * q + (1 - agree) * p * p * q);
  CHECK(std::exp(linked(a, b, r, family, at_a, at_b)) == doctest::Approx(parent * parent).epsilon(1e-12));
}

TEST_CASE("linked loci: equal to the sum over all choices and assignments, alone and as one of several cases") {
  std::size_t n_compared = 0;
  std::size_t n_shown = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    const auto family = pedigree_of(random_family(rng, 3 + below(rng, 4)));
    if (family.size() > 6) continue;
    const bool mutates = seed % 3 == 0;
    auto spec = marker_spec(random_frequencies(rng, mutates ? 2 : 3));
    if (mutates) spec.mutation_male = random_mutation(rng);
    if (mutates) spec.mutation_female = random_mutation(rng);
    const auto a = must(Marker::make(spec));
    const auto b = marker(random_frequencies(rng, 2));
    const double r = 0.5 * uniform(rng);
    const TypingOptions typed{.typed = 0.7, .partial = 0.1, .dropout = seed % 4 == 0 ? 0.2 : 0.0};
    auto at_a = random_typing(rng, a, family, typed);
    auto at_b = random_typing(rng, b, family, typed);
    const auto person = static_cast<pedigree::PersonIndex>(below(rng, family.n_named()));
    const auto draw = [&](const Marker& m, std::vector<genetics::Observation>& into) {
      const TypingOptions other{
          .typed = 0.8, .partial = 0.1, .dropout = below(rng, 2) == 0 ? 0.3 : 0.0, .drop_in = 0.0};
      into.push_back(random_typing(rng, m, family, other).of(person));
    };
    std::vector<genetics::Observation> shown_a;
    std::vector<genetics::Observation> shown_b;
    for (int k = 0; k < 6; ++k) {
      draw(a, shown_a);
      draw(b, shown_b);
    }
    std::vector<pedigree::LinkedShown> shown;
    for (std::size_t k = 0; k < shown_a.size(); ++k) shown.push_back({&shown_a[k], &shown_b[k]});
    pedigree::Workspace workspace;
    const auto seen_a = at_a.pointers();
    const auto seen_b = at_b.pointers();
    const auto found = pedigree::linked_log_likelihoods({a, b, r}, family, {seen_a, seen_b}, person, shown, workspace);
    for (std::size_t k = 0; k < shown.size(); ++k) {
      at_a.set(person, shown_a[k]);
      at_b.set(person, shown_b[k]);
      const auto now_a = at_a.pointers();
      const auto now_b = at_b.pointers();
      const double expected = reference::linked_likelihood({a, now_a}, {b, now_b}, r, family);
      CHECK(std::exp(must(found[k])) == nearly(expected));
      CHECK(std::exp(linked(a, b, r, family, at_a, at_b)) == nearly(expected));
      n_compared += expected > 0 ? 1U : 0U;
      const double product = reference::likelihood(a, family, now_a) * reference::likelihood(b, family, now_b);
      n_shown += std::abs(expected - product) > 1e-6 * product ? 1U : 0U;
    }
  }
  CHECK(n_compared > 500);
  CHECK(n_shown > 100);
}

TEST_CASE("linked loci: refused where it is not computed") {
  const auto m = marker({0.5, 0.5});
  auto spec = marker_spec({0.5, 0.5});
  spec.theta = 0.01;
  const auto with_theta = must(Marker::make(spec));
  const auto family = pedigree_of(trio());
  const Typing none(family);
  const auto seen = none.pointers();
  pedigree::Workspace workspace;
  CHECK(pedigree::linked_log_likelihood({m, with_theta, 0.1}, family, {seen, seen}, workspace).error().code ==
        Errc::bad_parameter);
  CHECK(pedigree::linked_log_likelihood({m, m, 0.6}, family, {seen, seen}, workspace).error().code ==
        Errc::bad_parameter);
}

}  // namespace kith::testing
