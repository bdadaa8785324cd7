// Comparison with the naive twin over random families, and laws that need no expected number.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "pedigree/likelihood_support.hpp"
#include "reference/naive_likelihood.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::Marker;
using genetics::MarkerKind;
using pedigree::PersonIndex;

struct Variant {
  std::string_view name;
  std::size_t n_alleles = 3;
  std::size_t n_persons = 6;
  MarkerKind kind = MarkerKind::autosomal;
  bool mutates = false;
  double theta = 0;
  double silent = 0;
  TypingOptions typing{};
};

/// Sizes are what the twin can enumerate in a second or so.
const std::vector<Variant>& variants() {
  static const std::vector<Variant> all{
      {.name = "plain", .n_alleles = 4},
      {.name = "mutation", .n_persons = 5, .mutates = true, .typing = {.typed = 0.75}},
      {.name = "theta", .theta = 0.05},
      {.name = "theta and mutation", .n_persons = 5, .mutates = true, .theta = 0.05, .typing = {.typed = 0.75}},
      {.name = "silent", .silent = 0.1},
      {.name = "silent and mutation", .n_persons = 5, .mutates = true, .silent = 0.1, .typing = {.typed = 0.75}},
      {.name = "silent and theta", .theta = 0.02, .silent = 0.1},
      {.name = "X", .kind = MarkerKind::x_linked},
      {.name = "X and mutation", .kind = MarkerKind::x_linked, .mutates = true},
      {.name = "X, theta and silent", .kind = MarkerKind::x_linked, .theta = 0.05, .silent = 0.1},
      {.name = "partial genotypes", .mutates = true, .typing = {.typed = 0.8, .partial = 0.4}},
      {.name = "dropout", .typing = {.dropout = 0.3}},
      {.name = "dropout and drop-in, twice",
       .n_persons = 5,
       .typing = {.dropout = 0.3, .drop_in = 0.1, .replicates = 2}},
      {.name = "everything",
       .n_alleles = 2,
       .n_persons = 5,
       .mutates = true,
       .theta = 0.03,
       .silent = 0.1,
       .typing = {.typed = 0.8, .partial = 0.2, .dropout = 0.2, .drop_in = 0.05, .replicates = 2}},
  };
  return all;
}

Marker random_marker(Rng& rng, const Variant& variant) {
  auto spec = marker_spec(random_frequencies(rng, variant.n_alleles));
  for (auto& frequency : spec.frequencies) frequency *= 1 - variant.silent;
  spec.kind = variant.kind;
  spec.silent_frequency = variant.silent;
  spec.theta = variant.theta;
  if (variant.mutates) {
    spec.mutation_male = random_mutation(rng);
    spec.mutation_female = random_mutation(rng);
  }
  return must(Marker::make(std::move(spec)));
}

void check_equal_logs(double found, double expected) {
  if (std::isinf(expected)) {
    CHECK(found == expected);
  } else {
    CHECK(found == doctest::Approx(expected).epsilon(kPeelingRelError).scale(1));
  }
}

/// Families per variant and law; the environment variable KITH_TWIN_FAMILIES asks for a longer comparison.
std::uint64_t n_families() {
  const char* wanted = std::getenv("KITH_TWIN_FAMILIES");
  return wanted == nullptr ? 25 : std::strtoull(wanted, nullptr, 10);
}

/// Takes away what can say nothing of the target while theta is 0: the data of persons who are connected to him only
/// through untyped persons without typed descendants, at an X-linked marker only through father and son, or not at all.
void keep_informative(const Marker& m, const pedigree::Pedigree& pedigree, PersonIndex target, Typing& typing) {
  std::vector<pedigree::PersonSpec> family;
  std::vector<bool> kept(pedigree.size(), false);
  const auto order = pedigree.parents_first();
  for (auto person = order.rbegin(); person != order.rend(); ++person) {
    const auto at = [](PersonIndex who) { return static_cast<std::size_t>(who); };
    if (!typing.of(*person).is_untyped() || *person == target) kept[at(*person)] = true;
    if (!kept[at(*person)]) continue;
    family.push_back({.id = pedigree.id(*person), .sex = pedigree.sex(*person)});
    if (pedigree.is_founder(*person)) continue;
    kept[at(pedigree.mother(*person))] = true;
    family.back().mother = pedigree.id(pedigree.mother(*person));
    if (m.kind() == MarkerKind::x_linked && pedigree.sex(*person) == genetics::Sex::male) continue;
    kept[at(pedigree.father(*person))] = true;
    family.back().father = pedigree.id(pedigree.father(*person));
  }
  const auto pruned = pedigree_of(family);
  const auto related = pruned.connected_to(pruned.find(pedigree.id(target)));
  for (const auto person : order) {
    const auto index = pruned.find(pedigree.id(person));
    const bool informs = index != pedigree::kNobody && std::binary_search(related.begin(), related.end(), index);
    if (!informs) typing.set(person, genetics::Observation::untyped());
  }
}

}  // namespace

