#include "pedigree/elimination/cost_forecast.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "pedigree/likelihood_support.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::Marker;
using genetics::MarkerKind;
using pedigree::PersonIndex;

Marker random_marker(Rng& rng, double theta) {
  auto spec = marker_spec(random_frequencies(rng, 2 + below(rng, 5)));
  if (below(rng, 4) == 0) {
    for (auto& frequency : spec.frequencies) frequency *= 0.9;
    spec.silent_frequency = 0.1;
  }
  if (below(rng, 4) == 0) spec.kind = MarkerKind::x_linked;
  spec.theta = theta;
  if (below(rng, 2) == 0) spec.mutation_male = spec.mutation_female = random_mutation(rng);
  return must(Marker::make(std::move(spec)));
}

struct Computed {
  bool refused = false;
  double spent = 0;
  bool is_possible = true;  ///< without it the second function is not called for
};

/// What a column does for one target: both functions, within one limit.
Computed compute(const Marker& m, const pedigree::Pedigree& family, const Typing& typing, PersonIndex target,
                 pedigree::Workspace& workspace, double cost_limit) {
  const auto observed = typing.pointers();
  pedigree::TargetJoint joint;
  const auto done = pedigree::target_joint(m, family, observed, target, workspace, joint, {.cost_limit = cost_limit});
  Computed computed{.spent = workspace.spent};
  if (!done) {
    CHECK(done.error().code == Errc::cost_limit_exceeded);
    return {.refused = true};
  }
  computed.is_possible = joint.total > 0;
  if (m.theta() == 0) return computed;
  const auto also = pedigree::unrelated_joint(m, family, observed, family.sex(target), workspace, joint,
                                              {.cost_limit = cost_limit - computed.spent});
  computed.spent += workspace.spent;
  computed.refused = !also;
  return computed;
}

}  // namespace

TEST_CASE("cost forecast: exactly what is spent; within it nothing is refused, below it something is") {
  pedigree::Workspace used;  // plans of other families and limits must make no difference
  for (const double theta : {0.0, 0.03}) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
      CAPTURE(theta);
      CAPTURE(seed);
      Rng rng(seed);
      const auto m = random_marker(rng, theta);
      const auto family = pedigree_of(random_family(rng, 2 + below(rng, 4)));  // at most 10 founder alleles
      const auto typing = random_typing(rng, m, family, {.partial = 0.2, .dropout = below(rng, 2) == 0 ? 0.2 : 0});
      const auto target = static_cast<PersonIndex>(below(rng, family.size()));
      const double forecast = must(pedigree::forecast_cost(m, family, typing.pointers(), target, used)).multiplications;
      REQUIRE(std::isfinite(forecast));
      pedigree::Workspace fresh;
      for (pedigree::Workspace* workspace : {&used, &fresh}) {
        const auto within = compute(m, family, typing, target, *workspace, forecast);
        CHECK_FALSE(within.refused);
        CHECK(within.spent == forecast);
        if (forecast > 0) CHECK(compute(m, family, typing, target, *workspace, forecast - 1).refused);
      }
    }
  }
}

TEST_CASE("cost forecast: founder alleles that are too many are counted, and no limit is enough") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.theta = 0.01;
  const auto m = must(Marker::make(spec));
  auto persons = siblings(2);
  for (int i = 0; i < 4; ++i) {
    for (auto person : siblings(2)) {
      person.id += std::to_string(i);
      if (!person.father.empty()) person.father += std::to_string(i);
      if (!person.mother.empty()) person.mother += std::to_string(i);
      persons.push_back(person);
    }
  }
  const auto family = pedigree_of(persons);
  Typing typing(family, {{"C1", g(0, 1)}});
  pedigree::Workspace workspace;
  const auto forecast = [&] {
    return must(pedigree::forecast_cost(m, family, typing.pointers(), family.find("C2"), workspace));
  };
  CHECK(forecast().n_unknown_founder_alleles == 4);  // two of each parent; the others have no typed descendants
  CHECK(std::isfinite(forecast().multiplications));
  for (const char* child : {"C10", "C20", "C11", "C21", "C12", "C22", "C13", "C23"}) typing.set(child, g(1, 2));
  CHECK(forecast().n_unknown_founder_alleles == 20);
  CHECK(forecast().has_too_many_founder_alleles());
  CHECK(std::isinf(forecast().multiplications));
}

}  // namespace kith::testing
