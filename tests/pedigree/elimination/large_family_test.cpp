// Large and awkward families with 40 alleles and stepwise mutation: the elimination order keeps them cheap, and what it
// gives obeys the laws that need no expected number.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "pedigree/likelihood_support.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;
using genetics::Sex;
using pedigree::PersonIndex;

Marker forty_alleles() {
  Rng rng(40);
  auto spec = marker_spec(random_frequencies(rng, 40));
  spec.mutation_male = {.kind = genetics::MutationKind::stepwise, .rate = 0.003, .range = 0.1};
  spec.mutation_female = {.kind = genetics::MutationKind::stepwise, .rate = 0.0007, .range = 0.1};
  return must(Marker::make(std::move(spec)));
}

/// Five generations, 40 persons and more: each couple has three children, of whom two marry outside.
Family five_generations() {
  Family family{{"A", "", "", Sex::male}, {"B", "", "", Sex::female}};
  std::vector<std::pair<std::string, std::string>> couples{{"A", "B"}};
  int next = 0;
  while (family.size() < 40) {
    const auto [father, mother] = couples.front();
    couples.erase(couples.begin());
    for (int child = 0; child < 3; ++child) {
      const std::string id = "P" + std::to_string(next++);
      const Sex sex = child == 1 ? Sex::female : Sex::male;
      family.push_back({id, father, mother, sex});
      if (child == 2) continue;
      const std::string spouse = "W" + std::to_string(next++);
      family.push_back({spouse, "", "", sex == Sex::male ? Sex::female : Sex::male});
      couples.emplace_back(sex == Sex::male ? id : spouse, sex == Sex::male ? spouse : id);
    }
  }
  return family;
}

/// The share of one genotype in the joint of the target is the ratio of the likelihoods with it and without (persons
/// who are not connected to him cancel).
void check_laws(const Marker& m, const pedigree::Pedigree& family, Typing typing, PersonIndex target) {
  const auto joint = target_joint(m, family, typing, target);
  const double without = log_likelihood(m, family, typing);
  REQUIRE(std::isfinite(without));
  const AlleleIndex a = 3;
  const AlleleIndex b = 17;
  typing.set(target, g(a, b));
  CHECK(std::log(joint.joint[a * m.n_alleles() + b] / joint.total) ==
        doctest::Approx(log_likelihood(m, family, typing) - without).epsilon(1e-10));
}

/// Drops alleles through the family and types every third person but the target.
Typing sparse_typing(const Marker& m, const pedigree::Pedigree& family, PersonIndex target, std::uint64_t seed) {
  Rng rng(seed);
  Typing typing = random_typing(rng, m, family, {.typed = 1});
  for (std::size_t i = 0; i < family.size(); ++i) {
    const auto person = static_cast<PersonIndex>(i);
    if (i % 3 != 0 || person == target) typing.set(person, genetics::Observation::untyped());
  }
  return typing;
}

}  // namespace

TEST_CASE("large families: forty persons over five generations, two thirds of them untyped") {
  const auto m = forty_alleles();
  const auto family = pedigree_of(five_generations());
  for (const char* missing : {"P0", "P2", "P5", "P9", "P12", "P14"}) {
    const auto target = family.find(missing);
    CAPTURE(missing);
    REQUIRE(target != pedigree::kNobody);
    check_laws(m, family, sparse_typing(m, family, target, 5), target);
  }
}

TEST_CASE("large families: ten typed siblings of untyped parents") {
  const auto m = forty_alleles();
  const auto family = pedigree_of(siblings(11));
  Rng rng(11);
  Typing typing = random_typing(rng, m, family, {.typed = 1});
  for (const char* untyped : {"F", "M", "C1"}) typing.set(untyped, genetics::Observation::untyped());
  check_laws(m, family, typing, family.find("C1"));
}

TEST_CASE("large families: double first cousins, incest and a marriage of cousins, parents untyped") {
  const auto m = forty_alleles();
  const std::vector<std::pair<Family, std::string>> scenes{
      {double_first_cousins(), "C1"}, {sibling_incest(), "C"}, {parent_child_incest(), "C"}, {cousin_marriage(), "X"}};
  for (const auto& scene : scenes) {
    const std::string& missing = scene.second;
    CAPTURE(missing);
    const auto family = pedigree_of(scene.first);
    const auto target = family.find(missing);
    check_laws(m, family, sparse_typing(m, family, target, 7), target);
  }
}

}  // namespace kith::testing