TEST_CASE("likelihood: equals the sum over all assignments, with and without lumping") {
  for (const auto& variant : variants()) {
    for (std::uint64_t seed = 1; seed <= n_families(); ++seed) {
      CAPTURE(variant.name);
      CAPTURE(seed);
      Rng rng(seed);
      const auto m = random_marker(rng, variant);
      const auto pedigree = pedigree_of(random_family(rng, variant.n_persons));
      const auto typing = random_typing(rng, m, pedigree, variant.typing);
      const double expected = std::log(reference::likelihood(m, pedigree, typing.pointers()));
      check_equal_logs(log_likelihood(m, pedigree, typing), expected);
      check_equal_logs(log_likelihood(m, pedigree, typing, {.lump_alleles = false}), expected);
    }
  }
}

TEST_CASE("target_joint: equals the sum over all assignments, genotype by genotype") {
  for (const auto& variant : variants()) {
    for (std::uint64_t seed = 101; seed <= 100 + n_families(); ++seed) {
      CAPTURE(variant.name);
      CAPTURE(seed);
      Rng rng(seed);
      const auto m = random_marker(rng, variant);
      const auto pedigree = pedigree_of(random_family(rng, variant.n_persons - 1));
      auto typing = random_typing(rng, m, pedigree, variant.typing);
      const auto target = static_cast<PersonIndex>(below(rng, pedigree.size()));
      typing.set(target, genetics::Observation::untyped());
      if (m.theta() == 0) keep_informative(m, pedigree, target, typing);
      const auto expected = reference::genotype_joint(m, pedigree, typing.pointers(), target);
      for (const bool lump : {true, false}) {
        const auto joint = target_joint(m, pedigree, typing, target, {.lump_alleles = lump});
        const double scale = std::exp(joint.log_scale);
        REQUIRE(joint.n_alleles == m.n_alleles());
        REQUIRE(joint.joint.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) CHECK(joint.joint[i] * scale == nearly(expected[i]));
        check_equal_logs(std::log(joint.total) + joint.log_scale,
                         std::log(reference::likelihood(m, pedigree, typing.pointers())));
      }
    }
  }
}

TEST_CASE("likelihood: summed over all genotypes of a person it is the likelihood without that person") {
  for (const auto& variant : variants()) {
    if (variant.silent > 0) continue;  // g(x, y) would not name a genotype but what is seen of several
    for (std::uint64_t seed = 201; seed <= 200 + n_families(); ++seed) {
      CAPTURE(variant.name);
      CAPTURE(seed);
      Rng rng(seed);
      const auto m = random_marker(rng, variant);
      const auto pedigree = pedigree_of(random_family(rng, m.theta() > 0 ? 5 : 8));
      auto typing = random_typing(rng, m, pedigree, variant.typing);
      const auto person = static_cast<PersonIndex>(below(rng, pedigree.size()));
      double sum = 0;
      const auto n = static_cast<genetics::AlleleIndex>(m.n_alleles());
      for (genetics::AlleleIndex x = 0; x < n; ++x) {
        for (genetics::AlleleIndex y = x; y < n; ++y) {
          typing.set(person, g(x, y));
          sum += likelihood(m, pedigree, typing);
        }
      }
      typing.set(person, genetics::Observation::untyped());
      CHECK(sum == nearly(likelihood(m, pedigree, typing)));
    }
  }
}

TEST_CASE("likelihood: the order of persons changes nothing") {
  for (const auto& variant : variants()) {
    for (std::uint64_t seed = 301; seed <= 300 + n_families(); ++seed) {
      CAPTURE(variant.name);
      CAPTURE(seed);
      Rng rng(seed);
      const auto m = random_marker(rng, variant);
      auto family = random_family(rng, m.theta() > 0 ? 5 : 9);  // at most 10 founder alleles with theta
      const auto pedigree = pedigree_of(family);
      const auto typing = random_typing(rng, m, pedigree, variant.typing);
      for (std::size_t i = family.size() - 1; i > 0; --i) std::swap(family[i], family[below(rng, i + 1)]);
      const auto shuffled = pedigree_of(family);
      Typing same(shuffled);
      for (const auto& person : family) same.set(person.id, typing.of(pedigree.find(person.id)));
      check_equal_logs(log_likelihood(m, shuffled, same), log_likelihood(m, pedigree, typing));
    }
  }
}

TEST_CASE("likelihood: unrelated families multiply while theta is 0") {
  Rng rng(7);
  const auto m = random_marker(rng, {.name = "mutation", .mutates = true});
  auto family = siblings(2);
  const auto one = pedigree_of(family);
  auto two = half_siblings();
  for (auto& person : two) {
    person.id = "other " + person.id;
    if (!person.father.empty()) person.father = "other " + person.father;
    if (!person.mother.empty()) person.mother = "other " + person.mother;
  }
  const auto other = pedigree_of(two);
  family.insert(family.end(), two.begin(), two.end());
  const auto both = pedigree_of(family);
  const auto a = log_likelihood(m, one, {one, {{"C1", g(0, 1)}, {"C2", g(1, 2)}}});
  const auto b = log_likelihood(m, other, {other, {{"other C1", g(0, 0)}, {"other C2", g(0, 2)}}});
  const auto ab = log_likelihood(
      m, both, {both, {{"C1", g(0, 1)}, {"C2", g(1, 2)}, {"other C1", g(0, 0)}, {"other C2", g(0, 2)}}});
  CHECK(ab == nearly(a + b));
}

TEST_CASE("target_joint: under a stationary model the likelihood ratio averages to 1 over the population") {
  for (std::uint64_t seed = 401; seed <= 420; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    auto spec = marker_spec(random_frequencies(rng, 4));
    spec.mutation_male = {.kind = genetics::MutationKind::stepwise, .rate = 0.01, .rate2 = 0.001, .stationary = true};
    spec.mutation_female = {.kind = genetics::MutationKind::proportional, .rate = 0.005};
    const auto m = must(Marker::make(spec));
    const auto pedigree = pedigree_of(random_family(rng, 8));
    auto typing = random_typing(rng, m, pedigree);
    const auto target = static_cast<PersonIndex>(below(rng, pedigree.size()));
    typing.set(target, genetics::Observation::untyped());
    const auto joint = target_joint(m, pedigree, typing, target);
    // LR(g) = J(g) / (J P(g)), so sum_g P(g) LR(g) is 1 exactly if J(g) sums to P(relatives' data), found another way.
    double sum = 0;
    for (std::size_t x = 0; x < 4; ++x) {
      for (std::size_t y = x; y < 4; ++y) sum += joint.joint[x * 4 + y];
    }
    keep_informative(m, pedigree, target, typing);
    check_equal_logs(std::log(sum) + joint.log_scale, log_likelihood(m, pedigree, typing));
  }
}

TEST_CASE("target_joint: without relatives' data a person's genotype is in Hardy-Weinberg proportions") {
  const auto m = marker({0.2, 0.3, 0.5});
  for (const auto& family : {trio(), siblings(2), first_cousins(), double_first_cousins()}) {
    const auto pedigree = pedigree_of(family);
    const auto joint = target_joint(m, pedigree, Typing(pedigree), static_cast<PersonIndex>(pedigree.size() - 1));
    CHECK(joint.joint[0] * std::exp(joint.log_scale) == nearly(0.2 * 0.2));
    CHECK(joint.joint[1] * std::exp(joint.log_scale) == nearly(2 * 0.2 * 0.3));
    CHECK(joint.joint[3] * std::exp(joint.log_scale) == nearly(2 * 0.2 * 0.3));
    CHECK(joint.total * std::exp(joint.log_scale) == nearly(1));
  }
}

}  // namespace kith::testing
